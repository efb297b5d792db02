import { amount, count, decimalOf, has, type Members, object, objectAt, refusal, text } from "../json-members.ts";
import { type Split, totalFlags } from "../token-classes.ts";
import { flaggedAttribution, readRecord, type ReadRecord, type WireEvent } from "../usage-events.ts";
import {
  furtherEvents,
  gatewayTotalFlags,
  isErrorBody,
  looseObject,
  readEmbeddedResponse,
} from "./embedded-response.ts";
import { attributionOf, label } from "./labels.ts";
import { nameModel } from "./model-vendor.ts";

/**
 * One webhook of Helicone. The bodies are text, replaced by a sentence above 10 KB; so the raw response is read where it is
 * there, and Helicone's own counts of tokens where it is not. Those know no cache: all promptTokens are counted as uncached input.
 * The payload states no time, and the response's own is not taken, since an answer from Helicone's cache repeats an old one:
 * the first receipt is its time. Nor does it say that an answer came from that cache, which is then counted as bought. Never throws.
 *
 * | field                                     | canonical field                                            |
 * | ----------------------------------------- | ---------------------------------------------------------- |
 * | request_id                                | id                                                         |
 * | provider, in lower case                   | provider; without one that of the model's name, with the tag provider_basis |
 * | response_body.model, else model, else request_body.model | model                                       |
 * | request_body.model                        | requested_model                                            |
 * | response_body: a provider's raw response  | operation, usage, service_tier                             |
 * | response_body.error                       | status: failed                                             |
 * | metadata.promptTokens, completionTokens   | input_tokens, output_tokens, where there is no raw response |
 * | metadata.totalTokens                      | must be the sum (of a raw response: with or without what a cache held) |
 * | metadata.cost (US dollars)                | reported_cost                                              |
 * | metadata.latencyMs                        | duration_ms                                                |
 * | user_id                                   | attribution.user                                           |
 */
export const readHeliconeWebhook = (value: unknown, source: string): ReadRecord =>
  readRecord(() => {
    const hook = objectAt(value, "");
    const id = text(hook, "request_id");
    if (id === undefined) throw refusal("/request_id", "This webhook has no request_id.");
    const metadata = object(hook, "metadata");
    const request = looseObject(hook, "request_body");
    const asked = modelOf(request);
    const answer = readEmbeddedResponse(hook.of["response_body"], text(hook, "provider") ?? "", "/response_body");
    const named = nameModel(text(hook, "provider")?.toLowerCase(), answer?.model ?? text(hook, "model") ?? asked);
    const total = count(metadata, "totalTokens");
    const stated = answer && {
      ...answer,
      flags: [...answer.flags, ...gatewayTotalFlags(total, answer.usage, "/metadata/totalTokens")],
    };
    const failed = isErrorBody(hook.of["response_body"]);
    const { usage, flags } = stated ?? readOwnCounts(metadata, failed);
    const cost = amount(metadata, "cost");
    const latency = amount(metadata, "latencyMs");
    const attribution = attributionOf({ own: label("user", text(hook, "user_id")), tags: named.tags });
    const body: WireEvent = {
      id,
      source,
      operation: answer?.operation ?? operationOf(request),
      provider: named.provider,
      model: named.model,
      requested_model: asked,
      usage,
      status: failed ? "failed" : (answer?.status ?? "succeeded"),
      service_tier: answer?.serviceTier,
      region: answer?.region,
      duration_ms: latency === undefined ? undefined : Math.round(latency),
      attribution: flags.length === 0 ? attribution : flaggedAttribution(attribution),
      ...(cost !== undefined && { reported_cost: { amount: decimalOf(cost), currency: "USD" } }),
    };
    return [{ body, flags }, ...furtherEvents(body, answer)];
  });

function modelOf(request: Members | undefined): string | undefined {
  const model = request?.of["model"];
  return typeof model === "string" && model !== "" ? model : undefined;
}

/** What was asked for, as its members show it. */
const operationOf = (request: Members | undefined) =>
  request && has(request, "input") && !has(request, "messages") && /embed/i.test(modelOf(request) ?? "")
    ? "embedding"
    : "chat";

function readOwnCounts(metadata: Members | undefined, failed: boolean): Split {
  const input = count(metadata, "promptTokens");
  const output = count(metadata, "completionTokens");
  const total = count(metadata, "totalTokens");
  if (input === undefined && output === undefined) {
    if (failed) return { usage: {}, flags: [] };
    throw refusal(
      "/metadata",
      "There is no raw response that states its usage, and no promptTokens or completionTokens: switch on «include data».",
    );
  }
  const usage = { input_tokens: input ?? 0, output_tokens: output ?? 0 };
  return { usage, flags: totalFlags(total, usage.input_tokens + usage.output_tokens, "/metadata/totalTokens") };
}
