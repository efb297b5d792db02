import { createRoute } from "@hono/zod-openapi";
import { invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { METRIC_NAMES } from "@outlay/domain/metrics";
import { NearDate } from "@outlay/domain/near-date";
import { GRANULARITIES } from "@outlay/domain/spend";
import type { SpendQuestion } from "@outlay/services/ask-spend";
import type { Context } from "@outlay/services/context";
import * as z from "zod";
import { answerSpend } from "../answer-spend.ts";
import { FilterValue, filterSets, GROUPS, isGroup } from "../filter-parameters.ts";
import { SpendBody, SpendItemBody } from "../present-spend.ts";
import { Cursor, jsonBody, newRouter, problemResponses, scope } from "../router.ts";
import { ROW_FORMATS, rowsContent } from "../rows-format.ts";
import { measuresOf, requireComparable, SpendMeasureName, spendRange } from "../spend-question.ts";

const once = (list: readonly unknown[]): boolean => new Set(list).size === list.length;
const Group = z.string().max(200).refine(isGroup, `one of: ${GROUPS}`);
const FiltersInput = z
  .record(Group, z.array(FilterValue).min(1).max(LIMITS.filterValues))
  .default({})
  .meta({ description: `By dimension, of: ${GROUPS}. \`unattributed\` is no value.` });

const SpendQueryInput = z
  .strictObject({
    measures: z.array(SpendMeasureName).min(1).max(100).refine(once, "each once").optional(),
    metrics: z
      .array(z.enum(METRIC_NAMES))
      .max(METRIC_NAMES.length)
      .refine(once, "each once")
      .default([])
      .meta({ description: "docs/metrics.md says what each is." }),
    group_by: z
      .array(Group)
      .max(LIMITS.spendGroupsMax)
      .refine(once, "each once")
      .default([])
      .meta({ description: `Of: ${GROUPS}` }),
    filters: FiltersInput,
    not: FiltersInput.meta({ description: "Values that are left out, by dimension." }),
    granularity: z.enum(GRANULARITIES).default("total").meta({ description: "Weeks begin on Monday." }),
    from: NearDate.optional().meta({ description: "First local date. Without it, the first of this month." }),
    to: NearDate.optional().meta({ description: "The local date after the last. Without it, tomorrow." }),
    order_by: z
      .strictObject({
        by: z.union([z.literal("period"), SpendMeasureName]),
        direction: z.enum(["ascending", "descending"]).optional().meta({
          description: "Of a measure; without it the most comes first. By period it is always ascending.",
        }),
      })
      .default({ by: "period" }),
    top: z
      .strictObject({
        count: z.int().min(1).max(LIMITS.spendTopGroups),
        by: SpendMeasureName.default("cost"),
      })
      .optional()
      .meta({
        description:
          "Only the groups with the most of a measure over the whole range; all others are one item a period, with `is_rest` true.",
      }),
    compare: z.literal("previous_period").optional().meta({
      description:
        "The same length right before; by total, of one whole month the month before. By total, by day, and by week of whole weeks.",
    }),
    format: z.enum(ROW_FORMATS).optional().meta({ description: "Without it, what the `Accept` header asks for." }),
    limit: z.int().min(1).max(LIMITS.spendPageItems).default(LIMITS.pageItemsDefault),
    cursor: Cursor.optional().meta({ description: "`next_cursor` of the page before." }),
  })
  .meta({
    id: "SpendQuery",
    example: {
      measures: ["cost", "events"],
      metrics: ["cost_per_run"],
      group_by: ["department"],
      not: { environment: ["experiment"] },
      from: "2026-11-01",
      to: "2026-12-01",
      top: { count: 5, by: "cost" },
      order_by: { by: "cost" },
      compare: "previous_period",
    },
  });

const query = createRoute({
  method: "post",
  path: "/v1/spend/query",
  operationId: "querySpend",
  tags: ["Spend"],
  summary: "Ask anything of spend: measures and metrics by any dimensions, filtered, ranked and compared",
  description: [
    "Items always add up to the totals, and those to the sums without groups, to the last digit. Every item links to the events",
    `behind it. At most ${LIMITS.spendDaysMax} days (${LIMITS.spendHourDaysMax} by hour), ${LIMITS.spendItemsMax} items and`,
    `${LIMITS.spendRowsMax} rows of pages; a query beyond is refused with \`query_too_large\`. A cursor belongs to its query.`,
  ].join(" "),
  security: scope("spend:read"),
  request: { body: jsonBody(SpendQueryInput) },
  responses: {
    200: rowsContent(SpendBody, SpendItemBody, "The answer, exact to the last digit"),
    ...problemResponses(400, 401, 403, 413, 415, 422),
  },
});

export const spendQueryRoutes = newRouter().openapi(query, async (c) => {
  const { limit, cursor, format, ...asked } = c.req.valid("json");
  const answer = await answerSpend(c, questionOf(c.var.ctx, asked), { limit, cursor, format }, asked);
  return "body" in answer ? c.json(answer.body, 200) : answer.response;
});

type Asked = Omit<z.output<typeof SpendQueryInput>, "limit" | "cursor" | "format">;

function questionOf(ctx: Context, asked: Asked): SpendQuestion {
  const { granularity, metrics, top, order_by: order, group_by: groupBy, compare } = asked;
  const range = spendRange(ctx, asked, granularity, "/to");
  if (compare !== undefined) requireComparable(range, granularity);
  if (top && groupBy.length === 0) throw invalidRequest({ pointer: "/top", detail: "of groups: name `group_by` too" });
  if (order.by === "period" && order.direction === "descending")
    throw invalidRequest({ pointer: "/order_by/direction", detail: "by period it is ascending" });
  return {
    ...range,
    granularity,
    groupBy,
    filters: filterSets(asked.filters),
    not: filterSets(asked.not),
    measures: measuresOf(asked.measures, metrics),
    metrics,
    top,
    order: order.by === "period" ? undefined : { by: order.by, isDescending: order.direction !== "ascending" },
    isCompared: compare !== undefined,
  };
}
