import { readUsageEvent } from "@outlay/domain/read-usage-event";
import { expect, test } from "vitest";
import type { SourceEvent } from "../usage-events.ts";
import { readKongLog } from "./kong.ts";

const PROXY = {
  usage: {
    prompt_tokens: 100,
    completion_tokens: 20,
    total_tokens: 120,
    prompt_tokens_details: { cached_tokens: 64 },
    completion_tokens_details: { reasoning_tokens: 5 },
    cost: 0.0038,
    time_per_token: 30.14,
  },
  meta: { request_model: "gpt-5", response_model: "gpt-5-2025-08-07", provider_name: "openai", llm_latency: 2670 },
};
/** A good entry, with overrides. */
const entry = (ai: unknown, overrides: Record<string, unknown> = {}) => ({
  request: { id: "r-1", method: "POST" },
  response: { status: 200 },
  started_at: 1_793_610_000_250,
  tries: [{ ip: "192.0.2.1" }],
  consumer: { username: "letters", custom_id: "c-1" },
  consumer_groups: [{ name: "gold" }],
  service: { name: "llm" },
  route: { name: "chat" },
  workspace_name: "default",
  ai,
  ...overrides,
});

function eventsOf(value: unknown): readonly SourceEvent[] {
  const read = readKongLog(value, "kong");
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.events;
}

test("a proxied call is an event of the request's id", () => {
  const [event, ...others] = eventsOf(entry({ proxy: PROXY }));
  expect(others).toEqual([]);
  expect(event?.flags).toEqual([]);
  expect(event?.body).toMatchObject({
    id: "r-1",
    source: "kong",
    time: "2026-11-02T09:00:00.250Z",
    operation: "chat",
    provider: "openai",
    model: "gpt-5-2025-08-07",
    requested_model: "gpt-5",
    usage: { input_tokens: 36, cache_read_tokens: 64, output_tokens: 20, reasoning_tokens: 5 },
    status: "succeeded",
    response_cache_hit: false,
    duration_ms: 2670,
    attribution: {
      user: "letters",
      user_group: "gold",
      application: "llm",
      tags: { kong_route: "chat", kong_workspace: "default" },
    },
    reported_cost: { amount: "0.003800000000", currency: "USD" },
  });
  expect(event?.body.run).toBeUndefined();
  expect(readUsageEvent(event?.body, { kind: "live", bound: new Map(), nowEpochMs: 1_793_610_001_000 })).toHaveProperty(
    "event",
  );
});

test("each plugin that states usage is a call; the names of before 3.11 are read too", () => {
  const older = { usage: { prompt_token: 28, completion_token: 20, total_tokens: 48, cost: 0 }, meta: PROXY.meta };
  const events = eventsOf(entry({ payload: {}, proxy: PROXY, "ai-request-transformer": older }));
  expect(events.map(({ body }) => body.id)).toEqual(["r-1", "r-1/ai-request-transformer"]);
  expect(events[1]?.body.usage).toEqual({ input_tokens: 28, output_tokens: 20 });
  expect(events[1]?.body.reported_cost).toBeUndefined();
});

test("an answer of the semantic cache, of the plugin's own or beside it", () => {
  const cache = { cache_status: "Hit" };
  for (const ai of [{ proxy: { ...PROXY, cache } }, { proxy: PROXY, cache }]) {
    expect(eventsOf(entry(ai))[0]?.body.response_cache_hit).toBe(true);
  }
  const missed = { proxy: { ...PROXY, cache: { cache_status: "Miss" } }, cache };
  expect(eventsOf(entry(missed))[0]?.body.response_cache_hit).toBe(false);
});

test("what a retrieval looked up is an embedding of its own", () => {
  const rag = { embeddings_tokens: 62, embeddings_provider: "openai", embeddings_model: "text-embedding-3-small" };
  const events = eventsOf(entry({ proxy: PROXY, "rag-inject": rag }));
  expect(events[1]?.body).toMatchObject({
    id: "r-1/rag-inject",
    operation: "embedding",
    provider: "openai",
    model: "text-embedding-3-small",
    usage: { input_tokens: 62, retrieval_calls: 1 },
  });
  const untold = eventsOf(entry({ "rag-inject": { vector_db: "pgvector" } }));
  expect(untold[0]?.body).toMatchObject({ operation: "retrieval", usage: { retrieval_calls: 1 } });
});

test("calls of tools over MCP, and no other method", () => {
  const rpc = [
    { method: "tools/list" },
    { method: "tools/call", tool_name: "orders", latency: 6.4 },
    { method: "tools/call", error: "x" },
  ];
  const events = eventsOf(entry({ mcp: { rpc } }));
  expect(events.map(({ body }) => body)).toMatchObject([
    {
      id: "r-1/rpc-0",
      operation: "tool_call",
      usage: { tool_calls: 1 },
      duration_ms: 6,
      status: "succeeded",
      attribution: { tags: { tool: "orders" } },
    },
    { id: "r-1/rpc-1", status: "failed" },
  ]);
});

test("failures, guards and tries", () => {
  const of = (ai: unknown, overrides = {}) => eventsOf(entry(ai, overrides))[0]?.body;
  expect(of({ proxy: PROXY }, { response: { status: 502 } })?.status).toBe("failed");
  const guards = { "aws-guardrails": { input_block_reason: "" }, "azure-safety": { output_block_reason: "hate" } };
  expect(of({ proxy: PROXY, ...guards })).toMatchObject({ status: "blocked", outcome: { blocked_by: "azure-safety" } });
  const within = { proxy: { ...PROXY, "aws-guardrails": { input_block_reason: "pii" } } };
  expect(of(within)).toMatchObject({ status: "blocked", outcome: { blocked_by: "aws-guardrails" } });
  expect(of({ proxy: PROXY }, { tries: [{}, {}, {}] })?.run).toEqual({ id: "r-1", attempt: 3 });
  expect(of({ proxy: PROXY }, { trace_id: { w3c: "t-1" } })?.run).toEqual({ id: "t-1" });
});

test("an entry without AI has nothing to count, and one without a time has none", () => {
  expect(eventsOf(entry(undefined))).toEqual([]);
  expect(eventsOf(entry({ proxy: PROXY }, { started_at: "yesterday" }))[0]?.body.time).toBeUndefined();
});

test("what contradicts itself, or states no tokens, is flagged", () => {
  const usage = { ...PROXY.usage, total_tokens: 121 };
  expect(eventsOf(entry({ proxy: { ...PROXY, usage } }))[0]).toMatchObject({
    flags: [{ pointer: "/ai/proxy/usage/total_tokens" }],
    body: { attribution: { tags: { usage_flag: "contradicts_itself" } } },
  });
  const untold = entry({ proxy: { ...PROXY, usage: {} } });
  expect(eventsOf(untold)[0]?.flags).toMatchObject([{ pointer: "/ai/proxy/usage/prompt_tokens" }]);
  expect(eventsOf({ ...untold, response: { status: 500 } })[0]).toMatchObject({ flags: [], body: { usage: {} } });
});

test.each([
  { name: "no object", value: 1, pointer: "" },
  { name: "the ai part alone", value: { ai: { proxy: PROXY } }, pointer: "/request/id" },
  {
    name: "a negative count",
    value: entry({ proxy: { usage: { prompt_tokens: -1 } } }),
    pointer: "/ai/proxy/usage/prompt_tokens",
  },
])("refused: $name", ({ value, pointer }) => {
  expect(readKongLog(value, "s")).toMatchObject({ faults: [{ pointer }] });
});
