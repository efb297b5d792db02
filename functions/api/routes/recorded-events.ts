import { createRoute } from "@hono/zod-openapi";
import { invalidRequest } from "@outlay/domain/errors";
import { DAY_MS, HOUR_MS } from "@outlay/domain/bucket";
import { LIMITS } from "@outlay/domain/limits";
import { parseTime } from "@outlay/domain/rfc3339";
import type { Context } from "@outlay/services/context";
import { type EventPosition, listEvents } from "@outlay/services/list-events";
import * as z from "zod";
import { filtersOf, withFilters } from "../filter-parameters.ts";
import { presentEvent, RecordedEventBody } from "../present-event.ts";
import { jsonContent, newRouter, pageQuery, problemResponses, scope } from "../router.ts";

const Instant = z
  .string()
  .refine((text) => parseTime(text) !== undefined, "an RFC 3339 time with an offset, such as 2026-11-02T09:00:00Z")
  .transform((text) => parseTime(text) ?? 0);
const Name = z.string().min(1).max(LIMITS.idCharacters);

const namedParameters = {
  ...pageQuery(LIMITS.eventPageItems).shape,
  from: Instant.optional().meta({
    type: "string",
    format: "date-time",
    description: "Without it, an hour before `to`.",
  }),
  to: Instant.optional().meta({
    type: "string",
    format: "date-time",
    description: `The first instant after the range; at most ${LIMITS.eventDaysMax} days after \`from\`. Without it, now.`,
  }),
  id: Name.optional().meta({ description: "The event's id, as its source gave it." }),
  run_id: Name.optional().meta({ description: "Events of this run." }),
  decision_id: Name.optional().meta({ description: "Events that this decision led to." }),
};

const EventsBody = z
  .object({
    items: z.array(RecordedEventBody),
    from: z.string(),
    to: z.string(),
    currency: z.string(),
    next_cursor: z.union([z.string(), z.null()]).meta({
      description: "Null at the end. A page can be empty and still have a next one: a range is walked in parts.",
    }),
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
    "In order of buckets, and of time within one.",
  ].join(" "),
  security: scope("spend:read"),
  request: { query: withFilters(namedParameters) },
  responses: { 200: jsonContent(EventsBody, "A page of events"), ...problemResponses(400, 401, 403, 422) },
});

export const recordedEventRoutes = newRouter().openapi(list, async (c) => {
  const { ctx, cursors } = c.var;
  const { limit, cursor, from, to, id, run_id: runId, decision_id: decisionId, ...rest } = c.req.valid("query");
  const asked = { from, to, id, runId, decisionId, ...rest };
  const sealed = cursors.open(cursor, asked);
  const { range, position } =
    sealed === undefined ? { range: rangeOf(ctx, from, to), position: undefined } : read(sealed);
  const filters = Object.fromEntries(filtersOf(rest));
  const { events, next } = await listEvents(ctx, { ...range, filters, id, runId, decisionId, limit, position });
  return c.json(
    {
      items: events.map((event) => presentEvent(event, ctx.configuration.repricings.values())),
      from: new Date(range.fromEpochMs).toISOString(),
      to: new Date(range.toEpochMs).toISOString(),
      currency: ctx.configuration.tenant.currency,
      next_cursor: next === undefined ? null : cursors.seal(JSON.stringify({ range, position: next }), asked),
    },
    200,
  );
});

interface Range {
  readonly fromEpochMs: number;
  readonly toEpochMs: number;
}

/** What this module sealed: the range stays the same from page to page, also where it was not stated. */
const read = (sealed: string) => JSON.parse(sealed) as { range: Range; position: EventPosition };

function rangeOf({ now }: Context, from: number | undefined, to: number | undefined): Range {
  const toEpochMs = to ?? now().getTime();
  const fromEpochMs = from ?? toEpochMs - HOUR_MS;
  if (fromEpochMs < 0) throw invalidRequest({ pointer: "?from", detail: "after 1970" });
  if (fromEpochMs >= toEpochMs) throw invalidRequest({ pointer: "?to", detail: "after `from`" });
  if (toEpochMs - fromEpochMs > LIMITS.eventDaysMax * DAY_MS)
    throw invalidRequest({ pointer: "?to", detail: `at most ${LIMITS.eventDaysMax} days after \`from\`` });
  return { fromEpochMs, toEpochMs };
}
