import { createOutlay, isAllowed, type OutlayOptions } from "@outlay/client/client";
import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { serve } from "./serve.ts";
import { valueAt } from "./world.ts";

const ASKED = {
  task_class: "support-drafting",
  requested: { provider: "anthropic", model: "claude-sonnet-4-5" },
  attribution: { department: "support", tags: { office: "bern" } },
  context_tokens: 4000,
  output_tokens_max: 1000,
  attempts: 2,
};
const deny = { onUnavailable: "deny" } as const;

/** The client over real HTTP, against the real app. The first so many answers are lost on their way, and the work is done. */
async function setUp({ loseAnswers = 0, ...options }: Partial<OutlayOptions> & { readonly loseAnswers?: number } = {}) {
  const pipeline = createPipeline();
  const tenant = await pipeline.signUp();
  let answers = 0;
  const answered: string[] = [];
  const server = await serve(async (request) => {
    const response = await pipeline.app.fetch(request);
    answers += 1;
    answered.push(await response.clone().text());
    return answers > loseAnswers ? response : Response.json({}, { status: 502 });
  });
  const outlay = createOutlay({
    url: server.url,
    apiKey: tenant.key,
    source: "copilot",
    now: pipeline.world.now,
    ...options,
  });
  const spend = async (query: string) => {
    await pipeline.settle();
    return valueAt((await tenant.owner.get(`/v1/spend?${query}`)).body, "items");
  };
  return { ...pipeline, ...tenant, outlay, answered, spend, close: server.close };
}

test("a guarded call is decided by the policy, and its usage is spend", async () => {
  const { outlay, spend, close } = await setUp();
  const guarded = await outlay.guard(
    { ...ASKED, requested: { provider: "anthropic", model: "claude-opus-4-5" } },
    async ({ model, limits }) => {
      expect(limits.output_tokens).toBe(1000);
      return { value: model.model, usage: { input_tokens: 1000, output_tokens: 200 } };
    },
    deny,
  );
  expect(guarded).toMatchObject({ isCalled: true, decision: { verdict: "downgrade", checked: true } });
  expect(await outlay.close()).toBe(0);
  expect(outlay.counts()).toMatchObject({ recorded: 1, accepted: 1 });
  const model = valueAt(guarded, "value");
  expect(model).not.toBe("claude-opus-4-5");
  expect(await spend("group_by=source,department,model&measures=events,output_tokens")).toMatchObject([
    { dimensions: { source: "copilot", department: "support", model }, measures: { events: 1, output_tokens: 200 } },
  ]);
  await close();
});

test("a decision whose reply was lost is the one that was made, and is made once", async () => {
  const { outlay, answered, close } = await setUp({ loseAnswers: 2 });
  const decision = await outlay.decide(ASKED, { ...deny, timeoutMs: 20_000 });
  expect(decision).toMatchObject({ verdict: "allow", checked: true });
  expect(isAllowed(decision)).toBe(true);
  expect(answered).toHaveLength(3);
  expect(new Set(answered).size).toBe(1);
  await close();
});

test("what a decision reserves is held against others until it is released, settled, or told of by usage", async () => {
  const { outlay, record, settle, spend, close } = await setUp();
  // 4,000 tokens in and 1,000 out at 3 and 15 dollars a million, or half as much again for writes to a cache: one fits, two do not.
  const budget = { name: "Support", scope: { department: ["support"] }, amount: "0.05", enforcement: "hard" } as const;
  await outlay.request("post", "/v1/budgets", { body: budget });
  const once = { ...ASKED, attempts: 1 };
  const decide = () => outlay.decide(once, deny);

  const first = await decide();
  if (!first.checked || !isAllowed(first)) throw new Error("the first is allowed");
  expect(first.reservation).toMatchObject({ currency: "USD" });
  expect(await decide()).toMatchObject({ verdict: "deny", checked: true });
  await outlay.release(first);

  const second = await decide();
  if (!second.checked || !isAllowed(second)) throw new Error("the second is allowed");
  expect(await decide()).toMatchObject({ verdict: "deny" });
  await record();
  await outlay.settle(second, { usage: { input_tokens: 100 }, attribution: once.attribution });
  await settle();

  const usage = { input_tokens: 100, output_tokens: 10 };
  const third = await outlay.guard(once, async ({ model }) => ({ value: model.model, usage }), deny);
  expect(third).toMatchObject({ isCalled: true });
  expect(await decide()).toMatchObject({ verdict: "deny" });
  await outlay.flush();
  await settle();
  expect(await decide()).toMatchObject({ verdict: "allow" });
  expect(await spend("group_by=source&measures=events,input_tokens&granularity=total")).toMatchObject([
    { dimensions: { source: "copilot" }, measures: { events: 1 } },
    { dimensions: { source: "decisions" }, measures: { events: 1, input_tokens: 100 } },
  ]);
  await close();
});

test("events whose receipt was lost count once, and one that is unfit is told with its reason", async () => {
  const refused: unknown[] = [];
  const { outlay, spend, close } = await setUp({ loseAnswers: 1, onRefused: (each) => refused.push(each) });
  const event = { operation: "chat", provider: "openai", model: "gpt-4o", usage: { output_tokens: 5 } } as const;
  for (let n = 0; n < 1_000; n += 1) outlay.record(event);
  outlay.record({ ...event, usage: { output_tokens: -1 } });
  expect(await outlay.flush()).toBe(0);
  expect(outlay.counts()).toEqual({ recorded: 1_001, accepted: 1_000, refused: 1, dropped: 0, waiting: 0 });
  expect(refused).toMatchObject([
    { event: { source: "copilot" }, errors: [{ detail: expect.stringContaining("whole number") }] },
  ]);
  expect(await spend("measures=events,output_tokens&granularity=total")).toMatchObject([
    { measures: { events: 1_000, output_tokens: 5_000 } },
  ]);
  await close();
});

test("usage under a reservation that is none counts, and the caller is told", async () => {
  const flagged: unknown[] = [];
  const { outlay, close } = await setUp({ onFlagged: (each) => flagged.push(each) });
  outlay.record({
    operation: "chat",
    provider: "openai",
    model: "gpt-4o",
    usage: { output_tokens: 5 },
    route: { decision_id: "dec_1", reservation_id: "rsv_forged" },
  });
  await outlay.flush();
  expect(outlay.counts()).toMatchObject({ accepted: 1, refused: 0 });
  expect(flagged).toMatchObject([{ errors: [{ pointer: "/route/reservation_id" }] }]);
  await close();
});

test("a wrong key is an OutlayError, and an address where nothing listens is what the caller chose", async () => {
  const { outlay, close } = await setUp({ apiKey: "outlay_live_wrong" });
  await expect(outlay.decide(ASKED, deny)).rejects.toMatchObject({ name: "OutlayError", status: 401 });
  await close();
  const none = await outlay.decide(ASKED, { onUnavailable: "allow", timeoutMs: 300 });
  expect(none).toMatchObject({ checked: false, verdict: "allow", model: ASKED.requested });
});

test("other operations are typed by the document", async () => {
  const { outlay, tenantId, close } = await setUp();
  const tenant = await outlay.request("get", "/v1/tenant", {});
  expect(tenant.body.id).toBe(tenantId);
  const made = await outlay.request("post", "/v1/budgets", {
    body: { name: "Support", scope: { department: ["support"] }, amount: "5" },
  });
  const params = { budget_id: made.body.id };
  const read = await outlay.request("get", "/v1/budgets/{budget_id}", { params });
  expect(read.body.amount).toBe("5");
  const ifMatch = read.headers.get("etag") ?? "";
  const removed = await outlay.request("delete", "/v1/budgets/{budget_id}", { params, ifMatch });
  expect(removed.status).toBe(204);
  const gone = outlay.request("get", "/v1/budgets/{budget_id}", { params });
  await expect(gone).rejects.toMatchObject({ status: 404, code: "budget_not_found" });
  await close();
});
