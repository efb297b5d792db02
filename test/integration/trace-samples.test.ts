import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { SAMPLES_NOW, traceSamples } from "./trace-samples.ts";
import { itemsOf, valueAt } from "./world.ts";

/** What each event of a file counts: operation, model that answered, then its tokens by class. */
type Yield = readonly [string, string, Readonly<Record<string, number>>];

const NANO = "gpt-5-nano-2025-08-07";
const MINI = "gpt-4o-mini-2024-07-18";
const BABBAGE = "babbage:2023-07-21-v2";
const NO_USAGE = "This call succeeded and states no usage: what it cost cannot be known.";

/** Read from the files by hand: events, or why the span is refused. Files without spans of models yield nothing. */
const EXPECTED: Readonly<Record<string, readonly Yield[] | string>> = {
  "envoy-ai-gateway/audio-transcription-basic.json": NO_USAGE,
  "envoy-ai-gateway/azure-chat-basic.json": [["chat", NANO, { input: 8, output: 271, reasoning: 192 }]],
  "envoy-ai-gateway/chat-bad-request.json": [["chat", "gpt-5-nano", {}]],
  "envoy-ai-gateway/chat-detailed-usage.json": [["chat", NANO, { input: 12, output: 100, reasoning: 100 }]],
  "envoy-ai-gateway/chat-json-mode.json": [["chat", NANO, { input: 21, output: 280, reasoning: 256 }]],
  "envoy-ai-gateway/chat-multiturn.json": [["chat", NANO, { input: 50, output: 526, reasoning: 512 }]],
  "envoy-ai-gateway/chat-openai-agents-python.json": [["chat", NANO, { input: 171, output: 1962, reasoning: 1664 }]],
  "envoy-ai-gateway/chat-reasoning.json": [["chat", NANO, { input: 27, output: 267, reasoning: 192 }]],
  "envoy-ai-gateway/chat-streaming-web-search.json": NO_USAGE,
  "envoy-ai-gateway/chat-text-to-audio.json": [
    ["chat", "gpt-4o-mini-audio-preview-2024-12-17", { input: 22, output: 6, output_audio: 12 }],
  ],
  "envoy-ai-gateway/chat-tools.json": [["chat", NANO, { input: 162, output: 287, reasoning: 256 }]],
  "envoy-ai-gateway/chat-web-search.json": [
    ["chat", "gpt-4o-mini-search-preview-2025-03-11", { input: 26, output: 22 }],
  ],
  "envoy-ai-gateway/completion-basic.json": [["completion", BABBAGE, { input: 31, output: 25 }]],
  "envoy-ai-gateway/completion-streaming.json": NO_USAGE,
  "envoy-ai-gateway/completion-text-batch.json": [["completion", BABBAGE, { input: 49, output: 58 }]],
  "envoy-ai-gateway/completion-token.json": [["completion", BABBAGE, { input: 31, output: 25 }]],
  "envoy-ai-gateway/embeddings-bad-request.json": [["embedding", "text-embedding-3-small", {}]],
  "envoy-ai-gateway/embeddings-unknown-model.json": [["embedding", "text-embedding-4-ultra", {}]],
  "envoy-ai-gateway/image-generation-basic.json": NO_USAGE,
  "openinference-genai/openinference_client_span_tool_calls.json": [["chat", "gpt-4-0613", { input: 97, output: 52 }]],
  "openinference-genai/otel_genai_client_span_tool_calls.json": [["chat", "gpt-4-0613", { input: 97, output: 52 }]],
  "protocol/otlp_proto_example_events.json": [],
  "protocol/otlp_proto_example_logs.json": [],
  "protocol/otlp_proto_example_metrics.json": [],
  "protocol/otlp_proto_example_trace.json": [],
  "vercel-v6-spans/ai-embed-doEmbed.json": [["embedding", "text-embedding-3-small", { input: 10 }]],
  "vercel-v6-spans/ai-generateObject-doGenerate.json": [["chat", MINI, { input: 63, output: 156 }]],
  "vercel-v6-spans/ai-generateText-doGenerate.json": [["chat", MINI, { input: 64, output: 29 }]],
  "vercel-v6-spans/ai-streamText-doStream.json": [["chat", MINI, { input: 15, output: 112 }]],
  "vercel-v6-spans/capture-results.json": [],
};

const samples = traceSamples();
const CLASSES = ["input", "cache_read", "output", "output_audio", "reasoning"] as const;

test.skipIf(samples === undefined)("every recorded file is known here", () => {
  expect(samples?.map(({ name }) => name)).toEqual(Object.keys(EXPECTED).toSorted());
});

test.each(samples ?? [])(
  "$name yields what it holds, and nothing more when it is sent twice",
  async ({ name, request }) => {
    const { owner, settle } = await tenant();
    const expected = EXPECTED[name] ?? [];
    for (let time = 0; time < 2; time++) {
      const { status, body } = await owner.post("/v1/traces", request);
      expect(status).toBe(200);
      expect(body).toEqual(typeof expected === "string" ? refusedFor(expected) : {});
      await settle();
    }
    const measures = ["events", ...CLASSES.map((each) => `${each}_tokens`)];
    const path = `/v1/spend?from=2026-02-01&to=2026-03-01&granularity=total&group_by=operation,model&measures=${measures}`;
    const { body } = await owner.get(path);
    const items = itemsOf(body).map((item) => ({
      dimensions: valueAt(item, "dimensions"),
      measures: valueAt(item, "measures"),
    }));
    expect(items).toEqual(
      (typeof expected === "string" ? [] : expected).map(([operation, model, tokens]) => ({
        dimensions: { operation, model },
        measures: {
          events: name.includes("generateText") ? 2 : 1,
          ...Object.fromEntries(CLASSES.map((each) => [`${each}_tokens`, tokens[each] ?? 0])),
        },
      })),
    );
    expect(valueAt((await owner.get("/v1/conflicts?from=2026-02-01&to=2026-03-01")).body, "items")).toEqual([]);
  },
);

const refusedFor = (reason: string) => ({
  partialSuccess: { rejectedSpans: "1", errorMessage: expect.stringContaining(reason) },
});

async function tenant() {
  const pipeline = createPipeline({ at: SAMPLES_NOW });
  return { ...pipeline, ...(await pipeline.signUp()) };
}
