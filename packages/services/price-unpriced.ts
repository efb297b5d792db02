import { DAY_MS } from "@outlay/domain/bucket";
import type { Enrichment } from "@outlay/domain/build-block";
import type { Configuration } from "@outlay/domain/configuration";
import {
  canonicalTags,
  dimensionIndex,
  TAG_PREFIX,
  TAGS_INDEX,
  TUPLE_FIELDS,
  UNATTRIBUTED,
} from "@outlay/domain/dimensions";
import { LIMITS } from "@outlay/domain/limits";
import { addDays, type LocalDate } from "@outlay/domain/local-date";
import { USAGE_MEASURES } from "@outlay/domain/measures";
import type { SpendItem } from "@outlay/domain/spend";
import { localDateOf, startOfLocalDate } from "@outlay/domain/zone";
import { PLATFORM } from "./complete-repricing.ts";
import type { JobsWorld } from "./context.ts";
import { loadEnrichment } from "./enrichment.ts";
import { querySpend } from "./query-spend.ts";
import { readConfiguration } from "./read-configuration.ts";
import { startRepricing } from "./start-repricing.ts";

/** What a price is found by, as far as pages tell it. */
const PRICED_BY = ["provider", "model", "operation", "service_tier", "region", "route"] as const;
const MEASURED = ["unpriced_events", "unpriced_calls", ...USAGE_MEASURES] as const;

/**
 * Starts a re-pricing of what has no price and would have one now, of the last so many days: a price was decided, or a new
 * edition of the list came. Starts none where nothing would change, nor where one that knows all prices is still at work.
 * Closed months are left alone.
 */
export async function priceUnpriced(world: JobsWorld, tenantId: string, days: number): Promise<void> {
  const configuration = await readConfiguration(world, tenantId);
  if (!configuration || isAtWork(configuration)) return;
  const dates = await priceableDates(world, tenantId, configuration, Math.min(days, LIMITS.repricingDays));
  const [first] = dates;
  const last = dates.at(-1);
  if (first === undefined || last === undefined) return;
  await startRepricing(
    { ...world, tenantId, actor: PLATFORM, configuration },
    {
      from: first,
      to: addDays(last, 1),
      reason: "What had no price has one now.",
      only: "unpriced",
      provider: null,
      model: null,
      attribution: false,
      dry_run: false,
    },
  );
}

/** Whether one of these is at work that was decided after all prices were. */
function isAtWork({ repricings, priceOverrides, currencyRates }: Configuration): boolean {
  const changes = [...priceOverrides.values(), ...currencyRates.values()].map(({ updated_at }) => updated_at);
  return [...repricings.values()].some(
    ({ completed_at, created_by, created_at }) =>
      completed_at === null && created_by.kind === "platform" && changes.every((change) => change < created_at),
  );
}

/** The local dates, in order, on which something without a price would have one. */
async function priceableDates(
  world: JobsWorld,
  tenantId: string,
  configuration: Configuration,
  days: number,
): Promise<readonly LocalDate[]> {
  const zone = configuration.tenant.time_zone;
  const to = addDays(localDateOf(world.now().getTime(), zone), 1);
  const groupBy = pricedBy(configuration);
  const { items } = await querySpend(world, tenantId, {
    from: addDays(to, -days),
    to,
    granularity: "day",
    groupBy,
    filters: new Map(),
    measures: MEASURED,
  });
  const enrichment = await loadEnrichment(world, tenantId, configuration);
  const dates = items
    .filter(({ period }) => !configuration.closedMonths.has(period.slice(0, 7)))
    .filter((item) => isPriceable(groupBy, item, enrichment, startOfLocalDate(item.period, zone)))
    .map(({ period }) => period);
  return [...new Set(dates)];
}

/** What prices are found by, and what the scopes of the tenant's own ones name. */
const pricedBy = ({ priceOverrides }: Configuration): readonly string[] => [
  ...new Set([
    ...PRICED_BY,
    ...[...priceOverrides.values()].flatMap((override) => ("scope" in override ? Object.keys(override.scope) : [])),
  ]),
];

/** Whether usage like that of a day would have a price in its first or its last moment. */
function isPriceable(
  groupBy: readonly string[],
  { dimensions, sums }: SpendItem,
  enrichment: Enrichment,
  startEpochMs: number,
): boolean {
  const [unpricedEvents = 0n, unpricedCalls = 0n] = sums;
  if (unpricedEvents === 0n && unpricedCalls === 0n) return false;
  const tuple = TUPLE_FIELDS.map((): string | null => null);
  const tags = new Map<string, string>();
  for (const [index, name] of groupBy.entries()) {
    const value = dimensions[index];
    if (value === undefined || value === UNATTRIBUTED) continue;
    if (name.startsWith(TAG_PREFIX)) tags.set(name.slice(TAG_PREFIX.length), value);
    else tuple[dimensionIndex(name)] = value;
  }
  tuple[TAGS_INDEX] = canonicalTags(tags);
  const used = MEASURED.flatMap((name, index) => (index >= 2 && sums[index] ? [[name, [1, 1]] as const] : []));
  const batch = {
    tuples: [tuple],
    ids: ["first", "last"],
    timesEpochMs: [startEpochMs, startEpochMs + DAY_MS - 1],
    tupleOf: [0, 0],
    usage: Object.fromEntries(used),
    numbers: {},
    texts: {},
  };
  const calls = used.reduce((sum, [name]) => sum + (CALLS.has(name) ? 1 : 0), 0);
  return [0, 1].some((row) => {
    const priced = enrichment.price(batch, row, tuple);
    if (unpricedEvents > 0n && priced.unpricedReason === null) return true;
    return unpricedCalls > 0n && priced.unpricedReason === null && priced.unpricedCalls < calls;
  });
}

const CALLS = new Set<string>(["tool_calls", "retrieval_calls", "web_searches"]);
