import { type Budget, isHard } from "./budget.ts";
import { indexBudgets } from "./budget-instance.ts";
import { UNATTRIBUTED } from "./dimensions.ts";
import { dayNumber } from "./local-date.ts";
import { divideHalfEven } from "./money.ts";
import { periodOf } from "./period.ts";
import { RATE_DIMENSIONS, rateSubjects } from "./rate-limit.ts";
import {
  type ReportDefinition,
  type ReportFacts,
  type ReportGroup,
  type ReportRequest,
  type ReportRow,
  wholeRange,
} from "./report.ts";
import { type Cover, COVERS } from "./report-parameters.ts";
import { moneyText } from "./report-text.ts";

const MONTH_DAYS = 30n;

export const withoutBudget: ReportDefinition = {
  name: "without-budget",
  question: "Which workflows and agents spend with no budget or cap over them?",
  dimensions: ["workflow", "agent"],
  columns: [
    { name: "cost", kind: "amount", description: "What the agent cost in the workflow." },
    { name: "events", kind: "count", description: "Its events." },
    {
      name: "uncovered_cost",
      kind: "amount",
      description: "Of cost, what no budget and no rate limit of money is over.",
    },
    { name: "soft_cost", kind: "amount", description: "What soft budgets alone are over." },
    { name: "hard_cost", kind: "amount", description: "What a hard budget or a rate limit of money is over." },
    { name: "cover", kind: "text", description: "The least cover of any of its spend: none, soft or hard." },
    {
      name: "suggested_budget",
      kind: "amount",
      isEach: true,
      description: "cost × 30 / days of the range: a month at the same pace.",
    },
  ],
  money: "cost",
  order: "uncovered_cost",
  saving: null,
  parameters: ["company_budgets", "cover"],
  asks: (request, facts) => [wholeRange(request, coverDimensions(request, facts), ["cost", "events"])],
  answer: ([groups = []], request, facts) => {
    const coverOf = coverFinder(request, facts);
    const sums = new Map<string, CoveredSums>();
    for (const group of groups) addGroup(sums, group, coverOf(group));
    const days = BigInt(dayNumber(request.range.to) - dayNumber(request.range.from));
    const isShown = (cover: Cover) => COVERS.indexOf(cover) <= COVERS.indexOf(request.parameters.cover);
    const all = [...sums.values()].map((each) => ({ each, row: rowOf(each, days, facts.currency) }));
    return {
      rows: all.filter(({ each }) => isShown(leastCover(each))).map(({ row }) => row),
      apart: [
        {
          reason: "covered",
          says: `All spend of these is better covered than was asked for (${request.parameters.cover}).`,
          rows: all
            .filter(({ each }) => !isShown(leastCover(each)))
            .map(({ each }) => ({ keys: [each.workflow, each.agent], cost: each.cost })),
        },
      ],
    };
  },
};

const isCompanyWide = ({ scope }: Budget): boolean => Object.keys(scope).length === 0;

/** Budgets that hold today. */
const budgetsNow = ({ parameters }: ReportRequest, { budgets, today }: ReportFacts): readonly Budget[] =>
  budgets.filter(
    (budget) =>
      periodOf(budget.period, today) !== undefined &&
      (parameters.company_budgets === "count" || !isCompanyWide(budget)),
  );

/** What tells spend of one cover from that of another: all that budgets and rate limits look at. */
function coverDimensions(request: ReportRequest, facts: ReportFacts): readonly string[] {
  const ofBudgets = budgetsNow(request, facts).flatMap(({ scope }) => Object.keys(scope));
  const limited = [...facts.rateLimits.values()].filter(({ measure }) => measure === "money").map(({ per }) => per);
  return [...new Set(["workflow", "agent", ...ofBudgets, ...limited])];
}

function coverFinder(request: ReportRequest, facts: ReportFacts): (group: ReportGroup) => Cover {
  const budgetsOver = indexBudgets<ReportGroup>(
    budgetsNow(request, facts),
    (dimension) => (group) => group.valueOf(dimension),
  );
  const money = new Map([...facts.rateLimits].filter(([, { measure }]) => measure === "money"));
  const asked = new Set(coverDimensions(request, facts));
  const limited = RATE_DIMENSIONS.filter((dimension) => asked.has(dimension));
  return (group) => {
    const over = budgetsOver(group);
    if (over.some(({ budget }) => isHard(budget))) return "hard";
    const values = new Map(limited.map((dimension) => [dimension, group.valueOf(dimension)]));
    if (money.size > 0 && rateSubjects(money, values).length > 0) return "hard";
    return over.length > 0 ? "soft" : "none";
  };
}

interface CoveredSums {
  readonly workflow: string;
  readonly agent: string;
  cost: bigint;
  events: bigint;
  readonly costs: Record<Cover, bigint>;
  /** Also where it cost nothing. */
  readonly covers: Set<Cover>;
}

function addGroup(sums: Map<string, CoveredSums>, { valueOf, sumOf }: ReportGroup, cover: Cover): void {
  const [workflow, agent] = [valueOf("workflow"), valueOf("agent")];
  const key = JSON.stringify([workflow, agent]);
  const sum = sums.get(key) ?? {
    workflow,
    agent,
    cost: 0n,
    events: 0n,
    costs: { none: 0n, soft: 0n, hard: 0n },
    covers: new Set<Cover>(),
  };
  sum.cost += sumOf("cost");
  sum.events += sumOf("events");
  sum.costs[cover] += sumOf("cost");
  sum.covers.add(cover);
  sums.set(key, sum);
}

const leastCover = ({ covers }: CoveredSums): Cover => COVERS.find((cover) => covers.has(cover)) ?? "none";

function rowOf(sums: CoveredSums, days: bigint, currency: string): ReportRow {
  const { workflow, agent, cost, costs } = sums;
  const suggested = divideHalfEven(cost * MONTH_DAYS, days);
  const cover = leastCover(sums);
  const names = [["workflow", workflow] as const, ["agent", agent] as const].filter(
    ([, value]) => value !== UNATTRIBUTED,
  );
  const subject =
    names.length === 0
      ? "usage that states neither workflow nor agent"
      : names.map(([what, name]) => `${what} ${name}`).join(", ");
  const budget = `a budget of ${moneyText(suggested, currency)} a month holds it at its present pace`;
  const advice = {
    none: `No budget or cap is over ${moneyText(costs.none, currency)} of ${subject}: ${budget}.`,
    soft: `Only soft budgets are over ${moneyText(costs.soft, currency)} of ${subject}, which tell and do not stop it: ${budget}, if it is made a hard one.`,
    hard: `A hard budget or a rate limit is over all ${moneyText(costs.hard, currency)} of ${subject}: there is nothing to do.`,
  }[cover];
  return {
    keys: [workflow, agent],
    figures: {
      cost,
      events: sums.events,
      uncovered_cost: costs.none,
      soft_cost: costs.soft,
      hard_cost: costs.hard,
      cover,
      suggested_budget: suggested,
    },
    saving: null,
    advice,
    events: { workflow: [workflow], agent: [agent] },
  };
}
