import { HOUR_MS } from "./bucket.ts";
import { dimensionIndex, type Tuple } from "./dimensions.ts";
import { addDays } from "./local-date.ts";
import {
  COST_COMPONENTS,
  type CostComponent,
  costMeasure,
  type Measure,
  MEASURES,
  USAGE_MEASURES,
} from "./measures.ts";
import { dateOfPeriod, type PageRow } from "./page.ts";
import type { CompiledOverride } from "./override-rules.ts";
import { REVIEW_UNPRICED } from "./price-charges.ts";
import { isLinear } from "./price-linear.ts";
import type { PriceBook, TuplePrices } from "./price-book.ts";
import { priceRow, type PricedRow } from "./price-row.ts";
import type { UsageBatch } from "./usage-batch.ts";
import { MODEL_OPERATIONS, type Operation } from "./usage-event.ts";

/** What a preview is made of. */
export interface PreviewRules {
  readonly before: PriceBook;
  readonly after: PriceBook;
  /** What the change brings, and what it takes away. */
  readonly changed: readonly CompiledOverride[];
  readonly startOfDate: (date: string) => number;
  /** Whether the list price of a call changes within a span of time. */
  readonly isListChanging: (tuple: Tuple, fromEpochMs: number, toEpochMs: number) => boolean;
}

export interface PreviewItem {
  readonly provider: string | null;
  readonly model: string | null;
  before: bigint;
  after: bigint;
  /** Pages hold sums: what hangs on single events is as if all of a row were like their average. */
  basis: "exact" | "estimated";
}

export interface Preview {
  readonly components: ReadonlyMap<CostComponent, { before: bigint; after: bigint }>;
  /** By provider and model. */
  readonly models: readonly PreviewItem[];
  readonly unpricedBefore: bigint;
  readonly unpricedAfter: bigint;
}

const at = {
  provider: dimensionIndex("provider"),
  model: dimensionIndex("model"),
  operation: dimensionIndex("operation"),
  unpricedReason: dimensionIndex("unpriced_reason"),
};

/** What rows of pages cost, and what they would under other prices. Of a row that no changed price matches both are the same. */
export function previewPrices(rows: Iterable<PageRow>, rules: PreviewRules): Preview {
  const components = new Map(COST_COMPONENTS.map((component) => [component, { before: 0n, after: 0n }]));
  const models = new Map<string, PreviewItem>();
  let [unpricedBefore, unpricedAfter] = [0n, 0n];
  for (const row of rows) {
    const change = changeOf(row, rules);
    const item = modelItem(models, row.tuple);
    for (const [component, sums] of components) {
      const before = sumOf(row, costMeasure(component));
      const changed = before + (change.byComponent.get(component) ?? 0n);
      // Pages that were priced by other prices than are in force may hold less than those would take away.
      const after = changed < 0n ? 0n : changed;
      sums.before += before;
      sums.after += after;
      item.before += before;
      item.after += after;
    }
    if (!change.isExact) item.basis = "estimated";
    unpricedBefore += sumOf(row, "unpriced_events");
    unpricedAfter += change.unpricedEvents;
  }
  return { components, models: [...models.values()], unpricedBefore, unpricedAfter };
}

const indexOf = new Map(MEASURES.map((name, index) => [name, index]));
const sumOf = ({ sums }: PageRow, name: Measure): bigint => sums[indexOf.get(name) ?? -1] ?? 0n;

function modelItem(models: Map<string, PreviewItem>, tuple: Tuple): PreviewItem {
  const [provider = null, model = null] = [tuple[at.provider], tuple[at.model]];
  const key = JSON.stringify([provider, model]);
  const item = models.get(key) ?? { provider, model, before: 0n, after: 0n, basis: "exact" };
  models.set(key, item);
  return item;
}

interface RowChange {
  readonly byComponent: ReadonlyMap<CostComponent, bigint>;
  readonly unpricedEvents: bigint;
  readonly isExact: boolean;
}

function changeOf(row: PageRow, rules: PreviewRules): RowChange {
  const unpricedEvents = sumOf(row, "unpriced_events");
  const bought = sumOf(row, "events") - sumOf(row, "response_cache_hits");
  if (bought <= 0n || !rules.changed.some(({ matches }) => matches(row.tuple))) {
    return { byComponent: new Map(), unpricedEvents, isExact: true };
  }
  const span = spanOf(row.period, rules.startOfDate);
  const whole = batchOf(row, span.fromEpochMs, (sum) => sum);
  const isExact =
    sumOf(row, "response_cache_hits") === 0n &&
    hasEvenRequests(row) &&
    [rules.before, rules.after].every(
      (book) => isLinear(whole, row.tuple, book) && isSteady(row.tuple, book, span, rules),
    );
  const batch = isExact ? whole : batchOf(row, span.fromEpochMs, (sum) => (sum + bought / 2n) / bought);
  const times = isExact ? 1n : bought;
  const before = priceRow(batch, 0, row.tuple, rules.before);
  const after = priceRow(batch, 0, row.tuple, rules.after);
  // Pages that a price has not reached yet say what was unpriced then: nothing of it is to be taken away.
  const reason = row.tuple[at.unpricedReason] ?? null;
  // Of people's time pages say nothing: it stays without a price.
  const isReview = reason === REVIEW_UNPRICED;
  const isBehind = !isReview && reason !== before.unpricedReason;
  const byComponent = new Map<CostComponent, bigint>();
  const add = ({ cost }: PricedRow, sign: bigint) =>
    cost.forEach(([component, picos]) =>
      byComponent.set(component, (byComponent.get(component) ?? 0n) + sign * times * picos),
    );
  add(after, 1n);
  if (!isBehind) add(before, -1n);
  const isCurrent = before.cost.every(([component, picos]) => sumOf(row, costMeasure(component)) === picos);
  const stillUnpriced = before.unpricedReason === null ? bought : unpricedEvents;
  return {
    byComponent,
    unpricedEvents: isReview ? unpricedEvents : after.unpricedReason === null ? 0n : stillUnpriced,
    isExact: isExact && !isBehind && isCurrent,
  };
}

interface Span {
  readonly fromEpochMs: number;
  readonly toEpochMs: number;
}

/** A local hour ("2026-11-02T09+01:00") or date. */
function spanOf(period: string, startOfDate: (date: string) => number): Span {
  const date = dateOfPeriod(period);
  if (period === date) return { fromEpochMs: startOfDate(date), toEpochMs: startOfDate(addDays(date, 1)) };
  const fromEpochMs = Date.parse(`${period.slice(0, 13)}:00${period.slice(13)}`);
  return { fromEpochMs, toEpochMs: fromEpochMs + HOUR_MS };
}

/** What calls no model and says no requests is one request an event: so all of a row's do, or none. */
function hasEvenRequests(row: PageRow): boolean {
  const requests = sumOf(row, "requests");
  return isModelOperation(row.tuple) || requests === 0n || requests >= sumOf(row, "events");
}

const modelOperations: ReadonlySet<string> = new Set<Operation>(MODEL_OPERATIONS);
const isModelOperation = (tuple: Tuple): boolean => modelOperations.has(tuple[at.operation] ?? "");

/** A row's sums as if they were one event. */
function batchOf(row: PageRow, atEpochMs: number, share: (sum: bigint) => bigint): UsageBatch {
  const usage = USAGE_MEASURES.map((name) => [name, [Number(share(sumOf(row, name)))]] as const);
  const events = sumOf(row, "requests") === 0n && !isModelOperation(row.tuple) ? sumOf(row, "events") : undefined;
  return {
    tuples: [row.tuple],
    ids: [""],
    timesEpochMs: [atEpochMs],
    tupleOf: [0],
    usage: { ...Object.fromEntries(usage), ...(events === undefined ? {} : { requests: [Number(share(events))] }) },
    numbers: {},
    texts: {},
  };
}

/** No price of a tuple begins or ends within a span. */
function isSteady(tuple: Tuple, book: PriceBook, { fromEpochMs, toEpochMs }: Span, rules: PreviewRules): boolean {
  const isWithin = (epochMs: number) => epochMs > fromEpochMs && epochMs < toEpochMs;
  const prices = candidatesOf(book.pricesOf(tuple));
  if (prices.some((rule) => isWithin(rule.fromEpochMs) || isWithin(rule.toEpochMs))) return false;
  return !rules.isListChanging(tuple, fromEpochMs, toEpochMs);
}

const candidatesOf = (prices: TuplePrices): readonly CompiledOverride[] => [
  ...prices.modelRates,
  ...prices.listAdjustments,
  ...prices.ownAdjustments,
  ...[...prices.units.values()].flat(),
  ...prices.perCall,
  ...prices.shares,
];
