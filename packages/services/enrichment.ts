import type { Enrichment } from "@outlay/domain/build-block";
import { type CompiledRule, compileRules } from "@outlay/domain/attribution-rule";
import { type Completion, completeTuple } from "@outlay/domain/complete-tuple";
import type { Configuration } from "@outlay/domain/configuration";
import { priceRow } from "@outlay/domain/price-row";
import { localHourOf } from "@outlay/domain/zone";
import { modelTier } from "@outlay/prices/model-tiers";
import type { World } from "./context.ts";
import { priceBookOf } from "./price-book.ts";
import { readDirectory } from "./read-directory.ts";

/** How a tenant's usage is enriched under a configuration: its local hours, its attribution, its prices. */
export async function loadEnrichment(
  world: Pick<World, "table">,
  tenantId: string,
  configuration: Configuration,
): Promise<Enrichment> {
  const completion = await loadCompletion(world, tenantId, configuration);
  const book = priceBookOf(configuration);
  return {
    localHour: (epochMs) => localHourOf(epochMs, configuration.tenant.time_zone),
    price: (batch, row, tuple) => priceRow(batch, row, tuple, book),
    completeTuple: (stated) => completeTuple(stated, completion),
  };
}

/** What fills the tuples of a tenant's usage under a configuration. */
export async function loadCompletion(
  world: Pick<World, "table">,
  tenantId: string,
  configuration: Configuration,
): Promise<Completion> {
  const directory = await readDirectory(world, tenantId, configuration);
  const attribution = {
    bindingOf: (keyId: string) => configuration.apiKeys.get(keyId)?.binding,
    rules: rulesOf(configuration),
    memberOf: (user: string) => directory?.memberOf(user),
  };
  return { modelTier, attribution };
}

/** Compiled once, however often a configuration is used; one whose rules changed has another map. */
const compiled = new WeakMap<Configuration["attributionRules"], readonly CompiledRule[]>();

function rulesOf({ attributionRules }: Configuration): readonly CompiledRule[] {
  const known = compiled.get(attributionRules) ?? compileRules(attributionRules.values());
  compiled.set(attributionRules, known);
  return known;
}
