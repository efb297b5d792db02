import { readUsageEvent } from "@outlay/domain/read-usage-event";
import { expect, test } from "vitest";
import type { SourceEvent } from "../usage-events.ts";
import { readCloudflareLog } from "./cloudflare.ts";

/** A good log, with overrides. */
const log = (overrides: Record<string, unknown> = {}) => ({
  id: "01K9",
  created_at: "2026-11-02T09:00:00.250Z",
  provider: "openai",
  model: "gpt-5-mini",
  path: "chat/completions",
  duration: 812,
  tokens_in: 100,
  tokens_out: 10,
  cost: 0.000045,
  cached: false,
  success: true,
  status_code: 200,
  step: 0,
  metadata: '{"department":"legal","site":"paris","seat":7,"beta":true}',
  ...overrides,
});
const MESSAGE = {
  id: "msg-1",
  type: "message",
  model: "claude-sonnet-5",
  usage: { input_tokens: 10, cache_read_input_tokens: 90, output_tokens: 5 },
};

function eventOf(value: unknown): SourceEvent {
  const read = readCloudflareLog(value, "cloudflare");
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  const [event] = read.events;
  if (read.events.length !== 1 || event === undefined) throw new Error("one log is one event");
  return event;
}

test("a log is an event of ours", () => {
  const { body, flags } = eventOf(log());
  expect(body).toMatchObject({
    id: "01K9",
    source: "cloudflare",
    time: "2026-11-02T09:00:00.250Z",
    operation: "chat",
    provider: "openai",
    model: "gpt-5-mini",
    usage: { input_tokens: 100, output_tokens: 10 },
    status: "succeeded",
    response_cache_hit: false,
    duration_ms: 812,
    attribution: { department: "legal", tags: { site: "paris", seat: "7", beta: "true" } },
    reported_cost: { amount: "0.000045000000", currency: "USD" },
  });
  expect(body.route).toBeUndefined();
  expect(flags).toEqual([]);
  const rules = { kind: "live" as const, bound: new Map(), nowEpochMs: Date.parse("2026-11-02T10:00:00Z") };
  expect(readUsageEvent(body, rules)).toHaveProperty("event");
});

test.each([
  { name: "a hit of the cache", changes: { cached: true, tokens_in: null }, event: { response_cache_hit: true } },
  {
    name: "a failure",
    changes: { success: false, tokens_in: null, tokens_out: null },
    event: { status: "failed", usage: {} },
  },
  { name: "a status of failure", changes: { success: undefined, status_code: 429 }, event: { status: "failed" } },
  {
    name: "a time without an offset",
    changes: { created_at: "2026-11-02 09:00:00" },
    event: { time: "2026-11-02T09:00:00.000Z" },
  },
  { name: "a time that is none", changes: { created_at: "now" }, event: { time: undefined } },
  { name: "a later step", changes: { step: 1 }, event: { route: { type: "fallback" } } },
  { name: "an embedding", changes: { path: "embeddings", tokens_out: null }, event: { operation: "embedding" } },
  { name: "an image", changes: { model_type: "text-to-image", path: "" }, event: { operation: "image" } },
  { name: "metadata as an object", changes: { metadata: { project: "x" } }, event: { attribution: { project: "x" } } },
  { name: "an explicit zero", changes: { tokens_in: 0, tokens_out: 0 }, event: { usage: { input_tokens: 0 } } },
])("$name", ({ changes, event }) => {
  expect(eventOf(log(changes))).toMatchObject({ body: event, flags: [] });
});

test("a whole response is read instead of the counts, and one that was cut is not", () => {
  const head = { provider: "anthropic", response_head: JSON.stringify(MESSAGE), response_head_complete: true };
  const usage = { input_tokens: 10, cache_read_tokens: 90, output_tokens: 5 };
  expect(eventOf(log(head)).body).toMatchObject({ id: "01K9", model: "claude-sonnet-5", usage });
  expect(eventOf(log({ ...head, response_head_complete: false })).body.usage).toEqual({
    input_tokens: 100,
    output_tokens: 10,
  });
});

test("a success without tokens is counted, and flagged", () => {
  const { body, flags } = eventOf(log({ tokens_in: null, tokens_out: null }));
  expect(body.usage).toEqual({});
  expect(flags).toMatchObject([{ pointer: "/tokens_in" }]);
});

const SEALED = { key: "a", iv: "b", data: "c" };
const line = (overrides: Record<string, unknown> = {}) => ({
  Cached: false,
  Endpoint: "",
  Gateway: "main",
  Provider: "anthropic",
  Model: "claude-sonnet",
  StatusCode: 200,
  RateLimited: false,
  Metadata: { department: "legal" },
  RequestBody: {},
  ResponseBody: MESSAGE,
  ...overrides,
});

test("a decrypted line of Logpush is an event by its response's id", () => {
  const { body } = eventOf(line());
  expect(body).toMatchObject({
    id: "msg-1",
    provider: "anthropic",
    model: "claude-sonnet-5",
    requested_model: "claude-sonnet",
    usage: { input_tokens: 10, cache_read_tokens: 90, output_tokens: 5 },
    status: "succeeded",
    attribution: { department: "legal", tags: { gateway: "main" } },
  });
  expect(body.time).toBeUndefined();
  const dated = { ...MESSAGE, usage: { prompt_tokens: 1, completion_tokens: 2 }, created: 1_793_610_000 };
  const sealed = eventOf(line({ ResponseBody: dated, Provider: "openai", Metadata: SEALED })).body;
  expect(sealed.time).toBe("2026-11-02T09:00:00.000Z");
  expect(sealed.attribution).toEqual({ tags: { gateway: "main" } });
});

test.each([
  { name: "no object", value: [], pointer: "" },
  { name: "no id", value: log({ id: undefined }), pointer: "/id" },
  { name: "a fraction of a token", value: log({ tokens_in: 0.5 }), pointer: "/tokens_in" },
  { name: "an encrypted line", value: line({ ResponseBody: SEALED }), pointer: "/ResponseBody" },
  { name: "a line without usage", value: line({ ResponseBody: { error: "x" } }), pointer: "/ResponseBody" },
  {
    name: "a line without an id",
    value: line({ ResponseBody: { ...MESSAGE, id: null } }),
    pointer: "/ResponseBody/id",
  },
])("refused: $name", ({ value, pointer }) => {
  expect(readCloudflareLog(value, "s")).toMatchObject({ faults: [{ pointer }] });
});
