import { type Convention, type SpanKind, textOf } from "./convention.ts";

const REQUESTS: ReadonlyMap<string, SpanKind> = new Map([
  ["chat", "chat"],
  ["completion", "completion"],
  ["embedding", "embedding"],
  ["rerank", "rerank"],
]);
const ENTITIES: ReadonlyMap<string, SpanKind> = new Map([
  ["workflow", "workflow"],
  ["task", "chain"],
  ["agent", "agent"],
  ["tool", "tool"],
]);

/**
 * OpenLLMetry (Traceloop), and the bare llm.* names of its early releases; beside these it writes gen_ai.*. Cache reads and writes lie
 * INSIDE the input, reasoning INSIDE the output.
 *
 * | attribute                                                     | field                        |
 * | ------------------------------------------------------------- | ---------------------------- |
 * | llm.request.type, else traceloop.span.kind                    | what the span is             |
 * | llm.vendor                                                    | provider                     |
 * | llm.request.model; llm.response.model                         | requested_model; model       |
 * | llm.usage.input_tokens, else .prompt_tokens                   | input, whole                 |
 * | llm.usage.output_tokens, else .completion_tokens              | output, whole                |
 * | llm.usage.total_tokens                                        | must be the sum              |
 * | gen_ai.usage.cache_read_input_tokens, else llm.usage.…        | cache_read_tokens            |
 * | gen_ai.usage.cache_creation_input_tokens, else llm.usage.…    | cache_write_5m_tokens        |
 * | gen_ai.usage.reasoning_tokens, else llm.usage.…               | reasoning_tokens             |
 * | llm.usage.total_cost (US dollars)                             | reported_cost                |
 * | traceloop.workflow.name; traceloop.entity.name of an agent    | attribution.workflow; .agent |
 * | traceloop.entity.name, traceloop.entity.input of a tool       | the tag tool; how loops are seen |
 */
export const openLlmetry: Convention = {
  fields: {
    provider: ["llm.vendor"],
    requestedModel: ["llm.request.model"],
    model: ["llm.response.model"],
    input: ["llm.usage.input_tokens", "llm.usage.prompt_tokens"],
    output: ["llm.usage.output_tokens", "llm.usage.completion_tokens"],
    total: ["llm.usage.total_tokens"],
    cacheRead: ["gen_ai.usage.cache_read_input_tokens", "llm.usage.cache_read_input_tokens"],
    cacheWrite: ["gen_ai.usage.cache_creation_input_tokens", "llm.usage.cache_creation_input_tokens"],
    reasoning: ["gen_ai.usage.reasoning_tokens", "llm.usage.reasoning_tokens"],
    cost: ["llm.usage.total_cost"],
    workflow: ["traceloop.workflow.name"],
    tool: ["traceloop.entity.name"],
    toolArguments: ["traceloop.entity.input"],
  },
  kindOf: ({ attributes }) =>
    REQUESTS.get(textOf(attributes, "llm.request.type") ?? "") ??
    ENTITIES.get(textOf(attributes, "traceloop.span.kind") ?? ""),
};
