import type { Operation } from "@outlay/domain/usage-event";
import { amount, count, decimalOf, has, type Members, objectAt, refusal, text } from "../json-members.ts";
import type { Split } from "../token-classes.ts";
import { flaggedAttribution, readRecord, type ReadRecord, type WireEvent } from "../usage-events.ts";
import { furtherEvents, isErrorBody, looseObject, readEmbeddedResponse } from "./embedded-response.ts";
import { attributionOf, freeLabels, label } from "./labels.ts";
import { nameModel } from "./model-vendor.ts";
import { operationOfPath } from "./operation-of-path.ts";
import { utcTime } from "./utc-time.ts";

/**
 * One log of Cloudflare's AI Gateway: as its API and SDK give it, or a line of Logpush once it is decrypted. Its tokens know no
 * cache, so that all of tokens_in are counted as uncached input; where the log carries the whole response, that is read instead.
 * Never throws.
 *
 * | field                                        | canonical field                                      |
 * | -------------------------------------------- | ---------------------------------------------------- |
 * | id, created_at (without an offset: UTC), duration (ms)                | id, time, duration_ms                                |
 * | provider, model                              | provider, model                                      |
 * | path, request_type, model_type               | operation: embedding, image, audio, rerank, else chat |
 * | response_head, where response_head_complete  | usage, operation, service_tier                       |
 * | tokens_in, tokens_out                        | input_tokens, output_tokens; of a success without both the event is flagged |
 * | cached                                       | response_cache_hit                                   |
 * | success, status_code                         | status: failed where false, or from 400 on           |
 * | step, from 1 on                              | route.type: fallback                                 |
 * | cost (US dollars)                            | reported_cost                                        |
 * | metadata: texts named as a dimension, other texts | attribution, tags                               |
 *
 * A line of Logpush says Provider, Model, Cached, StatusCode, Gateway, Endpoint in plain, and neither id nor time nor tokens: they
 * are read in ResponseBody (the response's id and time), and the labels in Metadata, where both were decrypted before they were
 * sent. With members of `{key, iv, data}` there is nothing to read, and the line is refused.
 */
export const readCloudflareLog = (value: unknown, source: string): ReadRecord =>
  readRecord(() => {
    const log = objectAt(value, "");
    if (has(log, "ResponseBody") || has(log, "StatusCode")) return readLogpush(log, source);
    const id = text(log, "id");
    if (id === undefined) throw refusal("/id", "This log has no id.");
    const isComplete = log.of["response_head_complete"] === true;
    const provider = text(log, "provider");
    const answer = isComplete
      ? readEmbeddedResponse(log.of["response_head"], provider ?? "", "/response_head")
      : undefined;
    const failed = log.of["success"] === false || (amount(log, "status_code") ?? 0) >= 400;
    const named = nameModel(provider, answer?.model ?? text(log, "model"));
    const operation =
      answer?.operation ?? operationOfPath(log.of["path"], log.of["request_type"], log.of["model_type"]);
    const { usage, flags } = answer ?? readOwnCounts(log, operation, failed);
    const [cost, duration] = [amount(log, "cost"), amount(log, "duration")];
    const attribution = attributionOf({
      own: [],
      said: freeLabels(looseObject(log, "metadata")?.of),
      tags: named.tags,
    });
    const body: WireEvent = {
      id,
      source,
      time: utcTime(text(log, "created_at")),
      operation,
      provider: named.provider,
      model: named.model,
      usage,
      response_cache_hit: log.of["cached"] === true,
      status: failed ? "failed" : (answer?.status ?? "succeeded"),
      service_tier: answer?.serviceTier,
      region: answer?.region,
      duration_ms: duration === undefined ? undefined : Math.round(duration),
      attribution: flags.length === 0 ? attribution : flaggedAttribution(attribution),
      ...((count(log, "step") ?? 0) > 0 && { route: { type: "fallback" } }),
      ...(cost !== undefined && { reported_cost: { amount: decimalOf(cost), currency: "USD" } }),
    };
    return [{ body, flags }, ...furtherEvents(body, answer)];
  });

/** Images and audio have no tokens with most providers; a failure or an answer from the cache need not have any. */
function readOwnCounts(log: Members, operation: Operation, failed: boolean): Split {
  const [input, output] = [count(log, "tokens_in"), count(log, "tokens_out")];
  if (input !== undefined || output !== undefined) {
    return { usage: { input_tokens: input ?? 0, output_tokens: output ?? 0 }, flags: [] };
  }
  const needsNone = failed || log.of["cached"] === true || operation === "image" || operation === "audio";
  const detail = "This call succeeded and states no tokens: it is counted without any.";
  return { usage: {}, flags: needsNone ? [] : [{ pointer: "/tokens_in", detail }] };
}

function readLogpush(log: Members, source: string) {
  const response = looseObject(log, "ResponseBody");
  if (response && ["key", "iv", "data"].every((name) => has(response, name))) {
    const detail =
      "This is encrypted with your key, and id, time and tokens are in it alone: decrypt lines before they are sent.";
    throw refusal("/ResponseBody", detail);
  }
  const provider = text(log, "Provider");
  const answer = readEmbeddedResponse(log.of["ResponseBody"], provider ?? "", "/ResponseBody");
  if (answer === undefined) {
    const why = isErrorBody(log.of["ResponseBody"]) ? "is an error without an id" : "states no usage";
    throw refusal("/ResponseBody", `This response ${why}, and the line says nothing else that could be counted.`);
  }
  if (answer.id === undefined)
    throw refusal("/ResponseBody/id", "This response has no id, and the line has none either.");
  const named = nameModel(provider, answer.model ?? text(log, "Model"));
  const metadata = looseObject(log, "Metadata");
  const isSealed = metadata !== undefined && has(metadata, "iv");
  const gateway = text(log, "Gateway");
  const tags = [...named.tags, ...label("gateway", gateway)];
  const attribution = attributionOf({ own: [], said: isSealed ? [] : freeLabels(metadata?.of), tags });
  const time = answer.timeEpochMs;
  const body: WireEvent = {
    id: answer.id,
    source,
    time: time === undefined ? undefined : new Date(time).toISOString(),
    operation: answer.operation,
    provider: named.provider,
    model: named.model,
    requested_model: text(log, "Model"),
    usage: answer.usage,
    response_cache_hit: log.of["Cached"] === true,
    status: (amount(log, "StatusCode") ?? 200) >= 400 ? "failed" : (answer.status ?? "succeeded"),
    service_tier: answer.serviceTier,
    region: answer.region,
    attribution: answer.flags.length === 0 ? attribution : flaggedAttribution(attribution),
  };
  return [{ body, flags: answer.flags }, ...furtherEvents(body, answer)];
}
