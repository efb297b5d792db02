import { createRoute } from "@hono/zod-openapi";
import { formatAmount } from "@outlay/domain/money";
import * as z from "zod";
import { LocalRange, localRange } from "../local-range.ts";
import { Amount, Count, presentCount } from "../quantities.ts";
import { jsonContent, newRouter, problemResponses, scope } from "../router.ts";

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
        worst_case: z.union([z.string(), z.null()]).meta({
          description:
            "What its unpriced tokens cost at the highest list rates of the provider, of all providers where it is not listed. Null where there are no such tokens, or nothing converts dollars.",
        }),
      }),
    ),
    totals: z.object({
      unpriced_events: Count,
      unpriced_calls: Count,
      worst_case: Amount.meta({ description: "Of the items that have one." }),
    }),
  })
  .meta({ id: "Unpriced" });

const list = createRoute({
  method: "get",
  path: "/v1/unpriced",
  operationId: "listUnpriced",
  tags: ["Spend"],
  summary: "List what has no price yet, and is therefore in no amount",
  security: scope("spend:read"),
  request: { query: LocalRange },
  responses: { 200: jsonContent(Unpriced, "Unpriced usage by model"), ...problemResponses(400, 401, 403, 422) },
});

export const unpricedRoutes = newRouter().openapi(list, async (c) => {
  // The catalogue is large, and asked for seldom: it is loaded with the first question.
  const { listUnpriced } = await import("@outlay/services/list-unpriced");
  const found = await listUnpriced(c.var.ctx, localRange(c.var.ctx, c.req.valid("query")));
  return c.json(
    {
      items: found.items.map((item) => ({
        provider: item.provider,
        model: item.model,
        operation: item.operation,
        reason: item.reason,
        events: presentCount(item.events),
        input_tokens: presentCount(item.inputTokens),
        output_tokens: presentCount(item.outputTokens),
        worst_case: item.worstCase === null ? null : formatAmount(item.worstCase),
      })),
      totals: {
        unpriced_events: presentCount(found.unpricedEvents),
        unpriced_calls: presentCount(found.unpricedCalls),
        worst_case: formatAmount(found.worstCase),
      },
    },
    200,
  );
});
