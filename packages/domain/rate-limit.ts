import * as z from "zod";
import { amountOrZeroInput } from "./amount-input.ts";
import { EACH_VALUE, UNATTRIBUTED } from "./dimensions.ts";
import { LIMITS } from "./limits.ts";
import { parseAmount } from "./money.ts";
import { plainText } from "./plain-text.ts";

/** Whose calls a limit counts. */
export const RATE_DIMENSIONS = ["api_key", "agent", "application", "user", "workflow"] as const;
export type RateDimension = (typeof RATE_DIMENSIONS)[number];

export const RATE_MEASURES = ["requests", "tokens", "money"] as const;
export type RateMeasure = (typeof RATE_MEASURES)[number];

/** Each begins with a minute, hour or day of UTC, by whose clock none is ever shorter or longer. */
export const WINDOW_SECONDS = { minute: 60, hour: 3_600, day: 86_400 } as const;
export const RATE_WINDOWS = ["minute", "hour", "day"] as const satisfies readonly (keyof typeof WINDOW_SECONDS)[];
export type RateWindow = (typeof RATE_WINDOWS)[number];

const storedText = z.string().max(LIMITS.valueCharacters);

/** How much one value of a dimension may use in a window. */
export const RateLimit = z.strictObject({
  id: z.string(),
  name: storedText,
  per: z.enum(RATE_DIMENSIONS),
  /** Or EACH_VALUE. */
  value: storedText,
  measure: z.enum(RATE_MEASURES),
  /** Decimal text: whole requests or tokens, or money in the tenant's currency. "0" lets nothing pass. */
  amount: z.string(),
  window: z.enum(RATE_WINDOWS),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type RateLimit = z.infer<typeof RateLimit>;

const text = plainText(LIMITS.valueCharacters);
const WHOLE = /^\d{1,15}$/;

/** What a caller decides of a limit: the body of a request, with every rule it must keep. */
export const RateLimitInput = z
  .strictObject({
    name: text,
    per: RateLimit.shape.per,
    value: text,
    measure: RateLimit.shape.measure,
    amount: amountOrZeroInput,
    window: RateLimit.shape.window,
  })
  .check(({ value, issues }) => {
    const isAmount = (parseAmount(value.amount) ?? -1n) >= 0n;
    if (!isAmount || value.measure === "money" || WHOLE.test(value.amount)) return;
    const message = `${value.measure} are counted whole, of at most 15 digits`;
    issues.push({ code: "custom", message, path: ["amount"], input: value.amount });
  });
export type RateLimitInput = z.infer<typeof RateLimitInput>;

/** What a limit counts: no two limits of one tenant share it. */
export const countedKey = ({ per, value, measure, window }: Omit<RateLimitInput, "name" | "amount">): string =>
  JSON.stringify([per, value, measure, window]);

/** In requests, tokens, or picos. */
export const amountOf = ({ measure, amount }: Pick<RateLimit, "measure" | "amount">): bigint =>
  measure === "money" ? (parseAmount(amount) ?? 0n) : BigInt(amount);

/** A value whose use is counted, and the limits that it is held to: at most one for a measure and window. */
export interface RateSubject {
  readonly per: RateDimension;
  readonly value: string;
  readonly limits: readonly RateLimit[];
}

/** Limits by dimension and value, found once a configuration. */
const indexed = new WeakMap<ReadonlyMap<string, RateLimit>, ReadonlyMap<string, readonly RateLimit[]>>();

function indexOf(rateLimits: ReadonlyMap<string, RateLimit>): ReadonlyMap<string, readonly RateLimit[]> {
  const known = indexed.get(rateLimits) ?? Map.groupBy(rateLimits.values(), ({ per, value }) => placeOf(per, value));
  indexed.set(rateLimits, known);
  return known;
}

const placeOf = (per: RateDimension, value: string): string => JSON.stringify([per, value]);

/**
 * Who a request's use is counted for, by its values (dimension to value). A limit that names a value stands in for the one of every
 * value with the same measure and window. Where a request states no value, only a limit of `unattributed` holds.
 */
export function rateSubjects(
  rateLimits: ReadonlyMap<string, RateLimit>,
  values: ReadonlyMap<string, string>,
): readonly RateSubject[] {
  const index = indexOf(rateLimits);
  return RATE_DIMENSIONS.flatMap((per) => {
    const value = values.get(per) ?? UNATTRIBUTED;
    const named = index.get(placeOf(per, value)) ?? [];
    const ofEach = value === UNATTRIBUTED ? [] : (index.get(placeOf(per, EACH_VALUE)) ?? []);
    const isNamed = new Set(named.map(({ measure, window }) => `${measure} ${window}`));
    const limits = [...named, ...ofEach.filter(({ measure, window }) => !isNamed.has(`${measure} ${window}`))];
    return limits.length === 0 ? [] : [{ per, value, limits }];
  });
}
