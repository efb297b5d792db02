import { createRoute } from "@hono/zod-openapi";
import { LIMITS } from "@outlay/domain/limits";
import { type EventPosition, listEvents } from "@outlay/services/list-events";
import * as z from "zod";
import { exceptParameter, exceptsOf, filtersOf, withFilters } from "../filter-parameters.ts";
import { type InstantRange, instantRange, instantRangeParameters } from "../instant-range.ts";
import { presentEvent, RecordedEventBody } from "../present-event.ts";
import { jsonContent, newRouter, pageQuery, problemResponses, scope } from "../router.ts";
import { NextCursor, openPlace, sealPlace } from "../walked-list.ts";

const Name = z.string().min(1).max(LIMITS.idCharacters);

const namedParameters = {
  ...pageQuery(LIMITS.eventPageItems).shape,
  ...instantRangeParameters(LIMITS.eventDaysMax),
  id: Name.optional().meta({ description: "The event's id, as its source gave it." }),
  run_id: Name.optional().meta({ description: "Events of this run." }),
  ...exceptParameter,
  decision_id: Name.optional().meta({ description: "Events that this decision led to." }),
};

const EventsBody = z
  .object({
    items: z.array(RecordedEventBody),
    from: z.string(),
    to: z.string(),
    currency: z.string(),
    next_cursor: NextCursor,
  })
  .meta({ id: "RecordedEvents" });

const list = createRoute({
  method: "get",
  path: "/v1/events",
  operationId: "listEvents",
  tags: ["Usage"],
  summary: "List the events behind a number, and why each dimension and each amount is what it is",
  description: [
    "Each event once, as it counts: the filters are those of `GET /v1/spend`, and the amounts add up to what that says.",
    "In order of buckets, and of time within one. Without `from` and `to`, those of the last hour.",
  ].join(" "),
  security: scope("spend:read"),
  request: { query: withFilters(namedParameters) },
  responses: { 200: jsonContent(EventsBody, "A page of events"), ...problemResponses(400, 401, 403, 422) },
});

export const recordedEventRoutes = newRouter().openapi(list, async (c) => {
  const { ctx, cursors } = c.var;
  const { limit, cursor, from, to, id, run_id: runId, decision_id: decisionId, except, ...rest } = c.req.valid("query");
  const asked = { from, to, id, runId, decisionId, except, ...rest };
  const { range, position } = openPlace<InstantRange, EventPosition>(cursors, cursor, asked, () =>
    instantRange(ctx, { from, to, daysMax: LIMITS.eventDaysMax }),
  );
  const given = filtersOf(rest);
  const query = { filters: given.filters, excepts: exceptsOf(given, except), id, runId, decisionId, limit, position };
  const { events, next } = await listEvents(ctx, { ...range, ...query });
  return c.json(
    {
      items: events.map((event) => presentEvent(event, ctx.configuration.repricings.values())),
      from: new Date(range.fromEpochMs).toISOString(),
      to: new Date(range.toEpochMs).toISOString(),
      currency: ctx.configuration.tenant.currency,
      next_cursor: sealPlace(cursors, { range, position: next }, asked),
    },
    200,
  );
});
