import { divideHalfEven, formatAmount, parseAmount } from "@outlay/domain/money";
import type { Status } from "@outlay/domain/usage-event";
import { count, decimalOf, type Members, objectAt, refusal } from "../json-members.ts";
import { type Split, totalFlags } from "../token-classes.ts";
import { flaggedAttribution, readRecord, type ReadRecord, type WireEvent } from "../usage-events.ts";
import { furtherEvents, gatewayTotalFlags, isErrorBody, readEmbeddedResponse } from "./embedded-response.ts";
import { attributionOf, isFitText, label } from "./labels.ts";
import { nameModel } from "./model-vendor.ts";
import { operationOfPath } from "./operation-of-path.ts";
import { amountOf, labelsOf, readPortkeyRow, responseOf, textOf } from "./portkey-row.ts";
import { utcTime } from "./utc-time.ts";

/**
 * One log of Portkey: a line of its log export (of either set of names), a row of its analytics store, or a log object with
 * request, response and metadata, with its analytics in `metrics` or without. Portkey's own counts know no cache: all of req_units
 * are counted as uncached input; where the log carries the provider's raw response, that is read instead. Never throws.
 *
 * Cost is in CENTS of cost_currency in all of these: the export's columns are the store's (its documentation says cents; a row of
 * 1,312 tokens of gpt-4.1 with 0.3194 is possible in cents alone).
 *
 * | field                                              | canonical field                                     |
 * | -------------------------------------------------- | --------------------------------------------------- |
 * | id, else metadata's trace_id and span_id, else the response's id | id                                    |
 * | created_at (RFC 3339, or of the store: UTC without an offset) | time; without one that of the first receipt |
 * | trace_id                                           | run.id                                              |
 * | retry_success_count, from 1 on                     | run.attempt, one more                               |
 * | ai_org or ai_provider, or the header x-portkey-provider | provider; without one that of the model's name, with the tag provider_basis |
 * | response.body.model, else ai_model                 | model                                               |
 * | request.body.model                                 | requested_model                                     |
 * | request_url, request.url                           | operation, where no raw response tells              |
 * | response.body (or response, or "response.body")    | usage, operation, service_tier                      |
 * | req_units, request_tokens or prompt_tokens; res_units, response_tokens or completion_tokens | input_tokens, output_tokens |
 * | total_units, total_tokens                          | must be the sum (of a raw response: with or without what a cache held) |
 * | is_success 0, response_status_code from 400 on     | status: failed; 446 (denied by a guardrail): blocked |
 * | cache_status HIT, SEMANTIC HIT                     | response_cache_hit                                  |
 * | mode FALLBACK, header x-portkey-last-used-option-index of a later target | route.type: fallback          |
 * | response_time (ms)                                 | duration_ms                                         |
 * | cost (cents), cost_currency                        | reported_cost                                       |
 * | metadata._user, _environment                       | attribution.user, environment                       |
 * | metadata: texts named as a dimension, other texts; as an object, or as parallel arrays of key and value | attribution, tags |
 * | virtual_key, config, prompt_slug                   | the tags portkey_key, portkey_config, prompt        |
 */
export const readPortkeyLog = (value: unknown, source: string): ReadRecord =>
  readRecord(() => {
    const row = readPortkeyRow(objectAt(value, ""));
    const { body: raw, at } = responseOf(row);
    const provider = textOf(row.log, "ai_org", "ai_provider", "provider") ?? row.headers.get("x-portkey-provider");
    const answer = readEmbeddedResponse(raw, provider ?? "", at);
    const id = row.id ?? answer?.id;
    if (id === undefined) throw refusal("/id", "This log has no id, and neither a span nor a response that names it.");
    const status = statusOf(row.log, raw);
    const { usage, flags } = answer ? withTotal(answer, row.log) : readOwnCounts(row.log, status);
    const asked = textOf(row.request, "model");
    const named = nameModel(provider, answer?.model ?? textOf(row.log, "ai_model", "model") ?? asked);
    const attribution = attributionOf({
      own: labelsOf(row, ["_user", "_environment"]).map(([name, each]) => [name.slice(1), each] as const),
      said: labelsOf(row),
      tags: [
        ...named.tags,
        ...label("portkey_key", textOf(row.log, "virtual_key")),
        ...label("portkey_config", textOf(row.log, "config")),
        ...label("prompt", textOf(row.log, "prompt_slug")),
      ],
    });
    const tookMs = amountOf(row.log, "response_time");
    const event: WireEvent = {
      id,
      source,
      time: utcTime(textOf(row.log, "created_at")),
      operation: answer?.operation ?? operationOfPath(textOf(row.log, "request_url"), row.url),
      provider: named.provider,
      model: named.model,
      requested_model: asked,
      usage,
      status,
      response_cache_hit: /\bhit\b/i.test(textOf(row.log, "cache_status") ?? ""),
      service_tier: answer?.serviceTier,
      region: answer?.region,
      duration_ms: tookMs === undefined ? undefined : Math.round(tookMs),
      attribution: flags.length === 0 ? attribution : flaggedAttribution(attribution),
      ...attemptOf(row.log, row.headers, row.traceId, id),
      ...costOf(row.log),
    };
    return [{ body: event, flags }, ...furtherEvents(event, answer)];
  });

const TOTALS = ["total_units", "total_tokens"] as const;
const totalOf = (log: Members) => {
  const name = TOTALS.find((each) => typeof log.of[each] === "number");
  return name === undefined ? undefined : { total: count(log, name), at: `/${name}` };
};

function withTotal({ usage, flags }: Split, log: Members): Split {
  const stated = totalOf(log);
  return { usage, flags: stated ? [...flags, ...gatewayTotalFlags(stated.total, usage, stated.at)] : flags };
}

function readOwnCounts(log: Members, status: Status): Split {
  const side = (...names: readonly string[]) =>
    names.map((name) => count(log, name)).find((each) => each !== undefined);
  const input = side("req_units", "request_tokens", "prompt_tokens");
  const output = side("res_units", "response_tokens", "completion_tokens");
  if (input === undefined && output === undefined) {
    if (status !== "succeeded") return { usage: {}, flags: [] };
    throw refusal(
      "",
      "This log has no raw response that states its usage, and no req_units or res_units: export those fields too.",
    );
  }
  const usage = { input_tokens: input ?? 0, output_tokens: output ?? 0 };
  const stated = totalOf(log);
  const sum = usage.input_tokens + usage.output_tokens;
  return { usage, flags: stated ? totalFlags(stated.total, sum, stated.at) : [] };
}

const DENIED = 446;

function statusOf(log: Members, response: unknown): Status {
  const code = amountOf(log, "response_status_code") ?? amountOf(log, "status") ?? 200;
  if (code === DENIED) return "blocked";
  const isFailed = log.of["is_success"] === 0 || log.of["is_success"] === false || code >= 400 || isErrorBody(response);
  return isFailed ? "failed" : "succeeded";
}

function attemptOf(
  log: Members,
  headers: ReadonlyMap<string, string>,
  traceId: string | undefined,
  id: string,
): WireEvent {
  const retries = amountOf(log, "retry_success_count") ?? 0;
  const isRetry = Number.isInteger(retries) && retries > 0;
  const run = traceId ?? (isRetry ? id : undefined);
  const target = /\[(\d+)\]$/.exec(headers.get("x-portkey-last-used-option-index") ?? "")?.[1];
  const isFallback = /fallback/i.test(textOf(log, "mode") ?? "") && Number(target ?? 0) > 0;
  return {
    ...(run !== undefined && { run: { id: run, ...(isRetry && { attempt: retries + 1 }) } }),
    ...(isFallback && { route: { type: "fallback" } }),
  };
}

function costOf(log: Members): WireEvent {
  const cents = amountOf(log, "cost");
  const currency = (textOf(log, "cost_currency", "currency") ?? "USD").toUpperCase();
  const picos = cents === undefined ? undefined : parseAmount(decimalOf(cents));
  if (picos === undefined || !/^[A-Z]{3}$/.test(currency) || !isFitText(currency)) return {};
  return { reported_cost: { amount: formatAmount(divideHalfEven(picos, 100n)), currency } };
}
