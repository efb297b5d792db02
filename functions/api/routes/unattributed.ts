import { createRoute } from "@hono/zod-openapi";
import { UNATTRIBUTED } from "@outlay/domain/dimensions";
import { listUnattributed, SUSPECTS } from "@outlay/services/list-unattributed";
import { listUnowned } from "@outlay/services/list-unowned";
import { LIMITS } from "@outlay/domain/limits";
import { spendPath } from "@outlay/domain/drill-paths";
import { OWNER_KINDS } from "@outlay/domain/owner";
import * as z from "zod";
import { PartBody, presentPart, presentRanked, presentSum, RestBody, SHARE_RULE, SumBody } from "../cost-and-events.ts";
import { LocalRange, localRange } from "../local-range.ts";
import { jsonContent, newRouter, problemResponses, scope } from "../router.ts";

/** Values that are named for each dimension and suspect. */
const TOP = 5;

const DrillDown = z.string().meta({
  description: "The request that shows what is behind it.",
  example: "/v1/spend?from=2026-11-01&to=2026-12-01&department=unattributed&group_by=source",
});
const head = {
  from: z.string(),
  to: z.string(),
  currency: z.string(),
  as_of: z.string(),
  total: SumBody,
};

const NamedSumBody = z.object({ value: z.string(), ...SumBody.shape });

const UnattributedBody = z
  .object({
    ...head,
    items: z.array(
      z.object({
        dimension: z.string(),
        ...PartBody.shape,
        drill_down: DrillDown,
        top: z.array(z.object({ by: z.enum(SUSPECTS), values: z.array(NamedSumBody), rest: RestBody })),
      }),
    ),
  })
  .meta({ id: "Unattributed" });

const unattributed = createRoute({
  method: "get",
  path: "/v1/unattributed",
  operationId: "listUnattributed",
  tags: ["Attribution"],
  summary: "What part of spend has no value, dimension by dimension, and where it comes from",
  description: `Every share is ${SHARE_RULE}. \`top\` names the ${TOP} greatest by cost; with \`rest\` they add up to the item.`,
  security: scope("spend:read"),
  request: { query: LocalRange },
  responses: { 200: jsonContent(UnattributedBody, "What is unattributed"), ...problemResponses(401, 403, 422) },
});

const UnownedBody = z
  .object({
    ...head,
    items: z.array(
      z.object({
        kind: z.enum(["budget_owner", "routing_owner", "vendor_owner", "reporting_owner"]),
        dimension: z.string(),
        owned: PartBody,
        unowned: PartBody,
        unattributed: PartBody,
        values: z.array(z.object({ value: z.string(), ...PartBody.shape, drill_down: DrillDown })),
        rest: RestBody,
      }),
    ),
  })
  .meta({ id: "Unowned" });

const unowned = createRoute({
  method: "get",
  path: "/v1/unowned",
  operationId: "listUnowned",
  tags: ["Attribution"],
  summary: "What spent and has no owner",
  description: [
    `Of ${OWNER_KINDS.budget_owner.join(", ")}, route and provider. \`owned\`, \`unowned\` and \`unattributed\` add up to the total,`,
    `and \`values\` (the ${LIMITS.namedInAnswer} greatest by cost) with \`rest\` to \`unowned\`. Every share is ${SHARE_RULE}.`,
  ].join(" "),
  security: scope("spend:read"),
  request: { query: LocalRange },
  responses: { 200: jsonContent(UnownedBody, "What is unowned"), ...problemResponses(401, 403, 422) },
});

export const unattributedRoutes = newRouter()
  .openapi(unattributed, async (c) => {
    const { ctx } = c.var;
    const range = localRange(ctx, c.req.valid("query"));
    const { total, dimensions } = await listUnattributed(ctx, ctx.tenantId, range);
    const items = dimensions.map(({ dimension, sum, bySuspect }) => ({
      dimension,
      ...presentPart(sum, total),
      drill_down: spendPath(range, [
        [dimension, UNATTRIBUTED],
        ["group_by", bySuspect.map(({ by }) => by).join(",")],
      ]),
      top: bySuspect.map(({ by, sums }) => {
        const { named, rest } = presentRanked(sums, TOP, (value, each) => ({ value, ...presentSum(each) }));
        return { by, values: named, rest };
      }),
    }));
    const { currency } = ctx.configuration.tenant;
    return c.json({ ...range, currency, as_of: ctx.now().toISOString(), total: presentSum(total), items }, 200);
  })
  .openapi(unowned, async (c) => {
    const { ctx } = c.var;
    const range = localRange(ctx, c.req.valid("query"));
    const { total, dimensions } = await listUnowned(ctx, range);
    const items = dimensions.map(({ kind, dimension, values, ...sums }) => {
      const { named, rest } = presentRanked(values, LIMITS.namedInAnswer, (value, each) => ({
        value,
        ...presentPart(each, total),
        drill_down: spendPath(range, [[dimension, value]]),
      }));
      return {
        kind,
        dimension,
        owned: presentPart(sums.owned, total),
        unowned: presentPart(sums.unowned, total),
        unattributed: presentPart(sums.unattributed, total),
        values: named,
        rest,
      };
    });
    const { currency } = ctx.configuration.tenant;
    return c.json({ ...range, currency, as_of: ctx.now().toISOString(), total: presentSum(total), items }, 200);
  });
