import { createRoute } from "@hono/zod-openapi";
import { entityTag } from "@outlay/domain/digest";
import {
  NewWebhookSource,
  WebhookSecretRotation,
  type WebhookSource,
  WebhookSourceChange,
} from "@outlay/domain/webhook-source";
import { createWebhookSource } from "@outlay/services/create-webhook-source";
import { deleteWebhookSource } from "@outlay/services/delete-webhook-source";
import { getWebhookSource } from "@outlay/services/get-webhook-source";
import { replaceWebhookSource } from "@outlay/services/replace-webhook-source";
import { rotateWebhookSource } from "@outlay/services/rotate-webhook-source";
import * as z from "zod";
import { pageById } from "../page.ts";
import {
  idOf,
  IdempotencyHeaders,
  IfMatchHeaders,
  jsonBody,
  jsonContent,
  newRouter,
  pageOf,
  PageQuery,
  problemResponses,
  scope,
} from "../router.ts";
import { WEBHOOK_KINDS } from "../signed-webhook.ts";

const WebhookSourceParams = z.object({ webhook_source_id: idOf("whs", "The webhook source's id.") });

const WebhookSourceBody = z
  .object({
    id: z.string(),
    kind: z.string(),
    name: z.string(),
    enabled: z.boolean(),
    path: z.string().meta({ description: "Where its webhooks go." }),
    source: z.string().meta({ description: "The source of its events." }),
    attribution: z.record(z.string(), z.string()).meta({ description: "Given to events that say none." }),
    secrets: z
      .array(
        z.object({
          id: z.string(),
          created_at: z.string(),
          valid_until: z.union([z.string(), z.null()]).meta({ description: "Null: as long as the source is." }),
        }),
      )
      .meta({ description: "Newest first; their text is never shown again. None where the kind does not sign." }),
    created_at: z.string(),
    created_by: z.string().meta({ description: "The key or member that made it." }),
    updated_at: z.string(),
  })
  .meta({ id: "WebhookSource" });

const WebhookSourceWithSecretBody = z
  .object({
    webhook_source: WebhookSourceBody,
    secret: z.union([z.string(), z.null()]).meta({
      description: "The secret that we made, shown this once. Null where the product made it, or none is used.",
    }),
  })
  .meta({ id: "WebhookSourceWithSecret" });

const NewWebhookSourceBody = z.strictObject({ kind: z.enum(WEBHOOK_KINDS), ...NewWebhookSource.shape }).meta({
  id: "NewWebhookSource",
  example: { kind: "outlay", name: "billing service", attribution: { department: "it" } },
});

const presentWebhookSource = (source: WebhookSource): z.input<typeof WebhookSourceBody> => ({
  id: source.id,
  kind: source.kind,
  name: source.name,
  enabled: source.enabled,
  path: `/v1/webhooks/${source.kind}/${source.id}`,
  source: source.source,
  attribution: source.attribution,
  secrets: source.secrets.map(({ id, created_at, valid_until }) => ({ id, created_at, valid_until })),
  created_at: source.created_at,
  created_by: source.created_by,
  updated_at: source.updated_at,
});

const create = createRoute({
  method: "post",
  path: "/v1/webhook-sources",
  operationId: "createWebhookSource",
  tags: ["Webhook sources"],
  summary: "Make a place where usage comes in by webhook",
  description: [
    "Kind outlay: we make a Standard Webhooks secret, shown once. Kind helicone: give the signing key that Helicone made. Other kinds do",
    "not sign; their webhooks come with an API key. Whoever makes a source holds events:write.",
  ].join(" "),
  security: scope("webhook-sources:write"),
  request: { headers: IdempotencyHeaders, body: jsonBody(NewWebhookSourceBody) },
  responses: {
    201: jsonContent(WebhookSourceWithSecretBody, "The webhook source, with its secret this once"),
    ...problemResponses(400, 401, 403, 409, 413, 415, 422),
  },
});

const list = createRoute({
  method: "get",
  path: "/v1/webhook-sources",
  operationId: "listWebhookSources",
  tags: ["Webhook sources"],
  summary: "List the webhook sources, oldest first",
  security: scope("webhook-sources:read"),
  request: { query: PageQuery },
  responses: {
    200: jsonContent(pageOf(WebhookSourceBody), "A page of webhook sources"),
    ...problemResponses(400, 401, 403, 422),
  },
});

const get = createRoute({
  method: "get",
  path: "/v1/webhook-sources/{webhook_source_id}",
  operationId: "getWebhookSource",
  tags: ["Webhook sources"],
  summary: "Read a webhook source",
  security: scope("webhook-sources:read"),
  request: { params: WebhookSourceParams },
  responses: { 200: jsonContent(WebhookSourceBody, "The webhook source"), ...problemResponses(401, 403, 404, 422) },
});

const replace = createRoute({
  method: "put",
  path: "/v1/webhook-sources/{webhook_source_id}",
  operationId: "replaceWebhookSource",
  tags: ["Webhook sources"],
  summary: "Rename a webhook source, switch it off or on, or give it other attribution; its kind and source stay",
  security: scope("webhook-sources:write"),
  request: {
    params: WebhookSourceParams,
    headers: IfMatchHeaders,
    body: jsonBody(
      WebhookSourceChange.meta({ id: "WebhookSourceChange", example: { name: "billing service", enabled: false } }),
    ),
  },
  responses: {
    200: jsonContent(WebhookSourceBody, "The webhook source, changed"),
    ...problemResponses(400, 401, 403, 404, 409, 412, 413, 415, 422),
  },
});

const rotate = createRoute({
  method: "post",
  path: "/v1/webhook-sources/{webhook_source_id}/rotate",
  operationId: "rotateWebhookSource",
  tags: ["Webhook sources"],
  summary: "Give a webhook source a new secret; the one before is accepted for a while more",
  description: "At most two secrets are accepted at once: a third rotation within the grace ends the oldest at once.",
  security: scope("webhook-sources:write"),
  request: {
    params: WebhookSourceParams,
    body: jsonBody(WebhookSecretRotation.meta({ id: "WebhookSecretRotation", example: { grace_seconds: 86_400 } })),
  },
  responses: {
    200: jsonContent(WebhookSourceWithSecretBody, "The webhook source, with its new secret this once"),
    ...problemResponses(400, 401, 403, 404, 409, 413, 415, 422),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/v1/webhook-sources/{webhook_source_id}",
  operationId: "deleteWebhookSource",
  tags: ["Webhook sources"],
  summary: "Delete a webhook source and destroy its secrets; usage that it sent stays",
  security: scope("webhook-sources:write"),
  request: { params: WebhookSourceParams, headers: IfMatchHeaders },
  responses: { 204: { description: "Deleted" }, ...problemResponses(401, 403, 404, 409, 412, 422) },
});

export const webhookSourceRoutes = newRouter()
  .openapi(create, async (c) => {
    const { source, text } = await createWebhookSource(c.var.ctx, c.req.valid("json"));
    c.header("ETag", entityTag(source));
    return c.json({ webhook_source: presentWebhookSource(source), secret: text }, 201);
  })
  .openapi(list, (c) => {
    const { webhookSources } = c.var.ctx.configuration;
    return c.json(pageById(c, webhookSources, c.req.valid("query"), presentWebhookSource), 200);
  })
  .openapi(get, (c) => {
    const source = getWebhookSource(c.var.ctx.configuration, c.req.valid("param").webhook_source_id);
    c.header("ETag", entityTag(source));
    return c.json(presentWebhookSource(source), 200);
  })
  .openapi(replace, async (c) => {
    const target = { id: c.req.valid("param").webhook_source_id, ifMatch: c.req.valid("header")["if-match"] };
    const source = await replaceWebhookSource(c.var.ctx, { ...target, input: c.req.valid("json") });
    c.header("ETag", entityTag(source));
    return c.json(presentWebhookSource(source), 200);
  })
  .openapi(rotate, async (c) => {
    const { grace_seconds: graceSeconds, secret } = c.req.valid("json");
    const input = { id: c.req.valid("param").webhook_source_id, graceSeconds, secret };
    const { source, text } = await rotateWebhookSource(c.var.ctx, input);
    return c.json({ webhook_source: presentWebhookSource(source), secret: text }, 200);
  })
  .openapi(remove, async (c) => {
    const { webhook_source_id: id } = c.req.valid("param");
    await deleteWebhookSource(c.var.ctx, { id, ifMatch: c.req.valid("header")["if-match"] });
    return c.body(null, 204);
  });
