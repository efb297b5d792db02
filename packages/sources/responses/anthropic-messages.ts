import type { Fault } from "@outlay/domain/errors";
import { count, type Members, object, objects, pointerTo, requiredCount, text } from "../json-members.ts";
import { joinSplits, type Split, type Usage, withReasoning } from "../token-classes.ts";
import { type ResponseReader, usageOf } from "./response-reading.ts";

/**
 * Anthropic's messages, also as clouds that sell the models answer: a whole message, or a message_delta of a stream that states all
 * counts. The source counts cache reads and writes OUTSIDE input_tokens, and thinking INSIDE output_tokens. It states no total
 * and no time.
 *
 * | field                                                 | canonical field          |
 * | ----------------------------------------------------- | ------------------------ |
 * | id, model                                             | id, model                |
 * | usage.input_tokens                                    | input_tokens             |
 * | usage.cache_read_input_tokens                         | cache_read_tokens        |
 * | usage.cache_creation.ephemeral_5m_input_tokens        | cache_write_5m_tokens    |
 * | usage.cache_creation.ephemeral_1h_input_tokens        | cache_write_1h_tokens    |
 * | usage.cache_creation_input_tokens                     | must be the sum of the two; without them, cache_write_5m_tokens (the lifetime that holds unless one is asked for) |
 * | usage.output_tokens                                   | output_tokens            |
 * | usage.output_tokens_details.thinking_tokens           | reasoning_tokens         |
 * | usage.server_tool_use.web_search_requests             | web_searches             |
 * | usage.service_tier                                    | service_tier             |
 * | usage.inference_geo, save not_available               | region                   |
 * | usage.iterations[] of type fallback_message           | requested_model and route.fallback_from: the model of the first of type message |
 * | usage.iterations[] of type advisor_message            | a call of its own, of the model that it names: `usage` leaves it out |
 */
export const readAnthropicMessages: ResponseReader = (body) => {
  const usage = usageOf(body, "usage");
  const { usage: tokens, flags } = readTokens(usage);
  const advice = advisorCalls(usage);
  const searches = count(object(usage, "server_tool_use"), "web_search_requests") ?? 0;
  const geo = text(usage, "inference_geo");
  return {
    operation: "chat",
    id: text(body, "id"),
    model: text(body, "model"),
    usage: searches === 0 ? tokens : { ...tokens, web_searches: searches },
    flags: [...flags, ...advice.flags],
    serviceTier: text(usage, "service_tier"),
    region: geo === "not_available" ? undefined : geo,
    further: advice.calls,
    fallbackFrom: refusedModel(usage),
  };
};

/** The model that was asked first and refused, where the provider let another one answer. `usage` is the other one's. */
function refusedModel(usage: Members): string | undefined {
  const iterations = objects(usage, "iterations");
  if (!iterations.some((each) => text(each, "type") === "fallback_message")) return undefined;
  return text(
    iterations.find((each) => text(each, "type") === "message"),
    "model",
  );
}

function readTokens(usage: Members): Split {
  const input: Usage = { input_tokens: requiredCount(usage, "input_tokens") };
  const read = count(usage, "cache_read_input_tokens") ?? 0;
  const cacheRead: Usage = read === 0 ? {} : { cache_read_tokens: read };
  const output = withReasoning(
    { usage: { output_tokens: requiredCount(usage, "output_tokens") }, flags: [] },
    count(object(usage, "output_tokens_details"), "thinking_tokens") ?? 0,
    pointerTo(usage, "output_tokens"),
  );
  return joinSplits({ usage: { ...input, ...cacheRead }, flags: [] }, cacheWrites(usage), output);
}

/** What the split by lifetime leaves out is a 5m write, never nothing: cache writes would vanish from the bill. */
function cacheWrites(usage: Members): Split {
  const lifetimes = object(usage, "cache_creation");
  const fiveMinutes = count(lifetimes, "ephemeral_5m_input_tokens") ?? 0;
  const hour = count(lifetimes, "ephemeral_1h_input_tokens") ?? 0;
  const whole = count(usage, "cache_creation_input_tokens") ?? fiveMinutes + hour;
  const missing = Math.max(0, whole - fiveMinutes - hour);
  const parts: Usage = { cache_write_5m_tokens: fiveMinutes + missing, cache_write_1h_tokens: hour };
  const used: Usage = Object.fromEntries(Object.entries(parts).filter(([, tokens]) => tokens > 0));
  if (lifetimes === undefined || whole === fiveMinutes + hour) return { usage: used, flags: [] };
  const detail = `${whole} written tokens are split into ${fiveMinutes} for 5 minutes and ${hour} for an hour.`;
  return { usage: used, flags: [{ pointer: pointerTo(usage, "cache_creation_input_tokens"), detail }] };
}

/** An advisor is another model that answered within the call, and is paid at that model's rates. */
function advisorCalls(usage: Members) {
  const calls: { name: string; model: string; usage: Usage }[] = [];
  const flags: Fault[] = [];
  for (const [index, each] of objects(usage, "iterations").entries()) {
    if (text(each, "type") !== "advisor_message") continue;
    const model = text(each, "model");
    const split = readTokens(each);
    flags.push(...split.flags);
    if (model === undefined) flags.push({ pointer: each.at, detail: "This call names no model, and is not counted." });
    else calls.push({ name: `advisor-${index}`, model, usage: split.usage });
  }
  return { calls, flags };
}
