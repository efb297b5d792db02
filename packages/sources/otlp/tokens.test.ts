import { expect, test } from "vitest";
import { call, eventOf, faultsOf } from "./trace-fixtures.ts";

const chat = { "gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai", "gen_ai.request.model": "m" };
const vercel = { "ai.operationId": "ai.streamText.doStream", "ai.model.provider": "openai.chat", "ai.model.id": "m" };
const llm = { "openinference.span.kind": "LLM", "llm.system": "openai", "llm.model_name": "m" };

test.each([
  {
    name: "GenAI: cache reads and writes lie inside the input, reasoning inside the output",
    attributes: {
      ...chat,
      "gen_ai.usage.input_tokens": 100,
      "gen_ai.usage.cache_read.input_tokens": 60,
      "gen_ai.usage.cache_creation.input_tokens": 15,
      "gen_ai.usage.output_tokens": 40,
      "gen_ai.usage.reasoning.output_tokens": 30,
    },
    usage: {
      input_tokens: 25,
      cache_read_tokens: 60,
      cache_write_5m_tokens: 15,
      output_tokens: 40,
      reasoning_tokens: 30,
    },
  },
  {
    name: "GenAI's older names",
    attributes: {
      "gen_ai.operation.name": "text_completion",
      "gen_ai.system": "openai",
      "gen_ai.request.model": "m",
      "gen_ai.usage.prompt_tokens": 7,
      "gen_ai.usage.completion_tokens": 3,
    },
    usage: { input_tokens: 7, output_tokens: 3 },
  },
  {
    name: "GenAI's later names: modalities inside, less what of them came from the cache",
    attributes: {
      ...chat,
      "gen_ai.usage.input_tokens": 100,
      "gen_ai.usage.text.input_tokens": 50,
      "gen_ai.usage.audio.input_tokens": 30,
      "gen_ai.usage.image.input_tokens": 20,
      "gen_ai.usage.cache_read.input_tokens": 25,
      "gen_ai.usage.audio.cache_read.input_tokens": 10,
      "gen_ai.usage.cache_write.input_tokens": 5,
      "gen_ai.usage.output_tokens": 12,
      "gen_ai.usage.audio.output_tokens": 8,
    },
    usage: {
      input_tokens: 30,
      cache_read_tokens: 25,
      cache_write_5m_tokens: 5,
      input_audio_tokens: 20,
      input_image_tokens: 20,
      output_tokens: 4,
      output_audio_tokens: 8,
    },
  },
  {
    name: "OpenInference: cache and audio inside the prompt, reasoning and audio inside the completion",
    attributes: {
      ...llm,
      "llm.token_count.prompt": 100,
      "llm.token_count.prompt_details.cache_read": 60,
      "llm.token_count.prompt_details.cache_write": 10,
      "llm.token_count.prompt_details.audio": 5,
      "llm.token_count.completion": 40,
      "llm.token_count.completion_details.reasoning": 20,
      "llm.token_count.completion_details.audio": 10,
      "llm.token_count.total": 140,
    },
    usage: {
      input_tokens: 25,
      cache_read_tokens: 60,
      cache_write_5m_tokens: 10,
      input_audio_tokens: 5,
      output_tokens: 30,
      output_audio_tokens: 10,
      reasoning_tokens: 20,
    },
  },
  {
    name: "Vercel's AI SDK, beside its gen_ai names, which know no cache",
    attributes: {
      ...vercel,
      "gen_ai.usage.input_tokens": 100,
      "gen_ai.usage.output_tokens": 20,
      "ai.usage.inputTokens": 100,
      "ai.usage.outputTokens": 20,
      "ai.usage.totalTokens": 120,
      "ai.usage.cachedInputTokens": 80,
      "ai.usage.inputTokenDetails.cacheReadTokens": 80,
      "ai.usage.inputTokenDetails.cacheWriteTokens": 15,
      "ai.usage.reasoningTokens": 4,
    },
    usage: {
      input_tokens: 5,
      cache_read_tokens: 80,
      cache_write_5m_tokens: 15,
      output_tokens: 20,
      reasoning_tokens: 4,
    },
  },
  {
    name: "Vercel's older names",
    attributes: { ...vercel, "ai.usage.promptTokens": 9, "ai.usage.completionTokens": 2 },
    usage: { input_tokens: 9, output_tokens: 2 },
  },
  {
    name: "Vercel's embedding",
    attributes: { ...vercel, "ai.operationId": "ai.embed.doEmbed", "ai.usage.tokens": 10 },
    usage: { input_tokens: 10, output_tokens: 0 },
  },
  {
    name: "OpenLLMetry: cache inside the prompt",
    attributes: {
      "llm.request.type": "chat",
      "gen_ai.system": "Anthropic",
      "gen_ai.request.model": "m",
      "gen_ai.usage.prompt_tokens": 100,
      "gen_ai.usage.completion_tokens": 20,
      "llm.usage.total_tokens": 120,
      "gen_ai.usage.cache_read_input_tokens": 70,
      "gen_ai.usage.cache_creation_input_tokens": 20,
      "gen_ai.usage.reasoning_tokens": 6,
    },
    usage: {
      input_tokens: 10,
      cache_read_tokens: 70,
      cache_write_5m_tokens: 20,
      output_tokens: 20,
      reasoning_tokens: 6,
    },
  },
  {
    name: "bare llm.* names",
    attributes: {
      "llm.vendor": "openai",
      "llm.request.model": "m",
      "llm.usage.prompt_tokens": 6,
      "llm.usage.completion_tokens": 4,
    },
    usage: { input_tokens: 6, output_tokens: 4 },
  },
  {
    name: "Claude Code: cache beside the input",
    attributes: {
      model: "claude-opus-5",
      input_tokens: 2,
      output_tokens: 1200,
      cache_read_tokens: 84_562,
      cache_creation_tokens: 7096,
    },
    overrides: { name: "claude_code.llm_request" },
    usage: { input_tokens: 2, cache_read_tokens: 84_562, cache_write_5m_tokens: 7096, output_tokens: 1200 },
  },
  {
    name: "reasoning beside the output, as the total tells",
    attributes: {
      ...chat,
      "gen_ai.usage.input_tokens": 10,
      "gen_ai.usage.output_tokens": 5,
      "gen_ai.usage.reasoning.output_tokens": 7,
      "gen_ai.usage.total_tokens": 22,
    },
    usage: { input_tokens: 10, output_tokens: 12, reasoning_tokens: 7 },
  },
  {
    name: "an output that follows from the total",
    attributes: { ...chat, "gen_ai.usage.input_tokens": 10, "gen_ai.usage.total_tokens": 15 },
    usage: { input_tokens: 10, output_tokens: 5 },
  },
  {
    name: "an input that follows from the total",
    attributes: { ...chat, "gen_ai.usage.output_tokens": 10, "gen_ai.usage.total_tokens": 15 },
    usage: { input_tokens: 5, output_tokens: 10 },
  },
  {
    name: "an embedding's total, which is all input",
    attributes: { ...chat, "gen_ai.operation.name": "embeddings", "gen_ai.usage.total_tokens": 15 },
    usage: { input_tokens: 15, output_tokens: 0 },
  },
  {
    name: "counts as doubles and in digits; an explicit zero",
    attributes: { ...chat, "gen_ai.usage.input_tokens": "12", "gen_ai.usage.output_tokens": -0 },
    usage: { input_tokens: 12, output_tokens: 0 },
  },
])("$name", ({ attributes, overrides = {}, usage }) => {
  const { body, flags } = eventOf(attributes, overrides);
  expect(body.usage).toEqual({ requests: 1, ...usage });
  expect(flags).toEqual([]);
});

test.each([
  {
    name: "parts that are more than their whole stay in the whole",
    attributes: call({ "gen_ai.usage.cache_read.input_tokens": 11 }),
    usage: { input_tokens: 10, output_tokens: 5 },
    pointer: "gen_ai.usage.input_tokens",
  },
  {
    name: "the cache of Anthropic beside the input, as Vercel's SDK passed it on",
    attributes: { ...vercel, "ai.usage.inputTokens": 4, "ai.usage.outputTokens": 1, "ai.usage.cachedInputTokens": 900 },
    usage: { input_tokens: 4, output_tokens: 1 },
    pointer: "ai.usage.inputTokens",
  },
  {
    name: "a total that is not the sum",
    attributes: { ...llm, "llm.token_count.prompt": 8, "llm.token_count.completion": 2, "llm.token_count.total": 11 },
    usage: { input_tokens: 8, output_tokens: 2 },
    pointer: "llm.token_count.total",
  },
  {
    name: "two conventions that disagree",
    attributes: call({ "llm.token_count.prompt": 12 }),
    usage: { input_tokens: 10, output_tokens: 5 },
    pointer: "llm.token_count.prompt",
  },
  {
    name: "more reasoning than output",
    attributes: call({ "gen_ai.usage.reasoning.output_tokens": 6 }),
    usage: { input_tokens: 10, output_tokens: 5 },
    pointer: "gen_ai.usage.reasoning.output_tokens",
  },
  {
    name: "a cost that is none",
    attributes: call({ "gen_ai.usage.cost": -1 }),
    usage: { input_tokens: 10, output_tokens: 5 },
    pointer: "gen_ai.usage.cost",
  },
])("flagged, never guessed: $name", ({ attributes, usage, pointer }) => {
  const { body, flags } = eventOf(attributes);
  expect(body.usage).toEqual({ requests: 1, ...usage });
  expect(flags.map((flag) => flag.pointer)).toEqual([pointer]);
  expect(body.attribution).toMatchObject({ tags: { usage_flag: "contradicts_itself" } });
  expect(body.reported_cost).toBeUndefined();
});

test.each([
  {
    name: "a negative count",
    attributes: call({ "gen_ai.usage.input_tokens": -1 }),
    pointer: "gen_ai.usage.input_tokens",
  },
  {
    name: "a fraction",
    attributes: call({ "gen_ai.usage.output_tokens": 0.5 }),
    pointer: "gen_ai.usage.output_tokens",
  },
  { name: "no number", attributes: call({ "gen_ai.usage.input_tokens": NaN }), pointer: "gen_ai.usage.input_tokens" },
  {
    name: "beyond all counts",
    attributes: call({ "gen_ai.usage.input_tokens": "9223372036854775807" }),
    pointer: "gen_ai.usage.input_tokens",
  },
  {
    name: "a count as a truth value",
    attributes: call({ "llm.token_count.prompt": true }),
    pointer: "llm.token_count.prompt",
  },
  {
    name: "a total alone",
    attributes: { ...chat, "gen_ai.usage.total_tokens": 9 },
    pointer: "gen_ai.usage.total_tokens",
  },
  { name: "a call that succeeded without usage", attributes: chat, pointer: "" },
  { name: "a cache alone", attributes: { ...chat, "gen_ai.usage.cache_read.input_tokens": 9 }, pointer: "" },
  { name: "neither tokens nor a cost that is one", attributes: { ...chat, "gen_ai.usage.cost": -1 }, pointer: "" },
  {
    name: "usage of an operation that is not known",
    attributes: call({ "gen_ai.operation.name": "dream" }),
    pointer: "gen_ai.operation.name",
  },
  { name: "usage of nobody knows what", attributes: { "llm.token_count.prompt": 5 }, pointer: "gen_ai.operation.name" },
])("refused: $name", ({ attributes, pointer }) => {
  expect(faultsOf(attributes).map((fault) => fault.pointer)).toEqual([pointer]);
});

test("a call that failed needs no usage, nor does one with a cost", () => {
  expect(eventOf(chat, { isFailed: true }).body).toMatchObject({ status: "failed", usage: { requests: 1 } });
  expect(eventOf({ ...chat, "error.type": "timeout" }).body.status).toBe("failed");
  expect(eventOf({ ...chat, "gen_ai.usage.cost": 0.25 }).body).toMatchObject({
    usage: { requests: 1 },
    reported_cost: { amount: "0.250000000000", currency: "USD" },
  });
});

test.each([
  { attribute: "gen_ai.usage.cost", value: 0.000_012_5, amount: "0.000012500000" },
  { attribute: "gen_ai.usage.total_cost", value: "1.5", amount: "1.500000000000" },
  { attribute: "llm.usage.total_cost", value: 2, amount: "2.000000000000" },
  { attribute: "llm.cost.total", value: 1e-9, amount: "0.000000001000" },
])("$attribute is the source's own cost", ({ attribute, value, amount }) => {
  expect(eventOf(call({ [attribute]: value })).body.reported_cost).toEqual({ amount, currency: "USD" });
});
