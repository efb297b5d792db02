import { createRoute } from "@hono/zod-openapi";
import { DIMENSIONS, parseTags, TAGS_INDEX, dimensionIndex } from "@outlay/domain/dimensions";
import { LIMITS } from "@outlay/domain/limits";
import { MEASURES } from "@outlay/domain/measures";
import { formatAmount } from "@outlay/domain/money";
import { type ListedOutcome, listOutcomeRows, type OutcomePosition } from "@outlay/services/list-outcome-rows";
import * as z from "zod";
import { exceptParameter, exceptsOf, filtersOf, withFilters } from "../filter-parameters.ts";
import { type InstantRange, instantRange, instantRangeParameters } from "../instant-range.ts";
import { MeasuresBody } from "../present-spend.ts";
import { presentCount } from "../quantities.ts";
import { jsonContent, newRouter, pageQuery, problemResponses, scope } from "../router.ts";
import { NextCursor, openPlace, sealPlace } from "../walked-list.ts";

const OutcomeRowBody = z
  .object({
    subject: z
      .union([z.object({ kind: z.string(), id: z.string(), source: z.union([z.string(), z.null()]) }), z.null()])
      .meta({
        description:
          "The run, task or event; an event has a source. Null of rows that were written before they said it.",
      }),
    hour: z.string().meta({ description: "The local hour of its earliest event.", example: "2026-11-02T09:00+01:00" }),
    dimensions: z
      .record(z.string(), z.string())
      .meta({ description: "Those of its earliest event that have a value." }),
    tags: z.record(z.string(), z.string()),
    measures: MeasuresBody.meta({ description: "What it adds to spend; what is not named is zero." }),
  })
  .meta({ id: "OutcomeRow" });

const OutcomeRowsBody = z
  .object({
    items: z.array(OutcomeRowBody),
    from: z.string(),
    to: z.string(),
    currency: z.string(),
    next_cursor: NextCursor,
  })
  .meta({ id: "OutcomeRows" });

const list = createRoute({
  method: "get",
  path: "/v1/outcome-rows",
  operationId: "listOutcomeRows",
  tags: ["Outcomes"],
  summary: "List what outcomes add to spend, beside the events behind a number",
  description: [
    "A row a run, task or event of which something was told, at the local hour of its earliest event. With the events of the same",
    "range of whole hours and the same filters they are all that spend sums. Without `from` and `to`, those of the last hour.",
  ].join(" "),
  security: scope("spend:read"),
  request: {
    query: withFilters({
      ...pageQuery(LIMITS.eventPageItems).shape,
      ...instantRangeParameters(LIMITS.eventDaysMax),
      ...exceptParameter,
    }),
  },
  responses: { 200: jsonContent(OutcomeRowsBody, "A page of rows"), ...problemResponses(400, 401, 403, 422) },
});

export const outcomeRowRoutes = newRouter().openapi(list, async (c) => {
  const { ctx, cursors } = c.var;
  const { limit, cursor, from, to, except, ...rest } = c.req.valid("query");
  const asked = { from, to, except, ...rest };
  const { range, position } = openPlace<InstantRange, OutcomePosition>(cursors, cursor, asked, () =>
    instantRange(ctx, { from, to, daysMax: LIMITS.eventDaysMax }),
  );
  const given = filtersOf(rest);
  const query = { ...range, filters: given.filters, excepts: exceptsOf(given, except), limit, position };
  const { outcomes, next } = await listOutcomeRows(ctx, query);
  return c.json(
    {
      items: outcomes.map(present),
      from: new Date(range.fromEpochMs).toISOString(),
      to: new Date(range.toEpochMs).toISOString(),
      currency: ctx.configuration.tenant.currency,
      next_cursor: sealPlace(cursors, { range, position: next }, asked),
    },
    200,
  );
});

function present({ subject, row: { period, tuple, sums } }: ListedOutcome): z.input<typeof OutcomeRowBody> {
  const measures = MEASURES.flatMap((name, index) => {
    const sum = sums[index] ?? 0n;
    return sum === 0n ? [] : [[name, name.startsWith("cost") ? formatAmount(sum) : presentCount(sum)] as const];
  });
  return {
    subject: subject === null ? null : presentSubject(subject),
    hour: period.replace(/T(\d\d)(?=[+-])/, "T$1:00"),
    dimensions: Object.fromEntries(
      DIMENSIONS.flatMap((name) => {
        const value = tuple[dimensionIndex(name)] ?? null;
        return value === null ? [] : [[name, value] as const];
      }),
    ),
    tags: Object.fromEntries(parseTags(tuple[TAGS_INDEX] ?? null)),
    measures: Object.fromEntries(measures),
  };
}

/** Of the text that subjectName wrote: kind and id, of an event its bucket, source and id. */
function presentSubject(name: string) {
  const [kind, ...parts] = JSON.parse(name) as [string, ...(string | number)[]];
  const source = kind === "event" ? String(parts.at(-2)) : null;
  return { kind, id: String(parts.at(-1)), source };
}
