import { DomainError } from "@outlay/domain/errors";
import { OWN_KIND, signatureOf, type WebhookSource } from "@outlay/domain/webhook-source";
import { isSignedBySource } from "@outlay/services/authenticate-webhook";
import { getWebhookSource } from "@outlay/services/get-webhook-source";
import { holdDelivery } from "@outlay/services/hold-delivery";
import { decodeJsonTraces } from "@outlay/sources/otlp/decode-json";
import { jsonTraceAnswer } from "@outlay/sources/otlp/encode-answer";
import type { ReadRecord } from "@outlay/sources/usage-events";
import { readWebhookRecord } from "@outlay/sources/webhooks/read-webhook";
import type { Context } from "hono";
import type * as z from "zod";
import { unauthenticated } from "./auth.ts";
import { decodeBytes, sentBody, USAGE_BODY_LIMITS } from "./body.ts";
import type { ApiEnv } from "./router.ts";
import { signedRequestOf, type WEBHOOK_KINDS, type WebhookTargetParams } from "./signed-webhook.ts";
import { placesIn, takeSourceRecords } from "./source-intake.ts";
import { takeSpans } from "./trace-intake.ts";
import { readWebhookBody, type WebhookBody } from "./webhook-body.ts";
import { fillAttribution, isOnlyTest, nameSource } from "./webhook-records.ts";

/** What a request's events are given: the name of their source, and values by dimension where they say none. */
interface Stamp {
  readonly kind: (typeof WEBHOOK_KINDS)[number];
  readonly source: string;
  readonly attribution: Readonly<Record<string, string>>;
}

/** Usage in a product's format, by a caller's own credential. */
export const takeWebhook = (c: Context<ApiEnv>, kind: Stamp["kind"]): Promise<Response> =>
  takeRecords(c, { kind, source: kind, attribution: {} });

/**
 * Usage that was sent to a webhook source. Where its kind signs, the signature must hold, whoever else vouches for the request.
 * Throws `webhook_source_not_found`, `forbidden`, `unauthenticated`, `webhook_id_reused`.
 */
export async function takeFromWebhookSource(
  c: Context<ApiEnv>,
  { source: kind, webhook_source_id: id }: z.output<typeof WebhookTargetParams>,
): Promise<Response> {
  const { ctx } = c.var;
  const source = getWebhookSource(ctx.configuration, id);
  if (source.kind !== kind) throw new DomainError("webhook_source_not_found", `There is no webhook source ${id}.`);
  if (!source.enabled) throw new DomainError("forbidden", "This webhook source is switched off.");
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  if (ctx.actor.kind !== "webhook_source") await requireSignature(c, source, bytes);
  if (signatureOf(kind) === "standard") {
    await holdDelivery(ctx, { sourceId: id, webhookId: c.req.header("webhook-id") ?? "", bytes });
  }
  return takeRecords(c, { kind, source: source.source, attribution: source.attribution });
}

async function requireSignature(c: Context<ApiEnv>, source: WebhookSource, bytes: Uint8Array): Promise<void> {
  if (signatureOf(source.kind) === undefined) return;
  const { ctx } = c.var;
  if (!(await isSignedBySource(ctx, ctx.tenantId, source, signedRequestOf(c, bytes)))) throw unauthenticated();
}

async function takeRecords(c: Context<ApiEnv>, stamp: Stamp): Promise<Response> {
  const bytes = await decodeBytes(await sentBody(c), USAGE_BODY_LIMITS);
  if (isOnlyTest(stamp.kind, (name) => c.req.header(name), bytes)) return c.json({}, 200);
  if (stamp.kind === "openrouter") return takeTraces(c, stamp, bytes);
  const { isList, elements } = readWebhookBody(bytes, c.req.header("Content-Type"));
  if (elements.length === 0) throw new DomainError("invalid_request", "The body holds no record.");
  const records = recordsOf(stamp, elements);
  const place = placesIn(isList);
  return takeSourceRecords(c, records, { ofRecord: place, ofMember: place });
}

/** OpenRouter sends OTLP, and is answered as OTLP answers. */
async function takeTraces(c: Context<ApiEnv>, { source, attribution }: Stamp, bytes: Uint8Array): Promise<Response> {
  const stamp = (read: ReadRecord) => fillAttribution(nameSource(read, source), attribution);
  return c.json(jsonTraceAnswer(await takeSpans(c.var.ctx, decodeJsonTraces(bytes), stamp)), 200);
}

const recordsOf = (stamp: Stamp, elements: WebhookBody["elements"]) =>
  elements.map(({ value, faults }, index) => ({
    index,
    read: faults.length > 0 ? { faults } : fillAttribution(readRecord(stamp, value), stamp.attribution),
  }));

function readRecord({ kind, source }: Stamp, value: unknown): ReadRecord {
  if (kind !== OWN_KIND) return readWebhookRecord(kind, value, source);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { faults: [{ pointer: "", detail: "This is no object." }] };
  }
  const said = "source" in value ? value.source : undefined;
  return { events: [{ body: { ...value, source: said ?? source }, flags: [] }] };
}
