import * as z from "zod";
import { BudgetScope, ScopeInput } from "./budget.ts";
import { Currency } from "./currency.ts";
import { decimalText } from "./decimal.ts";
import { LIMITS } from "./limits.ts";
import { plainText } from "./plain-text.ts";
import { RATED_TOKENS, type RatedTokens } from "./price.ts";
import { parseTime } from "./rfc3339.ts";
import { OPERATIONS } from "./usage-event.ts";

/** Decimals of a price for a million tokens: the last is 10^-15 of the currency a token. */
export const PER_MILLION_DECIMALS = 9;
/** Decimals of any other price. */
export const AMOUNT_DECIMALS = 12;
/** Decimals of per cents. */
export const PERCENT_DECIMALS = 4;

/** What can have a price of its own by quantity. `requests` are calls; where an operation calls no model, one an event at least. */
export const PRICED_UNITS = [
  "requests",
  "tool_calls",
  "retrieval_calls",
  "web_searches",
  "rerank_units",
  "code_seconds",
  "compute_seconds",
  "audio_seconds",
  "pages",
  "images",
  "gb_hours",
  "agent_steps",
] as const;
export type PricedUnit = (typeof PRICED_UNITS)[number];

/** Operations whose time of people is paid by the hour. */
export const REVIEWED_OPERATIONS = ["human_review", "evaluation"] as const;

/** Schemas of the parts, strict for what callers send, lenient for what is stored. */
interface Parts {
  readonly text: z.ZodType<string>;
  readonly optionalText: z.ZodType<string | null>;
  readonly serviceTier: z.ZodType<string | null>;
  readonly instant: z.ZodType<string | null>;
  readonly scope: z.ZodType<BudgetScope>;
  readonly currency: z.ZodType<string | null>;
  readonly perMillion: z.ZodType<string>;
  readonly amount: z.ZodType<string>;
  readonly optionalAmount: z.ZodType<string | null>;
  readonly percent: z.ZodType<string>;
  readonly share: z.ZodType<string>;
  readonly per: z.ZodType<number>;
  readonly operation: z.ZodType<string | null>;
}

/** A price for each class that is named. fromEntries forgets the keys' type; they are exactly the classes. */
const classes = (price: z.ZodType<string>) =>
  z.strictObject(
    Object.fromEntries(RATED_TOKENS.map((name) => [name, price.optional()])) as Record<
      RatedTokens,
      z.ZodOptional<z.ZodType<string>>
    >,
  );

function kindsOf(parts: Parts) {
  const dated = { name: parts.text, from: parts.instant, to: parts.instant };
  const scoped = { ...dated, scope: parts.scope };
  const tiers = z
    .array(z.strictObject({ above_input_tokens: z.int().min(0).max(LIMITS.count), rates: classes(parts.perMillion) }))
    .max(10)
    .default([]);
  return {
    modelRates: {
      kind: z.literal("model_rates"),
      ...scoped,
      provider: parts.text,
      model: parts.text,
      service_tier: parts.serviceTier,
      currency: parts.currency,
      rates: classes(parts.perMillion),
      tiers,
      per_request: parts.optionalAmount,
    },
    adjustment: {
      kind: z.literal("adjustment"),
      ...scoped,
      applies_to: z.enum(["list_prices", "own_rates"]).default("list_prices"),
      provider: parts.optionalText,
      model: parts.optionalText,
      service_tier: parts.optionalText,
      percent: parts.percent,
    },
    unitPrice: {
      kind: z.literal("unit_price"),
      ...scoped,
      unit: z.enum(PRICED_UNITS),
      operation: parts.operation,
      currency: parts.currency,
      amount: parts.amount,
      per: parts.per,
    },
    orchestration: {
      kind: z.literal("orchestration"),
      ...scoped,
      basis: z.enum(["per_run", "per_call"]),
      currency: parts.currency,
      amount: parts.amount,
    },
    overhead: { kind: z.literal("orchestration_share"), ...scoped, percent: parts.share },
    review: {
      kind: z.literal("review_rate"),
      ...dated,
      role: parts.optionalText,
      currency: parts.currency,
      per_hour: parts.amount,
    },
  };
}

const storedText = z.string().max(LIMITS.idCharacters);
const stored = kindsOf({
  text: storedText,
  optionalText: storedText.nullable(),
  serviceTier: storedText.nullable(),
  instant: z.string().nullable(),
  scope: BudgetScope,
  currency: z.string().nullable(),
  perMillion: z.string(),
  amount: z.string(),
  optionalAmount: z.string().nullable(),
  percent: z.string(),
  share: z.string(),
  per: z.int(),
  operation: z.string().nullable(),
});

const record = { id: z.string(), created_at: z.iso.datetime(), updated_at: z.iso.datetime() };

/** A price of the tenant's own, in force between two instants, `to` not included; null is open. docs/prices.md explains each kind. */
export const PriceOverride = z.discriminatedUnion("kind", [
  z.strictObject({ ...stored.modelRates, ...record }),
  z.strictObject({ ...stored.adjustment, ...record }),
  z.strictObject({ ...stored.unitPrice, ...record }),
  z.strictObject({ ...stored.orchestration, ...record }),
  z.strictObject({ ...stored.overhead, ...record }),
  z.strictObject({ ...stored.review, ...record }),
]);
export type PriceOverride = z.infer<typeof PriceOverride>;
export type OverrideOf<Kind extends PriceOverride["kind"]> = Extract<PriceOverride, { kind: Kind }>;

const text = plainText(LIMITS.valueCharacters);
const amount = decimalText(AMOUNT_DECIMALS, 0n, 10n ** (9n + BigInt(AMOUNT_DECIMALS)));
const instant = z
  .string()
  .refine((value) => parseTime(value) !== undefined, "an RFC 3339 time with an offset, such as 2026-11-02T00:00:00Z")
  .overwrite((value) => {
    const epochMs = parseTime(value);
    return epochMs === undefined ? value : new Date(epochMs).toISOString();
  })
  .meta({ format: "date-time" });

const percentText = (min: bigint, max: bigint) =>
  decimalText(PERCENT_DECIMALS, min * 10n ** BigInt(PERCENT_DECIMALS), max * 10n ** BigInt(PERCENT_DECIMALS));

const asked = kindsOf({
  text,
  optionalText: text.nullable().default(null),
  serviceTier: text.nullable().default("standard"),
  instant: instant.nullable().default(null),
  scope: ScopeInput.default({}),
  currency: Currency.nullable().default(null),
  perMillion: decimalText(PER_MILLION_DECIMALS, 0n, 10n ** (9n + BigInt(PER_MILLION_DECIMALS))),
  amount,
  optionalAmount: amount.nullable().default(null),
  percent: percentText(-100n, 10_000n),
  share: percentText(0n, 10_000n),
  per: z.int().min(1).max(1_000_000_000).default(1),
  operation: z.enum(OPERATIONS).nullable().default(null),
});

/** Not kept: says that a price far from the one before is meant. */
const confirm = { confirm: z.boolean().optional() };

const endsAfterStart = ({ from, to }: { readonly from: string | null; readonly to: string | null }): boolean =>
  from === null || to === null || from < to;
const END = { path: ["to"], error: "after `from`: the price holds from `from` and no longer at `to`" };

const ModelRates = z
  .strictObject({ ...asked.modelRates, ...confirm })
  .refine(endsAfterStart, END)
  .refine(({ rates, per_request }) => Object.keys(rates).length > 0 || per_request !== null, {
    path: ["rates"],
    error: "a rate for one class at least, or per_request",
  })
  .refine(
    ({ tiers }) => tiers.every((tier, at) => tier.above_input_tokens > (tiers[at - 1]?.above_input_tokens ?? -1)),
    {
      path: ["tiers"],
      error: "ascending by above_input_tokens, each once",
    },
  )
  .refine(({ tiers, rates }) => tiers.every((tier) => Object.keys(tier.rates).every((name) => name in rates)), {
    path: ["tiers"],
    error: "only classes that `rates` names",
  });

/** What a caller decides of an override: the body of a request, with every rule it must keep. */
export const PriceOverrideInput = z.discriminatedUnion("kind", [
  ModelRates,
  z.strictObject({ ...asked.adjustment, ...confirm }).refine(endsAfterStart, END),
  z.strictObject({ ...asked.unitPrice, ...confirm }).refine(endsAfterStart, END),
  z.strictObject({ ...asked.orchestration, ...confirm }).refine(endsAfterStart, END),
  z.strictObject({ ...asked.overhead, ...confirm }).refine(endsAfterStart, END),
  z.strictObject({ ...asked.review, ...confirm }).refine(endsAfterStart, END),
]);
export type PriceOverrideInput = z.infer<typeof PriceOverrideInput>;
