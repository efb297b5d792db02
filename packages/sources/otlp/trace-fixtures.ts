import { readTraces } from "./read-traces.ts";
import type { Attributes, AttributeValue, DecodedSpan, Span } from "./span.ts";

export const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const START_EPOCH_NANO = 1_793_610_000_000_000_000n; // 2026-11-02T09:40:00Z
const SECOND = 1_000_000_000n;

/** A span's id of tests: the number, in 16 digits. */
export const spanId = (number: number): string => number.toString(16).padStart(16, "0");

export const attributesOf = (attributes: Readonly<Record<string, AttributeValue>>): Attributes =>
  new Map(Object.entries(attributes));

/** For tests: span `number` of one trace, which begins so many seconds after the first and takes half of one. */
export function span(
  number: number,
  attributes: Readonly<Record<string, AttributeValue>>,
  overrides: Partial<Span> = {},
): DecodedSpan {
  const startEpochNano = START_EPOCH_NANO + BigInt(number) * SECOND;
  return {
    at: `/resourceSpans/0/scopeSpans/0/spans/${number}`,
    span: {
      traceId: TRACE_ID,
      spanId: spanId(number),
      parentSpanId: undefined,
      name: `span ${number}`,
      startEpochNano,
      endEpochNano: startEpochNano + SECOND / 2n,
      isFailed: false,
      attributes: attributesOf(attributes),
      resource: new Map(),
      ...overrides,
    },
  };
}

/** A call of OpenAI's gpt-4o with its tokens, in GenAI names. */
export const call = (attributes: Readonly<Record<string, AttributeValue>> = {}) => ({
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "openai",
  "gen_ai.request.model": "gpt-4o",
  "gen_ai.usage.input_tokens": 10,
  "gen_ai.usage.output_tokens": 5,
  ...attributes,
});

/** The events of spans. Throws where one is refused. */
export const eventsOf = (spans: readonly DecodedSpan[]) =>
  readTraces(spans).flatMap(({ read }) => {
    if ("faults" in read) throw new Error(JSON.stringify(read.faults));
    return read.events;
  });

/** The one event of one span. */
export function eventOf(attributes: Readonly<Record<string, AttributeValue>>, overrides: Partial<Span> = {}) {
  const [event, ...others] = eventsOf([span(1, attributes, overrides)]);
  if (event === undefined || others.length > 0) throw new Error("one span is one event");
  return event;
}

/** Why one span is refused. */
export function faultsOf(attributes: Readonly<Record<string, AttributeValue>>, overrides: Partial<Span> = {}) {
  const [only] = readTraces([span(1, attributes, overrides)]);
  return only !== undefined && "faults" in only.read ? only.read.faults : [];
}
