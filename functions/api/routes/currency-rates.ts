import { CurrencyRate, CurrencyRateInput } from "@outlay/domain/currency-rate";
import { askForRepricing } from "@outlay/services/ask-for-repricing";
import { CURRENCY_RATES } from "@outlay/services/currency-rates";
import { entityRoutes } from "../entity-routes.ts";

export const currencyRateRoutes = entityRoutes({
  kind: CURRENCY_RATES,
  path: "/v1/currency-rates",
  parameter: "currency_rate_id",
  tag: "Prices",
  name: "CurrencyRate",
  scopes: { read: "prices:read", write: "prices:write" },
  input: CurrencyRateInput.meta({
    id: "CurrencyRateInput",
    description:
      "`rate`: units of your currency for one of `currency`, from the local date `from` on, until the next rate of that currency.",
    example: { currency: "GBP", rate: "1.2715", from: "2026-11-01" },
  }),
  body: CurrencyRate.meta({ id: "CurrencyRate" }),
  description:
    "Prices and reported costs in another currency than yours are converted by the rate in force on the event's local date. Without one they are unpriced, for the reason `no_rate`.",
  afterChange: askForRepricing,
});
