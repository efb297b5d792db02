import { createRoute } from "@hono/zod-openapi";
import { COST_COMPONENTS } from "@outlay/domain/measures";
import { LIMITS } from "@outlay/domain/limits";
import { NearDate } from "@outlay/domain/near-date";
import type { Preview } from "@outlay/domain/price-preview";
import * as z from "zod";
import { latestDays } from "../local-range.ts";
import { beforeAndAfter, Count, presentChange, presentCount } from "../quantities.ts";
import { idOf, jsonBody, jsonContent, newRouter, problemResponses, scope } from "../router.ts";
import { OverrideBody } from "./price-overrides.ts";

const DAYS_DEFAULT = 30;

const PreviewInput = z
  .strictObject({
    override: OverrideBody,
    replaces: idOf("pov", "The override that it would replace.").nullable().default(null),
    from: NearDate.optional().meta({ description: `First local date. Without it, ${DAYS_DEFAULT} days before to.` }),
    to: NearDate.optional().meta({ description: "The local date after the last. Without it, tomorrow." }),
  })
  .meta({
    id: "PriceOverridePreviewInput",
    example: {
      override: { kind: "adjustment", name: "15 % off", provider: "openai", percent: "-15" },
      from: "2026-10-10",
      to: "2026-11-10",
    },
  });

const PreviewBody = z
  .object({
    components: z.array(z.object({ component: z.enum(COST_COMPONENTS), ...beforeAndAfter })),
    models: z.array(
      z.object({
        provider: z.union([z.string(), z.null()]),
        model: z.union([z.string(), z.null()]),
        ...beforeAndAfter,
        basis: z.enum(["exact", "estimated"]).meta({
          description:
            "estimated where the price hangs on single events: tiers, shares, answers from caches, a change within a day.",
        }),
      }),
    ),
    totals: z.object({ ...beforeAndAfter, unpriced_events_before: Count, unpriced_events_after: Count }),
    currency: z.string(),
  })
  .meta({ id: "PriceOverridePreview" });

const preview = createRoute({
  method: "post",
  path: "/v1/price-override-previews",
  operationId: "previewPriceOverride",
  tags: ["Prices"],
  summary: "Ask what a range would have cost under an override, which is not kept",
  description: `At most ${LIMITS.pricePreviewDaysMax} days. Prices by run and review rates have no preview: pages count neither runs nor hours.`,
  security: scope("prices:write"),
  request: { body: jsonBody(PreviewInput) },
  responses: {
    200: jsonContent(PreviewBody, "The cost before and after"),
    ...problemResponses(400, 401, 403, 404, 413, 415, 422),
  },
});

export const priceOverridePreviewRoutes = newRouter().openapi(preview, async (c) => {
  const { ctx } = c.var;
  const { override, replaces, from, to } = c.req.valid("json");
  const range = latestDays(ctx, { from, to }, DAYS_DEFAULT, { pointer: "/to", daysMax: LIMITS.pricePreviewDaysMax });
  // The catalogue is large, and asked for seldom: it is loaded with the first question.
  const { previewPriceOverride } = await import("@outlay/services/preview-price-override");
  const found = await previewPriceOverride(ctx, { override, replaces, ...range });
  return c.json({ ...present(found), currency: ctx.configuration.tenant.currency }, 200);
});

function present({ components, models, unpricedBefore, unpricedAfter }: Preview) {
  const all = [...components.values()];
  const total = (of: "before" | "after") => all.reduce((sum, item) => sum + item[of], 0n);
  return {
    components: [...components]
      .filter(([, { before, after }]) => before !== 0n || after !== 0n)
      .map(([component, sums]) => ({ component, ...presentChange(sums) })),
    models: models.map((item) => ({
      provider: item.provider,
      model: item.model,
      ...presentChange(item),
      basis: item.basis,
    })),
    totals: {
      ...presentChange({ before: total("before"), after: total("after") }),
      unpriced_events_before: presentCount(unpricedBefore),
      unpriced_events_after: presentCount(unpricedAfter),
    },
  };
}
