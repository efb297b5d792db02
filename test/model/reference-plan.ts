import type { Asked, Books, Exception, Level } from "./books.ts";
import { eventValues, isSame, levelOf, valuesOf } from "./reference-budgets.ts";
import { worstOf } from "./reference-cost.ts";
import { choose, type Chosen, reason } from "./reference-routing.ts";

/** One way to make the call: the models that may be called, and what is to be held for them. */
export interface Plan {
  readonly choice: Chosen;
  readonly fallbacks: readonly string[];
  /** Of one attempt. */
  readonly worst: bigint | null;
  readonly levels: readonly Level[];
}

export function planOf(books: Books, asked: Asked, choice: Chosen, fallbacks: readonly string[]): Plan {
  const models = choice.model === null ? [] : [choice.model, ...fallbacks];
  const { context, output } = ceilingsOf(asked, choice);
  const costs = models.map((model) => worstOf(model, context, output));
  const known = costs.filter((cost) => cost !== null);
  const levels = (models.length === 0 ? [null] : models).flatMap((model) =>
    books.budgets
      .filter(({ isHard }) => isHard)
      .flatMap((budget) => levelOf(budget, eventValues(books, asked, model, choice.route)) ?? []),
  );
  return {
    choice,
    fallbacks,
    worst: known.length < costs.length ? null : known.reduce((most, cost) => (cost > most ? cost : most), 0n),
    levels: levels.filter((level, index) => levels.findIndex((each) => isSame(each, level)) === index),
  };
}

export function ceilingsOf(asked: Asked, { limits }: Chosen) {
  const output = limits.output ?? (asked.operation === "embedding" ? 0 : null);
  return { context: asked.context ?? limits.context, output };
}

const exceptionsInForce = ({ exceptions, now }: Books): readonly Exception[] =>
  exceptions.filter(({ status, expires }) => status === "approved" && now < expires);

export function choiceOf(books: Books, asked: Asked, requested: string | null): Chosen {
  if (asked.operation === "embedding") {
    const limits = { context: null, output: asked.output, seconds: null, tools: null, steps: null };
    const reasons = [reason("policy_not_asked", "operation", asked.operation)];
    const nothing = { route: null, fallbacks: [], review: false, type: "default" } as const;
    return { ...nothing, verdict: "allow", model: requested, limits, reasons };
  }
  const values = valuesOf(books, asked);
  if (asked.risk !== null) values.set("risk", asked.risk);
  const { quality, context, output } = asked;
  return choose(books.policy, { values, quality, context, output, requested }, exceptionsInForce(books));
}
