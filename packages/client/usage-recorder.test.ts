import { expect, test } from "vitest";
import { clientOf } from "./client-of-test.ts";
import { problem, receipt, type SeenRequest, settled } from "./fake-world.ts";
import type { NewUsageEvent, UsageEvent } from "./usage-event.ts";

const event = (overrides: Partial<NewUsageEvent> = {}): NewUsageEvent => ({
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: 10, output_tokens: 2 },
  ...overrides,
});
const recordMany = (record: (event: NewUsageEvent) => boolean, count: number) =>
  Array.from({ length: count }, (_, n) => record(event({ id: `e${n}` })));
const acceptAll = (request: SeenRequest) => receipt(request);
const ids = ({ lines }: { readonly lines: readonly Record<string, unknown>[] }) => lines.map(({ id }) => id);

test("an event goes out after a second, with an id, the client's source and the time of recording", async () => {
  const { outlay, clock, seen } = clientOf(acceptAll);
  expect(outlay.record(event())).toBe(true);
  await clock.pass(999);
  expect(seen).toEqual([]);
  await clock.pass(1);
  expect(seen).toMatchObject([{ method: "POST", path: "/v1/events" }]);
  expect(seen[0]?.lines).toEqual([{ ...event(), id: "id1", source: "app", time: "2026-11-02T09:00:00.000Z" }]);
  expect(outlay.counts()).toEqual({ recorded: 1, accepted: 1, refused: 0, dropped: 0, waiting: 0 });
});

test("what an event says of itself stays", async () => {
  const { outlay, clock, seen } = clientOf(acceptAll);
  const own = { ...event(), id: "mine", source: "other", time: "2026-11-02T08:00:00Z" };
  outlay.record(own);
  await clock.pass(1_000);
  expect(seen[0]?.lines).toEqual([own]);
});

test("500 go out at once, in order, and not within record() itself", async () => {
  const { outlay, clock, seen } = clientOf(acceptAll);
  recordMany(outlay.record, 499);
  await clock.pass(0);
  expect(seen).toEqual([]);
  outlay.record(event({ id: "e499" }));
  expect(seen).toEqual([]);
  await clock.pass(0);
  expect(seen.map(ids)).toEqual([Array.from({ length: 500 }, (_, n) => `e${n}`)]);
});

test("nothing that waits in the background keeps the process alive", async () => {
  const { outlay, clock } = clientOf(() => "broken");
  outlay.record(event());
  expect(clock.pending()).toEqual({ all: 1, holding: 0 });
  await clock.pass(1_000);
  expect(clock.pending()).toEqual({ all: 1, holding: 0 });
});

test("one request at a time: what comes meanwhile waits for a batch of its own", async () => {
  const { outlay, clock, seen } = clientOf(acceptAll);
  recordMany(outlay.record, 1_200);
  await clock.pass(0);
  expect(seen.map((request) => ids(request).length)).toEqual([500, 500]);
  await clock.pass(1_000);
  expect(seen.map((request) => ids(request).length)).toEqual([500, 500, 200]);
});

test("a request that fails is repeated with the same events, later each time, and nothing overtakes it", async () => {
  const { outlay, clock, seen } = clientOf((request, count) => (count < 4 ? "broken" : receipt(request)));
  outlay.record(event({ id: "first" }));
  await clock.pass(1_000);
  outlay.record(event({ id: "second" }));
  await clock.pass(100);
  await clock.pass(199);
  expect(seen).toHaveLength(2);
  await clock.pass(1);
  expect(seen).toHaveLength(3);
  await clock.pass(400);
  expect(seen.map(ids)).toEqual([["first"], ["first", "second"], ["first", "second"], ["first", "second"]]);
  expect(new Set(seen.map(({ lines }) => JSON.stringify(lines[0]))).size).toBe(1);
  expect(outlay.counts()).toMatchObject({ accepted: 2, waiting: 0 });
});

test("what comes while a request is on its way goes after it, also where that has to be repeated", async () => {
  const { outlay, clock, seen } = clientOf((request, count) => (count === 1 ? "lost" : receipt(request)));
  outlay.record(event({ id: "first" }));
  await clock.pass(1_000);
  outlay.record(event({ id: "second" }));
  await clock.pass(30_100);
  expect(seen.map(ids)).toEqual([["first"], ["first", "second"]]);
});

test("while requests fail, not even a whole batch goes out before its time", async () => {
  const { outlay, clock, seen } = clientOf((request, count) =>
    count === 1 ? problem(503, "unavailable", { "retry-after": "5" }) : receipt(request),
  );
  outlay.record(event({ id: "first" }));
  await clock.pass(1_000);
  recordMany(outlay.record, 600);
  await clock.pass(4_999);
  expect(seen).toHaveLength(1);
  await clock.pass(1);
  expect(seen.map((request) => ids(request).length)).toEqual([1, 500]);
});

test("Retry-After is waited for, and the caller told", async () => {
  const delays: unknown[] = [];
  const { outlay, clock, seen } = clientOf(
    (request, count) => (count === 1 ? problem(429, "rate_limited", { "retry-after": "20" }) : receipt(request)),
    { onDelayed: ({ code }, waitMs) => delays.push([code, waitMs]) },
  );
  outlay.record(event());
  await clock.pass(1_000);
  expect(delays).toEqual([["rate_limited", 20_000]]);
  await clock.pass(19_999);
  expect(seen).toHaveLength(1);
  await clock.pass(1);
  expect(outlay.counts()).toMatchObject({ accepted: 1 });
});

test.each([401, 403, 500, 503])("after %d events are kept, since that can be mended", async (status) => {
  const { outlay, clock } = clientOf((request, count) => (count === 1 ? problem(status, "x") : receipt(request)));
  outlay.record(event());
  await clock.pass(1_000);
  expect(outlay.counts()).toMatchObject({ waiting: 1, refused: 0, dropped: 0 });
  await clock.pass(100);
  expect(outlay.counts()).toMatchObject({ waiting: 0, accepted: 1 });
});

test("a receipt is taken event by event: what is unfit is told, what is to come later is sent again", async () => {
  const told: unknown[] = [];
  const { outlay, clock, seen } = clientOf(
    (request, count) =>
      receipt(request, ({ id }) => (id === "bad" ? "Bad." : id === "e1" && count === 1 ? "later" : undefined)),
    { onRefused: ({ event: { id }, errors }) => told.push([id, errors]) },
  );
  recordMany(outlay.record, 2);
  outlay.record(event({ id: "bad" }));
  await clock.pass(1_000);
  expect(told).toEqual([["bad", [{ pointer: "/x", detail: "Bad." }]]]);
  expect(outlay.counts()).toEqual({ recorded: 3, accepted: 1, refused: 1, dropped: 0, waiting: 1 });
  await clock.pass(100);
  expect(seen.map(ids)).toEqual([["e0", "e1", "bad"], ["e1"]]);
  expect(outlay.counts()).toEqual({ recorded: 3, accepted: 2, refused: 1, dropped: 0, waiting: 0 });
});

test("what is accepted with a flag is told, and accepted", async () => {
  const told: unknown[] = [];
  const errors = [{ pointer: "/1/route/reservation_id", detail: "This reservation is another decision's." }];
  const { outlay, clock } = clientOf(
    () => ({ status: 202, body: { accepted: 2, refused: [], flagged: [{ index: 1, errors }] } }),
    { onFlagged: (flagged) => told.push([flagged.event.id, flagged.errors]) },
  );
  recordMany(outlay.record, 2);
  await clock.pass(1_000);
  expect(told).toEqual([["e1", [{ ...errors[0], pointer: "/route/reservation_id" }]]]);
  expect(outlay.counts()).toMatchObject({ accepted: 2, refused: 0, waiting: 0 });
});

test("where no event is fit, all are told", async () => {
  const { outlay, clock } = clientOf((request) => receipt(request, () => "Bad."));
  recordMany(outlay.record, 3);
  await clock.pass(1_000);
  expect(outlay.counts()).toEqual({ recorded: 3, accepted: 0, refused: 3, dropped: 0, waiting: 0 });
});

test.each([{ status: 202 }, { status: 202, body: { accepted: 1, refused: [] } }])(
  "a receipt that does not account for every event is not believed: %o",
  async (wrong) => {
    const { outlay, clock, seen } = clientOf((request, count) => (count === 1 ? wrong : receipt(request)));
    recordMany(outlay.record, 2);
    await clock.pass(1_000);
    expect(outlay.counts()).toMatchObject({ accepted: 0, waiting: 2 });
    await clock.pass(100);
    expect(seen.map(ids)).toEqual([
      ["e0", "e1"],
      ["e0", "e1"],
    ]);
  },
);

test("what is too much at once is divided, down to the one event that is refused", async () => {
  const told: unknown[] = [];
  const { outlay, clock, seen } = clientOf(
    (request) => (ids(request).includes("e2") ? problem(413, "body_too_large") : receipt(request)),
    { onRefused: ({ event: { id }, errors }) => told.push([id, errors]) },
  );
  recordMany(outlay.record, 4);
  await clock.pass(1_000);
  await clock.pass(1_000);
  await clock.pass(1_000);
  expect(seen.map(ids)).toEqual([["e0", "e1", "e2", "e3"], ["e0", "e1"], ["e2", "e3"], ["e2"], ["e3"]]);
  expect(told).toEqual([["e2", [{ pointer: "", detail: "Title: Detail. (HTTP 413)" }]]]);
  expect(outlay.counts()).toEqual({ recorded: 4, accepted: 3, refused: 1, dropped: 0, waiting: 0 });
});

test("an event that is no JSON is refused here, and stops no other", async () => {
  const { outlay, clock, seen } = clientOf(acceptAll);
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  outlay.record({ ...event({ id: "bad" }), ...circle });
  outlay.record(event({ id: "good" }));
  await clock.pass(1_000);
  expect(seen.map(ids)).toEqual([["good"]]);
  expect(outlay.counts()).toMatchObject({ accepted: 1, refused: 1, waiting: 0 });
});

test("of events that waited for long, one request takes 50 minutes at most", async () => {
  const { outlay, clock, seen } = clientOf(acceptAll);
  for (let minute = 0; minute < 60; minute += 1) {
    outlay.record(event({ time: new Date(clock.nowMs() - minute * 60_000).toISOString() }));
  }
  await clock.pass(1_000);
  await clock.pass(1_000);
  expect(seen.map(({ lines }) => lines.length)).toEqual([50, 10]);
});

test("of large events, one request stays below 4 MiB", async () => {
  const { outlay, clock, seen } = clientOf(acceptAll);
  for (let n = 0; n < 10; n += 1) outlay.record(event({ region: "€".repeat(400_000) }));
  await outlay.flush();
  await clock.pass(0);
  expect(Math.max(...seen.map(({ text }) => Buffer.byteLength(text)))).toBeLessThan(4 * 1024 * 1024);
  expect(outlay.counts()).toMatchObject({ accepted: 10 });
});

test("no more than so many wait; the newest is dropped, and told of with its id", async () => {
  const dropped: UsageEvent[] = [];
  const { outlay, clock, seen } = clientOf((request, count) => (count === 1 ? "lost" : receipt(request)), {
    waitingMax: 3,
    onDropped: (lost) => dropped.push(lost),
  });
  expect(recordMany(outlay.record, 5)).toEqual([true, true, true, false, false]);
  await clock.pass(1_000);
  // On its way is still in memory.
  expect(outlay.record(event({ id: "late" }))).toBe(false);
  await settled();
  expect(dropped.map(({ id }) => id)).toEqual(["e3", "e4", "late"]);
  expect(outlay.counts()).toEqual({ recorded: 6, accepted: 0, refused: 0, dropped: 3, waiting: 3 });
  await clock.pass(31_000);
  expect(seen.map(ids)).toEqual([
    ["e0", "e1", "e2"],
    ["e0", "e1", "e2"],
  ]);
});

test("a flush sends at once, past any wait, and holds the process until it is done", async () => {
  const { outlay, clock, seen } = clientOf((request, count) => (count === 1 ? "broken" : receipt(request)));
  outlay.record(event({ id: "e0" }));
  await clock.pass(1_000);
  expect(seen).toHaveLength(1);
  const flushed = outlay.flush();
  expect(clock.pending().holding).toBeGreaterThan(0);
  expect(await flushed).toBe(0);
  expect(seen).toHaveLength(2);
  expect(clock.pending()).toEqual({ all: 0, holding: 0 });
});

test("a flush gives up in time, and says how many wait still", async () => {
  const { outlay, clock } = clientOf(() => "broken", { waitingMax: 2 });
  recordMany(outlay.record, 2);
  const flushed = outlay.flush({ timeoutMs: 500 });
  // What is dropped meanwhile is none of what is flushed.
  recordMany(outlay.record, 5);
  await clock.pass(500);
  expect(await flushed).toBe(2);
});

test("a flush waits for nothing that was dropped before", async () => {
  const { outlay, clock } = clientOf(acceptAll, { waitingMax: 1 });
  recordMany(outlay.record, 3);
  expect(await outlay.flush()).toBe(0);
  expect(outlay.counts()).toMatchObject({ accepted: 1, dropped: 2 });
  expect(clock.pending().all).toBe(0);
});

test("a flush of nothing is done", async () => {
  const { outlay, clock } = clientOf(acceptAll);
  expect(await outlay.flush()).toBe(0);
  expect(clock.pending().all).toBe(0);
});

test("once closed, it takes nothing, drops what it could not send, and leaves no wait behind", async () => {
  const dropped: string[] = [];
  const { outlay, clock } = clientOf(() => "lost", { onDropped: ({ id }) => dropped.push(id) });
  recordMany(outlay.record, 2);
  const closed = outlay.close({ timeoutMs: 500 });
  await clock.pass(500);
  expect(await closed).toBe(2);
  expect(outlay.record(event({ id: "late" }))).toBe(false);
  await settled();
  expect(dropped).toEqual(["e0", "e1", "late"]);
  expect(outlay.counts()).toEqual({ recorded: 3, accepted: 0, refused: 0, dropped: 3, waiting: 0 });
  expect(clock.pending().all).toBe(0);
});
