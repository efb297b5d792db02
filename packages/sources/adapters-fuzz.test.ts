import { readUsageEvent } from "@outlay/domain/read-usage-event";
import { UsageEventBody } from "@outlay/domain/usage-event-schema";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readCloudEvent } from "./cloudevents.ts";
import { readResponseRecord } from "./responses/read-response-record.ts";
import type { ReadRecord } from "./usage-events.ts";
import { readWebhookRecord, type WebhookSource } from "./webhooks/read-webhook.ts";

const NOW = Date.parse("2026-11-03T00:00:00Z");

/** Whose the senders say their records are. Whose they are is the credential's word alone. */
const STRANGER = "ten_stranger";

const LITELLM = {
  tenant_id: STRANGER,
  id: "l-1",
  trace_id: "t-1",
  call_type: "acompletion",
  status: "success",
  status_fields: { guardrail_status: "success" },
  custom_llm_provider: "anthropic",
  model: "claude-sonnet-4-5",
  startTime: 1_793_610_000.25,
  endTime: 1_793_610_002,
  response_cost: 0.1,
  prompt_tokens: 10,
  completion_tokens: 20,
  total_tokens: 30,
  request_tags: ["a:b", "c"],
  end_user: "e",
  metadata: {
    user_api_key_user_id: "u",
    user_api_key_alias: "k",
    requester_metadata: { department: "legal", site: "paris" },
    usage_object: { prompt_tokens: 10, completion_tokens: 20, prompt_tokens_details: { cached_tokens: 4 } },
    attempted_retries: 1,
    mcp_tool_call_metadata: { name: "n" },
    vector_store_request_metadata: [{}],
  },
  guardrail_information: [{ guardrail_name: "g", guardrail_status: "success" }],
  hidden_params: { additional_headers: { "x-litellm-attempted-fallbacks": 1 } },
  response: { service_tier: "flex" },
};
const OBSERVATION = {
  id: "g-1",
  traceId: "t-1",
  projectId: STRANGER,
  parentObservationId: "a-1",
  startTime: "2026-11-02T09:00:00Z",
  endTime: "2026-11-02T09:00:02Z",
  model: "gpt-5",
  level: "ERROR",
  environment: "prod",
  metadata: { ls_provider: "openai", department: "legal" },
  usageDetails: { input: 40, input_cached_tokens: 60, output: 20, output_reasoning: 5, total: 125 },
  costDetails: { input: 0.1, output: 0.2 },
};
const LANGFUSE = {
  batch: [
    { id: "1", type: "trace-create", body: { id: "t-1", userId: "u", tags: ["a:b"], metadata: { site: "paris" } } },
    { id: "2", type: "generation-create", body: OBSERVATION },
    {
      id: "3",
      type: "generation-update",
      body: { id: "g-2", traceId: "t-1", usage: { input: 1, output: 2, total: 3 } },
    },
    { id: "4", type: "agent-create", body: { id: "a-1", name: "writer" } },
    { id: "5", type: "tool-create", body: { id: "a-2", parentObservationId: "g-1" } },
  ],
};
const LANGFUSE_TRACE = {
  trace: { id: "t-1", projectId: STRANGER, userId: "u" },
  observations: [
    { type: "GENERATION", ...OBSERVATION, input: "x", output: "y", level: "DEFAULT" },
    { type: "GENERATION", ...OBSERVATION, id: "g-2", input: "x", output: "y", startTime: "2026-11-02T09:00:05Z" },
    { type: "AGENT", id: "a-1", parentObservationId: null },
  ],
};
const PORTKEY = {
  id: "p-1",
  organisation_id: STRANGER,
  trace_id: "t-1",
  created_at: "2026-11-02 09:00:00",
  ai_org: "openai",
  ai_model: "gpt-5",
  req_units: 10,
  res_units: 5,
  total_units: 15,
  cost: "0.3194",
  cost_currency: "USD",
  response_time: 12,
  response_status_code: 200,
  retry_success_count: 1,
  cache_status: "HIT",
  mode: "FALLBACK",
  metadata: { key: ["_user", "site"], value: ["u", "paris"] },
  request: { url: "/v1/chat/completions", body: { model: "gpt-5" }, headers: { "x-portkey-metadata": '{"a":"b"}' } },
  response: { status: 200, body: { id: "c-1", usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } } },
};
const HELICONE = {
  request_id: "r-1",
  organization_id: STRANGER,
  request_body: '{"model":"gpt-5","messages":[]}',
  response_body: { id: "c-1", model: "gpt-5", usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } },
  model: "gpt-5",
  provider: "OPENAI",
  user_id: "u",
  metadata: { cost: 0.1, promptTokens: 10, completionTokens: 5, totalTokens: 15, latencyMs: 3 },
};
const CLOUDFLARE = {
  id: "c-1",
  account_id: STRANGER,
  created_at: "2026-11-02T09:00:00Z",
  provider: "openai",
  model: "gpt-5",
  path: "chat/completions",
  duration: 12,
  tokens_in: 10,
  tokens_out: 5,
  cost: 0.1,
  cached: false,
  success: true,
  status_code: 200,
  step: 1,
  metadata: { site: "paris" },
  response_head: { id: "c-1", usage: { input_tokens: 10, output_tokens: 5 } },
  response_head_complete: true,
};
const LOGPUSH = {
  Provider: "openai",
  Model: "gpt-5",
  Gateway: "g",
  StatusCode: 200,
  Metadata: { a: "b" },
  ResponseBody: PORTKEY.response.body,
};
const KONG = {
  workspace: STRANGER,
  request: { id: "r-1" },
  response: { status: 200 },
  started_at: 1_793_610_000_000,
  tries: [{}, {}],
  trace_id: { w3c: "t-1" },
  consumer: { username: "u" },
  consumer_groups: [{ name: "g" }],
  service: { name: "s" },
  ai: {
    proxy: {
      usage: {
        prompt_tokens: 10,
        completion_tokens: 5,
        total_tokens: 15,
        cost: 0.1,
        prompt_tokens_details: { cached_tokens: 4 },
      },
      meta: { request_model: "m", response_model: "m", provider_name: "p", llm_latency: 3.5 },
      cache: { cache_status: "Hit" },
    },
    "rag-inject": { embeddings_tokens: 3, embeddings_provider: "p", embeddings_model: "e" },
    "aws-guardrails": { input_block_reason: "" },
    mcp: { rpc: [{ method: "tools/call", tool_name: "t", latency: 6 }] },
  },
};
const CLOUD_EVENT = {
  specversion: "1.0",
  id: "e-1",
  source: "s",
  time: "2026-11-02T09:30:00Z",
  data: { operation: "chat", provider: "p", model: "m", usage: { input_tokens: 5 } },
};
const MESSAGE = {
  id: "m-1",
  model: "m",
  usage: {
    input_tokens: 5,
    output_tokens: 6,
    cache_creation_input_tokens: 3,
    cache_creation: { ephemeral_5m_input_tokens: 1, ephemeral_1h_input_tokens: 2 },
    iterations: [{ type: "advisor_message", model: "n", input_tokens: 1, output_tokens: 1 }],
  },
};

const RUNS = 4_500;

interface Adapter {
  readonly name: string;
  readonly sample: unknown;
  readonly read: (value: unknown) => ReadRecord;
}
const webhook = (name: string, source: WebhookSource, sample: unknown): Adapter => ({
  name,
  sample,
  read: (value) => readWebhookRecord(source, value, source),
});

const ADAPTERS: readonly Adapter[] = [
  webhook("LiteLLM", "litellm", LITELLM),
  webhook("Langfuse, a batch", "langfuse", LANGFUSE),
  webhook("Langfuse, an exported trace", "langfuse", LANGFUSE_TRACE),
  webhook("Portkey", "portkey", PORTKEY),
  webhook("Helicone", "helicone", HELICONE),
  webhook("Cloudflare", "cloudflare", CLOUDFLARE),
  webhook("Cloudflare, Logpush", "cloudflare", LOGPUSH),
  webhook("Kong", "kong", KONG),
  { name: "CloudEvents", sample: CLOUD_EVENT, read: readCloudEvent },
  {
    name: "responses",
    sample: MESSAGE,
    read: (value) => readResponseRecord("anthropic", undefined, value, { source: "s" }),
  },
];

const anything = fc.oneof(
  fc.constantFrom(null, "", "x", "a\u0000", "__proto__", -1, 0, 0.5, -0, 1e12, 1e300, true, [], {}, [{}], [null]),
  fc.json({ maxDepth: 2 }).map((text): unknown => JSON.parse(text)),
);
const changes = fc.array(fc.tuple(fc.nat(), anything), { maxLength: 4 });

/** `sample` with its member number `at`, in order of depth, set to `value`. */
function change(sample: unknown, at: number, value: unknown): unknown {
  let members = 0;
  JSON.stringify(sample, (_, member: unknown) => ((members += 1), member));
  const chosen = at % Math.max(1, members);
  let seen = -1;
  return JSON.parse(JSON.stringify(sample, (_, member: unknown) => ((seen += 1) === chosen ? value : member)));
}

const MEMBERS: ReadonlySet<string> = new Set(Object.keys(UsageEventBody.shape));

test.each(ADAPTERS)(
  "$name: whatever comes is an event of the sender's, or refused with a reason, or nothing to count; never a crash",
  ({ sample, read }) => {
    let taken = 0;
    fc.assert(
      fc.property(changes, (chosen) => {
        const record = read(chosen.reduce((value, [at, other]) => change(value, at, other), sample));
        const faults = "faults" in record ? record.faults : [];
        expect("events" in record || faults.length > 0).toBe(true);
        for (const { body } of "events" in record ? record.events : []) {
          // An event has no member for a tenant, and none of a sender's own words for one is in it.
          expect(Object.keys(body).filter((name) => !MEMBERS.has(name))).toEqual([]);
          expect(JSON.stringify(body)).not.toContain(STRANGER);
          const time = body.time ?? new Date(NOW).toISOString();
          const judged = readUsageEvent({ ...body, time }, { kind: "import", nowEpochMs: NOW });
          const usage = "event" in judged ? Object.values(judged.event.usage) : [];
          taken += "event" in judged ? 1 : 0;
          expect(usage.every((quantity) => Number.isSafeInteger(quantity) && quantity >= 0)).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
    expect(taken).toBeGreaterThan(RUNS / 10);
  },
);
