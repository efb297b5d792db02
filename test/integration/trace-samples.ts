import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../../shared/samples/otel/", import.meta.url));

/** A recorded file as a request of OTLP in JSON. */
export interface TraceSample {
  /** Folder and name. */
  readonly name: string;
  readonly request: unknown;
}

/** Before this instant all samples are laid, within the time that a request may tell of. */
export const SAMPLES_NOW = "2026-02-03T16:00:00.000Z";
const WRAPPED_EPOCH_MS = Date.parse("2026-02-03T15:00:00.000Z");

/** Every file of recorded spans, each as a whole request; undefined where there are none. Files differ in how much of one they are. */
export function traceSamples(): readonly TraceSample[] | undefined {
  if (!existsSync(FOLDER)) return undefined;
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
  return files.toSorted().map((name, index) => {
    const value: unknown = JSON.parse(readFileSync(FOLDER + name, "utf8"));
    return { name, request: toRequest(name, value, index) };
  });
}

function toRequest(name: string, value: unknown, index: number): unknown {
  if (name.startsWith("envoy-ai-gateway/")) return envelope([{ ...named(index), ...membersOf(value) }]);
  if (name.startsWith("openinference-genai/")) return envelope([{ ...named(index), attributes: toAttributes(value) }]);
  if (!Array.isArray(value)) return value;
  return envelope(value.map(ofSdk));
}

const envelope = (spans: readonly unknown[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

/** What recordings leave out: ids and times. */
const named = (index: number) => ({
  traceId: hexOf(index + 1, 32),
  spanId: hexOf(index + 1, 16),
  startTimeUnixNano: `${WRAPPED_EPOCH_MS + index * 1000}000000`,
  endTimeUnixNano: `${WRAPPED_EPOCH_MS + index * 1000 + 250}000000`,
});

const hexOf = (value: number, digits: number) => value.toString(16).padStart(digits, "0");

/** A span as OpenTelemetry's JavaScript SDK holds it; times are pairs of seconds and nanoseconds. */
function ofSdk(value: unknown) {
  const { name, spanContext, attributes, status, startTime, endTime } = membersOf(value);
  const { traceId, spanId } = membersOf(spanContext);
  return {
    traceId,
    spanId,
    name,
    status,
    startTimeUnixNano: nanoOf(startTime),
    endTimeUnixNano: nanoOf(endTime),
    attributes: toAttributes(attributes),
  };
}

const nanoOf = (pair: unknown): string => {
  const [seconds, nanos] = Array.isArray(pair) ? pair.map(Number) : [];
  return String(BigInt(seconds ?? 0) * 1_000_000_000n + BigInt(nanos ?? 0));
};

const toAttributes = (attributes: unknown) =>
  Object.entries(membersOf(attributes)).map(([key, value]) => ({ key, value: toValue(value) }));

function toValue(value: unknown): unknown {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (Number.isInteger(value)) return { intValue: String(value) };
  if (typeof value === "number") return { doubleValue: value };
  return { arrayValue: { values: Array.isArray(value) ? value.map(toValue) : [] } };
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};
