import { describe, expect, test } from "vitest";
import type { AnomalyAlert, AnomalyMember } from "./alert.ts";
import { newLife } from "./alert-life.ts";
import { alertScope, wants } from "./match-channel.ts";
import { NewNotificationChannel } from "./notification-channel.ts";

const figures = {
  measure: "cost",
  unit: "currency",
  expected: 10,
  low: 8,
  high: 12,
  observed: 40,
  excess: 30,
  score: 4,
} as const;
const days = { since: "2026-11-01", until: "2026-11-01" };
const member = (scope: Record<string, string>): AnomalyMember => ({ ...figures, ...days, scope });

const anomalyOf = (scope: Record<string, string>, members: readonly Record<string, string>[] = []): AnomalyAlert => ({
  ...newLife("warning", "2026-11-02T03:00:00.000Z"),
  id: "anomaly.2026-11-01.1",
  kind: "anomaly",
  rule: "growth",
  scope,
  granularity: "day",
  ...days,
  is_ongoing: true,
  ...figures,
  cost: "40",
  is_cost_exact: true,
  excess_cost: "30",
  contributors: [],
  events_path: "/v1/events",
  members: members.map(member),
  member_count: members.length,
  related: [],
  parameters: {},
  next_step: "",
  told: { at: "2026-11-02T03:00:00.000Z", excess: 30, severity: "warning" },
});

function isTold(scope: Record<string, string[]>, alert: AnomalyAlert): boolean {
  const channel = { kind: "webhook", name: "x", url: "https://hooks.example.com/", scope };
  return wants(NewNotificationChannel.parse(channel), alert, "opened", alertScope(alert, new Map()));
}

describe("an incident", () => {
  const ofLegal = anomalyOf({ workflow: "review" }, [{}, { department: "legal" }]);
  const ofBoth = anomalyOf({ model: "m" }, [{ department: "legal" }, { department: "sales" }, { workflow: "review" }]);
  test.each([
    ["told by its own scope", { workflow: ["review"] }, ofLegal, true],
    ["told by a workflow is also its department's", { department: ["legal"] }, ofLegal, true],
    ["is no other department's", { department: ["sales"] }, ofLegal, false],
    ["is of both dimensions", { department: ["legal"], workflow: ["review"] }, ofLegal, true],
    ["of two departments is not within one", { department: ["legal"] }, ofBoth, false],
    ["of two departments is within both", { department: ["legal", "sales"] }, ofBoth, true],
    ["says nothing of a dimension that none of its scopes names", { user: ["ada"] }, ofBoth, false],
    ["of a model", { model: ["m"] }, ofBoth, true],
    ["of a source", { source: ["gateway"] }, anomalyOf({ source: "gateway" }), true],
    ["of another provider", { provider: ["openai"] }, anomalyOf({ provider: "mistral" }), false],
  ])("%s: %j", (_, scope, alert, expected) => {
    expect(isTold(scope, alert)).toBe(expected);
  });

  test("of a workflow is that one's, whatever else shows it", () => {
    const alert = anomalyOf({ workflow: "review" }, [{ workflow: "drafts" }]);
    expect([isTold({ workflow: ["review"] }, alert), isTold({ workflow: ["drafts"] }, alert)]).toEqual([true, false]);
  });
});

test.each([
  ["a rule that it lists", "growth", ["growth"], true],
  ["a rule that it does not list", "off_hours", ["growth"], false],
  ["that rules were not judged, whichever it lists: its own are among them", "not_watched_days", ["growth"], true],
])("a channel hears of %s", (_, rule, rules, expected) => {
  const channel = NewNotificationChannel.parse({ kind: "email", name: "x", addresses: ["a@example.com"], rules });
  const alert = { ...anomalyOf({}), rule };
  expect(wants(channel, alert, "opened", alertScope(alert, new Map()))).toBe(expected);
});
