import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { parseStrictJson } from "@outlay/domain/strict-json";
import { readCloudEvent } from "@outlay/sources/cloudevents";
import { decodeJsonTraces } from "@outlay/sources/otlp/decode-json";
import { decodeProtobufTraces } from "@outlay/sources/otlp/decode-protobuf";
import { readTraces } from "@outlay/sources/otlp/read-traces";
import type { Flavour } from "@outlay/sources/responses/read-provider-response";
import { readResponseBody } from "@outlay/sources/responses/read-response-body";
import { readResponseRecord } from "@outlay/sources/responses/read-response-record";
import type { ReadRecord } from "@outlay/sources/usage-events";
import { readCloudflareLog } from "@outlay/sources/webhooks/cloudflare";
import { readHeliconeWebhook } from "@outlay/sources/webhooks/helicone";
import { readKongLog } from "@outlay/sources/webhooks/kong";
import { readLangfuseBatch, readLangfuseTrace } from "@outlay/sources/webhooks/langfuse";
import { readLitellmLog } from "@outlay/sources/webhooks/litellm";
import { readPortkeyLog } from "@outlay/sources/webhooks/portkey";
import * as gateways from "./gateway-seeds.ts";
import * as logs from "./log-seeds.ts";
import * as answers from "./response-seeds.ts";
import { sampleResponses, samplesOf } from "./samples.ts";
import { TRACE_SAMPLES, TRACES_JSON, TRACES_PROTOBUF } from "./trace-seeds.ts";

/** One way in: what it is fed, and what it makes of it. To cover another adapter, add a line to ADAPTERS. */
export interface Adapter {
  readonly name: string;
  /** Good records of our own making, as values of JSON. */
  readonly seeds: readonly unknown[];
  /** Recorded ones, where they are at hand. */
  readonly samples?: readonly unknown[];
  /** A record as its sender's bytes have it. */
  readonly bytesOf: (value: unknown) => Uint8Array;
  /** What the bytes are read as. It may throw a DomainError, which refuses them whole, and nothing else. */
  readonly read: (bytes: Uint8Array) => readonly ReadRecord[];
  /** Of a value that no bytes can have (NaN, a member __proto__), where the adapter takes values. */
  readonly readValue?: (value: unknown) => readonly ReadRecord[];
  /** Its events are the sender's own, as they came: only what is judged fit of them is held to the rules. */
  readonly isOwnFormat?: true;
  /** The total that the source itself states of the tokens of its one call, where it does. */
  readonly statedTotal?: (value: unknown) => unknown;
}

const encoder = new TextEncoder();
const jsonBytes = (value: unknown) => encoder.encode(JSON.stringify(value));

/** An adapter of values, behind the strict parser that all of them have before them. */
const ofValues = (readValue: (value: unknown) => readonly ReadRecord[]) => ({
  bytesOf: jsonBytes,
  read: (bytes: Uint8Array) => readValue(parseStrictJson(bytes, { depthMax: LIMITS.foreignNesting })),
  readValue,
});

const given = { source: "s", id: "spare", model: "m" };

/** One flavour of raw response: the flavour is named, so that a mutated body is read as what it was. */
const response = (provider: string, flavour: Flavour, body: unknown, ...total: readonly string[]): Adapter => ({
  name: `response: ${provider} ${flavour}`,
  seeds: [body],
  ...ofValues((value) => [readResponseRecord(provider, flavour, value, given)]),
  ...(total.length > 0 && { statedTotal: (value) => memberAt(value, total) }),
});

const webhook = (
  name: string,
  seeds: readonly unknown[],
  read: (value: unknown, source: string) => ReadRecord,
  samples: readonly unknown[] = [],
): Adapter => ({ name: `webhook: ${name}`, seeds, samples, ...ofValues((value) => [read(value, "s")]) });

export const ADAPTERS: readonly Adapter[] = [
  response("openai", "chat", answers.CHAT, "usage", "total_tokens"),
  response("x-ai", "chat", answers.CHAT, "usage", "total_tokens"),
  response("openai", "responses", answers.RESPONSES, "usage", "total_tokens"),
  response("anthropic", "anthropic", answers.MESSAGE),
  response("google", "google", answers.GEMINI, "usageMetadata", "totalTokenCount"),
  response("aws", "converse", answers.CONVERSE, "usage", "totalTokens"),
  {
    name: "response: of any flavour",
    seeds: answers.OTHER_RESPONSES,
    samples: sampleResponses(),
    ...ofValues((value) => [readResponseRecord("p", undefined, value, given)]),
  },
  {
    name: "response: lines of a batch",
    seeds: answers.BATCH_LINES,
    ...ofValues((value) => [readResponseRecord("p", undefined, value, given)]),
  },
  {
    name: "response: a recorded stream",
    seeds: answers.STREAMS,
    bytesOf: (value) => encoder.encode(serverSent(value)),
    read: (bytes) => readResponseBody("p", undefined, { format: "event-stream", bytes }, { source: "s" }).records,
  },
  {
    name: "response: a list",
    seeds: [[answers.CHAT, answers.MESSAGE], ...answers.STREAMS],
    bytesOf: jsonBytes,
    read: (bytes) => readResponseBody("p", undefined, { format: "json", bytes }, { source: "s" }).records,
  },
  {
    name: "CloudEvents",
    seeds: logs.CLOUD_EVENTS,
    samples: samplesOf("openmeter"),
    ...ofValues((value) => [readCloudEvent(value)]),
    isOwnFormat: true,
  },
  {
    name: "OpenTelemetry's traces in JSON",
    seeds: TRACES_JSON,
    samples: TRACE_SAMPLES,
    bytesOf: jsonBytes,
    read: (bytes) => readTraces(decodeJsonTraces(bytes)).map(({ read }) => read),
  },
  {
    name: "OpenTelemetry's traces in protobuf",
    seeds: TRACES_PROTOBUF,
    // What an edit made of a byte may be anything, and an object's toString be none.
    bytesOf: (value) =>
      Uint8Array.from(Array.isArray(value) ? value : [], (byte: unknown) =>
        typeof byte === "number" ? byte & 0xff : 0,
      ),
    read: (bytes) => readTraces(decodeProtobufTraces(bytes)).map(({ read }) => read),
  },
  webhook("LiteLLM", [gateways.LITELLM], readLitellmLog, samplesOf("litellm")),
  {
    name: "webhook: Langfuse's ingestion",
    seeds: [gateways.LANGFUSE, ...logs.LANGFUSE_BATCHES],
    ...ofValues((value) => readLangfuseBatch(value, "s").map(({ read }) => read)),
  },
  {
    name: "webhook: Langfuse's traces",
    seeds: [gateways.LANGFUSE_TRACE, ...logs.LANGFUSE_TRACES],
    samples: samplesOf("langfuse"),
    ...ofValues((value) => readLangfuseTrace(value, "s").map(({ read }) => read)),
  },
  webhook("Portkey", [gateways.PORTKEY, ...logs.PORTKEY], readPortkeyLog),
  webhook("Helicone", [gateways.HELICONE, ...logs.HELICONE], readHeliconeWebhook),
  webhook("Cloudflare", [gateways.CLOUDFLARE, gateways.LOGPUSH, ...logs.CLOUDFLARE], readCloudflareLog),
  webhook("Kong", [gateways.KONG, ...logs.KONG], readKongLog, samplesOf("kong")),
];

/** What an adapter makes of a value, as it came or by way of its bytes. Bytes that are refused whole are one refusal. */
export function run({ bytesOf, read, readValue }: Adapter, value: unknown): readonly ReadRecord[] {
  if (readValue !== undefined) return readValue(value);
  try {
    return read(bytesOf(value));
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
