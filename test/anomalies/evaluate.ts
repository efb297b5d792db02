import { ANOMALY_RULES, type AnomalyRuleName } from "@outlay/domain/anomaly-rule";
import { periodsOfDay, type Series } from "@outlay/domain/series";
import type { Labelled } from "./labelled.ts";
import { overYesterday, type Question, threeSigma } from "./naive.ts";
import type { Window } from "./plants.ts";
import { add, f1, NOTHING, tally, type Tally } from "./score.ts";

/** Whoever names incidents in a labelled series. */
export type Detector = (labelled: Labelled) => readonly Window[];

export const outlay: Detector = ({ rule, series, parameters }) => incidentsOf(rule, series, parameters);

function incidentsOf(rule: AnomalyRuleName, series: Series, parameters: unknown): readonly Window[] {
  const at = new Map(series.periods.map((period, index) => [period, index]));
  return ANOMALY_RULES[rule]
    .judge(series, parameters)
    .map(({ from, to }): Window => [at.get(from) ?? -1, at.get(to) ?? -1]);
}

const naive =
  (find: (question: Question) => readonly Window[]): Detector =>
  ({ question }) =>
    find(question);

export const sigma = naive(threeSigma);
export const percentOver = (percent: number): Detector => naive((question) => overYesterday(question, percent));
const PERCENTS = [10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1000];

export const evaluate = (all: readonly Labelled[], detector: Detector): Tally =>
  all.reduce((sum, one) => {
    const lead = periodsOfDay(one.series.granularity);
    return add(sum, tally(detector(one), one.windows, { lead, tolerance: one.tolerance }));
  }, NOTHING);

/** The percentage that does best on these very series: more than anybody could know beforehand. */
export function bestPercentage(all: readonly Labelled[]): { readonly percent: number; readonly tally: Tally } {
  const tried = PERCENTS.map((percent) => ({
    percent,
    tally: evaluate(all, percentOver(percent)),
  }));
  return tried.reduce((best, next) => (f1(next.tally) > f1(best.tally) ? next : best));
}
