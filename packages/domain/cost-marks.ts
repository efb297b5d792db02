import { dimensionIndex } from "./dimensions.ts";
import { type Cause, causeMeasure } from "./measures.ts";
import { divideHalfEven, parseAmount } from "./money.ts";
import type { Conversion, PriceBook } from "./price-book.ts";
import type { Call, Cost, Entry } from "./price-ledger.ts";

type Cells = [name: string, cell: bigint][];
const NOTHING: Cells = [];

const at = {
  operation: dimensionIndex("operation"),
  status: dimensionIndex("status"),
  routeType: dimensionIndex("route_type"),
};

/**
 * What stands beside the cost of a row: why it arose, what of it is estimated or allocated, what its source says it cost, and
 * what it was before conversion. By measure, in picos or events. Each mark is at most the cost. Source: docs/prices.md.
 */
export function besideCost(
  call: Call,
  book: PriceBook,
  {
    cost,
    share,
    entries,
  }: { readonly cost: readonly Cost[]; readonly share: bigint; readonly entries: readonly Entry[] },
): Cells {
  const causes = causesOf(call);
  const isEstimated = call.batch.numbers["estimated"]?.[call.row] === 1;
  const reported = call.batch.texts["reported_cost"]?.[call.row] ?? null;
  const isConverted = entries.some(({ original }) => original !== undefined);
  if (causes.length === 0 && !isEstimated && share === 0n && reported === null && !isConverted) return NOTHING;
  const whole = cost.reduce((sum, [, picos]) => sum + picos, 0n);
  const cells: Cells = causes.flatMap((cause): Cells => [
    [causeMeasure(cause), whole],
    [`${cause}_events`, 1n],
  ]);
  // Of an estimated event all is estimated, its share as well: what is neither is measured, and nothing is both.
  if (isEstimated) cells.push(["cost_estimated", whole]);
  else if (share !== 0n) cells.push(["cost_allocated", share]);
  if (reported !== null) cells.push(...reportedCells(call, book, reported, cost));
  if (isConverted) cells.push(...originalCells(entries));
  return cells;
}

const NO_CAUSES: Cause[] = [];

/** Of most events none, so that nothing is made for them. In the order of CAUSES. */
function causesOf({ batch, row, tuple }: Call): readonly Cause[] {
  let causes: Cause[] | undefined;
  const routeType = tuple[at.routeType];
  const status = tuple[at.status];
  if ((batch.numbers["attempt"]?.[row] ?? 0) > 1) (causes ??= []).push("retry");
  if (batch.numbers["loop"]?.[row]) (causes ??= []).push("loop");
  if (routeType === "fallback" || batch.texts["fallback_from"]?.[row]) (causes ??= []).push("fallback");
  if (routeType === "exception") (causes ??= []).push("exception");
  if (tuple[at.operation] === "evaluation") (causes ??= []).push("evaluation");
  if (status === "abandoned") (causes ??= []).push("abandoned");
  if (status === "blocked") (causes ??= []).push("blocked");
  return causes ?? NO_CAUSES;
}

/** What a source reports is of the call itself, so ours is compared without the orchestration around it. */
function reportedCells({ tuple, atEpochMs }: Call, book: PriceBook, text: string, cost: readonly Cost[]): Cells {
  const { amount, currency } = reportedCost(text);
  const conversion = book.conversion(currency, atEpochMs);
  if (conversion === undefined) return [["reported_events_without_rate", 1n]];
  const isOrchestration = tuple[at.operation] === "orchestration";
  const ours = cost.filter(([component]) => isOrchestration || component !== "orchestration");
  return [
    ["cost_reported", convert(parseAmount(amount) ?? 0n, conversion)],
    ["cost_compared", ours.reduce((sum, [, picos]) => sum + picos, 0n)],
    ["reported_events", 1n],
  ];
}

/** As usage-batch.ts wrote it of an event whose reported cost a schema had judged. */
const reportedCost = (text: string) => JSON.parse(text) as { amount: string; currency: string };

const convert = (picos: bigint, { scale }: Conversion): bigint =>
  divideHalfEven(picos * scale.numerator, scale.denominator);

function originalCells(entries: readonly Entry[]): Cells {
  const sums = new Map<string, bigint>();
  for (const { original } of entries) {
    if (original === undefined) continue;
    const name = originalColumn(original.currency);
    const picos = divideHalfEven(original.amount.numerator, original.amount.denominator);
    sums.set(name, (sums.get(name) ?? 0n) + picos);
  }
  return [...sums];
}

/** The column of a block that holds what was priced in another currency, in picos of that. */
export const originalColumn = (currency: string): string => `original_${currency}`;
