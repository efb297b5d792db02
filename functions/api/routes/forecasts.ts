import { createRoute } from "@hono/zod-openapi";
import { invalidRequest } from "@outlay/domain/errors";
import { FORECAST_PERIODS } from "@outlay/domain/forecast-period";
import { LIMITS } from "@outlay/domain/limits";
import { NearDate } from "@outlay/domain/near-date";
import { forecastAccuracy } from "@outlay/services/forecast-accuracy";
import { forecastSpend } from "@outlay/services/forecast-spend";
import * as z from "zod";
import { filterSets, filtersOf, GROUPS, isGroup, withFilters } from "../filter-parameters.ts";
import { ForecastBody, presentForecast } from "../present-forecast.ts";
import { AccuracyBody, dimensionOf, FORECAST_KINDS, presentAccuracy } from "../present-forecast-accuracy.ts";
import { jsonContent, newRouter, PageQuery, problemResponses, scope } from "../router.ts";
import { openPlace, sealPlace } from "../walked-list.ts";

const wholeNumber = (most: number) => `a whole number from 1 to ${most}`;

const ForecastParameters = withFilters({
  period: z.enum(FORECAST_PERIODS).optional().meta({
    description: "The present one; by default the month. Not beside `from` and `to`.",
  }),
  from: NearDate.optional().meta({ description: "First local date; beside `to`." }),
  to: NearDate.optional().meta({
    description: `The local date after the last, at most ${LIMITS.spendDaysMax} days after \`from\` and ${LIMITS.forecastDaysMax} days ahead; beside \`from\`.`,
  }),
  group_by: z
    .string()
    .max(200)
    .refine(isGroup, `one of: ${GROUPS}`)
    .optional()
    .meta({ description: `One of: ${GROUPS}`, example: "department" }),
  groups: z
    .string()
    .regex(/^[0-9]{1,2}$/, wholeNumber(LIMITS.forecastGroupsMax))
    .transform(Number)
    .refine((groups) => groups >= 1 && groups <= LIMITS.forecastGroupsMax, wholeNumber(LIMITS.forecastGroupsMax))
    .optional()
    .meta({
      type: "integer",
      minimum: 1,
      maximum: LIMITS.forecastGroupsMax,
      default: LIMITS.forecastGroupsDefault,
      description:
        "Values of `group_by` that get a forecast of their own: those that spent most. Beside `group_by` alone.",
    }),
});

const get = createRoute({
  method: "get",
  path: "/v1/forecasts",
  operationId: "getForecast",
  tags: ["Forecasts"],
  summary: "What will be spent by the end of a period, with intervals, of the whole company or any scope",
  description: [
    "One parameter a filter, as with `GET /v1/spend`. The day that has begun counts as far as it has come. Forecasts of groups do not",
    "add up to the total's: each is made by itself.",
  ].join(" "),
  security: scope("spend:read"),
  request: { query: ForecastParameters },
  responses: { 200: jsonContent(ForecastBody, "The forecast"), ...problemResponses(401, 403, 422) },
});

const Month = z.string().regex(/^2[01]\d\d-(0[1-9]|1[0-2])$/, "a month like 2026-11");

/** Strict: a filter that was misspelt would list everything. */
const AccuracyQuery = z.strictObject({
  ...PageQuery.shape,
  month: Month.optional().meta({ description: "One that is over; by default the last.", example: "2026-10" }),
  kind: z.enum(FORECAST_KINDS).optional().meta({ description: "Only forecasts of these." }),
});

const accuracy = createRoute({
  method: "get",
  path: "/v1/forecasts/accuracy",
  operationId: "getForecastAccuracy",
  tags: ["Forecasts"],
  summary: "A month's forecasts beside what happened, scope by scope",
  description: [
    "As forecast at the start of the 1st, 8th, 15th and 22nd of the month, or up to two days later where no forecast was kept. Of budgets",
    "whose period, be it a week, is over.",
  ].join(" "),
  security: scope("spend:read"),
  request: { query: AccuracyQuery },
  responses: { 200: jsonContent(AccuracyBody, "How good forecasts were"), ...problemResponses(400, 401, 403, 422) },
});

export const forecastRoutes = newRouter()
  .openapi(get, async (c) => {
    const { period, from, to, group_by: groupBy, groups: stated, ...rest } = c.req.valid("query");
    if (stated !== undefined && groupBy === undefined)
      throw invalidRequest({ pointer: "?groups", detail: "of values of `group_by`: name `group_by` too" });
    const groups = stated ?? LIMITS.forecastGroupsDefault;
    const { ctx } = c.var;
    const { filters, not } = filtersOf(rest);
    const asked = { period, from, to, groupBy, groups, filters: filterSets(filters), not: filterSets(not) };
    return c.json(presentForecast(await forecastSpend(ctx, asked), ctx.configuration.tenant.currency), 200);
  })
  .openapi(accuracy, async (c) => {
    const { limit, cursor, ...asked } = c.req.valid("query");
    const { ctx, cursors } = c.var;
    const { range: month, position: after } = openPlace<string | undefined, string>(
      cursors,
      cursor,
      asked,
      () => asked.month,
    );
    const page = await forecastAccuracy(ctx, { month, dimension: asked.kind && dimensionOf(asked.kind), after, limit });
    const next = sealPlace(cursors, { range: page.month, position: page.last ?? undefined }, asked);
    return c.json(presentAccuracy(page, ctx.configuration.tenant.currency, next), 200);
  });
