import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newLife } from "./alert-life.ts";
import { Alert, alertsDue } from "./alert.ts";
import type { Budget } from "./budget.ts";
import { type BudgetForecast, type BudgetStatus, budgetStatus, elapsedShareOf } from "./budget-status.ts";
import type { Period } from "./period.ts";
import { parseAmount, PICOS_PER_UNIT } from "./money.ts";

const budgetOf = (overrides: Partial<Budget> = {}): Budget => ({
  id: "bud_1",
  name: "Support",
  scope: {},
  period: { type: "month" },
  amount: "100",
  enforcement: "soft",
  on_unavailable: "closed",
  thresholds: [50, 75, 90, 100],
  owner: "u_17",
  created_at: "2026-10-01T00:00:00Z",
  updated_at: "2026-10-01T00:00:00Z",
  ...overrides,
});

const noForecast = { method: null, reason: "No forecast." } as const;

/** Of a budget that is no template, without overrides, reservations and forecast. */
const statusOf = (
  budget: Budget,
  spent: ReadonlyMap<string, bigint>,
  now: Date,
  zone: string,
  period?: Period,
): BudgetStatus =>
  budgetStatus({ budget, value: null }, spent, {
    now,
    zone,
    overrides: [],
    held: 0n,
    forecast: noForecast,
    ...(period ? { period } : {}),
  });

const picos = (text: string): bigint => parseAmount(text) ?? 0n;
const spentOn = (byDate: Record<string, string>): Map<string, bigint> =>
  new Map(Object.entries(byDate).map(([date, amount]) => [date, picos(amount)]));
const dueTexts = ({ due }: BudgetStatus): string[] => due.map(({ basis, threshold }) => `${basis} ${threshold}`);

describe("a month's budget, ten days in", () => {
  const now = new Date("2026-11-11T00:00:00Z");
  const spent = spentOn({ "2026-10-31": "900", "2026-11-01": "15", "2026-11-10": "15.5", "2026-12-01": "900" });
  const status = statusOf(budgetOf(), spent, now, "UTC");

  test("counts the dates of its period alone", () => {
    expect(status).toMatchObject({
      period: { from: "2026-11-01", to: "2026-12-01" },
      state: "active",
      amount: picos("100"),
      spent: picos("30.5"),
      remaining: picos("69.5"),
      reserved: 0n,
      percentUsed: "30.50",
      asOf: now,
    });
  });

  test("goes on as before: 3.05 a day, 91.5 at the end, never out", () => {
    expect(status).toMatchObject({
      burnRatePerDay: picos("3.05"),
      projection: { method: "run_rate", end: picos("91.5"), interval: null, reason: "No forecast." },
      runsOutOn: null,
    });
    expect(dueTexts(status)).toEqual(["forecast 50", "forecast 75", "forecast 90"]);
  });

  test("at twice the rate runs out on the 17th: 16.4 days from the start", () => {
    const twice = statusOf(budgetOf(), spentOn({ "2026-11-01": "61" }), now, "UTC");
    expect(twice.runsOutOn).toBe("2026-11-17");
    expect(dueTexts(twice)).toEqual(["actual 50", "forecast 75", "forecast 90", "forecast 100"]);
  });

  test("once over, ran out on the date that reached the amount", () => {
    const byDate = spentOn({ "2026-11-03": "40", "2026-11-07": "60", "2026-11-08": "0.5" });
    const over = statusOf(budgetOf(), byDate, now, "UTC");
    expect(over).toMatchObject({ runsOutOn: "2026-11-07", remaining: picos("-0.5"), percentUsed: "100.50" });
    expect(dueTexts(over)).toEqual(["actual 50", "actual 75", "actual 90", "actual 100"]);
  });
});

describe("a projection", () => {
  test.each([
    ["a month, after three days", { type: "month" }, "2026-11-03T23:59:59.999Z", "2026-11-04T00:00:00Z"],
    ["a week, after a day", { type: "week" }, "2026-11-02T23:59:59.999Z", "2026-11-03T00:00:00Z"],
    ["a day, after half of it", { type: "day" }, "2026-11-02T11:59:59.999Z", "2026-11-02T12:00:00Z"],
    ["a year, after 36.5 days", { type: "year" }, "2026-02-06T11:59:59.999Z", "2026-02-06T12:00:00Z"],
  ] as const)("begins, for %s", (_, period, before, from) => {
    const at = (now: string) => statusOf(budgetOf({ period }), new Map(), new Date(now), "UTC").projection;
    expect(at(before)).toMatchObject({ method: null, end: null, reason: expect.stringMatching(/ \d+ hours\.$/) });
    expect(at(from)).toEqual({ method: "run_rate", end: 0n, interval: null, reason: "No forecast." });
  });

  test("counts the hours that were: half of a day of 23 is 11.5, of 25 is 12.5", () => {
    const spent = spentOn({ "2026-03-29": "23", "2026-10-25": "25" });
    const at = (now: string) => statusOf(budgetOf({ period: { type: "day" } }), spent, new Date(now), "Europe/Paris");
    // 2026-03-28T23:00Z + 11.5 h and 2026-10-24T22:00Z + 12.5 h.
    expect(at("2026-03-29T10:29:59.999Z").projection.end).toBeNull();
    expect(at("2026-03-29T10:30:00Z")).toMatchObject({ projection: { end: picos("46") }, burnRatePerDay: picos("48") });
    expect(at("2026-10-25T10:29:59.999Z").projection.end).toBeNull();
    expect(at("2026-10-25T10:30:00Z")).toMatchObject({ projection: { end: picos("50") }, burnRatePerDay: picos("48") });
  });

  test("is rounded once, half to even, and takes amounts that no float holds", () => {
    const spent = new Map([["2026-11-01", 10n ** 33n + 1n]]);
    const { projection, burnRatePerDay } = statusOf(budgetOf(), spent, new Date("2026-11-08T00:00Z"), "UTC");
    expect(projection.end).toBe(4285714285714285714285714285714290n); // (10^33 + 1) * 30 / 7 = ...4290.0
    expect(burnRatePerDay).toBe(142857142857142857142857142857143n);
  });
});

describe("a range", () => {
  const budget = budgetOf({ period: { type: "range", from: "2026-11-05", to: "2026-11-15" } });
  const at = (now: string, amount: string) => statusOf(budget, spentOn({ "2026-11-05": amount }), new Date(now), "UTC");

  test("to come has run for no time", () => {
    expect(at("2026-11-04T23:59:59Z", "0")).toMatchObject({
      state: "upcoming",
      burnRatePerDay: null,
      projection: { end: null, reason: "The period has not begun." },
      runsOutOn: null,
    });
  });

  test("that is over still reaches thresholds by late events, and projects nothing", () => {
    const ended = at("2026-11-20T00:00:00Z", "80");
    expect(ended).toMatchObject({
      state: "ended",
      burnRatePerDay: picos("8"),
      projection: { end: null },
      runsOutOn: null,
    });
    expect(dueTexts(ended)).toEqual(["actual 50", "actual 75"]);
  });
});

test("a period that ended is looked at when it is named", () => {
  const october = { from: "2026-10-01", to: "2026-11-01" };
  const now = new Date("2026-11-01T00:00:01Z");
  const status = statusOf(budgetOf(), spentOn({ "2026-10-31": "75", "2026-11-01": "9" }), now, "UTC", october);
  expect(status).toMatchObject({ state: "ended", period: october, spent: picos("75") });
});

test("in the first hour there is no rate", () => {
  const spent = spentOn({ "2026-11-01": "1" });
  expect(statusOf(budgetOf(), spent, new Date("2026-11-01T00:59:59.999Z"), "UTC").burnRatePerDay).toBeNull();
  expect(statusOf(budgetOf(), spent, new Date("2026-11-01T01:00Z"), "UTC").burnRatePerDay).toBe(picos("24"));
});

test.each([
  ["2026-11-01T03:59:59.999Z", "America/New_York", "2026-10-01"],
  ["2026-11-01T04:00:00.000Z", "America/New_York", "2026-11-01"],
  ["2026-10-31T18:14:59.999Z", "Asia/Kathmandu", "2026-10-01"],
  ["2026-10-31T18:15:00.000Z", "Asia/Kathmandu", "2026-11-01"],
])("at %s in %s, the month is that of %s", (now, zone, from) => {
  expect(statusOf(budgetOf(), new Map(), new Date(now), zone).period.from).toBe(from);
});

test.each([
  ["49.999999999999", "49.99", []],
  ["50", "50.00", ["actual 50"]],
  ["99.999999999999", "99.99", ["actual 50", "actual 75", "actual 90"]],
  ["100", "100.00", ["actual 50", "actual 75", "actual 90", "actual 100"]],
  ["0.009999999999", "0.00", []],
  ["-0.000000000001", "-0.01", []],
  ["-12.5", "-12.50", []],
])("%s of 100 is shown as %s per cent, and reaches %j", (spent, percentUsed, due) => {
  const status = statusOf(budgetOf(), spentOn({ "2026-11-01": spent }), new Date("2026-11-01T09:00Z"), "UTC");
  expect(status.percentUsed).toBe(percentUsed);
  expect(dueTexts(status)).toEqual(due);
});

test("whatever is spent, thresholds reached are those at or below the share, each on one basis, and amounts add up", () => {
  const cents = fc.bigInt({ min: 0n, max: 30_000n });
  fc.assert(
    fc.property(fc.array(cents, { maxLength: 30 }), fc.integer({ min: 0, max: 30 * 24 }), (byDay, hours) => {
      const byDate = new Map(
        byDay.map((amount, day) => [`2026-11-${String(day + 1).padStart(2, "0")}`, (amount * PICOS_PER_UNIT) / 100n]),
      );
      const now = new Date(Date.parse("2026-11-01T00:00Z") + hours * 3_600_000);
      const { spent, remaining, amount, due, projection } = statusOf(budgetOf(), byDate, now, "UTC");
      expect(spent + remaining).toBe(amount);
      for (const threshold of [50, 75, 90, 100]) {
        const bases = due.filter((one) => one.threshold === threshold).map(({ basis }) => basis);
        const limit = (amount / 100n) * BigInt(threshold);
        const expected = spent >= limit ? ["actual"] : (projection.end ?? 0n) >= limit ? ["forecast"] : [];
        expect(bases).toEqual(expected);
      }
    }),
  );
});

test("an alert says what was so when it was raised, under an id of what it is about", () => {
  const status = statusOf(budgetOf(), spentOn({ "2026-11-01": "55" }), new Date("2026-11-16T00:00Z"), "UTC");
  const alerts = alertsDue(status);
  expect(alerts.map(({ id }) => id)).toEqual([
    "bud_1.2026-11-01.actual.0050",
    "bud_1.2026-11-01.forecast.0075",
    "bud_1.2026-11-01.forecast.0090",
    "bud_1.2026-11-01.forecast.0100",
  ]);
  expect(alerts[0]).toEqual({
    id: "bud_1.2026-11-01.actual.0050",
    kind: "budget",
    budget_id: "bud_1",
    budget_name: "Support",
    value: null,
    period: { from: "2026-11-01", to: "2026-12-01" },
    threshold: 50,
    basis: "actual",
    also_reached: [],
    spent: "55",
    projected: "110",
    amount: "100",
    spend_path: expect.stringMatching(/^\/v1\/spend\?from=2026-11-01&to=2026-12-01&granularity=day/),
    next_step: "See what spends it, and whether the rest lasts until 2026-12-01.",
    ...newLife("info", "2026-11-16T00:00:00.000Z"),
  });
});

test("an alert of a budget with a very long scope links nothing, so that it fits wherever an alert is kept or sent", () => {
  const values = Array.from({ length: 100 }, (_, index) => `${index} ${"🂡".repeat(120)}`);
  const budget = budgetOf({ scope: { department: values, workflow: values, user: values } });
  const [alert] = alertsDue(statusOf(budget, spentOn({ "2026-11-01": "55" }), new Date("2026-11-16T00:00Z"), "UTC"));
  expect(alert?.spend_path).toBeNull();
  expect(JSON.stringify(alert).length).toBeLessThan(2_000);
});

describe("an instance of a template", () => {
  const budget = budgetOf({ scope: { user: ["*"] }, enforcement: "hard" });
  const override = {
    id: "ovr_1",
    budget_id: "bud_1",
    value: "ada",
    amount: null,
    percent: 50,
    reason: "The launch",
    approved_by: { kind: "member", id: "mem_1", name: "eve@acme.example" },
    created_at: "2026-11-01T00:00:00Z",
    expires_at: "2026-12-01T00:00:00Z",
    ended_at: null,
    ended_by: null,
    reviewed_at: null,
    reviewed_by: null,
    review_note: null,
  } as const;
  const at = (value: string | null, spent: string) =>
    budgetStatus({ budget, value }, spentOn({ "2026-11-01": spent }), {
      now: new Date("2026-11-01T09:00Z"),
      zone: "UTC",
      overrides: [override],
      held: picos("7"),
      forecast: noForecast,
    });

  test("has what overrides add and reservations hold, beside its own amount", () => {
    expect(at("ada", "120")).toMatchObject({
      value: "ada",
      amount: picos("100"),
      effectiveAmount: picos("150"),
      spent: picos("120"),
      remaining: picos("-20"),
      reserved: picos("7"),
      available: picos("23"),
      percentUsed: "120.00",
    });
    expect(at("bob", "120")).toMatchObject({ effectiveAmount: picos("100"), available: picos("-27") });
  });

  test("reaches thresholds of the budget's own amount, under overrides too", () => {
    expect(dueTexts(at("ada", "75"))).toEqual(["actual 50", "actual 75"]);
  });

  test("raises alerts of its own, which say whose they are", () => {
    const [ada] = alertsDue(at("ada", "50"));
    const [bob] = alertsDue(at("bob", "50"));
    const [plain] = alertsDue(at(null, "50"));
    expect(ada).toMatchObject({ id: "bud_1.2026-11-01.fdee430d40bd57de.actual.0050", value: "ada" });
    expect(new Set([ada?.id, bob?.id, plain?.id]).size).toBe(3);
    expect(plain?.id).toBe("bud_1.2026-11-01.actual.0050");
  });
});

test("an alert that was raised before there were templates has no value", () => {
  const status = statusOf(budgetOf(), spentOn({ "2026-11-01": "55" }), new Date("2026-11-16T00:00Z"), "UTC");
  const { value: _value, ...former } = alertsDue(status)[0] ?? {};
  expect(Alert.parse(former)).toEqual(alertsDue(status)[0]);
});

describe("a status by a forecast", () => {
  /** Ten a day, and sums of days that are off by a fifth in 80 of 100 cases and by two in 95. */
  const forecast = {
    method: "level",
    is_weekly: false,
    reason: "It erred least.",
    from: "2026-11-11",
    means: Array.from({ length: 35 }, () => 10),
    spread: [
      [1, 0.6, 0.8, 1.2, 1.4],
      [35, 0.6, 0.8, 1.2, 1.4],
    ],
  } satisfies BudgetForecast;
  const at = (
    now: string,
    spent: Record<string, string>,
    amount = "300",
    zone = "UTC",
    is: BudgetForecast = forecast,
  ) =>
    budgetStatus({ budget: budgetOf({ amount }), value: null }, spentOn(spent), {
      now: new Date(now),
      zone,
      overrides: [],
      held: 0n,
      forecast: is,
    });

  test("adds what is to come to what was spent: 20 days of 10", () => {
    const status = at("2026-11-11T00:00Z", { "2026-11-02": "90" });
    expect(status.projection).toEqual({
      method: "forecast",
      end: picos("290"),
      interval: { low80: picos("250"), high80: picos("330"), low95: picos("210"), high95: picos("370") },
      reason: "It erred least.",
    });
    expect(status.runsOutOn).toBeNull();
    expect(status.runsOutBetween).toEqual({ early80: "2026-11-28", late80: null, early95: "2026-11-25", late95: null });
  });

  test("tells of a threshold once nine in ten ends lie over it: 250 of 300, not 290", () => {
    expect(dueTexts(at("2026-11-11T00:00Z", { "2026-11-02": "90" }))).toEqual(["forecast 50", "forecast 75"]);
    expect(dueTexts(at("2026-11-11T00:00Z", { "2026-11-02": "90" }, "250"))).toEqual([
      "forecast 50",
      "forecast 75",
      "forecast 90",
      "forecast 100",
    ]);
  });

  test("counts what was spent since, and of today what is still to come", () => {
    const noon = at("2026-11-12T12:00Z", { "2026-11-02": "90", "2026-11-11": "30", "2026-11-12": "5" });
    expect(noon.projection.end).toBe(picos("310")); // 125, half a day, and 18 days.
    expect(noon.runsOutOn).toBe("2026-11-29");
    const nothingYet = at("2026-11-12T12:00Z", { "2026-11-02": "90", "2026-11-11": "30" });
    expect(nothingYet.projection.end).toBe(picos("307.5")); // A quarter less than a whole day: no drop.
  });

  test("says when it runs out, early and late, and once it did, when it did", () => {
    const running = at("2026-11-11T00:00Z", { "2026-11-02": "90" }, "150");
    expect(running.runsOutOn).toBe("2026-11-16");
    expect(running.runsOutBetween).toEqual({
      early80: "2026-11-15",
      late80: "2026-11-18",
      early95: "2026-11-15",
      late95: "2026-11-20",
    });
    const out = at("2026-11-11T00:00Z", { "2026-11-02": "90" }, "80");
    expect([out.runsOutOn, out.runsOutBetween]).toEqual(["2026-11-02", null]);
  });

  test.each([
    ["2026-11-10T23:00Z", "is of days to come"],
    ["2026-11-14T00:00Z", "is three days old"],
  ])("goes by the run rate at %s, when the forecast %s, and says so", (now) => {
    const { projection, runsOutBetween } = at(now, { "2026-11-02": "90" });
    expect(projection).toMatchObject({ method: "run_rate", interval: null });
    expect(projection.reason).toContain("too old");
    expect(runsOutBetween).toBeNull();
  });

  test("goes by the run rate where the forecast ends before the period", () => {
    const short = { ...forecast, means: forecast.means.slice(0, 19) };
    expect(at("2026-11-11T00:00Z", {}, "300", "UTC", short).projection.method).toBe("run_rate");
  });

  test("knows a day of 25 hours: noon by the clock in Paris is 13 of them", () => {
    expect(elapsedShareOf(new Date("2026-10-25T11:00Z"), "Europe/Paris")).toBeCloseTo(13 / 25, 9);
    expect(elapsedShareOf(new Date("2026-03-29T10:00Z"), "Europe/Paris")).toBeCloseTo(11 / 23, 9);
  });
});
