import { count, has, type Members, object, objects, refusal, requiredCount } from "../json-members.ts";
import type { Usage } from "../token-classes.ts";
import type { ResponseReader, ResponseReading } from "./response-reading.ts";

/**
 * What Amazon Bedrock's InvokeModel answers for the models that have a shape of their own, and the metrics that end its streams.
 * (Claude answers Anthropic's messages, Nova Converse's usage, others OpenAI's chat: those are read as such.)
 * The metrics count cache reads and writes OUTSIDE inputTokenCount; the other shapes know no cache. None states id, model, time
 * or total: the sender names them.
 *
 * | field                                                              | canonical field   |
 * | ------------------------------------------------------------------ | ----------------- |
 * | amazon-bedrock-invocationMetrics.inputTokenCount, outputTokenCount | input_tokens, output_tokens |
 * | … .cacheReadInputTokenCount, cacheWriteInputTokenCount             | cache_read_tokens, cache_write_5m_tokens |
 * | … .invocationLatency                                               | duration_ms       |
 * | Llama: prompt_token_count, generation_token_count                  | input_tokens, output_tokens |
 * | Titan: inputTextTokenCount, results[].tokenCount                   | input_tokens, output_tokens; with `embedding`, an embedding |
 */
export const readBedrockInvoke: ResponseReader = (body) => {
  const metrics = object(body, "amazon-bedrock-invocationMetrics");
  if (metrics) return readMetrics(metrics);
  if (has(body, "prompt_token_count")) {
    const output = requiredCount(body, "generation_token_count");
    return reading("completion", { input_tokens: requiredCount(body, "prompt_token_count"), output_tokens: output });
  }
  if (has(body, "inputTextTokenCount")) return readTitan(body);
  throw refusal(body.at, "This is none of the shapes of InvokeModel that state usage.");
};

const reading = (operation: ResponseReading["operation"], usage: Usage): ResponseReading => ({
  operation,
  usage,
  flags: [],
});

function readMetrics(metrics: Members): ResponseReading {
  const read = count(metrics, "cacheReadInputTokenCount") ?? 0;
  const written = count(metrics, "cacheWriteInputTokenCount") ?? 0;
  return {
    ...reading("chat", {
      input_tokens: requiredCount(metrics, "inputTokenCount"),
      ...(read > 0 && { cache_read_tokens: read }),
      ...(written > 0 && { cache_write_5m_tokens: written }),
      output_tokens: requiredCount(metrics, "outputTokenCount"),
    }),
    durationMs: count(metrics, "invocationLatency"),
  };
}

function readTitan(body: Members): ResponseReading {
  const input = requiredCount(body, "inputTextTokenCount");
  if (has(body, "embedding") || has(body, "embeddingsByType")) return reading("embedding", { input_tokens: input });
  const output = objects(body, "results").reduce((sum, result) => sum + requiredCount(result, "tokenCount"), 0);
  return reading("completion", { input_tokens: input, output_tokens: output });
}
