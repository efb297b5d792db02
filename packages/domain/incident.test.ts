import { describe, expect, test } from "vitest";
import type { AnomalyAlert } from "./alert.ts";
import { acknowledge, reopen, resolve, snooze } from "./alert-life.ts";
import { followIncident, incidentAlert } from "./follow-incident.ts";
import { type Explains, planIncidents, relatedOf, severityOf, type Sighting } from "./incident.ts";

const FACTS = { cost: "10", is_cost_exact: true, contributors: [], events_path: "/v1/events", next_step: "Look." };
const AT = new Date("2026-11-06T02:00:00Z");
const later = (days: number) => new Date(AT.getTime() + days * 86_400_000);

function seen(
  scope: Record<string, string>,
  from: string,
  to: string,
  overrides: Record<string, unknown> = {},
): Sighting {
  const { rule = "growth", isOpen = true, cost = 10, severity = "warning" } = overrides;
  const figures = {
    measure: "cost",
    unit: "currency",
    expected: 1,
    low: 0,
    high: 2,
    observed: 11,
    excess: 10,
    score: 2,
  };
  const finding = { from, to, isOpen, cost, ...figures };
  return { rule, scope, granularity: "day", severity, parameters: { sensitivity: 1 }, finding } as Sighting;
}
const raised = (main: Sighting, members: readonly Sighting[] = []): AnomalyAlert =>
  incidentAlert({ main, members }, FACTS, [], AT);
const nothing: Explains = () => 0;
const everything: Explains = () => 1;
const triage = { workflow: "triage" };
const TODAY = "2026-11-05";

describe("what is new", () => {
  test("is raised once for each rule and scope, where it is open or ended of late", () => {
    const sightings = [
      seen(triage, TODAY, TODAY),
      seen(triage, TODAY, TODAY, { rule: "failed_runs" }),
      seen({ workflow: "draft" }, "2026-11-03", "2026-11-03", { isOpen: false }),
      seen({ workflow: "old" }, "2026-10-01", "2026-10-02", { isOpen: false }),
    ];
    const { raised: found } = planIncidents(sightings, [], nothing, "2026-11-03");
    const names = found.map(({ main }) => `${main.rule} ${main.scope["workflow"]}`);
    expect(names.toSorted()).toEqual(["failed_runs triage", "growth draft", "growth triage"]);
  });

  test("in scopes that explain each other is one incident, told by the narrowest", () => {
    const all = [seen({}, TODAY, TODAY), seen({ department: "support" }, TODAY, TODAY), seen(triage, TODAY, TODAY)];
    const { raised: found } = planIncidents(all, [], everything, TODAY);
    expect(found).toHaveLength(1);
    expect(found[0]?.main.scope).toEqual(triage);
    expect(found[0]?.members.map(({ scope }) => scope)).toEqual([{}, { department: "support" }]);
  });

  test.each([
    [0.8, 1],
    [0.79, 2],
  ])("of which %d lies in another is told in %i alerts", (share, count) => {
    const both = [seen({}, TODAY, TODAY), seen(triage, TODAY, TODAY)];
    expect(planIncidents(both, [], () => share, TODAY).raised).toHaveLength(count);
  });

  test("at another time is another incident, whatever it explains", () => {
    const both = [seen({}, "2026-11-01", "2026-11-01"), seen(triage, TODAY, TODAY)];
    expect(planIncidents(both, [], everything, TODAY).raised).toHaveLength(2);
  });

  test("of an incident that is known joins it", () => {
    const alert = raised(seen({}, "2026-11-04", "2026-11-04"));
    const now = [seen({}, "2026-11-04", TODAY), seen(triage, "2026-11-04", TODAY)];
    const { raised: found, followed } = planIncidents(now, [alert], everything, TODAY);
    expect(found).toEqual([]);
    expect(followed.map(({ sightings }) => sightings.length)).toEqual([2]);
  });
});

describe("what is known", () => {
  const alert = raised(seen(triage, "2026-11-04", "2026-11-04"));

  test("is followed, also where late data moved its beginning", () => {
    for (const from of ["2026-11-03", "2026-11-04", "2026-11-05"]) {
      const { raised: found, followed } = planIncidents([seen(triage, from, TODAY)], [alert], nothing, TODAY);
      expect([found.length, followed[0]?.sightings.length]).toEqual([0, 1]);
    }
  });

  test("and over is not raised again, but what comes after it is", () => {
    const over = { ...alert, is_ongoing: false };
    const old = seen(triage, "2026-11-04", "2026-11-04", { isOpen: false });
    expect(planIncidents([old], [over], nothing, "2026-11-03")).toEqual({ raised: [], followed: [] });
    const again = seen(triage, "2026-11-05", TODAY);
    expect(planIncidents([old, again], [over], nothing, "2026-11-03").raised).toHaveLength(1);
  });

  test("and seen no more has nothing to follow, so that it ends", () => {
    expect(planIncidents([], [alert], nothing, TODAY).followed).toEqual([{ alert, sightings: [] }]);
  });
});

describe("following an incident", () => {
  const alert = raised(seen(triage, "2026-11-04", "2026-11-05"));
  const follow = (from: AnomalyAlert, at: Date, cost: number, overrides: Record<string, unknown> = {}) =>
    followIncident(from, [seen(triage, "2026-11-04", "2026-11-06", { cost, ...overrides })], FACTS, [], at);
  const by = { by: null, at: AT, note: null };

  test("the same changes nothing", () => {
    expect(followIncident(alert, [seen(triage, "2026-11-04", "2026-11-05")], FACTS, [], later(3))).toBeUndefined();
  });

  test.each([
    ["as before", 19, 2, {}, null],
    ["twice as bad, too soon", 20, 0.9, {}, null],
    ["twice as bad, a day after", 20, 1, {}, "updated"],
    ["more severe", 10, 1, { severity: "critical" }, "updated"],
  ] as const)("%s is told as %s", (_, cost, days, overrides, event) => {
    const followed = follow(alert, later(days), cost, overrides);
    expect(followed).toMatchObject({ event, after: { version: 2, until: "2026-11-06", status: "open" } });
    expect(followed?.after.history.map(({ change }) => change)).toEqual(event === null ? [] : ["updated"]);
  });

  test("it is told at most once a day", () => {
    const told = follow(alert, later(1), 20)?.after ?? alert;
    expect(follow(told, later(1.5), 50)?.event).toBeNull();
    expect(follow(told, later(2), 50)?.event).toBe("updated");
  });

  test("what is over resolves itself, in silence where nobody wants to hear of it", () => {
    const over = (from: AnomalyAlert) => follow(from, later(1), 10, { isOpen: false });
    expect(over(alert)).toMatchObject({ event: "resolved", after: { status: "resolved", is_ongoing: false } });
    expect(over(acknowledge(alert, by))).toMatchObject({ event: "resolved" });
    const snoozed = snooze(later(9))(alert, by);
    expect(over(snoozed)).toMatchObject({ event: null, after: { status: "resolved" } });
    expect(over(resolve(alert, by))).toMatchObject({ event: null, after: { is_ongoing: false } });
    expect(followIncident(alert, [], FACTS, [], later(1))).toMatchObject({
      event: "resolved",
      after: { until: "2026-11-05" },
    });
  });

  test("what is snoozed changes in silence, and is open again after it", () => {
    const snoozed = snooze(later(2))(alert, by);
    expect(follow(snoozed, later(1), 99)).toMatchObject({
      event: null,
      after: { status: "snoozed", excess_cost: "99" },
    });
    expect(follow(snoozed, later(2), 99)).toMatchObject({ event: "opened", after: { status: "open" } });
  });

  test("what somebody resolved stays so, unless it gets twice as bad", () => {
    const resolved = resolve(alert, by);
    expect(follow(resolved, later(1), 19)).toMatchObject({ event: null, after: { status: "resolved" } });
    expect(follow(resolved, later(1), 20)).toMatchObject({ event: "opened", after: { status: "open" } });
  });

  test("what was over, and somebody opened again, is another version when it comes back, and stays snoozed", () => {
    const over = follow(alert, later(1), 10, { isOpen: false })?.after ?? alert;
    const reopened = reopen(over, by);
    const { version } = reopened;
    expect(follow(reopened, later(2), 10)).toMatchObject({
      event: "opened",
      after: { version: version + 1, is_ongoing: true, status: "open", history: [{}, {}, { change: "reopened" }] },
    });
    const snoozed = snooze(later(9))(reopened, by);
    expect(follow(snoozed, later(2), 99)).toMatchObject({
      event: null,
      after: { version: version + 2, is_ongoing: true, status: "snoozed" },
    });
  });

  test("severity never falls within an incident", () => {
    expect(follow(alert, later(1), 10, { severity: "info" })?.after.severity).toBe("warning");
  });

  test("scopes that join are members, and those that are known keep their beginning", () => {
    const whole = seen({}, "2026-11-05", "2026-11-06");
    const joined = followIncident(alert, [seen(triage, "2026-11-04", "2026-11-06"), whole], FACTS, [], AT)?.after;
    expect(joined?.members).toMatchObject([{ scope: {}, since: "2026-11-05", until: "2026-11-06" }]);
    const moved = [seen(triage, "2026-11-04", "2026-11-07"), seen({}, "2026-11-06", "2026-11-07")];
    const after = joined && followIncident(joined, moved, FACTS, [], AT)?.after;
    expect(after?.members).toMatchObject([{ since: "2026-11-05", until: "2026-11-07" }]);
  });
});

test.each([
  ["info", null, 0.5, "info"],
  ["info", null, 1, "warning"],
  ["warning", null, 5, "critical"],
  ["critical", null, 0, "critical"],
  ["info", null, null, "info"],
  ["critical", "info", 99, "info"],
] as const)("a rule of %s, stated %s, that costs %d of 10 a day is %s", (rule, stated, cost, severity) => {
  expect(severityOf(rule, stated, cost, 10)).toBe(severity);
});

test("alerts of other rules with a scope in common at the same time are related, the tenant's is none", () => {
  const growth = raised(seen(triage, TODAY, TODAY), [seen({}, TODAY, TODAY)]);
  const failed = raised(seen(triage, TODAY, TODAY, { rule: "failed_runs" }));
  const earlier = raised(seen(triage, "2026-10-01", "2026-10-02", { rule: "output_ratio" }));
  const whole = raised(seen({}, TODAY, TODAY, { rule: "unattributed" }));
  const related = relatedOf([growth, failed, earlier, whole], 5);
  expect(related.get(growth.id)).toEqual([failed.id]);
  expect(related.get(failed.id)).toEqual([growth.id]);
  expect(related.get(whole.id)).toEqual([]);
});

test("of very many scopes an alert names those with the most of it, counts all, and keeps to that while it goes on", () => {
  const main = seen(triage, "2026-11-04", "2026-11-05");
  const scopes = Array.from({ length: 190 }, (_, index) => ({
    ...main,
    scope: { workflow: `w${index}` },
    finding: { ...main.finding, excess: index },
  }));
  const alert = raised(main, scopes);
  expect(alert.member_count).toBe(190);
  expect(alert.members).toHaveLength(50);
  expect(new Set(alert.members.map(({ scope }) => Number(scope["workflow"]?.slice(1))))).toEqual(
    new Set(Array.from({ length: 50 }, (_, index) => 140 + index)),
  );
  const after = followIncident(alert, [main, ...scopes.toReversed()], FACTS, [], later(1))?.after ?? alert;
  expect(after.member_count).toBe(190);
  expect(after.members.map(({ scope }) => scope)).toEqual(alert.members.map(({ scope }) => scope));
});
