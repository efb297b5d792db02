import { findRate } from "./catalogue.ts";

const MODEL_TIERS = ["premium", "standard", "economy"] as const;
export type ModelTier = (typeof MODEL_TIERS)[number];

/** Families that are known by name, whoever sells them; the first that matches decides. */
const FAMILIES: readonly (readonly [RegExp, ModelTier])[] = [
  [/embed|rerank|moderation/, "economy"],
  [/\b(mini|nano|lite|flash|haiku|instant|small|tiny|micro|ministral|luna)\b/, "economy"],
  [/\bopus\b|\bfable\b/, "premium"],
  [/\b(gpt-[5-9](\.\d+)?|o[1-9])-pro\b|deep-research/, "premium"],
  [/\bsonnet\b/, "standard"],
  [/\bgpt-(4o|4\.1|5(\.\d+)?)(-\d{4}-\d\d-\d\d|-codex|-chat|-chat-latest)?$/, "standard"],
  [/\bgemini-[\w.]+-pro\b/, "standard"],
];

/** Bands of the list price of a million output tokens, in dollars: premium from 20, standard from 4, economy below. */
const PREMIUM_FROM = 20_000_000_000n;
const STANDARD_FROM = 4_000_000_000n;

const MEMO_SIZE_MAX = 20_000;
const memo = new Map<string, Map<string, ModelTier | null>>();
let memoSize = 0;

/**
 * The tier of a model: by its family's name, else by its latest list price for output tokens, else null. It does not
 * depend on the time, so that a price change moves no past spend between tiers.
 */
export function modelTier(provider: string, model: string): ModelTier | null {
  const models = memo.get(provider);
  const known = models?.get(model);
  if (known !== undefined) return known;
  const tier = tierOf(provider, model);
  // Names come from outside, so what is remembered of them is bounded.
  if (memoSize >= MEMO_SIZE_MAX) {
    memo.clear();
    memoSize = 0;
  }
  memoSize += 1;
  memo.set(provider, (memo.get(provider) ?? new Map<string, ModelTier | null>()).set(model, tier));
  return tier;
}

function tierOf(provider: string, model: string): ModelTier | null {
  const name = model.toLowerCase();
  const family = FAMILIES.find(([pattern]) => pattern.test(name));
  if (family !== undefined) return family[1];
  const output = findRate(provider, model, null, Infinity)?.tokens.output_tokens;
  if (output === undefined) return null;
  if (output.base >= PREMIUM_FROM) return "premium";
  return output.base >= STANDARD_FROM ? "standard" : "economy";
}
