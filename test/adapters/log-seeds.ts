import { CHAT, MESSAGE } from "./response-seeds.ts";

/** Good records of gateways and of CloudEvents, from which the fuzzer and the benchmark start. */
const TIME_S = 1_793_610_000; // 2026-11-02T09:00:00Z
const TIME = "2026-11-02T09:00:00.250Z";

const EVENT = {
  operation: "chat",
  provider: "p",
  model: "m",
  usage: { input_tokens: 5 },
  attribution: { department: "legal", tags: { a: "b" } },
};
const envelope = { specversion: "1.0", type: "usage", id: "e-1", source: "gateway", time: TIME, subject: "customer-1" };
export const CLOUD_EVENTS: readonly unknown[] = [
  {
    ...envelope,
    data: {
      ...EVENT,
      run: { id: "r", step: 1 },
      outcome: { accepted: true },
      reported_cost: { amount: "0.1", currency: "USD" },
    },
  },
  {
    ...envelope,
    datacontenttype: "application/json",
    data: { tokens: "7", type: "output", model: "m", provider: "p" },
  },
  { ...envelope, data_base64: btoa(JSON.stringify(EVENT)) },
];

const USAGE_DETAILS = { input: 40, input_cached_tokens: 60, output: 20, total: 120 };
export const LANGFUSE_BATCHES: readonly unknown[] = [
  {
    batch: [
      {
        id: "b-1",
        timestamp: TIME,
        type: "trace-create",
        body: { id: "t-1", userId: "u", tags: ["a:b"], metadata: { department: "legal" } },
      },
      {
        id: "b-2",
        timestamp: TIME,
        type: "generation-create",
        body: { id: "g-1", traceId: "t-1", startTime: TIME, model: "gpt-5" },
      },
      {
        id: "b-3",
        timestamp: TIME,
        type: "generation-update",
        body: { id: "g-1", endTime: TIME, usageDetails: USAGE_DETAILS, costDetails: { total: 0.01 } },
      },
    ],
  },
];
export const LANGFUSE_TRACES: readonly unknown[] = [
  {
    trace: { id: "t-1", name: "run", timestamp: TIME, userId: "u" },
    observations: [
      { id: "a-1", traceId: "t-1", type: "AGENT", startTime: TIME, usageDetails: USAGE_DETAILS },
      {
        id: "g-1",
        traceId: "t-1",
        parentObservationId: "a-1",
        type: "GENERATION",
        startTime: TIME,
        endTime: TIME,
        model: "gpt-5",
        usageDetails: USAGE_DETAILS,
      },
      { id: "x-1", traceId: "t-1", parentObservationId: "a-1", type: "TOOL", startTime: TIME },
    ],
  },
];
export const PORTKEY: readonly unknown[] = [
  {
    id: "p-1",
    trace_id: "t-1",
    created_at: TIME,
    ai_org: "openai",
    ai_model: "gpt-5-mini",
    req_units: 100,
    res_units: 10,
    total_units: 110,
    request_url: "https://api.openai.com/v1/chat/completions",
    cost: 0.3194,
    cost_currency: "USD",
    response_time: 1485,
    response_status_code: 200,
    cache_status: "MISS",
    retry_success_count: 1,
    metadata: { _user: "u-1", department: "legal", site: "paris" },
  },
  {
    id: "p-2",
    created_at: TIME,
    ai_org: "anthropic",
    request: { body: { model: "claude" } },
    response: { status: 200, body: MESSAGE },
    metadata: { key: ["a"], value: ["b"] },
  },
];
export const HELICONE: readonly unknown[] = [
  {
    request_id: "r-1",
    request_body: JSON.stringify({ model: "gpt-5-mini", messages: [] }),
    response_body: JSON.stringify(CHAT),
    provider: "OPENAI",
    user_id: "u-1",
    metadata: { cost: 0.00012, promptTokens: 2274, completionTokens: 310, totalTokens: 2584, latencyMs: 812.4 },
  },
  {
    request_id: "r-2",
    request_body: "Too large",
    response_body: "Too large",
    model: "gpt-5",
    provider: "openai",
    metadata: { promptTokens: 5, completionTokens: 1, totalTokens: 6 },
  },
];
const CLOUDFLARE_LOG = {
  id: "01K9",
  created_at: TIME,
  provider: "openai",
  model: "gpt-5-mini",
  path: "chat/completions",
  duration: 812,
};
export const CLOUDFLARE: readonly unknown[] = [
  {
    ...CLOUDFLARE_LOG,
    tokens_in: 100,
    tokens_out: 10,
    cost: 0.000045,
    success: true,
    status_code: 200,
    step: 1,
    metadata: '{"department":"legal","seat":7}',
  },
  { ...CLOUDFLARE_LOG, response_head: JSON.stringify(CHAT), response_head_complete: true, success: true },
  {
    Provider: "openai",
    Model: "gpt-5",
    StatusCode: 200,
    Endpoint: "chat/completions",
    ResponseBody: JSON.stringify(CHAT),
    Metadata: { a: "b" },
  },
];
const KONG_PROXY = {
  usage: { ...CHAT.usage, cost: 0.0038, time_per_token: 30.14 },
  meta: { request_model: "gpt-5", response_model: "gpt-5-2025-08-07", provider_name: "openai", llm_latency: 2670 },
};
export const KONG: readonly unknown[] = [
  {
    request: { id: "r-1", method: "POST" },
    response: { status: 200 },
    started_at: TIME_S * 1000 + 250,
    tries: [{ ip: "192.0.2.1" }],
    consumer: { username: "letters", custom_id: "c-1" },
    service: { name: "llm" },
    route: { name: "chat" },
    ai: { proxy: KONG_PROXY },
  },
];
