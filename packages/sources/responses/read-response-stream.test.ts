import { describe, expect, test } from "vitest";

import {
  lines,
  sse,
  told,
  chunk,
  said,
  ended,
  chatUsage,
  started,
  startUsage,
  delta,
  stopped,
  gemini,
  made,
  responsesUsage,
} from "./response-bodies.ts";

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
