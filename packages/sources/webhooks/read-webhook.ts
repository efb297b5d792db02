import type { ReadRecord } from "../usage-events.ts";
import { readCloudflareLog } from "./cloudflare.ts";
import { readHeliconeWebhook } from "./helicone.ts";
import { readKongLog } from "./kong.ts";
import { readLangfuseRecord } from "./langfuse.ts";
import { readLitellmLog } from "./litellm.ts";
import { readPortkeyLog } from "./portkey.ts";

/** The products whose webhooks and logs are taken. OpenRouter speaks OTLP, and is read where traces are. */
export const WEBHOOK_SOURCES = [
  "litellm",
  "langfuse",
  "portkey",
  "helicone",
  "cloudflare",
  "openrouter",
  "kong",
] as const;
export type WebhookSource = (typeof WEBHOOK_SOURCES)[number];

const READERS: Readonly<Record<Exclude<WebhookSource, "openrouter">, (value: unknown, source: string) => ReadRecord>> =
  {
    litellm: readLitellmLog,
    langfuse: readLangfuseRecord,
    portkey: readPortkeyLog,
    helicone: readHeliconeWebhook,
    cloudflare: readCloudflareLog,
    kong: readKongLog,
  };

/**
 * What one record of a source says: an element of an array, a line of NDJSON, or the one object of a body, as strict JSON.
 * `eventSource` becomes the events' source. Without events there is nothing to count, and nothing wrong. Never throws.
 */
export function readWebhookRecord(source: WebhookSource, value: unknown, eventSource: string): ReadRecord {
  if (source !== "openrouter") return READERS[source](value, eventSource);
  return {
    faults: [{ pointer: "", detail: "OpenRouter sends OTLP: let it send to /v1/traces, or to this webhook as OTLP." }],
  };
}
