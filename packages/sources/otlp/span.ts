import type { Fault } from "@outlay/domain/errors";

/** A whole number beyond 2^53 is its digits as text. Bytes are not kept. */
export type AttributeValue = string | number | boolean | readonly AttributeValue[] | Attributes;

/** Names are the sender's: a Map, so that none reaches a prototype. */
export type Attributes = ReadonlyMap<string, AttributeValue>;

/** What is read of one span, of either encoding. */
export interface Span {
  /** 32 and 16 lower-case hexadecimal digits. */
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  /** Nanoseconds since the epoch; 0 where it is not stated. */
  readonly startEpochNano: bigint;
  readonly endEpochNano: bigint;
  readonly isFailed: boolean;
  readonly attributes: Attributes;
  /** Of the resource that the span is of. */
  readonly resource: Attributes;
}

/** A span that can be read, or why it cannot. `at` is its place in the request: `/resourceSpans/0/scopeSpans/0/spans/3`. */
export type DecodedSpan = { readonly at: string } & ({ readonly span: Span } | { readonly faults: readonly Fault[] });

/** What both encodings make a span of, before it is checked. */
export interface RawSpan extends Omit<Span, "parentSpanId" | "isFailed"> {
  readonly parentSpanId: string;
  readonly statusCode: unknown;
}

const TRACE_ID = /^(?!0+$)[0-9a-f]{32}$/;
const SPAN_ID = /^(?!0+$)[0-9a-f]{16}$/;

/** A status code is a number, and by name where a sender does not hold to OTLP's JSON. */
const isError = (code: unknown) => code === 2 || code === "STATUS_CODE_ERROR";

/** Checks what names a span, and when it was. */
export function checkSpan(at: string, { statusCode, ...raw }: RawSpan): DecodedSpan {
  const [traceId, spanId, parentSpanId] = [raw.traceId, raw.spanId, raw.parentSpanId].map((id) => id.toLowerCase());
  const faults: Fault[] = [];
  const isNamed = traceId !== undefined && TRACE_ID.test(traceId) && spanId !== undefined && SPAN_ID.test(spanId);
  if (!isNamed)
    faults.push({ pointer: at, detail: "A span has a traceId of 32 and a spanId of 16 hexadecimal digits." });
  if (raw.startEpochNano === 0n)
    faults.push({ pointer: `${at}/startTimeUnixNano`, detail: "A span says when it began." });
  if (!isNamed || faults.length > 0) return { at, faults };
  const isChild = parentSpanId !== undefined && SPAN_ID.test(parentSpanId) && parentSpanId !== spanId;
  return {
    at,
    span: {
      ...raw,
      traceId,
      spanId,
      parentSpanId: isChild ? parentSpanId : undefined,
      isFailed: isError(statusCode),
    },
  };
}
