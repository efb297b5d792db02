import { expect, test } from "vitest";
import { readTraces } from "./read-traces.ts";
import type { AttributeValue } from "./span.ts";
import { attributesOf, call, eventOf, eventsOf, faultsOf, span, spanId, TRACE_ID } from "./trace-fixtures.ts";

const under = (parent: number) => ({ parentSpanId: spanId(parent) });
const idOf = (number: number) => `${TRACE_ID}-${spanId(number)}`;
const agent = { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "planner" };

test("a model call is an event of ours", () => {
  const resource = attributesOf({ "service.name": "contract-review", "deployment.environment.name": "prod" });
  const { body, flags } = eventOf(
    call({ "gen_ai.response.model": "gpt-4o-2024-08-06", "user.id": "ada", "openai.response.service_tier": "flex" }),
    { resource },
  );
  expect(flags).toEqual([]);
  expect(body).toEqual({
    id: idOf(1),
    source: "contract-review",
    time: "2026-11-02T09:00:01.000Z",
    operation: "chat",
    provider: "openai",
    model: "gpt-4o-2024-08-06",
    requested_model: "gpt-4o",
    service_tier: "flex",
    usage: { requests: 1, input_tokens: 10, output_tokens: 5 },
    status: "succeeded",
    duration_ms: 500,
    attribution: { user: "ada", environment: "prod", application: "contract-review" },
    run: { id: TRACE_ID, step: 1 },
  });
});

test("spans of no interest make no event and are not refused", () => {
  const others = [
    span(1, { "http.request.method": "GET" }),
    span(2, { "db.system": "postgresql" }),
    span(3, agent),
    span(4, { "openinference.span.kind": "CHAIN", "input.value": "x" }),
    span(5, { "gen_ai.operation.name": "create_agent" }),
  ];
  expect(readTraces(others)).toEqual([]);
});

test.each([
  { kind: { "gen_ai.operation.name": "chat" }, operation: "chat" },
  { kind: { "gen_ai.operation.name": "generate_content" }, operation: "chat" },
  { kind: { "gen_ai.operation.name": "text_completion" }, operation: "completion" },
  { kind: { "gen_ai.operation.name": "embeddings" }, operation: "embedding" },
  { kind: { "openinference.span.kind": "LLM" }, operation: "chat" },
  { kind: { "openinference.span.kind": "LLM", "llm.prompts.0.prompt.text": "x" }, operation: "completion" },
  { kind: { "openinference.span.kind": "EMBEDDING" }, operation: "embedding" },
  { kind: { "openinference.span.kind": "RERANKER" }, operation: "rerank" },
  { kind: { "openinference.span.kind": "EVALUATOR" }, operation: "evaluation" },
  { kind: { "gen_ai.operation.name": "chat", "gen_ai.evaluation.name": "relevance" }, operation: "evaluation" },
  { kind: { "ai.operationId": "ai.generateText.doGenerate" }, operation: "chat" },
  { kind: { "ai.operationId": "ai.streamObject.doStream" }, operation: "chat" },
  { kind: { "ai.operationId": "ai.embedMany.doEmbed" }, operation: "embedding" },
  { kind: { "llm.request.type": "completion" }, operation: "completion" },
  { kind: { "llm.request.type": "rerank" }, operation: "rerank" },
  { kind: {}, operation: "chat" },
])("$kind is $operation", ({ kind, operation }) => {
  const { "gen_ai.operation.name": _, ...rest } = call();
  expect(eventOf({ ...rest, ...kind }).body).toMatchObject({ operation, usage: { input_tokens: 10 } });
});

test("tool calls and retrievals count as such, in every convention", () => {
  const bodies = eventsOf([
    span(1, { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "search" }),
    span(2, { "openinference.span.kind": "TOOL", "tool.name": "search" }),
    span(3, { "ai.operationId": "ai.toolCall", "ai.toolCall.name": "search" }),
    span(4, { "traceloop.span.kind": "tool", "traceloop.entity.name": "search" }),
    span(5, { tool_name: "search" }, { name: "claude_code.tool" }),
    span(6, { "gen_ai.operation.name": "retrieval", "gen_ai.data_source.id": "wiki" }),
    span(7, { "openinference.span.kind": "RETRIEVER" }),
  ]).map(({ body }) => [body.operation, body.usage, body.attribution]);
  const tool = ["tool_call", { tool_calls: 1 }, { tags: { tool: "search" } }];
  expect(bodies).toEqual([
    ...Array.from({ length: 5 }, () => tool),
    ["retrieval", { retrieval_calls: 1 }, { tags: { data_source: "wiki" } }],
    ["retrieval", { retrieval_calls: 1 }, {}],
  ]);
});

test("an agent, a workflow and a chain that repeat the usage of what is beneath them are structure", () => {
  const repeated = { "gen_ai.usage.input_tokens": 20, "gen_ai.usage.output_tokens": 10 };
  const events = eventsOf([
    span(1, { "gen_ai.operation.name": "invoke_workflow", "gen_ai.workflow.name": "month-end", ...repeated }),
    span(2, { ...agent, ...repeated }, under(1)),
    span(3, call(), under(2)),
    span(4, call(), under(2)),
    span(5, { "openinference.span.kind": "CHAIN", "llm.token_count.prompt": 99 }, under(1)),
    span(6, { "openinference.span.kind": "AGENT", "llm.token_count.prompt": 99 }, under(1)),
  ]);
  expect(events.map(({ body }) => [body.id, body.usage, body.attribution, body.run])).toEqual(
    [3, 4].map((number, index) => [
      idOf(number),
      { requests: 1, input_tokens: 10, output_tokens: 5, agent_steps: 1 },
      { agent: "planner", workflow: "month-end" },
      { id: TRACE_ID, step: index + 1 },
    ]),
  );
});

test("an agent's usage is no event either where its calls came in another request", () => {
  expect(readTraces([span(1, { ...agent, ...call({ "gen_ai.operation.name": "invoke_agent" }) })])).toEqual([]);
});

test("of Vercel's spans the inner ones are priced", () => {
  const usage = {
    "ai.model.provider": "openai.chat",
    "ai.model.id": "m",
    "ai.usage.inputTokens": 3,
    "ai.usage.outputTokens": 1,
  };
  const functionId = { "ai.telemetry.functionId": "summarise" };
  const events = eventsOf([
    span(1, { "ai.operationId": "ai.generateText", ...usage, ...functionId }),
    span(2, { "ai.operationId": "ai.generateText.doGenerate", ...usage, ...functionId }, under(1)),
    span(3, { "ai.operationId": "ai.embed", ...usage }),
  ]);
  expect(events.map(({ body }) => [body.id, body.provider, body.attribution])).toEqual([
    [idOf(2), "openai", { workflow: "summarise" }],
  ]);
});

test("of two instrumentations of one call the inner one is priced, and the outer one not refused", () => {
  const events = eventsOf([
    span(1, call()),
    span(2, { "http.request.method": "POST" }, under(1)),
    span(3, call({ "gen_ai.usage.input_tokens": 11 }), under(2)),
    span(4, { ...call(), "gen_ai.usage.input_tokens": 7 }),
    span(5, { "openinference.span.kind": "LLM", "llm.model_name": "m" }, under(4)),
  ]);
  expect(events.map(({ body }) => body.id)).toEqual([idOf(3), idOf(4)]);
});

test("spans that are above themselves are still counted", () => {
  const ring = [
    span(1, call(), under(3)),
    span(2, call(), under(1)),
    span(3, call(), under(2)),
    span(4, call(), under(4)),
  ];
  expect(eventsOf(ring).map(({ body }) => body.id)).toEqual([idOf(1), idOf(4)]);
});

test("a span that stands twice counts once", () => {
  expect(eventsOf([span(1, call()), span(1, call())])).toHaveLength(1);
});

test("a model call beneath an evaluation is one, with its model and tokens; a tool there is a tool", () => {
  const events = eventsOf([
    span(1, { "openinference.span.kind": "EVALUATOR", "llm.token_count.prompt": 10 }),
    span(2, call(), under(1)),
    span(3, { "openinference.span.kind": "TOOL" }, under(1)),
  ]);
  expect(events.map(({ body }) => [body.operation, body.model])).toEqual([
    ["evaluation", "gpt-4o"],
    ["tool_call", undefined],
  ]);
});

test("an evaluation without usage is no event", () => {
  expect(readTraces([span(1, { "gen_ai.evaluation.name": "regex", "gen_ai.evaluation.score.value": 1 })])).toEqual([]);
});

test("a sibling that failed before makes a retry of the same model, and a fallback of another one", () => {
  const failed = { isFailed: true };
  const other = { "gen_ai.request.model": "gpt-4o-mini" };
  const events = eventsOf([
    span(1, agent),
    span(2, call(), { ...under(1), ...failed }),
    span(3, call(), { ...under(1), ...failed }),
    span(4, call(other), { ...under(1), ...failed }),
    span(5, call(other), under(1)),
    span(6, call(), under(1)),
    span(7, call(), { parentSpanId: spanId(99), ...failed }),
    span(8, call(), { parentSpanId: spanId(98) }),
    span(9, call(), failed),
    span(10, call()),
  ]);
  const told = events
    .map(({ body: { run, route } }) => [run, route])
    .map(([run, route]) => ({ ...Object(run), route }));
  expect(told.map(({ attempt, route }) => [attempt, route])).toEqual([
    [undefined, undefined],
    [2, undefined],
    [undefined, { type: "fallback", fallback_from: "gpt-4o" }],
    [2, undefined],
    ...Array.from({ length: 5 }, () => [undefined, undefined]),
  ]);
});

test("a call's decision is that of the nearest span that names one; tools beneath have no reservation", () => {
  const reserved = { "outlay.decision_id": "dec_1", "outlay.reservation_id": "rsv_1", "outlay.attempt": 2 };
  const tool = { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "search" };
  const events = eventsOf([
    span(1, { ...agent, ...reserved }),
    span(2, call(), under(1)),
    span(3, call({ "outlay.reservation_id": "rsv_2", "outlay.attempt": "1" }), under(1)),
    span(4, tool, under(1)),
    span(5, call({ "trace.metadata.outlay.reservation_id": "rsv_3" })),
    span(6, call({ "outlay.reservation_id": "x".repeat(2_049), "outlay.attempt": 7, "outlay.decision_id": 5 })),
  ]);
  expect(events.map(({ body }) => body.route)).toEqual([
    { decision_id: "dec_1", reservation_id: "rsv_1", attempt: 2 },
    { decision_id: "dec_1", reservation_id: "rsv_2", attempt: 1 },
    { decision_id: "dec_1" },
    { reservation_id: "rsv_3" },
    { decision_id: "5" },
  ]);
  expect(JSON.stringify(events.map(({ body }) => body.attribution))).not.toMatch(/rsv_|dec_/);
});

test("a sibling that was under way at the same time, or did something else, is no retry", () => {
  const failed = { isFailed: true };
  const at = (seconds: bigint) => 1_793_610_000_000_000_000n + seconds * 1_000_000_000n;
  const events = eventsOf([
    span(1, call(), { ...under(9), ...failed, endEpochNano: at(20n) }),
    span(2, call(), under(9)),
    span(3, call(), { ...under(8), ...failed }),
    span(4, call({ "gen_ai.operation.name": "embeddings" }), under(8)),
  ]);
  expect(events.filter(({ body }) => body.route !== undefined)).toEqual([]);
  expect(events.map(({ body }) => Object(body.run).attempt)).toEqual([undefined, undefined, undefined, undefined]);
});

test("the same tool with the same arguments three times in a row is a loop, but for the first", () => {
  const tool = (argument: string) => ({
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": "search",
    "gen_ai.tool.call.arguments": argument,
  });
  const loopsOf = (names: string) =>
    eventsOf([...names].map((name, index) => span(index + 1, tool(name))))
      .map(({ body }) => (Object(body.run).loop === true ? "x" : "."))
      .join("");
  expect(loopsOf("aa")).toBe("..");
  expect(loopsOf("aaa")).toBe(".xx");
  expect(loopsOf("aabaaaacc")).toBe("....xxx..");
  const untold = { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "search" };
  expect(eventsOf([1, 2, 3].map((number) => span(number, untold))).filter(({ body }) => Object(body.run).loop)).toEqual(
    [],
  );
  const structured = {
    ...untold,
    "gen_ai.tool.call.arguments": new Map<string, AttributeValue>([
      ["__proto__", "x"],
      ["q", ["a"]],
    ]),
  };
  expect(
    eventsOf([1, 2, 3].map((number) => span(number, structured))).map(({ body }) => Object(body.run).loop),
  ).toEqual([undefined, true, true]);
});

test("steps follow the time of start, whatever the order of the spans", () => {
  const events = eventsOf([span(3, call()), span(1, call()), span(2, { "openinference.span.kind": "TOOL" })]);
  expect(events.map(({ body }) => Object(body.run).step)).toEqual([3, 1, 2]);
});

test("Claude Code: its run, workflow, attempt and cost", () => {
  const attributes = {
    model: "claude-opus-5",
    input_tokens: 1,
    output_tokens: 2,
    cost_usd: 0.5,
    attempt: 3,
    success: false,
  };
  const run = { "workflow.run_id": "wf-1", "workflow.name": "release", "session.id": "s-1" };
  const { body } = eventOf({ ...attributes, ...run }, { name: "claude_code.llm_request" });
  expect(body).toMatchObject({
    operation: "chat",
    provider: "anthropic",
    model: "claude-opus-5",
    status: "failed",
    attribution: { workflow: "release" },
    run: { id: "wf-1", parent_id: TRACE_ID, task_id: "s-1", attempt: 3 },
    reported_cost: { amount: "0.500000000000" },
  });
  expect(readTraces([span(1, {}, { name: "claude_code.interaction" })])).toEqual([]);
});

test("a span without a known provider or model is counted all the same", () => {
  const { body } = eventOf({ "openinference.span.kind": "EMBEDDING", "llm.token_count.total": 5 });
  expect(body).toMatchObject({ provider: "unknown", model: "unknown", usage: { input_tokens: 5 } });
});

test("OpenInference names the model of a failed call in its parameters alone", () => {
  const llm = { "openinference.span.kind": "LLM", "llm.system": "openai" };
  const named = eventOf({ ...llm, "llm.invocation_parameters": '{"model":"gpt-5-nano"}' }, { isFailed: true });
  expect(named.body).toMatchObject({ model: "gpt-5-nano", requested_model: "gpt-5-nano", status: "failed" });
  for (const parameters of ["", "{", "[]", "null", '{"model":5}', '{"model":""}']) {
    const { body } = eventOf({ ...llm, "llm.invocation_parameters": parameters }, { isFailed: true });
    expect(body.model).toBe("unknown");
  }
});

test("a faulty span is refused by itself", () => {
  const spans = [
    span(1, call({ "gen_ai.usage.input_tokens": -1 })),
    span(2, call()),
    { at: "/x", faults: [{ pointer: "/x", detail: "no" }] },
  ];
  expect(readTraces(spans).map(({ id, read }) => [id, "faults" in read])).toEqual([
    [undefined, true],
    [idOf(1), true],
    [idOf(2), false],
  ]);
  expect(faultsOf(call())).toEqual([]);
});
