import { answer, chat, type CostCase, gemini, message } from "./cost-case.ts";

const batchLine = (body: unknown) => ({ id: "batch_req_1", custom_id: "1", response: { status_code: 200, body } });
const opus = "claude-opus-4-8";

export const SERVICE_TIER_CASES: readonly CostCase[] = [
  {
    name: "OpenAI's batch, half: 1,000 x 1.25 + 100 x 5 = 1,750",
    events: answer("openai", batchLine(chat("gpt-4o", [1000, 100]))),
    cost: "0.00175",
  },
  {
    name: "OpenAI's batch, cached: no source says what it costs: 500 x 1.25 + 100 x 5 = 1,125, and the cache",
    events: answer("openai", batchLine(chat("gpt-4o", [1000, 100], { prompt: { cached_tokens: 500 } }))),
    cost: "0.001125",
    unpriced: "no_rate_for_cache_read_tokens",
  },
  {
    name: "Anthropic's batch, half of all: 1,000 x 2.5 + 1,000 x 0.25 + 100 x 5 + 100 x 12.5 = 4,500",
    events: answer("anthropic", {
      custom_id: "1",
      result: {
        type: "succeeded",
        message: message(opus, [1000, 100], {
          cache_read_input_tokens: 1000,
          cache_creation: { ephemeral_1h_input_tokens: 100 },
          service_tier: "batch",
        }),
      },
    }),
    cost: "0.0045",
  },
  {
    name: "Gemini's batch, half, save the cache: 600 x 0.15 + 400 x 0.03 + 100 x 1.25 = 227",
    events: answer("google", {
      key: "1",
      response: gemini("gemini-2.5-flash", [1000, 100], { cachedContentTokenCount: 400 }),
    }),
    cost: "0.000227",
  },
  {
    name: "Mistral's batch, half: 1,000 x 0.75 + 100 x 3.75 = 1,125",
    events: answer("mistral", batchLine(chat("mistral-medium-latest", [1000, 100]))),
    cost: "0.001125",
  },
  {
    name: "a batch that a cloud sells has no list price",
    events: answer("azure", batchLine(chat("gpt-4o", [1000, 100]))),
    cost: "0",
    unpriced: "unknown_model",
  },
  {
    name: "OpenAI's default tier is the list: 1,000 x 2.5 + 100 x 10 = 3,500",
    events: answer("openai", chat("gpt-4o", [1000, 100], { service_tier: "default" })),
    cost: "0.0035",
  },
  {
    name: "OpenAI's priority has rates of its own that the list does not carry: unpriced whole, never at the standard rate",
    events: answer("openai", chat("gpt-4o", [1000, 100], { service_tier: "priority" })),
    cost: "0",
    unpriced: "unknown_model",
  },
  {
    name: "OpenAI's flex, likewise",
    events: answer("openai", chat("gpt-4o", [1000, 100], { service_tier: "flex" })),
    cost: "0",
    unpriced: "unknown_model",
  },
  {
    name: "Anthropic's priority is bought ahead of the call: unpriced",
    events: answer("anthropic", message(opus, [1000, 100], { service_tier: "priority" })),
    cost: "0",
    unpriced: "unknown_model",
  },
  {
    name: "Gemini on demand is the list: 1,000 x 0.3 + 100 x 2.5 = 550",
    events: answer("google", gemini("gemini-2.5-flash", [1000, 100], { trafficType: "ON_DEMAND" })),
    cost: "0.00055",
  },
  {
    name: "Gemini's provisioned throughput is bought by the hour: unpriced",
    events: answer("google", gemini("gemini-2.5-flash", [1000, 100], { trafficType: "PROVISIONED_THROUGHPUT" })),
    cost: "0",
    unpriced: "unknown_model",
  },
];

/** A list price that changes at an instant: the same answer 1 ms before, at it, and 1 ms after. */
function change(
  name: string,
  instant: string,
  [provider, body]: readonly [string, unknown],
  [before, after]: readonly [Expected, Expected],
): CostCase[] {
  return [-1, 0, 1].map((off) => {
    const { sum, ...expected } = off < 0 ? before : after;
    const time = new Date(Date.parse(instant) + off).toISOString();
    return { name: `${name} at ${time}: ${sum}`, events: answer(provider, body, { time }), ...expected };
  });
}
type Expected = Pick<CostCase, "cost" | "unpriced"> & { readonly sum: string };

const deepseek = {
  model: "deepseek-v4-pro",
  usage: { prompt_tokens: 1000, prompt_cache_hit_tokens: 600, completion_tokens: 100 },
};
const OFF_PEAK = { sum: "400 x 0.66 + 600 x 0.022 + 100 x 1.98 = 475.2", cost: "0.0004752" };
const PEAK = { sum: "400 x 1.32 + 600 x 0.044 + 100 x 3.96 = 950.4", cost: "0.0009504" };
const BEFORE_PEAKS = { sum: "400 x 0.435 + 600 x 0.003625 + 100 x 0.87 = 263.175", cost: "0.000263175" };

export const PRICE_CHANGE_CASES: readonly CostCase[] = [
  ...change(
    "OpenAI's o3 became cheaper",
    "2025-06-10T00:00:00Z",
    ["openai", chat("o3", [1000, 100])],
    [
      { sum: "1,000 x 10 + 100 x 40 = 14,000", cost: "0.014" },
      { sum: "1,000 x 2 + 100 x 8 = 2,800", cost: "0.0028" },
    ],
  ),
  ...change(
    "OpenAI's gpt-5.6-luna",
    "2026-07-30T00:00:00Z",
    ["openai", chat("gpt-5.6-luna", [1000, 100])],
    [
      { sum: "1,000 x 1 + 100 x 6 = 1,600", cost: "0.0016" },
      { sum: "1,000 x 0.2 + 100 x 1.2 = 320", cost: "0.00032" },
    ],
  ),
  ...change(
    "Mistral became dearer",
    "2026-06-16T00:00:00Z",
    ["mistral", chat("mistral-medium-latest", [1000, 100])],
    [
      { sum: "1,000 x 0.4 + 100 x 2 = 600", cost: "0.0006" },
      { sum: "1,000 x 1.5 + 100 x 7.5 = 2,250", cost: "0.00225" },
    ],
  ),
  ...change(
    "Anthropic dropped a tier",
    "2026-03-13T00:00:00Z",
    ["anthropic", message("claude-opus-4-6", [300_000, 1000])],
    [
      { sum: "300,000 x 10 + 1,000 x 37.5 = 3,037,500", cost: "3.0375" },
      { sum: "300,000 x 5 + 1,000 x 25 = 1,525,000", cost: "1.525" },
    ],
  ),
  ...change("DeepSeek's peak begins", "2026-11-02T06:00:00Z", ["deepseek", deepseek], [OFF_PEAK, PEAK]),
  ...change("DeepSeek's peak ends", "2026-11-02T10:00:00Z", ["deepseek", deepseek], [PEAK, OFF_PEAK]),
  ...change(
    "DeepSeek's new list, off its peak",
    "2026-08-17T00:00:00Z",
    ["deepseek", deepseek],
    [BEFORE_PEAKS, OFF_PEAK],
  ),
  ...change(
    "DeepSeek's old list had no peak",
    "2026-08-16T06:00:00Z",
    ["deepseek", deepseek],
    [BEFORE_PEAKS, BEFORE_PEAKS],
  ),
  ...change(
    "Anthropic began to sell batches",
    "2024-10-08T00:00:00Z",
    ["anthropic", { custom_id: "1", result: { message: message("claude-3-haiku", [1000, 100]) } }],
    [
      { sum: "no price yet", cost: "0", unpriced: "unknown_model" },
      { sum: "1,000 x 0.125 + 100 x 0.625 = 187.5", cost: "0.0001875" },
    ],
  ),
  {
    name: "an instant is one whatever its offset: half past midnight UTC, 1,000 x 2 + 100 x 8 = 2,800",
    events: answer("openai", chat("o3", [1000, 100]), { time: "2025-06-09T23:30:00-01:00" }),
    cost: "0.0028",
  },
];

export const OTHER_CASES: readonly CostCase[] = [
  {
    name: "Perplexity charges by request too: 12,000 + 100 x 1 + 100 x 1 = 12,200",
    events: answer("perplexity", { model: "sonar", usage: { prompt_tokens: 100, completion_tokens: 100 } }),
    cost: "0.0122",
  },
  {
    name: "an embedding: 1,000,000 x 0.02 = 20,000",
    events: answer("openai", {
      object: "list",
      model: "text-embedding-3-small",
      usage: { prompt_tokens: 1_000_000, total_tokens: 1_000_000 },
    }),
    cost: "0.02",
  },
  {
    name: "Cohere, by what it bills, not by what the model saw: 100 x 2.5 + 10 x 10 = 350",
    events: answer("cohere", {
      model: "command-a",
      usage: {
        billed_units: { input_tokens: 100, output_tokens: 10 },
        tokens: { input_tokens: 900, output_tokens: 12 },
      },
    }),
    cost: "0.00035",
  },
  {
    name: "an advisor is paid at its own model's rates: 1,000 x 3 + 100 x 15, and 100 x 5 + 10 x 25 = 5,250",
    events: answer(
      "anthropic",
      message("claude-sonnet-4-6", [1000, 100], {
        iterations: [{ type: "advisor_message", model: opus, input_tokens: 100, output_tokens: 10 }],
      }),
    ),
    cost: "0.00525",
  },
  {
    name: "a call that failed is paid for what it used: 1,000 x 2.5 + 100 x 10 = 3,500",
    events: answer("openai", chat("gpt-4o", [1000, 100], { error: { code: 502 } })),
    cost: "0.0035",
  },
  {
    name: "searches have no list price, and are told of beside the tokens: 1,000 x 5 + 100 x 25 = 7,500",
    events: answer("anthropic", message(opus, [1000, 100], { server_tool_use: { web_search_requests: 2 } })),
    cost: "0.0075",
    unpricedCalls: 2,
  },
  { name: "a usage of zero costs zero", events: answer("openai", chat("gpt-4o", [0, 0])), cost: "0" },
  {
    name: "an unknown model is unpriced, not free",
    events: answer("openai", chat("nobody-knows", [1000, 100])),
    cost: "0",
    unpriced: "unknown_model",
  },
];
