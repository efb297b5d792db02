import { share } from "./cost-and-events.ts";
import { exactly, type ReportDefinition, type ReportGroup, type ReportRow, wholeRange } from "./report.ts";
import { moneyText, subjectText } from "./report-text.ts";

export const abandonedAndLoopingAgents: ReportDefinition = {
  name: "abandoned-and-looping-agents",
  question: "Which agents run in loops, or have their runs abandoned, and what does that cost?",
  dimensions: ["agent"],
  columns: [
    { name: "cost", kind: "amount", description: "All that the agent cost." },
    { name: "events", kind: "count", description: "Its events." },
    { name: "agent_steps", kind: "count", description: "Its steps." },
    { name: "loop_cost", kind: "amount", description: "What its loops cost: `cost_cause_loop`." },
    { name: "loop_events", kind: "count", description: "Events of loops." },
    { name: "abandoned_cost", kind: "amount", description: "What its abandoned runs cost: `cost_cause_abandoned`." },
    { name: "abandoned_events", kind: "count", description: "Events of abandoned runs." },
    { name: "abandoned_outcomes", kind: "count", description: "Runs, tasks and events that were told as abandoned." },
    {
      name: "wasted_cost",
      kind: "amount",
      description:
        "The greater of loop_cost and abandoned_cost: an event may be both, and what is both is counted once.",
    },
    { name: "wasted_share", kind: "ratio", description: "wasted_cost / cost" },
  ],
  money: "wasted_cost",
  order: "wasted_cost",
  saving:
    "wasted_cost: the greater of what loops and what abandoned runs cost. Where no event was both, it is up to the smaller of the two too low.",
  parameters: [],
  asks: (request) => [
    wholeRange(
      request,
      ["agent"],
      [
        "cost",
        "events",
        "agent_steps",
        "cost_cause_loop",
        "loop_events",
        "cost_cause_abandoned",
        "abandoned_events",
        "abandoned_outcomes",
        "outcomes",
      ],
    ),
  ],
  answer: ([agents = []], _request, { currency }) => {
    const untold = agents.filter((group) => !isWasteful(group) && group.sumOf("outcomes") === 0n);
    return {
      rows: agents.filter(isWasteful).map((group) => rowOf(group, currency)),
      apart: [
        {
          reason: "no_outcomes",
          says: "No outcome was told of these, and no event of theirs says that it looped or was abandoned: whether their runs were abandoned is not known.",
          rows: untold.map((group) => ({ keys: [group.valueOf("agent")], cost: group.sumOf("cost") })),
        },
      ],
    };
  },
};

const isWasteful = ({ sumOf }: ReportGroup): boolean =>
  (["loop_events", "abandoned_events", "abandoned_outcomes"] as const).some((name) => sumOf(name) > 0n);

function rowOf({ valueOf, sumOf }: ReportGroup, currency: string): ReportRow {
  const [agent, cost] = [valueOf("agent"), sumOf("cost")];
  const [loop, abandoned] = [sumOf("cost_cause_loop"), sumOf("cost_cause_abandoned")];
  const wasted = loop > abandoned ? loop : abandoned;
  const next =
    loop > abandoned
      ? "hold its runs to a run limit that refuses loops"
      : "find the step at which its runs are given up, and end them before it";
  return {
    keys: [agent],
    figures: {
      cost,
      events: sumOf("events"),
      agent_steps: sumOf("agent_steps"),
      loop_cost: loop,
      loop_events: sumOf("loop_events"),
      abandoned_cost: abandoned,
      abandoned_events: sumOf("abandoned_events"),
      abandoned_outcomes: sumOf("abandoned_outcomes"),
      wasted_cost: wasted,
      wasted_share: share(wasted, cost),
    },
    saving: exactly(wasted),
    advice: `${subjectText("agent", agent)} spent ${moneyText(loop, currency)} in loops and ${moneyText(abandoned, currency)} on abandoned runs, of ${moneyText(cost, currency)} in all: ${next}.`,
    events: { agent: [agent] },
  };
}
