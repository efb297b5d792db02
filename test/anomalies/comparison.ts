import { meanOf } from "@outlay/domain/statistics";
import { FORMER_HOURLY_FAMILIES, HOURLY_FAMILIES } from "./families.ts";
import { FRESH_HOURLY_FAMILIES } from "./fresh-families.ts";
import { bestPercentage, type Detector, evaluate, sigma } from "./evaluate.ts";
import { formerGrowthSeries, growthSeries, freshGrowthSeries, hourlyGrowthSeries } from "./growth-series.ts";
import type { Labelled } from "./labelled.ts";
import { formerPresenceSeries, freshPresenceSeries, tunedPresenceSeries } from "./presence-series.ts";
import { formerRatioSeries, freshRatioSeries, RATIO_KINDS, type RatioKind, tunedRatioSeries } from "./ratio-series.ts";
import { f1, precision, recall, type Tally } from "./score.ts";

/** Labelled series by what they are called in tables: a rule's name, and what kind it is where a rule has several. */
export type Sets = Readonly<Record<string, readonly Labelled[]>>;

// A key of an object is one of its own names.
const KINDS = Object.keys(RATIO_KINDS) as RatioKind[];
const ratios = (make: (kind: RatioKind, seed: number) => readonly Labelled[], seed: number): Sets =>
  Object.fromEntries(KINDS.map((kind) => [kind, make(kind, seed)]));

/** On which thresholds were chosen, or that were looked at since. Others of the same families are made by other seeds. */
export function knownSets(seed = 0): Sets {
  const first: Sets = {
    growth: growthSeries(seed + 1),
    "growth (hourly)": hourlyGrowthSeries(HOURLY_FAMILIES, seed + 60_001),
    ...ratios(tunedRatioSeries, seed + 5),
    ...tunedPresenceSeries(seed + 9),
  };
  const former: Sets = {
    growth: formerGrowthSeries(seed + 500_000),
    "growth (hourly)": hourlyGrowthSeries(FORMER_HOURLY_FAMILIES, seed + 560_001),
    ...ratios(formerRatioSeries, seed + 700_000),
    ...formerPresenceSeries(seed + 900_000),
  };
  return Object.fromEntries(Object.entries(first).map(([name, all]) => [name, [...all, ...(former[name] ?? [])]]));
}

/** Other noise, rhythms, sizes, plants and months, on which nothing was chosen. */
export const freshSets = (seed = 0): Sets => ({
  growth: freshGrowthSeries(seed + 20_000),
  "growth (hourly)": hourlyGrowthSeries(FRESH_HOURLY_FAMILIES, seed + 80_000, 8),
  ...ratios(freshRatioSeries, seed + 100_000),
  ...freshPresenceSeries(seed + 300_000),
});

export interface Comparison {
  readonly name: string;
  readonly series: number;
  readonly clean: number;
  readonly outlay: Tally;
  /** False alerts a scope and month on the clean series; null where there are none. */
  readonly falseAMonth: number | null;
  /** The same of the worst of these series alone. */
  readonly worstAMonth: number | null;
  readonly percent: number;
  readonly percentage: Tally;
  readonly sigma: Tally;
}

export function compare(name: string, all: readonly Labelled[], detector: Detector): Comparison {
  const clean = all.filter(({ windows }) => windows.length === 0);
  const rates = clean.map((one) => detector(one).length / monthsOf(one.series));
  const { percent, tally } = bestPercentage(all);
  return {
    name,
    series: all.length,
    clean: clean.length,
    outlay: evaluate(all, detector),
    // Those of one set are all of the same length.
    falseAMonth: rates.length === 0 ? null : meanOf(rates),
    worstAMonth: rates.length === 0 ? null : Math.max(...rates),
    percent,
    percentage: tally,
    sigma: evaluate(all, sigma),
  };
}

export const monthsOf = ({ granularity, periods }: Labelled["series"]) =>
  periods.length / (granularity === "day" ? 30 : 720);

export const isBetter = ({ outlay, percentage, sigma: three }: Comparison): boolean =>
  f1(outlay) > f1(percentage) && f1(outlay) > f1(three);

const figures = (tally: Tally) =>
  [f1(tally), precision(tally), recall(tally)].map((value) => value.toFixed(2)).join(" / ");

/** A table in Markdown: F1 / precision / recall of each. */
export function tableOf(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map((row) => [
    row.name,
    `${row.series} (${row.clean})`,
    figures(row.outlay),
    `${row.falseAMonth?.toFixed(2) ?? "–"} / ${row.worstAMonth?.toFixed(2) ?? "–"}`,
    `${figures(row.percentage)} (${row.percent} %)`,
    figures(row.sigma),
  ]);
  const head = [
    "rule",
    "series (clean)",
    "Outlay",
    "false a month, mean / worst scope",
    "percentage over yesterday",
    "3 sigma over 30 days",
  ];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
