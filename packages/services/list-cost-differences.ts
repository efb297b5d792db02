import { statedValue } from "@outlay/domain/dimensions";
import { divideHalfEven } from "@outlay/domain/money";
import type { Context } from "./context.ts";
import { querySpend } from "./query-spend.ts";

/** What a source says that calls cost, beside what they cost here. Picos of the tenant's currency. */
export interface CostDifference {
  readonly source: string;
  readonly provider: string | null;
  readonly model: string | null;
  readonly figures: Compared;
}

export interface Compared {
  readonly reported: bigint;
  readonly ours: bigint;
  readonly events: bigint;
  /** Events whose reported cost has no currency rate, and is in neither sum. */
  readonly eventsWithoutRate: bigint;
}

const MEASURES = ["cost_reported", "cost_compared", "reported_events", "reported_events_without_rate"] as const;

/** By source, provider and model over local dates `[from, to)`; only what reports a cost. */
export async function listCostDifferences(
  ctx: Context,
  range: { readonly from: string; readonly to: string },
): Promise<{ readonly items: readonly CostDifference[]; readonly totals: Compared }> {
  const groupBy = ["source", "provider", "model"];
  const query = { ...range, granularity: "total", groupBy, filters: new Map(), measures: MEASURES } as const;
  const { items, totals } = await querySpend(ctx, ctx.tenantId, query);
  return {
    items: items
      .map(({ dimensions: [source = "", provider, model], sums }) => {
        return { source, provider: statedValue(provider), model: statedValue(model), figures: toCompared(sums) };
      })
      .filter(({ figures }) => figures.events + figures.eventsWithoutRate > 0n),
    totals: toCompared(totals),
  };
}

const toCompared = ([reported = 0n, ours = 0n, events = 0n, eventsWithoutRate = 0n]: readonly bigint[]): Compared => ({
  reported,
  ours,
  events,
  eventsWithoutRate,
});

/** What ours is more than reported, in hundredths of a per cent of what is reported; undefined where that is nothing. */
export const differenceBasisPoints = ({ reported, ours }: Compared): bigint | undefined =>
  reported === 0n ? undefined : divideHalfEven((ours - reported) * 10_000n, reported);
