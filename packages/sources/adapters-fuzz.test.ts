import { readUsageEvent } from "@outlay/domain/read-usage-event";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readCloudEvent } from "./cloudevents.ts";
import { readLitellmLog } from "./webhooks/litellm.ts";
import { readResponseRecord } from "./responses/read-response-record.ts";
import type { ReadRecord } from "./usage-events.ts";

const NOW = Date.parse("2026-11-03T00:00:00Z");

const LITELLM = {
  id: "l-1",
  trace_id: "t-1",
  call_type: "acompletion",
  status: "success",
  status_fields: { guardrail_status: "success" },
  custom_llm_provider: "anthropic",
  model: "claude-sonnet-4-5",
  startTime: 1_793_610_000.25,
  endTime: 1_793_610_002,
  response_cost: 0.1,
  prompt_tokens: 10,
  completion_tokens: 20,
  total_tokens: 30,
  request_tags: ["a:b", "c"],
  end_user: "e",
  metadata: {
    user_api_key_user_id: "u",
    user_api_key_alias: "k",
    requester_metadata: { department: "legal", site: "paris" },
    usage_object: { prompt_tokens: 10, completion_tokens: 20, prompt_tokens_details: { cached_tokens: 4 } },
  },
};
const CLOUD_EVENT = {
  specversion: "1.0",
  id: "e-1",
  source: "s",
  time: "2026-11-02T09:30:00Z",
  data: { operation: "chat", provider: "p", model: "m", usage: { input_tokens: 5 } },
};
const MESSAGE = {
  id: "m-1",
  model: "m",
  usage: {
    input_tokens: 5,
    output_tokens: 6,
    cache_creation_input_tokens: 3,
    cache_creation: { ephemeral_5m_input_tokens: 1, ephemeral_1h_input_tokens: 2 },
    iterations: [{ type: "advisor_message", model: "n", input_tokens: 1, output_tokens: 1 }],
  },
};

const ADAPTERS: readonly { name: string; sample: unknown; read: (value: unknown) => ReadRecord }[] = [
  { name: "LiteLLM", sample: LITELLM, read: (value) => readLitellmLog(value, "litellm") },
  { name: "CloudEvents", sample: CLOUD_EVENT, read: readCloudEvent },
  {
    name: "responses",
    sample: MESSAGE,
    read: (value) => readResponseRecord("anthropic", undefined, value, { source: "s" }),
  },
];

const anything = fc.oneof(
  fc.constantFrom(null, "", "x", "a\u0000", "__proto__", -1, 0, 0.5, -0, 1e12, 1e300, true, [], {}, [{}], [null]),
  fc.json({ maxDepth: 2 }).map((text): unknown => JSON.parse(text)),
);
const changes = fc.array(fc.tuple(fc.nat(), anything), { maxLength: 4 });

/** `sample` with its member number `at`, in order of depth, set to `value`. */
function change(sample: unknown, at: number, value: unknown): unknown {
  let members = 0;
  JSON.stringify(sample, (_, member: unknown) => ((members += 1), member));
  const chosen = at % Math.max(1, members);
  let seen = -1;
  return JSON.parse(JSON.stringify(sample, (_, member: unknown) => ((seen += 1) === chosen ? value : member)));
}

test.each(ADAPTERS)(
  "$name: whatever comes is an event, or refused with a reason; never a crash",
  ({ sample, read }) => {
    let taken = 0;
    fc.assert(
      fc.property(changes, (chosen) => {
        const record = read(chosen.reduce((value, [at, other]) => change(value, at, other), sample));
        const faults = "faults" in record ? record.faults : [];
        expect("events" in record || faults.length > 0).toBe(true);
        for (const { body } of "events" in record ? record.events : []) {
          const time = body.time ?? new Date(NOW).toISOString();
          const judged = readUsageEvent({ ...body, time }, { kind: "import", nowEpochMs: NOW });
          const usage = "event" in judged ? Object.values(judged.event.usage) : [];
          taken += "event" in judged ? 1 : 0;
          expect(usage.every((quantity) => Number.isSafeInteger(quantity) && quantity >= 0)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(200);
  },
);
