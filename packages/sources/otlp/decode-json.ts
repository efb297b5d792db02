import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { parseStrictJson } from "@outlay/domain/strict-json";
import { refusal } from "../json-members.ts";
import { type AttributeValue, type Attributes, checkSpan, type DecodedSpan } from "./span.ts";
import { spanCounter } from "./span-counter.ts";

type Members = Readonly<Record<string, unknown>>;

/**
 * The spans of an ExportTraceServiceRequest in OTLP's JSON: ids in hexadecimal, 64-bit numbers as text or as numbers, members that are
 * not known ignored. Throws `malformed_body` for what is no such request, `too_many_events`.
 */
export function decodeJsonTraces(bytes: Uint8Array): readonly DecodedSpan[] {
  const request = parse(bytes);
  const count = spanCounter();
  return list(request, "", "resourceSpans").flatMap(([ofResource, inResource]) => {
    const resource = attributesOf(member(ofResource, "resource"));
    return list(ofResource, inResource, "scopeSpans").flatMap(([ofScope, inScope]) =>
      elements(ofScope, inScope, "spans").map((value, index) => {
        count();
        return readSpan(`${inScope}/spans/${index}`, value, resource);
      }),
    );
  });
}

/** What strict JSON refuses, OTLP answers with 400. */
function parse(bytes: Uint8Array): Members {
  try {
    const value = parseStrictJson(bytes, { depthMax: LIMITS.foreignNesting });
    if (isMembers(value)) return value;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const detail = error.faults.map((fault) => `${fault.pointer}: ${fault.detail}`)[0] ?? error.message;
    throw new DomainError("malformed_body", `This is no OTLP request: ${detail}`, {
      cause: error,
      faults: error.faults,
    });
  }
  throw new DomainError("malformed_body", "An OTLP request is an object.");
}

function readSpan(at: string, value: unknown, resource: Attributes): DecodedSpan {
  try {
    if (!isMembers(value)) throw refusal(at, "A span is an object.");
    return checkSpan(at, {
      traceId: text(value["traceId"]),
      spanId: text(value["spanId"]),
      parentSpanId: text(value["parentSpanId"]),
      name: text(value["name"]),
      startEpochNano: nano(value, at, "startTimeUnixNano"),
      endEpochNano: nano(value, at, "endTimeUnixNano"),
      statusCode: member(value, "status")["code"],
      attributes: attributesOf(value),
      resource,
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { at, faults: error.faults };
  }
}

const NANO_MAX = 2n ** 64n - 1n;

/** 0 where it is absent. */
function nano(span: Members, at: string, name: string): bigint {
  const value = span[name] ?? 0;
  const isWhole = typeof value === "number" ? Number.isInteger(value) && value >= 0 : /^\d{1,20}$/.test(text(value));
  const count = isWhole ? BigInt(typeof value === "number" ? value : text(value)) : NANO_MAX + 1n;
  if (count <= NANO_MAX) return count;
  throw refusal(`${at}/${name}`, "This is no count of nanoseconds since the epoch.");
}

function attributesOf(holder: Members): Attributes {
  const attributes = new Map<string, AttributeValue>();
  for (const pair of arrayOf(holder["attributes"])) {
    if (!isMembers(pair) || typeof pair["key"] !== "string") continue;
    const value = valueOf(pair["value"]);
    if (value !== undefined) attributes.set(pair["key"], value);
  }
  return attributes;
}

/** Undefined for what has no value that is of use: null, bytes, an empty AnyValue. */
function valueOf(value: unknown): AttributeValue | undefined {
  if (!isMembers(value)) return undefined;
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue } = value;
  if (typeof stringValue === "string") return stringValue;
  if (typeof boolValue === "boolean") return boolValue;
  const number = intValue ?? doubleValue;
  if (typeof number === "number") return number;
  if (typeof number === "string") return wholeNumber(number);
  if (isMembers(arrayValue)) return arrayOf(arrayValue["values"]).map((each) => valueOf(each) ?? "");
  if (isMembers(kvlistValue)) return attributesOf({ attributes: kvlistValue["values"] });
  return undefined;
}

/** Text that is no safe whole number stays text, and whoever wants a count refuses it. */
const wholeNumber = (digits: string): number | string =>
  /^-?\d{1,16}$/.test(digits) && Number.isSafeInteger(Number(digits)) ? Number(digits) : digits;

/** The objects of a list of the envelope, with their places. Throws for anything else: it holds nobody knows how many spans. */
const list = (holder: Members, at: string, name: string): (readonly [Members, string])[] =>
  elements(holder, at, name).map((element, index) => {
    const place = `${at}/${name}/${index}`;
    if (isMembers(element)) return [element, place];
    throw new DomainError("malformed_body", `This is no OTLP request: ${place} is no object.`);
  });

function elements(holder: Members, at: string, name: string): readonly unknown[] {
  const value = holder[name] ?? [];
  if (Array.isArray(value)) return value;
  throw new DomainError("malformed_body", `This is no OTLP request: ${at}/${name} is no array.`);
}

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const member = (holder: Members, name: string): Members => {
  const value = holder[name];
  return isMembers(value) ? value : {};
};
const arrayOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
