import { share } from "./cost-and-events.ts";
import { addDays, dayNumber, type LocalDate } from "./local-date.ts";
import {
  NO_FILTERS,
  type ReportDefinition,
  type ReportGroup,
  type ReportRange,
  type ReportRow,
  wholeRange,
} from "./report.ts";
import { countText, moneyText, percentText, subjectText } from "./report-text.ts";

/** As many days, up to the first of these. */
const rangeBefore = ({ from, to }: ReportRange): ReportRange => ({
  from: addDays(from, dayNumber(from) - dayNumber(to)),
  to: from,
});

export const fastestGrowingWorkflows: ReportDefinition = {
  name: "fastest-growing-workflows",
  question: "Which workflows cost more than in the period before, and by how much?",
  dimensions: ["workflow"],
  columns: [
    { name: "cost", kind: "amount", description: "What the workflow cost in the range." },
    { name: "events", kind: "count", description: "Its events in the range." },
    { name: "cost_before", kind: "amount", description: "What it cost in as many days up to the range." },
    { name: "growth", kind: "amount", description: "cost − cost_before" },
    { name: "growth_ratio", kind: "ratio", description: "growth / cost_before: 0.5 is 50 % more." },
    {
      name: "next_cost",
      kind: "amount",
      description: "cost + growth: as many days later, if it grows by the same amount again. An estimate.",
    },
  ],
  money: "growth",
  order: "growth",
  saving: null,
  parameters: [],
  asks: (request) => {
    const before = { range: rangeBefore(request.range), filters: NO_FILTERS };
    return [
      wholeRange(request, ["workflow"], ["cost", "events"]),
      { ...before, granularity: "total", groupBy: ["workflow"], measures: ["cost"] },
      { ...before, granularity: "day", groupBy: [], measures: ["events"] },
    ];
  },
  answer: ([now = [], then = [], daily = []], { range }, { currency }) => {
    const before = new Map(then.map((group) => [group.valueOf("workflow"), group.sumOf("cost")]));
    const beforeOf = (group: ReportGroup): bigint => before.get(group.valueOf("workflow")) ?? 0n;
    const [old, fresh] = [now.filter((group) => beforeOf(group) > 0n), now.filter((group) => beforeOf(group) <= 0n)];
    const grown = old.filter((group) => group.sumOf("cost") > beforeOf(group));
    const days = dayNumber(range.to) - dayNumber(range.from);
    return {
      rows: grown.map((group) => rowOf(group, beforeOf(group), days, currency)),
      apart: [
        {
          reason: "new",
          says: "These cost nothing in the period before, so there is nothing that they grew from.",
          rows: fresh.filter(({ sumOf }) => sumOf("cost") > 0n).map(keyAndCost),
        },
        {
          reason: "not_grown",
          says: "These cost as much as in the period before, or less.",
          rows: old.filter((group) => !grown.includes(group)).map(keyAndCost),
        },
      ],
      notes: now.length === 0 ? [] : lateBeginning(rangeBefore(range).from, daily),
    };
  },
};

/** Where usage began to be recorded within the period before, everything seems to grow. */
function lateBeginning(from: LocalDate, daily: readonly ReportGroup[]): readonly string[] {
  const first = daily
    .map(({ period }) => period)
    .reduce<string | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
  if (first === from) return [];
  return [
    first === undefined
      ? `Nothing was recorded in the period before, from ${from} on: that these are new may mean no more than that.`
      : `The period before begins on ${from}, and its first usage is of ${first}: if recording began then, some of the growth is that alone.`,
  ];
}

const keyAndCost = ({ valueOf, sumOf }: ReportGroup) => ({ keys: [valueOf("workflow")], cost: sumOf("cost") });

function rowOf({ valueOf, sumOf }: ReportGroup, before: bigint, days: number, currency: string): ReportRow {
  const [workflow, cost] = [valueOf("workflow"), sumOf("cost")];
  const growth = cost - before;
  const subject = subjectText("workflow", workflow);
  const period = countText(BigInt(days), "day");
  return {
    keys: [workflow],
    figures: {
      cost,
      events: sumOf("events"),
      cost_before: before,
      growth,
      growth_ratio: share(growth, before),
      next_cost: cost + growth,
    },
    saving: null,
    advice: `${subject} cost ${moneyText(growth, currency)} more than in the ${period} before, ${percentText(growth, before)} up: ask its owner whether that was meant, since by the same again the next ${period} cost ${moneyText(cost + growth, currency)}.`,
    events: { workflow: [workflow] },
  };
}
