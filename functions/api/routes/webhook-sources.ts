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
import { contractsOf } from "../resource-contracts.ts";
import { idOf, jsonBody, newRouter, PageQuery } from "../router.ts";
import { WEBHOOK_KINDS } from "../signed-webhook.ts";

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

const contracts = contractsOf({
  path: "/v1/webhook-sources",
  params: z.object({ webhook_source_id: idOf("whs", "The webhook source's id.") }),
  tag: "Webhook sources",
  scopes: { read: "webhook-sources:read", write: "webhook-sources:write" },
});
const create = contracts.create(
  {
    operationId: "createWebhookSource",
    summary: "Make a place where usage comes in by webhook",
    description: [
      "Kind outlay: we make a Standard Webhooks secret, shown once. Kind helicone: give the signing key that Helicone made. Other kinds do",
      "not sign; their webhooks come with an API key. Whoever makes a source holds events:write.",
    ].join(" "),
    answers: "The webhook source, with its secret this once",
  },
  NewWebhookSourceBody,
  WebhookSourceWithSecretBody,
);
const list = contracts.list(
  {
    operationId: "listWebhookSources",
    summary: "List the webhook sources, oldest first",
    answers: "A page of webhook sources",
  },
  PageQuery,
  WebhookSourceBody,
);
const get = contracts.get(
  { operationId: "getWebhookSource", summary: "Read a webhook source", answers: "The webhook source" },
  WebhookSourceBody,
);
const replace = contracts.change(
  "put",
  {
    operationId: "replaceWebhookSource",
    summary: "Rename a webhook source, switch it off or on, or give it other attribution; its kind and source stay",
    answers: "The webhook source, changed",
  },
  WebhookSourceChange.meta({ id: "WebhookSourceChange", example: { name: "billing service", enabled: false } }),
  WebhookSourceBody,
);
const rotate = contracts.act(
  "/rotate",
  {
    operationId: "rotateWebhookSource",
    summary: "Give a webhook source a new secret; the one before is accepted for a while more",
    description: "At most two secrets are accepted at once: a third rotation within the grace ends the oldest at once.",
    answers: "The webhook source, with its new secret this once",
  },
  jsonBody(WebhookSecretRotation.meta({ id: "WebhookSecretRotation", example: { grace_seconds: 86_400 } })),
  WebhookSourceWithSecretBody,
);
const remove = contracts.remove({
  operationId: "deleteWebhookSource",
  summary: "Delete a webhook source and destroy its secrets; usage that it sent stays",
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
