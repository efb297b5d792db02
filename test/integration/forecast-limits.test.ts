import { LIMITS } from "@outlay/domain/limits";
import { readBudgetOutlines, readForecastRecords } from "@outlay/storage/forecasts";
import { afterEach, describe, expect, test } from "vitest";
import type { Table } from "@outlay/storage/table";
import { event, numberAt, signedUp, spendDays, spentIn } from "./spending-company.ts";
import { at, itemsOf, valueAt } from "./world.ts";

const usual = { ...LIMITS };
afterEach(() => {
  Object.assign(LIMITS, usual);
});

type Stage = Awaited<ReturnType<typeof signedUp>>;

/** What a night keeps, and how its jobs went. */
async function night(stage: Stage) {
  await stage.pipeline.runJob("nightly");
  const today = stage.world.now().toISOString().slice(0, 10);
  const kept = await readForecastRecords(stage.world.table, stage.tenant.tenantId, { from: today, to: "2027-01-01" });
  return { today, records: kept?.date === today ? kept.records : undefined };
}

describe("of more rows than one query reads", async () => {
  const stage = await signedUp();
  const { pipeline, tenant, get } = stage;
  await tenant.owner.post("/v1/budgets", { name: "All", scope: {}, amount: "400" });
  await spendDays(pipeline, tenant, 40); // Two rows a day; it is Saturday, 24 October.

  test("a forecast is made of parts, and says what it would of one", async () => {
    const whole = await get("/v1/forecasts?group_by=department");
    Object.assign(LIMITS, { spendRowsMax: 50, forecastQueries: 16 });
    expect(await get("/v1/forecasts?group_by=department")).toEqual(whole);
  });

  test("where parts do not reach all days, it is of those that they reach, and says how many", async () => {
    Object.assign(LIMITS, { spendRowsMax: 50, forecastQueries: 5 });
    const body = await get("/v1/forecasts");
    expect(valueAt(body, "history_days")).toBe(29); // 113 days, 57 and 29 are too many; of 15 two parts are left, and today is in them.
    expect(numberAt(body, "total", "spent")).toBe(
      (await spentIn(get, "from=2026-10-14&to=2026-10-25")) + (await spentIn(get, "from=2026-10-01&to=2026-10-14")),
    );
    expect(valueAt(body, "total", "reason")).toContain("earlier days");
  });

  test("where they do not reach the period's start, it is refused", async () => {
    Object.assign(LIMITS, { spendRowsMax: 50, forecastQueries: 4 });
    const { status, body } = await tenant.owner.get("/v1/forecasts");
    expect([status, at(body, "code")]).toEqual([422, "query_too_large"]);
  });

  test("a night whose days are too large leaves a note for each dimension, and keeps the forecasts of budgets", async () => {
    Object.assign(LIMITS, { spendRowsMax: 1 });
    const { today, records } = await night(stage);
    expect(records?.map(({ dimension, value, end }) => [dimension, value, end === null])).toEqual([
      [null, null, true],
      ["department", null, true],
      ["workflow", null, true],
      ["model", null, true],
      ["budget", expect.any(String), false],
    ]);
    expect(records?.[1]?.reason).toContain("more than one query");
    const outlines = await readBudgetOutlines(stage.world.table, tenant.tenantId);
    expect([outlines?.date, outlines?.kept]).toEqual([today, 1]);
  });

  test("a night reads in parts too, and keeps what it would of one", async () => {
    pipeline.advance(86_400_000);
    const { tenantId } = tenant;
    const whole = await night(stage);
    await stage.world.table.remove({ pk: `T#${tenantId}#H#2026-10`, sk: whole.today }, "always");
    Object.assign(LIMITS, { spendRowsMax: 50 });
    expect((await night(stage)).records).toEqual(whole.records);
    expect(whole.records?.length).toBe(6);
  });
});

describe("of more values by day than one query has", async () => {
  const { pipeline, tenant, get } = await signedUp();
  await spendDays(pipeline, tenant, 40);

  test("those that spend most are forecast, all others as one; together they are what was spent", async () => {
    Object.assign(LIMITS, { spendItemsMax: 60 });
    const body = await get("/v1/forecasts?group_by=department&groups=1");
    expect([at(body, "groups", 0, "value"), valueAt(body, "groups_left")]).toEqual(["support", 1]);
    const spent = (...path: readonly (string | number)[]) => numberAt(body, ...path, "spent");
    expect(spent("groups", 0) + spent("rest")).toBeCloseTo(spent("total"), 9);
    const sales = await get("/v1/forecasts?department=sales");
    expect(valueAt(body, "rest")).toEqual(valueAt(sales, "total"));
  });

  test("where none are left there is no rest", async () => {
    expect(valueAt(await get("/v1/forecasts?group_by=department"), "rest")).toBeNull();
    expect(valueAt(await get("/v1/forecasts"), "rest")).toBeNull();
  });
});

describe("of what was forecast", async () => {
  const { pipeline, tenant, get, world } = await signedUp();
  const variance = async (): Promise<unknown> => {
    const metrics = valueAt(await get("/v1/metrics"), "metrics");
    if (!Array.isArray(metrics)) throw new Error("No metrics.");
    const found: unknown = metrics.find((metric) => at(metric, "name") === "forecast_variance");
    return valueAt(found, "value");
  };

  test("nothing kept says why, and so does nothing of a kind", async () => {
    const reason = async (query: string) => {
      const body = await get(`/v1/forecasts/accuracy?${query}`);
      return [itemsOf(body).length, valueAt(body, "reason")];
    };
    expect(await reason("month=2026-07")).toEqual([
      0,
      "No forecast of 2026-07 was kept: they are made each night from the sign-up on.",
    ]);
    await spendDays(pipeline, tenant, 17); // 1 October.
    await pipeline.runJob("nightly");
    pipeline.advance(31 * 86_400_000);
    expect(world.now().toISOString().slice(0, 7)).toBe("2026-11");
    expect(await reason("month=2026-10")).toEqual([5, null]);
    expect(await reason("kind=budget")).toEqual([
      0,
      "Nothing of what is asked had spent when forecasts of 2026-10 were made.",
    ]);
  });

  test("what came is not guessed where it is more than is read", async () => {
    expect(await variance()).not.toBeNull();
    expect(valueAt(await get("/v1/forecasts/accuracy"), "reason")).toBeNull();
    Object.assign(LIMITS, { spendRowsMax: 0 });
    const body = await get("/v1/forecasts/accuracy");
    expect([itemsOf(body), at(body, "reason")]).toEqual([[], expect.stringContaining("more came than is read")]);
    // Of November nothing was spent: what was of October is all that is more than is read.
    expect(await variance()).toBeNull();
  });
});

test("dimensions that a night could not forecast are told beside those that it could", async () => {
  const stage = await signedUp();
  const { pipeline, tenant, get } = stage;
  await spendDays(pipeline, tenant, 17); // 1 October.
  Object.assign(LIMITS, { spendRowsMax: 1 });
  expect((await night(stage)).today).toBe("2026-10-01");
  Object.assign(LIMITS, usual);
  pipeline.advance(31 * 86_400_000);
  const body = await get("/v1/forecasts/accuracy");
  expect([itemsOf(body), at(body, "reason")]).toEqual([[], expect.stringContaining("more than one query")]);
  const leftOut = valueAt(body, "left_out");
  expect(Array.isArray(leftOut) && leftOut.map((each) => at(each, "kind"))).toEqual([
    "tenant",
    "department",
    "workflow",
    "model",
  ]);
  expect(at(body, "left_out", 1, "on")).toBe("2026-10-01");
});

test("what is used between two reads makes no rest of less than nothing, and parts are the whole", async () => {
  let meanwhile: (() => Promise<void>) | undefined;
  let looks = 0;
  const wrapTable = (table: Table): Table => ({
    ...table,
    query: async (range) => {
      const work = meanwhile;
      // Each query of spend looks at what is yet to be merged first.
      if (work && range.pk.endsWith("#Y") && ++looks === 2) {
        meanwhile = undefined;
        await work();
      }
      return table.query(range);
    },
  });
  const { pipeline, tenant, get, world } = await signedUp({ wrapTable });
  await spendDays(pipeline, tenant, 20);
  meanwhile = async () => {
    const time = new Date(world.now().getTime() - 60_000).toISOString();
    await tenant.owner.post("/v1/events", [event("meanwhile", time, "support", 90_000_000)]);
    await pipeline.settle();
  };
  const body = await get("/v1/forecasts?group_by=department&groups=1");
  expect(looks).toBeGreaterThan(1);
  const [whole, part, rest] = [["total"], ["groups", 0], ["rest"]].map((path) => numberAt(body, ...path, "spent"));
  expect(rest).toBeGreaterThan(0);
  expect((part ?? 0) + (rest ?? 0)).toBeCloseTo(whole ?? 0, 9);
});
