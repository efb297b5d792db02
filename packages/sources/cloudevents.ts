import { LIMITS } from "@outlay/domain/limits";
import { parseStrictJson } from "@outlay/domain/strict-json";
import { has, type Members, object, objectAt, pointerTo, refusal, requiredCount, text } from "./json-members.ts";
import type { Usage } from "./token-classes.ts";
import { readRecord, type ReadRecord, type WireEvent } from "./usage-events.ts";

/**
 * One CloudEvent 1.0 in its JSON form, as an element of a batch or by itself. Its data is an event of ours (it has an `operation`),
 * whose classes exclude one another, or a count of tokens as OpenMeter's examples have it, which knows no cache. `id` and
 * `source` name the event, as CloudEvents says. Without a time, the first receipt is its time. Extensions are passed over. Never
 * throws.
 *
 * | field                                            | canonical field                    |
 * | ------------------------------------------------ | ---------------------------------- |
 * | specversion                                      | must be 1.0                        |
 * | id, source, time                                 | id, source, time                   |
 * | type                                             | none, but it must be there         |
 * | datacontenttype                                  | must be JSON, where it is there    |
 * | data_base64, of JSON                             | as data                            |
 * | data.operation and all beside it                 | the event, member by member        |
 * | data.tokens of data.type input, system           | input_tokens                       |
 * | data.tokens of data.type output                  | output_tokens, of no further request |
 * | data.provider, data.model                        | provider, model                    |
 * | subject, beside data.tokens                      | the tag `subject`                  |
 */
export const readCloudEvent = (value: unknown): ReadRecord =>
  readRecord(() => {
    const envelope = objectAt(value, "");
    if (text(envelope, "specversion") !== "1.0") throw refusal("/specversion", "This is no CloudEvent of version 1.0.");
    const named = { id: needed(envelope, "id"), source: needed(envelope, "source") };
    needed(envelope, "type");
    const data = dataOf(envelope);
    const body = has(data, "operation") ? data.of : tokenCount(envelope, data);
    return [{ body: { ...body, ...named, time: text(envelope, "time") ?? body["time"] }, flags: [] }];
  });

function dataOf(envelope: Members): Members {
  const type = text(envelope, "datacontenttype");
  if (type !== undefined && !/^[^;]*\/(?:[^;]*\+)?json\s*(?:;|$)/i.test(type)) {
    throw refusal("/datacontenttype", "Send the data as JSON.");
  }
  const encoded = text(envelope, "data_base64");
  const data = object(envelope, "data");
  if (encoded !== undefined && data !== undefined) throw refusal("/data_base64", "An event has one data.");
  if (encoded !== undefined) return objectAt(decoded(encoded), "/data_base64");
  if (data === undefined) throw refusal(envelope.at, "This event has no data, and so no usage.");
  return data;
}

function decoded(base64: string): unknown {
  try {
    return parseStrictJson(
      Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
      STRICT,
    );
  } catch {
    throw refusal("/data_base64", "This is no base64 of JSON.");
  }
}

const STRICT = { depthMax: LIMITS.foreignNesting };

function needed(envelope: Members, name: string): string {
  const value = text(envelope, name);
  if (value === undefined) throw refusal(pointerTo(envelope, name), "A CloudEvent has this attribute.");
  return value;
}

/** The two sides of a call come as two events: only the side of the input counts a request. */
function tokenCount(envelope: Members, data: Members): WireEvent {
  if (!has(data, "tokens")) throw refusal(data.at, "This data is no event of ours, and no count of tokens.");
  const subject = text(envelope, "subject");
  return {
    operation: "chat",
    provider: text(data, "provider"),
    model: text(data, "model"),
    usage: usageOf(data),
    ...(subject !== undefined && { attribution: { tags: { subject } } }),
  };
}

function usageOf(data: Members): Usage {
  const side = text(data, "type");
  const tokens = countOf(data);
  if (side === "input" || side === "system") return { input_tokens: tokens };
  if (side === "output") return { output_tokens: tokens, requests: 0 };
  throw refusal(pointerTo(data, "type"), "Say which tokens these are: input, system or output.");
}

/** OpenMeter takes numbers as text too. */
function countOf(data: Members): number {
  const { tokens } = data.of;
  if (typeof tokens !== "string" || !/^\d{1,12}$/.test(tokens)) return requiredCount(data, "tokens");
  return Number(tokens);
}
