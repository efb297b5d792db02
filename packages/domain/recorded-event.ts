import { acceptanceOf, type Block } from "./block.ts";
import type { Bucket } from "./bucket.ts";
import {
  ATTRIBUTION_DIMENSIONS,
  CONSUMER_DIMENSIONS,
  consumerDimension,
  dimensionIndex,
  parseTags,
  TAGS_INDEX,
  type Tuple,
} from "./dimensions.ts";
import { parseFilledBy } from "./filled-by.ts";
import { type Cause, CAUSES, COST_COMPONENTS, type CostComponent, costMeasure, USAGE_MEASURES } from "./measures.ts";
import { parseAmount } from "./money.ts";
import type { Place } from "./page.ts";
import { parseRelease } from "./release.ts";
import { RELEASE } from "./usage-batch.ts";

/** How sure an amount is: counted by the source, estimated by it, or a share of what others cost. */
export type Mark = "measured" | "estimated" | "allocated";

/** One event as it counts: what its source said, and why each dimension and each amount is what it is. Amounts are picos. */
export interface RecordedEvent {
  readonly id: string;
  readonly source: string;
  readonly timeEpochMs: number;
  readonly tuple: Tuple;
  readonly usage: Readonly<Record<string, number>>;
  readonly numbers: (name: string) => number | null;
  readonly texts: (name: string) => string | null;
  readonly dimensions: Readonly<Record<string, { readonly value: string | null; readonly filledBy: string | null }>>;
  readonly tags: ReadonlyMap<string, string>;
  readonly costLines: readonly { readonly component: CostComponent; readonly picos: bigint; readonly mark: Mark }[];
  readonly unpricedReason: string | null;
  readonly unpricedCalls: number;
  readonly causes: readonly Cause[];
  /** The prices that it was priced by. */
  readonly rateId: string | null;
  readonly reported: Reported | null;
  /** Picos that it set free in each capped budget that held them; null where others did, or nothing was reserved. */
  readonly releasedPicos: bigint | null;
  readonly acceptedAtEpochMs: number;
  /** Of the re-pricing that priced it; 0 as it was recorded. */
  readonly generation: number;
}

/** What the source says that the call cost; ours is of the call alone. Null picos: no rate converts its currency. */
export interface Reported {
  readonly amount: string;
  readonly currency: string;
  readonly picos: bigint | null;
  readonly oursPicos: bigint | null;
}

const indexOf = { source: dimensionIndex("source"), filledBy: dimensionIndex("filled_by") };
const reasonIndex = dimensionIndex("unpriced_reason");

export const tupleOfRow = ({ block, row }: Place): Tuple => block.groups[block.groupOf[row] ?? -1]?.tuple ?? [];
export const timeOfRow = (bucket: Bucket, { block, row }: Place): number =>
  bucket.startEpochMs + (block.offsetsMs[row] ?? 0);

/** Reads one winning row of a bucket. */
export function recordedEvent(bucket: Bucket, place: Place): RecordedEvent {
  const { block, row } = place;
  const tuple = tupleOfRow(place);
  const used = USAGE_MEASURES.map((name) => [name, block.usage[name]?.[row] ?? 0] as const);
  const amount = amountsOf(block, row);
  return {
    id: block.ids[row] ?? "",
    source: tuple[indexOf.source] ?? "",
    timeEpochMs: timeOfRow(bucket, place),
    tuple,
    usage: Object.fromEntries(used.filter(([, count]) => count > 0)),
    numbers: (name) => block.numbers[name]?.[row] ?? null,
    texts: (name) => block.texts[name]?.[row] ?? null,
    dimensions: dimensionsOf(tuple),
    tags: parseTags(tuple[TAGS_INDEX] ?? null),
    costLines: costLines(block, row, amount),
    unpricedReason: tuple[reasonIndex] ?? null,
    unpricedCalls: block.numbers["unpriced_calls"]?.[row] ?? 0,
    causes: CAUSES.filter((cause) => amount(`${cause}_events`) > 0n),
    rateId: block.groups[block.groupOf[row] ?? -1]?.rateId ?? null,
    reported: reportedOf(block, row, amount),
    releasedPicos: releasedBy(block, row),
    acceptedAtEpochMs: acceptanceOf(block, row).acceptedAtEpochMs,
    generation: block.generation,
  };
}

function releasedBy({ texts }: Block, row: number): bigint | null {
  const text = texts[RELEASE]?.[row] ?? null;
  return text === null ? null : parseRelease(text).picos;
}

type AmountOf = (name: string) => bigint;

const amountsOf =
  ({ costs, numbers }: Block, row: number): AmountOf =>
  (name) =>
    BigInt(costs[name]?.[row] ?? numbers[name]?.[row] ?? 0);

function dimensionsOf(tuple: Tuple): RecordedEvent["dimensions"] {
  const { fillers, hasConsumer } = parseFilledBy(tuple[indexOf.filledBy] ?? null);
  const shown = (name: string, by = name) => {
    const value = tuple[dimensionIndex(name)] ?? null;
    return [name, { value, filledBy: value === null ? null : (fillers.get(by) ?? "event") }] as const;
  };
  return Object.fromEntries([
    ...ATTRIBUTION_DIMENSIONS.map((name) => shown(name)),
    // Where the event names no consumer, it is whoever did the work.
    ...CONSUMER_DIMENSIONS.map((name) => shown(consumerDimension(name), hasConsumer ? consumerDimension(name) : name)),
  ]);
}

/** A line a component. Of orchestration, what is a share of others' cost is a line of its own. */
function costLines(block: Block, row: number, amount: AmountOf): RecordedEvent["costLines"] {
  const isEstimated = Boolean(block.numbers["estimated"]?.[row]);
  const allocated = isEstimated ? 0n : amount("cost_allocated");
  return COST_COMPONENTS.flatMap((component) => {
    const picos = amount(costMeasure(component));
    const share = component === "orchestration" ? allocated : 0n;
    const own = { component, picos: picos - share, mark: isEstimated ? ("estimated" as const) : ("measured" as const) };
    const lines = share === 0n ? [own] : [own, { component, picos: share, mark: "allocated" as const }];
    return lines.filter((line) => line.picos !== 0n);
  });
}

function reportedOf(block: Block, row: number, amount: AmountOf): Reported | null {
  const text = block.texts["reported_cost"]?.[row];
  if (!text) return null;
  // As usage-batch.ts wrote it.
  const stated = JSON.parse(text) as { amount: string; currency: string };
  const isCompared = amount("reported_events") > 0n && parseAmount(stated.amount) !== undefined;
  return {
    ...stated,
    picos: isCompared ? amount("cost_reported") : null,
    oursPicos: isCompared ? amount("cost_compared") : null,
  };
}
