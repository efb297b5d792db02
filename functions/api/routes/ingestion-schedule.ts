import { createRoute } from "@hono/zod-openapi";
import type { IngestionSchedule } from "@outlay/domain/bucket";
import { entityTag } from "@outlay/domain/digest";
import { ScheduleChange, toScheduleChange } from "@outlay/domain/ingestion-schedule";
import { extendIngestionSchedule } from "@outlay/services/extend-ingestion-schedule";
import * as z from "zod";
import { IfMatchHeaders, jsonBody, jsonContent, newRouter, problemResponses, scope } from "../router.ts";

const ChangeBody = z.strictObject(ScheduleChange.shape).meta({
  id: "IngestionScheduleEntry",
  example: { effective_from: "2026-11-02T10:00:00Z", span_seconds: 20, shards: 1 },
});

const ScheduleBody = z
  .object({
    entries: z.array(ScheduleChange).meta({ description: "In order. The last one that is not ahead holds now." }),
  })
  .meta({ id: "IngestionSchedule" });

const present = (schedule: IngestionSchedule): z.input<typeof ScheduleBody> => ({
  entries: schedule.map(toScheduleChange),
});

const get = createRoute({
  method: "get",
  path: "/v1/ingestion-schedule",
  operationId: "getIngestionSchedule",
  tags: ["Tenants"],
  summary: "Read how the tenant's event time is cut into buckets",
  security: scope("tenants:read"),
  responses: { 200: jsonContent(ScheduleBody, "The schedule"), ...problemResponses(401, 403, 422) },
});

const extend = createRoute({
  method: "put",
  path: "/v1/ingestion-schedule",
  operationId: "extendIngestionSchedule",
  tags: ["Tenants"],
  summary: "Cut the tenant's event time otherwise from an hour ahead",
  description:
    "Shorter buckets keep folds small where much comes in: aim at no more than 20,000 events a bucket and shard. " +
    "Entries are only added; what has happened stays in the buckets that it is in, so that a repeat is always found. " +
    "Putting the last entry again changes nothing.",
  security: scope("tenants:write"),
  request: { headers: IfMatchHeaders, body: jsonBody(ChangeBody) },
  responses: {
    200: jsonContent(ScheduleBody, "The schedule, with the entry"),
    ...problemResponses(400, 401, 403, 409, 412, 413, 415, 422),
  },
});

export const ingestionScheduleRoutes = newRouter()
  .openapi(get, (c) => {
    const { schedule } = c.var.ctx.configuration;
    c.header("ETag", entityTag(schedule));
    return c.json(present(schedule), 200);
  })
  .openapi(extend, async (c) => {
    const ifMatch = c.req.valid("header")["if-match"];
    const schedule = await extendIngestionSchedule(c.var.ctx, { change: c.req.valid("json"), ifMatch });
    c.header("ETag", entityTag(schedule));
    return c.json(present(schedule), 200);
  });
