import { LIMITS } from "@outlay/domain/limits";
import { textFault } from "@outlay/domain/plain-text";
import { parseTime } from "@outlay/domain/rfc3339";
import { MODEL_OPERATIONS, type Operation, type Status } from "@outlay/domain/usage-event";
import {
  amount,
  decimalOf,
  has,
  looseObjects,
  type Members,
  object,
  objectAt,
  refusal,
  text,
} from "../json-members.ts";
import { attemptNumber } from "../attempt-number.ts";
import { flaggedAttribution, readRecord, type ReadRecord, type WireEvent } from "../usage-events.ts";
import { furtherEvents, looseObject } from "./embedded-response.ts";
import { attributionOf, freeLabels, isFitText, label, listedLabels } from "./labels.ts";
import { readLitellmUsage } from "./litellm-usage.ts";

/**
 * One StandardLoggingPayload of LiteLLM, as its generic_api callback sends it, or one row of its spend logs. LiteLLM counts cache
 * reads and writes INSIDE prompt_tokens, of Anthropic's models too; a raw usage with input_tokens counts as its provider does.
 * Each attempt is a log of its own, priced by the model that answered it. A budget alert, and a call without tokens or cost that
 * is none of a model's, have nothing to count. Sums of spend are refused. Never throws.
 *
 * | field                                                    | canonical field                      |
 * | -------------------------------------------------------- | ------------------------------------ |
 * | id, or a spend row's request_id                          | id                                   |
 * | trace_id, or a spend row's session_id                    | run.id                               |
 * | startTime, endTime (s since the epoch, or RFC 3339)      | time, duration_ms; a text without an offset says no time |
 * | call_type, less a leading a; metadata.internal_call_origin of a shadow evaluation | operation |
 * | custom_llm_provider, model less that prefix, model_group | provider, model, requested_model     |
 * | response.service_tier                                    | service_tier                         |
 * | status (or metadata.status); status_fields.guardrail_status | status: succeeded, failed; blocked where a guardrail intervened |
 * | guardrail_information[].guardrail_name of the one that did | outcome.blocked_by                 |
 * | metadata.usage_object, else response.usage, else the payload's own prompt_tokens, completion_tokens, total_tokens | usage |
 * | … .cache_creation_input_tokens, by .prompt_tokens_details.cache_creation_token_details | cache_write_5m_tokens, cache_write_1h_tokens |
 * | … .server_tool_use (or .prompt_tokens_details) .web_search_requests | web_searches              |
 * | … .seconds, of a transcription without tokens; the length of response.data, of images | audio_seconds; images |
 * | … .iterations[] of an advisor, in a raw usage of Anthropic | a call of its own                   |
 * | metadata.mcp_tool_call_metadata                          | tool_calls: 1; the tags tool, mcp_server |
 * | metadata.vector_store_request_metadata: its length       | retrieval_calls                      |
 * | cache_hit (true, or "True" of a row)                     | response_cache_hit                   |
 * | metadata.attempted_retries, else hidden_params.additional_headers' x-litellm-attempted-retries | run.attempt, one more |
 * | metadata.attempted_fallbacks, else … x-litellm-attempted-fallbacks | route.type: fallback, from 1 on |
 * | metadata.routing_decision.router_model_name              | route.id                             |
 * | response_cost, or a spend row's spend (US dollars)       | reported_cost                        |
 * | metadata.user_api_key_user_email, else _user_id, else a row's user | attribution.user           |
 * | metadata.user_api_key_team_alias, else _team_id, else a row's team_id | attribution.user_group  |
 * | metadata.user_api_key_project_id                         | attribution.project                  |
 * | end_user                                                 | attribution.consumer.user            |
 * | metadata.requester_metadata, spend_logs_metadata: outlay_decision_id, outlay_reservation_id, outlay_attempt (else, of a reservation, its retries and fallbacks and one) | route.decision_id, route.reservation_id, route.attempt |
 * | metadata.requester_metadata, spend_logs_metadata: other texts named as a dimension, any others | attribution, tags |
 * | request_tags: "name: value", or a name alone             | tags (of a name alone: true)         |
 * | metadata.user_api_key_alias, user_api_key_org_id         | the tags litellm_key, litellm_organization |
 *
 * Values that are no fit text, and tags beyond 19, are left out: the usage is worth more than its labels. LiteLLM does not say
 * which counts are its own estimates, so none is marked as one.
 */
export const readLitellmLog = (value: unknown, source: string): ReadRecord =>
  readRecord(() => {
    const log = objectAt(value, "");
    if (isBudgetAlert(log)) return [];
    const metadata = looseObject(log, "metadata");
    const operation = operationOf(log, metadata);
    if (operation === undefined) return [];
    const read = readLitellmUsage(log, metadata, operation);
    const { usage, flags } = read;
    const attribution = labelsOf(log, metadata);
    const [startedMs, endedMs] = [timeOf(log, "startTime"), timeOf(log, "endTime")];
    const cost = amount(log, "response_cost") ?? amount(log, "spend");
    const provider = text(log, "custom_llm_provider");
    const body: WireEvent = {
      id: text(log, "id") ?? text(log, "request_id"),
      source,
      time: startedMs === undefined ? undefined : new Date(startedMs).toISOString(),
      operation,
      provider,
      model: withoutProvider(text(log, "model"), provider),
      requested_model: text(log, "model_group"),
      usage: operation === "evaluation" ? { ...usage, requests: 1 } : usage,
      response_cache_hit: log.of["cache_hit"] === true || log.of["cache_hit"] === "True",
      duration_ms: startedMs === undefined || endedMs === undefined ? undefined : Math.max(0, endedMs - startedMs),
      attribution: flags.length === 0 ? attribution : flaggedAttribution(attribution),
      ...statusOf(log, metadata),
      ...attemptOf(log, metadata, operation),
      ...tierOf(looseObject(log, "response")),
      ...(cost !== undefined && { reported_cost: { amount: decimalOf(cost), currency: "USD" } }),
    };
    if (body.id === undefined) throw refusal("/id", "This log has no id.");
    return [{ body, flags }, ...furtherEvents(body, read)];
  });

/** LiteLLM's alerts go to a webhook of the same kind; they tell of sums that are counted call by call. */
const isBudgetAlert = (log: Members): boolean =>
  typeof log.of["event"] === "string" && typeof log.of["event_group"] === "string" && !has(log, "call_type");

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ["completion", "chat"],
  ["responses", "chat"],
  ["compact_responses", "chat"],
  ["responses_websocket", "chat"],
  ["realtime", "chat"],
  ["anthropic_messages", "chat"],
  ["generate_content", "chat"],
  ["generate_content_stream", "chat"],
  ["pass_through_endpoint", "chat"],
  ["llm_passthrough_route", "chat"],
  ["text_completion", "completion"],
  ["embedding", "embedding"],
  ["rerank", "rerank"],
  ["image_generation", "image"],
  ["image_edit", "image"],
  ["image_variation", "image"],
  ["transcription", "audio"],
  ["speech", "audio"],
  ["search", "browsing"],
  ["call_mcp_tool", "tool_call"],
  ["vector_store_search", "retrieval"],
]);

const EVALUATIONS: ReadonlySet<unknown> = new Set(["shadow_eval_router", "shadow_eval_judge"]);

/** Each call has an asynchronous twin whose name begins with an a. Undefined for a call that neither costs nor counts. */
function operationOf(log: Members, metadata: Members | undefined): Operation | undefined {
  const callType = text(log, "call_type");
  if (callType === undefined && !has(log, "id") && !has(log, "request_id")) {
    throw refusal("", "This is no log of a call. Sums of spend are not taken: the calls that they are made of are.");
  }
  if (EVALUATIONS.has(metadata?.of["internal_call_origin"])) return "evaluation";
  const operation = OPERATIONS.get(callType ?? "") ?? OPERATIONS.get((callType ?? "").replace(/^_?a/, ""));
  if (operation) return operation;
  const counts = ["prompt_tokens", "completion_tokens", "total_tokens", "response_cost", "spend"];
  if (callType !== undefined && counts.every((name) => (log.of[name] ?? 0) === 0)) return undefined;
  throw refusal("/call_type", "There is no operation for this call, and it states tokens or a cost.");
}

function statusOf(log: Members, metadata: Members | undefined): WireEvent {
  if (text(object(log, "status_fields"), "guardrail_status") === "guardrail_intervened") {
    const name = blockedBy(log);
    return { status: "blocked" satisfies Status, ...(name !== undefined && { outcome: { blocked_by: name } }) };
  }
  const failed = [log.of["status"], metadata?.of["status"]].includes("failure");
  return { status: (failed ? "failed" : "succeeded") satisfies Status };
}

/** Older versions tell of one guardrail, newer ones of a list. */
function blockedBy(log: Members): string | undefined {
  const one = looseObject(log, "guardrail_information");
  const all = one ? [one] : looseObjects(log, "guardrail_information");
  const name = all.find((each) => each.of["guardrail_status"] === "guardrail_intervened")?.of["guardrail_name"];
  return typeof name === "string" && isFitText(name) ? name : undefined;
}

/** Which attempt this log is. It belongs to the run of its trace, or is one by itself. */
function attemptOf(log: Members, metadata: Members | undefined, operation: Operation): WireEvent {
  const trace = text(log, "trace_id") ?? text(log, "session_id");
  const retries = attempted(log, metadata, "retries");
  const run = trace ?? (retries > 0 ? (text(log, "id") ?? text(log, "request_id")) : undefined);
  const router = looseObject(metadata, "routing_decision")?.of["router_model_name"];
  const fallbacks = attempted(log, metadata, "fallbacks");
  const route = {
    ...decisionOf(metadata, operation, retries + fallbacks + 1),
    ...(typeof router === "string" && isFitText(router) && { id: router }),
    ...(fallbacks > 0 && { type: "fallback" }),
  };
  return {
    ...(run !== undefined && { run: { id: run, ...(retries > 0 && { attempt: retries + 1 }) } }),
    ...(Object.keys(route).length > 0 && { route }),
  };
}

/** What a caller says in the metadata of its request of the decision behind it. LiteLLM's own retries send the same again. */
function decisionOf(metadata: Members | undefined, operation: Operation, attempt: number) {
  const said = { ...saidIn(metadata, "spend_logs_metadata"), ...saidIn(metadata, "requester_metadata") };
  const { [DECISION]: decision, [RESERVATION]: reservation, [ATTEMPT]: stated } = said;
  const isReserved =
    MODEL_OPERATIONS.has(operation) &&
    typeof reservation === "string" &&
    reservation !== "" &&
    reservation.length <= LIMITS.reservationCharacters;
  const which = attemptNumber(stated) ?? (isReserved ? attemptNumber(attempt) : undefined);
  return {
    ...(typeof decision === "string" &&
      textFault(decision, LIMITS.idCharacters) === undefined && { decision_id: decision }),
    ...(isReserved && { reservation_id: reservation }),
    ...(which !== undefined && { attempt: which }),
  };
}

const [DECISION, RESERVATION, ATTEMPT] = ["outlay_decision_id", "outlay_reservation_id", "outlay_attempt"] as const;

const saidIn = (metadata: Members | undefined, name: string): Readonly<Record<string, unknown>> =>
  looseObject(metadata, name)?.of ?? {};

/** What else a caller says there. */
const saidLabels = (metadata: Members | undefined) =>
  ["requester_metadata", "spend_logs_metadata"]
    .flatMap((name) => freeLabels(metadata?.of[name]))
    .filter(([name]) => name !== DECISION && name !== RESERVATION && name !== ATTEMPT);

/** LiteLLM's own metadata says it, or the headers that it answers with. A number that is none says nothing. */
function attempted(log: Members, metadata: Members | undefined, what: "retries" | "fallbacks"): number {
  const headers = looseObject(looseObject(log, "hidden_params"), "additional_headers")?.of ?? {};
  const name = `x-litellm-attempted-${what}`;
  const stated = metadata?.of[`attempted_${what}`] ?? headers[name] ?? headers[name.replaceAll("-", "_")];
  const times = typeof stated === "string" && /^\d{1,4}$/.test(stated) ? Number(stated) : stated;
  return typeof times === "number" && Number.isInteger(times) && times < 10_000 ? times : 0;
}

function tierOf(response: Members | undefined): WireEvent {
  const tier = response?.of["service_tier"];
  return typeof tier === "string" && isFitText(tier) ? { service_tier: tier } : {};
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

function labelsOf(log: Members, metadata: Members | undefined) {
  const tool = looseObject(metadata, "mcp_tool_call_metadata");
  const email = text(metadata, "user_api_key_user_email");
  const team = text(metadata, "user_api_key_team_alias");
  return attributionOf({
    own: [
      ...label("user", email ?? text(metadata, "user_api_key_user_id") ?? text(log, "user")),
      ...label("user_group", team ?? text(metadata, "user_api_key_team_id") ?? text(log, "team_id")),
      ...label("project", text(metadata, "user_api_key_project_id")),
    ],
    said: saidLabels(metadata),
    consumer: label("user", text(log, "end_user")),
    tags: [
      ...listedLabels(log.of["request_tags"]),
      ...label("litellm_key", text(metadata, "user_api_key_alias")),
      ...label("litellm_organization", text(metadata, "user_api_key_org_id")),
      ...label("tool", text(tool, "namespaced_tool_name") ?? text(tool, "name")),
      ...label("mcp_server", text(tool, "mcp_server_name")),
    ],
  });
}
