import { type Convention, type SpanKind, textOf } from "./convention.ts";

const KINDS: ReadonlyMap<string, SpanKind> = new Map([
  ["chat", "chat"],
  ["generate_content", "chat"],
  ["call_llm", "chat"],
  ["text_completion", "completion"],
  ["embeddings", "embedding"],
  ["embedding", "embedding"],
  ["rerank", "rerank"],
  ["image_generation", "image"],
  ["execute_tool", "tool"],
  ["retrieval", "retrieval"],
  ["invoke_agent", "agent"],
  ["create_agent", "agent"],
  ["invoke_workflow", "workflow"],
  ["plan", "chain"],
]);

/**
 * OpenTelemetry's semantic conventions for generative AI, with their older names. Cache reads and writes lie INSIDE input, as do tokens
 * of audio and images; reasoning lies INSIDE output.
 *
 * | attribute                                                          | field                           |
 * | ------------------------------------------------------------------ | ------------------------------- |
 * | gen_ai.operation.name                                              | what the span is                |
 * | gen_ai.evaluation.name, …score.value, …score.label                 | an evaluation, whatever it is   |
 * | gen_ai.provider.name, else gen_ai.system                           | provider                        |
 * | gen_ai.request.model; gen_ai.response.model                        | requested_model; model          |
 * | gen_ai.usage.input_tokens, else .prompt_tokens                     | input, whole                    |
 * | gen_ai.usage.output_tokens, else .completion_tokens                | output, whole                   |
 * | gen_ai.usage.total_tokens                                          | must be the sum                 |
 * | gen_ai.usage.cache_read.input_tokens                               | cache_read_tokens               |
 * | gen_ai.usage.cache_creation.input_tokens, else .cache_write.…      | cache_write_5m_tokens           |
 * | gen_ai.usage.reasoning.output_tokens                               | reasoning_tokens                |
 * | gen_ai.usage.{audio,image}.{input,output}_tokens, less .{audio,image}.cache_read.… | input_audio_tokens and so on |
 * | openai.response.service_tier, else …request…, with or without gen_ai. before | service_tier          |
 * | gen_ai.agent.name, gen_ai.workflow.name                            | attribution.agent, .workflow    |
 * | gen_ai.tool.name, gen_ai.tool.call.arguments                       | the tag tool; how loops are seen |
 * | gen_ai.data_source.id                                              | the tag data_source             |
 * | gen_ai.conversation.id                                             | run.task_id                     |
 */
export const genAi: Convention = {
  fields: {
    provider: ["gen_ai.provider.name", "gen_ai.system"],
    requestedModel: ["gen_ai.request.model"],
    model: ["gen_ai.response.model"],
    input: ["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"],
    output: ["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"],
    total: ["gen_ai.usage.total_tokens"],
    cacheRead: ["gen_ai.usage.cache_read.input_tokens"],
    cacheWrite: ["gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_write.input_tokens"],
    reasoning: ["gen_ai.usage.reasoning.output_tokens"],
    inputAudio: ["gen_ai.usage.audio.input_tokens"],
    inputImage: ["gen_ai.usage.image.input_tokens"],
    outputAudio: ["gen_ai.usage.audio.output_tokens"],
    outputImage: ["gen_ai.usage.image.output_tokens"],
    cachedAudio: ["gen_ai.usage.audio.cache_read.input_tokens"],
    cachedImage: ["gen_ai.usage.image.cache_read.input_tokens"],
    serviceTier: [
      "openai.response.service_tier",
      "gen_ai.openai.response.service_tier",
      "openai.request.service_tier",
      "gen_ai.openai.request.service_tier",
    ],
    agent: ["gen_ai.agent.name"],
    workflow: ["gen_ai.workflow.name"],
    tool: ["gen_ai.tool.name"],
    toolArguments: ["gen_ai.tool.call.arguments"],
    dataSource: ["gen_ai.data_source.id"],
    conversation: ["gen_ai.conversation.id"],
  },
  kindOf: ({ attributes }) => {
    const isEvaluation = EVALUATION.some((name) => attributes.has(name));
    const operation = textOf(attributes, "gen_ai.operation.name");
    if (isEvaluation) return "evaluation";
    return operation === undefined ? undefined : (KINDS.get(operation) ?? "unknown");
  },
};

const EVALUATION = ["gen_ai.evaluation.name", "gen_ai.evaluation.score.value", "gen_ai.evaluation.score.label"];
