import { readUsageEvent } from "@outlay/domain/read-usage-event";
import { expect, test } from "vitest";
import { readLitellmLog } from "./litellm.ts";
import type { SourceEvent } from "../usage-events.ts";

/** A good log, with overrides. */
const log = (overrides: Record<string, unknown> = {}) => ({
  id: "l-1",
  trace_id: "t-1",
  call_type: "acompletion",
  status: "success",
  custom_llm_provider: "anthropic",
  model: "anthropic/claude-sonnet-4-5",
  model_group: "smart",
  startTime: 1_793_610_000.25,
  endTime: 1_793_610_002,
  response_cost: 0.00022500000000000002,
  prompt_tokens: 10,
  completion_tokens: 20,
  total_tokens: 30,
  ...overrides,
});

function eventOf(value: unknown): SourceEvent {
  const read = readLitellmLog(value, "litellm");
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  const [event] = read.events;
  if (read.events.length !== 1 || event === undefined) throw new Error("one log is one event");
  return event;
}

test("a log is an event of ours", () => {
  const { body, flags } = eventOf(log());
  expect(body).toMatchObject({
    id: "l-1",
    source: "litellm",
    time: new Date(1_793_610_000_250).toISOString(),
    duration_ms: 1750,
    operation: "chat",
    provider: "anthropic",
    model: "claude-sonnet-4-5",
    requested_model: "smart",
    status: "succeeded",
    usage: { input_tokens: 10, output_tokens: 20 },
    run: { id: "t-1" },
    response_cache_hit: false,
    reported_cost: { amount: "0.000225000000", currency: "USD" },
  });
  expect(flags).toEqual([]);
  expect(readUsageEvent(body, { kind: "live", bound: new Map(), nowEpochMs: 1_793_620_000_000 })).toHaveProperty(
    "event",
  );
});

test.each([
  {
    name: "Anthropic's through LiteLLM: cache within the prompt, both lifetimes",
    payload: {
      metadata: {
        usage_object: {
          prompt_tokens: 1000,
          completion_tokens: 5,
          total_tokens: 1005,
          cache_read_input_tokens: 600,
          cache_creation_input_tokens: 300,
          prompt_tokens_details: {
            cached_tokens: 600,
            cache_creation_tokens: 300,
            cache_creation_token_details: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 200 },
          },
        },
      },
    },
    usage: {
      input_tokens: 100,
      cache_read_tokens: 600,
      cache_write_5m_tokens: 100,
      cache_write_1h_tokens: 200,
      output_tokens: 5,
    },
  },
  {
    name: "the response's usage, with cache reads at its top",
    payload: {
      response: { usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, cache_read_input_tokens: 4 } },
    },
    usage: { input_tokens: 6, cache_read_tokens: 4, output_tokens: 5 },
  },
  {
    name: "Anthropic's raw usage: cache outside the input",
    payload: {
      call_type: "anthropic_messages",
      response: { usage: { input_tokens: 10, output_tokens: 5, cache_read_input_tokens: 4 } },
    },
    usage: { input_tokens: 10, cache_read_tokens: 4, output_tokens: 5 },
  },
  {
    name: "OpenAI's raw responses: cache inside the input",
    payload: {
      call_type: "aresponses",
      response: {
        usage: { input_tokens: 10, output_tokens: 5, input_tokens_details: { cached_tokens: 4 }, total_tokens: 15 },
      },
    },
    usage: { input_tokens: 6, cache_read_tokens: 4, output_tokens: 5 },
  },
  {
    name: "an embedding without a completion",
    payload: { call_type: "aembedding", metadata: { usage_object: { prompt_tokens: 10, total_tokens: 10 } } },
    usage: { input_tokens: 10, output_tokens: 0 },
  },
  { name: "a redacted response", payload: { response: "redacted" }, usage: { input_tokens: 10, output_tokens: 20 } },
  {
    name: "a failure that was never answered",
    payload: { status: "failure", prompt_tokens: undefined, completion_tokens: undefined, total_tokens: undefined },
    usage: {},
  },
])("usage: $name", ({ payload, usage }) => {
  const { body, flags } = eventOf(log(payload));
  expect(body.usage).toEqual(usage);
  expect(flags).toEqual([]);
});

test("who: keys, teams, the end user, metadata and tags", () => {
  const metadata = {
    user_api_key_user_id: "u-1",
    user_api_key_team_id: "team-1",
    user_api_key_team_alias: "tier-1",
    user_api_key_alias: "key of ci",
    requester_metadata: { department: "legal", site: "paris", deep: {}, bad: "a\u0000" },
  };
  const request_tags = ["env: prod", "urgent", "x".repeat(200), 5];
  expect(eventOf(log({ metadata, request_tags, end_user: "customer-1" })).body.attribution).toEqual({
    user: "u-1",
    user_group: "tier-1",
    department: "legal",
    consumer: { user: "customer-1" },
    tags: { site: "paris", env: "prod", urgent: "true", litellm_key: "key of ci" },
  });
});

test("the decision behind a call is what its caller's metadata say, and no tag", () => {
  const routeOf = (requester: object, overrides: object = {}, own: object = {}) =>
    eventOf(log({ ...overrides, metadata: { requester_metadata: requester, ...own } })).body;
  const said = { outlay_decision_id: "dec_1", outlay_reservation_id: "rsv_1", site: "paris" };
  const { route, attribution } = routeOf(said);
  expect(route).toEqual({ decision_id: "dec_1", reservation_id: "rsv_1", attempt: 1 });
  expect(attribution).toEqual({ tags: { site: "paris" } });
  expect(routeOf(said, {}, { attempted_retries: 2 }).route).toMatchObject({ attempt: 3 });
  expect(routeOf({ ...said, outlay_attempt: "2" }).route).toMatchObject({ attempt: 2 });
  expect(routeOf({ outlay_decision_id: "dec_1" }).route).toEqual({ decision_id: "dec_1" });
  expect(routeOf(said, { call_type: "call_mcp_tool" }).route).toEqual({ decision_id: "dec_1" });
  expect(eventOf(log({ metadata: { spend_logs_metadata: said } })).body.route).toMatchObject({ decision_id: "dec_1" });
  const unfit = { outlay_decision_id: 7, outlay_reservation_id: "x".repeat(2_049), outlay_attempt: 9 };
  expect(routeOf(unfit).route).toBeUndefined();
});

test("status, cache hits and times as text", () => {
  expect(eventOf(log({ status: "failure" })).body.status).toBe("failed");
  expect(eventOf(log({ status_fields: { guardrail_status: "guardrail_intervened" } })).body.status).toBe("blocked");
  expect(eventOf(log({ cache_hit: true })).body.response_cache_hit).toBe(true);
  const text = { startTime: "2026-11-02T09:00:00.250Z", endTime: "2026-11-02T09:00:01Z" };
  expect(eventOf(log(text)).body).toMatchObject({ time: "2026-11-02T09:00:00.250Z", duration_ms: 750 });
  expect(eventOf(log({ call_type: "call_mcp_tool" })).body.operation).toBe("tool_call");
});

test("a log that contradicts itself is flagged and carries the tag", () => {
  const { body, flags } = eventOf(log({ total_tokens: 31 }));
  expect(flags.map(({ pointer }) => pointer)).toEqual(["/total_tokens"]);
  expect(body.attribution).toMatchObject({ tags: { usage_flag: "contradicts_itself" } });
});

test.each([
  { name: "no object", value: "x", pointer: "" },
  { name: "no id", value: log({ id: "" }), pointer: "/id" },
  { name: "a call of no known kind that used tokens", value: log({ call_type: "dream" }), pointer: "/call_type" },
  { name: "sums of spend", value: { api_key: "k", total_cost: 0.3, model_details: [] }, pointer: "" },
  { name: "no usage", value: log({ prompt_tokens: undefined }), pointer: "/prompt_tokens" },
  { name: "a negative cost", value: log({ response_cost: -1 }), pointer: "/response_cost" },
])("refused: $name", ({ value, pointer }) => {
  const read = readLitellmLog(value, "litellm");
  expect("faults" in read && read.faults.map((fault) => fault.pointer)).toEqual([pointer]);
});

test("an alert on a budget, and a call that costs nothing, have nothing to count", () => {
  const alert = { event: "budget_crossed", event_group: "user", spend: 1, max_budget: 0, token: "t" };
  const free = { call_type: "alist_files", prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, response_cost: 0 };
  for (const value of [alert, log(free)]) expect(readLitellmLog(value, "litellm")).toEqual({ events: [] });
});

test("retries and fallbacks: by LiteLLM's own metadata, or the headers that it answers with", () => {
  expect(eventOf(log({ metadata: { attempted_retries: 2 } })).body.run).toEqual({ id: "t-1", attempt: 3 });
  const headers = { "x-litellm-attempted-retries": "1", "x-litellm-attempted-fallbacks": 1 };
  const { body } = eventOf(log({ trace_id: undefined, hidden_params: { additional_headers: headers } }));
  expect(body).toMatchObject({ run: { id: "l-1", attempt: 2 }, route: { type: "fallback" } });
  const underscored = { x_litellm_attempted_fallbacks: 2 };
  expect(eventOf(log({ hidden_params: { additional_headers: underscored } })).body.route).toEqual({ type: "fallback" });
  const first = { attempted_retries: 0, attempted_fallbacks: 0, routing_decision: { router_model_name: "auto" } };
  expect(eventOf(log({ metadata: first })).body).toMatchObject({ run: { id: "t-1" }, route: { id: "auto" } });
  for (const attempted_retries of ["many", -1, 0.5, null]) {
    expect(eventOf(log({ metadata: { attempted_retries } })).body.run).toEqual({ id: "t-1" });
  }
});

test("a guardrail that intervened is named", () => {
  const blocked = { status_fields: { guardrail_status: "guardrail_intervened" } };
  const one = { guardrail_name: "pii", guardrail_status: "guardrail_intervened" };
  for (const guardrail_information of [one, [{ guardrail_status: "success" }, one]]) {
    expect(eventOf(log({ ...blocked, guardrail_information })).body).toMatchObject({
      status: "blocked",
      outcome: { blocked_by: "pii" },
    });
  }
  expect(eventOf(log(blocked)).body.outcome).toBeUndefined();
});

test("tools, stores and searches are counted beside tokens", () => {
  const metadata = {
    mcp_tool_call_metadata: { name: "search", namespaced_tool_name: "wiki/search", mcp_server_name: "wiki" },
    vector_store_request_metadata: [{ vector_store_id: "a" }, { vector_store_id: "b" }],
  };
  const { body } = eventOf(log({ metadata }));
  expect(body.usage).toEqual({ input_tokens: 10, output_tokens: 20, tool_calls: 1, retrieval_calls: 2 });
  expect(body.attribution).toMatchObject({ tags: { tool: "wiki/search", mcp_server: "wiki" } });
  const none = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
  const usageOf = (call_type: string) => eventOf(log({ ...none, call_type })).body.usage;
  expect(usageOf("call_mcp_tool")).toEqual({ input_tokens: 0, output_tokens: 0, tool_calls: 1 });
  expect(usageOf("avector_store_search")).toMatchObject({ retrieval_calls: 1 });
  expect(usageOf("asearch")).toMatchObject({ web_searches: 1 });
  const searched = { prompt_tokens: 1, completion_tokens: 2, server_tool_use: { web_search_requests: 3 } };
  expect(eventOf(log({ response: { usage: searched } })).body.usage).toMatchObject({ web_searches: 3 });
});

test("seconds and images are counted where there are no tokens; an advisor is a call of its own", () => {
  const none = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
  const spoken = log({
    ...none,
    call_type: "atranscription",
    metadata: { usage_object: { type: "duration", seconds: 2.5 } },
  });
  expect(eventOf(spoken).body.usage).toEqual({ audio_seconds: 3 });
  const drawn = log({ ...none, call_type: "aimage_generation", response: { data: [{}, {}] } });
  expect(eventOf(drawn).body.usage).toEqual({ input_tokens: 0, output_tokens: 0, images: 2 });
  const advice = { type: "advisor_message", model: "claude-opus-4-8", input_tokens: 9, output_tokens: 3 };
  const usage = { input_tokens: 1, output_tokens: 2, cache_read_input_tokens: 0, iterations: [advice] };
  const read = readLitellmLog(log({ response: { usage } }), "litellm");
  expect("events" in read && read.events.map(({ body }) => [body.id, body.model, body.reported_cost])).toEqual([
    ["l-1", "claude-sonnet-4-5", { amount: "0.000225000000", currency: "USD" }],
    ["l-1/advisor-0", "claude-opus-4-8", undefined],
  ]);
});

test("an explicit zero is a zero, and not missing", () => {
  const zero = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, status: "failure" };
  expect(eventOf(log(zero)).body.usage).toEqual({ input_tokens: 0, output_tokens: 0 });
});

test("calls of a shadow evaluation are evaluation, and priced by their model", () => {
  const { body } = eventOf(log({ metadata: { internal_call_origin: "shadow_eval_judge" } }));
  expect(body).toMatchObject({ operation: "evaluation", usage: { requests: 1, input_tokens: 10 } });
});

test("a row of the spend logs", () => {
  const { id, trace_id, response_cost, ...rest } = log();
  const row = {
    ...rest,
    request_id: id,
    session_id: trace_id,
    spend: response_cost,
    cache_hit: "True",
    user: "u-9",
    team_id: "t-9",
  };
  expect(eventOf({ ...row, metadata: '{"status":"failure","attempted_retries":1}' }).body).toMatchObject({
    id: "l-1",
    run: { id: "t-1", attempt: 2 },
    status: "failed",
    response_cache_hit: true,
    attribution: { user: "u-9", user_group: "t-9" },
    reported_cost: { amount: "0.000225000000", currency: "USD" },
  });
});

test("the tier that answered", () => {
  expect(eventOf(log({ response: { service_tier: "flex" } })).body.service_tier).toBe("flex");
});
