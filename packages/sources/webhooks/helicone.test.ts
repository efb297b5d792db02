import { readUsageEvent } from "@outlay/domain/read-usage-event";
import { expect, test } from "vitest";
import type { SourceEvent } from "../usage-events.ts";
import { readHeliconeWebhook } from "./helicone.ts";

const ANSWER = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_793_610_000,
  model: "gpt-5-mini-2025-08-07",
  service_tier: "flex",
  usage: {
    prompt_tokens: 100,
    completion_tokens: 10,
    total_tokens: 110,
    prompt_tokens_details: { cached_tokens: 64 },
  },
};
const SENTENCE = "Body too large for webhook";

/** A good webhook, with overrides. */
const hook = (overrides: Record<string, unknown> = {}) => ({
  request_id: "r-1",
  request_body: JSON.stringify({ model: "gpt-5-mini", messages: [] }),
  response_body: JSON.stringify(ANSWER),
  model: "gpt-5-mini-2025-08-07",
  provider: "OPENAI",
  user_id: "u-1",
  metadata: { cost: 0.00012, promptTokens: 100, completionTokens: 10, totalTokens: 110, latencyMs: 812.4 },
  ...overrides,
});

function eventOf(value: unknown): SourceEvent {
  const read = readHeliconeWebhook(value, "helicone");
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  const [event] = read.events;
  if (read.events.length !== 1 || event === undefined) throw new Error("one webhook is one event");
  return event;
}

test("the raw response is read, and its own time is not taken", () => {
  const { body, flags } = eventOf(hook());
  expect(body).toMatchObject({
    id: "r-1",
    source: "helicone",
    operation: "chat",
    provider: "openai",
    model: "gpt-5-mini-2025-08-07",
    requested_model: "gpt-5-mini",
    usage: { input_tokens: 36, cache_read_tokens: 64, output_tokens: 10 },
    service_tier: "flex",
    status: "succeeded",
    duration_ms: 812,
    attribution: { user: "u-1", tags: {} },
    reported_cost: { amount: "0.000120000000", currency: "USD" },
  });
  expect(body.time).toBeUndefined();
  expect(flags).toEqual([]);
  const rules = { kind: "live" as const, bound: new Map(), nowEpochMs: 1_793_610_001_000 };
  expect(readUsageEvent({ ...body, time: "2026-11-02T09:00:00Z" }, rules)).toHaveProperty("event");
});

test("where a sentence stands for the response, Helicone's own counts are read", () => {
  const { body, flags } = eventOf(hook({ response_body: SENTENCE, request_body: SENTENCE }));
  expect(body).toMatchObject({ model: "gpt-5-mini-2025-08-07", usage: { input_tokens: 100, output_tokens: 10 } });
  expect(flags).toEqual([]);
});

test("a total that fits neither is flagged; one without Anthropic's cached tokens fits", () => {
  const metadata = { promptTokens: 100, completionTokens: 10, totalTokens: 111 };
  for (const response_body of [SENTENCE, JSON.stringify(ANSWER)]) {
    const { body, flags } = eventOf(hook({ metadata, response_body }));
    expect(flags).toMatchObject([{ pointer: "/metadata/totalTokens" }]);
    expect(body.attribution).toMatchObject({ tags: { usage_flag: "contradicts_itself" } });
  }
  const usage = { input_tokens: 10, cache_read_input_tokens: 90, output_tokens: 5 };
  const message = JSON.stringify({ type: "message", model: "claude-sonnet-5", usage });
  const anthropic = hook({ response_body: message, provider: "ANTHROPIC", metadata: { totalTokens: 15 } });
  expect(eventOf(anthropic)).toMatchObject({
    flags: [],
    body: { provider: "anthropic", usage: { input_tokens: 10, cache_read_tokens: 90, output_tokens: 5 } },
  });
});

test("a raw response that contradicts itself is flagged where it does", () => {
  const response_body = JSON.stringify({ ...ANSWER, usage: { ...ANSWER.usage, total_tokens: 111 } });
  expect(eventOf(hook({ response_body })).flags).toMatchObject([{ pointer: "/response_body/usage/total_tokens" }]);
});

test("a call of another model within the response is an event of its own", () => {
  const advice = { type: "advisor_message", model: "claude-opus-4-8", input_tokens: 9, output_tokens: 3 };
  const usage = { input_tokens: 1, output_tokens: 2, iterations: [advice] };
  const response_body = JSON.stringify({ type: "message", model: "claude-sonnet-5", usage });
  const read = readHeliconeWebhook(hook({ response_body, provider: "ANTHROPIC", metadata: { cost: 1 } }), "helicone");
  expect("events" in read && read.events.map(({ body }) => body)).toMatchObject([
    { id: "r-1", model: "claude-sonnet-5", usage: { input_tokens: 1 } },
    { id: "r-1/advisor-0", provider: "anthropic", model: "claude-opus-4-8", usage: { input_tokens: 9 } },
  ]);
});

test("an error is a failed call without tokens", () => {
  const error = JSON.stringify({ error: { message: "overloaded" } });
  expect(eventOf(hook({ response_body: error, metadata: {} })).body).toMatchObject({ status: "failed", usage: {} });
});

test("without a provider, the model's name says one", () => {
  const { body } = eventOf(hook({ provider: undefined, model: undefined, response_body: SENTENCE }));
  expect(body).toMatchObject({
    provider: "openai",
    model: "gpt-5-mini",
    attribution: { tags: { provider_basis: "model_name" } },
  });
});

test.each([
  { name: "no object", value: "x", pointer: "" },
  { name: "no id", value: hook({ request_id: "" }), pointer: "/request_id" },
  {
    name: "neither a response nor counts",
    value: hook({ response_body: SENTENCE, metadata: undefined }),
    pointer: "/metadata",
  },
  {
    name: "a negative count",
    value: hook({ response_body: "", metadata: { promptTokens: -1 } }),
    pointer: "/metadata/promptTokens",
  },
])("refused: $name", ({ value, pointer }) => {
  expect(readHeliconeWebhook(value, "s")).toMatchObject({ faults: [{ pointer }] });
});
