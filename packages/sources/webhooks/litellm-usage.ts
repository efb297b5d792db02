import type { Operation } from "@outlay/domain/usage-event";
import { amount, count, has, type Members, object } from "../json-members.ts";
import { readAnthropicMessages } from "../responses/anthropic-messages.ts";
import { readChatTokens } from "../responses/openai-chat.ts";
import { readResponsesTokens } from "../responses/openai-responses.ts";
import type { Split, Usage } from "../token-classes.ts";
import { type Further, looseObject } from "./embedded-response.ts";

/**
 * What one log of LiteLLM used: the raw usage where it is there, since it alone tells classes apart, and what was called beside
 * the model. An explicit zero is a zero; what was never answered has no tokens.
 */
export function readLitellmUsage(log: Members, metadata: Members | undefined, operation: Operation): Split & Further {
  const tokens = readTokens(log, metadata);
  return { ...tokens, usage: { ...tokens.usage, ...mediaOf(log, operation), ...callsOf(metadata, operation) } };
}

function readTokens(log: Members, metadata: Members | undefined): Split & Further {
  const raw = object(metadata, "usage_object");
  const response = looseObject(log, "response");
  const usage = [raw, object(response, "usage")].find((each) => each && Object.keys(each.of).length > 0) ?? log;
  const isUnanswered = usage === log && !has(log, "prompt_tokens") && log.of["status"] === "failure";
  if (isUnanswered) return { usage: {}, flags: [] };
  const seconds = has(usage, "prompt_tokens") || has(usage, "input_tokens") ? undefined : amount(usage, "seconds");
  if (seconds !== undefined) return { usage: { audio_seconds: Math.ceil(seconds) }, flags: [] };
  if (!has(usage, "input_tokens")) return withSearches(readChatTokens(withCompletion(usage), { cacheWrites }), usage);
  const isAnthropic = has(usage, "cache_creation_input_tokens") || has(usage, "cache_read_input_tokens");
  if (!isAnthropic) return readResponsesTokens(usage);
  return readAnthropicMessages({ at: usage.at.replace(/\/[^/]*$/, ""), of: { usage: usage.of } });
}

/** An embedding has no completion. */
const withCompletion = (usage: Members): Members => ({
  at: usage.at,
  of: { ...usage.of, completion_tokens: usage.of["completion_tokens"] ?? 0 },
});

/** What the split by lifetime leaves out is a 5m write: the lifetime that holds unless one is asked for. */
function cacheWrites(usage: Members): Usage {
  const details = object(usage, "prompt_tokens_details");
  const lifetimes = object(details, "cache_creation_token_details");
  const hour = count(lifetimes, "ephemeral_1h_input_tokens") ?? 0;
  const whole = count(usage, "cache_creation_input_tokens") ?? count(details, "cache_creation_tokens") ?? hour;
  return { cache_write_5m_tokens: Math.max(0, whole - hour), cache_write_1h_tokens: hour };
}

/** Searches that the provider made within the call: where Anthropic counts them, or where LiteLLM puts those of others. */
function withSearches({ usage, flags }: Split, raw: Members): Split {
  const searches =
    count(object(raw, "server_tool_use"), "web_search_requests") ??
    count(object(raw, "prompt_tokens_details"), "web_search_requests") ??
    0;
  return { usage: searches === 0 ? usage : { ...usage, web_searches: searches }, flags };
}

/** Images that are paid by the piece have no tokens: they are counted in the answer. */
function mediaOf(log: Members, operation: Operation): Usage {
  const images = operation === "image" ? looseObject(log, "response")?.of["data"] : undefined;
  return Array.isArray(images) && images.length > 0 ? { images: images.length } : {};
}

/** Calls beside the model's: the gateway made them itself, for this request. */
function callsOf(metadata: Members | undefined, operation: Operation): Usage {
  const stores = metadata?.of["vector_store_request_metadata"];
  const retrievals = Array.isArray(stores) ? stores.length : 0;
  const isTool = operation === "tool_call" || looseObject(metadata, "mcp_tool_call_metadata") !== undefined;
  return {
    ...(isTool && { tool_calls: 1 }),
    ...(operation === "browsing" && { web_searches: 1 }),
    ...((retrievals > 0 || operation === "retrieval") && { retrieval_calls: Math.max(1, retrievals) }),
  };
}
