import { PriceOverride, PriceOverrideInput } from "@outlay/domain/price-override";
import { askForRepricing } from "@outlay/services/ask-for-repricing";
import { PRICE_OVERRIDES } from "@outlay/services/price-overrides";
import { entityRoutes } from "../entity-routes.ts";

export const OverrideBody = PriceOverrideInput.meta({
  id: "PriceOverrideInput",
  description: [
    "One of six kinds; docs/prices.md explains them. `model_rates`: for a million tokens of each class. `adjustment`: per cent on list prices or own rates.",
    "`unit_price`: for what is not tokens. `orchestration`: by run or call; `orchestration_share`: per cent of a call's other cost. `review_rate`: an hour of people.",
    "In force from `from` until before `to`; null is open. The most specific one in force holds, of equals the one made last.",
  ].join(" "),
  example: {
    kind: "model_rates",
    name: "Negotiated Sonnet",
    provider: "anthropic",
    model: "claude-sonnet-4-5*",
    rates: { input_tokens: "2.4", cache_read_tokens: "0.24", output_tokens: "12" },
    from: "2026-11-01T00:00:00Z",
  },
});

export const priceOverrideRoutes = entityRoutes({
  kind: PRICE_OVERRIDES,
  path: "/v1/price-overrides",
  parameter: "price_override_id",
  tag: "Prices",
  name: "PriceOverride",
  scopes: { read: "prices:read", write: "prices:write" },
  input: OverrideBody,
  body: PriceOverride.meta({ id: "PriceOverride" }),
  description:
    "A price a hundred times or a hundredth of the one before, or above a dollar for 1,000 tokens, is refused with `price_needs_confirmation` unless the body says `confirm: true`.",
  afterChange: askForRepricing,
});
