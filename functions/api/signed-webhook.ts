import { OWN_KIND } from "@outlay/domain/webhook-source";
import type { SignedRequest } from "@outlay/domain/webhook-signature";
import type { Caller } from "@outlay/services/authenticate-api-key";
import { authenticateWebhook } from "@outlay/services/authenticate-webhook";
import { WEBHOOK_SOURCES } from "@outlay/sources/webhooks/read-webhook";
import type { Context } from "hono";
import * as z from "zod";
import { readBody } from "./guard.ts";
import { type ApiEnv, type ApiWorld, idOf, type Operation } from "./router.ts";

/** The kinds of webhook sources: each product whose format is read, and our own senders. */
export const WEBHOOK_KINDS = [...WEBHOOK_SOURCES, OWN_KIND] as const;

/** The path of a webhook source. */
export const WebhookTargetParams = z.object({
  source: z.enum(WEBHOOK_KINDS).meta({ description: "The kind of the webhook source.", example: "helicone" }),
  webhook_source_id: idOf("whs", "The webhook source's id."),
});

/** The request as it was sent: of a repeated header all values, so that none of them is believed. */
export const signedRequestOf = (c: Context<ApiEnv>, bytes: Uint8Array): SignedRequest => ({
  header: (name) => c.req.header(name),
  bytes,
});

/**
 * The webhook source that signed a request which shows no other credential, on an operation that takes signatures. Undefined where
 * it is not accepted. Throws `body_too_large`, since a signature covers the whole body.
 */
export async function signedCaller(
  c: Context<ApiEnv>,
  world: ApiWorld,
  operation: Operation,
): Promise<Caller | undefined> {
  if (!operation.credentials.has("signature") || c.req.header("Authorization") !== undefined) return undefined;
  const [source, webhook_source_id] = c.req.path.split("/").slice(-2);
  const target = WebhookTargetParams.safeParse({ source, webhook_source_id });
  if (!target.success) return undefined;
  const request = signedRequestOf(c, await readBody(c, operation));
  const { source: kind, webhook_source_id: sourceId } = target.data;
  const caller = await authenticateWebhook(world, { kind, sourceId }, request);
  if (!caller) world.log("webhook_refused", { requestId: c.var.requestId }, { webhooksRefused: 1 });
  return caller;
}
