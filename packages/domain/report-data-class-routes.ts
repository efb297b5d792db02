import { share } from "./cost-and-events.ts";
import { UNATTRIBUTED } from "./dimensions.ts";
import { type ReportDefinition, type ReportGroup, type ReportRow, wholeRange } from "./report.ts";
import { countText, moneyText, percentText } from "./report-text.ts";
import type { Route } from "./route.ts";

export const dataClassRoutes: ReportDefinition = {
  name: "data-class-routes",
  question: "Does the class of data decide which models and routes it goes to, and what is blocked or redacted there?",
  dimensions: ["data_class", "model_tier", "route"],
  columns: [
    { name: "cost", kind: "amount", description: "What data of this class cost on this tier and route." },
    { name: "events", kind: "count", description: "Its events." },
    { name: "share_of_class", kind: "ratio", description: "cost / what the class of data cost in all." },
    { name: "blocked_events", kind: "count", description: "Events that were blocked, or whose run or task was." },
    { name: "blocked_cost", kind: "amount", description: "What those cost." },
    { name: "blocked_outcomes", kind: "count", description: "Runs, tasks and events that were told as blocked." },
    { name: "redacted_outcomes", kind: "count", description: "Those of which something was redacted." },
    {
      name: "outcomes",
      kind: "count",
      description: "Those of which anything was told: without any, redactions are not known.",
    },
    {
      name: "route_asks",
      kind: "text",
      description:
        "Whether the route in force asks for this class of data: `yes`, `no` (it takes any), `refused` (it allows others alone); null: no such route is in force, or none was stated.",
    },
  ],
  money: "cost",
  order: "cost",
  saving: null,
  parameters: [],
  asks: (request) => [
    wholeRange(
      request,
      ["data_class", "model_tier", "route"],
      ["cost", "events", "blocked_events", "cost_cause_blocked", "blocked_outcomes", "redacted_outcomes", "outcomes"],
    ),
  ],
  answer: ([groups = []], _request, { currency, routes }) => {
    const byId = new Map(routes.map((route) => [route.id, route]));
    const ofClass = new Map<string, bigint>();
    for (const { valueOf, sumOf } of groups) {
      const name = valueOf("data_class");
      ofClass.set(name, (ofClass.get(name) ?? 0n) + sumOf("cost"));
    }
    return {
      rows: groups.map((group) =>
        rowOf(group, ofClass.get(group.valueOf("data_class")) ?? 0n, byId.get(group.valueOf("route")), currency),
      ),
      apart: [],
    };
  },
};

/** Whether a route asks for a class of data; undefined: nobody knows the route. */
export function routeAsks(route: Pick<Route, "match" | "data_classes"> | undefined, dataClass: string) {
  if (route === undefined) return null;
  const lists = [route.match.data_class, route.data_classes ?? undefined].filter((list) => list !== undefined);
  if (lists.length === 0) return "no";
  return lists.every((list) => list.includes(dataClass)) ? "yes" : "refused";
}

const MEANS = {
  yes: "the route asks for this class of data, so the data decides",
  no: "the route takes data of any class, so the data does not decide: name data_classes on it if it should",
  refused: "the route in force would not take this class of data: see who sends it there",
  unknown: "its route is none that is in force: ask for decisions before calls, and send their `route`",
} as const;

function rowOf(
  { valueOf, sumOf }: ReportGroup,
  ofClass: bigint,
  route: Route | undefined,
  currency: string,
): ReportRow {
  const [dataClass, tier, routeId] = [valueOf("data_class"), valueOf("model_tier"), valueOf("route")];
  const [cost, blocked, redacted] = [sumOf("cost"), sumOf("blocked_events"), sumOf("redacted_outcomes")];
  const asks = routeAsks(route, dataClass);
  const subject = dataClass === UNATTRIBUTED ? "Data of no stated class" : `Data of class ${dataClass}`;
  const means =
    dataClass === UNATTRIBUTED ? "state data_class with usage, else no rule can look at it" : MEANS[asks ?? "unknown"];
  const where = `on ${tier === UNATTRIBUTED ? "no known tier" : `the ${tier} tier`} by ${routeId === UNATTRIBUTED ? "no stated route" : `route ${routeId}`}`;
  return {
    keys: [dataClass, tier, routeId],
    figures: {
      cost,
      events: sumOf("events"),
      share_of_class: share(cost, ofClass),
      blocked_events: blocked,
      blocked_cost: sumOf("cost_cause_blocked"),
      blocked_outcomes: sumOf("blocked_outcomes"),
      redacted_outcomes: redacted,
      outcomes: sumOf("outcomes"),
      route_asks: asks,
    },
    saving: null,
    advice: `${subject} spent ${moneyText(cost, currency)} (${percentText(cost, ofClass)} of its class) ${where}, with ${countText(blocked, "blocked event")} and ${countText(redacted, "redaction")}: ${means}.`,
    events: { data_class: [dataClass], model_tier: [tier], route: [routeId] },
  };
}
