import type { Status } from "@outlay/domain/usage-event";
import {
  amount,
  count,
  decimalOf,
  looseObjects,
  type Members,
  object,
  pointerTo,
  requiredCount,
  text,
} from "../json-members.ts";
import { joinSplits, type Split, splitWhole, totalFlags, withReasoning } from "../token-classes.ts";
import { epochSeconds, type ResponseReader, usageOf } from "./response-reading.ts";

/**
 * OpenAI's responses: a whole answer, or the last event of a stream (response.completed, or response.done of the realtime API),
 * whose `response` it is. Image generation (`openaiMediaReader`) counts its tokens in the same way.
 * The source counts cache reads, cache writes, audio and images INSIDE input_tokens, and reasoning, audio and images INSIDE
 * output_tokens.
 *
 * | field                                                     | canonical field             |
 * | --------------------------------------------------------- | --------------------------- |
 * | id, model, created_at (s), service_tier, status           | id, model, time, service_tier, status |
 * | usage.input_tokens, less the parts below                  | input_tokens                |
 * | usage.input_tokens_details (or input_token_details) .cached_tokens | cache_read_tokens  |
 * | … .cache_write_tokens                                     | cache_write_5m_tokens       |
 * | … .audio_tokens, .image_tokens, less those of .cached_tokens_details | input_audio_tokens, input_image_tokens |
 * | usage.output_tokens, less audio and images                | output_tokens               |
 * | usage.output_tokens_details (or output_token_details) .audio_tokens, .image_tokens | output_audio_tokens, output_image_tokens |
 * | … .reasoning_tokens                                       | reasoning_tokens            |
 * | usage.total_tokens                                        | must be the sum             |
 * | incomplete_details.reason of content_filter               | status: blocked             |
 * | output[] of type web_search_call that searched            | web_searches                |
 * | usage.cost, of a provider that states it in dollars       | reported_cost               |
 */
export const responsesReader =
  ({ hasCostInDollars = false } = {}): ResponseReader =>
  (given) => {
    const body = object(given, "response") ?? given;
    const usage = usageOf(body, "usage");
    const split = readResponsesTokens(usage);
    const searches = looseObjects(body, "output").filter(isSearch).length;
    const cost = hasCostInDollars ? amount(usage, "cost") : undefined;
    return {
      operation: "chat",
      id: text(body, "id"),
      model: text(body, "model"),
      timeEpochMs: epochSeconds(body, "created_at"),
      serviceTier: text(body, "service_tier"),
      status: statusOf(body),
      usage: searches === 0 ? split.usage : { ...split.usage, web_searches: searches },
      flags: split.flags,
      reportedCost: cost === undefined ? undefined : decimalOf(cost),
    };
  };

export const readOpenaiResponses = responsesReader();

/** Tokens as the responses, the images and the transcriptions of OpenAI count them. */
export function readResponsesTokens(usage: Members): Split {
  const input = requiredCount(usage, "input_tokens");
  const output = requiredCount(usage, "output_tokens");
  const taken = object(usage, "input_tokens_details") ?? object(usage, "input_token_details");
  const made = object(usage, "output_tokens_details") ?? object(usage, "output_token_details");
  const cached = object(taken, "cached_tokens_details");
  const apart = (name: string) => Math.max(0, (count(taken, name) ?? 0) - (count(cached, name) ?? 0));

  const inputSplit = splitWhole(
    input,
    {
      cache_read_tokens: count(taken, "cached_tokens") ?? 0,
      cache_write_5m_tokens: count(taken, "cache_write_tokens") ?? 0,
      input_audio_tokens: apart("audio_tokens"),
      input_image_tokens: apart("image_tokens"),
    },
    "input_tokens",
    pointerTo(usage, "input_tokens"),
  );
  const at = pointerTo(usage, "output_tokens");
  const parts = {
    output_audio_tokens: count(made, "audio_tokens") ?? 0,
    output_image_tokens: count(made, "image_tokens") ?? 0,
  };
  const outputSplit = withReasoning(
    splitWhole(output, parts, "output_tokens", at),
    count(made, "reasoning_tokens") ?? 0,
    at,
  );
  const { usage: tokens, flags } = joinSplits(inputSplit, outputSplit);
  const ofTotal = totalFlags(count(usage, "total_tokens"), input + output, pointerTo(usage, "total_tokens"));
  return { usage: tokens, flags: [...flags, ...ofTotal] };
}

/** Opening a page that a search found is no search of its own. */
function isSearch(item: Members): boolean {
  if (item.of["type"] !== "web_search_call") return false;
  const { action } = item.of;
  const kind = typeof action === "object" && action !== null && "type" in action ? action.type : "search";
  return kind === "search";
}

const STATUS: ReadonlyMap<string | undefined, Status> = new Map([
  ["failed", "failed"],
  ["cancelled", "cancelled"],
]);

/** An answer that is incomplete because it reached its limit of tokens is one all the same. */
function statusOf(body: Members): Status | undefined {
  const reason = text(object(body, "incomplete_details"), "reason");
  return reason === "content_filter" ? "blocked" : STATUS.get(text(body, "status"));
}
