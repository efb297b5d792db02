import type { Enrichment } from "@outlay/domain/build-block";
import { completeTuple } from "@outlay/domain/complete-tuple";
import type { Configuration } from "@outlay/domain/configuration";
import { priceRow } from "@outlay/domain/price-row";
import { localHourOf } from "@outlay/domain/zone";
import { findRate } from "@outlay/prices/catalogue";
import { modelTier } from "@outlay/prices/model-tiers";

/** How a tenant's usage is enriched under a configuration: its local hours, its attribution, its prices. */
export function enrichmentOf({ tenant }: Configuration): Enrichment {
  return {
    localHour: (epochMs) => localHourOf(epochMs, tenant.time_zone),
    price: (batch, row) => priceRow(batch, row, findRate),
    completeTuple: (stated) => completeTuple(stated, { modelTier }),
  };
}
