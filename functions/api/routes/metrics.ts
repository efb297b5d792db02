import { createRoute } from "@hono/zod-openapi";
import { BUDGET_METRIC_NAMES, BUDGET_METRICS, TEAM_DIMENSIONS } from "@outlay/domain/budget-metrics";
import { formatDecimal } from "@outlay/domain/decimal";
import { FORECAST_METRICS } from "@outlay/domain/forecast-metrics";
import { LIMITS } from "@outlay/domain/limits";
import { METRIC_NAMES, METRIC_UNITS, type MetricUnit, metricDecimals, metricOf } from "@outlay/domain/metrics";
import { readMetrics } from "@outlay/services/read-metrics";
import * as z from "zod";
import { filterSets, filtersOf, withFilters } from "../filter-parameters.ts";
import { LocalRange, localRange } from "../local-range.ts";
import { Amount, Count, presentCount } from "../quantities.ts";
import { jsonContent, newRouter, problemResponses, scope } from "../router.ts";

const Text = z.union([z.string(), z.null()]);

const MetricsBody = z
  .object({
    metrics: z.array(
      z.object({
        name: z.string(),
        unit: z.enum(METRIC_UNITS).meta({
          description: "currency: of the tenant's; share: of one, so that 0.25 is a quarter; ratio: so many for each.",
        }),
        value: z.union([Amount, Count, z.null()]).meta({ description: "Null where it says nothing: see null_when." }),
        formula: z.string(),
        null_when: Text,
        is_filtered: z
          .boolean()
          .meta({ description: "False of what comes of budgets and forecasts: filters do not narrow it." }),
      }),
    ),
    from: z.string(),
    to: z.string(),
    currency: z.string(),
    as_of: z.iso.datetime(),
  })
  .meta({ id: "MetricsOfRange" });

const get = createRoute({
  method: "get",
  path: "/v1/metrics",
  operationId: "getMetrics",
  tags: ["Spend"],
  summary: "Read every metric of a range at once",
  description: [
    "Each with its unit, its formula and when it says nothing. One parameter a filter, as of `GET /v1/spend`. By groups and periods",
    "metrics are asked for by `GET /v1/spend` and `POST /v1/spend/query`. Budgets count in their period that holds the range's last day.",
  ].join(" "),
  security: scope("spend:read"),
  request: {
    query: withFilters({
      ...LocalRange.shape,
      team: z
        .enum(TEAM_DIMENSIONS)
        .default("department")
        .meta({ description: "Budgets of single values of this dimension are those of teams." }),
      budget_threshold: z.coerce.number().int().min(1).max(LIMITS.budgetPercent).default(100).meta({
        type: "integer",
        minimum: 1,
        maximum: LIMITS.budgetPercent,
        default: 100,
        description: "Per cent of its amount that a team within its budget has spent at most.",
      }),
    }),
  },
  responses: { 200: jsonContent(MetricsBody, "All metrics"), ...problemResponses(400, 401, 403, 422) },
});

export const metricRoutes = newRouter().openapi(get, async (c) => {
  const { ctx } = c.var;
  const { from, to, team, budget_threshold: threshold, ...rest } = c.req.valid("query");
  const range = localRange(ctx, { from, to });
  const { filters, not } = filtersOf(rest);
  const question = { ...range, filters: filterSets(filters), not: filterSets(not), team, threshold };
  const { spend, budgets, forecasts } = await readMetrics(ctx, question);
  const ofSpend = METRIC_NAMES.map((name) => present({ name, ...metricOf(name) }, spend.get(name) ?? null, true));
  const ofBudgets = BUDGET_METRIC_NAMES.map((name) => present({ name, ...BUDGET_METRICS[name] }, budgets[name], false));
  const ofForecasts = [
    present({ name: "forecast_variance", ...FORECAST_METRICS.forecast_variance }, forecasts.forecast_variance, false),
  ];
  const { currency } = ctx.configuration.tenant;
  return c.json(
    { metrics: [...ofSpend, ...ofBudgets, ...ofForecasts], ...range, currency, as_of: ctx.now().toISOString() },
    200,
  );
});

interface Described {
  readonly name: string;
  readonly unit: MetricUnit;
  readonly formula: string;
  readonly nullWhen: string | null;
}

function present({ name, unit, formula, nullWhen }: Described, value: bigint | null, isFiltered: boolean) {
  const decimals = metricDecimals(unit);
  const shown = value === null ? null : decimals === 0 ? presentCount(value) : formatDecimal(value, decimals);
  return { name, unit, value: shown, formula, null_when: nullWhen, is_filtered: isFiltered };
}
