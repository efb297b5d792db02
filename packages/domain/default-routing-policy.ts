import type { Tier } from "./model-tier.ts";
import { RoutingPolicyInput, type RoutingPolicy } from "./routing-policy.ts";

export const DEFAULT_POLICY_ID = "default";

/** Work that asks for the strongest models, for good ones, and for the cheapest. */
const TASK_CLASSES = {
  premium: ["legal-review", "high-value-analysis", "complex-coding", "executive-decision-support", "regulated-work"],
  standard: ["support-drafting", "sales-research", "policy-questions", "document-review"],
  economy: ["classification", "tagging", "formatting", "meeting-notes", "translation", "routine-summary"],
} as const satisfies Record<Tier, readonly string[]>;

/** Of the list prices of November 2026, by provider, the first of all first: three vendors' newest, then what is still in use. */
const MODELS: Readonly<Record<Tier, readonly (readonly [provider: string, model: string])[]>> = {
  premium: [
    ["anthropic", "claude-opus-5-5"],
    ["openai", "gpt-5.6-sol"],
    ["anthropic", "claude-opus-5"],
    ["anthropic", "claude-opus-4-8"],
    ["anthropic", "claude-opus-4-7"],
    ["anthropic", "claude-opus-4-6"],
    ["anthropic", "claude-opus-4-5"],
  ],
  standard: [
    ["anthropic", "claude-sonnet-5"],
    ["openai", "gpt-5.6-terra"],
    ["google", "gemini-3.1-pro-preview"],
    ["anthropic", "claude-sonnet-4-6"],
    ["anthropic", "claude-sonnet-4-5"],
    ["openai", "gpt-5.4"],
    ["openai", "gpt-5.2"],
    ["openai", "gpt-5.1"],
    ["openai", "gpt-5"],
    ["openai", "gpt-4.1"],
    ["openai", "gpt-4o"],
    ["google", "gemini-2.5-pro"],
  ],
  economy: [
    ["openai", "gpt-5.6-luna"],
    ["google", "gemini-3.8-flash"],
    ["anthropic", "claude-haiku-4-5"],
    ["google", "gemini-3.5-flash-lite"],
    ["openai", "gpt-5.4-mini"],
    ["openai", "gpt-5.4-nano"],
    ["openai", "gpt-5-mini"],
    ["openai", "gpt-5-nano"],
    ["openai", "gpt-4.1-mini"],
    ["openai", "gpt-4.1-nano"],
    ["openai", "gpt-4o-mini"],
    ["google", "gemini-2.5-flash"],
    ["google", "gemini-2.5-flash-lite"],
  ],
};

const tier = (name: Tier) => ({
  task_classes: TASK_CLASSES[name],
  models: MODELS[name].map(([provider, model]) => ({ provider, model })),
});

const limits = (context: number, output: number, seconds: number, toolCalls: number, steps: number) => ({
  context_tokens_max: context,
  output_tokens_max: output,
  timeout_seconds: seconds,
  tool_calls_max: toolCalls,
  agent_steps_max: steps,
});

const STANDARD_LIMITS = limits(200_000, 16_000, 180, 50, 50);

const contents = RoutingPolicyInput.parse({
  name: "Default",
  default_tier: "standard",
  tiers: { premium: tier("premium"), standard: tier("standard"), economy: tier("economy") },
  limits: STANDARD_LIMITS,
  routes: [
    {
      id: "premium-work",
      name: "Work that is costly to get wrong",
      match: { task_class: TASK_CLASSES.premium },
      tier: "premium",
      limits: limits(400_000, 32_000, 600, 100, 100),
      review_required: true,
      quality: "standard",
    },
    {
      id: "standard-work",
      name: "Everyday work that people read",
      match: { task_class: TASK_CLASSES.standard },
      tier: "standard",
      limits: STANDARD_LIMITS,
      quality: "economy",
    },
    {
      id: "economy-work",
      name: "Routine work",
      match: { task_class: TASK_CLASSES.economy },
      tier: "economy",
      limits: limits(200_000, 8_000, 60, 20, 20),
      quality: "economy",
    },
    {
      id: "other-work",
      name: "Whatever is not of a known class",
      match: {},
      limits: STANDARD_LIMITS,
    },
  ],
});

/** In force for every tenant until it activates a policy of its own. It is the same for all, and stands in no journal. */
export const DEFAULT_POLICY: RoutingPolicy = {
  id: DEFAULT_POLICY_ID,
  ...contents,
  version: 0,
  activated_at: null,
  created_at: "2026-11-24T00:00:00.000Z",
  updated_at: "2026-11-24T00:00:00.000Z",
};
