import { amount, count, decimalOf, object, requiredCount } from "../json-members.ts";
import { totalFlags, type Usage } from "../token-classes.ts";
import { aboutCall } from "./openai-chat.ts";
import { type ResponseReader, usageOf } from "./response-reading.ts";

/**
 * Perplexity's chat. The source knows no cache. Reasoning and citations lie OUTSIDE completion_tokens, and outside the total.
 *
 * | field                                                              | canonical field   |
 * | ------------------------------------------------------------------ | ----------------- |
 * | id, model, created (s)                                             | id, model, time   |
 * | usage.prompt_tokens                                                | input_tokens      |
 * | usage.completion_tokens + reasoning_tokens + citation_tokens       | output_tokens     |
 * | usage.reasoning_tokens                                             | reasoning_tokens  |
 * | usage.total_tokens                                                 | must be prompt_tokens + completion_tokens |
 * | usage.num_search_queries                                           | web_searches      |
 * | usage.cost.total_cost (US dollars)                                 | reported_cost     |
 */
export const readPerplexity: ResponseReader = (body) => {
  const usage = usageOf(body, "usage");
  const prompt = requiredCount(usage, "prompt_tokens");
  const completion = requiredCount(usage, "completion_tokens");
  const reasoning = count(usage, "reasoning_tokens") ?? 0;
  const searches = count(usage, "num_search_queries") ?? 0;
  const cost = amount(isCosts(usage.of["cost"]) ? object(usage, "cost") : undefined, "total_cost");
  const tokens: Usage = {
    input_tokens: prompt,
    output_tokens: completion + reasoning + (count(usage, "citation_tokens") ?? 0),
    ...(reasoning > 0 && { reasoning_tokens: reasoning }),
    ...(searches > 0 && { web_searches: searches }),
  };
  return {
    ...aboutCall(body),
    usage: tokens,
    flags: totalFlags(count(usage, "total_tokens"), prompt + completion, `${usage.at}/total_tokens`),
    reportedCost: cost === undefined ? undefined : decimalOf(cost),
  };
};

/** Other providers state `cost` as a number, of a currency that is theirs. */
const isCosts = (cost: unknown): boolean => typeof cost === "object" && cost !== null;
