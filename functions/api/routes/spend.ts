import { createRoute } from "@hono/zod-openapi";
import { DIMENSIONS } from "@outlay/domain/dimensions";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { isMeasure, MEASURES } from "@outlay/domain/measures";
import { formatAmount } from "@outlay/domain/money";
import { GRANULARITIES, type Spend, type SpendItem, type SpendMeasure, type SpendQuery } from "@outlay/domain/spend";
import { querySpend } from "@outlay/services/query-spend";
import type { Context } from "@outlay/services/context";
import * as z from "zod";
import { filtersOf, GROUPS, isGroup, withFilters } from "../filter-parameters.ts";
import { LocalRange, localRange } from "../local-range.ts";
import { Amount, Count, presentCount } from "../quantities.ts";
import { jsonContent, newRouter, pageQuery, problemResponses, scope } from "../router.ts";

const isSpendMeasure = (name: string): name is SpendMeasure => name === "cost" || isMeasure(name);

/** `a,b` and a repeated parameter mean the same. */
const names = (allows: (name: string) => boolean, allowed: string) =>
  z
    .union([z.string().max(2000), z.array(z.string().max(200)).max(50)])
    .transform((value) => [value].flat().flatMap((text) => text.split(",")))
    .refine((list) => list.every(allows) && new Set(list).size === list.length, `each once, of: ${allowed}`);

const namedParameters = {
  ...pageQuery(LIMITS.spendPageItems).shape,
  ...LocalRange.shape,
  granularity: z.enum(GRANULARITIES).default("total").meta({ description: "Weeks begin on Monday." }),
  group_by: names(isGroup, GROUPS)
    .refine((list) => list.length <= LIMITS.spendGroupsMax, `at most ${LIMITS.spendGroupsMax}`)
    .optional()
    .meta({
      type: "string",
      description: `Comma-separated, of: ${DIMENSIONS.join(", ")}, or \`tag:<name>\``,
      example: "department,model",
    }),
  measures: names(isSpendMeasure, `cost, ${MEASURES.join(", ")}`)
    .optional()
    .meta({ type: "string", description: `Comma-separated, of: cost, ${MEASURES.join(", ")}`, example: "cost,events" }),
};

const SpendParameters = withFilters(namedParameters);

const MeasuresBody = z.record(z.string(), z.union([Amount, Count])).meta({ id: "Measures" });

const SpendBody = z
  .object({
    items: z.array(
      z.object({
        period: z.string().meta({
          description: "The local hour (2026-10-25T02:00+02:00), date, Monday, month, or `from`.",
          example: "2026-11",
        }),
        dimensions: z.record(z.string(), z.string()),
        measures: MeasuresBody,
      }),
    ),
    totals: MeasuresBody.meta({ description: "Of all items, not of this page alone." }),
    currency: z.string(),
    as_of: z.iso.datetime(),
    next_cursor: z.union([z.string(), z.null()]),
  })
  .meta({ id: "Spend" });

const get = createRoute({
  method: "get",
  path: "/v1/spend",
  operationId: "getSpend",
  tags: ["Spend"],
  summary: "Sum spend and usage by any dimensions, over any range",
  description: "One parameter a filter: `department=support&department=sales&tag:site=paris`.",
  security: scope("spend:read"),
  request: { query: SpendParameters },
  responses: { 200: jsonContent(SpendBody, "Spend, exact to the last digit"), ...problemResponses(400, 401, 403, 422) },
});

export const spendRoutes = newRouter().openapi(get, async (c) => {
  const { limit, cursor, ...parameters } = c.req.valid("query");
  const query = spendQuery(c.var.ctx, parameters);
  const after = c.var.cursors.open(cursor, parameters);
  const spend = await querySpend(c.var.ctx, c.var.ctx.tenantId, query);
  const { shown, next } = pageOfItems(spend, after, limit);
  return c.json(
    {
      items: shown.map(({ period, dimensions, sums }) => ({
        period: presentPeriod(period),
        dimensions: Object.fromEntries(query.groupBy.map((name, index) => [name, dimensions[index] ?? ""])),
        measures: presentSums(query.measures, sums),
      })),
      totals: presentSums(query.measures, spend.totals),
      currency: c.var.ctx.configuration.tenant.currency,
      as_of: c.var.ctx.now().toISOString(),
      next_cursor: next === undefined ? null : c.var.cursors.seal(next, parameters),
    },
    200,
  );
});

const MEASURES_DEFAULT: readonly SpendMeasure[] = [
  "cost",
  "events",
  "input_tokens",
  "output_tokens",
  "unpriced_events",
];

type Named = Omit<z.output<z.ZodObject<typeof namedParameters>>, "limit" | "cursor">;

function spendQuery(ctx: Context, parameters: Named & Readonly<Record<string, unknown>>): SpendQuery {
  const { from: statedFrom, to: statedTo, granularity, group_by: groupBy = [], measures, ...filters } = parameters;
  const daysMax = granularity === "hour" ? LIMITS.spendHourDaysMax : LIMITS.spendDaysMax;
  const { from, to } = localRange(ctx, { from: statedFrom, to: statedTo }, daysMax, ` by ${granularity}`);
  return {
    from,
    to,
    granularity,
    groupBy,
    filters: new Map(filtersOf(filters).map(([name, values]) => [name, new Set(values)])),
    measures: measures?.filter(isSpendMeasure) ?? MEASURES_DEFAULT,
  };
}

const keyOf = ({ period, dimensions }: SpendItem): string => JSON.stringify([period, ...dimensions]);

function pageOfItems({ items }: Spend, after: string | undefined, limit: number) {
  if (items.length > LIMITS.spendItemsMax) {
    throw new DomainError("query_too_large", `This has ${items.length} items: group by less, or filter.`);
  }
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return { shown, next: rest.length > limit && last ? keyOf(last) : undefined };
}

/** Inside, an hour is "2026-10-25T02+02:00"; outside it is an RFC 3339 time's beginning, which every date library reads. */
const presentPeriod = (period: string): string => period.replace(/T(\d\d)(?=[+-])/, "T$1:00");

function presentSums(measures: readonly SpendMeasure[], sums: readonly bigint[]) {
  return Object.fromEntries(
    measures.map((name, index) => {
      const value = sums[index] ?? 0n;
      return [name, name.startsWith("cost") ? formatAmount(value) : presentCount(value)];
    }),
  );
}
