import { LAST } from "./last-families.ts";
import { HELD_OUT } from "./held-out-families.ts";
import { makeSeries, type MadeSeries } from "./make-series.ts";
import { TUNED } from "./tuned-families.ts";

/** Another seed than the one that the forecast was tuned with. */
export const SEED = 77_001;

export interface SeriesSet {
  readonly says: string;
  readonly series: readonly MadeSeries[];
}

export const SETS: readonly SeriesSet[] = [
  { says: "108 series of families that the forecast was tuned on", series: makeSeries(TUNED, 6, SEED) },
  { says: "112 series of families that were held out once", series: makeSeries(HELD_OUT, 8, SEED) },
  { says: "112 series of families of which nothing was seen before", series: makeSeries(LAST, 8, SEED) },
];

const ALERT_SEED = 4_711;
/** Series that budgets are held against. */
export const ALERT_SERIES: readonly MadeSeries[] = [
  ...makeSeries(TUNED, 3, ALERT_SEED),
  ...makeSeries(HELD_OUT, 1, ALERT_SEED),
];
