import { expect, test, vi } from "vitest";
import { allowed, clientOf } from "./client-of-test.ts";
import { type Attempt, type Called, notCalled } from "./client.ts";
import { type Answering, problem, receipt } from "./fake-world.ts";

const request = {
  requested: { provider: "openai", model: "gpt-4o" },
  attribution: { application: "copilot", tags: { office: "bern" } },
  task_class: "drafting",
  attempts: 2,
  run: { id: "run_1", step: 3, step_name: "draft" },
};
const deny = { onUnavailable: "deny" } as const;
const usage = { input_tokens: 10, output_tokens: 5 };

type CallModel = (attempt: Attempt) => Promise<Called<unknown> | typeof notCalled>;

/** Answers decisions with one body, and takes events and releases. */
const api =
  (body: unknown = allowed()): Answering =>
  (asked) => {
    if (asked.path === "/v1/decisions") return { status: 200, body };
    return asked.path === "/v1/events" ? receipt(asked) : { status: 200, body: {} };
  };
const recorded = async ({ outlay, seen }: ReturnType<typeof clientOf>) => {
  await outlay.flush();
  return seen.filter(({ path }) => path === "/v1/events").flatMap(({ lines }) => lines);
};

test("the chosen model is called within its limits, and its usage told with the decision's route", async () => {
  const client = clientOf(api());
  const call = vi.fn<CallModel>(async () => {
    await client.clock.pass(1_234);
    return { value: "Hello", usage, event: { service_tier: "flex" } };
  });
  const guarded = await client.outlay.guard(request, call, deny);
  expect(guarded).toMatchObject({ isCalled: true, value: "Hello", model: { model: "gpt-4o" } });
  expect(call.mock.calls).toMatchObject([[{ number: 1, model: { model: "gpt-4o" }, limits: { output_tokens: 1000 } }]]);
  expect(await recorded(client)).toEqual([
    {
      id: "dec_1.1",
      source: "app",
      time: "2026-11-02T09:00:00.000Z",
      operation: "chat",
      provider: "openai",
      model: "gpt-4o",
      requested_model: "gpt-4o",
      usage,
      attribution: request.attribution,
      run: { id: "run_1", started_at: null, parent_id: null, task_class: "drafting", risk: null, step: 3 },
      route: { id: "other-work", type: "default", decision_id: "dec_1", reservation_id: "rsv_1", attempt: 1 },
      service_tier: "flex",
      region: null,
      duration_ms: 1_234,
    },
  ]);
  expect(client.clock.pending().all).toBe(0);
});

test("where a call fails the fallback is called, and both are told: each as its own attempt", async () => {
  const client = clientOf(api());
  const call = vi
    .fn<CallModel>()
    .mockRejectedValueOnce(new Error("overloaded"))
    .mockResolvedValueOnce({ value: 7, usage });
  const guarded = await client.outlay.guard(request, call, deny);
  expect(guarded).toMatchObject({ isCalled: true, value: 7, model: { model: "gpt-4o-mini" } });
  expect(await recorded(client)).toMatchObject([
    { id: "dec_1.1", model: "gpt-4o", status: "failed", route: { type: "default", attempt: 1 } },
    {
      id: "dec_1.2",
      model: "gpt-4o-mini",
      route: { type: "fallback", fallback_from: "gpt-4o", attempt: 2, reservation_id: "rsv_1" },
    },
  ]);
});

test("where all calls fail, the last failure is thrown, and nothing is released: calls were made", async () => {
  const client = clientOf(api());
  let calls = 0;
  const call = () => Promise.reject(new Error(`failure ${(calls += 1)}`));
  await expect(client.outlay.guard(request, call, deny)).rejects.toThrow("failure 2");
  expect(await recorded(client)).toHaveLength(2);
  expect(client.seen.map(({ path }) => path)).not.toContain("/v1/decisions/dec_1/release");
});

test("where no model was called, nothing is told, and what is reserved is released", async () => {
  const client = clientOf(api());
  const call = vi.fn<CallModel>(async () => notCalled);
  expect(await client.outlay.guard(request, call, deny)).toMatchObject({ isCalled: false, decision: { id: "dec_1" } });
  expect(call).toHaveBeenCalledTimes(2);
  expect(await recorded(client)).toEqual([]);
  expect(client.seen.at(-1)).toMatchObject({
    method: "POST",
    path: "/v1/decisions/dec_1/release",
    text: JSON.stringify({ reservation_id: "rsv_1" }),
  });
});

test("attempts count the calls that were made, not the models that were passed over", async () => {
  const client = clientOf(api());
  const call = vi.fn<CallModel>().mockResolvedValueOnce(notCalled).mockResolvedValueOnce({ value: 7, usage });
  await client.outlay.guard(request, call, deny);
  expect(await recorded(client)).toMatchObject([{ id: "dec_1.1", model: "gpt-4o-mini", route: { attempt: 1 } }]);
});

test("a release that fails is no failure of the call", async () => {
  const client = clientOf((asked) =>
    asked.path === "/v1/decisions" ? { status: 200, body: allowed() } : problem(404, "decision_not_found"),
  );
  expect(await client.outlay.guard(request, async () => notCalled, deny)).toMatchObject({ isCalled: false });
});

test.each(["deny", "needs_approval"] as const)("after %s no model is called", async (verdict) => {
  const client = clientOf(api(allowed({ verdict, model: null, fallbacks: [], reservation: null })));
  const call = vi.fn<CallModel>();
  expect(await client.outlay.guard(request, call, deny)).toMatchObject({ isCalled: false, decision: { verdict } });
  expect(call).not.toHaveBeenCalled();
});

test("where Outlay does not answer and the caller chose to go on, the model that was asked for is called, and told of", async () => {
  const client = clientOf((asked) => (asked.path === "/v1/events" ? receipt(asked) : "broken"));
  const guarding = client.outlay.guard(request, async () => ({ value: 1, usage }), { onUnavailable: "allow" });
  await client.clock.pass(3_000);
  expect(await guarding).toMatchObject({ isCalled: true, decision: { checked: false, verdict: "allow" } });
  const [event] = await recorded(client);
  expect(event).toMatchObject({ model: "gpt-4o", usage });
  expect(event).not.toHaveProperty("route");
});

test("a call that takes longer than its limit is told to stop, and recorded as timed out", async () => {
  const client = clientOf(api(allowed({ fallbacks: [] })));
  const call = ({ signal }: { readonly signal: AbortSignal }) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  const guarding = client.outlay.guard(request, call, deny).catch((error: Error) => error.message);
  await client.clock.pass(60_000);
  expect(await guarding).toBe("The call took longer than 60 s.");
  expect(await recorded(client)).toMatchObject([{ status: "timed_out", duration_ms: 60_000 }]);
  expect(client.clock.pending().all).toBe(0);
});

test("a caller who leaves during a call stops it, and no fallback is called", async () => {
  const client = clientOf(api());
  const abort = new AbortController();
  const call = vi.fn<CallModel>(async ({ signal }: { readonly signal: AbortSignal }): Promise<never> => {
    abort.abort(new Error("The user left."));
    signal.throwIfAborted();
    throw new Error("was not told to stop");
  });
  await expect(client.outlay.guard(request, call, { ...deny, signal: abort.signal })).rejects.toThrow("The user left.");
  expect(call).toHaveBeenCalledTimes(1);
  expect(await recorded(client)).toMatchObject([{ status: "cancelled" }]);
});
