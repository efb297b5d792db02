import { UNATTRIBUTED } from "./dimensions.ts";
import { modelName, type ModelRef } from "./model-tier.ts";
import type { PageRow } from "./page.ts";
import {
  type ReportApart,
  type ReportDefinition,
  type ReportFacts,
  type ReportGroup,
  type ReportRequest,
  type ReportRow,
  wholeRange,
} from "./report.ts";
import { pageRowOf, quotableUsage } from "./report-quote.ts";
import { share } from "./cost-and-events.ts";
import { moneyText, percentText } from "./report-text.ts";
import { costElsewhere, costOfPageRow, ROUTED_OPERATIONS } from "./simulate-policy.ts";
import { mostLost, ratioText } from "./wilson-interval.ts";

const KEYS = ["task_class", "provider", "model"] as const;
/** Models of one task class that are looked at, those with the most outcomes first. */
const CANDIDATES_MAX = 10;

export const cheaperModels: ReportDefinition = {
  name: "cheaper-models",
  question: "Which tasks could move to a cheaper model without losing acceptance, and what would that save?",
  dimensions: KEYS,
  columns: [
    { name: "cost", kind: "amount", description: "What chats of the task class cost at the model." },
    { name: "events", kind: "count", description: "Their events." },
    { name: "judged", kind: "count", description: "Outcomes that say whether they were accepted." },
    { name: "acceptance", kind: "ratio", description: "accepted / judged" },
    { name: "to_provider", kind: "text", description: "Of the cheaper model." },
    { name: "to_model", kind: "text", description: "The cheaper model, which this task class uses already." },
    {
      name: "to_judged",
      kind: "count",
      isEach: true,
      description: "The same of the cheaper model in this task class.",
    },
    { name: "to_acceptance", kind: "ratio", description: "The same of the cheaper model in this task class." },
    {
      name: "acceptance_lost_at_most",
      kind: "ratio",
      description: "With 95 % confidence acceptance falls by no more: below zero it rises. An estimate.",
    },
    {
      name: "to_cost",
      kind: "amount",
      description:
        "What the same tokens cost at the cheaper model, at the prices of each day; what has no price at one of the two, as it was.",
    },
  ],
  money: "cost",
  order: "cost",
  saving:
    "cost − to_cost: the same tokens, day by day, at the cheaper model's prices in force. It assumes as many tokens and as few retries there, and that outcomes tell of the work as a whole. A run's outcome counts for the model of its first event.",
  parameters: ["outcomes_min", "acceptance_margin"],
  asks: (request, facts) => [
    wholeRange(request, [...KEYS, "operation"], ["cost", "accepted_outcomes", "rejected_outcomes"]),
    quotableUsage(request, facts, KEYS, new Map()),
  ],
  answer: ([groups = [], calls = []], request, facts) => {
    const used = usedModels(groups, calls, quotableUsage(request, facts, KEYS, new Map()));
    const byClass = Map.groupBy(used, ({ taskClass }) => taskClass);
    const moves = used
      .filter(({ taskClass }) => taskClass !== UNATTRIBUTED)
      .map((model) => ({ model, move: findMove(model, byClass.get(model.taskClass) ?? [], request, facts) }));
    const apart = (reason: "too_few_outcomes" | "acceptance_may_fall", says: string): ReportApart => ({
      reason,
      says,
      rows: moves.filter(({ move }) => move === reason).map(({ model }) => keyAndCost(model)),
    });
    return {
      rows: moves.flatMap(({ model, move }) => (typeof move === "object" ? [rowOf(model, move, facts.currency)] : [])),
      apart: [
        apart(
          "too_few_outcomes",
          `A cheaper model does the same task class, but of one of the two fewer than ${request.parameters.outcomes_min} outcomes say whether they were accepted: nothing can be said yet.`,
        ),
        apart(
          "acceptance_may_fall",
          `A cheaper model does the same task class, but with 95 % confidence it cannot be said that acceptance falls by no more than ${request.parameters.acceptance_margin}.`,
        ),
        {
          reason: "task_class_not_stated",
          says: "This work states no task class, so there is nothing to compare it with.",
          rows: used.filter(({ taskClass }) => taskClass === UNATTRIBUTED).map(keyAndCost),
        },
      ],
    };
  },
};

/** A model in one task class. */
interface UsedModel {
  readonly taskClass: string;
  readonly ref: ModelRef;
  readonly accepted: bigint;
  readonly judged: bigint;
  readonly cost: bigint;
  readonly events: bigint;
  /** By day, and by what prices ask about. */
  readonly rows: readonly PageRow[];
}

const keyOf = ({ valueOf }: ReportGroup): string => JSON.stringify(KEYS.map(valueOf));
const keyAndCost = ({ taskClass, ref, cost }: UsedModel) => ({ keys: [taskClass, ref.provider, ref.model], cost });

function usedModels(
  groups: readonly ReportGroup[],
  calls: readonly ReportGroup[],
  ask: ReturnType<typeof quotableUsage>,
): readonly UsedModel[] {
  const routed: ReadonlySet<string> = new Set(ROUTED_OPERATIONS);
  const rows = Map.groupBy(calls, keyOf);
  const byKey = Map.groupBy(
    groups.filter(({ valueOf }) => routed.has(valueOf("operation"))),
    keyOf,
  );
  return [...byKey].map(([key, parts]): UsedModel => {
    const [taskClass = "", provider = "", model = ""] = JSON.parse(key) as string[]; // As keyOf wrote it.
    const sum = (name: "accepted_outcomes" | "rejected_outcomes") =>
      parts.reduce((total, { sumOf }) => total + sumOf(name), 0n);
    const own = rows.get(key) ?? [];
    return {
      taskClass,
      ref: { provider, model },
      accepted: sum("accepted_outcomes"),
      judged: sum("accepted_outcomes") + sum("rejected_outcomes"),
      cost: parts.reduce((total, { sumOf }) => total + sumOf("cost"), 0n),
      events: own.reduce((total, { sumOf }) => total + sumOf("events"), 0n),
      rows: own.map((group) => pageRowOf(group, ask)),
    };
  });
}

interface Move {
  readonly to: UsedModel;
  readonly cost: bigint;
  readonly isEstimated: boolean;
  readonly lostAtMost: number;
}

/** The cheapest model to which a task class can move; else why there is none, undefined where no other is cheaper. */
function findMove(
  model: UsedModel,
  sameClass: readonly UsedModel[],
  { parameters }: ReportRequest,
  facts: ReportFacts,
): Move | "too_few_outcomes" | "acceptance_may_fall" | undefined {
  const cheaper = sameClass
    .filter((other) => other !== model)
    .toSorted((a, b) => Number(b.judged - a.judged))
    .slice(0, CANDIDATES_MAX)
    .map((to) => quoteAt(model, to, facts))
    .filter(({ cost }) => cost < model.cost);
  if (cheaper.length === 0) return undefined;
  const isKnown = ({ judged }: UsedModel) => judged >= BigInt(parameters.outcomes_min);
  const known = isKnown(model) ? cheaper.filter(({ to }) => isKnown(to)) : [];
  if (known.length === 0) return "too_few_outcomes";
  const good = known
    .map((each) => ({ ...each, lostAtMost: mostLost(seen(model), seen(each.to)) }))
    .filter(({ lostAtMost }) => lostAtMost <= parameters.acceptance_margin);
  return good.toSorted((a, b) => (a.cost < b.cost ? -1 : 1))[0] ?? "acceptance_may_fall";
}

const seen = ({ accepted, judged }: UsedModel) => ({ successes: Number(accepted), trials: Number(judged) });

/** What the usage of a model would have cost at another; what has no price here or there, as it was. */
function quoteAt(model: UsedModel, to: UsedModel, { rules }: ReportFacts) {
  let { cost } = model;
  let isEstimated = false;
  for (const row of model.rows) {
    const quote = costElsewhere(row, to.ref, rules);
    if (quote === undefined) continue;
    cost += quote.picos - costOfPageRow(row);
    isEstimated ||= quote.isEstimated;
  }
  return { to, cost, isEstimated };
}

function rowOf(model: UsedModel, { to, cost, isEstimated, lostAtMost }: Move, currency: string): ReportRow {
  const { taskClass, ref } = model;
  const amount = model.cost - cost;
  const [acceptance, other] = [percentText(model.accepted, model.judged), percentText(to.accepted, to.judged)];
  return {
    keys: [taskClass, ref.provider, ref.model],
    figures: {
      cost: model.cost,
      events: model.events,
      judged: model.judged,
      acceptance: share(model.accepted, model.judged),
      to_provider: to.ref.provider,
      to_model: to.ref.model,
      to_judged: to.judged,
      to_acceptance: share(to.accepted, to.judged),
      acceptance_lost_at_most: ratioText(lostAtMost),
      to_cost: cost,
    },
    saving: { amount, isEstimated },
    advice: `Task class ${taskClass} could move from ${modelName(ref)} to ${modelName(to.ref)}, where ${other} of ${to.judged} judged answers were accepted and here ${acceptance} of ${model.judged}: that saves about ${moneyText(amount, currency)} for the same tokens.`,
    events: { task_class: [taskClass], provider: [ref.provider], model: [ref.model], operation: ROUTED_OPERATIONS },
  };
}
