import { createRoute } from "@hono/zod-openapi";
import { DELIVERY_STATES } from "@outlay/domain/delivery";
import { getDelivery, listDeliveries, redeliver } from "@outlay/services/deliveries";
import * as z from "zod";
import { DeliveryBody, presentDelivery } from "../present-delivery.ts";
import { idOf, jsonContent, newRouter, pageOf, PageQuery, problemResponses, scope } from "../router.ts";

const DeliveryParams = z.object({
  delivery_id: z
    .string()
    .regex(/^dlv_[0-9a-z]{26,32}$/, "an id like dlv_0123456789abcdef0123456789abcdef")
    .meta({ description: "The delivery's id.", example: "dlv_0123456789abcdef0123456789abcdef" }),
});

/** Strict: a filter that was misspelt would list everything. */
const DeliveryQuery = z.strictObject({
  ...PageQuery.shape,
  notification_channel_id: idOf("nch", "Of one channel alone.").optional(),
  state: z.enum(DELIVERY_STATES).optional(),
  alert_id: z.string().min(1).max(256).optional(),
});

const list = createRoute({
  method: "get",
  path: "/v1/deliveries",
  operationId: "listDeliveries",
  tags: ["Notifications"],
  summary: "List what was sent or is to be sent to notification channels, newest first",
  description:
    "Deliveries are listed for 90 days. With a filter a page may be short, or empty: `next_cursor` leads on until it is null.",
  security: scope("notification-channels:read"),
  request: { query: DeliveryQuery },
  responses: {
    200: jsonContent(pageOf(DeliveryBody), "A page of deliveries"),
    ...problemResponses(400, 401, 403, 422),
  },
});

const get = createRoute({
  method: "get",
  path: "/v1/deliveries/{delivery_id}",
  operationId: "getDelivery",
  tags: ["Notifications"],
  summary: "Read a delivery and its attempts",
  security: scope("notification-channels:read"),
  request: { params: DeliveryParams },
  responses: { 200: jsonContent(DeliveryBody, "The delivery"), ...problemResponses(401, 403, 404, 422) },
});

const again = createRoute({
  method: "post",
  path: "/v1/deliveries/{delivery_id}/redeliver",
  operationId: "redeliver",
  tags: ["Notifications"],
  summary: "Send a delivery once more, under the same id and from the beginning of the schedule",
  description: "One that is still pending is answered as it is.",
  security: scope("notification-channels:write"),
  request: { params: DeliveryParams },
  responses: { 202: jsonContent(DeliveryBody, "The delivery, pending"), ...problemResponses(401, 403, 404, 409, 422) },
});

export const deliveryRoutes = newRouter()
  .openapi(list, async (c) => {
    const { limit, cursor, notification_channel_id: channelId, state, alert_id: alertId } = c.req.valid("query");
    const filters = { channelId: channelId ?? null, state: state ?? null, alertId: alertId ?? null };
    const before = c.var.cursors.open(cursor, filters);
    const { deliveries, next } = await listDeliveries(c.var.ctx, { channelId, state, alertId, before, limit });
    const next_cursor = next === null ? null : c.var.cursors.seal(next, filters);
    return c.json({ items: deliveries.map(presentDelivery), next_cursor }, 200);
  })
  .openapi(get, async (c) => {
    const delivery = await getDelivery(c.var.ctx, c.req.valid("param").delivery_id);
    return c.json(presentDelivery(delivery), 200);
  })
  .openapi(again, async (c) => {
    const delivery = await redeliver(c.var.ctx, { id: c.req.valid("param").delivery_id });
    return c.json(presentDelivery(delivery), 202);
  });
