import { OUTCOME_MEASURES } from "@outlay/domain/measures";
import { describe, expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { at, itemsOf, type SignedUp, valueAt } from "./world.ts";

const DAY = "from=2026-11-02&to=2026-11-03";
const MEASURES = ["events", ...OUTCOME_MEASURES, "unpriced_events"] as const;

/** Of gpt-4o: $0.0025 each. */
const event = (id: string, time: string, overrides: Record<string, unknown> = {}) => ({
  id,
  source: "gateway",
  time: `2026-11-02T${time}Z`,
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: 1000 },
  attribution: { department: "support" },
  run: { id: "run_1", task_id: "T-9", step: 1 },
  ...overrides,
});
const outcome = (id: string, facts: Record<string, unknown>, of: Record<string, unknown> = { run_id: "run_1" }) => ({
  id,
  ...of,
  at: "2026-11-02T12:00:00Z",
  ...facts,
});

async function setUp() {
  const pipeline = createPipeline({ at: "2026-11-02T07:00:00.000Z" });
  const signedUp = await pipeline.signUp();
  pipeline.advance(6 * 3_600_000);
  return { ...pipeline, ...signedUp, ...readers(signedUp) };
}

const readers = ({ owner }: SignedUp) => ({
  tell: async (...outcomes: unknown[]) => owner.post("/v1/outcomes", outcomes),
  send: async (...events: unknown[]) => owner.post("/v1/events", events),
  /** The measures of the whole day that are not zero. */
  counted: async (query = "") => {
    const { body } = await owner.get(`/v1/spend?${DAY}&measures=${MEASURES.join()}${query}`);
    return Object.fromEntries(
      MEASURES.map((name) => [name, valueAt(body, "totals", name)]).filter(([, sum]) => sum !== 0),
    );
  },
  cost: async (measure = "cost") =>
    at((await owner.get(`/v1/spend?${DAY}&measures=${measure}`)).body, "totals", measure),
});

describe("an outcome of a run", () => {
  const told = { outcomes: 1, accepted_outcomes: 1, completed_outcomes: 1 };

  test("counts once when it comes after the usage, told and folded any number of times", async () => {
    const { send, tell, settle, counted } = await setUp();
    await send(event("a", "09:00:01"), event("b", "09:00:02"));
    await settle();
    expect(await counted()).toEqual({ events: 2 });
    for (let time = 0; time < 3; time++) {
      expect((await tell(outcome("o1", { accepted: true, completed: true }))).status).toBe(202);
      await settle();
    }
    expect(await counted()).toEqual({ events: 2, ...told });
  });

  test("counts when it comes before the usage, or between", async () => {
    const { send, tell, settle, counted } = await setUp();
    await tell(outcome("o1", { accepted: true, completed: true }));
    await settle();
    expect(await counted()).toEqual({});
    await send(event("a", "09:00:01"));
    await settle();
    expect(await counted()).toEqual({ events: 1, ...told });
    await send(event("b", "10:00:02"));
    await settle();
    expect(await counted()).toEqual({ events: 2, ...told });
  });

  test("stands where the run's earliest event does, and moves there when that comes late", async () => {
    const { send, tell, settle, counted, owner } = await setUp();
    const places = async () => {
      const query = `${DAY}&granularity=hour&group_by=department&measures=outcomes`;
      const items = itemsOf((await owner.get(`/v1/spend?${query}`)).body);
      return items
        .filter((item) => valueAt(item, "measures", "outcomes") !== 0)
        .map((item) => [at(item, "period"), at(item, "dimensions", "department")]);
    };
    await send(event("a", "09:30:00"));
    await tell(outcome("o1", { accepted: true }));
    await settle();
    expect(await places()).toEqual([["2026-11-02T09:00+00:00", "support"]]);
    await send(event("b", "08:10:00", { attribution: { department: "sales" } }));
    await settle();
    expect(await places()).toEqual([["2026-11-02T08:00+00:00", "sales"]]);
    expect(await counted()).toEqual({ events: 2, outcomes: 1, accepted_outcomes: 1 });
  });

  test("is merged by time, member by member: a later one replaces what it states", async () => {
    const { send, tell, settle, counted, owner } = await setUp();
    await send(event("a", "09:00:01"));
    await tell(
      outcome("o2", { accepted: false, at: "2026-11-02T12:30:00Z" }),
      outcome("o1", { accepted: true, rework: true, review_seconds: 60, at: "2026-11-02T12:00:00Z" }),
    );
    await settle();
    const first = { reworked_outcomes: 1, reviewed_outcomes: 1, review_seconds: 60, unpriced_events: 1 };
    expect(await counted()).toEqual({ events: 1, outcomes: 1, rejected_outcomes: 1, ...first });
    await tell(outcome("o3", { accepted: true, redacted: true, review_seconds: 90, at: "2026-11-02T12:40:00Z" }));
    await settle();
    const then = { ...first, review_seconds: 90, accepted_outcomes: 1, redacted_outcomes: 1 };
    expect(await counted()).toEqual({ events: 1, outcomes: 1, ...then });
    const listed = await owner.get("/v1/outcomes?run_id=run_1");
    expect(itemsOf(listed.body).map((item) => at(item, "id"))).toEqual(["o1", "o2", "o3"]);
    expect(valueAt(listed.body, "merged")).toMatchObject({ accepted: true, rework: true, review_seconds: 90 });
  });

  test("that ended in vain says what its events cost, save those that say so themselves", async () => {
    const { send, tell, settle, counted, cost } = await setUp();
    await send(event("a", "09:00:01"), event("b", "09:00:02"), event("c", "09:00:03", { status: "abandoned" }));
    await settle();
    const itself = Number(await cost("cost_cause_abandoned"));
    await tell(outcome("o1", { status: "abandoned" }));
    await settle();
    expect(await counted()).toEqual({ events: 3, outcomes: 1, abandoned_outcomes: 1 });
    expect(Number(await cost("cost_cause_abandoned")) - itself).toBeCloseTo(0.005, 12);
    expect(await cost()).toBe("0.0075");
    await tell(outcome("o2", { status: "blocked", at: "2026-11-02T12:30:00Z" }));
    await settle();
    expect([Number(await cost("cost_cause_abandoned")), await cost("cost_cause_blocked")]).toEqual([itself, "0.0075"]);
  });

  test("whose review has no price is listed as unpriced", async () => {
    const { send, tell, settle, owner } = await setUp();
    await send(event("a", "09:00:01"));
    await tell(outcome("o1", { human_reviewed: true, review_seconds: 210, reviewer_role: "agent-lead" }));
    await settle();
    const [item] = itemsOf((await owner.get(`/v1/unpriced?${DAY}`)).body);
    expect(item).toMatchObject({ reason: "no_rate_for_human_review", events: 1 });
  });
});

test("an event's own outcome is its run's, and the event's where it has no run; whichever was accepted first counts", async () => {
  const { send, settle, counted, advance } = await setUp();
  await send(
    event("a", "09:00:01", { outcome: { accepted: true } }),
    event("b", "09:00:02", { outcome: { rework: true } }),
  );
  await settle();
  expect(await counted()).toEqual({ events: 2, outcomes: 1, accepted_outcomes: 1, reworked_outcomes: 1 });
  await send(
    event("c", "09:00:03", { run: null, outcome: { accepted: false } }),
    event("d", "09:00:04", { outcome: {} }),
  );
  advance(1);
  await send(event("c", "09:00:03", { run: null, outcome: { accepted: true } }));
  await settle();
  const three = { accepted_outcomes: 1, rejected_outcomes: 1, reworked_outcomes: 1 };
  expect(await counted()).toEqual({ events: 4, outcomes: 2, ...three });
});

test("an event's own outcome is its run's alone, whatever is told of its task and of itself", async () => {
  const { send, tell, settle, counted } = await setUp();
  await send(event("a", "09:00:01", { outcome: { accepted: true } }));
  await tell(
    outcome("o1", { rework: true }, { task_id: "T-9" }),
    outcome("o2", { redacted: true }, { event: { source: "gateway", id: "a", time: "2026-11-02T09:00:01Z" } }),
  );
  await settle();
  const each = { task_outcomes: 1, accepted_outcomes: 1, reworked_outcomes: 1, redacted_outcomes: 1 };
  expect(await counted()).toEqual({ events: 1, outcomes: 3, ...each });
});

test("a run that loses its event to a copy that was accepted before has no outcome any more", async () => {
  const { send, tell, record, settle, counted, queues, advance } = await setUp();
  await send(event("a", "09:00:01", { run: { id: "run_2" } }));
  const held = queues.usage.receive(10);
  advance(1);
  await send(event("a", "09:00:01"));
  await record();
  await tell(outcome("o1", { accepted: true }));
  await settle();
  expect(await counted()).toEqual({ events: 1, outcomes: 1, accepted_outcomes: 1 });
  queues.usage.settle(held, new Set(held.map(({ messageId }) => messageId)));
  await settle();
  expect(await counted()).toEqual({ events: 1 });
});

test("of a task, and of an event, before its usage and after it", async () => {
  const { send, tell, settle, counted, owner } = await setUp();
  const of = (id: string) => ({ event: { source: "gateway", id, time: "2026-11-02T09:00:01Z" } });
  await tell(
    outcome("o1", { accepted: true }, { task_id: "T-9" }),
    outcome("o2", { accepted: false }, of("a")),
    outcome("o3", { accepted: false }, of("another")),
  );
  await settle();
  expect(await counted()).toEqual({});
  await send(event("a", "09:00:01"), event("b", "09:00:01", { run: null }));
  await settle();
  const both = { events: 2, outcomes: 2, task_outcomes: 1, accepted_outcomes: 1, rejected_outcomes: 1 };
  expect(await counted()).toEqual(both);
  await tell(outcome("o4", { redacted: true }, of("b")));
  await settle();
  expect(await counted()).toEqual({ ...both, outcomes: 3, redacted_outcomes: 1 });
  const query = "event_source=gateway&event_id=b&event_time=2026-11-02T09:00:01Z";
  expect(valueAt((await owner.get(`/v1/outcomes?${query}`)).body, "merged", "redacted")).toBe(true);
});

describe("what is refused says why, and blocks no neighbour", () => {
  test.each([
    ["no subject", { run_id: null, accepted: true }, ""],
    ["two subjects", { task_id: "t", accepted: true }, ""],
    ["no fact", { accepted: null }, ""],
    ["a mistyped member", { acepted: true, accepted: true }, "/acepted"],
    ["a wrong type", { accepted: "yes" }, "/accepted"],
    ["negative seconds", { review_seconds: -1 }, "/review_seconds"],
    ["a status that is none", { status: "fine" }, "/status"],
    ["a time ahead", { accepted: true, at: "2026-11-02T13:06:00Z" }, "/at"],
    ["a time that is none", { accepted: true, at: "yesterday" }, "/at"],
    ["an event without time", { run_id: null, accepted: true, event: { source: "s", id: "i" } }, "/event/time"],
  ])("%s", async (_, facts, pointer) => {
    const { tell } = await setUp();
    const alone = await tell(outcome("bad", facts));
    expect([alone.status, at(alone.body, "refused", 0, "errors", 0, "pointer")]).toEqual([422, `/0${pointer}`]);
    const { status, body } = await tell(outcome("o1", { accepted: true }), outcome("bad", facts));
    expect([status, valueAt(body, "accepted"), at(body, "refused", 0, "id")]).toEqual([202, 1, "bad"]);
  });

  test("another content under an id that was told, in this request or before", async () => {
    const { tell } = await setUp();
    await tell(outcome("o1", { accepted: true }));
    const { body } = await tell(
      outcome("o1", { accepted: false }),
      outcome("o1", { accepted: true }),
      outcome("o2", { rework: true }),
      outcome("o2", { rework: false }),
    );
    expect(valueAt(body, "accepted")).toBe(2);
    expect([valueAt(body, "refused", 0, "index"), valueAt(body, "refused", 1, "index")]).toEqual([0, 3]);
  });

  test("more than 100 of one run; more than 1,000 in a request", async () => {
    const { tell } = await setUp();
    const many = Array.from({ length: 101 }, (_, index) => outcome(`o${index}`, { accepted: true }));
    const { body } = await tell(...many);
    expect([valueAt(body, "accepted"), valueAt(body, "refused", 0, "index")]).toEqual([100, 100]);
    expect(valueAt((await tell(many[3], outcome("new", { accepted: true }))).body, "accepted")).toBe(1);
    expect((await tell(...Array.from({ length: 1001 }, (_, index) => outcome(`p${index}`, {})))).status).toBe(413);
  });

  test("what the queue does not take, though it is kept, is told of as unavailable", async () => {
    const { tell, world, settle, send, counted } = await setUp();
    const { send: real } = world.foldQueue;
    world.foldQueue.send = async (messages) => messages.map((_, index) => index);
    expect((await tell(outcome("o1", { accepted: true }))).status).toBe(503);
    world.foldQueue.send = real;
    await send(event("a", "09:00:01"));
    await settle();
    expect(await counted()).toEqual({ events: 1, outcomes: 1, accepted_outcomes: 1 });
  });
});

test("NDJSON, one object and gzip-less JSON are taken alike, and what a run was is read at once", async () => {
  const { owner, record, send } = await setUp();
  await send(
    event("a", "09:00:01", { run: { id: "run/1 ü#", parent_id: "p", task_id: "t", step: 1 } }),
    event("b", "09:20:00", { run: { id: "run/1 ü#", parent_id: "p", task_id: "t", step: 2 }, status: "failed" }),
  );
  const lines = [outcome("o1", { accepted: true }, { run_id: "run/1 ü#" }), outcome("o2", { rework: true })];
  const ndjson = lines.map((line) => JSON.stringify(line)).join("\n");
  const told = await owner.post("/v1/outcomes", ndjson, { "content-type": "application/x-ndjson" });
  expect(valueAt(told.body, "accepted")).toBe(2);
  await record();
  const run = await owner.get(`/v1/runs?run_id=${encodeURIComponent("run/1 ü#")}`);
  expect(run.body).toMatchObject({
    run_id: "run/1 ü#",
    parent_id: "p",
    task_ids: ["t"],
    first_event_at: "2026-11-02T09:00:01.000Z",
    last_event_at: "2026-11-02T09:20:00.000Z",
    events: 2,
    steps: 2,
    statuses: { succeeded: 1, failed: 1 },
    dimensions: { department: "support", model: "gpt-4o" },
    cost: "0.005",
    cost_components: { input: "0.005" },
    outcome: { accepted: true },
    is_complete: true,
  });
  expect((await owner.get("/v1/runs?run_id=nobody")).status).toBe(404);
  expect((await owner.get("/v1/outcomes")).status).toBe(422);
});

test("a run that never ends is followed through a bounded number of buckets, and is recorded all the same", async () => {
  const { owner, record, merge, counted, tell, table } = await setUp();
  const events = Array.from({ length: 300 }, (_, index) => {
    const time = new Date(Date.UTC(2026, 10, 2, 7) + index * 60_000).toISOString();
    return event(`e${index}`, "", { time, run: { id: "default" } });
  });
  for (let start = 0; start < 300; start += 50) await owner.post("/v1/events", events.slice(start, start + 50));
  await tell(outcome("o1", { accepted: true }, { run_id: "default" }));
  await record();
  await merge();
  expect(await counted()).toEqual({ events: 300, outcomes: 1, accepted_outcomes: 1 });
  expect(table.dump().filter(({ pk }) => pk.split("#")[2] === "F").length).toBeGreaterThanOrEqual(300);
  const { body } = await owner.get("/v1/runs?run_id=default");
  expect([valueAt(body, "is_complete"), valueAt(body, "events"), at(body, "first_event_at")]).toEqual([
    false,
    256,
    "2026-11-02T07:00:00.000Z",
  ]);
});
