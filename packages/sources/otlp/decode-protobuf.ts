import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { type AttributeValue, type Attributes, checkSpan, type DecodedSpan, type RawSpan } from "./span.ts";
import { spanCounter } from "./span-counter.ts";

/**
 * The spans of an ExportTraceServiceRequest in protobuf. Field numbers are those of opentelemetry-proto 1.x; others, and known ones of
 * another wire type, are passed over. Throws `malformed_body` for what is no such message, `too_many_events`.
 */
export function decodeProtobufTraces(bytes: Uint8Array): readonly DecodedSpan[] {
  try {
    return readRequest(bytes);
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    // The reader throws plain errors of several kinds: cut short, an illegal tag, a varint without end.
    throw new DomainError("malformed_body", `This is no OTLP request in protobuf: ${String(cause)}`, { cause });
  }
}

function readRequest(bytes: Uint8Array): readonly DecodedSpan[] {
  const count = spanCounter();
  return messages(bytes, 1).flatMap((ofResource, r) => {
    const resource = mapOf(messages(ofResource, 1).flatMap((message) => messages(message, 1)));
    return messages(ofResource, 2).flatMap((ofScope, s) =>
      messages(ofScope, 2).map((span, index) => {
        count();
        return checkSpan(`/resourceSpans/${r}/scopeSpans/${s}/spans/${index}`, readSpan(span, resource));
      }),
    );
  });
}

function readSpan(bytes: Uint8Array, resource: Attributes): RawSpan {
  let [traceId, spanId, parentSpanId, name] = ["", "", "", ""];
  let [startEpochNano, endEpochNano] = [0n, 0n];
  let statusCode = 0;
  const attributes: Uint8Array[] = [];
  for (const field of fieldsOf(bytes)) {
    if (field.wire === WireType.LengthDelimited) {
      if (field.no === 1) traceId = hex(field.bytes);
      else if (field.no === 2) spanId = hex(field.bytes);
      else if (field.no === 4) parentSpanId = hex(field.bytes);
      else if (field.no === 5) name = text(field.bytes);
      else if (field.no === 9) attributes.push(field.bytes);
      else if (field.no === 15) statusCode = Number(lastVarint(field.bytes, 3));
    } else if (field.wire === WireType.Bit64) {
      if (field.no === 7) startEpochNano = field.bits;
      else if (field.no === 8) endEpochNano = field.bits;
    }
  }
  const about = { traceId, spanId, parentSpanId, name, startEpochNano, endEpochNano, statusCode };
  return { ...about, attributes: mapOf(attributes), resource };
}

/** KeyValue messages, the last of a name winning. `depth` is that of the values in them. */
function mapOf(pairs: readonly Uint8Array[], depth = 1): Attributes {
  const attributes = new Map<string, AttributeValue>();
  for (const pair of pairs) {
    let key = "";
    let value: AttributeValue | undefined;
    for (const field of fieldsOf(pair)) {
      if (field.wire !== WireType.LengthDelimited) continue;
      if (field.no === 1) key = text(field.bytes);
      else if (field.no === 2) value = valueOf(field.bytes, depth);
    }
    if (value !== undefined) attributes.set(key, value);
  }
  return attributes;
}

/** An AnyValue. Undefined for one without a value, and for bytes. */
function valueOf(bytes: Uint8Array, depth: number): AttributeValue | undefined {
  if (depth > LIMITS.foreignNesting) {
    throw new DomainError("malformed_body", `A value is nested deeper than ${LIMITS.foreignNesting} levels.`);
  }
  let value: AttributeValue | undefined;
  for (const field of fieldsOf(bytes)) {
    if (field.wire === WireType.LengthDelimited) {
      if (field.no === 1) value = text(field.bytes);
      else if (field.no === 5) value = messages(field.bytes, 1).map((each) => valueOf(each, depth + 1) ?? "");
      else if (field.no === 6) value = mapOf(messages(field.bytes, 1), depth + 1);
    } else if (field.wire === WireType.Varint) {
      if (field.no === 2) value = field.bits !== 0n;
      else if (field.no === 3) value = wholeNumber(field.bits);
    } else if (field.wire === WireType.Bit64 && field.no === 4) value = double(field.bits);
  }
  return value;
}

/** One field as it stands on the wire; 64 bits of a varint are signed, of a fixed number not. */
type Field =
  | { readonly no: number; readonly wire: WireType.LengthDelimited; readonly bytes: Uint8Array }
  | { readonly no: number; readonly wire: WireType.Varint | WireType.Bit64; readonly bits: bigint };

function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [no, wire] = reader.tag();
    if (wire === WireType.LengthDelimited) yield { no, wire, bytes: reader.bytes() };
    else if (wire === WireType.Varint) yield { no, wire, bits: BigInt(reader.int64()) };
    else if (wire === WireType.Bit64) yield { no, wire, bits: BigInt(reader.fixed64()) };
    else reader.skip(wire, no);
  }
}

/** The messages of a repeated field. */
function messages(bytes: Uint8Array, no: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const field of fieldsOf(bytes)) {
    if (field.no === no && field.wire === WireType.LengthDelimited) found.push(field.bytes);
  }
  return found;
}

function lastVarint(bytes: Uint8Array, no: number): bigint {
  let value = 0n;
  for (const field of fieldsOf(bytes)) if (field.no === no && field.wire === WireType.Varint) value = field.bits;
  return value;
}

const decoder = new TextDecoder();
/** What is no UTF-8 becomes U+FFFD: a broken prompt costs no span. */
const text = (bytes: Uint8Array): string => decoder.decode(bytes);

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hex(bytes: Uint8Array): string {
  let digits = "";
  for (const byte of bytes) digits += HEX[byte] ?? "";
  return digits;
}

const wholeNumber = (value: bigint): number | string =>
  Number.isSafeInteger(Number(value)) ? Number(value) : String(value);

function double(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}
