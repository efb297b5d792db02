import { count, type Members, object, objects, pointerTo, requiredCount, text } from "../json-members.ts";
import { type Split, totalFlags, type Usage } from "../token-classes.ts";
import { type ResponseReader, usageOf } from "./response-reading.ts";

/**
 * Amazon Bedrock's Converse, the `metadata` event that ends ConverseStream, and what Nova models answer to InvokeModel.
 * The source counts cache reads and writes OUTSIDE inputTokens. It states no id (save the SDK's $metadata), model or time: the
 * sender names them.
 *
 * | field                                              | canonical field       |
 * | -------------------------------------------------- | --------------------- |
 * | $metadata.requestId                                | id                    |
 * | usage.inputTokens                                  | input_tokens          |
 * | usage.cacheReadInputTokens (…TokenCount)           | cache_read_tokens     |
 * | usage.cacheDetails[] {ttl: 5m or 1h, inputTokens}  | cache_write_5m_tokens, cache_write_1h_tokens |
 * | usage.cacheWriteInputTokens (…TokenCount)          | must be the sum of the two; without them, cache_write_5m_tokens |
 * | usage.outputTokens                                 | output_tokens         |
 * | usage.totalTokens                                  | must be the sum of all |
 * | metrics.latencyMs                                  | duration_ms           |
 * | serviceTier.type                                   | service_tier          |
 */
export const readBedrockConverse: ResponseReader = (given) => {
  const body = object(given, "metadata") ?? given;
  const usage = usageOf(body, "usage");
  const { usage: tokens, flags } = readTokens(usage);
  return {
    operation: "chat",
    id: text(object(given, "$metadata"), "requestId"),
    usage: tokens,
    flags,
    serviceTier: text(object(body, "serviceTier"), "type"),
    durationMs: count(object(body, "metrics"), "latencyMs"),
  };
};

function readTokens(usage: Members): Split {
  const input = requiredCount(usage, "inputTokens");
  const output = requiredCount(usage, "outputTokens");
  const read = count(usage, "cacheReadInputTokens") ?? count(usage, "cacheReadInputTokenCount") ?? 0;
  const details = objects(usage, "cacheDetails");
  const hour = written(details, "1h");
  const split = written(details, "5m") + hour;
  const stated = count(usage, "cacheWriteInputTokens") ?? count(usage, "cacheWriteInputTokenCount");
  const whole = Math.max(stated ?? split, split);

  const optional: Usage = {
    cache_read_tokens: read,
    cache_write_5m_tokens: whole - hour,
    cache_write_1h_tokens: hour,
  };
  const used: Usage = Object.fromEntries(Object.entries(optional).filter(([, tokens]) => tokens > 0));
  return {
    usage: { input_tokens: input, ...used, output_tokens: output },
    flags: [
      ...(details.length === 0 ? [] : totalFlags(stated, split, pointerTo(usage, "cacheWriteInputTokens"))),
      ...totalFlags(count(usage, "totalTokens"), input + read + whole + output, pointerTo(usage, "totalTokens")),
    ],
  };
}

const written = (details: readonly Members[], lifetime: string): number =>
  details
    .filter((detail) => text(detail, "ttl") === lifetime)
    .reduce((sum, detail) => sum + (count(detail, "inputTokens") ?? 0), 0);
