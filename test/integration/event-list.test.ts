import { parseAmount } from "@outlay/domain/money";
import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { at, type Caller, itemsOf, valueAt } from "./world.ts";

const HOUR = 3_600_000;
const NOW = "2026-11-02T09:00:30.000Z";

async function setUp(zone = "America/New_York") {
  const pipeline = createPipeline({ at: NOW });
  return { ...pipeline, ...(await pipeline.signUp({ time_zone: zone })) };
}

const event = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  source: "gateway",
  time: "2026-11-02T08:50:10.5Z",
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: 1000, output_tokens: 100 },
  attribution: { department: "support", tags: { site: "paris" } },
  ...changes,
});

/** All pages of a list. */
async function all(owner: Caller, query: string) {
  const items: unknown[] = [];
  let cursor: unknown = "";
  let pages = 0;
  for (; cursor !== null; pages++) {
    const { body } = await owner.get(`/v1/events?${query}${cursor === "" ? "" : `&cursor=${String(cursor)}`}`);
    items.push(...itemsOf(body));
    cursor = valueAt(body, "next_cursor");
  }
  return { items, pages };
}

test("an event is listed with all that it says, and why each value and each amount is what it is", async () => {
  const { owner, settle, keyId } = await setUp();
  await owner.post("/v1/events", [
    event("a", {
      run: { id: "run_1", task_id: "T-9", task_class: "drafting", step: 3, attempt: 2 },
      route: { id: "rt_1", type: "fallback", fallback_from: "gpt-5" },
      reported_cost: { amount: "0.004", currency: "USD" },
      duration_ms: 1840,
    }),
  ]);
  await settle();
  const { body } = await owner.get("/v1/events");
  expect([valueAt(body, "from"), valueAt(body, "to"), valueAt(body, "next_cursor")]).toEqual([
    "2026-11-02T08:00:30.000Z",
    NOW,
    null,
  ]);
  expect(itemsOf(body)).toMatchObject([
    {
      id: "a",
      source: "gateway",
      time: "2026-11-02T08:50:10.500Z",
      operation: "chat",
      status: "succeeded",
      api_key: keyId,
      usage: { input_tokens: 1000, output_tokens: 100, requests: 1 },
      run: { id: "run_1", task_id: "T-9", task_class: "drafting", step: 3, attempt: 2, loop: false },
      route: { id: "rt_1", type: "fallback", fallback_from: "gpt-5" },
      dimensions: {
        department: { value: "support", filled_by: "event" },
        consumer_department: { value: "support", filled_by: "event" },
        project: { value: null, filled_by: null },
      },
      tags: { site: "paris" },
      cost: "0.0035",
      cost_lines: [
        { component: "input", amount: "0.0025", mark: "measured" },
        { component: "output", amount: "0.001", mark: "measured" },
      ],
      unpriced_reason: null,
      reported_cost: { amount: "0.004", currency: "USD" },
      accepted_at: NOW,
      generation: 0,
      repriced_by: null,
    },
  ]);
  expect(at(body, "items", 0, "rate_id")).toContain("gpt-4o");
});

test("of an event that came with two contents only the one that counts is listed", async () => {
  const { owner, settle, advance } = await setUp();
  await owner.post("/v1/events", [event("a")]);
  advance(1);
  await owner.post("/v1/events", [event("a", { usage: { input_tokens: 5 } })]);
  await settle();
  const { items } = await all(owner, "");
  expect(items.map((item) => [valueAt(item, "id"), valueAt(item, "usage", "input_tokens")])).toEqual([["a", 1000]]);
});

test("what is listed adds up to spend over the same range and filters, to the last digit, in whatever pages", async () => {
  const { owner, settle } = await setUp();
  const departments = ["support", "sales", undefined];
  const models = ["gpt-4o", "gpt-4o-mini", "a-model-without-price"];
  const events = Array.from({ length: 240 }, (_, index) =>
    event(`e${index}`, {
      time: new Date(Date.parse("2026-11-02T09:00:00Z") - (index % 60) * HOUR - index * 977).toISOString(),
      model: models[index % 3],
      source: index % 4 === 0 ? "agents" : "gateway",
      usage: { input_tokens: 1 + index * 7, output_tokens: index, cache_read_tokens: index % 5 },
      attribution: {
        ...(departments[(index % 7) % 3] === undefined ? {} : { department: departments[(index % 7) % 3] }),
        tags: { site: index % 2 === 0 ? "paris" : "oslo" },
      },
    }),
  );
  for (let from = 0; from < 240; from += 40) await owner.post("/v1/imports", events.slice(from, from + 40));
  await settle();
  const days = "2026-10-31,2026-11-01,2026-11-02,2026-11-03".split(",");
  const instant = (date: string) => (date < "2026-11-02" ? `${date}T04:00:00Z` : `${date}T05:00:00Z`); // Clocks went back on the 1st.
  const filters = ["", "&department=support", "&department=unattributed&model=gpt-4o", "&tag:site=paris&source=agents"];
  let listed = 0;
  for (const [from = "", to = ""] of [days.slice(0, 2), days.slice(1, 3), days.slice(2, 4), [days[0], days[3]]]) {
    for (const filter of filters) {
      const measures = "cost,events,input_tokens,unpriced_events,cost_cache_read";
      const spend = await owner.get(`/v1/spend?from=${from}&to=${to}&measures=${measures}${filter}`);
      const range = `from=${instant(from)}&to=${instant(to)}`;
      const { items } = await all(owner, `${range}&limit=7${filter}`);
      listed += items.length;
      const sum = (read: (item: unknown) => bigint) => items.reduce<bigint>((total, item) => total + read(item), 0n);
      const lines = (item: unknown) => {
        const value = valueAt(item, "cost_lines");
        return Array.isArray(value) ? (value as readonly unknown[]) : [];
      };
      const amountOf = (line: unknown) => parseAmount(at(line, "amount")) ?? 0n;
      const totals = (name: string) => parseAmount(String(valueAt(spend.body, "totals", name)));
      expect(totals("events")).toBe(BigInt(items.length) * 10n ** 12n);
      expect(totals("cost")).toBe(sum((item) => lines(item).reduce<bigint>((all, line) => all + amountOf(line), 0n)));
      expect(totals("cost")).toBe(sum((item) => parseAmount(at(item, "cost")) ?? 0n));
      expect(totals("cost_cache_read")).toBe(
        sum((item) =>
          lines(item)
            .filter((line) => valueAt(line, "component") === "cache_read")
            .reduce<bigint>((all, line) => all + amountOf(line), 0n),
        ),
      );
      expect(totals("unpriced_events")).toBe(
        sum((item) => (valueAt(item, "unpriced_reason") === null ? 0n : 10n ** 12n)),
      );
      expect(new Set(items.map((item) => JSON.stringify([valueAt(item, "source"), valueAt(item, "id")]))).size).toBe(
        items.length,
      );
    }
  }
  expect(listed).toBeGreaterThan(500);
});

test("a list is narrowed by id, source and run, and keeps its range from page to page", async () => {
  const { owner, settle, advance } = await setUp();
  await owner.post("/v1/events", [
    event("a"),
    event("a", { source: "agents" }),
    event("b", { run: { id: "run_1" } }),
    event("c", { run: { id: "run_1" }, time: "2026-11-02T08:55:00Z" }),
  ]);
  await settle();
  const ids = async (query: string) => (await all(owner, query)).items.map((item) => valueAt(item, "id"));
  expect(await ids("id=a&source=agents")).toEqual(["a"]);
  expect(await ids("id=a")).toEqual(["a", "a"]);
  expect(await ids("run_id=run_1")).toEqual(["b", "c"]);
  expect(await ids("id=z")).toEqual([]);
  const first = await owner.get("/v1/events?limit=1");
  advance(HOUR); // Without its range in the cursor the next page would look an hour later.
  const cursor = at(first.body, "next_cursor");
  const next = await owner.get(`/v1/events?limit=3&cursor=${cursor}`);
  expect(itemsOf(next.body)).toHaveLength(3);
  expect(valueAt(next.body, "to")).toBe(NOW);
  expect((await owner.get(`/v1/events?limit=3&id=a&cursor=${cursor}`)).status).toBe(400);
});

test("a long range without events is walked in parts, each with a cursor", async () => {
  const { owner, settle, advance } = await setUp();
  await owner.post("/v1/events", [event("a")]);
  await settle();
  advance(60 * HOUR);
  const { items, pages } = await all(owner, "from=2026-11-02T08:50:10.5Z&to=2026-11-04T21:00:00Z");
  expect([items.length, pages]).toEqual([1, 3]);
  const before = await all(owner, "from=2026-11-02T08:50:00Z&to=2026-11-02T08:50:10.5Z"); // Half-open, within a bucket.
  expect(before.items).toEqual([]);
});

test.each([
  ["from=2026-11-02T09:00:00Z&to=2026-11-02T09:00:00Z", "?to"],
  ["from=2020-09-01T00:00:00Z&to=2026-11-02T09:00:00Z", "?to"],
  ["from=2026-11-02", "?from"],
  ["departement=support", "?departement"],
])("%s is refused", async (query, pointer) => {
  const { owner } = await setUp();
  const { status, body } = await owner.get(`/v1/events?${query}`);
  expect([status, valueAt(body, "errors", 0, "pointer")]).toEqual([422, pointer]);
});
