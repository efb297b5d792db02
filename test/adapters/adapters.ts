import { DomainError } from "@outlay/domain/errors";
import { readCloudEvent } from "@outlay/sources/cloudevents";
import { readResponseBody } from "@outlay/sources/responses/read-response-body";
import type { Flavour } from "@outlay/sources/responses/read-provider-response";
import { readResponseRecord } from "@outlay/sources/responses/read-response-record";
import type { ReadRecord } from "@outlay/sources/usage-events";
import { readCloudflareLog } from "@outlay/sources/webhooks/cloudflare";
import { readHeliconeWebhook } from "@outlay/sources/webhooks/helicone";
import { readKongLog } from "@outlay/sources/webhooks/kong";
import { readLangfuseBatch, readLangfuseTrace } from "@outlay/sources/webhooks/langfuse";
import { readLitellmLog } from "@outlay/sources/webhooks/litellm";
import { readPortkeyLog } from "@outlay/sources/webhooks/portkey";
import * as logs from "./log-seeds.ts";
import * as seeds from "./response-seeds.ts";
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
  webhook("LiteLLM", [logs.LITELLM, ...samplesOf("litellm")], readLitellmLog),
  {
    name: "webhook: Langfuse's ingestion",
    seeds: logs.LANGFUSE.slice(0, 1),
    run: (value) => readLangfuseBatch(value, "s").map(({ read }) => read),
  },
  {
    name: "webhook: Langfuse's traces",
    seeds: [...logs.LANGFUSE.slice(1), ...samplesOf("langfuse")],
    run: (value) => readLangfuseTrace(value, "s").map(({ read }) => read),
  },
  webhook("Portkey", logs.PORTKEY, readPortkeyLog),
  webhook("Helicone", logs.HELICONE, readHeliconeWebhook),
  webhook("Cloudflare", logs.CLOUDFLARE, readCloudflareLog),
  webhook("Kong", [...logs.KONG, ...samplesOf("kong")], readKongLog),
];

const encoder = new TextEncoder();

/** A body as the API reads it. It is refused whole by a DomainError; its records by their faults. */
function bodyRecords(format: "json" | "event-stream", text: string): readonly ReadRecord[] {
  try {
    return readResponseBody("p", undefined, { format, bytes: encoder.encode(text) }, { source: "s" }).records;
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
