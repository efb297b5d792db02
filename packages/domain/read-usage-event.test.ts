import * as fc from "fast-check";
import { expect, test } from "vitest";
import { LIMITS } from "./limits.ts";
import { type EventRules, readUsageEvent } from "./read-usage-event.ts";
import { USAGE_EVENT_EXAMPLE } from "./usage-event-schema.ts";

const NOW = Date.parse("2026-11-03T00:00:00Z");
const live: EventRules = { kind: "live", bound: new Map(), nowEpochMs: NOW };
const imported: EventRules = { kind: "import", bound: new Map(), nowEpochMs: NOW };
const body = (overrides: Record<string, unknown> = {}) => ({
  id: "req_1",
  source: "gateway",
  time: "2026-11-02T09:30:00.123Z",
  operation: "chat",
  provider: "anthropic",
  model: "claude-sonnet-4-5",
  ...overrides,
});
const faults = (value: unknown, rules = live) => {
  const read = readUsageEvent(value, rules);
  return "faults" in read ? read.faults.map(({ pointer }) => pointer) : [];
};
const event = (value: unknown, rules = live) => {
  const read = readUsageEvent(value, rules);
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.event;
};

test("the smallest event has defaults for the rest", () => {
  expect(event(body())).toEqual({
    id: "req_1",
    source: "gateway",
    timeEpochMs: Date.UTC(2026, 10, 2, 9, 30, 0, 123),
    operation: "chat",
    provider: "anthropic",
    model: "claude-sonnet-4-5",
    requestedModel: null,
    usageBasis: "measured",
    usage: { requests: 1 },
    attribution: new Map(),
    tags: new Map(),
    consumer: new Map(),
    run: null,
    route: null,
    serviceTier: null,
    region: null,
    responseCacheHit: false,
    status: "succeeded",
    outcome: null,
    reportedCost: null,
    durationMs: null,
  });
});

test("the example of the API document is an event", () => {
  expect(event(USAGE_EVENT_EXAMPLE).timeEpochMs).toBe(Date.UTC(2026, 10, 2, 13, 5, 9, 250));
});

test("every member of the wire format arrives", () => {
  const whole = event(
    body({
      type: "usage",
      requested_model: "m",
      usage: { input_tokens: 412, output_tokens: 240, reasoning_tokens: 240, requests: 0 },
      attribution: { department: "support", user: null, consumer: { department: "sales" }, tags: { site: "paris" } },
      run: {
        id: "run_77",
        started_at: "2026-11-02T09:29:41Z",
        task_id: "T",
        task_class: "c",
        risk: "low",
        parent_id: null,
        step: 3,
        attempt: 1,
      },
      route: {
        id: "rt",
        type: "fallback",
        decision_id: "dec",
        reservation_id: "rsv_x",
        attempt: 2,
        fallback_from: "rt0",
      },
      service_tier: "batch",
      region: "eu",
      response_cache_hit: true,
      status: "timed_out",
      outcome: { accepted: true, rework: false, review_seconds: 210, reviewer_role: "lead", blocked_by: null },
      reported_cost: { amount: "0.0123", currency: "USD" },
      duration_ms: 1840,
    }),
  );
  expect(whole).toMatchObject({
    requestedModel: "m",
    usage: { input_tokens: 412, output_tokens: 240, reasoning_tokens: 240, requests: 0 },
    attribution: new Map([["department", "support"]]),
    consumer: new Map([["department", "sales"]]),
    tags: new Map([["site", "paris"]]),
    run: {
      id: "run_77",
      startedAtEpochMs: Date.UTC(2026, 10, 2, 9, 29, 41),
      taskId: "T",
      taskClass: "c",
      risk: "low",
      parentId: null,
      step: 3,
      attempt: 1,
    },
    route: {
      id: "rt",
      type: "fallback",
      decisionId: "dec",
      reservationId: "rsv_x",
      reservation: null,
      attempt: 2,
      fallbackFrom: "rt0",
    },
    serviceTier: "batch",
    region: "eu",
    responseCacheHit: true,
    status: "timed_out",
    outcome: {
      accepted: true,
      completed: null,
      rework: false,
      humanReviewed: null,
      reviewSeconds: 210,
      reviewerRole: "lead",
      redacted: null,
      blockedBy: null,
    },
    reportedCost: { amount: "0.0123", currency: "USD" },
    durationMs: 1840,
  });
});

test.each(["id", "source", "time", "operation", "provider", "model"])("%s is required of a call to a model", (name) => {
  expect(faults(body({ [name]: undefined }))).toEqual([`/${name}`]);
});

test("a missing member is called missing in plain words", () => {
  expect(readUsageEvent(body({ id: undefined }), live)).toEqual({
    faults: [{ pointer: "/id", detail: "This is required." }],
  });
});

test("an operation without a model needs none, and counts no request of itself", () => {
  expect(event(body({ operation: "tool_call", provider: undefined, model: undefined })).usage).toEqual({});
});

test.each([-1, -0, 0.5, Infinity, Number.NaN, Number.MAX_SAFE_INTEGER + 1, 10 ** 12 + 1, "12", null, true, [], 1n])(
  "the count %s is refused",
  (count) => {
    expect(faults(body({ usage: { input_tokens: count } }))).toEqual(["/usage/input_tokens"]);
  },
);

test.each([0, 1, 10 ** 12])("the count %i is kept", (count) => {
  expect(event(body({ usage: { input_tokens: count } })).usage.input_tokens).toBe(count);
});

test.each([
  "2026-02-30T00:00:00Z",
  "2016-12-31T23:59:60Z",
  "+275760-09-13T00:00:00Z",
  "2026-11-02T09:30:00",
  "",
  1,
  null,
])("the time %s is refused", (time) => {
  expect(faults(body({ time }))).toEqual(["/time"]);
  expect(faults(body({ run: { id: "r", started_at: time ?? 1 } }))).toEqual(["/run/started_at"]);
});

test.each([
  [live, NOW - LIMITS.pastMs, []],
  [live, NOW - LIMITS.pastMs - 1, ["/time"]],
  [live, NOW + LIMITS.futureMs, []],
  [live, NOW + LIMITS.futureMs + 1, ["/time"]],
  [imported, NOW - LIMITS.pastMs - 1, []],
  [imported, LIMITS.importFromEpochMs, []],
  [imported, LIMITS.importFromEpochMs - 1, ["/time"]],
  [imported, NOW + LIMITS.futureMs + 1, ["/time"]],
])("by %o the time %i has the faults %j", (rules, epochMs, pointers) => {
  expect(faults(body({ time: new Date(epochMs).toISOString() }), rules)).toEqual(pointers);
});

test("all faults are told at once, those across members too", () => {
  const bad = body({
    id: "",
    model: null,
    time: "2020-01-01T00:00:00Z",
    usage: { input_tokens: -1, output_tokens: 1, reasoning_tokens: 2, input_token: 3 },
    status: "fine",
    attribution: { user: "a\u200bb", tags: { "e\u0301": "x", site: "\u202e" } },
    reported_cost: { amount: "1e3", currency: "EURO" },
  });
  expect(faults(bad).toSorted()).toEqual(
    [
      "/id",
      "/model",
      "/time",
      "/usage/input_tokens",
      "/usage/reasoning_tokens",
      "/usage/input_token",
      "/status",
      "/attribution/user",
      "/attribution/tags/e\u0301",
      "/attribution/tags/site",
      "/reported_cost/amount",
      "/reported_cost/currency",
    ].toSorted(),
  );
});

test("an event lists a bounded number of faults", () => {
  const usage = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`u${i}`, 1]));
  expect(faults(body({ usage }))).toHaveLength(LIMITS.faultsPerEvent);
});

test("members that are not known are ignored, save in usage", () => {
  expect(event(body({ colour: "red", run: { id: "r", mood: 1 }, attribution: { planet: "x" } })).attribution.size).toBe(
    0,
  );
  expect(faults(body({ usage: { imput_tokens: 3 } }))).toEqual(["/usage/imput_tokens"]);
});

const manyTags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`t${i}`, "v"]));

test("twenty tags are taken, one more is not", () => {
  expect(event(body({ attribution: { tags: manyTags(20) } })).tags.size).toBe(20);
  expect(faults(body({ attribution: { tags: manyTags(21) } }))).toEqual(["/attribution/tags"]);
});

test("names of an object's prototype are tags like any other", () => {
  const tags = JSON.parse('{"constructor":"a","toString":"b","hasOwnProperty":"c"}') as unknown;
  expect(event(body({ attribution: { tags } })).tags).toEqual(
    new Map([
      ["constructor", "a"],
      ["toString", "b"],
      ["hasOwnProperty", "c"],
    ]),
  );
});

test.each([null, undefined, 1, "x", [], [body()], true])("%j is no event", (value) => {
  expect(faults(value).length).toBeGreaterThan(0);
});

test.each(["other", null, 1])("the type %s is refused", (type) => {
  expect(faults(body({ type }))).toEqual(["/type"]);
});

test("ids have at most 256 characters, values 128", () => {
  expect(faults(body({ id: "x".repeat(256), source: "y".repeat(256), model: "m".repeat(128) }))).toEqual([]);
  expect(faults(body({ id: "x".repeat(257), source: "y".repeat(257), model: "m".repeat(129) }))).toEqual([
    "/id",
    "/source",
    "/model",
  ]);
});

test("any value is judged without a throw", () => {
  fc.assert(
    fc.property(
      fc.object({ key: fc.constantFrom(...Object.keys(body()), "usage", "attribution", "tags", "run", "x") }),
      (value) => {
        const read = readUsageEvent(value, live);
        expect("event" in read || read.faults.length > 0).toBe(true);
      },
    ),
  );
});

test("what the sender is bound to is told beside all other faults, and filled in by nobody here", () => {
  const bound: EventRules = { ...live, bound: new Map([["department", "support"]]) };
  expect(faults(body({ attribution: { department: "sales" }, time: "never" }), bound)).toEqual([
    "/time",
    "/attribution/department",
  ]);
  expect(event(body({ attribution: { department: "support" } }), bound).attribution.get("department")).toBe("support");
  expect(event(body({ attribution: { department: null } }), bound).attribution.size).toBe(0);
  expect(event(body(), bound).attribution.size).toBe(0);
  expect(faults(body({ attribution: "x" }), bound)).toEqual(["/attribution"]);
});
