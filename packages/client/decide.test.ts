import { expect, test } from "vitest";
import { allowed, clientOf } from "./client-of-test.ts";
import type { OutlayError } from "./outlay-error.ts";
import { problem } from "./fake-world.ts";

const request = { requested: { provider: "openai", model: "gpt-4o" }, output_tokens_max: 500 };
const deny = { onUnavailable: "deny" } as const;
const allow = { onUnavailable: "allow" } as const;

test("an allowance is the API's answer, checked", async () => {
  const { outlay, seen } = clientOf(() => ({ status: 200, body: allowed() }));
  expect(await outlay.decide(request, deny)).toEqual({ ...allowed(), checked: true });
  expect(seen).toMatchObject([{ method: "POST", path: "/v1/decisions", text: JSON.stringify(request) }]);
  expect(seen[0]?.headers.get("authorization")).toBe("Bearer secret");
});

test.each(["deny", "needs_approval"] as const)("%s is a result without a model", async (verdict) => {
  const body = allowed({ verdict, model: null, reservation: null });
  const { outlay } = clientOf(() => ({ status: 200, body }));
  const decision = await outlay.decide(request, allow);
  expect(decision).toEqual({ checked: true, verdict, id: "dec_1", reasons: body.reasons, retryAfterMs: null });
});

test.each(["broken", problem(502, "x"), problem(500, "internal_error"), { status: 504 }] as const)(
  "after a reply that tells nothing, the same request is sent under the same key: %o",
  async (first) => {
    const { outlay, clock, seen } = clientOf((_, count) => (count < 3 ? first : { status: 200, body: allowed() }));
    const decided = outlay.decide(request, deny);
    await clock.pass(100);
    await clock.pass(199);
    expect(seen).toHaveLength(2);
    await clock.pass(1);
    expect(await decided).toMatchObject({ verdict: "allow", checked: true });
    expect(seen.map(({ headers }) => headers.get("idempotency-key"))).toEqual(["id1", "id1", "id1"]);
    expect(new Set(seen.map(({ text }) => text)).size).toBe(1);
  },
);

test("two decisions have two keys", async () => {
  const { outlay, seen } = clientOf(() => ({ status: 200, body: allowed() }));
  await outlay.decide(request, deny);
  await outlay.decide(request, deny);
  const keys = seen.map(({ headers }) => headers.get("idempotency-key"));
  expect(new Set(keys).size).toBe(2);
});

test("what is still running under the key is asked for again", async () => {
  const { outlay, clock, seen } = clientOf((_, count) =>
    count === 1
      ? problem(409, "idempotency_key_in_progress", { "retry-after": "1" })
      : { status: 200, body: allowed() },
  );
  const decided = outlay.decide(request, deny);
  await clock.pass(1_000);
  expect(await decided).toMatchObject({ verdict: "allow" });
  expect(seen).toHaveLength(2);
});

test("what was said to be undone is asked under another key, since the first is kept for a while", async () => {
  const { outlay, clock, seen } = clientOf((_, count) =>
    count === 1 ? problem(503, "unavailable") : { status: 200, body: allowed() },
  );
  const decided = outlay.decide(request, deny);
  await clock.pass(100);
  expect(await decided).toMatchObject({ verdict: "allow" });
  expect(seen.map(({ headers }) => headers.get("idempotency-key"))).toEqual(["id1", "id1.1"]);
});

test("a rate limit is waited for where there is time, as long as it says", async () => {
  const { outlay, clock, seen } = clientOf((_, count) =>
    count === 1 ? problem(429, "rate_limited", { "retry-after": "2" }) : { status: 200, body: allowed() },
  );
  const decided = outlay.decide(request, deny);
  await clock.pass(1_999);
  expect(seen).toHaveLength(1);
  await clock.pass(1);
  expect(await decided).toMatchObject({ verdict: "allow", checked: true });
});

test("where there is no time for it, a rate limit denies at once and says when to come back, whatever the caller chose", async () => {
  const { outlay, clock } = clientOf(() => problem(429, "rate_limited", { "retry-after": "40" }));
  expect(await outlay.decide(request, allow)).toEqual({
    checked: true,
    verdict: "deny",
    id: null,
    reasons: [{ code: "rate_limited", text: "Title: Detail. (HTTP 429)", subject: null }],
    retryAfterMs: 40_000,
  });
  expect(clock.pending().all).toBe(0);
});

test("a rate limit that says no time to come back denies at once: waiting would change nothing", async () => {
  const { outlay, clock, seen } = clientOf(() => problem(429, "rate_limited"));
  expect(await outlay.decide(request, allow)).toMatchObject({ verdict: "deny", checked: true, retryAfterMs: null });
  expect([seen.length, clock.pending().all]).toEqual([1, 0]);
});

test("a hard budget that cannot be asked and lets nothing pass denies, whatever the caller chose", async () => {
  const { outlay, clock } = clientOf(() => problem(503, "caps_unavailable", { "retry-after": "5" }));
  const decided = outlay.decide(request, allow);
  await clock.pass(3_000);
  expect(await decided).toMatchObject({ verdict: "deny", checked: true, id: null, retryAfterMs: 5_000 });
});

test("a paused key denies, whatever the caller chose", async () => {
  const { outlay } = clientOf(() => problem(403, "api_key_paused"));
  expect(await outlay.decide(request, allow)).toMatchObject({ verdict: "deny", checked: true, id: null });
});

test.each([
  ["a lost reply", "lost"],
  ["no connection", "broken"],
  ["503", problem(503, "unavailable")],
  ["429 of something before Outlay", { status: 429, body: { message: "Too Many Requests" } }],
  ["a page of something between", { status: 200 }],
  ["403 of something between", { status: 403 }],
] as const)("after %s the verdict is what the caller chose, and says that nothing was checked", async (_, reply) => {
  for (const onUnavailable of ["allow", "deny"] as const) {
    const { outlay, clock } = clientOf(() => reply);
    const decided = outlay.decide(request, { onUnavailable });
    await clock.pass(3_000);
    expect(await decided).toMatchObject({
      checked: false,
      verdict: onUnavailable,
      id: null,
      route: null,
      reservation: null,
      model: { provider: "openai", model: "gpt-4o" },
      limits: { output_tokens: 500 },
      reasons: [{ code: "outlay_unavailable" }],
    });
    expect(clock.pending().all).toBe(0);
  }
});

test("the deadline holds for all tries together", async () => {
  const { outlay, clock, seen } = clientOf(() => "broken");
  let decision: unknown;
  const decided = outlay.decide(request, { ...deny, timeoutMs: 1_000 }).then((made) => (decision = made));
  await clock.pass(1_000);
  expect(decision).toMatchObject({ checked: false, verdict: "deny" });
  await decided;
  // At 0, 100, 300 and 700 ms; the next would be at 1,500.
  expect(seen).toHaveLength(4);
});

test("a wrong request throws what is wrong, and is not sent again", async () => {
  const faulty = {
    ...problem(422, "invalid_request"),
    body: {
      code: "invalid_request",
      title: "Refused",
      instance: "req_9",
      errors: [{ pointer: "/attempts", detail: "Too big." }],
    },
  };
  const { outlay, seen } = clientOf(() => faulty);
  const thrown = await outlay.decide(request, allow).catch((error: OutlayError) => error);
  expect(thrown).toMatchObject({
    name: "OutlayError",
    status: 422,
    code: "invalid_request",
    requestId: "req_9",
    errors: [{ pointer: "/attempts", detail: "Too big." }],
  });
  expect(seen).toHaveLength(1);
});

test("the caller's signal ends it, while it waits for a reply and between two tries", async () => {
  for (const reply of ["lost", "broken"] as const) {
    for (const timeoutMs of [3_000, 105]) {
      const { outlay, clock } = clientOf(() => reply);
      const abort = new AbortController();
      const options = { ...deny, timeoutMs, signal: abort.signal };
      const decided = outlay.decide(request, options).catch((error: unknown) => error);
      await clock.pass(10);
      abort.abort(new Error("The user left."));
      expect(await decided).toMatchObject({ message: "The user left." });
      expect(clock.pending().all).toBe(0);
    }
  }
});
