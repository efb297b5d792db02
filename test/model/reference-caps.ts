import type { Asked, Books, Level } from "./books.ts";
import { PROVIDER } from "./canned.ts";
import { capOf, heldOf, overridesOf, spentOf } from "./reference-budgets.ts";
import { choiceOf, type Plan, planOf } from "./reference-plan.ts";
import { reason } from "./reference-routing.ts";

interface Held {
  /** The one that fits; undefined: none does. */
  readonly plan?: Plan;
  readonly isHeld?: boolean;
  readonly reasons: readonly string[];
}

type Full = { readonly level: Level; readonly room: bigint };

/** The levels that have no room for a plan. */
function fullOf(books: Books, asked: Asked, { worst, levels }: Plan): readonly Full[] {
  const needed = (worst ?? 0n) * BigInt(asked.attempts);
  return levels.flatMap((level) => {
    const budget = books.budgets.find(({ id }) => id === level.budget);
    if (!budget) return [];
    const room = capOf(books, budget, level) - spentOf(books, budget, level) - heldOf(books, level);
    return room < needed ? [{ level, room }] : [];
  });
}

const budgetReason = (code: string, { budget }: Level): string => reason(code, "budget", budget);

function overrideReasons(books: Books, levels: readonly Level[]): readonly string[] {
  const ids = levels.flatMap((level) => overridesOf(books, level).map(({ id }) => id));
  return [...new Set(ids)].map((id) => reason("budget_override", "budget_override", id));
}

export function holdOf(books: Books, asked: Asked, plan: Plan): Held {
  const { worst, levels, choice } = plan;
  if (levels.length === 0) return { plan, reasons: [] };
  if (worst === null) return { reasons: levels.map((level) => budgetReason("no_upper_bound", level)) };
  if (worst === 0n) return { plan, reasons: [reason("no_cost", "model", `${PROVIDER}/${choice.model}`)] };
  const full = fullOf(books, asked, plan);
  if (full.length === 0) return heldBy(books, plan);
  for (const other of cheaperOf(books, asked, plan)) {
    if (other.worst === 0n && other.levels.length > 0) {
      const free = holdOf(books, asked, other);
      return { ...free, reasons: [...downgraded(plan, other, full), ...free.reasons] };
    }
    if (fullOf(books, asked, other).length > 0) continue;
    const held = other.levels.length === 0 ? { plan: other, reasons: [] } : heldBy(books, other);
    return { ...held, reasons: [...downgraded(plan, other, full), ...held.reasons] };
  }
  return {
    reasons: [...full.map(({ level }) => budgetReason("cap_reached", level)), ...overrideReasons(books, levels)],
  };
}

const heldBy = (books: Books, plan: Plan): Held => ({
  plan,
  isHeld: true,
  reasons: [...plan.levels.map((level) => budgetReason("cap_held", level)), ...overrideReasons(books, plan.levels)],
});

const downgraded = (plan: Plan, other: Plan, full: readonly Full[]): readonly string[] =>
  full.map(({ level }) =>
    budgetReason(plan.choice.model === other.choice.model ? "fallbacks_dropped" : "cap_downgrade", level),
  );

/** The same model alone, then each that the policy would fall back to, as far as they cost less at the most. */
function cheaperOf(books: Books, asked: Asked, plan: Plan): readonly Plan[] {
  const alone = plan.fallbacks.length > 0 ? [planOf(books, asked, plan.choice, [])] : [];
  const others = plan.choice.fallbacks.flatMap((model) => {
    const choice = choiceOf(books, asked, model);
    return choice.model === model ? [planOf(books, asked, choice, [])] : [];
  });
  return [...alone, ...others].filter(({ worst }) => worst !== null && worst < (plan.worst ?? 0n));
}
