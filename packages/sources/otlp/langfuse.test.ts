import { expect, test } from "vitest";
import { eventOf, eventsOf, faultsOf, span, spanId } from "./trace-fixtures.ts";

const generation = (changes: Record<string, string> = {}) => ({
  "langfuse.observation.type": "generation",
  "langfuse.observation.model.name": "gpt-4o",
  "langfuse.observation.usage_details": '{"input":226,"input_cached_tokens":1024,"output":310,"total":1560}',
  ...changes,
});

test("a generation is a chat, its parts beside or inside as the total says", () => {
  const beside = eventOf(generation()).body;
  expect(beside).toMatchObject({ operation: "chat", provider: "openai", model: "gpt-4o", status: "succeeded" });
  expect(beside.usage).toEqual({ requests: 1, input_tokens: 226, cache_read_tokens: 1024, output_tokens: 310 });
  expect(beside.attribution).toMatchObject({ tags: { provider_basis: "model_name" } });
  const details = '{"input":1250,"input_cached_tokens":1024,"output":310,"total":1560}';
  expect(eventOf(generation({ "langfuse.observation.usage_details": details })).body.usage).toEqual(beside.usage);
});

test("who, where, how much, and that it failed", () => {
  const { body, flags } = eventOf(
    generation({
      "langfuse.observation.cost_details": '{"input":0.001,"output":0.002}',
      "langfuse.observation.level": "ERROR",
      "langfuse.observation.model.parameters": '{"provider":"Azure","service_tier":"flex"}',
      "langfuse.environment": "staging",
      "langfuse.user.id": "ada",
      "langfuse.session.id": "s1",
      "langfuse.trace.name": "review",
      "langfuse.trace.tags": '["department: legal","beta"]',
      "langfuse.trace.metadata.project": "p1",
      "langfuse.observation.metadata.ls_model_name": "x",
      "langfuse.observation.metadata.deep": '{"a":1}',
    }),
  );
  expect(flags).toEqual([]);
  expect(body).toMatchObject({ provider: "azure", service_tier: "flex", status: "failed", run: { task_id: "s1" } });
  expect(body.reported_cost).toEqual({ amount: "0.003", currency: "USD" });
  expect(body.attribution).toEqual({
    user: "ada",
    environment: "staging",
    workflow: "review",
    department: "legal",
    project: "p1",
    tags: { beta: "true" },
  });
});

test("usage that is no object, or no count, is refused by its name; a cost that is none is left out and flagged", () => {
  for (const text of ["{", "[]", "7", '{"input":1,"input":2}']) {
    expect(faultsOf(generation({ "langfuse.observation.usage_details": text }))[0]?.pointer).toBe(
      "langfuse.observation.usage_details",
    );
  }
  expect(faultsOf(generation({ "langfuse.observation.usage_details": '{"input":-1}' }))[0]?.pointer).toBe(
    "langfuse.observation.usage_details/input",
  );
  expect(eventOf(generation({ "langfuse.observation.cost_details": '{"total":"x"}' })).flags).toHaveLength(1);
});

test("another convention that disagrees is flagged, and one that agrees is not", () => {
  const other = (input: number) => eventOf({ ...generation(), "gen_ai.usage.input_tokens": input });
  expect([other(1250).flags, other(226).flags.length]).toEqual([[], 1]);
  expect(other(226).body.usage).toEqual(other(1250).body.usage);
});

test("spans are structure, tools and retrievers are counted, and a generation around one with usage is not", () => {
  const typed = (number: number, type: string, parent?: number) =>
    span(
      number,
      type === "generation" ? generation() : { "langfuse.observation.type": type },
      parent === undefined ? {} : { parentSpanId: spanId(parent) },
    );
  const events = eventsOf([
    typed(1, "span"),
    typed(2, "agent", 1),
    typed(3, "generation", 2),
    typed(4, "generation", 3),
    typed(5, "tool", 2),
    typed(6, "retriever", 2),
    typed(7, "event", 2),
  ]);
  expect(events.map(({ body }) => body.operation)).toEqual(["chat", "tool_call", "retrieval"]);
  expect(events[1]?.body.attribution).toMatchObject({ agent: "span 2", workflow: "span 1", tags: { tool: "span 5" } });
});

test("a call of Langfuse's own judge is an evaluation, and the environment default is none", () => {
  expect(eventOf(generation({ "langfuse.environment": "langfuse-llm-as-a-judge" })).body.operation).toBe("evaluation");
  expect(eventOf(generation({ "langfuse.environment": "default" })).body.attribution).not.toHaveProperty("environment");
});
