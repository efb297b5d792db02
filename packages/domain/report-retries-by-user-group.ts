import { share } from "./cost-and-events.ts";
import { UNATTRIBUTED } from "./dimensions.ts";
import { divideHalfEven } from "./money.ts";
import { exactly, type ReportDefinition, type ReportGroup, type ReportRow, wholeRange } from "./report.ts";
import { moneyText, percentText, subjectText } from "./report-text.ts";

export const retriesByUserGroup: ReportDefinition = {
  name: "retries-by-user-group",
  question: "Which user groups retry most, and so need training first?",
  dimensions: ["user_group"],
  columns: [
    { name: "cost", kind: "amount", description: "All that the group cost." },
    { name: "events", kind: "count", description: "Its events." },
    { name: "retry_cost", kind: "amount", description: "What its retries cost: `cost_cause_retry`." },
    { name: "retry_events", kind: "count", description: "Events of an attempt after the first." },
    { name: "retry_rate", kind: "ratio", description: "retry_events / events" },
    {
      name: "times_overall",
      kind: "ratio",
      description: "retry_rate beside that of all usage of the request: 2 is twice as often.",
    },
  ],
  money: "retry_cost",
  order: "retry_cost",
  saving:
    "retry_cost × (1 − overall retry rate / the group's), rounded half to even once: what would be saved if it retried as seldom as all usage of the request together, at the same cost a retry. A group that retries no more than all has none.",
  parameters: [],
  asks: (request) => [wholeRange(request, ["user_group"], ["cost", "events", "cost_cause_retry", "retry_events"])],
  answer: ([groups = []], _request, { currency }) => {
    const all = { events: sumOf(groups, "events"), retries: sumOf(groups, "retry_events") };
    return {
      rows: groups.filter((group) => group.sumOf("retry_events") > 0n).map((group) => rowOf(group, all, currency)),
      apart: [],
    };
  },
};

const sumOf = (groups: readonly ReportGroup[], measure: "events" | "retry_events"): bigint =>
  groups.reduce((sum, group) => sum + group.sumOf(measure), 0n);

interface Rate {
  readonly events: bigint;
  readonly retries: bigint;
}

function rowOf({ valueOf, sumOf: sum }: ReportGroup, all: Rate, currency: string): ReportRow {
  const [group, events, retries, cost] = [
    valueOf("user_group"),
    sum("events"),
    sum("retry_events"),
    sum("cost_cause_retry"),
  ];
  // An event of its own is a retry, so neither of the products is zero.
  const asOverall = divideHalfEven(cost * all.retries * events, all.events * retries);
  const saving = exactly(cost - asOverall);
  const subject = group === UNATTRIBUTED ? subjectText("user group", group) : `User group ${group}`;
  const next = nextStep(group, saving?.amount, currency);
  return {
    keys: [group],
    figures: {
      cost: sum("cost"),
      events,
      retry_cost: cost,
      retry_events: retries,
      retry_rate: share(retries, events),
      times_overall: share(retries * all.events, events * all.retries),
    },
    saving,
    advice: `${subject} spent ${moneyText(cost, currency)} on retries, ${percentText(retries, events)} of its events, ${next}`,
    events: { user_group: [group] },
  };
}

function nextStep(group: string, saving: bigint | undefined, currency: string): string {
  if (group === UNATTRIBUTED)
    return "and whose they are is not known: state user_group with usage, or fill it in from the directory.";
  return saving === undefined
    ? "no more often than all: others need training first."
    : `more often than all: train these people first, which saves ${moneyText(saving, currency)} if they come down to the rate of all.`;
}
