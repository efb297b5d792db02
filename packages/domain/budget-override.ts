import * as z from "zod";
import { amountInput } from "./amount-input.ts";
import type { Budget } from "./budget.ts";
import { LIMITS } from "./limits.ts";
import { parseAmount } from "./money.ts";
import { assert } from "./assert.ts";
import { Person } from "./person.ts";
import { plainText } from "./plain-text.ts";
import { ReasonText } from "./reason-text.ts";

/** More room in a hard budget for a while: who gave it, why and until when. Nothing of it is edited; it is ended, and reviewed. */
export const BudgetOverride = z.strictObject({
  id: z.string(),
  budget_id: z.string(),
  /** Of a template, the one value that it is for; null for all of the budget. */
  value: z.string().nullable(),
  /** What is added: decimal text in the tenant's currency, or whole per cents of the budget's amount. One of both is null. */
  amount: z.string().nullable(),
  percent: z.int().nullable(),
  reason: z.string(),
  approved_by: Person,
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable(),
  ended_by: Person.nullable(),
  reviewed_at: z.iso.datetime().nullable(),
  reviewed_by: Person.nullable(),
  review_note: z.string().nullable(),
});
export type BudgetOverride = z.infer<typeof BudgetOverride>;

/** What a caller gives. That the budget is there and hard, and that `expires_at` lies ahead, is for the verb to say. */
export const BudgetOverrideInput = z
  .strictObject({
    budget_id: z.string(),
    value: plainText(LIMITS.valueCharacters).nullable().default(null),
    amount: amountInput.nullable().default(null),
    percent: z.int().min(1).max(LIMITS.budgetPercent).nullable().default(null),
    reason: ReasonText,
    expires_at: z.iso.datetime({ offset: true }),
  })
  .refine(({ amount, percent }) => (amount === null) !== (percent === null), {
    path: ["amount"],
    error: "either amount or percent",
  });
export type BudgetOverrideInput = z.infer<typeof BudgetOverrideInput>;

export const BUDGET_OVERRIDE_STATUSES = ["in_force", "expired", "ended"] as const;
export type BudgetOverrideStatus = (typeof BUDGET_OVERRIDE_STATUSES)[number];

/** What has become of it by a time. */
export function overrideStatus(
  { expires_at, ended_at }: Pick<BudgetOverride, "expires_at" | "ended_at">,
  atEpochMs: number,
): BudgetOverrideStatus {
  if (ended_at !== null && Date.parse(ended_at) <= atEpochMs) return "ended";
  return Date.parse(expires_at) <= atEpochMs ? "expired" : "in_force";
}

/** Those in force at an instant, be that past, by their budget's id: from when they were given until they expired or were ended. */
export function overridesInForce(
  overrides: Iterable<BudgetOverride>,
  atEpochMs: number,
): ReadonlyMap<string, readonly BudgetOverride[]> {
  const isInForce = (override: BudgetOverride) =>
    Date.parse(override.created_at) <= atEpochMs && overrideStatus(override, atEpochMs) === "in_force";
  return Map.groupBy(Array.from(overrides).filter(isInForce), ({ budget_id }) => budget_id);
}

/**
 * What a budget may spend, in picos: its amount and what the overrides in force add, each by itself. `value` is the one of a
 * template's instance, null for a budget that is no template. Overrides of other budgets or values add nothing; a share of a
 * pico is not given.
 */
export function effectiveAmount(
  budget: Pick<Budget, "id" | "amount">,
  inForce: readonly BudgetOverride[],
  value: string | null,
): bigint {
  const own = picosOf(budget.amount);
  return inForce
    .filter((override) => override.budget_id === budget.id && (override.value === null || override.value === value))
    .reduce(
      (sum, { amount, percent }) => sum + (amount === null ? (own * BigInt(percent ?? 0)) / 100n : picosOf(amount)),
      own,
    );
}

function picosOf(amount: string): bigint {
  const picos = parseAmount(amount);
  assert(picos !== undefined && picos > 0n, "an amount is a decimal above zero");
  return picos;
}
