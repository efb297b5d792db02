import { DomainError } from "@outlay/domain/errors";
import { readCloudEvent } from "@outlay/sources/cloudevents";
import { readResponseBody } from "@outlay/sources/responses/read-response-body";
import type { Flavour } from "@outlay/sources/responses/read-provider-response";
import { readResponseRecord } from "@outlay/sources/responses/read-response-record";
import type { ReadRecord } from "@outlay/sources/usage-events";
import { decodeJsonTraces } from "@outlay/sources/otlp/decode-json";
import { decodeProtobufTraces } from "@outlay/sources/otlp/decode-protobuf";
import { readTraces } from "@outlay/sources/otlp/read-traces";
import { readCloudflareLog } from "@outlay/sources/webhooks/cloudflare";
import { readHeliconeWebhook } from "@outlay/sources/webhooks/helicone";
import { readKongLog } from "@outlay/sources/webhooks/kong";
import { readLangfuseBatch, readLangfuseTrace } from "@outlay/sources/webhooks/langfuse";
import { readLitellmLog } from "@outlay/sources/webhooks/litellm";
import { readPortkeyLog } from "@outlay/sources/webhooks/portkey";
import * as gateways from "./gateway-seeds.ts";
import * as logs from "./log-seeds.ts";
import * as seeds from "./response-seeds.ts";
import { TRACES_JSON, TRACES_PROTOBUF } from "./trace-seeds.ts";
import { sampleResponses, samplesOf } from "./samples.ts";

/** One way in: what it is fed, and what it makes of it. To cover another adapter, add a line to ADAPTERS. */
export interface Adapter {
  readonly name: string;
  /** Good records, from which the fuzzer and the benchmark start. */
  readonly seeds: readonly unknown[];
  /** The value is one record as its sender's JSON has it. A refusal is a fault of the record; nothing else may be thrown. */
  readonly run: (value: unknown) => readonly ReadRecord[];
  /** Its events are the sender's own, as they came: only what is judged fit of them is held to the rules. */
  readonly isOwnFormat?: true;
  /** The total that the source itself states of the tokens of its one call, where it does. */
  readonly statedTotal?: (value: unknown) => unknown;
}

const given = { source: "s", id: "spare" };

/** One flavour of raw response: the flavour is named, so that a mutated body is read as what it was. */
const response = (provider: string, flavour: Flavour, body: unknown, ...total: readonly string[]): Adapter => ({
  name: `response: ${provider} ${flavour}`,
  seeds: [body],
  run: (value) => [readResponseRecord(provider, flavour, value, given)],
  ...(total.length > 0 && { statedTotal: (value) => memberAt(value, total) }),
});

const webhook = (
  name: string,
  records: readonly unknown[],
  read: (value: unknown, source: string) => ReadRecord,
): Adapter => ({
  name: `webhook: ${name}`,
  seeds: records,
  run: (value) => [read(value, "s")],
});

export const ADAPTERS: readonly Adapter[] = [
  response("openai", "chat", seeds.CHAT, "usage", "total_tokens"),
  response("x-ai", "chat", seeds.CHAT, "usage", "total_tokens"),
  response("openai", "responses", seeds.RESPONSES, "usage", "total_tokens"),
  response("anthropic", "anthropic", seeds.MESSAGE),
  response("google", "google", seeds.GEMINI, "usageMetadata", "totalTokenCount"),
  response("aws", "converse", seeds.CONVERSE, "usage", "totalTokens"),
  {
    name: "response: of any flavour",
    seeds: [...seeds.OTHER_RESPONSES, ...sampleResponses()],
    run: (value) => [readResponseRecord("p", undefined, value, { ...given, model: "m" })],
  },
  {
    name: "response: lines of a batch",
    seeds: seeds.BATCH_LINES,
    run: (value) => [readResponseRecord("p", undefined, value, given)],
  },
  {
    name: "response: a recorded stream",
    seeds: seeds.STREAMS,
    run: (value) => bodyRecords("event-stream", serverSent(value)),
  },
  {
    name: "response: a list",
    seeds: [[seeds.CHAT, seeds.MESSAGE], ...seeds.STREAMS],
    run: (value) => bodyRecords("json", JSON.stringify(value)),
  },
  {
    name: "CloudEvents",
    seeds: [...logs.CLOUD_EVENTS, ...samplesOf("openmeter")],
    run: (value) => [readCloudEvent(value)],
    isOwnFormat: true,
  },
  webhook("LiteLLM", [gateways.LITELLM, ...samplesOf("litellm")], readLitellmLog),
  {
    name: "webhook: Langfuse's ingestion",
    seeds: [gateways.LANGFUSE, ...logs.LANGFUSE_BATCHES],
    run: (value) => readLangfuseBatch(value, "s").map(({ read }) => read),
  },
  {
    name: "webhook: Langfuse's traces",
    seeds: [gateways.LANGFUSE_TRACE, ...logs.LANGFUSE_TRACES, ...samplesOf("langfuse")],
    run: (value) => readLangfuseTrace(value, "s").map(({ read }) => read),
  },
  webhook("Portkey", [gateways.PORTKEY, ...logs.PORTKEY], readPortkeyLog),
  webhook("Helicone", [gateways.HELICONE, ...logs.HELICONE], readHeliconeWebhook),
  webhook("Cloudflare", [gateways.CLOUDFLARE, gateways.LOGPUSH, ...logs.CLOUDFLARE], readCloudflareLog),
  {
    name: "OpenTelemetry's traces in JSON",
    seeds: TRACES_JSON,
    run: (value) => refusable(() => spanRecords(decodeJsonTraces(encoder.encode(JSON.stringify(value))))),
  },
  {
    name: "OpenTelemetry's traces in protobuf",
    seeds: TRACES_PROTOBUF,
    run: (value) => refusable(() => spanRecords(decodeProtobufTraces(bytesOf(value)))),
  },
  webhook("Kong", [gateways.KONG, ...logs.KONG, ...samplesOf("kong")], readKongLog),
];

const encoder = new TextEncoder();

const bodyRecords = (format: "json" | "event-stream", text: string) =>
  refusable(() => readResponseBody("p", undefined, { format, bytes: encoder.encode(text) }, { source: "s" }).records);

const spanRecords = (spans: Parameters<typeof readTraces>[0]) => readTraces(spans).map(({ read }) => read);

/** Bytes as a list of numbers; what is none of a mutated list becomes one. */
const bytesOf = (value: unknown) =>
  Uint8Array.from(Array.isArray(value) ? value : [], (byte: unknown) => Number(byte) & 0xff);

/** A body is refused whole by a DomainError, and its records by their faults. */
function refusable(read: () => readonly ReadRecord[]): readonly ReadRecord[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof DomainError) return [{ faults: [{ pointer: "", detail: error.message }] }];
    throw error;
  }
}

/** The parts of a stream as its sender sends them. */
export const serverSent = (value: unknown): string =>
  (Array.isArray(value) ? value : [value]).map((part: unknown) => `data: ${JSON.stringify(part)}\n\n`).join("");

/** Own members alone: a mutated record may be anything, and have any names. */
function memberAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (within, name) =>
      typeof within === "object" && within !== null ? Object.getOwnPropertyDescriptor(within, name)?.value : undefined,
    value,
  );
}
