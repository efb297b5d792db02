/*
 * The small world that histories happen in: five models with prices that are easy to add up, one without, three policies, and a
 * handful of names. The product is told of it by requests, the reference reads it here.
 */

export const PROVIDER = "acme";

/** In picos of the tenant's currency. */
export interface Price {
  readonly input: bigint;
  /** Of a token that is written into a cache for an hour; it is input too. Undefined: there is no such class. */
  readonly written?: bigint;
  readonly output: bigint;
  readonly perCall: bigint;
}

/** A dollar for a million tokens is 10^6 picos for one. */
const MILLIONTH = 1_000_000n;

export const PRICES: Readonly<Record<string, Price>> = {
  grand: { input: 8n * MILLIONTH, written: 10n * MILLIONTH, output: 40n * MILLIONTH, perCall: 0n },
  middle: { input: 3n * MILLIONTH, output: 15n * MILLIONTH, perCall: 500_000_000n },
  "middle-two": { input: 2n * MILLIONTH, output: 12n * MILLIONTH, perCall: 0n },
  small: { input: 1n * MILLIONTH, output: 4n * MILLIONTH, perCall: 0n },
  gratis: { input: 0n, output: 0n, perCall: 0n },
};

/** Of the policies' models the one that has no price; and one of which no policy knows. */
export const UNPRICED = "unheard";
export const STRANGER = "stranger";
export const MODELS = [...Object.keys(PRICES), UNPRICED, STRANGER];

export type Tier = "economy" | "standard" | "premium";

export interface Limits {
  readonly context_tokens_max?: number;
  readonly output_tokens_max?: number;
  readonly timeout_seconds?: number;
  readonly tool_calls_max?: number;
  readonly agent_steps_max?: number;
}

export interface PolicyModel {
  readonly provider: string;
  readonly model: string;
  readonly data_classes?: readonly string[];
  readonly context_tokens_max?: number;
  readonly output_tokens_max?: number;
  readonly fallback?: { readonly provider: string; readonly model: string };
}

export interface PolicyRoute {
  readonly id: string;
  readonly name: string;
  readonly match: Readonly<Record<string, readonly string[]>>;
  readonly tier?: Tier;
  readonly models?: readonly { readonly provider: string; readonly model: string }[];
  readonly data_classes?: readonly string[];
  readonly limits?: Limits;
  readonly review_required?: boolean;
  readonly quality?: Tier;
}

export interface Policy {
  readonly name: string;
  readonly default_tier: Tier;
  readonly tiers: Readonly<
    Record<Tier, { readonly task_classes: readonly string[]; readonly models: readonly PolicyModel[] }>
  >;
  readonly limits?: Limits;
  readonly routes?: readonly PolicyRoute[];
}

const named = (model: string) => ({ provider: PROVIDER, model });

/** Says which tier, and nothing else: what has no bound has none. */
const plain: Policy = {
  name: "plain",
  default_tier: "standard",
  tiers: {
    premium: { task_classes: ["legal"], models: [named("grand")] },
    standard: { task_classes: ["drafting"], models: [named("middle"), named("middle-two")] },
    economy: { task_classes: ["tagging"], models: [named("small"), named("gratis")] },
  },
};

const routed: Policy = {
  name: "routed",
  default_tier: "standard",
  limits: {
    context_tokens_max: 6000,
    output_tokens_max: 800,
    timeout_seconds: 120,
    tool_calls_max: 12,
    agent_steps_max: 8,
  },
  tiers: {
    premium: { task_classes: ["legal"], models: [{ ...named("grand"), context_tokens_max: 4000 }] },
    standard: {
      task_classes: ["drafting"],
      models: [
        { ...named("middle"), fallback: named("small") },
        { ...named("middle-two"), data_classes: ["public", "unattributed"], output_tokens_max: 600 },
      ],
    },
    economy: { task_classes: ["tagging"], models: [named("small")] },
  },
  routes: [
    {
      id: "legal-work",
      name: "Legal work",
      match: { task_class: ["legal"] },
      tier: "premium",
      limits: { timeout_seconds: 300, output_tokens_max: 1200 },
      review_required: true,
    },
    {
      id: "sales",
      name: "Sales",
      match: { department: ["sales"] },
      tier: "standard",
      models: [named("middle-two"), named("middle")],
    },
    {
      id: "sales-tagging",
      name: "Tagging of sales",
      match: { department: ["sales"], task_class: ["tagging"] },
      tier: "economy",
    },
    { id: "rag", name: "Answers", match: { workflow: ["rag"] }, quality: "standard" },
    {
      id: "secrets",
      name: "Secrets",
      match: { workflow: ["triage"] },
      tier: "standard",
      models: [named("middle")],
      data_classes: ["secret", "unattributed"],
    },
  ],
};

const frugal: Policy = {
  name: "frugal",
  default_tier: "economy",
  limits: { output_tokens_max: 500, timeout_seconds: 60 },
  tiers: {
    premium: { task_classes: ["legal"], models: [{ ...named("grand"), fallback: named("middle") }] },
    standard: { task_classes: [], models: [named("middle-two"), named("middle"), named(UNPRICED)] },
    economy: { task_classes: ["tagging", "drafting"], models: [named("small"), named("gratis")] },
  },
  routes: [
    { id: "everything", name: "Everything", match: {}, limits: { context_tokens_max: 3000 } },
    { id: "risky", name: "Risky", match: { risk: ["high"] }, tier: "standard", review_required: true },
  ],
};

export const POLICIES = [plain, routed, frugal] as const;
export const ROUTES = ["legal-work", "sales", "sales-tagging", "rag", "secrets", "everything", "risky"];

/** What calls may say of whose they are. */
export const VALUES = {
  department: ["sales", "legal"],
  application: ["copilot", "portal"],
  workflow: ["rag", "triage"],
  agent: ["a1", "a2"],
  user: ["u1", "u2", "u3"],
  data_class: ["public", "secret"],
  "tag:priority": ["low", "high"],
} as const;

export type Scope = Readonly<Record<string, readonly string[]>>;

export const BUDGET_SCOPES: readonly Scope[] = [
  {},
  { department: ["sales"] },
  { department: ["sales", "legal"], application: ["copilot"] },
  { user: ["*"] },
  { department: ["sales"], agent: ["*"] },
  { application: ["copilot"], agent: ["a1"] },
  { agent: ["unattributed"] },
  { model: ["grand", "middle"] },
  { model: ["*"] },
  { provider: [PROVIDER], route: ["sales", "everything"] },
  { "tag:priority": ["low"] },
  { "tag:priority": ["*"] },
  { api_key: ["*"] },
  { workflow: ["*"], department: ["legal", "unattributed"] },
  { operation: ["embedding"] },
];

export const AMOUNTS = ["0.01", "0.05", "0.2", "1", "0.123456789012"];

export const ZONE = "Europe/Berlin";
/** On the day before clocks change there. */
export const START = "2026-10-24T18:00:00.000Z";
