import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { at, itemsOf, valueAt } from "./world.ts";

const GUARDRAIL = "/v1/guardrails/litellm/beta/litellm_basic_guardrail_api";

/** A check as LiteLLM 1.106 sends it before a call of a chat. */
const check = (overrides: Record<string, unknown> = {}) => ({
  input_type: "request",
  litellm_call_id: "c62ce7e3-a220-462e-be3a-070612687751",
  litellm_trace_id: "c10acf2e-7f3b-411a-a738-b88e7a3b60a3",
  structured_messages: [{ role: "user", content: "hello" }],
  images: null,
  tools: null,
  texts: ["hello"],
  request_data: { user_api_key_user_id: "ada", user_api_key_team_alias: "support-team", user_api_key_hash: "h" },
  request_headers: { "content-type": "application/json", authorization: "[present]" },
  litellm_version: "1.106.12",
  additional_provider_specific_params: { task_class: "support-drafting", department: "support", office: "bern" },
  tool_calls: null,
  model: "openai/gpt-4o",
  ...overrides,
});

async function setUp(amount?: string) {
  const pipeline = createPipeline();
  const tenant = await pipeline.signUp();
  if (amount !== undefined) {
    const budget = { name: "Support", scope: { department: ["support"] }, amount, enforcement: "hard" };
    const { status } = await tenant.owner.post("/v1/budgets", budget);
    if (status !== 201) throw new Error(`The budget was answered ${status}.`);
  }
  const gateway = await pipeline.withScopes(tenant, "decisions:write", "events:write");
  return { ...pipeline, ...tenant, gateway };
}

test("a guardrail's check is a decision of its own, and lets an allowed call go on", async () => {
  const { gateway, owner, record } = await setUp();
  const { status, body } = await gateway.post(GUARDRAIL, check());
  expect([status, body]).toEqual([200, { action: "NONE" }]);
  await record();
  const [decision] = itemsOf((await owner.get("/v1/decisions")).body);
  expect(decision).toMatchObject({
    verdict: "allow",
    model: { provider: "openai", model: "gpt-4o" },
  });
  expect(JSON.stringify(decision)).not.toContain("hello");
  expect(JSON.stringify(decision)).toContain("support-team");
});

test("a downgrade is blocked, with the model that may be called, and holds nothing", async () => {
  const { gateway } = await setUp("0.3");
  const large = check({ model: "anthropic/claude-opus-4-5" });
  const { body } = await gateway.post(GUARDRAIL, large);
  expect(body).toMatchObject({ action: "BLOCKED" });
  expect(at(body, "blocked_reason")).toMatch(/above standard.*Call \S+\/\S+ instead\. This is decision dec_/s);
  // One such call alone fits the budget: it would not, were anything held.
  for (let times = 0; times < 3; times += 1) {
    expect(at((await gateway.post(GUARDRAIL, large)).body, "blocked_reason")).toContain("instead.");
  }
});

test("a budget without room blocks, in words", async () => {
  const { gateway } = await setUp("0.001");
  const { status, body } = await gateway.post(GUARDRAIL, check());
  expect(status).toBe(200);
  expect(body).toMatchObject({ action: "BLOCKED", blocked_reason: expect.stringContaining("Budget 'Support'") });
});

test("a model without its provider is refused, so that LiteLLM fails closed", async () => {
  const { gateway } = await setUp();
  const { status, body } = await gateway.post(GUARDRAIL, check({ model: "gpt-4o" }));
  expect(status).toBe(422);
  expect(body).toMatchObject({ errors: [{ pointer: "/requested/model" }] });
});

test("an answer is let through, and nothing is decided", async () => {
  const { gateway, owner, record } = await setUp();
  const { body } = await gateway.post(GUARDRAIL, check({ input_type: "response", model: null }));
  expect(body).toEqual({ action: "NONE" });
  await record();
  expect(itemsOf((await owner.get("/v1/decisions")).body)).toEqual([]);
});

/** What docs/examples/litellm/outlay_hook.py asks before a call, as LiteLLM 1.106 made it. */
const ASKED = {
  requested: { provider: "openai", model: "gpt-4o" },
  task_class: "support-drafting",
  context_tokens: 46,
  output_tokens_max: 50,
  attempts: 1,
  attribution: { user: "default_user_id", user_group: null, department: "support" },
};

/** What LiteLLM 1.106 then logs of the call, less what is the same of every call. */
const log = (decision: unknown) => ({
  id: "chatcmpl-0.469733837474946",
  litellm_call_id: "c62ce7e3-a220-462e-be3a-070612687751",
  trace_id: "c10acf2e-7f3b-411a-a738-b88e7a3b60a3",
  call_type: "acompletion",
  status: "success",
  status_fields: { llm_api_status: "success", guardrail_status: "not_run" },
  custom_llm_provider: "openai",
  model: "openai/gpt-4o",
  model_group: "openai/gpt-4o",
  startTime: Date.parse("2026-11-02T09:00:00Z") / 1000,
  endTime: Date.parse("2026-11-02T09:00:02Z") / 1000,
  prompt_tokens: 20,
  completion_tokens: 3,
  total_tokens: 23,
  response_cost: 8e-5,
  metadata: {
    user_api_key_user_id: "default_user_id",
    spend_logs_metadata: {
      outlay_decision_id: valueAt(decision, "id"),
      outlay_reservation_id: valueAt(decision, "route", "reservation_id"),
    },
    requester_metadata: { department: "support", task_class: "support-drafting" },
    usage_object: { completion_tokens: 3, prompt_tokens: 20, total_tokens: 23 },
  },
  hidden_params: { additional_headers: { "x-litellm-attempted-retries": 0, "x-litellm-attempted-fallbacks": 0 } },
});

test("what the hook asks is held, and LiteLLM's log of the call sets it free and is of the decision", async () => {
  // One call of at most 46 tokens in and 50 out fits, and no second one beside it.
  const { gateway, owner, settle } = await setUp("0.001");
  const decision = await gateway.post("/v1/decisions", ASKED);
  expect(decision.body).toMatchObject({ verdict: "allow", limits: { output_tokens: 50 } });
  expect(at(decision.body, "reservation", "id")).toMatch(/^rsv_/);
  expect(await gateway.post("/v1/decisions", ASKED)).toMatchObject({ body: { verdict: "deny" } });

  expect(await gateway.post("/v1/webhooks/litellm", [log(decision.body)])).toMatchObject({ status: 202 });
  await settle();
  const read = await owner.get(`/v1/decisions/${at(decision.body, "id")}`);
  expect(read.body).toMatchObject({ events: [{ id: "chatcmpl-0.469733837474946", status: "succeeded" }] });
  expect(await gateway.post("/v1/decisions", ASKED)).toMatchObject({ body: { verdict: "allow" } });
});
