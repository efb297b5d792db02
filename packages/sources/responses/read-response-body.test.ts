import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { describe, expect, test } from "vitest";
import { readResponseBody } from "./read-response-body.ts";

import { lines, read, told, chunk, ended, chatUsage, startUsage, gemini, made } from "./response-bodies.ts";

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
