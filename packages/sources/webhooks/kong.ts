import type { Fault } from "@outlay/domain/errors";
import { parseTime } from "@outlay/domain/rfc3339";
import {
  amount,
  count,
  decimalOf,
  has,
  looseObjects,
  type Members,
  object,
  objectAt,
  pointerTo,
  refusal,
  text,
} from "../json-members.ts";
import { readChatTokens } from "../responses/openai-chat.ts";
import type { Split } from "../token-classes.ts";
import { flaggedAttribution, readRecord, type ReadRecord, type SourceEvent, type WireEvent } from "../usage-events.ts";
import { looseObject } from "./embedded-response.ts";
import { attributionOf, isFitText, label, type Labels } from "./labels.ts";

/**
 * One entry of a logging plugin of Kong (http-log and its like) that holds the AI audit log in its member `ai`. Kong counts cached
 * and audio tokens INSIDE prompt_tokens, reasoning and audio INSIDE completion_tokens, as OpenAI does. Each plugin under `ai` that
 * states usage is a call: `proxy` has the request's id, any other `<id>/<plugin>`. An entry without AI has nothing to count. Never
 * throws.
 *
 * | field                                            | canonical field                                       |
 * | ------------------------------------------------ | ----------------------------------------------------- |
 * | request.id (or correlation_id)                   | id; the ai part alone has none, and is refused        |
 * | started_at (ms since the epoch)                  | time; without it that of the first receipt            |
 * | trace_id.w3c, else request.id where it was tried again | run.id                                          |
 * | tries: its length, from 2 on                     | run.attempt                                           |
 * | response.status, from 400 on                     | status: failed                                        |
 * | a guard's input_block_reason, output_block_reason (guards stand under ai or ai.proxy) | status: blocked, outcome.blocked_by: the guard       |
 * | consumer.username, custom_id; consumer_groups[0].name | attribution.user; user_group                     |
 * | service.name, route.name, workspace_name         | attribution.application; the tags kong_route, kong_workspace |
 * | ai.<plugin>.meta.provider_name, response_model, request_model | provider, model, requested_model         |
 * | ai.<plugin>.meta.llm_latency (ms)                | duration_ms                                           |
 * | ai.<plugin>.usage.prompt_tokens, completion_tokens, total_tokens, …_details (also prompt_token, completion_token) | usage |
 * | ai.<plugin>.usage.cost (as the plugin's prices are set: taken as US dollars; 0 where none are) | reported_cost, unless 0 |
 * | ai.<plugin>.cache, else ai.cache .cache_status Hit | response_cache_hit                                  |
 * | ai.rag-inject (or ai.proxy.rag-inject) .embeddings_tokens, _provider, _model | an embedding of its own, and a retrieval call; without tokens a retrieval |
 * | ai.mcp.rpc[] of method tools/call                | a tool call each, with the tag tool                   |
 */
export const readKongLog = (value: unknown, source: string): ReadRecord =>
  readRecord(() => {
    const log = objectAt(value, "");
    const ai = object(log, "ai");
    if (!ai) return [];
    const id = text(object(log, "request"), "id") ?? text(log, "correlation_id");
    if (id === undefined) {
      throw refusal(
        "/request/id",
        "This entry has no request.id: send the whole entry of the logging plugin, not its ai part alone.",
      );
    }
    const entry: Entry = { id, log, ai, shared: sharedOf(log, ai, source), labels: labelsOf(log) };
    return [...callsOf(entry), ...retrievalOf(entry), ...toolCallsOf(entry)];
  });

interface Entry {
  readonly id: string;
  readonly log: Members;
  readonly ai: Members;
  readonly shared: WireEvent;
  readonly labels: Labels;
}

const sharedOf = (log: Members, ai: Members, source: string): WireEvent => ({
  source,
  time: timeOf(log),
  ...statusOf(log, ai),
  ...attemptOf(log),
});

function labelsOf(log: Members): Labels {
  const consumer = object(log, "consumer");
  const [group] = looseObjects(log, "consumer_groups");
  return {
    own: [
      ...label("user", text(consumer, "username") ?? text(consumer, "custom_id")),
      ...label("user_group", text(group, "name")),
      ...label("application", text(object(log, "service"), "name")),
    ],
    tags: [
      ...label("kong_route", text(object(log, "route"), "name")),
      ...label("kong_workspace", text(log, "workspace_name")),
    ],
  };
}

const TIME_MAX_MS = 8.64e15; // of Date

/** Newer versions write a text. What is neither says no time. */
function timeOf(log: Members): string | undefined {
  const started = log.of["started_at"];
  if (typeof started === "string" && parseTime(started) !== undefined) return started;
  const isTime = typeof started === "number" && started >= 0 && started <= TIME_MAX_MS;
  return isTime ? new Date(started).toISOString() : undefined;
}

const isBlocking = (guard: Members | undefined): boolean =>
  ["input_block_reason", "output_block_reason"].some((reason) => (guard?.of[reason] ?? "") !== "");

function statusOf(log: Members, ai: Members): WireEvent {
  const [guard] = [ai, looseObject(ai, "proxy")].flatMap((place) =>
    Object.keys(place?.of ?? {}).filter((name) => isBlocking(looseObject(place, name))),
  );
  if (guard !== undefined) return { status: "blocked", ...(isFitText(guard) && { outcome: { blocked_by: guard } }) };
  const status = amount(object(log, "response"), "status") ?? 200;
  return { status: status >= 400 ? "failed" : "succeeded" };
}

/** Kong's balancer lists a try for each upstream that it asked. */
function attemptOf(log: Members): WireEvent {
  const tries = looseObjects(log, "tries").length;
  const trace = text(looseObject(log, "trace_id"), "w3c");
  const run = trace ?? (tries > 1 ? text(object(log, "request"), "id") : undefined);
  return run === undefined ? {} : { run: { id: run, ...(tries > 1 && { attempt: tries }) } };
}

function callsOf(entry: Entry): readonly SourceEvent[] {
  const { id, ai, shared } = entry;
  const plugins = Object.keys(ai.of).filter((name) => looseObject(looseObject(ai, name), "usage") !== undefined);
  return plugins.map((name) => {
    const plugin = looseObject(ai, name);
    const meta = object(plugin, "meta");
    const usage = object(plugin, "usage");
    const asked = text(meta, "request_model");
    const cache = looseObject(plugin, "cache") ?? looseObject(ai, "cache");
    const cost = amount(usage, "cost") ?? 0;
    return event(entry, readUsage(usage, shared.status !== "succeeded"), {
      id: name === "proxy" ? id : `${id}/${name}`,
      operation: "chat",
      provider: text(meta, "provider_name"),
      model: text(meta, "response_model") ?? asked,
      requested_model: asked,
      response_cache_hit: cache?.of["cache_status"] === "Hit",
      duration_ms: wholeMs(meta, "llm_latency"),
      ...(cost > 0 && { reported_cost: { amount: decimalOf(cost), currency: "USD" } }),
    });
  });
}

function event({ shared, labels }: Entry, { usage, flags }: Split, call: WireEvent): SourceEvent {
  const attribution = attributionOf(labels);
  const flagged = flags.length === 0 ? attribution : flaggedAttribution(attribution);
  return { body: { ...shared, ...call, usage, attribution: flagged }, flags };
}

function wholeMs(members: Members | undefined, name: string): number | undefined {
  const ms = amount(members, name);
  return ms === undefined ? undefined : Math.round(ms);
}

/** Before 3.11 Kong wrote the two sides in the singular. An embedding has no completion. */
function readUsage(usage: Members | undefined, isUnfinished: boolean): Split {
  const none: readonly Fault[] = [];
  if (usage === undefined) return { usage: {}, flags: none };
  const prompt = usage.of["prompt_tokens"] ?? usage.of["prompt_token"];
  const completion = usage.of["completion_tokens"] ?? usage.of["completion_token"];
  if (prompt === undefined && completion === undefined) {
    const detail = "This call succeeded and states no tokens: it is counted without any.";
    return { usage: {}, flags: isUnfinished ? none : [{ pointer: pointerTo(usage, "prompt_tokens"), detail }] };
  }
  const sides = { prompt_tokens: prompt ?? 0, completion_tokens: completion ?? 0 };
  return readChatTokens({ at: usage.at, of: { ...usage.of, ...sides } }, {});
}

/** What a retrieval put into the prompt was looked up by an embedding, which is a call of its own. */
function retrievalOf(entry: Entry): readonly SourceEvent[] {
  const rag = looseObject(entry.ai, "rag-inject") ?? looseObject(looseObject(entry.ai, "proxy"), "rag-inject");
  if (!rag) return [];
  const tokens = count(rag, "embeddings_tokens");
  const usage = { retrieval_calls: 1, ...(tokens !== undefined && { input_tokens: tokens }) };
  const call: WireEvent = {
    id: `${entry.id}/rag-inject`,
    operation: tokens === undefined ? "retrieval" : "embedding",
    provider: text(rag, "embeddings_provider"),
    model: text(rag, "embeddings_model"),
  };
  return [event(entry, { usage, flags: [] }, call)];
}

function toolCallsOf(entry: Entry): readonly SourceEvent[] {
  const mcp = looseObject(entry.ai, "mcp");
  const calls = mcp === undefined ? [] : looseObjects(mcp, "rpc").filter(({ of }) => of["method"] === "tools/call");
  return calls.map((call, index) => {
    const tags = [...(entry.labels.tags ?? []), ...label("tool", text(call, "tool_name"))];
    const named = { ...entry, labels: { ...entry.labels, tags } };
    return event(
      named,
      { usage: { tool_calls: 1 }, flags: [] },
      {
        id: `${entry.id}/rpc-${index}`,
        operation: "tool_call",
        status: has(call, "error") ? "failed" : entry.shared.status,
        duration_ms: wholeMs(call, "latency"),
      },
    );
  });
}
