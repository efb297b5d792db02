import { share } from "./cost-and-events.ts";
import { exactly, type ReportDefinition, type ReportGroup, type ReportRow, wholeRange } from "./report.ts";
import { moneyText, percentText, subjectText } from "./report-text.ts";

export const abandonedRuns: ReportDefinition = {
  name: "abandoned-runs",
  question: "Which workflows spend most on runs that are abandoned?",
  dimensions: ["workflow"],
  columns: [
    { name: "cost", kind: "amount", description: "All that the workflow cost." },
    { name: "events", kind: "count", description: "Its events." },
    { name: "abandoned_cost", kind: "amount", description: "What its abandoned runs cost: `cost_cause_abandoned`." },
    { name: "abandoned_events", kind: "count", description: "Events of abandoned runs." },
    { name: "abandoned_outcomes", kind: "count", description: "Runs, tasks and events that were told as abandoned." },
    { name: "abandoned_share", kind: "ratio", description: "abandoned_cost / cost" },
  ],
  money: "abandoned_cost",
  order: "abandoned_cost",
  saving: "All of abandoned_cost: so much at the most, if no run of the workflow were abandoned.",
  parameters: [],
  asks: (request) => [
    wholeRange(
      request,
      ["workflow"],
      ["cost", "events", "cost_cause_abandoned", "abandoned_events", "abandoned_outcomes", "outcomes"],
    ),
  ],
  answer: ([workflows = []], _request, { currency }) => {
    const rows = workflows.filter(hasAbandoned);
    const untold = workflows.filter((group) => !hasAbandoned(group) && group.sumOf("outcomes") === 0n);
    return {
      rows: rows.map((group) => rowOf(group, currency)),
      apart: [
        {
          reason: "no_outcomes",
          says: "No outcome was told of these, and no event of theirs says that it was abandoned: whether their runs were is not known.",
          rows: untold.map((group) => ({ keys: [group.valueOf("workflow")], cost: group.sumOf("cost") })),
        },
      ],
    };
  },
};

const hasAbandoned = ({ sumOf }: ReportGroup): boolean =>
  sumOf("abandoned_events") > 0n || sumOf("abandoned_outcomes") > 0n;

function rowOf({ valueOf, sumOf }: ReportGroup, currency: string): ReportRow {
  const [workflow, cost, abandoned] = [valueOf("workflow"), sumOf("cost"), sumOf("cost_cause_abandoned")];
  const subject = subjectText("workflow", workflow);
  return {
    keys: [workflow],
    figures: {
      cost,
      events: sumOf("events"),
      abandoned_cost: abandoned,
      abandoned_events: sumOf("abandoned_events"),
      abandoned_outcomes: sumOf("abandoned_outcomes"),
      abandoned_share: share(abandoned, cost),
    },
    saving: exactly(abandoned),
    advice: `${subject} spent ${moneyText(abandoned, currency)} on runs that were abandoned, ${percentText(abandoned, cost)} of its cost: find the step at which they are given up, and end them before it.`,
    events: { workflow: [workflow] },
  };
}
