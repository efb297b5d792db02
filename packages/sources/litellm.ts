import { ATTRIBUTION_DIMENSIONS } from "@outlay/domain/dimensions";
import { LIMITS } from "@outlay/domain/limits";
import { textFault } from "@outlay/domain/plain-text";
import { parseTime } from "@outlay/domain/rfc3339";
import type { Operation, Status } from "@outlay/domain/usage-event";
import { amount, count, decimalOf, has, type Members, object, objectAt, refusal, text } from "./json-members.ts";
import { readAnthropicMessages } from "./responses/anthropic-messages.ts";
import { readChatTokens } from "./responses/openai-chat.ts";
import { readResponsesTokens } from "./responses/openai-responses.ts";
import type { Split, Usage } from "./token-classes.ts";
import { flaggedAttribution, readRecord, type ReadRecord, type WireEvent } from "./usage-events.ts";

/**
 * One StandardLoggingPayload of LiteLLM, as its generic_api callback sends it. LiteLLM counts cache reads and writes INSIDE
 * prompt_tokens, of Anthropic's models too; a raw usage with input_tokens counts as its provider does. Never throws.
 *
 * | field                                                    | canonical field                      |
 * | -------------------------------------------------------- | ------------------------------------ |
 * | id, trace_id                                             | id, run.id                           |
 * | startTime, endTime (s since the epoch, or RFC 3339)      | time, duration_ms                    |
 * | call_type, less a leading a                              | operation                            |
 * | custom_llm_provider, model less that prefix, model_group | provider, model, requested_model     |
 * | status; status_fields.guardrail_status                   | status: succeeded, failed; blocked where a guardrail intervened |
 * | metadata.usage_object, else response.usage, else the payload's own prompt_tokens, completion_tokens, total_tokens | usage |
 * | … .cache_creation_input_tokens, by .prompt_tokens_details.cache_creation_token_details | cache_write_5m_tokens, cache_write_1h_tokens |
 * | cache_hit                                                | response_cache_hit                   |
 * | response_cost (US dollars)                               | reported_cost                        |
 * | metadata.user_api_key_user_email, else _user_id          | attribution.user                     |
 * | metadata.user_api_key_team_alias, else _team_id          | attribution.user_group               |
 * | metadata.user_api_key_project_id                         | attribution.project                  |
 * | end_user                                                 | attribution.consumer.user            |
 * | metadata.requester_metadata, spend_logs_metadata: texts named as a dimension, other texts | attribution, tags |
 * | request_tags: "name: value", or a name alone             | tags (of a name alone: true)         |
 * | metadata.user_api_key_alias, user_api_key_org_id         | the tags litellm_key, litellm_organization |
 *
 * Values that are no fit text, and tags beyond 19, are left out: the usage is worth more than its labels.
 */
export const readLitellmLog = (value: unknown, source: string): ReadRecord =>
  readRecord(() => {
    const log = objectAt(value, "");
    const { usage, flags } = readUsage(log);
    const metadata = object(log, "metadata");
    const attribution = attributionOf(log, metadata);
    const [startedMs, endedMs] = [timeOf(log, "startTime"), timeOf(log, "endTime")];
    const cost = amount(log, "response_cost");
    const provider = text(log, "custom_llm_provider");
    const run = text(log, "trace_id");
    const body: WireEvent = {
      id: text(log, "id"),
      source,
      time: startedMs === undefined ? undefined : new Date(startedMs).toISOString(),
      operation: operationOf(log),
      provider,
      model: withoutProvider(text(log, "model"), provider),
      requested_model: text(log, "model_group"),
      status: statusOf(log),
      usage,
      response_cache_hit: log.of["cache_hit"] === true,
      duration_ms: startedMs === undefined || endedMs === undefined ? undefined : Math.max(0, endedMs - startedMs),
      attribution: flags.length === 0 ? attribution : flaggedAttribution(attribution),
      ...(run !== undefined && { run: { id: run } }),
      ...(cost !== undefined && { reported_cost: { amount: decimalOf(cost), currency: "USD" } }),
    };
    if (body.id === undefined) throw refusal("/id", "This log has no id.");
    return [{ body, flags }];
  });

/** The raw usage where it is there: it alone tells classes apart. */
function readUsage(log: Members): Split {
  const raw = object(object(log, "metadata"), "usage_object");
  const answered = log.of["response"];
  const response = typeof answered === "object" && answered !== null ? object(log, "response") : undefined;
  const usage = [raw, object(response, "usage")].find((each) => each && Object.keys(each.of).length > 0) ?? log;
  const isUnanswered = usage === log && !has(log, "prompt_tokens") && text(log, "status") === "failure";
  if (isUnanswered) return { usage: {}, flags: [] };
  if (!has(usage, "input_tokens")) return readChatTokens(withCompletion(usage), { cacheWrites });
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

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ["completion", "chat"],
  ["responses", "chat"],
  ["anthropic_messages", "chat"],
  ["generate_content", "chat"],
  ["generate_content_stream", "chat"],
  ["text_completion", "completion"],
  ["embedding", "embedding"],
  ["rerank", "rerank"],
  ["image_generation", "image"],
  ["image_edit", "image"],
  ["transcription", "audio"],
  ["speech", "audio"],
  ["search", "browsing"],
  ["call_mcp_tool", "tool_call"],
  ["vector_store_search", "retrieval"],
]);

/** Each call has an asynchronous twin whose name begins with an a. */
function operationOf(log: Members): Operation {
  const callType = text(log, "call_type") ?? "";
  const operation = OPERATIONS.get(callType) ?? OPERATIONS.get(callType.replace(/^a/, ""));
  if (operation) return operation;
  throw refusal("/call_type", "This is no call that costs: there is no operation for it.");
}

function statusOf(log: Members): Status {
  if (text(object(log, "status_fields"), "guardrail_status") === "guardrail_intervened") return "blocked";
  return text(log, "status") === "failure" ? "failed" : "succeeded";
}

function withoutProvider(model: string | undefined, provider: string | undefined): string | undefined {
  const prefix = `${provider}/`;
  return model?.startsWith(prefix) === true ? model.slice(prefix.length) : model;
}

/** Milliseconds since the epoch. */
function timeOf(log: Members, name: string): number | undefined {
  if (typeof log.of[name] === "string") return parseTime(log.of[name]);
  const seconds = amount(log, name);
  return seconds === undefined ? undefined : Math.floor(seconds * 1000);
}

function attributionOf(log: Members, metadata: Members | undefined) {
  const own = [
    ...named("user", text(metadata, "user_api_key_user_email") ?? text(metadata, "user_api_key_user_id")),
    ...named("user_group", text(metadata, "user_api_key_team_alias") ?? text(metadata, "user_api_key_team_id")),
    ...named("project", text(metadata, "user_api_key_project_id")),
  ];
  const said = [...textsOf(metadata, "requester_metadata"), ...textsOf(metadata, "spend_logs_metadata")];
  const isDimension = ([name]: readonly [string, string]) => ATTRIBUTION_DIMENSIONS.some((each) => each === name);
  const consumer = named("user", text(log, "end_user")).filter(isFit);
  const tags = [
    ...said.filter((each) => !isDimension(each)),
    ...requestTags(log),
    ...named("litellm_key", text(metadata, "user_api_key_alias")),
    ...named("litellm_organization", text(metadata, "user_api_key_org_id")),
  ];
  return {
    ...Object.fromEntries([...own, ...said.filter(isDimension)].filter(isFit)),
    ...(consumer.length > 0 && { consumer: Object.fromEntries(consumer) }),
    tags: Object.fromEntries(tags.filter(isFit).slice(0, LIMITS.tagsPerEvent - 1)),
  };
}

const named = (name: string, value: string | undefined): [string, string][] =>
  value === undefined ? [] : [[name, value]];

/** What a caller or a key says of itself is free in form. */
function textsOf(metadata: Members | undefined, name: string): [string, string][] {
  const value = metadata?.of[name];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "",
  );
}

function requestTags(log: Members): [string, string][] {
  const tags = log.of["request_tags"];
  if (!Array.isArray(tags)) return [];
  return tags
    .filter((tag) => typeof tag === "string")
    .map((tag) => {
      const [name = "", ...value] = tag.split(":");
      return [name.trim(), value.join(":").trim() || "true"];
    });
}

const isFit = ([name, value]: readonly [string, string]): boolean =>
  textFault(name, LIMITS.valueCharacters) === undefined && textFault(value, LIMITS.valueCharacters) === undefined;
