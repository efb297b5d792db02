import { readUsageEvent } from "@outlay/domain/read-usage-event";
import { expect, test } from "vitest";
import type { WireEvent } from "../usage-events.ts";
import { type LangfuseEntry, readLangfuseBatch, readLangfuseObservation, readLangfuseTrace } from "./langfuse.ts";

const STARTED = "2026-11-02T09:00:00.000Z";
const ENDED = "2026-11-02T09:00:02.500Z";
const USAGE = { usageDetails: { input: 40, input_cached_tokens: 60, output: 20, total: 120 } };

let entries = 0;
const entry = (type: string, body: Record<string, unknown>) => ({
  id: `entry-${(entries += 1)}`,
  timestamp: ENDED,
  type,
  body,
});
const created = (body: Record<string, unknown> = {}) =>
  entry("generation-create", { id: "g-1", traceId: "t-1", name: "call", startTime: STARTED, model: "gpt-5", ...body });
const updated = (body: Record<string, unknown> = {}) =>
  entry("generation-update", { id: "g-1", endTime: ENDED, ...USAGE, ...body });
const trace = (body: Record<string, unknown> = {}) => entry("trace-create", { id: "t-1", ...body });

const read = (...batch: readonly unknown[]) => readLangfuseBatch({ batch }, "langfuse");
const eventsOf = (results: readonly LangfuseEntry[]): readonly WireEvent[] =>
  results.flatMap(({ read: one }) => {
    if ("faults" in one) throw new Error(JSON.stringify(one.faults));
    return one.events.map(({ body }) => body);
  });

test("a create and its update, in whichever order, are one event", () => {
  const expected = {
    id: "g-1",
    source: "langfuse",
    time: STARTED,
    duration_ms: 2500,
    operation: "chat",
    provider: "openai",
    model: "gpt-5",
    status: "succeeded",
    usage: { input_tokens: 40, cache_read_tokens: 60, output_tokens: 20 },
    run: { id: "t-1" },
  };
  for (const batch of [
    [created(), updated()],
    [updated(), created()],
    [created({ ...USAGE, endTime: ENDED })],
    [created(USAGE), updated()],
  ]) {
    const events = eventsOf(read(...batch));
    expect(events).toEqual([expect.objectContaining(expected)]);
    const rules = { kind: "live" as const, bound: new Map(), nowEpochMs: Date.parse(ENDED) };
    expect(readUsageEvent(events[0], rules)).toHaveProperty("event");
  }
});

test("an update stands before its create, though it comes first; null says nothing", () => {
  const [event] = eventsOf(read(updated({ model: "gpt-5-mini", name: null }), created({ environment: "default" })));
  expect(event).toMatchObject({ model: "gpt-5-mini", time: STARTED });
  expect(event?.attribution).toEqual({ tags: { provider_basis: "model_name" } });
});

test("in requests of their own, the one that states usage is the event, and the first of several decides its time", () => {
  expect(eventsOf(read(created()))).toEqual([]);
  const [update] = eventsOf(read(updated({ model: "gpt-5" })));
  expect(update).toMatchObject({ id: "g-1", usage: { input_tokens: 40, cache_read_tokens: 60, output_tokens: 20 } });
  expect(update?.time).toBeUndefined();
  for (const one of [updated(), created(USAGE)]) {
    const [result] = read(one);
    expect(result && "events" in result.read && result.read.events[0]?.isTimeOfFirst).toBe(true);
  }
});

test("each entry has its result, by its own id", () => {
  const batch = [
    created(),
    updated(),
    trace(),
    entry("score-create", { name: "s", value: 1 }),
    entry("event-create", {}),
    { ...entry("sdk-log", {}), body: undefined },
    entry("span-create", { id: "s-1" }),
    entry("agent-create", { id: "a-1" }),
    entry("no-such", { id: "x" }),
    entry("generation-create", { name: "without an id" }),
    { ...created(), body: 5 },
    "no entry",
  ];
  const results = read(...batch);
  expect(results.map(({ id }) => id)).toEqual(batch.map((each) => (typeof each === "string" ? "" : each.id)));
  const told = results.map(({ read: one }) => ("faults" in one ? one.faults[0]?.pointer : one.events.length));
  expect(told).toEqual([0, 1, 0, 0, 0, 0, 0, 0, "/batch/8/type", "/batch/9/body/id", "/batch/10/body", "/batch/11"]);
});

test("a body that is no batch has one result, which says so", () => {
  for (const value of [null, 5, [], {}, { batch: {} }]) {
    expect(readLangfuseBatch(value, "s")).toEqual([
      { id: "", read: { faults: [expect.objectContaining({ pointer: "/batch" })] } },
    ]);
  }
});

test("who and for what: the trace's and the observation's word", () => {
  const told = trace({
    name: "answer a letter",
    userId: "u-1",
    sessionId: "s-1",
    tags: ["department: legal", "urgent"],
    metadata: { site: "paris", deep: {} },
    projectId: "p-1",
  });
  const agent = entry("agent-create", { id: "a-1", traceId: "t-1", name: "writer" });
  const span = entry("span-create", { id: "s-1", traceId: "t-1", parentObservationId: "a-1" });
  const metadata = { application: "letters", ls_provider: "Anthropic", langgraph_step: 3 };
  const call = created({ ...USAGE, parentObservationId: "s-1", environment: "staging", metadata });
  const [event] = eventsOf(read(call, span, agent, told));
  expect(event?.provider).toBe("anthropic");
  expect(event?.attribution).toEqual({
    user: "u-1",
    environment: "staging",
    workflow: "answer a letter",
    agent: "writer",
    department: "legal",
    application: "letters",
    tags: { urgent: "true", site: "paris", session: "s-1" },
  });
  expect(JSON.stringify(event)).not.toContain("p-1");
});

test.each([
  { model: "gpt-5", metadata: { attributes: { "gen_ai.system": "azure.ai.openai" } }, provider: "azure.ai.openai" },
  { model: "gpt-5", metadata: '{"attributes": {"ai.model.provider": "openai.responses"}}', provider: "openai" },
  { model: "gpt-5", modelParameters: { provider: "groq" }, provider: "groq" },
  { model: "mistral/codestral-2", provider: "mistral", name: "codestral-2" },
  { model: "claude-sonnet-5", provider: "anthropic", tag: "model_name" },
  { model: "our-own", provider: "unknown", tag: "model_name" },
])("the provider of $model is $provider", ({ provider, name, tag, ...body }) => {
  const [event] = eventsOf(read(created({ ...USAGE, ...body })));
  expect(event).toMatchObject({ provider, model: name ?? body.model });
  const tags: unknown = JSON.parse(JSON.stringify(event?.attribution)).tags.provider_basis;
  expect(tags).toBe(tag);
});

test("a failure without usage is an event without tokens, and one with usage keeps it", () => {
  expect(eventsOf(read(created({ level: "ERROR", endTime: ENDED })))).toMatchObject([{ status: "failed", usage: {} }]);
  expect(eventsOf(read(created({ level: "ERROR" })))).toEqual([]);
  expect(eventsOf(read(created({ level: "ERROR", ...USAGE })))).toMatchObject([
    { status: "failed", usage: { input_tokens: 40 } },
  ]);
});

test("tools, retrievers and evaluators are calls of their own, embeddings are embeddings", () => {
  const results = read(
    entry("tool-create", { id: "1", name: "weather", startTime: STARTED }),
    entry("retriever-create", { id: "2" }),
    entry("evaluator-create", { id: "3" }),
    entry("embedding-create", { id: "4", model: "text-embedding-3-small", usage: { total: 9 } }),
    entry("observation-create", { id: "5", type: "GENERATION", model: "gpt-5", ...USAGE }),
    entry("tool-update", { id: "6", endTime: ENDED }),
  );
  expect(eventsOf(results)).toMatchObject([
    { operation: "tool_call", usage: { tool_calls: 1 }, attribution: { tags: { tool: "weather" } } },
    { operation: "retrieval", usage: { retrieval_calls: 1 } },
    { operation: "evaluation", usage: {} },
    { operation: "embedding", usage: { input_tokens: 9 } },
    { operation: "chat", usage: { input_tokens: 40 } },
  ]);
});

test("calls within an evaluator, or of Langfuse's own evaluations, are evaluation", () => {
  const judge = entry("evaluator-create", { id: "e-1" });
  const within = created({ ...USAGE, parentObservationId: "e-1" });
  const own = entry("generation-create", {
    id: "g-2",
    model: "gpt-5",
    environment: "langfuse-llm-as-a-judge",
    ...USAGE,
  });
  const calls = eventsOf(read(judge, within, own)).filter(({ provider }) => provider !== undefined);
  expect(calls).toMatchObject([
    { id: "g-1", operation: "evaluation", usage: { requests: 1, input_tokens: 40 } },
    { id: "g-2", operation: "evaluation", usage: { requests: 1, input_tokens: 40 } },
  ]);
});

test("a generation that spans another repeats its usage, and only the innermost is counted; a tool's call is another", () => {
  const outer = created({ id: "outer", ...USAGE });
  const span = entry("span-create", { id: "span", parentObservationId: "outer" });
  const inner = created({ id: "inner", parentObservationId: "span", ...USAGE });
  const tool = entry("tool-create", { id: "tool", parentObservationId: "inner" });
  const further = created({ id: "further", parentObservationId: "tool", ...USAGE });
  expect(eventsOf(read(outer, span, inner, tool, further)).map(({ id }) => id)).toEqual(["inner", "tool", "further"]);
});

test("of calls in a circle none is left out", () => {
  const one = created({ id: "1", parentObservationId: "2", ...USAGE });
  const two = created({ id: "2", parentObservationId: "1", ...USAGE });
  const itself = created({ id: "3", parentObservationId: "3", ...USAGE });
  expect(eventsOf(read(one, two, itself)).map(({ id }) => id)).toEqual(["1", "2", "3"]);
});

const sibling = (id: string, second: number, body: Record<string, unknown> = {}) =>
  created({
    id,
    parentObservationId: "p",
    startTime: `2026-11-02T09:00:0${second}Z`,
    endTime: `2026-11-02T09:00:0${second}.900Z`,
    ...USAGE,
    ...body,
  });

test("retries and fallbacks: what a sibling that failed just before tells", () => {
  const failed = { level: "ERROR" };
  const results = read(
    sibling("4", 4),
    sibling("1", 1, failed),
    sibling("2", 2, failed),
    sibling("3", 3, { model: "gpt-5-mini" }),
    sibling("elsewhere", 2, { parentObservationId: "q" }),
  );
  const byId = new Map(eventsOf(results).map(({ id, run, route }) => [id, { run, route }]));
  expect(byId.get("1")).toEqual({ run: { id: "t-1" } });
  expect(byId.get("2")).toEqual({ run: { id: "t-1", attempt: 2 } });
  expect(byId.get("3")).toEqual({ run: { id: "t-1" }, route: { type: "fallback", fallback_from: "gpt-5" } });
  expect(byId.get("4")).toEqual({ run: { id: "t-1" } });
  expect(byId.get("elsewhere")).toEqual({ run: { id: "t-1" } });
});

test("a failure that ended later than the next began led to no retry", () => {
  const results = read(sibling("1", 1, { level: "ERROR", endTime: "2026-11-02T09:00:05Z" }), sibling("2", 2));
  expect(eventsOf(results).map(({ run }) => run)).toEqual([{ id: "t-1" }, { id: "t-1" }]);
});

test("a loop: the same input gave the same output before", () => {
  const did = { input: [{ role: "user", content: "x" }], output: "y" };
  const results = read(
    sibling("1", 1, did),
    sibling("2", 2, did),
    sibling("3", 3, { ...did, output: "z" }),
    sibling("4", 4),
    sibling("5", 5),
  );
  expect(eventsOf(results).map(({ run }) => run)).toEqual([
    { id: "t-1" },
    { id: "t-1", loop: true },
    { id: "t-1" },
    { id: "t-1" },
    { id: "t-1" },
  ]);
});

test("usage that contradicts itself is flagged", () => {
  const [result] = read(created({ usageDetails: { input: 1, output: 1, total: 9 } }));
  const one = result && "events" in result.read ? result.read.events[0] : undefined;
  expect(one?.flags).toMatchObject([{ pointer: "/batch/0/body/usageDetails" }]);
  expect(one?.body.attribution).toMatchObject({ tags: { usage_flag: "contradicts_itself" } });
});

test("an exported trace and an exported observation read the same way; a bad neighbour harms none", () => {
  const observation = { id: "g-1", type: "GENERATION", traceId: "t-1", startTime: STARTED, model: "gpt-5", ...USAGE };
  const whole = {
    trace: { id: "t-1", userId: "u-1", projectId: "p-1" },
    observations: [observation, { type: "SPAN" }],
  };
  const results = readLangfuseTrace(whole, "langfuse");
  expect(results.map(({ id, read: one }) => [id, "events" in one])).toEqual([
    ["g-1", true],
    ["", false],
  ]);
  expect(eventsOf(results.slice(0, 1))).toMatchObject([{ id: "g-1", attribution: { user: "u-1" }, time: STARTED }]);
  expect(readLangfuseObservation(observation, "langfuse")).toMatchObject({ events: [{ body: { id: "g-1" } }] });
  expect(readLangfuseObservation({ id: "x" }, "langfuse")).toMatchObject({ faults: [{ pointer: "/type" }] });
});
