import { expect, test } from "vitest";
import { readLangfuseCost, readLangfuseUsage } from "./langfuse-usage.ts";

const read = (of: Record<string, unknown>, isEmbedding = false) => readLangfuseUsage({ at: "/body", of }, isEmbedding);

test.each([
  {
    name: "parts beside the input, no total: all are added up",
    of: { usageDetails: { input: 40, input_cached_tokens: 60, output: 20 } },
    usage: { input_tokens: 40, cache_read_tokens: 60, output_tokens: 20 },
  },
  {
    name: "parts beside the input, as the total says",
    of: { usageDetails: { input: 40, cache_read_input_tokens: 60, output: 20, total: 120 } },
    usage: { input_tokens: 40, cache_read_tokens: 60, output_tokens: 20 },
  },
  {
    name: "parts inside the input, as the total says",
    of: { usageDetails: { input: 100, input_cache_read: 60, output: 20, total: 120 } },
    usage: { input_tokens: 40, cache_read_tokens: 60, output_tokens: 20 },
  },
  {
    name: "reasoning inside the output, as Gemini's is told",
    of: { usageDetails: { input: 6, output: 2055, output_reasoning: 1104, total: 2061 } },
    usage: { input_tokens: 6, output_tokens: 2055, reasoning_tokens: 1104 },
  },
  {
    name: "reasoning beside the output, as Langfuse writes what it takes apart",
    of: { usageDetails: { input: 6, output: 951, output_reasoning_tokens: 1104, total: 2061 } },
    usage: { input_tokens: 6, output_tokens: 2055, reasoning_tokens: 1104 },
  },
  {
    name: "a side each way: cache beside, reasoning inside",
    of: { usageDetails: { input: 40, input_cached_tokens: 60, output: 20, output_reasoning: 5, total: 120 } },
    usage: { input_tokens: 40, cache_read_tokens: 60, output_tokens: 20, reasoning_tokens: 5 },
  },
  {
    name: "both lifetimes of cache writes",
    of: { usageDetails: { input: 10, input_cache_creation_5m: 3, input_cache_creation_1h: 4, output: 2, total: 19 } },
    usage: { input_tokens: 10, cache_write_5m_tokens: 3, cache_write_1h_tokens: 4, output_tokens: 2 },
  },
  {
    name: "the lifetimes within the writes",
    of: {
      usageDetails: { input: 10, input_cache_creation: 9, input_cache_creation_1h: 4, output: 2, total: 21 },
    },
    usage: { input_tokens: 10, cache_write_5m_tokens: 5, cache_write_1h_tokens: 4, output_tokens: 2 },
  },
  {
    name: "the lifetimes beside the writes",
    of: {
      usageDetails: { input: 10, input_cache_creation: 9, input_cache_creation_1h: 4, output: 2, total: 25 },
    },
    usage: { input_tokens: 10, cache_write_5m_tokens: 9, cache_write_1h_tokens: 4, output_tokens: 2 },
  },
  {
    name: "Anthropic's own names, without a total",
    of: {
      usageDetails: {
        input_tokens: 10,
        output_tokens: 5,
        cache_read_input_tokens: 4,
        cache_creation_input_tokens: 3,
      },
    },
    usage: { input_tokens: 10, cache_read_tokens: 4, cache_write_5m_tokens: 3, output_tokens: 5 },
  },
  {
    name: "OpenAI's completion, with parts inside",
    of: {
      usageDetails: {
        prompt_tokens: 100,
        completion_tokens: 20,
        total_tokens: 120,
        prompt_tokens_details: { cached_tokens: 60, audio_tokens: null },
        completion_tokens_details: { reasoning_tokens: 7 },
      },
    },
    usage: { input_tokens: 40, cache_read_tokens: 60, output_tokens: 20, reasoning_tokens: 7 },
  },
  {
    name: "OpenAI's response, with parts inside",
    of: {
      usageDetails: {
        input_tokens: 100,
        output_tokens: 20,
        total_tokens: 120,
        input_tokens_details: { cached_tokens: 60 },
        output_tokens_details: { reasoning_tokens: 7 },
      },
    },
    usage: { input_tokens: 40, cache_read_tokens: 60, output_tokens: 20, reasoning_tokens: 7 },
  },
  {
    name: "names with a dot, of zeros",
    of: {
      usageDetails: {
        input: 190,
        "prompt_details.cache_read": 0,
        "prompt_details.audio": 0,
        output: 164,
        "completion_details.reasoning": 0,
        total: 354,
      },
    },
    usage: { input_tokens: 190, output_tokens: 164 },
  },
  {
    name: "audio and images beside text",
    of: { usageDetails: { input: 10, input_audio: 4, input_image_tokens: 5, output: 3, output_audio_tokens: 2 } },
    usage: {
      input_tokens: 10,
      input_audio_tokens: 4,
      input_image_tokens: 5,
      output_tokens: 3,
      output_audio_tokens: 2,
    },
  },
  {
    name: "other parts of a side are tokens of that side",
    of: {
      usageDetails: { input: 10, input_text_tokens: 4, output: 3, output_rejected_prediction_tokens: 2, total: 19 },
    },
    usage: { input_tokens: 14, output_tokens: 5 },
  },
  {
    name: "the older usage",
    of: { usage: { input: 10, output: 5, total: 15, unit: "TOKENS", inputCost: 1 } },
    usage: { input_tokens: 10, output_tokens: 5 },
  },
  {
    name: "the older usage in camel case",
    of: { usage: { promptTokens: 10, completionTokens: 5, totalTokens: 15 } },
    usage: { input_tokens: 10, output_tokens: 5 },
  },
  {
    name: "both: the newer one stands before the older, and the older's total still decides",
    of: {
      usage: { input: 100, output: 20, total: 120 },
      usageDetails: { input: 40, output: 20, cache_read_input_tokens: 60 },
    },
    usage: { input_tokens: 40, cache_read_tokens: 60, output_tokens: 20 },
  },
  { name: "seconds", of: { usage: { total: 7, unit: "SECONDS" } }, usage: { audio_seconds: 7 } },
  {
    name: "milliseconds",
    of: { usage: { input: 1, output: 2000, unit: "MILLISECONDS" } },
    usage: { audio_seconds: 3 },
  },
  { name: "images", of: { usage: { output: 2, unit: "IMAGES" } }, usage: { images: 2 } },
  {
    name: "an explicit zero",
    of: { usageDetails: { input: 0, output: 0 } },
    usage: { input_tokens: 0, output_tokens: 0 },
  },
])("usage: $name", ({ of, usage }) => {
  expect(read(of)).toEqual({ usage, flags: [] });
});

test.each([
  {
    name: "the total fits no reading",
    of: { usageDetails: { input: 100, input_cached_tokens: 60, output: 20, total: 999 } },
    usage: { input_tokens: 100, cache_read_tokens: 60, output_tokens: 20 },
    why: "are not 999",
  },
  {
    name: "the total fits two readings that differ",
    of: { usageDetails: { input: 100, input_cached_tokens: 5, output: 20, output_reasoning: 5, total: 125 } },
    usage: { input_tokens: 100, cache_read_tokens: 5, output_tokens: 20, reasoning_tokens: 5 },
    why: "in more than one way",
  },
  {
    name: "parts larger than their whole cannot lie inside it",
    of: { usageDetails: { input: 40, input_cached_tokens: 60, output: 20, total: 60 } },
    usage: { input_tokens: 40, cache_read_tokens: 60, output_tokens: 20 },
    why: "are not 60",
  },
  {
    name: "only a total",
    of: { usageDetails: { total: 12 } },
    usage: { input_tokens: 12, output_tokens: 0 },
    why: "Only the total",
  },
])("flagged: $name", ({ of, usage, why }) => {
  const split = read(of);
  expect(split?.usage).toEqual(usage);
  expect(split?.flags.map(({ detail }) => detail).join()).toContain(why);
});

test("of an embedding, a total alone is its input", () => {
  expect(read({ usage: { total: 12 } }, true)).toEqual({ usage: { input_tokens: 12, output_tokens: 0 }, flags: [] });
});

test("nothing stated is no usage, which is not zero", () => {
  for (const of of [{}, { usageDetails: {} }, { usageDetails: null, usage: null }, { usage: { inputCost: 1 } }]) {
    expect(read(of)).toBeUndefined();
  }
});

test.each([
  { name: "characters", of: { usage: { total: 7, unit: "CHARACTERS" } } },
  { name: "a negative count", of: { usageDetails: { input: -1 } } },
  { name: "a fraction", of: { usageDetails: { output: 0.5 } } },
])("refused: $name", ({ of }) => {
  expect(() => read(of)).toThrow();
});

test.each([
  { of: { costDetails: { input: 0.1, output: 0.2, total: 0.25 } }, cost: "0.250000000000" },
  { of: { costDetails: { input: 0.1, output: 0.2 } }, cost: "0.3" },
  { of: { usage: { totalCost: 0.5 } }, cost: "0.500000000000" },
  { of: { usage: { inputCost: 0.1, outputCost: 0.2 } }, cost: "0.3" },
  { of: { costDetails: {} }, cost: undefined },
])("the cost is its total, else the exact sum of its parts: $cost", ({ of, cost }) => {
  expect(readLangfuseCost({ at: "", of })).toBe(cost);
});
