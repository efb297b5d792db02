import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { describe, expect, test } from "vitest";
import type { WireEvent } from "../usage-events.ts";
import { readResponseBody, type ResponseFormat } from "./read-response-body.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const lines = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
/** Server-sent events of these values; text stands as it is. */
const sse = (...values: readonly unknown[]) =>
  values.map((value) => `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`).join("");

const read = (format: ResponseFormat, text: string, given: WireEvent = {}, provider = "p") =>
  readResponseBody(provider, undefined, { format, bytes: bytesOf(text) }, { source: "s", ...given });

/** The events of the body, and the first fault of each record that is none. */
function told(format: ResponseFormat, text: string, given: WireEvent = {}, provider = "p") {
  return read(format, text, given, provider).records.flatMap((record): unknown[] =>
    "faults" in record ? [record.faults[0]] : record.events.map(({ body }) => body),
  );
}

const chunk = (choices: unknown[], usage: unknown = null) => ({
  id: "c-1",
  object: "chat.completion.chunk",
  created: 1_793_610_000,
  model: "gpt-5-mini",
  choices,
  usage,
});
const said = { index: 0, delta: { content: "a" }, finish_reason: null };
const ended = { index: 0, delta: {}, finish_reason: "stop" };
const chatUsage = { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 };

const started = (usage: unknown) => ({ type: "message_start", message: { id: "m-1", model: "claude", usage } });
const startUsage = {
  input_tokens: 3,
  cache_read_input_tokens: 100,
  cache_creation_input_tokens: 20,
  cache_creation: { ephemeral_5m_input_tokens: 5, ephemeral_1h_input_tokens: 15 },
  output_tokens: 1,
  service_tier: "standard",
};
const delta = (usage: unknown, stop_reason: string | null = "end_turn") => ({
  type: "message_delta",
  delta: { stop_reason },
  usage,
});
const stopped = { type: "message_stop" };

const gemini = (usageMetadata: unknown, finishReason?: string) => ({
  responseId: "g-1",
  modelVersion: "gemini-2.5-pro",
  candidates: [{ content: {}, ...(finishReason !== undefined && { finishReason }) }],
  usageMetadata,
});

const made = (type: string, response: Record<string, unknown>) => ({
  type,
  response: { id: "r-1", object: "response", model: "gpt-5", usage: null, ...response },
});
const responsesUsage = {
  input_tokens: 10,
  input_tokens_details: { cached_tokens: 4 },
  output_tokens: 2,
  total_tokens: 12,
};

describe("a recorded stream is the answer that its parts add up to", () => {
  test.each([
    {
      name: "chat: the last chunk states the usage",
      text: sse(chunk([said]), chunk([ended]), chunk([], chatUsage), "[DONE]"),
      want: { id: "c-1", model: "gpt-5-mini", usage: { input_tokens: 10, output_tokens: 4 } },
    },
    {
      name: "chat: usage so far on each chunk",
      text: sse(chunk([said], { ...chatUsage, completion_tokens: 1, total_tokens: 11 }), chunk([ended], chatUsage)),
      want: { usage: { input_tokens: 10, output_tokens: 4 } },
    },
    {
      name: "chat: an explicit usage of zero is usage",
      text: sse(chunk([ended]), chunk([], { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }), "[DONE]"),
      want: { usage: { input_tokens: 0, output_tokens: 0 } },
    },
    {
      name: "chat of Groq",
      provider: "groq",
      text: sse(
        chunk([said]),
        { ...chunk([ended]), usage: undefined, x_groq: { id: "q", usage: chatUsage } },
        "[DONE]",
      ),
      want: { id: "c-1", usage: { input_tokens: 10, output_tokens: 4 } },
    },
    {
      name: "responses: the last event",
      text: sse(
        made("response.created", {}),
        { type: "response.output_text.delta", delta: "a" },
        made("response.completed", { status: "completed", usage: responsesUsage }),
      ),
      want: { id: "r-1", model: "gpt-5", usage: { input_tokens: 6, cache_read_tokens: 4, output_tokens: 2 } },
    },
    {
      name: "responses: one that reached its limit of tokens is an answer",
      text: sse(
        made("response.incomplete", {
          status: "incomplete",
          incomplete_details: { reason: "max_output_tokens" },
          usage: responsesUsage,
        }),
      ),
      want: { status: undefined, usage_basis: undefined, usage: { output_tokens: 2 } },
    },
    {
      name: "responses: one that a filter cut",
      text: sse(
        made("response.incomplete", {
          status: "incomplete",
          incomplete_details: { reason: "content_filter" },
          usage: responsesUsage,
        }),
      ),
      want: { status: "blocked", usage: { output_tokens: 2 } },
    },
    {
      name: "responses: a failed one with usage",
      text: sse(made("response.failed", { status: "failed", error: { code: "server_error" }, usage: responsesUsage })),
      want: { status: "failed", usage: { output_tokens: 2 } },
    },
    {
      name: "anthropic: the caches of the start, the output of the end",
      text: sse(started(startUsage), { type: "ping" }, delta({ output_tokens: 9 }), stopped),
      want: {
        id: "m-1",
        model: "claude",
        service_tier: "standard",
        usage: {
          input_tokens: 3,
          cache_read_tokens: 100,
          cache_write_5m_tokens: 5,
          cache_write_1h_tokens: 15,
          output_tokens: 9,
        },
      },
    },
    {
      name: "anthropic: counts of a delta are for all so far, and are not added",
      text: sse(
        started(startUsage),
        delta({ output_tokens: 4 }, null),
        delta({
          input_tokens: 30,
          cache_read_input_tokens: null,
          cache_creation_input_tokens: null,
          output_tokens: 9,
          server_tool_use: { web_search_requests: 2 },
        }),
        stopped,
      ),
      want: {
        usage: {
          input_tokens: 30,
          cache_read_tokens: 100,
          cache_write_1h_tokens: 15,
          output_tokens: 9,
          web_searches: 2,
        },
      },
    },
    {
      name: "gemini: the last chunk, with what earlier ones alone state",
      text: sse(
        gemini({ promptTokenCount: 8, totalTokenCount: 8, trafficType: "ON_DEMAND" }),
        gemini({ promptTokenCount: 8, candidatesTokenCount: 5, thoughtsTokenCount: 7, totalTokenCount: 20 }, "STOP"),
      ),
      want: {
        id: "g-1",
        model: "gemini-2.5-pro",
        service_tier: "on_demand",
        usage: { input_tokens: 8, output_tokens: 12, reasoning_tokens: 7 },
      },
    },
    {
      name: "cohere",
      text: sse(
        { type: "message-start", id: "k-1" },
        { type: "content-delta", delta: {} },
        { type: "message-end", delta: { usage: { billed_units: { input_tokens: 3, output_tokens: 2 } } } },
      ),
      want: { id: "k-1", usage: { input_tokens: 3, output_tokens: 2 } },
    },
    {
      name: "an image",
      text: sse(
        { type: "image_generation.partial_image" },
        {
          type: "image_generation.completed",
          created_at: 1_793_610_000,
          usage: {
            input_tokens: 5,
            output_tokens: 100,
            total_tokens: 105,
            input_tokens_details: { text_tokens: 5, image_tokens: 0 },
          },
        },
      ),
      given: { id: "i" },
      want: { operation: "image", usage: { input_tokens: 5, output_image_tokens: 100 } },
    },
    {
      name: "a transcription",
      text: sse(
        { type: "transcript.text.delta", delta: "a" },
        {
          type: "transcript.text.done",
          text: "a",
          usage: { input_tokens: 14, input_token_details: { audio_tokens: 14 }, output_tokens: 5, total_tokens: 19 },
        },
      ),
      given: { id: "t" },
      want: { operation: "audio", usage: { input_audio_tokens: 14, output_tokens: 5 } },
    },
  ])("$name", ({ text, want, given = {}, provider = "p" }) => {
    expect(told("event-stream", text, given, provider)).toMatchObject([want]);
    expect(told("event-stream", text, given, provider)).toMatchObject([{ usage_basis: undefined }]);
  });

  test("as JSON lines or a list too, where the parts are those of one stream", () => {
    const converse = [
      { messageStart: { role: "assistant" } },
      { contentBlockDelta: { delta: { text: "a" } } },
      { messageStop: { stopReason: "end_turn" } },
      { metadata: { usage: { inputTokens: 5, outputTokens: 2, totalTokens: 7 }, metrics: { latencyMs: 9 } } },
    ];
    const want = [{ id: "b-1", usage: { input_tokens: 5, output_tokens: 2 }, duration_ms: 9 }];
    expect(told("ndjson", lines(converse), { id: "b-1" })).toMatchObject(want);
    const chunks = [
      gemini({ promptTokenCount: 8, totalTokenCount: 8 }),
      gemini({ promptTokenCount: 8, candidatesTokenCount: 1, totalTokenCount: 9 }, "STOP"),
    ];
    expect(told("json", JSON.stringify(chunks))).toMatchObject([{ id: "g-1", usage: { output_tokens: 1 } }]);
    expect(told("ndjson", lines([started(startUsage), delta({ output_tokens: 9 }), stopped]))).toMatchObject([
      { id: "m-1" },
    ]);
    expect(told("ndjson", lines([chunk([said]), chunk([], chatUsage)]))).toMatchObject([{ id: "c-1" }]);
  });

  test("events may have names, comments, several data lines, any line break, and no end", () => {
    const last = JSON.stringify(chunk([], chatUsage), null, 1)
      .split("\n")
      .map((line) => `data:${line}`);
    const text = [
      "\ufeff: hello",
      "event: x",
      "id: 5",
      "retry: 10",
      `data: ${JSON.stringify(chunk([ended]))}`,
      "",
      ...last,
    ];
    for (const lineBreak of ["\n", "\r\n", "\r"]) {
      expect(told("event-stream", text.join(lineBreak))).toMatchObject([{ id: "c-1", usage: { output_tokens: 4 } }]);
    }
  });
});

describe("a stream that was cut", () => {
  test.each([
    { name: "anthropic before any delta", text: sse(started(startUsage)), output: 1 },
    { name: "anthropic between deltas", text: sse(started(startUsage), delta({ output_tokens: 4 }, null)), output: 4 },
    { name: "chat with usage so far", text: sse(chunk([said], chatUsage)), output: 4 },
    {
      name: "gemini without a finish",
      text: sse(gemini({ promptTokenCount: 8, candidatesTokenCount: 2, totalTokenCount: 10 })),
      output: 2,
    },
    { name: "a last event broken off", text: `${sse(started(startUsage))}data: {"type":"message_del`, output: 1 },
  ])("$name: what it states is estimated", ({ text, output }) => {
    const want = { usage_basis: "estimated", status: "abandoned", usage: { output_tokens: output } };
    expect(told("event-stream", text)).toMatchObject([want]);
    expect(told("event-stream", text, { status: "timed_out" })).toMatchObject([{ status: "timed_out" }]);
  });

  test("by an error: the call failed", () => {
    const error = { type: "error", error: { type: "overloaded_error" } };
    expect(told("event-stream", sse(started(startUsage), error))).toMatchObject([
      { usage_basis: "estimated", status: "failed" },
    ]);
  });

  test.each([
    { name: "no usage at all", text: sse(chunk([said]), chunk([ended]), "[DONE]"), detail: "include_usage" },
    { name: "responses before their end", text: sse(made("response.created", {})), detail: "states no usage" },
    { name: "an error alone", text: sse({ error: { message: "no" } }), detail: "an error of the provider" },
    {
      name: "an exception of Bedrock",
      text: sse({ messageStart: {} }, { throttlingException: {} }),
      detail: "an error",
    },
    { name: "what is no object", text: sse(5), detail: "one JSON object" },
    { name: "a broken event within", text: sse("{", chunk([], chatUsage)), detail: "not JSON" },
    { name: "a member twice", text: sse('{"a":1,"a":2}', chunk([], chatUsage)), detail: "twice" },
  ])("refused: $name", ({ text, detail }) => {
    expect(told("event-stream", text)).toMatchObject([{ detail: expect.stringContaining(detail) }]);
  });
});

describe("several responses", () => {
  const good = (id: string) => ({ id, model: "m", usage: chatUsage });

  test("each is judged by itself, of a list and of lines; what the sender says is said of all", () => {
    const list = [good("a"), { error: { message: "no" } }, good("b"), 5];
    for (const [format, text] of [
      ["json", JSON.stringify(list)],
      ["ndjson", lines(list)],
    ] as const) {
      const { records, isList } = read(format, text, { attribution: { department: "legal" } });
      expect(isList).toBe(true);
      expect(records.map((record) => ("faults" in record ? "refused" : record.events[0]?.body.id))).toEqual([
        "a",
        "refused",
        "b",
        "refused",
      ]);
      expect(told(format, text, { attribution: { department: "legal" } })[2]).toMatchObject({
        attribution: { department: "legal" },
      });
    }
  });

  test("their ids are their own", () => {
    expect(told("json", JSON.stringify([good("a")]), { id: "x" })).toMatchObject([
      { detail: expect.stringContaining("x-outlay-id") },
    ]);
  });

  test("no more than a request holds, no fewer than one, and UTF-8", () => {
    const many = (count: number) => () =>
      read("ndjson", lines(Array.from({ length: count }, (_, index) => good(`${index}`))));
    expect(many(LIMITS.eventsPerRequest)().records.length).toBe(LIMITS.eventsPerRequest);
    expect(many(LIMITS.eventsPerRequest + 1)).toThrow(DomainError);
    expect(() => read("event-stream", "data:1\n\n".repeat(LIMITS.streamParts + 1))).toThrow("at most");
    const broken = { format: "event-stream", bytes: Uint8Array.of(0x64, 0x61, 0x74, 0x61, 0x3a, 0xff) } as const;
    expect(() => readResponseBody("p", undefined, broken, {})).toThrow("UTF-8");
    for (const format of ["json", "ndjson", "event-stream"] as const) {
      expect(() => read(format, format === "json" ? "[]" : "\n")).toThrow(DomainError);
    }
  });
});

describe("a line of a batch's results", () => {
  const embedded = { object: "list", model: "e", usage: { prompt_tokens: 5, total_tokens: 5 } };
  const openai = (body: unknown) => ({
    id: "batch_req_1",
    custom_id: "row-1",
    response: { status_code: 200, body },
    error: null,
  });

  test.each([
    {
      name: "OpenAI",
      line: openai({ ...chunk([ended], chatUsage), service_tier: "default" }),
      want: { id: "c-1", usage: { output_tokens: 4 } },
    },
    { name: "OpenAI, of no id", line: openai(embedded), want: { id: "batch_req_1", operation: "embedding" } },
    {
      name: "OpenAI, of no id in a batch with a name",
      line: openai(embedded),
      given: { id: "b" },
      want: { id: "b/row-1" },
    },
    {
      name: "Anthropic",
      line: {
        custom_id: "row-1",
        result: {
          type: "succeeded",
          message: { id: "m-1", model: "c", usage: { ...startUsage, service_tier: "batch" } },
        },
      },
      want: { id: "m-1", usage: { cache_write_1h_tokens: 15 } },
    },
    {
      name: "Gemini",
      line: { key: "row-1", response: gemini({ promptTokenCount: 8, totalTokenCount: 8 }, "STOP") },
      want: { id: "g-1" },
    },
    {
      name: "Bedrock",
      line: { recordId: "row-1", modelInput: {}, modelOutput: { prompt_token_count: 5, generation_token_count: 2 } },
      given: { id: "b" },
      want: { id: "b/row-1" },
    },
  ])("$name: at the batch's tier", ({ line, want, given = {} }) => {
    for (const [format, text] of [
      ["json", JSON.stringify(line)],
      ["ndjson", lines([line])],
    ] as const) {
      expect(told(format, text, given)).toMatchObject([{ service_tier: "batch", ...want }]);
    }
  });

  test.each([
    {
      name: "a failed request",
      line: { id: "r", custom_id: "row-1", response: null, error: { code: "x" } },
      detail: "no response",
    },
    {
      name: "a request that expired",
      line: { custom_id: "row-1", result: { type: "expired" } },
      detail: "no response",
    },
    { name: "an error for a response", line: openai({ error: { message: "no" } }), detail: "error of the provider" },
    {
      name: "no id in a batch without a name",
      line: { recordId: "1", modelOutput: { prompt_token_count: 5, generation_token_count: 2 } },
      detail: "no id",
    },
  ])("refused: $name", ({ line, detail }) => {
    expect(told("ndjson", lines([line]))).toMatchObject([{ detail: expect.stringContaining(detail) }]);
  });
});

test.each([
  { name: "OpenAI, Google", body: { error: { message: "no", code: 429 } } },
  { name: "Anthropic", body: { type: "error", error: { type: "overloaded_error" } } },
  { name: "Mistral", body: { object: "error", message: "no", type: "x" } },
  { name: "Bedrock, Cohere", body: { message: "Too many requests" } },
])("an error of $name is refused as one", ({ body }) => {
  expect(told("json", JSON.stringify(body))).toMatchObject([
    { detail: expect.stringContaining("error of the provider") },
  ]);
});

test("an error beside usage is a call that failed", () => {
  const body = { id: "a", model: "m", usage: chatUsage, error: { code: 502 } };
  expect(told("json", JSON.stringify(body))).toMatchObject([{ status: "failed", usage: { input_tokens: 10 } }]);
  expect(told("json", JSON.stringify({ ...body, error: null }))).toMatchObject([{ status: undefined }]);
});

test("a response that is not finished says so", () => {
  const body = made("", { status: "in_progress" }).response;
  expect(told("json", JSON.stringify(body))).toMatchObject([{ detail: expect.stringContaining("not finished") }]);
});

test("a provider's own fallback is told by the model that was asked and the one that answered", () => {
  const iterations = [
    { type: "message", model: "claude-fable-5", input_tokens: 9, output_tokens: 0 },
    { type: "fallback_message", model: "claude-opus-4-8", input_tokens: 9, output_tokens: 3 },
  ];
  const body = JSON.stringify({
    id: "m",
    model: "claude-opus-4-8",
    usage: { input_tokens: 9, output_tokens: 3, iterations },
  });
  const route = { type: "fallback", fallback_from: "claude-fable-5" };
  expect(told("json", body)).toMatchObject([{ model: "claude-opus-4-8", requested_model: "claude-fable-5", route }]);
  const given = { requested_model: "fable", route: { id: "r" } };
  expect(told("json", body, given)).toMatchObject([given]);
});

test("a duration of minus zero is none, as JSON may write it", () => {
  const body = '{ "text": "a", "usage": { "type": "duration", "seconds": -0 } }';
  const [event] = told("json", body, { id: "t" });
  expect(event).toEqual(expect.objectContaining({ usage: { audio_seconds: 0 } }));
});
