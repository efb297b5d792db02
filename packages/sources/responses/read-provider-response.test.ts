import { describe, expect, test } from "vitest";
import type { Flavour } from "./read-provider-response.ts";
import { readProviderResponse } from "./read-provider-response.ts";
import type { ResponseReading } from "./response-reading.ts";
import { USAGE_CASES } from "./usage-cases.ts";

function read(provider: string, body: unknown, flavour?: Flavour): ResponseReading {
  const result = readProviderResponse(provider, flavour, body);
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  return result.reading;
}

describe("the golden table", () => {
  test.each(USAGE_CASES)("$name", ({ provider, flavour, body, usage }) => {
    const reading = read(provider, body, flavour);
    expect(reading.usage).toEqual(usage);
    expect(reading.flags).toEqual([]);
  });
});

test("an advisor's call within Anthropic's is a call of its own model", () => {
  const advice = { type: "advisor_message", model: "big", input_tokens: 9, output_tokens: 3 };
  const body = { usage: { input_tokens: 1, output_tokens: 2, iterations: [{ type: "message" }, advice] } };
  const { usage, further, flags } = read("anthropic", body);
  expect(usage).toEqual({ input_tokens: 1, output_tokens: 2 });
  expect(further).toEqual([{ name: "advisor-1", model: "big", usage: { input_tokens: 9, output_tokens: 3 } }]);
  expect(flags).toEqual([]);
});

test("what a response says beside usage", () => {
  const tokens = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  const chat = { id: "c-1", model: "m", created: 1_770_000_000, service_tier: "flex", usage: { ...tokens, cost: 0.1 } };
  const about = { id: "c-1", model: "m", timeEpochMs: 1_770_000_000_000, serviceTier: "flex", operation: "chat" };
  expect(read("openai", chat)).toMatchObject({ ...about, reportedCost: undefined });
  expect(read("openrouter", chat)).toMatchObject({ ...about, reportedCost: "0.100000000000" });
  expect(read("openai", { ...chat, created: 0 }).timeEpochMs).toBeUndefined();
  expect(read("openai", { ...chat, object: "text_completion" }).operation).toBe("completion");

  const gemini = { responseId: "g", modelVersion: "models/m", createTime: "2026-11-02T09:30:00Z" };
  const counts = { promptTokenCount: 1, totalTokenCount: 1, trafficType: "ON_DEMAND" };
  expect(read("google", { ...gemini, usageMetadata: counts })).toMatchObject({
    id: "g",
    model: "m",
    timeEpochMs: Date.parse("2026-11-02T09:30:00Z"),
    serviceTier: "on_demand",
  });

  const message = { id: "msg", model: "m", usage: { input_tokens: 1, output_tokens: 1, service_tier: "batch" } };
  expect(read("anthropic", message)).toMatchObject({ id: "msg", model: "m", serviceTier: "batch" });
  const located = { ...message, usage: { ...message.usage, inference_geo: "us" } };
  expect(read("anthropic", located).region).toBe("us");
});

/** Each contradicts itself in one place: it is counted as it is read, and flagged there. */
test.each([
  {
    name: "a total that is not the sum",
    body: { usage: { prompt_tokens: 5, completion_tokens: 5, total_tokens: 11 } },
    usage: { input_tokens: 5, output_tokens: 5 },
    pointer: "/usage/total_tokens",
  },
  {
    name: "more cached than was asked",
    body: { usage: { prompt_tokens: 5, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 6 } } },
    usage: { input_tokens: 5, output_tokens: 5 },
    pointer: "/usage/prompt_tokens",
  },
  {
    name: "more reasoning than output",
    body: { usage: { prompt_tokens: 5, completion_tokens: 5, completion_tokens_details: { reasoning_tokens: 6 } } },
    usage: { input_tokens: 5, output_tokens: 5 },
    pointer: "/usage/completion_tokens",
  },
  {
    name: "cache writes that their lifetimes do not cover: the rest is a 5-minute write",
    body: {
      usage: {
        input_tokens: 1,
        output_tokens: 1,
        cache_creation_input_tokens: 100,
        cache_creation: { ephemeral_1h_input_tokens: 30 },
      },
    },
    usage: { input_tokens: 1, output_tokens: 1, cache_write_5m_tokens: 70, cache_write_1h_tokens: 30 },
    pointer: "/usage/cache_creation_input_tokens",
  },
  {
    name: "Bedrock's total",
    body: { usage: { inputTokens: 1, outputTokens: 1, cacheReadInputTokens: 5, totalTokens: 2 } },
    usage: { input_tokens: 1, output_tokens: 1, cache_read_tokens: 5 },
    pointer: "/usage/totalTokens",
  },
  {
    name: "Gemini's total",
    body: { usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 3 } },
    usage: { input_tokens: 1, output_tokens: 1 },
    pointer: "/usageMetadata/totalTokenCount",
  },
])("flagged: $name", ({ body, usage, pointer }) => {
  const reading = read("any", body);
  expect(reading.usage).toEqual(usage);
  expect(reading.flags.map((flag) => flag.pointer)).toEqual([pointer]);
});

test.each([
  { name: "no object", body: [], pointer: "" },
  { name: "nothing known", body: { id: "x" }, pointer: "" },
  { name: "no usage", body: { object: "response", usage: null }, pointer: "" },
  {
    name: "a chunk before the last",
    body: {
      object: "chat.completion.chunk",
      choices: [{ finish_reason: null }],
      usage: { prompt_tokens: 1, completion_tokens: 1 },
    },
    pointer: "",
  },
  {
    name: "Gemini's chunk before the last",
    body: { candidates: [{ content: {} }], usageMetadata: { promptTokenCount: 1 } },
    pointer: "",
  },
  {
    name: "the start of Anthropic's stream",
    body: { type: "message_start", message: { usage: { input_tokens: 9, output_tokens: 1 } } },
    pointer: "",
  },
  {
    name: "half of Anthropic's counts",
    body: { type: "message_delta", usage: { output_tokens: 5 } },
    flavour: "anthropic" as const,
    pointer: "/usage/input_tokens",
  },
  {
    name: "a count as text",
    body: { usage: { prompt_tokens: "5", completion_tokens: 1 } },
    pointer: "/usage/prompt_tokens",
  },
  {
    name: "a negative count",
    body: { usage: { prompt_tokens: 5, completion_tokens: -1 } },
    pointer: "/usage/completion_tokens",
  },
  { name: "a fraction", body: { usage: { inputTokens: 0.5, outputTokens: 1 } }, pointer: "/usage/inputTokens" },
  {
    name: "details that are no object",
    body: { usage: { prompt_tokens: 5, completion_tokens: 1, prompt_tokens_details: 3 } },
    pointer: "/usage/prompt_tokens_details",
  },
  { name: "Gemini without counts", body: { usageMetadata: {} }, pointer: "/usageMetadata" },
])("refused: $name", ({ body, pointer, flavour }) => {
  const result = readProviderResponse("any", flavour, body);
  expect("faults" in result && result.faults.map((fault) => fault.pointer)).toEqual([pointer]);
});
