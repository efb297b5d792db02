import { share } from "./cost-and-events.ts";
import { divideHalfEven } from "./money.ts";
import { exactly, type ReportDefinition, type ReportGroup, type ReportRow, wholeRange } from "./report.ts";
import { moneyText, percentText, subjectText } from "./report-text.ts";
import { wilsonInterval } from "./wilson-interval.ts";
import { ratioText } from "./wilson-interval.ts";

export const retrievalHeavyLowAcceptance: ReportDefinition = {
  name: "retrieval-heavy-low-acceptance",
  question: "Which workflows retrieve much, and still give answers that are not accepted?",
  dimensions: ["workflow"],
  columns: [
    { name: "cost", kind: "amount", description: "All that the workflow cost." },
    { name: "events", kind: "count", description: "Its events." },
    { name: "retrieval_calls", kind: "count", description: "Its retrievals." },
    { name: "retrieval_per_event", kind: "ratio", description: "retrieval_calls / events" },
    { name: "retrieval_cost", kind: "amount", description: "Its cost for retrieval and reranking." },
    { name: "accepted_outcomes", kind: "count", description: "Told as accepted." },
    { name: "rejected_outcomes", kind: "count", description: "Told as not accepted." },
    { name: "acceptance", kind: "ratio", description: "accepted / (accepted + rejected)" },
    { name: "acceptance_low", kind: "ratio", description: "Lower end of its 95 % Wilson interval: an estimate." },
    { name: "acceptance_high", kind: "ratio", description: "Upper end of it." },
  ],
  money: "cost",
  order: "cost",
  saving:
    "cost × rejected / (accepted + rejected), rounded half to even: what was paid for answers that nobody accepted, so much at the most. It assumes that what nothing was told of is rejected as often, and that a rejected answer costs what an accepted one does.",
  parameters: ["retrieval_min", "acceptance_below", "outcomes_min"],
  asks: (request) => [
    wholeRange(
      request,
      ["workflow"],
      [
        "cost",
        "events",
        "retrieval_calls",
        "cost_retrieval",
        "cost_reranking",
        "accepted_outcomes",
        "rejected_outcomes",
      ],
    ),
  ],
  answer: ([workflows = []], { parameters }, { currency }) => {
    const heavy = workflows.filter(
      ({ sumOf }) =>
        sumOf("retrieval_calls") > 0n &&
        Number(sumOf("retrieval_calls")) >= parameters.retrieval_min * Number(sumOf("events")),
    );
    const isKnown = (group: ReportGroup) => toldOf(group) >= parameters.outcomes_min;
    const isLow = (group: ReportGroup) =>
      Number(group.sumOf("accepted_outcomes")) < parameters.acceptance_below * toldOf(group);
    return {
      rows: heavy.filter((group) => isKnown(group) && isLow(group)).map((group) => rowOf(group, currency)),
      apart: [
        {
          reason: "too_few_outcomes",
          says: `Retrieval-heavy, but of these fewer than ${parameters.outcomes_min} outcomes say whether they were accepted: that is not known, which is not low.`,
          rows: heavy
            .filter((group) => !isKnown(group))
            .map((group) => ({ keys: [group.valueOf("workflow")], cost: group.sumOf("cost") })),
        },
      ],
    };
  },
};

const toldOf = ({ sumOf }: ReportGroup): number => Number(sumOf("accepted_outcomes") + sumOf("rejected_outcomes"));

function rowOf({ valueOf, sumOf }: ReportGroup, currency: string): ReportRow {
  const [workflow, cost, events, calls] = [
    valueOf("workflow"),
    sumOf("cost"),
    sumOf("events"),
    sumOf("retrieval_calls"),
  ];
  const [accepted, rejected] = [sumOf("accepted_outcomes"), sumOf("rejected_outcomes")];
  const told = accepted + rejected;
  const interval = wilsonInterval(Number(accepted), Number(told));
  const lost = divideHalfEven(cost * rejected, told);
  return {
    keys: [workflow],
    figures: {
      cost,
      events,
      retrieval_calls: calls,
      retrieval_per_event: share(calls, events),
      retrieval_cost: sumOf("cost_retrieval") + sumOf("cost_reranking"),
      accepted_outcomes: accepted,
      rejected_outcomes: rejected,
      acceptance: share(accepted, told),
      acceptance_low: ratioText(interval.low),
      acceptance_high: ratioText(interval.high),
    },
    saving: exactly(lost),
    advice: `${subjectText("workflow", workflow)} spent ${moneyText(cost, currency)}, and ${percentText(accepted, told)} of its ${told} judged answers were accepted: look at what it retrieves before retrieving more, since up to ${moneyText(lost, currency)} went into rejected ones.`,
    events: { workflow: [workflow] },
  };
}
