import { answer, chat, type CostCase, gemini, message } from "./cost-case.ts";

/** A family of list prices that change with the size of the input: all models of one provider with one threshold. */
export interface TierFamily {
  readonly provider: string;
  /** The lower rate holds up to it, and the higher for the whole request above it. */
  readonly threshold: number;
  readonly model: string;
  /** The response to a call of so much input. */
  readonly answered: (input: number) => unknown;
  /** Arithmetic and cost at the threshold - 1, at it, and at + 1. */
  readonly costs: readonly [Sum, Sum, Sum];
}
type Sum = readonly [sum: string, cost: string];

/** 1,000 tokens of output, and nothing cached, unless the arithmetic says otherwise. */
const plain = (model: string) => (input: number) => chat(model, [input, 1000]);
const SONNET: TierFamily["costs"] = [
  ["199,999 x 3 + 1,000 x 15 = 614,997", "0.614997"],
  ["200,000 x 3 + 1,000 x 15 = 615,000", "0.615"],
  ["200,001 x 6 + 1,000 x 22.5 = 1,222,506", "1.222506"],
];
const GPT_5_4: TierFamily["costs"] = [
  ["271,999 x 2.5 + 1,000 x 15 = 694,997.5", "0.6949975"],
  ["272,000 x 2.5 + 1,000 x 15 = 695,000", "0.695"],
  ["272,001 x 5 + 1,000 x 22.5 = 1,382,505", "1.382505"],
];

export const TIER_FAMILIES: readonly TierFamily[] = [
  {
    provider: "anthropic",
    threshold: 200_000,
    model: "claude-sonnet-4-5",
    // Every class of input counts towards the threshold.
    answered: (input) =>
      message("claude-sonnet-4-5", [100_000, 1000], {
        cache_read_input_tokens: 60_000,
        cache_creation_input_tokens: input - 160_000,
      }),
    costs: [
      ["100,000 x 3 + 60,000 x 0.3 + 39,999 x 3.75 + 1,000 x 15 = 482,996.25", "0.48299625"],
      ["100,000 x 3 + 60,000 x 0.3 + 40,000 x 3.75 + 1,000 x 15 = 483,000", "0.483"],
      ["100,000 x 6 + 60,000 x 0.6 + 40,001 x 7.5 + 1,000 x 22.5 = 958,507.5", "0.9585075"],
    ],
  },
  {
    provider: "google",
    threshold: 200_000,
    model: "gemini-2.5-pro",
    answered: (input) => gemini("gemini-2.5-pro", [input, 1000], { cachedContentTokenCount: 50_000 }),
    costs: [
      ["149,999 x 1.25 + 50,000 x 0.125 + 1,000 x 10 = 203,748.75", "0.20374875"],
      ["150,000 x 1.25 + 50,000 x 0.125 + 1,000 x 10 = 203,750", "0.20375"],
      ["150,001 x 2.5 + 50,000 x 0.25 + 1,000 x 15 = 402,502.5", "0.4025025"],
    ],
  },
  {
    provider: "google",
    threshold: 200_000,
    model: "claude-sonnet-4-5",
    answered: (input) => message("claude-sonnet-4-5", [input, 1000]),
    costs: SONNET,
  },
  {
    provider: "google",
    threshold: 128_000,
    model: "gemini-1.5-pro",
    answered: (input) => gemini("gemini-1.5-pro", [input, 1000]),
    costs: [
      ["127,999 x 1.25 + 1,000 x 5 = 164,998.75", "0.16499875"],
      ["128,000 x 1.25 + 1,000 x 5 = 165,000", "0.165"],
      ["128,001 x 2.5 + 1,000 x 10 = 330,002.5", "0.3300025"],
    ],
  },
  {
    provider: "openai",
    threshold: 271_999,
    model: "gpt-5.4",
    answered: plain("gpt-5.4"),
    costs: [
      ["271,998 x 2.5 + 1,000 x 15 = 694,995", "0.694995"],
      ["271,999 x 2.5 + 1,000 x 15 = 694,997.5", "0.6949975"],
      ["272,000 x 5 + 1,000 x 22.5 = 1,382,500", "1.3825"],
    ],
  },
  {
    provider: "openai",
    threshold: 272_000,
    model: "gpt-6-sol",
    answered: plain("gpt-6-sol"),
    costs: [
      ["271,999 x 2 + 1,000 x 10 = 553,998", "0.553998"],
      ["272,000 x 2 + 1,000 x 10 = 554,000", "0.554"],
      ["272,001 x 4 + 1,000 x 15 = 1,103,004", "1.103004"],
    ],
  },
  {
    provider: "aws",
    threshold: 271_999,
    model: "openai.gpt-5.6-sol",
    answered: (inputTokens) => ({ usage: { inputTokens, outputTokens: 1000, totalTokens: inputTokens + 1000 } }),
    costs: [
      ["271,998 x 4.4 + 1,000 x 22 = 1,218,791.2", "1.2187912"],
      ["271,999 x 4.4 + 1,000 x 22 = 1,218,795.6", "1.2187956"],
      ["272,000 x 8.8 + 1,000 x 33 = 2,426,600", "2.4266"],
    ],
  },
  {
    provider: "x-ai",
    threshold: 199_999,
    model: "grok-4.3",
    answered: plain("grok-4.3"),
    costs: [
      ["199,998 x 1.25 + 1,000 x 2.5 = 252,497.5", "0.2524975"],
      ["199,999 x 1.25 + 1,000 x 2.5 = 252,498.75", "0.25249875"],
      ["200,000 x 2.5 + 1,000 x 5 = 505,000", "0.505"],
    ],
  },
  {
    provider: "minimax",
    threshold: 512_000,
    model: "minimax-m3",
    answered: plain("minimax-m3"),
    costs: [
      ["511,999 x 0.3 + 1,000 x 1.2 = 154,799.7", "0.1547997"],
      ["512,000 x 0.3 + 1,000 x 1.2 = 154,800", "0.1548"],
      ["512,001 x 0.6 + 1,000 x 2.4 = 309,600.6", "0.3096006"],
    ],
  },
  {
    provider: "openrouter",
    threshold: 200_000,
    model: "anthropic/claude-sonnet-4.5",
    answered: plain("anthropic/claude-sonnet-4.5"),
    costs: SONNET,
  },
  {
    provider: "openrouter",
    threshold: 272_000,
    model: "openai/gpt-5.4",
    answered: plain("openai/gpt-5.4"),
    costs: GPT_5_4,
  },
  {
    provider: "openrouter",
    threshold: 128_000,
    model: "x-ai/grok-4-fast",
    // Cache reads have one rate, whatever the size.
    answered: (input) => chat("x-ai/grok-4-fast", [input, 1000], { prompt: { cached_tokens: 28_000 } }),
    costs: [
      ["99,999 x 0.2 + 28,000 x 0.05 + 1,000 x 0.5 = 21,899.8", "0.0218998"],
      ["100,000 x 0.2 + 28,000 x 0.05 + 1,000 x 0.5 = 21,900", "0.0219"],
      ["100,001 x 0.4 + 28,000 x 0.05 + 1,000 x 1 = 42,400.4", "0.0424004"],
    ],
  },
  { provider: "github-copilot", threshold: 272_000, model: "gpt-5.4", answered: plain("gpt-5.4"), costs: GPT_5_4 },
  {
    provider: "github-copilot",
    threshold: 200_000,
    model: "grok-4.5",
    answered: plain("grok-4.5"),
    costs: [
      ["199,999 x 2 + 1,000 x 6 = 405,998", "0.405998"],
      ["200,000 x 2 + 1,000 x 6 = 406,000", "0.406"],
      ["200,001 x 4 + 1,000 x 12 = 812,004", "0.812004"],
    ],
  },
];

const PLACES = [
  [-1, "below the threshold"],
  [0, "at the threshold"],
  [1, "above the threshold"],
] as const;

export const TIER_CASES: readonly CostCase[] = TIER_FAMILIES.flatMap(
  ({ provider, threshold, model, answered, costs }) =>
    PLACES.map(([off, place], index): CostCase => {
      const [sum, cost] = costs[index] ?? ["", ""];
      const events = answer(provider, answered(threshold + off), { model });
      return { name: `${provider}/${model} ${place} of ${threshold}: ${sum}`, events, cost };
    }),
);
