import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { at, itemsOf, valueAt } from "./world.ts";

async function setUp() {
  const pipeline = createPipeline({ at: "2026-11-02T09:00:30.000Z" });
  return { ...pipeline, ...(await pipeline.signUp({ time_zone: "America/New_York" })) };
}

const event = (changes: Record<string, unknown> = {}) => ({
  id: "e1",
  source: "gateway",
  time: "2026-11-02T09:00:10.123456Z",
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: 1000, output_tokens: 100 },
  attribution: { department: "support" },
  ...changes,
});

const NOVEMBER = "from=2026-11-01&to=2026-12-01";

test("an accepted event is spend, priced exactly, however often it is sent", async () => {
  const { owner, settle } = await setUp();
  for (let times = 0; times < 3; times++) {
    expect((await owner.post("/v1/events", [event(), event()])).status).toBe(202);
    await settle();
  }
  const spend = await owner.get(`/v1/spend?${NOVEMBER}&group_by=department`);
  expect(valueAt(spend.body, "items", 0)).toMatchObject({
    dimensions: { department: "support" },
    measures: { cost: "0.0035", events: 1, input_tokens: 1000 },
  });
});

test("a repeat with other content does not count, and is listed as a conflict", async () => {
  const { owner, settle, advance } = await setUp();
  await owner.post("/v1/events", [event()]);
  advance(1);
  await owner.post("/v1/events", [event({ usage: { input_tokens: 5 } })]);
  await settle();
  expect(valueAt((await owner.get(`/v1/spend?${NOVEMBER}`)).body, "totals", "input_tokens")).toBe(1000);
  expect((await owner.get("/v1/conflicts?from=2026-11-02&to=2026-11-03")).body).toEqual({
    conflict_count: 1,
    items: [{ source: "gateway", id: "e1" }],
    is_complete: true,
  });
});

test("an event counts on its tenant's local date", async () => {
  const { owner, settle } = await setUp();
  await owner.post("/v1/events", [
    event({ time: "2026-11-02T04:59:59.999Z" }),
    event({ id: "e2", time: "2026-11-02T05:00:00Z" }),
  ]);
  await settle();
  const { body } = await owner.get(`/v1/spend?${NOVEMBER}&granularity=day&measures=events`);
  expect([valueAt(body, "items", 0, "period"), valueAt(body, "items", 1, "period")]).toEqual([
    "2026-11-01",
    "2026-11-02",
  ]);
});

test("an unknown model is kept as unpriced, listed with its reason, and costs nothing in silence", async () => {
  const { owner, settle } = await setUp();
  await owner.post("/v1/events", [
    event({ model: "nobody-knows" }),
    event({ id: "e2", operation: "tool_call", provider: null }),
  ]);
  await settle();
  expect(valueAt((await owner.get(`/v1/spend?${NOVEMBER}`)).body, "totals")).toMatchObject({
    cost: "0",
    unpriced_events: 2,
  });
  const { body } = await owner.get(`/v1/unpriced?${NOVEMBER}`);
  expect(valueAt(body, "items")).toMatchObject([
    { provider: "openai", model: "nobody-knows", reason: "unknown_model", events: 1 },
    { operation: "tool_call", reason: "no_price_for_operation", events: 1 },
  ]);
});

test("an answer from the gateway's own cache costs nothing and is counted as a hit", async () => {
  const { owner, settle } = await setUp();
  await owner.post("/v1/events", [event({ response_cache_hit: true })]);
  await settle();
  const { body } = await owner.get(`/v1/spend?${NOVEMBER}&measures=cost,events,response_cache_hits,unpriced_events`);
  expect(valueAt(body, "totals")).toEqual({ cost: "0", events: 1, response_cache_hits: 1, unpriced_events: 0 });
});

test("production and experiments are separable", async () => {
  const { owner, settle } = await setUp();
  await owner.post("/v1/events", [
    event({ attribution: { environment: "production" } }),
    event({ id: "e2", attribution: { environment: "experiment" } }),
    event({ id: "e3", attribution: {} }),
  ]);
  await settle();
  const { body } = await owner.get(
    `/v1/spend?${NOVEMBER}&group_by=environment&measures=events&environment=production&environment=unattributed`,
  );
  expect(valueAt(body, "items")).toMatchObject([
    { dimensions: { environment: "production" }, measures: { events: 1 } },
    { dimensions: { environment: "unattributed" }, measures: { events: 1 } },
  ]);
});

test("imports take times that are long gone, into the same spend", async () => {
  const { owner, settle } = await setUp();
  const old = event({ time: "2023-11-16T18:15:46.6805900Z" });
  expect((await owner.post("/v1/events", [old])).status).toBe(422);
  expect((await owner.post("/v1/imports", [old])).status).toBe(202);
  await settle();
  const { body } = await owner.get("/v1/spend?from=2023-11-01&to=2023-12-01");
  expect(valueAt(body, "totals", "events")).toBe(1);
});

test("a filter that is not known is refused, since it would widen the answer", async () => {
  const { owner } = await setUp();
  const { status, body } = await owner.get("/v1/spend?departement=support&group_by=modell&from=2026-02-30");
  expect(status).toBe(422);
  expect(valueAt(body, "errors")).toMatchObject([
    { pointer: "?from" },
    { pointer: "?group_by" },
    { pointer: "?departement" },
  ]);
});

test("the two hours of a clock set back are two, and times that date libraries read", async () => {
  const { owner, settle } = await setUp();
  await owner.post("/v1/events", [
    event({ time: "2026-11-01T05:30:00Z" }),
    event({ id: "e2", time: "2026-11-01T06:30:00Z" }),
  ]);
  await settle();
  const { body } = await owner.get(`/v1/spend?${NOVEMBER}&granularity=hour&measures=events&limit=1000`);
  const hours = itemsOf(body).map((item) => at(item, "period"));
  expect(hours).toEqual(["2026-11-01T01:00-04:00", "2026-11-01T01:00-05:00"]);
  expect(hours.map((hour) => new Date(hour).toISOString())).toEqual([
    "2026-11-01T05:00:00.000Z",
    "2026-11-01T06:00:00.000Z",
  ]);
  expect((await owner.get(`/v1/spend?${NOVEMBER}&limit=1001`)).status).toBe(422);
});

test("pages of spend hold each item once, and totals are of all", async () => {
  const { owner, settle } = await setUp();
  const events = Array.from({ length: 7 }, (_, index) =>
    event({ id: `e${index}`, attribution: { department: `d${index}` } }),
  );
  await owner.post("/v1/events", events);
  await settle();
  const seen: unknown[] = [];
  let cursor = "";
  do {
    const { body } = await owner.get(`/v1/spend?${NOVEMBER}&group_by=department&limit=3${cursor}`);
    expect(valueAt(body, "totals", "events")).toBe(7);
    const items = valueAt(body, "items");
    seen.push(...(Array.isArray(items) ? items : []));
    const next = valueAt(body, "next_cursor");
    cursor = typeof next === "string" ? `&cursor=${encodeURIComponent(next)}` : "";
  } while (cursor !== "");
  expect(seen.map((item) => valueAt(item, "dimensions", "department"))).toEqual(events.map((_, index) => `d${index}`));
});

test("a budget that is made or lowered below what is spent already raises its alerts at once, each once", async () => {
  const { owner, settle, fold } = await setUp();
  await owner.post("/v1/events", [event()]);
  await settle();
  const alerts = async () => {
    const { body } = await owner.get("/v1/alerts");
    return itemsOf(body)
      .filter((alert) => at(alert, "basis") === "actual")
      .map((alert) => valueAt(alert, "threshold"));
  };
  const budget = { name: "Company", scope: {}, amount: "0.005" };
  const made = await owner.post("/v1/budgets", budget);
  await fold();
  expect(await alerts()).toEqual([50]);
  const changed = await owner.send("PUT", `/v1/budgets/${at(made.body, "id")}`, { ...budget, amount: "0.0035" });
  expect(changed.status).toBe(200);
  await fold();
  expect(await alerts()).toEqual([50, 75, 90, 100]);
});
