import { type Convention, type SpanKind, textOf } from "./convention.ts";

const LEAVES: ReadonlyMap<string, SpanKind> = new Map([
  ["doGenerate", "chat"],
  ["doStream", "chat"],
  ["doEmbed", "embedding"],
  ["doRerank", "rerank"],
]);

/**
 * The Vercel AI SDK. Cached tokens lie INSIDE inputTokens and reasoning INSIDE outputTokens. (Releases before 6 passed on what the provider
 * said: where its cache lies outside, it is flagged as soon as it is more than the input.) The outer spans ai.generateText,
 * ai.streamText, ai.embed and the like repeat the usage of their steps: they are structure.
 *
 * | attribute                                                        | field                    |
 * | ---------------------------------------------------------------- | ------------------------ |
 * | ai.operationId                                                   | what the span is: a model call ends with .doGenerate, .doStream, .doEmbed, .doRerank |
 * | ai.model.provider, up to its first dot (openai.responses)        | provider                 |
 * | ai.model.id; ai.response.model                                   | requested_model; model   |
 * | ai.usage.inputTokens, else .promptTokens, else .tokens           | input, whole             |
 * | ai.usage.outputTokens, else .completionTokens                    | output, whole            |
 * | ai.usage.totalTokens                                             | must be the sum          |
 * | ai.usage.cachedInputTokens, else .inputTokenDetails.cacheReadTokens | cache_read_tokens     |
 * | ai.usage.inputTokenDetails.cacheWriteTokens                      | cache_write_5m_tokens    |
 * | ai.usage.reasoningTokens, else .outputTokenDetails.reasoningTokens | reasoning_tokens       |
 * | ai.telemetry.functionId                                          | attribution.workflow     |
 * | ai.toolCall.name, ai.toolCall.args                               | the tag tool; how loops are seen |
 */
export const vercelAi: Convention = {
  fields: {
    provider: ["ai.model.provider"],
    requestedModel: ["ai.model.id"],
    model: ["ai.response.model"],
    input: ["ai.usage.inputTokens", "ai.usage.promptTokens", "ai.usage.tokens"],
    output: ["ai.usage.outputTokens", "ai.usage.completionTokens"],
    total: ["ai.usage.totalTokens"],
    cacheRead: ["ai.usage.cachedInputTokens", "ai.usage.inputTokenDetails.cacheReadTokens"],
    cacheWrite: ["ai.usage.inputTokenDetails.cacheWriteTokens"],
    reasoning: ["ai.usage.reasoningTokens", "ai.usage.outputTokenDetails.reasoningTokens"],
    workflow: ["ai.telemetry.functionId"],
    tool: ["ai.toolCall.name"],
    toolArguments: ["ai.toolCall.args"],
  },
  kindOf: ({ attributes }) => {
    const operation = textOf(attributes, "ai.operationId");
    if (operation === undefined) return undefined;
    if (operation === "ai.toolCall") return "tool";
    return LEAVES.get(operation.slice(operation.lastIndexOf(".") + 1)) ?? "chain";
  },
};
