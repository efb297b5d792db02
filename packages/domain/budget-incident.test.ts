import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BudgetAlert } from "./alert.ts";
import { newLife, reopen, resolve, type Severity, snooze } from "./alert-life.ts";
import { endBudgetIncident, planBudgetAlerts } from "./budget-incident.ts";

const at = new Date("2026-11-16T00:00:00Z");
const person = { kind: "member", id: "mem_1", name: "eve@acme.example" } as const;

function alertOf(name: string, severity: Severity = "info"): BudgetAlert {
  const [basis = "", threshold = ""] = name.split(" ");
  return {
    ...newLife(severity, at.toISOString()),
    id: `bud_1.2026-11-01.${basis}.${threshold.padStart(4, "0")}`,
    kind: "budget",
    budget_id: "bud_1",
    budget_name: "Support",
    value: null,
    period: { from: "2026-11-01", to: "2026-12-01" },
    threshold: Number(threshold),
    basis: basis === "actual" ? "actual" : "forecast",
    also_reached: [],
    spent: "1",
    projected: null,
    amount: "100",
    spend_path: null,
    next_step: "",
  };
}
const alertsOf = (...names: readonly string[]) => names.map((name) => alertOf(name));
const nameOf = ({ basis, threshold }: Pick<BudgetAlert, "basis" | "threshold">) => `${basis} ${threshold}`;

const planned = (due: readonly BudgetAlert[], raised: readonly BudgetAlert[]) => {
  const { told, recorded, passedOn } = planBudgetAlerts(due, raised, at);
  return {
    told: told ? nameOf(told) : null,
    also: told?.also_reached.map(nameOf) ?? [],
    recorded: recorded.map(nameOf),
    passedOn: [...passedOn.values()].map(nameOf),
  };
};

describe("of what is due and was not raised", () => {
  test.each([
    ["nothing is nothing", [], [], null, [], []],
    ["one is told", ["actual 50"], [], "actual 50", [], []],
    ["the highest is told", ["actual 50", "actual 75"], [], "actual 75", ["actual 50"], []],
    ["what is spent is told before what is as bad", ["actual 75", "forecast 75"], [], "actual 75", ["forecast 75"], []],
    ["a repeat is nothing", ["actual 50", "actual 75"], ["actual 50", "actual 75"], null, [], ["actual 50"]],
    ["less than what was told is kept alone", ["actual 50", "actual 75"], ["actual 75"], null, ["actual 50"], []],
    [
      "what is projected says less than what is spent",
      ["actual 50", "forecast 50"],
      ["actual 50"],
      null,
      ["forecast 50"],
      [],
    ],
    ["what is spent is news after its forecast", ["actual 50", "forecast 75"], ["forecast 75"], "actual 50", [], []],
    ["what a larger budget does not reach any more covers nothing", ["actual 60"], ["actual 100"], "actual 60", [], []],
    [
      "what was told goes on as what is worse",
      ["actual 50", "actual 75"],
      ["actual 50"],
      "actual 75",
      [],
      ["actual 50"],
    ],
  ] as const)("%s", (_, due, raised, told, recorded, passedOn) => {
    const found = planned(alertsOf(...due), alertsOf(...raised));
    expect(found).toEqual({ told, also: recorded.filter(() => told !== null), recorded, passedOn });
  });

  test("the more severe is told, whatever its threshold", () => {
    const due = [alertOf("actual 150", "info"), alertOf("forecast 100", "warning")];
    expect(planned(due, [])).toMatchObject({ told: "forecast 100", also: ["actual 150"], recorded: ["actual 150"] });
  });
});

test("what was told with another is not told by itself where it was not kept with it", () => {
  const due = [alertOf("actual 50"), alertOf("forecast 100")];
  const { told } = planBudgetAlerts(due, [], at);
  expect(told && nameOf(told)).toBe("forecast 100");
  expect(planned(due, told ? [told] : [])).toEqual({ told: null, also: [], recorded: ["actual 50"], passedOn: [] });
});

test("what somebody opened again stays open", () => {
  const { recorded } = planBudgetAlerts(alertsOf("actual 50", "actual 75"), [], at);
  const again = recorded.map((alert) => reopen(alert, { by: person, at, note: null }));
  expect(planned(alertsOf("actual 50", "actual 75"), [...again, alertOf("actual 75")]).passedOn).toEqual([]);
  const acknowledged = recorded.map((alert) => ({ ...alert, status: "open" as const, history: [] }));
  expect(planned(alertsOf("actual 50", "actual 75"), [...acknowledged, alertOf("actual 75")]).passedOn).toEqual([
    "actual 50",
  ]);
});

test("every threshold is kept, at most one is told, and what is passed on says what it goes on as", () => {
  const names = [50, 75, 90, 100, 120].flatMap((threshold) => [`actual ${threshold}`, `forecast ${threshold}`]);
  fc.assert(
    fc.property(fc.subarray(names), fc.subarray(names), (due, raised) => {
      const plan = planBudgetAlerts(alertsOf(...due), alertsOf(...raised), at);
      const kept = [...raised, ...(plan.told ? [nameOf(plan.told)] : []), ...plan.recorded.map(nameOf)];
      expect(new Set(kept).size).toBe(kept.length);
      expect(due.filter((name) => !kept.includes(name))).toEqual([]);
      for (const alert of [...plan.recorded, ...plan.passedOn.values()]) {
        expect(alert).toMatchObject({ status: "resolved", version: 2 });
        expect(alert.history.at(-1)?.note).toMatch(/^It goes on as bud_1\.2026-11-01\./);
        expect(alert.history.at(-1)?.note).not.toContain(alert.id);
      }
      // Something is told unless what was told before, and is so still, tells of all.
      const isAllNew = due.length > 0 && !due.some((name) => raised.includes(name));
      expect(plan.told === undefined && isAllNew).toBe(false);
    }),
  );
});

describe("when its period is over", () => {
  const byEve = { by: person, at, note: null };
  const ended = (alerts: readonly BudgetAlert[], today = "2026-12-01") =>
    endBudgetIncident(alerts, today, at).map(({ after, isTold }) => [nameOf(after), after.status, isTold]);

  test("what is left is resolved, the worst last, and that alone is told", () => {
    const resolved = resolve(alertOf("actual 50"), byEve);
    expect(ended([alertOf("actual 75"), resolved, alertOf("forecast 100")])).toEqual([
      ["actual 75", "resolved", false],
      ["forecast 100", "resolved", true],
    ]);
  });

  test("what is snoozed is resolved in silence", () => {
    const snoozed = snooze(new Date("2026-12-24T00:00:00Z"))(alertOf("actual 100"), byEve);
    expect(ended([snoozed])).toEqual([["actual 100", "resolved", false]]);
    expect(ended([snoozed, alertOf("actual 75")])).toEqual([
      ["actual 100", "resolved", false],
      ["actual 75", "resolved", true],
    ]);
  });

  test("and not a day before", () => {
    expect(ended([alertOf("actual 75")], "2026-11-30")).toEqual([]);
    expect(ended([])).toEqual([]);
  });
});
