import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { keepForecasts } from "@outlay/services/keep-forecasts";
import { LIMITS } from "@outlay/domain/limits";
import { readForecastRecords } from "@outlay/storage/forecasts";
import type { Table } from "@outlay/storage/table";
import { describe, expect, test } from "vitest";
import { serve } from "./serve.ts";
import { DAY_MS, event, numberAt, signedUp, spendDays, spentIn } from "./spending-company.ts";
import { at, itemsOf, valueAt } from "./world.ts";

const run = promisify(execFile);

describe("of a company of two months", async () => {
  const { pipeline, tenant, owner, get } = await signedUp();
  await spendDays(pipeline, tenant, 60); // It is Friday, 13 November, half past eight in Paris: nothing was spent today.

  test("the month's end is foretold: what was spent, and the rest", async () => {
    const body = await get("/v1/forecasts");
    expect(valueAt(body, "period")).toEqual({ from: "2026-11-01", to: "2026-12-01" });
    const spent = await spentIn(get, "from=2026-11-01&to=2026-11-14");
    expect(numberAt(body, "total", "spent")).toBe(spent);
    const forecast = (name: string) => numberAt(body, "total", "forecast", name);
    // Thirteen working days of 12.6 and five other days of 4.6 are to come: the 13th, and 16 to 30 November.
    expect(forecast("mean") / (spent + 12 * 12.6 + 6 * 4.6)).toBeCloseTo(1, 1);
    const ordered = ["low_95", "low_80", "mean", "high_80", "high_95"].map(forecast);
    expect(ordered).toEqual(ordered.toSorted((a, b) => a - b));
    expect(forecast("low_95")).toBeGreaterThan(spent);
    expect(valueAt(body, "total", "is_weekly")).toBe(true);
  });

  test("each day is there: those over exact, those to come expected, today both; the mean is the sum of the days", async () => {
    const total = valueAt(await get("/v1/forecasts"), "total");
    const days = valueAt(total, "days");
    if (!Array.isArray(days)) throw new Error("No days.");
    expect(
      days.map((day) => [at(day, "date"), valueAt(day, "spent") !== null, valueAt(day, "forecast") !== null]),
    ).toEqual(
      Array.from({ length: 30 }, (_, index) => [
        `2026-11-${String(index + 1).padStart(2, "0")}`,
        index < 13,
        index >= 12,
      ]),
    );
    const sum = days.reduce<number>(
      (whole, day) =>
        whole + (valueAt(day, "forecast") === null ? numberAt(day, "spent") : numberAt(day, "forecast", "mean")),
      0,
    );
    expect(sum).toBeCloseTo(numberAt(total, "forecast", "mean"), 3);
    // A day off is a day off.
    expect(numberAt(days[20], "forecast", "mean")).toBeLessThan(0.5 * numberAt(days[19], "forecast", "mean"));
  });

  test("a day that has begun is no drop, however little came of it so far", async () => {
    const mean = async () => numberAt(await get("/v1/forecasts"), "total", "forecast", "mean");
    const before = await mean();
    const body = [event("early", new Date(pipeline.world.now().getTime() - 1000).toISOString(), "support", 400_000)];
    expect((await owner.post("/v1/events", body)).status).toBe(202);
    await pipeline.settle();
    expect((await mean()) / before).toBeCloseTo(1, 2);
  });

  test("by group: those that spend most, each by itself, and how many are left", async () => {
    const body = await get("/v1/forecasts?group_by=department&groups=1&period=week");
    expect(valueAt(body, "period")).toEqual({ from: "2026-11-09", to: "2026-11-16" });
    expect([at(body, "groups", 0, "value"), valueAt(body, "groups_left")]).toEqual(["support", 1]);
    const alone = await get("/v1/forecasts?department=support&period=week");
    expect(valueAt(alone, "total", "forecast")).toEqual(valueAt(body, "groups", 0, "forecast"));
    expect(valueAt(alone, "groups")).toEqual([]);
    expect(valueAt(await get("/v1/forecasts?department=nobody"), "total")).toMatchObject({
      spent: "0",
      forecast: null,
      method: null,
      reason: "Nothing was spent in the days that were looked at.",
    });
  });

  test("any range: one to come, and one that is over", async () => {
    const next = await get("/v1/forecasts?from=2026-12-01&to=2027-01-01");
    expect(at(next, "total", "spent")).toBe("0");
    expect(numberAt(next, "total", "forecast", "mean") / (23 * 12.6 + 8 * 4.6)).toBeCloseTo(1, 1);
    const over = await get("/v1/forecasts?from=2026-10-01&to=2026-11-01");
    expect(valueAt(over, "total")).toMatchObject({ forecast: null, reason: "The period is over." });
    expect(numberAt(over, "total", "spent")).toBe(await spentIn(get, "from=2026-10-01&to=2026-11-01"));
  });

  test.each([
    ["period=month&from=2026-11-01&to=2026-12-01", "?period"],
    ["from=2026-11-01", "?to"],
    ["to=2026-11-01", "?from"],
    ["from=2026-11-01&to=2026-11-01", "?to"],
    ["from=2026-11-01&to=2028-01-01", "?to"],
    ["from=2020-01-01&to=2026-12-01", "?to"],
    ["period=day", "?period"],
    ["group_by=department,model", "?group_by"],
    ["groups=0", "?groups"],
    ["groups=21", "?groups"],
    ["groups=3", "?groups"],
    ["departement=support", "?departement"],
  ])("%s is refused at %s", async (query, pointer) => {
    const { status, body } = await owner.get(`/v1/forecasts?${query}`);
    expect([status, at(body, "errors", 0, "pointer")]).toEqual([422, pointer]);
  });
});

test("the examples of the documentation answer", async () => {
  const { app, tenant } = await signedUp();
  const server = await serve(app.fetch);
  const text = await readFile(new URL("../../docs/forecasts.md", import.meta.url), "utf8");
  const commands = text.match(/^curl .*$/gm) ?? [];
  expect(commands.length).toBeGreaterThan(4);
  const env = { ...process.env, OUTLAY_URL: server.url, OUTLAY_API_KEY: tenant.key };
  for (const command of commands) {
    const { stdout } = await run("sh", ["-c", command], { env });
    expect([command, valueAt(JSON.parse(stdout), "currency")]).toEqual([command, "USD"]);
  }
  await server.close();
});

describe("the forecasts of a night", () => {
  test("are kept once: a second run, a late one and one that was cut short change nothing and say the same", async () => {
    const { pipeline, tenant, world } = await signedUp();
    await tenant.owner.post("/v1/budgets", { name: "All", scope: {}, amount: "400" });
    await spendDays(pipeline, tenant, 20);
    const at0 = world.now().getTime();
    const kept = async () => ({
      night: await pipeline.table.query({ pk: `T#${tenant.tenantId}#H#2026-10` }),
      budgets: await pipeline.table.query({ pk: `T#${tenant.tenantId}#H` }),
    });
    await keepForecasts(pipeline.jobsWorld, tenant.tenantId, at0);
    const first = await kept();
    expect([first.night.length, first.budgets.length]).toEqual([1, 1]);
    await keepForecasts(pipeline.jobsWorld, tenant.tenantId, at0);
    expect(await kept()).toEqual(first);
    // Cut short after the budgets' part, and done again a day later.
    await pipeline.table.remove({ pk: `T#${tenant.tenantId}#H#2026-10`, sk: "2026-10-04" }, "always");
    await spendDays(pipeline, tenant, 1);
    await keepForecasts(pipeline.jobsWorld, tenant.tenantId, at0);
    expect(await kept()).toEqual(first);
    // Late, after a younger one: what budgets are told stays the younger.
    await keepForecasts(pipeline.jobsWorld, tenant.tenantId, at0 + DAY_MS);
    const younger = await kept();
    await pipeline.table.remove({ pk: `T#${tenant.tenantId}#H#2026-10`, sk: "2026-10-04" }, "always");
    await keepForecasts(pipeline.jobsWorld, tenant.tenantId, at0);
    expect((await kept()).budgets).toEqual(younger.budgets);
    expect((await kept()).night).toEqual(younger.night);
  });

  test("are kept of the values that spend most, though all of them by day are more than one query has", async () => {
    const stage = await signedUp();
    await spendDays(stage.pipeline, stage.tenant, 40);
    const before = { ...LIMITS };
    try {
      Object.assign(LIMITS, { forecastScopes: 1, spendItemsMax: 60 });
      await keepForecasts(stage.jobsWorld, stage.tenant.tenantId, stage.world.now().getTime());
    } finally {
      Object.assign(LIMITS, before);
    }
    const today = new Date(stage.world.now().getTime()).toISOString().slice(0, 10);
    const kept = await readForecastRecords(stage.world.table, stage.tenant.tenantId, { from: today, to: "2027-01-01" });
    expect(kept?.records.map(({ dimension, value }) => [dimension, value])).toEqual([
      [null, null],
      ["department", "support"],
      ["workflow", "answers"],
      ["model", "gpt-4o"],
    ]);
  });

  test("come with the nightly job, and budgets are projected by them until the next", async () => {
    const { pipeline, tenant, get, owner } = await signedUp();
    const made = await owner.post("/v1/budgets", { name: "All", scope: {}, amount: "400" });
    const id = at(made.body, "id");
    await spendDays(pipeline, tenant, 23); // 7 October.
    expect(at(await get(`/v1/budgets/${id}/status`), "projection_reason")).toContain("No forecast was made yet");
    await pipeline.runJob("nightly");
    const status = await get(`/v1/budgets/${id}/status`);
    expect(at(status, "projection")).toBe("forecast");
    const total = valueAt(await get("/v1/forecasts"), "total");
    expect(numberAt(status, "projected_end") / numberAt(total, "forecast", "mean")).toBeCloseTo(1, 2);
    expect(numberAt(status, "projected_interval", "low_80") / numberAt(total, "forecast", "low_80")).toBeCloseTo(1, 1);
    expect(valueAt((await owner.get("/v1/budget-statuses")).body, "items", 0, "projected_end")).toBe(
      at(status, "projected_end"),
    );
    await spendDays(pipeline, tenant, 2);
    expect(at(await get(`/v1/budgets/${id}/status`), "projection")).toBe("forecast");
    await owner.send("PUT", `/v1/budgets/${id}`, { name: "All", scope: { department: ["sales"] }, amount: "400" });
    expect(at(await get(`/v1/budgets/${id}/status`), "projection_reason")).toContain("scope changed");
    await owner.send("PUT", `/v1/budgets/${id}`, { name: "All", scope: {}, amount: "300" });
    expect(at(await get(`/v1/budgets/${id}/status`), "projection")).toBe("forecast");
    await spendDays(pipeline, tenant, 1);
    expect(at(await get(`/v1/budgets/${id}/status`), "projection_reason")).toContain("too old");
  });

  test("alert once that a threshold will be reached, by the low edge, and once more when it is", async () => {
    const { pipeline, tenant, owner } = await signedUp();
    // 22 working days of about 12.6 and nine others of 4.6 in October: 318.
    for (const amount of ["310", "345"])
      await owner.post("/v1/budgets", { name: amount, scope: {}, amount, thresholds: [100] });
    const raised: string[][] = [];
    await spendDays(pipeline, tenant, 46, async () => {
      await pipeline.runJob("nightly");
      await pipeline.runJob("hourly");
      await pipeline.merge();
      raised.push(
        itemsOf((await owner.get("/v1/alerts?kind=budget&from_month=2026-10&to_month=2026-10")).body).map(
          (alert) => `${at(alert, "budget_name")} ${at(alert, "basis")}`,
        ),
      );
    });
    expect(raised.at(-1)?.toSorted()).toEqual(["310 forecast"]);
    // Told with days to go.
    const told = raised.findIndex((alerts) => alerts.includes("310 forecast"));
    expect(told).toBeLessThan(40);
    await spendDays(pipeline, tenant, 2);
    const alerts = itemsOf((await owner.get("/v1/alerts?kind=budget&from_month=2026-10&to_month=2026-10")).body);
    expect(alerts.map((alert) => `${at(alert, "budget_name")} ${at(alert, "basis")}`).toSorted()).toEqual([
      "310 actual",
      "310 forecast",
    ]);
  }, 120_000);

  test("a fold of budgets reads one item for them, however many budgets there are", async () => {
    const reads: string[] = [];
    const wrapTable = (table: Table): Table => ({
      ...table,
      get: (key) => {
        reads.push(key.pk);
        return table.get(key);
      },
      query: (range) => {
        reads.push(range.pk);
        return table.query(range);
      },
    });
    const { pipeline, tenant, owner, world } = await signedUp({ wrapTable });
    for (const name of ["A", "B", "C"]) await owner.post("/v1/budgets", { name, scope: {}, amount: "400" });
    await spendDays(pipeline, tenant, 5);
    await keepForecasts(pipeline.jobsWorld, tenant.tenantId, world.now().getTime());
    const body = [event("last", new Date(world.now().getTime() - 1000).toISOString(), "support", 1000)];
    await owner.post("/v1/events", body);
    await pipeline.record();
    reads.length = 0;
    await pipeline.fold();
    expect(reads.filter((pk) => pk.includes("#H"))).toEqual([`T#${tenant.tenantId}#H`]);
  });
});

describe("how good forecasts were", async () => {
  const { pipeline, tenant, get, owner, world } = await signedUp();
  await owner.post("/v1/budgets", { name: "Support", scope: { department: ["support"] }, amount: "400" });
  await owner.post("/v1/budgets", { name: "Weeks", scope: {}, amount: "400", period: { type: "week" } });
  await owner.post("/v1/budgets", { name: "Gone", scope: {}, amount: "400" });
  // The 8th is missed.
  await spendDays(pipeline, tenant, 50, async () => {
    if (world.now().toISOString().slice(0, 10) !== "2026-10-08")
      await keepForecasts(pipeline.jobsWorld, tenant.tenantId, world.now().getTime());
  });
  const gone = itemsOf((await owner.get("/v1/budgets")).body).find((each) => at(each, "name") === "Gone");
  await owner.send("DELETE", `/v1/budgets/${at(gone, "id")}`);

  test("last month's forecasts stand beside what happened, of each scope, at each lead time", async () => {
    const body = await get("/v1/forecasts/accuracy");
    expect(at(body, "month")).toBe("2026-10");
    const items = itemsOf(body);
    const scopes = items.map(
      (item) => `${at(item, "kind")} ${String(valueAt(item, "value"))} ${at(item, "period", "from")}`,
    );
    expect(scopes.filter((scope) => !scope.startsWith("budget"))).toEqual([
      "tenant null 2026-10-01",
      "department sales 2026-10-01",
      "department support 2026-10-01",
      "model gpt-4o 2026-10-01",
      "workflow answers 2026-10-01",
    ]);
    // One of the month, and four weeks.
    expect(scopes.filter((scope) => scope.startsWith("budget")).toSorted()).toEqual([
      "budget null 2026-09-28",
      "budget null 2026-10-01",
      "budget null 2026-10-05",
      "budget null 2026-10-12",
      "budget null 2026-10-19",
    ]);
    const [whole] = items;
    expect(numberAt(whole, "actual")).toBe(await spentIn(get, "from=2026-10-01&to=2026-11-01"));
    const forecasts = valueAt(whole, "forecasts");
    if (!Array.isArray(forecasts)) throw new Error("No forecasts.");
    expect(forecasts.map((forecast) => at(forecast, "on"))).toEqual([
      "2026-10-01",
      "2026-10-09",
      "2026-10-15",
      "2026-10-22",
    ]);
    for (const forecast of forecasts) {
      const mean = numberAt(forecast, "forecast", "mean");
      expect(numberAt(forecast, "error")).toBeCloseTo(mean - numberAt(whole, "actual"), 4);
      expect(valueAt(forecast, "error_percent")).toBeCloseTo(
        (100 * numberAt(forecast, "error")) / numberAt(whole, "actual"),
        1,
      );
      expect(Math.abs(Number(valueAt(forecast, "error_percent")))).toBeLessThan(6);
      const isWithin =
        numberAt(forecast, "forecast", "low_80") <= numberAt(whole, "actual") &&
        numberAt(whole, "actual") <= numberAt(forecast, "forecast", "high_80");
      expect(valueAt(forecast, "within_80")).toBe(isWithin);
    }
  });

  test("the metric of variance is what came of the whole month beyond what was forecast on its first day", async () => {
    const [whole] = itemsOf(await get("/v1/forecasts/accuracy?kind=tenant"));
    const metrics = valueAt(await get("/v1/metrics"), "metrics");
    if (!Array.isArray(metrics)) throw new Error("No metrics.");
    const variance: unknown = metrics.find((metric) => at(metric, "name") === "forecast_variance");
    const forecast = numberAt(whole, "forecasts", 0, "forecast", "mean");
    expect(numberAt(variance, "value")).toBeCloseTo(numberAt(whole, "actual") / forecast - 1, 5);
    const before = valueAt(await get("/v1/metrics?from=2026-10-01&to=2026-10-15"), "metrics");
    if (!Array.isArray(before)) throw new Error("No metrics.");
    const none: unknown = before.find((metric) => at(metric, "name") === "forecast_variance");
    expect(valueAt(none, "value")).toBeNull(); // Nothing of September was kept.
  });

  test("the summary is of all, page by page the items are the same", async () => {
    const whole = await get("/v1/forecasts/accuracy");
    const pages: unknown[] = [];
    for (let cursor: unknown = ""; typeof cursor === "string";) {
      const page = await get(`/v1/forecasts/accuracy?limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`);
      expect(valueAt(page, "summary")).toEqual(valueAt(whole, "summary"));
      pages.push(...itemsOf(page));
      cursor = valueAt(page, "next_cursor");
    }
    expect(pages).toEqual(itemsOf(whole));
    const departments = await get("/v1/forecasts/accuracy?kind=department");
    expect(itemsOf(departments).map((item) => at(item, "value"))).toEqual(["sales", "support"]);
    expect(valueAt(departments, "summary", 0)).toMatchObject({ kind: "department", on: "2026-10-01", forecasts: 2 });
  });

  test("a month that is not over is refused; one of which nothing was kept is empty", async () => {
    const { status, body } = await owner.get("/v1/forecasts/accuracy?month=2026-11");
    expect([status, at(body, "errors", 0, "pointer")]).toEqual([422, "?month"]);
    expect(itemsOf(await get("/v1/forecasts/accuracy?month=2026-07"))).toEqual([]);
  });

  test("a list that is begun before a month's end stays of its month", async () => {
    pipeline.advance(Date.parse("2026-11-30T22:50:00Z") - world.now().getTime()); // Ten minutes before midnight in Paris.
    const whole = await get("/v1/forecasts/accuracy");
    const first = await get("/v1/forecasts/accuracy?limit=3");
    pipeline.advance(20 * 60_000);
    const next = await get(`/v1/forecasts/accuracy?limit=100&cursor=${at(first, "next_cursor")}`);
    expect([at(next, "month"), ...itemsOf(first), ...itemsOf(next)]).toEqual(["2026-10", ...itemsOf(whole)]);
    expect(at(await get("/v1/forecasts/accuracy"), "month")).toBe("2026-11");
  });
});
