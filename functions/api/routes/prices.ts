import { createRoute } from "@hono/zod-openapi";
import type { ListedPrice } from "@outlay/prices/list-catalogue";
import * as z from "zod";
import { jsonContent, newRouter, pageOf, PageQuery, problemResponses, scope } from "../router.ts";

const PriceQuery = z.strictObject({
  ...PageQuery.shape,
  provider: z.string().min(1).max(128).optional().meta({ description: "Any of its names.", example: "anthropic" }),
  model: z.string().min(1).max(256).optional().meta({ description: "A part of the model's id.", example: "sonnet" }),
  service_tier: z.enum(["standard", "batch"]).optional(),
});

const PerMillion = z.string().meta({ description: "Dollars for a million tokens, exact.", example: "2.5" });

const PriceBody = z
  .object({
    id: z.string().meta({ description: "The row of the list. Its end names the list's version." }),
    provider: z.string(),
    model: z.string(),
    service_tier: z.enum(["standard", "batch"]),
    rates: z.array(
      z.object({
        tokens: z.string().meta({ description: "The class of tokens.", example: "cache_read_tokens" }),
        above_input_tokens: z.int().meta({ description: "0, or: for the whole request once its input is larger." }),
        per_million: PerMillion,
      }),
    ),
    per_thousand_requests: z.union([z.string(), z.null()]),
    valid_from: z.union([z.string(), z.null()]).meta({ description: "UTC date; null: as far back as the list goes." }),
    valid_to: z.union([z.string(), z.null()]).meta({ description: "The UTC date from which another row holds." }),
    daily_seconds: z
      .union([z.array(z.int()).length(2), z.null()])
      .meta({ description: "Seconds of the UTC day, half-open, where the row holds for some hours alone." }),
  })
  .meta({ id: "ListPrice" });

const present = (price: ListedPrice): z.input<typeof PriceBody> => ({
  id: price.id,
  provider: price.provider,
  model: price.model,
  service_tier: price.serviceTier,
  rates: price.rates.map(({ tokens, aboveInputTokens, perMillion }) => ({
    tokens,
    above_input_tokens: aboveInputTokens,
    per_million: perMillion,
  })),
  per_thousand_requests: price.perThousandRequests,
  valid_from: price.validFrom,
  valid_to: price.validTo,
  daily_seconds: price.daily && [...price.daily],
});

const list = createRoute({
  method: "get",
  path: "/v1/prices",
  operationId: "listPrices",
  tags: ["Prices"],
  summary: "List the public list prices that usage is priced by",
  security: scope("prices:read"),
  request: { query: PriceQuery },
  responses: { 200: jsonContent(pageOf(PriceBody), "A page of dated prices"), ...problemResponses(400, 401, 403, 422) },
});

export const priceRoutes = newRouter().openapi(list, async (c) => {
  const { limit, cursor, ...filters } = c.req.valid("query");
  const after = c.var.cursors.open(cursor, filters) ?? null;
  // The catalogue is large, and asked for seldom: it is loaded with the first question.
  const { listCatalogue } = await import("@outlay/prices/list-catalogue");
  const filter = {
    ...(filters.provider === undefined ? {} : { provider: filters.provider }),
    ...(filters.model === undefined ? {} : { model: filters.model }),
    ...(filters.service_tier === undefined ? {} : { serviceTier: filters.service_tier }),
  };
  const { items, nextAfter } = listCatalogue(filter, { limit, after });
  const next_cursor = nextAfter === null ? null : c.var.cursors.seal(nextAfter, filters);
  return c.json({ items: items.map(present), next_cursor }, 200);
});
