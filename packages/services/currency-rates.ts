import { invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import type { EntityKind } from "./entities.ts";

/** A tenant's currency rates, as a collection: of each currency one from each date. */
export const CURRENCY_RATES: EntityKind<"currency_rate"> = {
  collection: "currency_rate",
  idPrefix: "cur",
  noun: "currency rate",
  limit: LIMITS.currencyRatesPerTenant,
  notFound: "currency_rate_not_found",
  limitReached: "currency_rate_limit_reached",
  check: ({ tenant, currencyRates }, { currency, from }, id) => {
    if (currency === tenant.currency) {
      throw invalidRequest({ pointer: "/currency", detail: `another currency than your own, ${tenant.currency}` });
    }
    const other = currencyRates.values().find((rate) => rate.currency === currency && rate.from === from);
    if (other === undefined || other.id === id) return;
    throw invalidRequest({ pointer: "/from", detail: `${currency} has a rate from ${from} already: ${other.id}` });
  },
};
