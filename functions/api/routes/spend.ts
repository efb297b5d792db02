import { createRoute } from "@hono/zod-openapi";
import { LIMITS } from "@outlay/domain/limits";
import { isMetric, METRIC_NAMES } from "@outlay/domain/metrics";
import { GRANULARITIES } from "@outlay/domain/spend";
import type { Context } from "@outlay/services/context";
import type { SpendQuestion } from "@outlay/services/ask-spend";
import * as z from "zod";
import { answerSpend } from "../answer-spend.ts";
import { filterSets, filtersOf, GROUPS, isGroup, withFilters } from "../filter-parameters.ts";
import { LocalRange } from "../local-range.ts";
import { SpendBody, SpendItemBody } from "../present-spend.ts";
import { newRouter, pageQuery, problemResponses, scope } from "../router.ts";
import { RowFormatParameter, rowsContent } from "../rows-format.ts";
import { isSpendMeasure, measuresOf, SPEND_MEASURES, spendRange } from "../spend-question.ts";

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
      description: `Comma-separated, of: ${GROUPS}`,
      example: "department,model",
    }),
  measures: names(isSpendMeasure, SPEND_MEASURES)
    .optional()
    .meta({ type: "string", description: `Comma-separated, of: ${SPEND_MEASURES}`, example: "cost,events" }),
  metrics: names(isMetric, METRIC_NAMES.join(", "))
    .optional()
    .meta({ type: "string", description: `Comma-separated, of: ${METRIC_NAMES.join(", ")}`, example: "cost_per_run" }),
  format: RowFormatParameter,
};

const OF_QUERIES = "POST /v1/spend/query takes this, in its body";
const SpendParameters = withFilters(
  namedParameters,
  new Map(["top", "compare", "order_by"].map((name) => [name, OF_QUERIES])),
);

const get = createRoute({
  method: "get",
  path: "/v1/spend",
  operationId: "getSpend",
  tags: ["Spend"],
  summary: "Sum spend and usage by any dimensions, over any range",
  description: [
    "One parameter a filter: `department=support&department=sales&tag:site=paris`; `not:` before a name leaves its values out.",
    "Top groups, comparisons and orders are asked for by `POST /v1/spend/query`.",
  ].join(" "),
  security: scope("spend:read"),
  request: { query: SpendParameters },
  responses: {
    200: rowsContent(SpendBody, SpendItemBody, "Spend, exact to the last digit"),
    ...problemResponses(400, 401, 403, 422),
  },
});

export const spendRoutes = newRouter().openapi(get, async (c) => {
  const { limit, cursor, ...parameters } = c.req.valid("query");
  const { format, ...asked } = parameters;
  const answer = await answerSpend(c, questionOf(c.var.ctx, asked), { limit, cursor, format }, asked);
  return "body" in answer ? c.json(answer.body, 200) : answer.response;
});

type Asked = Omit<z.output<z.ZodObject<typeof namedParameters>>, "limit" | "cursor" | "format">;

function questionOf(ctx: Context, parameters: Asked & Readonly<Record<string, unknown>>): SpendQuestion {
  const { from, to, granularity, group_by: groupBy = [], measures, metrics: named = [], ...rest } = parameters;
  const metrics = named.filter(isMetric);
  const { filters, not } = filtersOf(rest);
  return {
    ...spendRange(ctx, { from, to }, granularity, "?to"),
    granularity,
    groupBy,
    filters: filterSets(filters),
    not: filterSets(not),
    measures: measuresOf(measures?.filter(isSpendMeasure), metrics),
    metrics,
    top: undefined,
    order: undefined,
    isCompared: false,
  };
}
