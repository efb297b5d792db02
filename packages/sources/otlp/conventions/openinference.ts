import { type Convention, type SpanKind, textOf } from "./convention.ts";

const KINDS: ReadonlyMap<string, SpanKind> = new Map([
  ["LLM", "chat"],
  ["EMBEDDING", "embedding"],
  ["RERANKER", "rerank"],
  ["TOOL", "tool"],
  ["RETRIEVER", "retrieval"],
  ["AGENT", "agent"],
  ["CHAIN", "chain"],
  ["EVALUATOR", "evaluation"],
  ["GUARDRAIL", "chain"],
  ["PROMPT", "chain"],
]);

/**
 * OpenInference, as Arize's instrumentations and Envoy AI Gateway write it. Cache reads and writes and audio lie INSIDE
 * llm.token_count.prompt; reasoning and audio INSIDE llm.token_count.completion.
 *
 * | attribute                                                      | field                        |
 * | -------------------------------------------------------------- | ---------------------------- |
 * | openinference.span.kind                                        | what the span is; an LLM is a completion where it has llm.prompts or llm.choices, else a chat |
 * | llm.provider, else llm.system                                  | provider                     |
 * | llm.model_name, embedding.model_name, reranker.model_name      | model                        |
 * | llm.invocation_parameters, else embedding.invocation_parameters: `model`                    | requested_model              |
 * | llm.token_count.prompt, .completion                            | input, output, whole         |
 * | llm.token_count.total                                          | must be the sum              |
 * | llm.token_count.prompt_details.cache_read                      | cache_read_tokens            |
 * | llm.token_count.prompt_details.cache_write                     | cache_write_5m_tokens        |
 * | llm.token_count.prompt_details.audio, .completion_details.audio | input_audio_tokens, output_audio_tokens |
 * | llm.token_count.completion_details.reasoning                   | reasoning_tokens             |
 * | llm.cost.total (US dollars)                                    | reported_cost                |
 * | agent.name; tool.name; tool.parameters, else input.value       | attribution.agent; the tag tool; how loops are seen |
 * | session.id                                                     | run.task_id                  |
 */
export const openInference: Convention = {
  fields: {
    provider: ["llm.provider", "llm.system"],
    model: ["llm.model_name", "embedding.model_name", "reranker.model_name"],
    input: ["llm.token_count.prompt"],
    output: ["llm.token_count.completion"],
    total: ["llm.token_count.total"],
    cacheRead: ["llm.token_count.prompt_details.cache_read"],
    cacheWrite: ["llm.token_count.prompt_details.cache_write"],
    reasoning: ["llm.token_count.completion_details.reasoning"],
    inputAudio: ["llm.token_count.prompt_details.audio"],
    outputAudio: ["llm.token_count.completion_details.audio"],
    cost: ["llm.cost.total"],
    agent: ["agent.name"],
    tool: ["tool.name"],
    toolArguments: ["tool.parameters", "input.value"],
    conversation: ["session.id"],
  },
  kindOf: ({ attributes }) => {
    const kind = KINDS.get((textOf(attributes, "openinference.span.kind") ?? "").toUpperCase());
    return kind === "chat" && COMPLETION.some((name) => attributes.has(name)) ? "completion" : kind;
  },
};

const COMPLETION = ["llm.prompts.0.prompt.text", "llm.choices.0.completion.text"];
