import {
  amount,
  count,
  decimalOf,
  has,
  looseObjects,
  type Members,
  object,
  pointerTo,
  refusal,
  requiredCount,
  text,
} from "../json-members.ts";
import {
  isReasoningOutside,
  joinSplits,
  type Split,
  splitWhole,
  totalFlags,
  type Usage,
  withReasoning,
} from "../token-classes.ts";
import { epochSeconds, type ResponseReader, type ResponseReading, usageOf } from "./response-reading.ts";

/** In what the providers that speak this format differ. */
export interface ChatDialect {
  /** Reasoning beside completion_tokens instead of within it, where the response's own total does not tell. */
  readonly isReasoningOutside?: boolean;
  /** `usage.cost` is what the provider bills, in US dollars. */
  readonly hasCostInDollars?: boolean;
  /** Where cache writes stand, if not in the details. They lie within prompt_tokens. */
  readonly cacheWrites?: (usage: Members) => Usage;
  /** A member of the body that holds `usage` where the body itself does not. */
  readonly usageWithin?: string;
}

/**
 * Chat completions as OpenAI answers them and most other providers do: a whole answer, or the last chunk of a stream.
 * The source counts cache reads, cache writes, audio and images INSIDE prompt_tokens, and reasoning, audio and images INSIDE
 * completion_tokens.
 *
 * | field                                                        | canonical field            |
 * | ------------------------------------------------------------ | -------------------------- |
 * | id, model, created (s), service_tier                         | id, model, time, service_tier |
 * | object: text_completion, anything else                       | operation: completion, chat |
 * | usage.prompt_tokens, less the parts below                    | input_tokens               |
 * | usage.prompt_tokens_details.cached_tokens, else usage.prompt_cache_hit_tokens, cached_prompt_text_tokens, cached_tokens, cache_read_input_tokens | cache_read_tokens |
 * | usage.prompt_tokens_details.cache_write_tokens               | cache_write_5m_tokens      |
 * | usage.prompt_tokens_details.audio_tokens, image_tokens       | input_audio_tokens, input_image_tokens |
 * | usage.completion_tokens, less audio and images               | output_tokens              |
 * | usage.completion_tokens_details.audio_tokens, image_tokens   | output_audio_tokens, output_image_tokens |
 * | usage.completion_tokens_details.reasoning_tokens, else usage.reasoning_tokens | reasoning_tokens |
 * | usage.total_tokens                                           | must be the sum            |
 * | usage.cost                                                   | reported_cost, where it is in dollars |
 */
export const chatReader =
  (dialect: ChatDialect = {}): ResponseReader =>
  (body) => {
    const within = dialect.usageWithin === undefined ? undefined : object(body, dialect.usageWithin);
    const usage = object(body, "usage") ?? usageOf(within ?? body, "usage");
    if (isUnfinishedChunk(body)) throw refusal(body.at, "This chunk of a stream is not its last: its counts may grow.");
    const cost = dialect.hasCostInDollars === true ? amount(usage, "cost") : undefined;
    return {
      ...readChatTokens(usage, dialect),
      ...aboutCall(body),
      reportedCost: cost === undefined ? undefined : decimalOf(cost),
    };
  };

/** Some servers state usage so far on each chunk; the last one finishes every choice, or has none. */
function isUnfinishedChunk(body: Members): boolean {
  const choices = looseObjects(body, "choices");
  const isChunk = text(body, "object")?.endsWith(".chunk") ?? false;
  return isChunk && choices.length > 0 && choices.every((choice) => !has(choice, "finish_reason"));
}

export const readOpenaiChat = chatReader();

/** What chat, completion and embedding answers say beside usage. */
export const aboutCall = (body: Members): Omit<ResponseReading, "usage" | "flags"> => ({
  operation: text(body, "object") === "text_completion" ? "completion" : "chat",
  id: text(body, "id"),
  model: text(body, "model"),
  timeEpochMs: epochSeconds(body, "created"),
  serviceTier: text(body, "service_tier"),
});

/** Tokens as chat completions count them, of a response or of a gateway's log. */
export function readChatTokens(usage: Members, dialect: ChatDialect): Split {
  const prompt = requiredCount(usage, "prompt_tokens");
  const completion = requiredCount(usage, "completion_tokens");
  const total = count(usage, "total_tokens");
  const details = object(usage, "prompt_tokens_details");
  const made = object(usage, "completion_tokens_details");

  const reasoning = count(made, "reasoning_tokens") ?? count(usage, "reasoning_tokens") ?? 0;
  const stated = { total, input: prompt, output: completion, reasoning };
  const output = completion + (isReasoningOutside(stated, dialect.isReasoningOutside ?? false) ? reasoning : 0);

  const inputSplit = splitWhole(
    prompt,
    {
      cache_read_tokens: cacheReads(usage, details),
      ...(dialect.cacheWrites?.(usage) ?? { cache_write_5m_tokens: count(details, "cache_write_tokens") ?? 0 }),
      input_audio_tokens: count(details, "audio_tokens") ?? 0,
      input_image_tokens: count(details, "image_tokens") ?? 0,
    },
    "input_tokens",
    pointerTo(usage, "prompt_tokens"),
  );
  const outputSplit = splitWhole(output, madeParts(made), "output_tokens", pointerTo(usage, "completion_tokens"));
  const split = joinSplits(inputSplit, withReasoning(outputSplit, reasoning, pointerTo(usage, "completion_tokens")));
  const flags = totalFlags(total, prompt + output, pointerTo(usage, "total_tokens"));
  return { usage: split.usage, flags: [...split.flags, ...flags] };
}

const madeParts = (made: Members | undefined) => ({
  output_audio_tokens: count(made, "audio_tokens") ?? 0,
  output_image_tokens: count(made, "image_tokens") ?? 0,
});

/** Providers and gateways name it in five ways; the details, where they are there, are the documented one. */
const cacheReads = (usage: Members, details: Members | undefined): number =>
  count(details, "cached_tokens") ??
  count(usage, "prompt_cache_hit_tokens") ??
  count(usage, "cached_prompt_text_tokens") ??
  count(usage, "cached_tokens") ??
  count(usage, "cache_read_input_tokens") ??
  0;
