import { createRoute } from "@hono/zod-openapi";
import { DIMENSIONS, UNATTRIBUTED } from "@outlay/domain/dimensions";
import { DomainError, invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { addDays, dayNumber } from "@outlay/domain/local-date";
import { isMeasure, MEASURES } from "@outlay/domain/measures";
import { formatAmount } from "@outlay/domain/money";
import { GRANULARITIES, type Spend, type SpendItem, type SpendMeasure, type SpendQuery } from "@outlay/domain/spend";
import { localDateOf } from "@outlay/domain/zone";
import { querySpend } from "@outlay/services/query-spend";
import type { Context } from "@outlay/services/context";
import * as z from "zod";
import { filtersOf, GROUPS, isGroup, withFilters } from "../filter-parameters.ts";
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
  from: z.iso.date().optional().meta({ description: "First local date. Without it, the first of this month." }),
  to: z.iso.date().optional().meta({ description: "The local date after the last. Without it, tomorrow." }),
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

const Count = z.union([z.int(), z.string()]).meta({ description: "A string of digits beyond 2^53 - 1." });
const Amount = z.string().meta({ description: "A decimal in the tenant's currency, exact.", example: "12.0345" });
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

const Unpriced = z
  .object({
    items: z.array(
      z.object({
        provider: z.union([z.string(), z.null()]),
        model: z.union([z.string(), z.null()]),
        operation: z.string(),
        reason: z.string().meta({ example: "unknown_model" }),
        events: Count,
        input_tokens: Count,
        output_tokens: Count,
      }),
    ),
    totals: z.object({ unpriced_events: Count, unpriced_calls: Count }),
  })
  .meta({ id: "Unpriced" });

const unpriced = createRoute({
  method: "get",
  path: "/v1/unpriced",
  operationId: "listUnpriced",
  tags: ["Spend"],
  summary: "List what has no price yet, and is therefore in no amount",
  security: scope("spend:read"),
  request: { query: z.object({ from: namedParameters.from, to: namedParameters.to }) },
  responses: { 200: jsonContent(Unpriced, "Unpriced usage by model"), ...problemResponses(400, 401, 403, 422) },
});

export const spendRoutes = newRouter()
  .openapi(get, async (c) => {
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
  })
  .openapi(unpriced, async (c) => {
    const groupBy = ["provider", "model", "operation", "unpriced_reason"];
    const measures = ["unpriced_events", "unpriced_calls", "input_tokens", "output_tokens"] as const;
    const query = spendQuery(c.var.ctx, { ...c.req.valid("query"), granularity: "total" });
    const { items, totals } = await querySpend(c.var.ctx, c.var.ctx.tenantId, { ...query, groupBy, measures });
    const known = (value: string | undefined) => (value === undefined || value === UNATTRIBUTED ? null : value);
    return c.json(
      {
        items: items
          .filter(({ sums }) => sums[0] !== 0n)
          .map(({ dimensions: [provider, model, operation = "", reason = ""], sums }) => ({
            provider: known(provider),
            model: known(model),
            operation,
            reason,
            events: presentCount(sums[0]),
            input_tokens: presentCount(sums[2]),
            output_tokens: presentCount(sums[3]),
          })),
        totals: { unpriced_events: presentCount(totals[0]), unpriced_calls: presentCount(totals[1]) },
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
  const today = localDateOf(ctx.now().getTime(), ctx.configuration.tenant.time_zone);
  const from = statedFrom ?? `${today.slice(0, 7)}-01`;
  const to = statedTo ?? addDays(today, 1);
  const days = dayNumber(to) - dayNumber(from);
  const daysMax = granularity === "hour" ? LIMITS.spendHourDaysMax : LIMITS.spendDaysMax;
  if (days < 1) throw invalidRequest({ pointer: "?to", detail: `after from (${from})` });
  if (days > daysMax)
    throw invalidRequest({ pointer: "?to", detail: `at most ${daysMax} days after from by ${granularity}` });
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

const presentCount = (value: bigint = 0n): number | string =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
