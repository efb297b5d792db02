import { createRoute } from "@hono/zod-openapi";
import { parseInstanceId } from "@outlay/domain/budget-instance";
import { invalidRequest } from "@outlay/domain/errors";
import { FORECAST_METHODS } from "@outlay/domain/forecast";
import { keyOf, type ScopeAccuracy, summarise } from "@outlay/domain/forecast-accuracy";
import { FORECAST_DIMENSIONS } from "@outlay/domain/forecast-record";
import { LIMITS } from "@outlay/domain/limits";
import { addDays, addMonths, dayNumber } from "@outlay/domain/local-date";
import { formatAmount } from "@outlay/domain/money";
import { type Period, periodShownOn } from "@outlay/domain/period";
import type { ScopeForecast } from "@outlay/domain/scope-forecast";
import { localDateOf } from "@outlay/domain/zone";
import type { Context } from "@outlay/services/context";
import { forecastAccuracy } from "@outlay/services/forecast-accuracy";
import { forecastSpend } from "@outlay/services/forecast-spend";
import * as z from "zod";
import { Estimate, EstimateBody, presentEstimate, presentInterval } from "../estimates.ts";
import { filterSets, filtersOf, GROUPS, isGroup, withFilters } from "../filter-parameters.ts";
import { orNull } from "../or-null.ts";
import { Amount } from "../quantities.ts";
import { jsonContent, newRouter, PageQuery, problemResponses, scope } from "../router.ts";

const wholeNumber = (most: number) => `a whole number from 1 to ${most}`;

const ForecastParameters = withFilters({
  period: z.enum(["week", "month", "quarter", "year"]).optional().meta({
    description: "The present one; by default the month. Not beside `from` and `to`.",
  }),
  from: z.iso.date().optional().meta({ description: "First local date; beside `to`." }),
  to: z.iso
    .date()
    .optional()
    .meta({
      description: `The local date after the last, at most ${LIMITS.forecastDaysMax} days ahead; beside \`from\`.`,
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
    .default(LIMITS.forecastGroupsDefault)
    .meta({
      type: "integer",
      minimum: 1,
      maximum: LIMITS.forecastGroupsMax,
      default: LIMITS.forecastGroupsDefault,
      description: "Values of `group_by` that get a forecast of their own: those that spent most.",
    }),
});

const ScopeForecastBody = z
  .object({
    spent: Amount.meta({ description: "Within the period so far, exact." }),
    forecast: orNull(EstimateBody).meta({
      description: "Of the whole period, `spent` included; null where nothing can be said, for the `reason`.",
    }),
    method: orNull(z.enum(FORECAST_METHODS)),
    is_weekly: z.boolean().meta({ description: "Whether weekdays differ in it." }),
    reason: z.string().meta({ description: "Why this method, or why there is no forecast." }),
    days: z.array(
      z.object({
        date: z.string(),
        spent: orNull(Amount).meta({ description: "Exact, of today so far; null of days to come." }),
        forecast: orNull(EstimateBody).meta({ description: "Of the whole day; null of days that are over." }),
      }),
    ),
  })
  .meta({ id: "ScopeForecast" });

const ForecastBody = z
  .object({
    period: z.object({ from: z.string(), to: z.string() }),
    currency: z.string(),
    as_of: z.iso.datetime(),
    history_days: z.int().meta({ description: "Whole days before today that it is made of, at most." }),
    total: ScopeForecastBody,
    groups: z.array(z.object({ value: z.string(), ...ScopeForecastBody.shape })),
    groups_left: z.int().meta({ description: "Values that are in the total and have no forecast of their own here." }),
  })
  .meta({ id: "Forecast" });

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

const month = z.string().regex(/^2[01]\d\d-(0[1-9]|1[0-2])$/, "a month like 2026-11");
const KINDS = ["tenant", "budget", ...FORECAST_DIMENSIONS] as const;

/** Strict: a filter that was misspelt would list everything. */
const AccuracyQuery = z.strictObject({
  ...PageQuery.shape,
  month: month.optional().meta({ description: "One that is over; by default the last.", example: "2026-10" }),
  kind: z.enum(KINDS).optional().meta({ description: "Only forecasts of these." }),
});

const AccuracyBody = z
  .object({
    month: z.string(),
    currency: z.string(),
    as_of: z.iso.datetime(),
    summary: z
      .array(
        z.object({
          kind: z.enum(KINDS),
          on: z.string(),
          forecasts: z.int(),
          mean_error_percent: orNull(z.number()).meta({ description: "Mean absolute error (MAPE)." }),
          within_80: z.int().meta({ description: "How many of them came within the 80 % interval." }),
          within_95: z.int(),
        }),
      )
      .meta({ description: "Of all items, not of this page alone." }),
    items: z.array(
      z.object({
        kind: z.enum(KINDS),
        value: orNull(z.string()).meta({ description: "Of the dimension, or of a budget's template." }),
        budget_id: orNull(z.string()),
        period: z.object({ from: z.string(), to: z.string() }),
        actual: Amount,
        forecasts: z.array(
          z.object({
            on: z.string().meta({ description: "The local date at whose start it was made." }),
            forecast: EstimateBody,
            error: Estimate.meta({ description: "What was forecast less what came." }),
            error_percent: orNull(z.number()).meta({ description: "Of what came; null where nothing came." }),
            within_80: z.boolean(),
            within_95: z.boolean(),
          }),
        ),
      }),
    ),
    next_cursor: orNull(z.string()),
  })
  .meta({ id: "ForecastAccuracy" });

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
    const { period: named, from, to, group_by: groupBy, groups, ...rest } = c.req.valid("query");
    const { ctx } = c.var;
    const { filters, not } = filtersOf(rest);
    const period = askedPeriod(ctx, { named, from, to });
    const forecast = await forecastSpend(ctx, {
      period,
      groupBy: groupBy === undefined ? [] : [groupBy],
      groups,
      filters: filterSets(filters),
      not: filterSets(not),
    });
    return c.json(
      {
        period,
        currency: ctx.configuration.tenant.currency,
        as_of: forecast.asOf.toISOString(),
        history_days: LIMITS.forecastHistoryDays,
        total: presentScope(forecast.total),
        groups: forecast.groups.map((group) => ({ value: group.value, ...presentScope(group.forecast) })),
        groups_left: forecast.groupsLeft,
      },
      200,
    );
  })
  .openapi(accuracy, async (c) => {
    const { limit, cursor, ...filters } = c.req.valid("query");
    const { ctx, cursors } = c.var;
    const asked = monthThatIsOver(ctx, filters.month);
    const after = cursors.open(cursor, filters);
    const scopes = await forecastAccuracy(ctx, asked);
    const all = scopes.filter(({ dimension }) => filters.kind === undefined || kindOf(dimension) === filters.kind);
    const rest = after === undefined ? all : all.filter((each) => keyOf(each) > after);
    const last = rest.length > limit ? rest[limit - 1] : undefined;
    return c.json(
      {
        month: asked,
        currency: ctx.configuration.tenant.currency,
        as_of: ctx.now().toISOString(),
        summary: summarise(all).map(({ dimension, on, forecasts, meanErrorPercent, within80, within95 }) => ({
          kind: kindOf(dimension),
          on,
          forecasts,
          mean_error_percent: meanErrorPercent && shownPercent(meanErrorPercent),
          within_80: within80,
          within_95: within95,
        })),
        items: rest.slice(0, limit).map(presentAccuracy),
        next_cursor: last ? cursors.seal(keyOf(last), filters) : null,
      },
      200,
    );
  });

interface AskedPeriod {
  readonly named: "week" | "month" | "quarter" | "year" | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Throws `invalid_request` where both kinds of period are stated, one end alone, or one that is no range or too long. */
function askedPeriod(ctx: Context, { named, from, to }: AskedPeriod): Period {
  const today = localDateOf(ctx.now().getTime(), ctx.configuration.tenant.time_zone);
  if (from === undefined && to === undefined) return periodShownOn({ type: named ?? "month" }, today);
  if (named !== undefined) throw invalidRequest({ pointer: "?period", detail: "not beside `from` and `to`" });
  if (from === undefined || to === undefined) {
    throw invalidRequest({ pointer: from === undefined ? "?from" : "?to", detail: "`from` and `to` go together" });
  }
  if (to <= from) throw invalidRequest({ pointer: "?to", detail: `after from (${from})` });
  const last = addDays(today, LIMITS.forecastDaysMax);
  if (to > last)
    throw invalidRequest({ pointer: "?to", detail: `at most ${LIMITS.forecastDaysMax} days ahead: ${last}` });
  if (dayNumber(to) - dayNumber(from) > LIMITS.spendDaysMax)
    throw invalidRequest({ pointer: "?to", detail: `at most ${LIMITS.spendDaysMax} days after from` });
  return { from, to };
}

/** Throws `invalid_request` for one that is not over by the tenant's clocks. */
function monthThatIsOver(ctx: Context, stated: string | undefined): string {
  const present = localDateOf(ctx.now().getTime(), ctx.configuration.tenant.time_zone).slice(0, 7);
  if (stated === undefined) return addMonths(present, -1);
  if (stated >= present) throw invalidRequest({ pointer: "?month", detail: `a month that is over: before ${present}` });
  return stated;
}

const presentScope = (forecast: ScopeForecast): z.input<typeof ScopeForecastBody> => ({
  spent: formatAmount(forecast.spent),
  forecast: forecast.end && presentInterval(forecast.end),
  method: forecast.method,
  is_weekly: forecast.isWeekly,
  reason: forecast.reason,
  days: forecast.days.map(({ date, spent, expected }) => ({
    date,
    spent: spent === null ? null : formatAmount(spent),
    forecast: expected && presentInterval(expected),
  })),
});

const kindOf = (dimension: ScopeAccuracy["dimension"]): (typeof KINDS)[number] => dimension ?? "tenant";

const shownPercent = (percent: number): number => Math.round(100 * percent) / 100;

function presentAccuracy({ dimension, value, period, actual, forecasts }: ScopeAccuracy) {
  const instance = dimension === "budget" && value !== null ? parseInstanceId(value) : undefined;
  return {
    kind: kindOf(dimension),
    value: instance ? instance.value : value,
    budget_id: instance?.budgetId ?? null,
    period,
    actual: formatAmount(actual),
    forecasts: forecasts.map(({ on, end, error, errorPercent, isWithin80, isWithin95 }) => ({
      on,
      forecast: presentInterval(end),
      error: presentEstimate(error),
      error_percent: errorPercent && shownPercent(errorPercent),
      within_80: isWithin80,
      within_95: isWithin95,
    })),
  };
}
