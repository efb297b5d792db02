import { share } from "./cost-and-events.ts";
import { UNATTRIBUTED } from "./dimensions.ts";
import { modelName, type ModelRef } from "./model-tier.ts";
import type { PageRow } from "./page.ts";
import { dateOfPeriod } from "./page.ts";
import { type ReportDefinition, type ReportGroup, type ReportRow, wholeRange } from "./report.ts";
import { pageRowOf, quotableUsage } from "./report-quote.ts";
import { listText, moneyText, percentText, subjectText } from "./report-text.ts";
import { LIMITS } from "./limits.ts";
import {
  costElsewhere,
  costOfPageRow,
  modelOf,
  requestOf,
  ROUTED_OPERATIONS,
  type SimulationRules,
} from "./simulate-policy.ts";

const PREMIUM = new Map([["model_tier", new Set(["premium"])]]);

export const premiumForRoutine: ReportDefinition = {
  name: "premium-for-routine",
  question:
    "Which departments use premium models for routine work, and what would the routing policy's own model have cost?",
  dimensions: ["department"],
  columns: [
    { name: "cost", kind: "amount", description: "All that the department cost." },
    { name: "premium_cost", kind: "amount", description: "Of it, what chats of the premium tier cost." },
    {
      name: "routine_cost",
      kind: "amount",
      description: "Of that, what work cost that the policy puts in a lower tier, without an exception.",
    },
    { name: "routine_events", kind: "count", description: "The events of that work." },
    {
      name: "default_tier_cost",
      kind: "amount",
      description:
        "Of routine_cost, what is so by the policy's default tier alone: it names the task class in no tier.",
    },
    { name: "routine_share", kind: "ratio", description: "routine_cost / premium_cost" },
    {
      name: "policy_cost",
      kind: "amount",
      description:
        "What routine_cost would have been at the policy's models; where no other has a price or is cheaper, as it was.",
    },
    {
      name: "unpriced_cost",
      kind: "amount",
      description:
        "Of routine_cost, what no saving can be worked out for: the policy allows no model for it, or one of the two has no price.",
    },
  ],
  money: "routine_cost",
  order: "routine_cost",
  saving:
    "routine_cost − policy_cost: the same tokens, at the prices in force on each day, on the first model that the policy in force now gives to such work. Only where that is cheaper. It assumes as many tokens and as few retries. What is not for tokens costs what it did.",
  parameters: ["default_tier"],
  asks: (request, facts) => [
    wholeRange(request, ["department"], ["cost"]),
    quotableUsage(request, facts, ["department", "task_class"], PREMIUM),
  ],
  answer: ([departments = [], calls = []], request, facts) => {
    const ask = quotableUsage(request, facts, ["department", "task_class"], PREMIUM);
    const sums = new Map<string, DepartmentSums>();
    const apart = {
      excepted: new Map<string, bigint>(),
      unstated: new Map<string, bigint>(),
      unnamed: new Map<string, bigint>(),
    };
    for (const call of calls) {
      const [row, department] = [pageRowOf(call, ask), call.valueOf("department")];
      const sum = sums.get(department) ?? emptySums();
      sums.set(department, sum);
      const cost = costOfPageRow(row);
      sum.premium += cost;
      const work = judgeWork(row, facts.rules, request.parameters.default_tier === "count");
      if (work.kind === "routine") {
        const { model, isByDefault } = work;
        addRoutine(
          sum,
          { row, cost, isByDefault, events: call.sumOf("events"), taskClass: call.valueOf("task_class") },
          model,
          facts.rules,
        );
      } else if (work.kind !== "proper") add(apart[work.kind], department, cost);
    }
    const rowsOf = (costs: ReadonlyMap<string, bigint>) =>
      [...costs].map(([department, cost]) => ({ keys: [department], cost }));
    return {
      rows: departments.flatMap((group) => {
        const sum = sums.get(group.valueOf("department"));
        return sum && sum.events > 0n ? [rowOf(group, sum, facts.currency)] : [];
      }),
      apart: [
        {
          reason: "by_exception",
          says: "An approved exception allows premium models for this work.",
          rows: rowsOf(apart.excepted),
        },
        {
          reason: "task_class_not_stated",
          says: "Premium models were used for work that states no task class and matches no route with a tier: whether it was routine is not known.",
          rows: rowsOf(apart.unstated),
        },
        {
          reason: "task_class_in_no_tier",
          says: "Premium models were used for task classes that the policy names in no tier: whether they are routine it does not say.",
          rows: rowsOf(apart.unnamed),
        },
      ],
    };
  },
};

type Work =
  | { readonly kind: "routine"; readonly model: ModelRef | null; readonly isByDefault: boolean }
  | { readonly kind: "excepted" | "unstated" | "unnamed" | "proper" };

/** What the policy says of calls of the premium tier; `countsDefault` takes its default tier for its word. */
function judgeWork(row: PageRow, rules: SimulationRules, countsDefault: boolean): Work {
  const date = dateOfPeriod(row.period);
  const free = requestOf(row);
  const choice = rules.choose({ ...free, requested: modelOf(row) }, date);
  if (choice.exceptionId !== null) return { kind: "excepted" };
  if (choice.tier === "premium" || choice.verdict === "allow") return { kind: "proper" };
  const codes = new Set(choice.reasons.map(({ code }) => code));
  if (codes.has("task_class_missing")) return { kind: "unstated" };
  const isByDefault = codes.has("task_class_unknown");
  if (isByDefault && !countsDefault) return { kind: "unnamed" };
  return { kind: "routine", model: choice.model ?? rules.choose(free, date).model, isByDefault };
}

interface DepartmentSums {
  premium: bigint;
  routine: bigint;
  events: bigint;
  byDefault: bigint;
  policy: bigint;
  unpriced: bigint;
  isEstimated: boolean;
  /** Cost by task class. */
  readonly taskClasses: Map<string, bigint>;
  /** Cost by the policy's model. */
  readonly models: Map<string, bigint>;
}

const emptySums = (): DepartmentSums => ({
  premium: 0n,
  routine: 0n,
  events: 0n,
  byDefault: 0n,
  policy: 0n,
  unpriced: 0n,
  isEstimated: false,
  taskClasses: new Map(),
  models: new Map(),
});

const add = (sums: Map<string, bigint>, name: string, cost: bigint) => sums.set(name, (sums.get(name) ?? 0n) + cost);

interface RoutineWork {
  readonly row: PageRow;
  readonly cost: bigint;
  readonly events: bigint;
  readonly taskClass: string;
  readonly isByDefault: boolean;
}

function addRoutine(
  sum: DepartmentSums,
  { row, cost, events, taskClass, isByDefault }: RoutineWork,
  model: ModelRef | null,
  rules: SimulationRules,
): void {
  const moved = model ? costElsewhere(row, model, rules) : undefined;
  sum.routine += cost;
  sum.events += events;
  if (isByDefault) sum.byDefault += cost;
  add(sum.taskClasses, taskClass, cost);
  if (model === null || moved === undefined) sum.unpriced += cost;
  if (model === null || moved === undefined || moved.picos >= cost) {
    sum.policy += cost;
    return;
  }
  sum.policy += moved.picos;
  sum.isEstimated ||= moved.isEstimated;
  add(sum.models, modelName(model), cost);
}

const names = (sums: ReadonlyMap<string, bigint>): readonly string[] =>
  [...sums].toSorted(([, a], [, b]) => (a === b ? 0 : a > b ? -1 : 1)).map(([name]) => name);

function rowOf({ valueOf, sumOf }: ReportGroup, sum: DepartmentSums, currency: string): ReportRow {
  const department = valueOf("department");
  const amount = sum.routine - sum.policy;
  const classes = names(sum.taskClasses);
  const work = listText(classes.map((name) => (name === UNATTRIBUTED ? "work of no stated class" : name)));
  const next =
    amount > 0n
      ? `send it to ${listText(names(sum.models))}, which saves about ${moneyText(amount, currency)}`
      : "the policy knows no cheaper model with a price for it, so ask first why it is routed there";
  const orName = sum.byDefault > 0n ? ", or name in a tier the task classes that need more than the default one" : "";
  return {
    keys: [department],
    figures: {
      cost: sumOf("cost"),
      premium_cost: sum.premium,
      routine_cost: sum.routine,
      routine_events: sum.events,
      default_tier_cost: sum.byDefault,
      routine_share: share(sum.routine, sum.premium),
      policy_cost: sum.policy,
      unpriced_cost: sum.unpriced,
    },
    saving: amount > 0n ? { amount, isEstimated: sum.isEstimated } : null,
    advice: `${subjectText("department", department)} spent ${moneyText(sum.routine, currency)}, ${percentText(sum.routine, sum.premium)} of its premium chats, on work that the routing policy puts in a lower tier (${work}): ${next}${orName}.`,
    events: {
      department: [department],
      model_tier: ["premium"],
      operation: ROUTED_OPERATIONS,
      // A filter takes so many values; without it, all premium work of the department is shown.
      ...(classes.length <= LIMITS.filterValues ? { task_class: classes } : {}),
    },
  };
}
