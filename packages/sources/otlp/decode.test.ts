import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { expect, test } from "vitest";
import { decodeJsonTraces } from "./decode-json.ts";
import { decodeProtobufTraces } from "./decode-protobuf.ts";
import type { DecodedSpan } from "./span.ts";

const TRACE = "5B8EFFF798038103D269B633813FC60C";
const good = { traceId: TRACE, spanId: "EEE19B7EC3C1B174", name: "chat", startTimeUnixNano: "1544712660000000001" };
const request = (...spans: readonly unknown[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const decodeJson = (value: unknown) => decodeJsonTraces(Buffer.from(JSON.stringify(value)));

/** The one span of a request. */
function only(decoded: readonly DecodedSpan[]) {
  const [first] = decoded;
  if (decoded.length !== 1 || first === undefined || !("span" in first)) throw new Error(JSON.stringify(decoded));
  return first.span;
}

const codeOf = (decode: () => unknown): string | undefined => {
  try {
    decode();
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
  return undefined;
};

test("ids are hexadecimal of any case; times are text or numbers; what is not known is passed over", () => {
  const value = {
    ...good,
    parentSpanId: "EEE19B7EC3C1B173",
    endTimeUnixNano: 5,
    status: { code: 2 },
    kind: 3,
    links: [],
    x: {},
  };
  expect(only(decodeJson({ ...request(value), other: 1 }))).toEqual({
    traceId: TRACE.toLowerCase(),
    spanId: "eee19b7ec3c1b174",
    parentSpanId: "eee19b7ec3c1b173",
    name: "chat",
    startEpochNano: 1_544_712_660_000_000_001n,
    endEpochNano: 5n,
    isFailed: true,
    attributes: new Map(),
    resource: new Map(),
  });
});

test.each([
  { value: { stringValue: "x" }, read: "x" },
  { value: { stringValue: "" }, read: "" },
  { value: { boolValue: false }, read: false },
  { value: { intValue: "97" }, read: 97 },
  { value: { intValue: 97 }, read: 97 },
  { value: { intValue: "-3" }, read: -3 },
  { value: { intValue: "9223372036854775807" }, read: "9223372036854775807" },
  { value: { intValue: "abc" }, read: "abc" },
  { value: { doubleValue: 0.5 }, read: 0.5 },
  { value: { doubleValue: "NaN" }, read: "NaN" },
  { value: { arrayValue: { values: [{ intValue: 1 }, {}, { stringValue: "x" }] } }, read: [1, "", "x"] },
  { value: { arrayValue: {} }, read: [] },
  {
    value: { kvlistValue: { values: [{ key: "__proto__", value: { intValue: 1 } }] } },
    read: new Map([["__proto__", 1]]),
  },
  { value: { bytesValue: "AAAA" }, read: undefined },
  { value: {}, read: undefined },
  { value: null, read: undefined },
  { value: 5, read: undefined },
])("the attribute $value", ({ value, read }) => {
  const attributes = [{ key: "a", value }, { key: 5, value: { intValue: 1 } }, null, "x"];
  const span = only(decodeJson(request({ ...good, attributes })));
  expect(span.attributes.get("a")).toEqual(read);
  expect([...span.attributes.keys()]).toEqual(read === undefined ? [] : ["a"]);
});

test.each([
  { name: "no object", value: 5, pointer: "" },
  { name: "an id in base64", value: { ...good, traceId: "W47/95gDgQPSabYzgT/GDA==" }, pointer: "" },
  { name: "an id of nothing but zeros", value: { ...good, spanId: "0".repeat(16) }, pointer: "" },
  { name: "no id", value: { ...good, spanId: undefined }, pointer: "" },
  { name: "no start", value: { ...good, startTimeUnixNano: undefined }, pointer: "/startTimeUnixNano" },
  { name: "a start of zero", value: { ...good, startTimeUnixNano: "0" }, pointer: "/startTimeUnixNano" },
  { name: "a start before 1970", value: { ...good, startTimeUnixNano: -5 }, pointer: "/startTimeUnixNano" },
  { name: "a start in words", value: { ...good, startTimeUnixNano: "now" }, pointer: "/startTimeUnixNano" },
  {
    name: "a start of 65 bits",
    value: { ...good, startTimeUnixNano: "18446744073709551616" },
    pointer: "/startTimeUnixNano",
  },
  { name: "an end of a fraction", value: { ...good, endTimeUnixNano: 0.5 }, pointer: "/endTimeUnixNano" },
])("refused by itself: $name", ({ value, pointer }) => {
  const at = "/resourceSpans/0/scopeSpans/0/spans/1";
  const [before, read] = decodeJson(request(good, value));
  expect(before).toHaveProperty("span");
  expect(read !== undefined && "faults" in read && read.faults.map((fault) => fault.pointer)).toEqual([at + pointer]);
});

test("a parent that is no id, or the span itself, is none", () => {
  for (const parentSpanId of ["", "x", null, good.spanId, "0".repeat(16)]) {
    expect(only(decodeJson(request({ ...good, parentSpanId }))).parentSpanId).toBeUndefined();
  }
});

test.each([
  { name: "nothing", body: "" },
  { name: "no JSON", body: "{" },
  { name: "an array", body: "[]" },
  { name: "a member twice", body: '{"resourceSpans":[],"resourceSpans":[]}' },
  { name: "a number beyond a double", body: '{"resourceSpans":[1e400]}' },
  { name: "resourceSpans of another type", body: '{"resourceSpans":{}}' },
  { name: "a resource's spans of another type", body: '{"resourceSpans":[5]}' },
  { name: "scopeSpans of another type", body: '{"resourceSpans":[{"scopeSpans":5}]}' },
  { name: "spans of another type", body: '{"resourceSpans":[{"scopeSpans":[{"spans":"x"}]}]}' },
  { name: "deep nesting", body: `{"resourceSpans":${"[".repeat(100)}${"]".repeat(100)}}` },
])("JSON that is no request: $name", ({ body }) => {
  expect(codeOf(() => decodeJsonTraces(Buffer.from(body)))).toBe("malformed_body");
});

test("a request may hold nothing", () => {
  for (const empty of [{}, { resourceSpans: [] }, { resourceSpans: null }, { resourceSpans: [{ scopeSpans: [{}] }] }]) {
    expect(decodeJson(empty)).toEqual([]);
  }
  expect(decodeProtobufTraces(new Uint8Array())).toEqual([]);
});

/** A field of bytes. */
const field = (no: number, bytes: Uint8Array) =>
  new BinaryWriter().tag(no, WireType.LengthDelimited).bytes(bytes).finish();
const inEnvelope = (...spans: readonly Uint8Array[]) => {
  const ofScope = Buffer.concat(spans.map((span) => field(2, span)));
  return field(1, field(2, ofScope));
};
const protobufSpan = (...more: readonly Uint8Array[]) =>
  Buffer.concat([
    field(1, Buffer.from(TRACE, "hex")),
    field(2, Buffer.from(good.spanId, "hex")),
    new BinaryWriter().tag(7, WireType.Bit64).fixed64(5n).finish(),
    ...more,
  ]);

test("protobuf: fields that are not known, or of another wire type, are passed over", () => {
  const odd = new BinaryWriter()
    .tag(9, WireType.Varint)
    .int64(5n)
    .tag(1, WireType.Bit64)
    .fixed64(5n)
    .tag(7, WireType.Varint)
    .int64(9n)
    .tag(99, WireType.Bit32)
    .fixed32(5)
    .tag(98, WireType.StartGroup)
    .tag(1, WireType.Varint)
    .int64(1n)
    .tag(98, WireType.EndGroup)
    .finish();
  const span = only(decodeProtobufTraces(inEnvelope(protobufSpan(odd))));
  expect([span.spanId, span.startEpochNano, span.attributes.size]).toEqual([good.spanId.toLowerCase(), 5n, 0]);
});

test("protobuf: values nested too deep, cut short or garbled are no request", () => {
  const nested = (levels: number) => {
    let value = field(1, Buffer.from("x"));
    for (let level = 0; level < levels; level += 1) value = field(5, field(1, value));
    return inEnvelope(protobufSpan(field(9, Buffer.concat([field(1, Buffer.from("k")), field(2, value)]))));
  };
  expect(codeOf(() => decodeProtobufTraces(nested(LIMITS.foreignNesting - 1)))).toBeUndefined();
  expect(codeOf(() => decodeProtobufTraces(nested(LIMITS.foreignNesting)))).toBe("malformed_body");
  const whole = inEnvelope(protobufSpan());
  for (let end = 1; end < whole.length; end += 1) {
    expect(codeOf(() => decodeProtobufTraces(whole.subarray(0, end)))).toBe("malformed_body");
  }
  for (const garbage of ["hello world", '{"resourceSpans":[]}', "\u0000", "\u000f", "\u00ff\u00ff"]) {
    expect(codeOf(() => decodeProtobufTraces(Buffer.from(garbage, "latin1")))).toBe("malformed_body");
  }
});

test("protobuf: text that is no UTF-8 costs no span", () => {
  const value = field(1, Uint8Array.of(0x61, 0xff));
  const pair = field(9, Buffer.concat([field(1, Buffer.from("k")), field(2, value)]));
  expect(only(decodeProtobufTraces(inEnvelope(protobufSpan(pair)))).attributes.get("k")).toBe("a\ufffd");
});

test("one span too many is too many, in both encodings", () => {
  const spans = Array.from({ length: LIMITS.spansPerRequest }, () => ({}));
  expect(codeOf(() => decodeJson(request(...spans)))).toBeUndefined();
  expect(codeOf(() => decodeJson(request(...spans, {})))).toBe("too_many_events");
  const binary = spans.map(() => new Uint8Array());
  expect(codeOf(() => decodeProtobufTraces(inEnvelope(...binary)))).toBeUndefined();
  expect(codeOf(() => decodeProtobufTraces(inEnvelope(...binary, new Uint8Array())))).toBe("too_many_events");
});
