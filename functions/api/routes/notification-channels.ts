import { createRoute } from "@hono/zod-openapi";
import { entityTag } from "@outlay/domain/digest";
import {
  ChannelSecretRotation,
  NewNotificationChannel,
  NotificationChannel,
  NotificationChannelChange,
} from "@outlay/domain/notification-channel";
import {
  type ChannelWithSecret,
  createNotificationChannel,
  deleteNotificationChannel,
  getNotificationChannel,
  replaceNotificationChannel,
  rotateNotificationChannel,
} from "@outlay/services/notification-channels";
import { testChannel } from "@outlay/services/test-channel";
import * as z from "zod";
import { pageById } from "../page.ts";
import { DeliveryBody, presentDelivery } from "../present-delivery.ts";
import { contractsOf } from "../resource-contracts.ts";
import { idOf, jsonBody, jsonContent, newRouter, PageQuery, problemResponses, scope } from "../router.ts";

const ChannelParams = z.object({ notification_channel_id: idOf("nch", "The notification channel's id.") });
const text = z.union([z.string(), z.null()]);

const NotificationChannelBody = z
  .object({
    id: z.string(),
    kind: NotificationChannel.shape.kind.meta({
      description:
        "webhook: Standard Webhooks 1.0. slack: what Slack's incoming webhooks take. email: one mail to all addresses.",
    }),
    name: z.string(),
    enabled: z.boolean(),
    disabled_reason: NotificationChannel.shape.disabled_reason.meta({
      description: "Why we switched it off: its receiver answered 410, or nothing was delivered for 5 days.",
    }),
    url: text.meta({ description: "Of a webhook. Slack's URL is a secret: only its host is shown." }),
    host: text,
    addresses: z.array(z.string()),
    alert_kinds: z.array(z.string()).meta({ description: "Kinds of alerts that it is told of; empty: all." }),
    rules: z.array(z.string()).meta({ description: "Of anomalies, the rules that it is told of; empty: all." }),
    severity_min: NotificationChannel.shape.severity_min,
    scope: z.record(z.string(), z.array(z.string())).meta({
      description:
        "Values by dimension that an alert is within: a list is OR, several dimensions are AND, {} is every alert. An alert that says nothing of a dimension is not within its values.",
    }),
    events: NotificationChannel.shape.events,
    secrets: z
      .array(z.object({ id: z.string(), created_at: z.string(), valid_until: text }))
      .meta({ description: "Newest first; their text is never shown again. A webhook is signed by each that lives." }),
    created_at: z.string(),
    created_by: z.string().meta({ description: "The key or member that made it." }),
    updated_at: z.string(),
  })
  .meta({ id: "NotificationChannel" });

const ChannelWithSecretBody = z
  .object({
    notification_channel: NotificationChannelBody,
    secret: text.meta({ description: "The signing secret that we made, shown this once. Null where none was made." }),
  })
  .meta({ id: "NotificationChannelWithSecret" });

const NewBody = NewNotificationChannel.meta({
  id: "NewNotificationChannel",
  example: {
    kind: "webhook",
    name: "On call",
    url: "https://hooks.example.com/outlay",
    severity_min: "warning",
    events: ["opened", "resolved"],
  },
});
const ChangeBody = NotificationChannelChange.meta({
  id: "NotificationChannelChange",
  example: { name: "On call", enabled: true, severity_min: "critical" },
});

/** Shows only what the contract names. */
const present = (channel: NotificationChannel) => NotificationChannelBody.parse(channel);
const presentWithSecret = ({ channel, text: secret }: ChannelWithSecret) => ({
  notification_channel: present(channel),
  secret,
});

const contracts = contractsOf({
  path: "/v1/notification-channels",
  params: ChannelParams,
  tag: "Notifications",
  scopes: { read: "notification-channels:read", write: "notification-channels:write" },
});
const create = contracts.create(
  {
    operationId: "createNotificationChannel",
    summary: "Make a channel by which people are told of alerts",
    description: [
      "A URL is https at port 443 of a host of the public internet: every address that its name stands for is public, now and at each",
      "connection. Redirects are not followed. Of a webhook the signing secret is shown this once; Slack's URL is kept sealed.",
    ].join(" "),
    answers: "The notification channel, with its secret this once",
  },
  NewBody,
  ChannelWithSecretBody,
);
const list = contracts.list(
  {
    operationId: "listNotificationChannels",
    summary: "List the notification channels, oldest first",
    answers: "A page of notification channels",
  },
  PageQuery,
  NotificationChannelBody,
);
const get = contracts.get(
  {
    operationId: "getNotificationChannel",
    summary: "Read a notification channel",
    answers: "The notification channel",
  },
  NotificationChannelBody,
);
const replace = contracts.change(
  "put",
  {
    operationId: "replaceNotificationChannel",
    summary: "Give a notification channel another name, filter or place, or switch it off or on",
    description: [
      "Where `url`, `addresses` or `enabled` is left out, it stays: what was switched off, by 410 or by somebody, is on again only by",
      "`enabled: true`. Another URL makes a webhook's secret anew, shown this once, and destroys those before: no secret is ever used for",
      "another host than it was made for.",
    ].join(" "),
    answers: "The notification channel, changed",
  },
  ChangeBody,
  ChannelWithSecretBody,
);
const rotate = contracts.act(
  "/rotate",
  {
    operationId: "rotateNotificationChannel",
    summary: "Give a webhook a new secret; for a while both sign",
    description: "At most two secrets sign: a third rotation within the grace ends the oldest at once.",
    answers: "The notification channel, with its new secret this once",
  },
  jsonBody(ChannelSecretRotation.meta({ id: "ChannelSecretRotation", example: { grace_seconds: 86_400 } })),
  ChannelWithSecretBody,
);
const test = createRoute({
  ...contracts.one,
  path: `${contracts.one.path}/test`,
  method: "post",
  operationId: "testNotificationChannel",
  summary: "Send a test to a notification channel, whether it is switched on or not",
  description: "It is tried once, within seconds. GET /v1/deliveries/{delivery_id} says what happened.",
  security: scope("notification-channels:write"),
  request: { params: ChannelParams },
  responses: { 202: jsonContent(DeliveryBody, "The delivery of the test"), ...problemResponses(401, 403, 404, 422) },
});
const remove = contracts.remove({
  operationId: "deleteNotificationChannel",
  summary: "Delete a notification channel and destroy its secrets; its deliveries stay listed",
});

export const notificationChannelRoutes = newRouter()
  .openapi(create, async (c) => {
    const made = await createNotificationChannel(c.var.ctx, c.req.valid("json"));
    c.header("ETag", entityTag(made.channel));
    return c.json(presentWithSecret(made), 201);
  })
  .openapi(list, (c) => {
    const { notificationChannels } = c.var.ctx.configuration;
    return c.json(pageById(c, notificationChannels, c.req.valid("query"), present), 200);
  })
  .openapi(get, (c) => {
    const channel = getNotificationChannel(c.var.ctx.configuration, c.req.valid("param").notification_channel_id);
    c.header("ETag", entityTag(channel));
    return c.json(present(channel), 200);
  })
  .openapi(replace, async (c) => {
    const target = { id: c.req.valid("param").notification_channel_id, ifMatch: c.req.valid("header")["if-match"] };
    const changed = await replaceNotificationChannel(c.var.ctx, { ...target, input: c.req.valid("json") });
    c.header("ETag", entityTag(changed.channel));
    return c.json(presentWithSecret(changed), 200);
  })
  .openapi(rotate, async (c) => {
    const { grace_seconds: graceSeconds } = c.req.valid("json");
    const id = c.req.valid("param").notification_channel_id;
    return c.json(presentWithSecret(await rotateNotificationChannel(c.var.ctx, { id, graceSeconds })), 200);
  })
  .openapi(test, async (c) => {
    const delivery = await testChannel(c.var.ctx, { id: c.req.valid("param").notification_channel_id });
    return c.json(presentDelivery(delivery), 202);
  })
  .openapi(remove, async (c) => {
    const { notification_channel_id: id } = c.req.valid("param");
    await deleteNotificationChannel(c.var.ctx, { id, ifMatch: c.req.valid("header")["if-match"] });
    return c.body(null, 204);
  });
