import { assert } from "@outlay/domain/assert";
import { DAY_MS } from "@outlay/domain/bucket";
import { type Budget, isHard, isTemplate, templateDimension } from "@outlay/domain/budget";
import { type BudgetOverride, type BudgetOverrideInput, overrideStatus } from "@outlay/domain/budget-override";
import type { Configuration } from "@outlay/domain/configuration";
import { UNATTRIBUTED } from "@outlay/domain/dimensions";
import { DomainError, invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { appendEntry } from "./append-entry.ts";
import type { Context } from "./context.ts";
import { personOf } from "./person-of.ts";

/** The override of the caller's tenant. Throws `budget_override_not_found`. */
export function getBudgetOverride(
  { budgetOverrides }: Pick<Configuration, "budgetOverrides">,
  id: string,
): BudgetOverride {
  const override = budgetOverrides.get(id);
  if (!override) throw new DomainError("budget_override_not_found", `There is no budget override ${id}.`);
  return override;
}

/**
 * Gives a hard budget more room, from now until it expires. Throws `budget_not_hard`, `budget_override_limit_reached`, and
 * `invalid_request` of a budget that is not there, of a value that does not suit it, and of an expiry that is past or too far.
 */
export async function giveBudgetOverride(ctx: Context, input: BudgetOverrideInput): Promise<BudgetOverride> {
  const id = ctx.newId("ovr");
  const now = ctx.now();
  const expiresAt = new Date(input.expires_at);
  checkExpiry(expiresAt, now);
  const configuration = await appendEntry(ctx, {
    entity: "budget_override",
    id,
    operation: "budget_override.created",
    reason: input.reason,
    decide: (current) => {
      checkBudget(current.budgets.get(input.budget_id), input);
      if (current.budgetOverrides.size >= LIMITS.budgetOverridesPerTenant) {
        const detail = `A tenant has at most ${LIMITS.budgetOverridesPerTenant} of these.`;
        throw new DomainError("budget_override_limit_reached", detail);
      }
      const after: BudgetOverride = {
        ...input,
        id,
        expires_at: expiresAt.toISOString(),
        approved_by: personOf(current, ctx.actor),
        created_at: now.toISOString(),
        ended_at: null,
        ended_by: null,
        reviewed_at: null,
        reviewed_by: null,
        review_note: null,
      };
      return { after };
    },
  });
  const made = configuration.budgetOverrides.get(id);
  assert(made, "an override that was given is there");
  return made;
}

function checkExpiry(expiresAt: Date, now: Date): void {
  const pointer = "/expires_at";
  if (expiresAt <= now) throw invalidRequest({ pointer, detail: "This is past: it would never be in force." });
  if (expiresAt.getTime() - now.getTime() > LIMITS.budgetOverrideDays * DAY_MS) {
    throw invalidRequest({ pointer, detail: `at most ${LIMITS.budgetOverrideDays} days from now` });
  }
}

function checkBudget(budget: Budget | undefined, { value }: BudgetOverrideInput): void {
  if (!budget) throw invalidRequest({ pointer: "/budget_id", detail: "There is no such budget." });
  if (!isHard(budget)) {
    throw new DomainError(
      "budget_not_hard",
      `Budget ${budget.id} is soft: it denies nothing that could be overridden.`,
    );
  }
  if (value !== null && !isTemplate(budget)) {
    throw invalidRequest({ pointer: "/value", detail: "This budget is no template: leave the value out." });
  }
  if (value === UNATTRIBUTED) {
    const detail = `A template holds no spend without a value of ${templateDimension(budget.scope)}.`;
    throw invalidRequest({ pointer: "/value", detail });
  }
}

/** Ends one before it expires. Throws `budget_override_not_found`, `budget_override_over`. */
export async function endBudgetOverride(
  ctx: Context,
  { id, reason }: { readonly id: string; readonly reason: string | null },
): Promise<BudgetOverride> {
  const now = ctx.now();
  const configuration = await appendEntry(ctx, {
    entity: "budget_override",
    id,
    operation: "budget_override.ended",
    reason,
    decide: (current) => {
      const override = getBudgetOverride(current, id);
      const status = overrideStatus(override, now.getTime());
      if (status !== "in_force") throw new DomainError("budget_override_over", `Budget override ${id} is ${status}.`);
      return { after: { ...override, ended_at: now.toISOString(), ended_by: personOf(current, ctx.actor) } };
    },
  });
  return getBudgetOverride(configuration, id);
}

/**
 * Keeps that someone looked at one, in force or over, and what they noted. Throws `budget_override_not_found`,
 * `budget_override_reviewed` where someone did before.
 */
export async function reviewBudgetOverride(
  ctx: Context,
  { id, note }: { readonly id: string; readonly note: string | null },
): Promise<BudgetOverride> {
  const now = ctx.now();
  const configuration = await appendEntry(ctx, {
    entity: "budget_override",
    id,
    operation: "budget_override.reviewed",
    reason: note,
    decide: (current) => {
      const override = getBudgetOverride(current, id);
      if (override.reviewed_at !== null) {
        throw new DomainError("budget_override_reviewed", `Budget override ${id} was reviewed already.`);
      }
      const by = { reviewed_at: now.toISOString(), reviewed_by: personOf(current, ctx.actor) };
      return { after: { ...override, ...by, review_note: note } };
    },
  });
  return getBudgetOverride(configuration, id);
}
