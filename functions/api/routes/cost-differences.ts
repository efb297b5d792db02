import { createRoute } from "@hono/zod-openapi";
import { formatDecimal } from "@outlay/domain/decimal";
import { formatAmount } from "@outlay/domain/money";
import { type Compared, differenceBasisPoints, listCostDifferences } from "@outlay/services/list-cost-differences";
import * as z from "zod";
import { LocalRange, localRange } from "../local-range.ts";
import { Amount, Count, presentCount } from "../quantities.ts";
import { jsonContent, newRouter, problemResponses, scope } from "../router.ts";

const figures = {
  reported_cost: Amount,
  our_cost: Amount.meta({ description: "Of the same events, without the orchestration around them." }),
  difference: Amount.meta({ description: "Ours less what is reported." }),
  difference_percent: z
    .union([z.string(), z.null()])
    .meta({ description: "Of what is reported; null where that is nothing.", example: "-3.5" }),
  events: Count,
  events_without_rate: Count.meta({
    description: "Their reported cost is in a currency without a rate, and in no sum.",
  }),
};

const CostDifferences = z
  .object({
    items: z.array(
      z.object({
        source: z.string(),
        provider: z.union([z.string(), z.null()]),
        model: z.union([z.string(), z.null()]),
        ...figures,
      }),
    ),
    totals: z.object(figures),
    currency: z.string(),
  })
  .meta({ id: "CostDifferences" });

const list = createRoute({
  method: "get",
  path: "/v1/cost-differences",
  operationId: "listCostDifferences",
  tags: ["Spend"],
  summary: "Compare what sources say that their calls cost with what they cost here",
  description:
    "Only events with a `reported_cost`. A source's own figure is kept beside ours, and never instead of it.",
  security: scope("spend:read"),
  request: { query: LocalRange },
  responses: {
    200: jsonContent(CostDifferences, "Both, by source, provider and model"),
    ...problemResponses(400, 401, 403, 422),
  },
});

export const costDifferenceRoutes = newRouter().openapi(list, async (c) => {
  const { items, totals } = await listCostDifferences(c.var.ctx, localRange(c.var.ctx, c.req.valid("query")));
  return c.json(
    {
      items: items.map(({ source, provider, model, figures: own }) => ({ source, provider, model, ...present(own) })),
      totals: present(totals),
      currency: c.var.ctx.configuration.tenant.currency,
    },
    200,
  );
});

function present(compared: Compared) {
  const basisPoints = differenceBasisPoints(compared);
  return {
    reported_cost: formatAmount(compared.reported),
    our_cost: formatAmount(compared.ours),
    difference: formatAmount(compared.ours - compared.reported),
    difference_percent: basisPoints === undefined ? null : formatDecimal(basisPoints, 2),
    events: presentCount(compared.events),
    events_without_rate: presentCount(compared.eventsWithoutRate),
  };
}
