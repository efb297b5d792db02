import { share } from "./cost-and-events.ts";
import { UNATTRIBUTED } from "./dimensions.ts";
import { exactly, type ReportDefinition, type ReportGroup, type ReportRow, wholeRange } from "./report.ts";
import { countText, moneyText, percentText, subjectText } from "./report-text.ts";

export const blockedRoutes: ReportDefinition = {
  name: "blocked-routes",
  question: "On which routes are most calls blocked, and what did those cost?",
  dimensions: ["route"],
  columns: [
    { name: "cost", kind: "amount", description: "All that went over the route." },
    { name: "events", kind: "count", description: "Its events." },
    { name: "blocked_cost", kind: "amount", description: "What was paid for what was blocked: `cost_cause_blocked`." },
    { name: "blocked_events", kind: "count", description: "Events that were blocked, or whose run or task was." },
    { name: "blocked_outcomes", kind: "count", description: "Runs, tasks and events that were told as blocked." },
    { name: "redacted_outcomes", kind: "count", description: "Those of which something was redacted." },
    { name: "blocked_share", kind: "ratio", description: "blocked_events / events" },
  ],
  money: "blocked_cost",
  order: "blocked_events",
  saving: "All of blocked_cost: so much at the most, if what is blocked were refused before it is paid for.",
  parameters: [],
  asks: (request) => [
    wholeRange(
      request,
      ["route"],
      ["cost", "events", "cost_cause_blocked", "blocked_events", "blocked_outcomes", "redacted_outcomes"],
    ),
  ],
  answer: ([routes = []], _request, { currency }) => ({
    rows: routes
      .filter(({ sumOf }) => sumOf("blocked_events") > 0n || sumOf("blocked_outcomes") > 0n)
      .map((group) => rowOf(group, currency)),
    apart: [],
  }),
};

function rowOf({ valueOf, sumOf }: ReportGroup, currency: string): ReportRow {
  const [route, events, blocked] = [valueOf("route"), sumOf("events"), sumOf("blocked_events")];
  const blockedCost = sumOf("cost_cause_blocked");
  const next =
    route === UNATTRIBUTED
      ? "send the `route` of a decision with usage, so that it is known where to look."
      : "ask for a decision before the call, or change what is sent there, so that what will be blocked is not paid for.";
  return {
    keys: [route],
    figures: {
      cost: sumOf("cost"),
      events,
      blocked_cost: blockedCost,
      blocked_events: blocked,
      blocked_outcomes: sumOf("blocked_outcomes"),
      redacted_outcomes: sumOf("redacted_outcomes"),
      blocked_share: share(blocked, events),
    },
    saving: exactly(blockedCost),
    advice: `${subjectText("route", route)} had ${countText(blocked, "blocked event")}, ${percentText(blocked, events)} of all there, which cost ${moneyText(blockedCost, currency)} all the same: ${next}`,
    events: { route: [route] },
  };
}
