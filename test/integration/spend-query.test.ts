import { MEASURES } from "@outlay/domain/measures";
import { parseAmount } from "@outlay/domain/money";
import { COST_MEASURES } from "@outlay/domain/spend";
import { beforeAll, describe, expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { at, type Caller, itemsOf, type SignedUp, valueAt } from "./world.ts";

const NOW = "2026-10-27T12:00:00.000Z";
const DEPARTMENTS = ["support", "sales", "legal", '=HYPERLINK("x"),y', null];
const MODELS = ["gpt-4o", "gpt-4o-mini", "gpt-5-mini"];
/** Around the night in which Paris sets its clocks back, at 01:00Z on the 25th. */
const TIMES = [
  "21T09:10:00Z",
  "24T21:59:59Z",
  "24T22:00:00Z",
  "25T00:30:00Z",
  "25T01:30:00Z",
  "26T10:00:00Z",
  "27T11:59:00Z",
];

const eventOf = (index: number) => ({
  id: `e${index}`,
  source: "gateway",
  time: `2026-10-${TIMES[index % TIMES.length] ?? ""}`,
  operation: "chat",
  provider: "openai",
  model: MODELS[index % 3],
  usage: { input_tokens: 1000 + index, output_tokens: 7 * index },
  status: index % 5 === 0 ? "failed" : "succeeded",
  attribution: {
    department: DEPARTMENTS[index % 5],
    user: index % 4 === 0 ? null : `u${index % 3}`,
    environment: index % 6 === 0 ? "experiment" : "production",
    workflow: index % 2 === 0 ? "answers" : null,
    project_code: "P-1",
    tags: index % 3 === 0 ? { site: "paris" } : {},
  },
  run: { id: `run_${index % 6}`, step: 1 + Math.floor(index / 6), task_id: `T-${index % 4}` },
  ...(index % 7 === 0 && { route: { type: "fallback", fallback_from: "gpt-5" } }),
});

const outcomeOf = (index: number) => ({
  id: `o${index}`,
  at: "2026-10-27T11:00:00Z",
  ...(index % 2 === 0 ? { run_id: `run_${index}` } : { task_id: `T-${index}` }),
  accepted: index % 3 !== 0,
  review_seconds: 60,
  reviewer_role: "lead",
});

let owner: Caller;
let signedUp: SignedUp;
const WEEK = { from: "2026-10-20", to: "2026-10-28" };

beforeAll(async () => {
  const pipeline = createPipeline({ at: NOW });
  signedUp = await pipeline.signUp({ time_zone: "Europe/Paris" });
  owner = signedUp.owner;
  const price = { kind: "review_rate", name: "Leads", role: "lead", per_hour: "36", from: "2026-01-01T00:00:00Z" };
  const priced = await owner.post("/v1/price-overrides", price);
  if (priced.status !== 201) throw new Error(JSON.stringify(priced.body));
  await owner.post("/v1/owners", { kind: "budget_owner", dimension: "department", value: "sales", owner: "dana" });
  await owner.post("/v1/owners", { kind: "budget_owner", dimension: "workflow", value: "answers", owner: "wim" });
  await owner.post(
    "/v1/events",
    Array.from({ length: 40 }, (_, index) => eventOf(index)),
  );
  await pipeline.settle();
  await owner.post("/v1/outcomes", [0, 1, 2, 3, 4].map(outcomeOf));
  await pipeline.settle();
});

const ask = async (query: Record<string, unknown>, headers?: Record<string, string>) => {
  const answer = await owner.post("/v1/spend/query", { ...WEEK, ...query }, headers);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer;
};

const picos = (value: unknown): bigint => {
  const parsed = parseAmount(String(value));
  if (parsed === undefined) throw new Error(`${String(value)} is no amount`);
  return parsed;
};
const sumOf = (items: readonly unknown[], name: string) =>
  items.reduce<bigint>((sum, item) => sum + picos(valueAt(item, "measures", name) ?? 0), 0n);

async function allPages(path: string): Promise<unknown[]> {
  const items: unknown[] = [];
  for (let cursor: unknown = ""; cursor !== null;) {
    const { status, body } = await owner.get(`${path}&limit=3${cursor === "" ? "" : `&cursor=${String(cursor)}`}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    items.push(...itemsOf(body));
    cursor = valueAt(body, "next_cursor");
  }
  return items;
}

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

describe("what is behind a number", () => {
  test.each([
    [{ group_by: ["department"] }],
    [{ group_by: ["department", "user"], granularity: "day", filters: { environment: ["production"] } }],
    [{ group_by: ["tag:site"], granularity: "hour", not: { status: ["failed"] } }],
    [{ group_by: ["model"], granularity: "week", top: { count: 1 } }],
    [{ group_by: ["department", "model"], granularity: "month", top: { count: 3 } }],
    [{ group_by: [], filters: { department: ["sales", "unattributed"] } }],
  ])("of %j: events and outcome rows, page by page, are the same sum", async (query) => {
    const measures = [
      "cost",
      "events",
      "input_tokens",
      "output_tokens",
      "outcomes",
      "accepted_outcomes",
      "cost_human_review",
    ];
    const { body } = await ask({ measures, ...query, limit: 1000 });
    expect(itemsOf(body).length).toBeGreaterThan(0);
    for (const item of itemsOf(body)) {
      const events = await allPages(at(item, "events"));
      const outcomes = await allPages(at(item, "outcomes"));
      const ofEvents = (read: (event: unknown) => unknown) =>
        events.reduce<bigint>((sum, event) => sum + picos(read(event) ?? 0), 0n);
      const ofOutcomes = (name: string) => sumOf(outcomes, name);
      const review = ofOutcomes("cost_human_review");
      expect({
        events: BigInt(events.length) * 10n ** 12n,
        input_tokens: ofEvents((event) => valueAt(event, "usage", "input_tokens")),
        output_tokens: ofEvents((event) => valueAt(event, "usage", "output_tokens")),
        cost: ofEvents((event) => valueAt(event, "cost")) + review,
        outcomes: ofOutcomes("outcomes"),
        accepted_outcomes: ofOutcomes("accepted_outcomes"),
        cost_human_review: review,
      }).toEqual(Object.fromEntries(measures.map((name) => [name, picos(valueAt(item, "measures", name))])));
    }
  });

  test("of hours that do not begin with those of UTC, where buckets are hours of UTC", async () => {
    const pipeline = createPipeline({ at: NOW });
    const kathmandu = await pipeline.signUp({ time_zone: "Asia/Kathmandu" });
    // 09:45 and 10:14 of Kathmandu's clocks are one bucket, and two local hours.
    const events = ["04:00:00Z", "04:29:00Z"].map((time, index) => ({
      ...eventOf(1),
      id: `i${index}`,
      time: `2026-10-01T${time}`,
      run: { id: `old_${index}` },
    }));
    expect((await kathmandu.owner.post("/v1/imports", events)).status).toBe(202);
    const told = events.map(({ run }) => ({ id: run.id, at: NOW, run_id: run.id, accepted: true }));
    await kathmandu.owner.post("/v1/outcomes", told);
    await pipeline.settle();
    const { body } = await kathmandu.owner.post("/v1/spend/query", {
      from: "2026-10-01",
      to: "2026-10-02",
      granularity: "hour",
      measures: ["outcomes"],
    });
    const runs = await Promise.all(
      itemsOf(body).map(async (item) => {
        const listed = await kathmandu.owner.get(at(item, "outcomes"));
        return [at(item, "period"), ...itemsOf(listed.body).map((row) => at(row, "subject", "id"))];
      }),
    );
    expect(runs).toEqual([
      ["2026-10-01T09:00+05:45", "old_0"],
      ["2026-10-01T10:00+05:45", "old_1"],
    ]);
  });

  test("an outcome row names its run or task", async () => {
    const { body } = await ask({ filters: {} });
    const rows = await allPages(at(itemsOf(body)[0], "outcomes"));
    const named = rows.map((row) => `${at(row, "subject", "kind")} ${at(row, "subject", "id")}`);
    expect(named.toSorted()).toEqual(["run run_0", "run run_2", "run run_4", "task T-1", "task T-3"]);
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

describe("records", () => {
  const path = `/v1/spend/records?from=${WEEK.from}&to=${WEEK.to}`;

  test("page by page they add up to spend, with every field, and name the budget owner", async () => {
    const records = await allPages(path);
    const whole = (
      await ask({ measures: ["cost", "events", "response_cache_hits", "accepted_outcomes", "review_seconds"] })
    ).body;
    const add = (name: string) => records.reduce<bigint>((sum, record) => sum + picos(valueAt(record, name)), 0n);
    expect([add("cost"), add("events"), add("accepted_outputs"), add("human_review_seconds")]).toEqual(
      ["cost", "events", "accepted_outcomes", "review_seconds"].map((name) => picos(valueAt(whole, "totals", name))),
    );
    const owners = new Map(
      records.map((record) => [
        `${at(record, "workflow")} ${at(record, "department")}`,
        valueAt(record, "budget_owner"),
      ]),
    );
    expect([owners.get("answers sales"), owners.get("unattributed sales"), owners.get("unattributed support")]).toEqual(
      ["wim", "dana", null],
    );
    expect(records.some((record) => valueAt(record, "fallback_model") === "gpt-5")).toBe(true);
    expect(Object.keys(records[0] ?? {})).toEqual(
      "date department workspace user_group workflow project_code environment provider model model_tier route_type data_class fallback_model run_status budget_owner events input_tokens cache_read_tokens cache_write_5m_tokens cache_write_1h_tokens output_tokens retrieval_calls tool_calls agent_steps cache_hits accepted_outputs human_reviews human_review_seconds redactions blocks cost currency".split(
        " ",
      ),
    );
  });

  test("as CSV and NDJSON they say the same, and the cursor stands in a header", async () => {
    const records = await allPages(path);
    const csv: string[][] = [];
    const lines: unknown[] = [];
    for (const [format, take] of [
      ["csv", (text: string) => csv.push(...parseCsv(text).slice(1))],
      [
        "ndjson",
        (text: string) =>
          lines.push(
            ...text
              .trimEnd()
              .split("\n")
              .map((line): unknown => JSON.parse(line)),
          ),
      ],
    ] as const) {
      for (let cursor: string | null = ""; cursor !== null;) {
        const answer = await owner.get(`${path}&limit=5&format=${format}${cursor === "" ? "" : `&cursor=${cursor}`}`);
        take(String(answer.body));
        cursor = answer.headers.get("next-cursor");
      }
    }
    expect(lines).toEqual(records);
    expect(csv.map((cells) => cells.slice(0, 1).concat(cells.slice(-2)))).toEqual(
      records.map((record) => [at(record, "date"), at(record, "cost"), "USD"]),
    );
  });
});

/** By RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") rows.push(cells.splice(0));
  }
  return rows;
}
