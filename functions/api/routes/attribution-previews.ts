import { createRoute } from "@hono/zod-openapi";
import { AttributionRuleInput } from "@outlay/domain/attribution-rule";
import { type CostAndEvents, NOTHING, plus } from "@outlay/domain/cost-and-events";
import { LIMITS } from "@outlay/domain/limits";
import { NearDate } from "@outlay/domain/near-date";
import { previewAttributionRules } from "@outlay/services/preview-attribution-rules";
import * as z from "zod";
import { PartBody, presentPart, presentRanked, presentSum, RestBody, SumBody } from "../cost-and-events.ts";
import { lastMonth } from "../local-range.ts";
import { idOf, jsonBody, jsonContent, newRouter, problemResponses, scope } from "../router.ts";
import { ATTRIBUTION_RULE_EXAMPLE } from "./attribution-rules.ts";

const PreviewInputBody = z
  .strictObject({
    rule: AttributionRuleInput.optional(),
    rules: z.array(AttributionRuleInput).max(LIMITS.previewRules).optional(),
    replaces: z.array(idOf("arl", "A rule's id.")).max(LIMITS.previewRules).default([]).meta({
      description: "Rules that would no longer be. A draft takes the place of the one at its own place here.",
    }),
    from: NearDate.optional().meta({ description: "First local date. Without it, the first of last month." }),
    to: NearDate.optional().meta({
      description: "The local date after the last. Without it, the first of this month.",
    }),
  })
  .refine(({ rule, rules }) => (rule === undefined) !== (rules === undefined), {
    path: ["rules"],
    error: "either `rule` or `rules`",
  })
  .meta({
    id: "AttributionPreviewInput",
    description: "Drafts run as if they were enabled. `rules` may be empty, to see what those that are replaced do.",
    example: { rule: ATTRIBUTION_RULE_EXAMPLE, from: "2026-10-01", to: "2026-11-01" },
  });

const Value = z.string().meta({ description: "`unattributed` is no value." });

const PreviewBody = z
  .object({
    from: z.string(),
    to: z.string(),
    currency: z.string(),
    as_of: z.string(),
    total: SumBody,
    matched: PartBody,
    changed: z
      .array(
        z.object({
          dimension: z.string(),
          moved: PartBody,
          moves: z.array(z.object({ from: Value, to: Value, cost: SumBody.shape.cost, events: SumBody.shape.events })),
          rest: RestBody,
        }),
      )
      .meta({ description: "Dimensions in which something moves; `moves` and `rest` add up to `moved`." }),
    unattributed: z.array(z.object({ dimension: z.string(), before: PartBody, after: PartBody })),
  })
  .meta({ id: "AttributionPreview" });

const preview = createRoute({
  method: "post",
  path: "/v1/attribution-previews",
  operationId: "previewAttribution",
  tags: ["Attribution"],
  summary: "See what rules would make of spend that was recorded, before they are switched on",
  description: [
    "Exact, and nothing is written. Both sides are computed from what sources stated, under today's keys, rules and directory;",
    "the drafts are the only difference. `matched` is usage that a draft matches at its turn, whether it still finds anything to set.",
  ].join(" "),
  security: scope("spend:read"),
  request: { body: jsonBody(PreviewInputBody) },
  responses: {
    200: jsonContent(PreviewBody, "What would move"),
    ...problemResponses(400, 401, 403, 404, 413, 415, 422),
  },
});

export const attributionPreviewRoutes = newRouter().openapi(preview, async (c) => {
  const { rule, rules = [], replaces, ...stated } = c.req.valid("json");
  const { ctx } = c.var;
  const range = lastMonth(ctx, stated, LIMITS.attributionPreviewDaysMax);
  const drafts = rule ? [rule] : rules;
  const { total, matched, dimensions } = await previewAttributionRules(ctx, { ...range, rules: drafts, replaces });
  const changed = dimensions
    .filter(({ moves }) => moves.size > 0)
    .map(({ dimension, moves }) => {
      const { named, rest } = presentRanked(moves, LIMITS.namedInAnswer, presentMove);
      return { dimension, moved: presentPart(moves.values().reduce(plus, NOTHING), total), moves: named, rest };
    });
  const unattributed = dimensions.map(({ dimension, ...sums }) => ({
    dimension,
    before: presentPart(sums.unattributedBefore, total),
    after: presentPart(sums.unattributedAfter, total),
  }));
  return c.json(
    {
      ...range,
      currency: ctx.configuration.tenant.currency,
      as_of: ctx.now().toISOString(),
      total: presentSum(total),
      matched: presentPart(matched, total),
      changed,
      unattributed,
    },
    200,
  );
});

function presentMove(name: string, sum: CostAndEvents) {
  // As the preview names it: a pair of values.
  const [from, to] = JSON.parse(name) as [string, string];
  return { from, to, ...presentSum(sum) };
}
