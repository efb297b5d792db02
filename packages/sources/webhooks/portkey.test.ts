import { readUsageEvent } from "@outlay/domain/read-usage-event";
import { expect, test } from "vitest";
import type { SourceEvent } from "../usage-events.ts";
import { readPortkeyLog } from "./portkey.ts";

const MESSAGE = {
  id: "msg-1",
  type: "message",
  model: "claude-sonnet-5",
  usage: { input_tokens: 10, cache_read_input_tokens: 90, output_tokens: 5 },
};
/** A good line of the export, with overrides. */
const row = (overrides: Record<string, unknown> = {}) => ({
  id: "p-1",
  trace_id: "t-1",
  created_at: "2026-11-02T09:00:00.250Z",
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
  is_success: 1,
  cache_status: "DISABLED",
  retry_success_count: 0,
  metadata: { _user: "u-1", _environment: "prod", department: "legal", site: "paris" },
  ...overrides,
});

function eventOf(value: unknown): SourceEvent {
  const read = readPortkeyLog(value, "portkey");
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  const [event] = read.events;
  if (read.events.length !== 1 || event === undefined) throw new Error("one log is one event");
  return event;
}

test("a line of the export is an event of ours, and its cost is in cents", () => {
  const { body, flags } = eventOf(row());
  expect(body).toMatchObject({
    id: "p-1",
    source: "portkey",
    time: "2026-11-02T09:00:00.250Z",
    operation: "chat",
    provider: "openai",
    model: "gpt-5-mini",
    usage: { input_tokens: 100, output_tokens: 10 },
    status: "succeeded",
    response_cache_hit: false,
    duration_ms: 1485,
    run: { id: "t-1" },
    attribution: { user: "u-1", environment: "prod", department: "legal", tags: { site: "paris" } },
    reported_cost: { amount: "0.003194", currency: "USD" },
  });
  expect(flags).toEqual([]);
  const rules = { kind: "live" as const, bound: new Map(), nowEpochMs: Date.parse("2026-11-02T10:00:00Z") };
  expect(readUsageEvent(body, rules)).toHaveProperty("event");
});

test("the other set of names", () => {
  const { ai_org, req_units, res_units, total_units, ...rest } = row();
  const other = {
    ...rest,
    ai_provider: ai_org,
    request_tokens: req_units,
    response_tokens: res_units,
    total_tokens: total_units,
  };
  expect(eventOf(other).body).toMatchObject({ provider: "openai", usage: { input_tokens: 100, output_tokens: 10 } });
});

test("a row of the analytics store: parallel arrays, times without an offset", () => {
  const stored = row({
    created_at: "2026-11-02 09:00:00",
    cost: 0.0105,
    metadata: { key: ["_user", "team", "_environment"], value: ["u-2", "blue", "dev"] },
    cache_status: "SEMANTIC HIT",
    retry_success_count: 2,
  });
  expect(eventOf(stored).body).toMatchObject({
    time: "2026-11-02T09:00:00.000Z",
    response_cache_hit: true,
    run: { id: "t-1", attempt: 3 },
    reported_cost: { amount: "0.000105", currency: "USD" },
    attribution: { user: "u-2", environment: "dev", tags: { team: "blue" } },
  });
  const columns = row({
    metadata: undefined,
    "metadata.key": ["_user"],
    "metadata.value": ["u-3"],
    _environment: "qa",
  });
  expect(eventOf(columns).body.attribution).toEqual({ user: "u-3", environment: "qa", tags: {} });
  const listed = row({ metadata: [{ key: "_user", value: "u-4" }, 5] });
  expect(eventOf(listed).body.attribution).toEqual({ user: "u-4", tags: {} });
});

test("a log object with its analytics: the raw response is read", () => {
  const { id, ...metrics } = row({
    ai_org: "anthropic",
    ai_model: "claude-sonnet",
    total_units: 15,
    req_units: 10,
    res_units: 5,
  });
  const log = {
    _id: id,
    request: { url: "https://api.anthropic.com/v1/messages", body: { model: "claude-sonnet" } },
    response: { status: 200, body: MESSAGE },
    metrics,
  };
  const { body, flags } = eventOf(log);
  expect(flags).toEqual([]);
  expect(body).toMatchObject({
    id: "p-1",
    provider: "anthropic",
    model: "claude-sonnet-5",
    requested_model: "claude-sonnet",
    usage: { input_tokens: 10, cache_read_tokens: 90, output_tokens: 5 },
  });
});

test("an inserted log object: its metadata name the span, its headers the provider and who", () => {
  const log = {
    request: {
      url: "https://x/v1/embeddings",
      headers: { "X-Portkey-Provider": "openai", "x-portkey-metadata": '{"_user":"u-5"}' },
      body: '{"model":"text-embedding-3-small"}',
    },
    response: {
      status: 200,
      response_time: 12,
      body: '{"object":"list","usage":{"prompt_tokens":7,"total_tokens":7}}',
    },
    metadata: { trace_id: "t-2", span_id: "s-1", span_name: "embed", team: "blue" },
  };
  const { body } = eventOf(log);
  expect(body).toMatchObject({
    id: "t-2/s-1",
    operation: "embedding",
    provider: "openai",
    model: "text-embedding-3-small",
    usage: { input_tokens: 7 },
    duration_ms: 12,
    run: { id: "t-2" },
  });
  expect(body.attribution).toEqual({ user: "u-5", tags: { team: "blue" } });
});

test.each([
  {
    name: "an export's response as text",
    changes: { response: JSON.stringify(MESSAGE), total_units: 105 },
    event: { usage: { cache_read_tokens: 90 } },
  },
  {
    name: "a column of its own",
    changes: { "response.body": MESSAGE, total_units: 105 },
    event: { usage: { cache_read_tokens: 90 } },
  },
  {
    name: "a failure without tokens",
    changes: { is_success: 0, req_units: null, res_units: null, total_units: null },
    event: { status: "failed", usage: {} },
  },
  { name: "a status of failure", changes: { response_status_code: 500 }, event: { status: "failed" } },
  { name: "a guardrail's refusal", changes: { response_status_code: 446 }, event: { status: "blocked" } },
  { name: "all retries failed", changes: { retry_success_count: -1 }, event: { run: { id: "t-1" } } },
  {
    name: "a fallback",
    changes: { mode: "FALLBACK", response: { headers: { "x-portkey-last-used-option-index": "config.targets[1]" } } },
    event: { route: { type: "fallback" } },
  },
  {
    name: "the first target of a fallback",
    changes: { mode: "FALLBACK", response: { headers: { "x-portkey-last-used-option-index": "config.targets[0]" } } },
    event: {},
  },
  { name: "a cost as text", changes: { cost: "0.5" }, event: { reported_cost: { amount: "0.005", currency: "USD" } } },
  {
    name: "keys and prompts",
    changes: { virtual_key: "vk", prompt_slug: "p" },
    event: { attribution: { tags: { portkey_key: "vk", prompt: "p" } } },
  },
])("$name", ({ changes, event }) => {
  expect(eventOf(row(changes))).toMatchObject({ body: event, flags: [] });
});

test("a cost below zero is none", () => {
  expect(eventOf(row({ cost: -1 })).body.reported_cost).toBeUndefined();
});

test("the first target of a fallback is none", () => {
  const headers = { "x-portkey-last-used-option-index": "config.targets[0]" };
  expect(eventOf(row({ mode: "FALLBACK", response: { headers } })).body.route).toBeUndefined();
});

test("a total that fits neither is flagged", () => {
  for (const changes of [{ total_units: 111 }, { total_units: 111, response: MESSAGE }]) {
    expect(eventOf(row(changes))).toMatchObject({
      flags: [{ pointer: "/total_units" }],
      body: { attribution: { tags: { usage_flag: "contradicts_itself" } } },
    });
  }
});

test.each([
  { name: "no object", value: null, pointer: "" },
  { name: "no id anywhere", value: row({ id: undefined, trace_id: undefined }), pointer: "/id" },
  { name: "no usage", value: row({ req_units: null, res_units: null }), pointer: "" },
  { name: "a fraction of a token", value: row({ req_units: 1.5 }), pointer: "/req_units" },
  { name: "a cost that is none", value: row({ cost: "much" }), pointer: "/cost" },
])("refused: $name", ({ value, pointer }) => {
  expect(readPortkeyLog(value, "s")).toMatchObject({ faults: [{ pointer }] });
});
