import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readUsageEvent } from "@outlay/domain/read-usage-event";
import { expect, test } from "vitest";
import { readCloudEvent } from "../cloudevents.ts";
import type { ReadRecord } from "../usage-events.ts";
import { readWebhookRecord } from "./read-webhook.ts";

const SAMPLES = fileURLToPath(new URL("../../../../shared/samples/", import.meta.url));

/** Real logs and documents' examples: what each file yields, as operation and tokens, or why it is refused. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  "litellm/standard_logging_payload.azure_sentinel_example.json": ["chat openai/gpt-4o 10+20"],
  "litellm/spend_log_row.issue35958.json": ["chat bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0 45+511"],
  // An alert: nothing to count, nothing wrong.
  "litellm/budget_alert_webhook.docs_example.json": [],
  // A user with the sums of his keys.
  "litellm/docs_cost_tracking_0.json": ["refused: This is no log of a call"],
  // Sums of spend by key and by model.
  "litellm/docs_cost_tracking_1.json": ["refused: This is no log of a call"],
  "litellm/docs_cost_tracking_2.json": Array(3).fill("refused: This is no log of a call"),
  // OpenAIChat.invoke, twice, spans the two chats that are counted.
  "langfuse/agno-2025-06-11.trace.json": ["chat openai/gpt-4o-mini 663+225", "chat openai/gpt-4o-mini 163+20"],
  "langfuse/crewai-2025-07-11.trace.json": ["chat openai/gpt-4o-mini 190+164"],
  "langfuse/google-adk-2025-08-28.trace.json": [
    "chat google/gemini-2.0-flash 39+6",
    "chat google/gemini-2.0-flash 28+3",
    "tool_call",
  ],
  "langfuse/koog-2025-08-26.trace.json": ["chat openai/gpt-4o 168+19", "chat openai/gpt-4o 47+106"],
  "langfuse/langgraph-python-2025-08-22.trace.json": [
    "chat openai/gpt-4o-2024-08-06 60+15",
    "chat openai/gpt-4o-2024-08-06 108+51",
  ],
  // The agent repeats usage of its two chats, and is not counted.
  "langfuse/microsoft-agent-2025-12-17.trace.json": [
    "chat openai/gpt-5-mini-2025-08-07 77+86",
    "chat openai/gpt-5-mini-2025-08-07 216+20",
    "tool_call",
  ],
  "langfuse/pydantic-ai-2025-06-06.trace.json": ["chat openai/gpt-4o 31+96"],
  "langfuse/pydantic-ai-tools-2025-12-04.trace.json": [
    "chat openai/gpt-4o-mini-2024-07-18 417+53",
    "chat openai/gpt-4o-mini-2024-07-18 131+69",
    "chat openai/gpt-4o-mini-2024-07-18 502+14",
    "chat openai/gpt-4o-mini-2024-07-18 265+73",
    "tool_call",
    "tool_call",
    "tool_call",
  ],
  // ai.generateText spans the one call that is counted.
  "langfuse/vercel-aisdk-2025-11-17.trace.json": ["chat openai/gpt-5 62+85", "tool_call"],
  // The ai part of an entry, without what a logging plugin writes around it.
  "kong/ai_audit_log_0.json": ["refused: This entry has no request.id"],
  "kong/ai_audit_log_1.json": ["refused: This entry has no request.id"],
  "openmeter/Event.example.json": ["refused: This event has no data"],
  "openmeter/IngestedEvent.example.json": ["refused: This is no CloudEvent"],
  // A count of HTTP requests.
  "openmeter/cloudevent.quickstart.json": ["refused: This data is no event of ours"],
};

function readSample(file: string, value: unknown): ReadRecord {
  const [folder] = file.split("/");
  if (folder === "litellm" || folder === "langfuse" || folder === "kong")
    return readWebhookRecord(folder, value, folder);
  return readCloudEvent(value);
}

const RULES = { kind: "import" as const, bound: new Map(), nowEpochMs: Date.parse("2026-11-24T00:00:00Z") };

/** One line an event, which our own validation takes and no flag marks; of a refusal, its reason. */
function told(read: ReadRecord): readonly string[] {
  if ("faults" in read) return read.faults.map(({ detail }) => `refused: ${detail}`);
  return read.events.map(({ body, flags }) => {
    expect(flags).toEqual([]);
    const judged = readUsageEvent({ ...body, time: body.time ?? "2026-11-23T00:00:00Z" }, RULES);
    if ("faults" in judged) throw new Error(JSON.stringify(judged.faults));
    const { operation, provider, model, usage } = judged.event;
    return model === null
      ? operation
      : `${operation} ${provider}/${model} ${usage.input_tokens}+${usage.output_tokens}`;
  });
}

const files = ["litellm", "langfuse", "kong", "openmeter"].flatMap((folder) =>
  existsSync(SAMPLES + folder) ? readdirSync(SAMPLES + folder).map((name) => `${folder}/${name}`) : [],
);

test.skipIf(!existsSync(SAMPLES))("the table names every sample (needs ../shared/samples)", () => {
  expect(files.toSorted()).toEqual(Object.keys(FILES).toSorted());
});

test.each(files)("%s (needs ../shared/samples)", (file) => {
  const value: unknown = JSON.parse(readFileSync(SAMPLES + file, "utf8"));
  const records: readonly unknown[] = Array.isArray(value) ? value : [value];
  const lines = records.flatMap((record) => told(readSample(file, record)));
  const expected = FILES[file] ?? [];
  expect(lines.length).toBe(expected.length);
  for (const [index, line] of lines.entries()) expect(line.startsWith(expected[index] ?? "?")).toBe(true);
});

const kong = files.filter((file) => file.startsWith("kong/"));

test.skipIf(kong.length === 0)("Kong's samples within an entry are events (needs ../shared/samples/kong)", () => {
  const whole = kong.map((file, index) => ({
    ...JSON.parse(readFileSync(SAMPLES + file, "utf8")),
    request: { id: `r-${index}` },
    started_at: 1_793_610_000_000,
  }));
  const events = whole.map((entry) => told(readWebhookRecord("kong", entry, "kong")));
  expect(events).toEqual([
    ["chat cohere/command 14+21", "embedding openai/text-embedding-ada-002 62+undefined"],
    ["tool_call"],
  ]);
});
