import type { ReadRecord, SourceEvent } from "@outlay/sources/usage-events";

/** Events under the name of the source that they came by, whatever they call themselves. */
export const nameSource = (read: ReadRecord, source: string): ReadRecord =>
  "faults" in read ? read : { events: read.events.map((event) => ({ ...event, body: { ...event.body, source } })) };

/** Gives events the values that a webhook source states, in dimensions where they say none. */
export function fillAttribution(read: ReadRecord, values: Readonly<Record<string, string>>): ReadRecord {
  if ("faults" in read || Object.keys(values).length === 0) return read;
  return { events: read.events.map((event) => ({ ...event, body: filled(event.body, values) })) };
}

function filled(body: SourceEvent["body"], values: Readonly<Record<string, string>>): SourceEvent["body"] {
  const said = body.attribution ?? {};
  // What is no object is for the judge of events to refuse.
  if (typeof said !== "object" || Array.isArray(said)) return body;
  const known = Object.entries(said).filter(([, value]) => value !== null && value !== undefined);
  return { ...body, attribution: { ...values, ...Object.fromEntries(known) } };
}

/** What Logpush uploads to see whether a destination answers. */
const LOGPUSH_TEST = /^\s*\{\s*"content"\s*:\s*"tests?"(?:\s*,\s*"filename"\s*:\s*"[^"]*")?\s*\}\s*$/;
/** An OTLP request without spans. */
const NO_SPANS = /^\s*(?:\{\s*(?:"resourceSpans"\s*:\s*\[\s*\]\s*)?\})?\s*$/;
const TEST_BYTES_MAX = 256;

/** Whether a product only asks if anybody answers here; it wants a success, and there is nothing to count. */
export function isOnlyTest(kind: string, header: (name: string) => string | undefined, bytes: Uint8Array): boolean {
  if (bytes.length > TEST_BYTES_MAX) return false;
  const text = Buffer.from(bytes).toString("utf8");
  if (kind === "openrouter") return header("x-test-connection")?.toLowerCase() === "true" && NO_SPANS.test(text);
  return kind === "cloudflare" && LOGPUSH_TEST.test(text);
}
