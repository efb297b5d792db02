import * as z from "zod";
import { compareText } from "./compare-text.ts";
import { dimensionIndex } from "./dimensions.ts";
import { COST_COMPONENTS, costMeasure, MEASURES, type Measure } from "./measures.ts";
import { dateOfPeriod, type Page, type PageRow } from "./page.ts";
import { type Repricing, type RepricingTotals, StoredSums, sums as isSummed } from "./repricing.ts";

/** What the result of a re-pricing is told in. */
export const RESULT_MEASURES = [
  "events",
  "unpriced_events",
  "unpriced_calls",
  ...COST_COMPONENTS.map(costMeasure),
] as const satisfies readonly Measure[];

const Text = z.string().nullable();

/** What a re-pricing did to the usage of one UTC day, or of several together: before and after by model, in order. */
export const RepricingResult = z.object({
  changed_events: z.int(),
  models: z.array(z.object({ provider: Text, model: Text, before: StoredSums, after: StoredSums })),
  /** After minus before, of months that were closed. */
  adjustments: z.array(
    z.object({ month: z.string(), department: Text, provider: Text, model: Text, difference: StoredSums }),
  ),
});
export type RepricingResult = z.infer<typeof RepricingResult>;

export const NO_RESULT: RepricingResult = { changed_events: 0, models: [], adjustments: [] };

const at = {
  department: dimensionIndex("department"),
  provider: dimensionIndex("provider"),
  model: dimensionIndex("model"),
};
const measures = RESULT_MEASURES.map((name) => ({ name, index: MEASURES.indexOf(name) }));

/** The result of one bucket. `adjusted` is the bucket as it would be if no month were closed. */
export function resultOf(
  repricing: Repricing,
  changedEvents: number,
  { before, after, adjusted }: { readonly before: Page; readonly after: Page; readonly adjusted: Page },
): RepricingResult {
  const summed = ({ rows }: Page) =>
    rows.filter(({ period, tuple }) => isSummed(repricing, dateOfPeriod(period), tuple));
  const modelLine = (side: "before" | "after") => (row: PageRow) => ({
    provider: row.tuple[at.provider] ?? null,
    model: row.tuple[at.model] ?? null,
    before: {},
    after: {},
    [side]: sumsOf(row, 1n),
  });
  const adjustment = (sign: bigint) => (row: PageRow) => ({
    month: row.period.slice(0, 7),
    department: row.tuple[at.department] ?? null,
    provider: row.tuple[at.provider] ?? null,
    model: row.tuple[at.model] ?? null,
    difference: sumsOf(row, sign),
  });
  const isAdjusted = adjusted !== after;
  return addResults([
    {
      changed_events: changedEvents,
      models: [...summed(before).map(modelLine("before")), ...summed(after).map(modelLine("after"))],
      adjustments: isAdjusted ? [...summed(adjusted).map(adjustment(1n)), ...summed(after).map(adjustment(-1n))] : [],
    },
  ]);
}

const sumsOf = ({ sums }: PageRow, sign: bigint): StoredSums =>
  Object.fromEntries(
    measures
      .filter(({ index }) => sums[index])
      .map(({ name, index }) => [name, (sign * (sums[index] ?? 0n)).toString()]),
  );

/** Results together: one line a model, and one a month, department and model. Lines of nothing but zeros are left out. */
export function addResults(results: readonly RepricingResult[]): RepricingResult {
  const models = mergeLines(
    results.flatMap((result) => result.models),
    ({ provider, model }) => JSON.stringify([provider, model]),
    (a, b) => ({ ...a, before: addSums(a.before, b.before), after: addSums(a.after, b.after) }),
  );
  const adjustments = mergeLines(
    results.flatMap((result) => result.adjustments),
    ({ month, department, provider, model }) => JSON.stringify([month, department, provider, model]),
    (a, b) => ({ ...a, difference: addSums(a.difference, b.difference) }),
  );
  return {
    changed_events: results.reduce((sum, result) => sum + result.changed_events, 0),
    models,
    adjustments: adjustments.filter(({ difference }) => Object.keys(difference).length > 0),
  };
}

function mergeLines<Line>(
  lines: readonly Line[],
  keyOf: (line: Line) => string,
  add: (a: Line, b: Line) => Line,
): Line[] {
  const merged = new Map<string, Line>();
  for (const line of lines) {
    const key = keyOf(line);
    const same = merged.get(key);
    merged.set(key, same === undefined ? line : add(same, line));
  }
  return [...merged].toSorted(([a], [b]) => compareText(a, b)).map(([, line]) => line);
}

/** Sums by measure, what comes to 0 left out. */
function addSums(a: StoredSums, b: StoredSums, sign = 1n): StoredSums {
  const names = RESULT_MEASURES.filter((name) => a[name] !== undefined || b[name] !== undefined);
  const added = names.map((name) => [name, BigInt(a[name] ?? 0) + sign * BigInt(b[name] ?? 0)] as const);
  return Object.fromEntries(added.filter(([, sum]) => sum !== 0n).map(([name, sum]) => [name, sum.toString()]));
}

export const differenceOf = (before: StoredSums, after: StoredSums): StoredSums => addSums(after, before, -1n);

export const totalsOf = ({ changed_events, models, adjustments }: RepricingResult): RepricingTotals => ({
  before: models.reduce((sum, line) => addSums(sum, line.before), {}),
  after: models.reduce((sum, line) => addSums(sum, line.after), {}),
  adjusted: adjustments.reduce((sum, line) => addSums(sum, line.difference), {}),
  changed_events,
});
