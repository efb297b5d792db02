import { DIMENSIONS } from "@outlay/domain/dimensions";
import { MEASURES } from "@outlay/domain/measures";
import { COST_MEASURES } from "@outlay/domain/spend";
import { describe, expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { at, itemsOf, valueAt } from "./world.ts";
import { createQueriedTenant, eventOf, NOW, parseCsv, picos, sumOf, WEEK } from "./queried-tenant.ts";

const { ask, owner } = await createQueriedTenant();

describe("totals", () => {
  const measures = ["cost", "events", "input_tokens", "cost_premium", "outcomes", "cost_human_review"];
  test.each([
    [{ group_by: ["department"] }],
    [{ group_by: ["department", "model"], granularity: "day" }],
    [{ group_by: ["user", "tag:site", "fallback_from"], granularity: "hour", order_by: { by: "cost" } }],
    [{ group_by: ["model"], granularity: "week", top: { count: 1 } }],
    [{ group_by: ["department", "workflow"], top: { count: 2, by: "events" }, granularity: "month" }],
    [{ group_by: ["department"], top: { count: 2 }, compare: "previous_period", granularity: "day" }],
  ])("of %j are the ungrouped sums, by pages, as NDJSON and as CSV too", async (query) => {
    const plain = (await ask({ measures })).body;
    const { body, headers } = await ask({ measures, ...query, limit: 1000 });
    expect(valueAt(body, "totals")).toEqual(valueAt(plain, "totals"));
    expect(headers.get("next-cursor")).toBeNull();
    for (const name of measures) expect(sumOf(itemsOf(body), name)).toBe(picos(valueAt(plain, "totals", name)));

    const paged: unknown[] = [];
    for (let cursor: unknown; cursor !== null;) {
      const page = await ask({ measures, ...query, limit: 2, ...(cursor !== undefined && { cursor }) });
      paged.push(...itemsOf(page.body));
      cursor = valueAt(page.body, "next_cursor");
      expect(page.headers.get("next-cursor")).toBe(cursor);
    }
    expect(paged).toEqual(itemsOf(body));

    const lines = await ask({ measures, ...query, limit: 1000, format: "ndjson" });
    expect(lines.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
    const parsed = String(lines.body)
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(parsed).toEqual(itemsOf(body));

    const csv = await ask({ measures, ...query, limit: 1000 }, { accept: "text/csv" });
    const [head = [], ...rows] = parseCsv(String(csv.body));
    expect(rows).toHaveLength(itemsOf(body).length);
    for (const name of measures) {
      const column = head.indexOf(name);
      expect(rows.reduce((sum, row) => sum + picos(row[column]), 0n)).toBe(picos(valueAt(plain, "totals", name)));
    }
  });

  test("GET says the same as POST", async () => {
    const { body } = await ask({
      measures,
      metrics: ["active_users"],
      group_by: ["department"],
      not: { model: ["gpt-4o"] },
    });
    const query = `from=${WEEK.from}&to=${WEEK.to}&measures=${measures.join()}&metrics=active_users&group_by=department`;
    const got = await owner.get(`/v1/spend?${query}&not:model=gpt-4o`);
    expect(got.body).toEqual(body);
  });
});

test("the rest is marked, and has no values that could be taken for its name", async () => {
  const { body } = await ask({
    group_by: ["department"],
    top: { count: 1 },
    order_by: { by: "cost", direction: "ascending" },
  });
  expect(itemsOf(body).map((item) => [valueAt(item, "is_rest"), valueAt(item, "dimensions", "department")])).toEqual([
    [false, "support"],
    [true, null],
  ]);
});

test("what is compared has the earlier value, the change and its per cent, and null where nothing was", async () => {
  const { body } = await owner.post("/v1/spend/query", {
    from: "2026-10-25",
    to: "2026-10-26",
    granularity: "day",
    measures: ["events"],
    metrics: ["active_users", "cost_per_accepted_output"],
    group_by: ["environment"],
    compare: "previous_period",
  });
  expect(valueAt(body, "compared_with")).toEqual({ from: "2026-10-24", to: "2026-10-25" });
  const compared = itemsOf(body).map((item) => [
    valueAt(item, "dimensions", "environment"),
    valueAt(item, "compared", "events"),
  ]);
  const counts = (day: string, environment: string) =>
    Array.from({ length: 40 }, (_, index) => eventOf(index)).filter(
      ({ time, attribution }) => attribution.environment === environment && localDay(time) === day,
    ).length;
  for (const [environment, found] of compared) {
    const [now, before] = ["2026-10-25", "2026-10-24"].map((day) => counts(day, String(environment)));
    const change = (now ?? 0) - (before ?? 0);
    const percent = before === 0 ? null : ((change * 100) / (before ?? 1)).toFixed(2).replace(/\.?0+$/, "");
    expect(found).toEqual({ earlier: before, change, change_percent: percent });
  }
  expect(compared.map(([environment]) => environment)).toEqual(["experiment", "production"]);
  expect(valueAt(body, "compared", "cost_per_accepted_output", "change_percent")).toBeNull();
});

const localDay = (time: string) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris", dateStyle: "short" }).format(Date.parse(time));

test("metrics are those of each group, and users who are in several groups count once in all", async () => {
  const { body } = await ask({
    measures: ["cost", "run_starts"],
    metrics: ["cost_per_run", "fallback_rate", "active_users", "cost_per_task"],
    group_by: ["department"],
  });
  expect(valueAt(body, "metrics")).toMatchObject({ fallback_rate: "0.15", active_users: 3 });
  expect(valueAt(body, "totals", "run_starts")).toBe(6);
  expect(picos(valueAt(body, "metrics", "cost_per_run"))).toBe((picos(valueAt(body, "totals", "cost")) + 3n) / 6n);
  const perGroup = itemsOf(body).map((item) => Number(valueAt(item, "metrics", "active_users")));
  expect(perGroup.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(3);
});

test("all metrics of a range are told with their formulas, and those of budgets beside them", async () => {
  const costs = await ask({ group_by: ["department"], measures: ["cost"] });
  const costOf = (department: string) =>
    itemsOf(costs.body).find((item) => valueAt(item, "dimensions", "department") === department);
  const sales = picos(valueAt(costOf("sales"), "measures", "cost"));
  const support = picos(valueAt(costOf("support"), "measures", "cost"));
  const budget = async (department: string[], amount: string) =>
    owner.post("/v1/budgets", { name: department.join(), scope: { department }, period: { type: "month" }, amount });
  await budget(["sales"], "100");
  await budget(["support"], "0.000001");
  await owner.post("/v1/budgets", { name: "all", scope: {}, period: { type: "month" }, amount: "5" });
  const narrow = { department: ["legal"], environment: ["production"] };
  await owner.post("/v1/budgets", { name: "two", scope: narrow, period: { type: "month" }, amount: "0.000001" });
  const read = async (more: string) => {
    const { status, body } = await owner.get(`/v1/metrics?from=${WEEK.from}&to=${WEEK.to}${more}`);
    expect(status).toBe(200);
    const metrics = valueAt(body, "metrics");
    if (!Array.isArray(metrics)) throw new Error("no metrics");
    return new Map(metrics.map((metric: unknown) => [at(metric, "name"), metric]));
  };
  const metrics = await read("");
  expect(metrics.get("teams_within_threshold")).toMatchObject({ value: "0.5", unit: "share", is_filtered: false });
  const against = ((sales + support) * 1_000_000n + 50_000_000_500_000n) / 100_000_001_000_000n;
  expect(picos(valueAt(metrics.get("spend_against_budget"), "value"))).toBe(against * 1_000_000n);
  expect(metrics.get("fallback_rate")).toMatchObject({ value: "0.15", formula: "fallback_events / events" });
  expect((await read("&team=workspace")).get("teams_within_threshold")).toMatchObject({ value: null });
  expect((await read("&budget_threshold=1")).get("teams_within_threshold")).toMatchObject({ value: "0.5" });
  const none = await read("&department=nobody");
  expect(none.get("premium_share")).toMatchObject({ value: null, null_when: "nothing was spent" });
  expect(none.get("active_users")).toMatchObject({ value: 0 });
});

test("a cell that a spreadsheet could run begins with an apostrophe", async () => {
  const { body } = await ask({ group_by: ["department"], format: "csv", measures: ["events"] });
  expect(String(body).split("\r\n")).toContain(`2026-10-20,"'=HYPERLINK(""x""),y",false,8,USD`);
});

test.each([
  [{ group_by: ["departement"] }, 422, "/group_by/0"],
  [{ filters: { nope: ["a"] } }, 422, "/filters/nope"],
  [{ measures: ["costs"] }, 422, "/measures/0"],
  [{ top: { count: 3 } }, 422, "/top"],
  [{ compare: "previous_period", granularity: "hour" }, 422, "/compare"],
  [{ from: "2020-01-01", granularity: "hour" }, 422, "/to"],
  [{ order_by: { by: "period", direction: "descending" } }, 422, "/order_by/direction"],
  [{ metrics: ["toString"] }, 422, "/metrics/0"],
])("%j is refused with %i at %s", async (query, status, pointer) => {
  const answer = await owner.post("/v1/spend/query", { ...WEEK, ...query });
  expect([answer.status, valueAt(answer.body, "errors", 0, "pointer")]).toEqual([status, pointer]);
});

test("whoever misspells a measure is told all that there are, to the last", async () => {
  const { body } = await owner.post("/v1/spend/query", { ...WEEK, measures: ["costs"] });
  expect(at(body, "errors", 0, "detail")).toBe(`This is none of ${[...COST_MEASURES, ...MEASURES].join(", ")}.`);
});

describe("a range of dates", () => {
  const SPAN = "a date of the years 2000 to 2199";
  type Read = { readonly parameters?: { readonly name: string; readonly schema: { readonly format?: string } }[] };
  const ranged = async () => {
    const { paths } = (await owner.get("/openapi.json")).body as { paths: Record<string, { get?: Read }> };
    return Object.entries(paths)
      .filter(([, { get }]) => get?.parameters?.some(({ name, schema }) => name === "to" && schema.format === "date"))
      .map(([path]) => path.replace("{report}", "abandoned-runs"));
  };

  test("is of the years 2000 to 2199 in every read of one", async () => {
    const paths = await ranged();
    expect(paths.length).toBeGreaterThan(9);
    for (const path of paths) {
      expect({ path, ...(await owner.get(`${path}?from=1970-01-01&to=1970-02-01`)) }).toMatchObject({
        path,
        status: 422,
        body: {
          errors: [
            { pointer: "?from", detail: SPAN },
            { pointer: "?to", detail: SPAN },
          ],
        },
      });
      const late = await owner.get(`${path}?from=2200-01-01&to=2200-02-01`);
      const early = await owner.get(`${path}?from=2000-01-01&to=2000-02-01`);
      expect([path, late.status, early.status]).toEqual([path, 422, 200]);
    }
    expect((await owner.get("/v1/reports/abandoned-runs?to=1970-01-01")).status).toBe(422);
    expect((await owner.get("/v1/reports/abandoned-runs?to=2000-01-01")).status).toBe(200);
  });

  test.each(["/v1/spend/query", "/v1/simulations", "/v1/attribution-previews", "/v1/price-override-previews"])(
    "is of them in the body of %s too",
    async (path) => {
      const { status, body } = await owner.post(path, { from: "1970-01-01", to: "tomorrow" });
      const faults = Array.from(valueAt(body, "errors") as Iterable<unknown>);
      expect([status, ...faults.filter((fault) => ["/from", "/to"].includes(at(fault, "pointer")))]).toEqual([
        422,
        { pointer: "/from", detail: SPAN },
        { pointer: "/to", detail: "This is not written as a date, such as 2026-11-02." },
      ]);
    },
  );

  test.each([
    [{ from: "1971-01-01", to: "1972-06-01" }, 422],
    [{ from: "2000-01-01", to: "2002-12-31" }, 200],
    [{ from: "2000-01-01", to: "2000-02-01" }, 200],
  ])("is compared with the empty one before the first date: %j is %i", async (range, status) => {
    const answer = await owner.post("/v1/spend/query", { ...range, compare: "previous_period" });
    expect(answer.status).toBe(status);
  });

  test("says which end was not stated, and what stood in for it", async () => {
    const detail = async (body: object) => at((await owner.post("/v1/spend/query", body)).body, "errors", 0, "detail");
    expect(await detail({ from: "2026-12-01" })).toBe(
      "after from (2026-12-01); without `to` it is tomorrow, 2026-10-28",
    );
    expect(await detail({ to: "2026-10-01" })).toBe(
      "after from (2026-10-01); without `from` it is the first of this month, 2026-10-01",
    );
    expect(await detail({ from: "2020-01-01" })).toBe(
      "at most 1100 days after from by total; without `to` it is tomorrow, 2026-10-28",
    );
    expect(await detail({ from: "2026-10-02", to: "2026-10-02" })).toBe("after from (2026-10-02)");
  });
});

test.each([
  { filters: { dept: ["legal"] } },
  { not: { dept: ["legal"] } },
  { filters: { "tag:": ["paris"] } },
  { group_by: ["dept"] },
])("whoever misspells a dimension in %j is told all that there are", async (query) => {
  const { body } = await owner.post("/v1/spend/query", { ...WEEK, ...query });
  expect(valueAt(body, "errors")).toEqual([
    { pointer: expect.any(String), detail: `one of: ${DIMENSIONS.join(", ")}, or \`tag:<name>\`` },
  ]);
});

test.each([
  ["top=5", "?top"],
  ["compare=previous_period", "?compare"],
  ["order_by=cost", "?order_by"],
])("GET /v1/spend?%s is told who takes it", async (query, pointer) => {
  const { body } = await owner.get(`/v1/spend?${query}`);
  const detail = "POST /v1/spend/query takes this, in its body";
  expect(valueAt(body, "errors")).toEqual([{ pointer, detail }]);
});

test.each([
  ["/v1/spend", "from=2026-10-01&from=2026-10-02", "?from"],
  ["/v1/spend", "granularity=day&granularity=week", "?granularity"],
  ["/v1/metrics", "budget_threshold=50&budget_threshold=60", "?budget_threshold"],
  ["/v1/budgets", "limit=5&limit=6", "?limit"],
  ["/v1/events", "from=2026-10-01T00:00:00Z&from=2026-10-01T00:00:00Z", "?from"],
])("%s?%s is told that the parameter stands twice", async (path, query, pointer) => {
  const { status, body } = await owner.get(`${path}?${query}`);
  expect([status, valueAt(body, "errors")]).toEqual([
    422,
    [{ pointer, detail: "This stands more than once: state it once." }],
  ]);
});

test("a parameter that may stand twice has faults of its own", async () => {
  const filters = await owner.get("/v1/spend?department=&department=sales");
  expect(filters.status).toBe(422);
  expect(JSON.stringify(filters.body)).not.toContain("state it once");
  const { body } = await owner.get("/v1/spend?group_by=model&group_by=dept&measures=cost&measures=cost");
  expect(valueAt(body, "errors")).toEqual([
    { pointer: "?group_by", detail: expect.stringMatching(/^each once, of: business_unit/) },
    { pointer: "?measures", detail: expect.stringMatching(/^each once, of: cost/) },
  ]);
});

test("a cursor is of its query alone", async () => {
  const { body } = await ask({ group_by: ["department"], limit: 1 });
  const cursor = at(body, "next_cursor");
  const other = await owner.post("/v1/spend/query", { ...WEEK, group_by: ["model"], limit: 1, cursor });
  expect([other.status, valueAt(other.body, "code")]).toEqual([400, "cursor_invalid"]);
});

test.each(["GET", "POST"])(
  "by %s, pages that follow each other past the end of a month are of one range",
  async (verb) => {
    const pipeline = createPipeline({ at: "2026-10-31T22:50:00.000Z" }); // 23:50 in Paris.
    const { owner: caller } = await pipeline.signUp({ time_zone: "Europe/Paris" });
    const events = Array.from({ length: 40 }, (_, index) => eventOf(index));
    await caller.post("/v1/events", events);
    await pipeline.settle();
    const page = (limit: number, cursor?: string) =>
      verb === "GET"
        ? caller.get(`/v1/spend?group_by=model&granularity=day&limit=${limit}${cursor ? `&cursor=${cursor}` : ""}`)
        : caller.post("/v1/spend/query", { group_by: ["model"], granularity: "day", limit, ...(cursor && { cursor }) });
    const whole = (await page(100)).body;
    const first = (await page(4)).body;
    pipeline.advance(20 * 60_000);
    const second = await page(100, at(first, "next_cursor"));
    expect(second.status).toBe(200);
    expect([...itemsOf(first), ...itemsOf(second.body)]).toEqual(itemsOf(whole));
    expect(valueAt(second.body, "totals")).toEqual(valueAt(whole, "totals"));
  },
);

test.each(["GET", "POST"])("by %s, a cursor is taken back, whatever the values that it names", async (verb) => {
  const pipeline = createPipeline({ at: NOW });
  const { owner: caller } = await pipeline.signUp();
  const names = ["department", "workflow", "project_code", "environment", "user", "agent"];
  const events = ["\u{1F600}", '"'].map((character, index) => ({
    ...eventOf(index),
    attribution: Object.fromEntries(names.map((name) => [name, character.repeat(128)])),
  }));
  const sent = await caller.post("/v1/events", events);
  expect([sent.status, valueAt(sent.body, "accepted")]).toEqual([202, 2]);
  await pipeline.settle();
  const page = (cursor?: string) =>
    verb === "GET"
      ? caller.get(
          `/v1/spend?limit=1${names.map((name) => `&group_by=${name}`).join("")}${cursor ? `&cursor=${cursor}` : ""}`,
        )
      : caller.post("/v1/spend/query", { group_by: names, limit: 1, ...(cursor && { cursor }) });
  const first = await page();
  const second = await page(at(first.body, "next_cursor"));
  expect([first, second].map(({ status, body }) => [status, itemsOf(body).length])).toEqual([
    [200, 1],
    [200, 1],
  ]);
});
