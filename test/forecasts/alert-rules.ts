import { outlineForecast, restOfPeriod } from "@outlay/domain/forecast-outline";
import { addDays } from "@outlay/domain/local-date";
import type { MadeSeries } from "./make-series.ts";

const HISTORY_DAYS = 100;
const PERIOD_DAYS = 30;
const NIGHTS_APART = 3;
const TODAY = "2026-11-01";
const begun = { spent: 0, elapsedShare: 0 };
/** Budgets, as parts of what the period came to: those below 1 are reached. */
const PARTS = [0.75, 0.85, 0.95, 1.05, 1.15, 1.3];

export type Rule = "low edge of 80 %" | "mean" | "run rate";
const RULES: readonly Rule[] = ["low edge of 80 %", "mean", "run rate"];

export interface Tally {
  reached: number;
  /** Of those reached, told before they were, and how many days. */
  told: number;
  daysAhead: number;
  kept: number;
  /** Of those kept, told all the same. */
  false: number;
}

/** What each rule expects for the period's end, night by night; null where it says nothing yet. */
function expectedEnds(values: readonly number[]): Record<Rule, number | null>[] {
  return Array.from({ length: PERIOD_DAYS / NIGHTS_APART }, (_, night) => {
    const day = NIGHTS_APART * night;
    const spent = sumOf(values.slice(HISTORY_DAYS, HISTORY_DAYS + day));
    const outline = outlineForecast(values.slice(0, HISTORY_DAYS + day), TODAY, PERIOD_DAYS - day);
    const end = addDays(TODAY, PERIOD_DAYS - day);
    const rest = outline.method === null ? undefined : restOfPeriod(outline, { today: TODAY, begun }, end)?.at(-1);
    return {
      "low edge of 80 %": rest ? spent + rest.low80 : null,
      mean: rest ? spent + rest.mean : null,
      "run rate": day < PERIOD_DAYS / 10 ? null : (spent * PERIOD_DAYS) / day,
    };
  });
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** How each rule would have told of budgets that were kept and of those that were reached. */
export function tallyRules(series: readonly MadeSeries[]): ReadonlyMap<Rule, Tally> {
  const tallies = new Map(
    RULES.map((rule): [Rule, Tally] => [rule, { reached: 0, told: 0, daysAhead: 0, kept: 0, false: 0 }]),
  );
  for (const { values } of series) {
    const period = values.slice(HISTORY_DAYS, HISTORY_DAYS + PERIOD_DAYS);
    const nights = expectedEnds(values);
    for (const part of PARTS) {
      const amount = part * sumOf(period);
      for (const [rule, tally] of tallies) {
        const told = NIGHTS_APART * nights.findIndex((ends) => (ends[rule] ?? 0) >= amount);
        note(tally, period, amount, told);
      }
    }
  }
  return tallies;
}

function note(tally: Tally, period: readonly number[], amount: number, told: number): void {
  const reachedOn = period.findIndex((_, day) => sumOf(period.slice(0, day + 1)) >= amount);
  const isTold = told >= 0 && (reachedOn === -1 || told <= reachedOn);
  if (reachedOn === -1) {
    tally.kept += 1;
    if (isTold) tally.false += 1;
    return;
  }
  tally.reached += 1;
  if (isTold) {
    tally.told += 1;
    tally.daysAhead += reachedOn - told;
  }
}

/** Tallies as a table of Markdown. */
export function alertTable(tallies: ReadonlyMap<Rule, Tally>): string {
  const percent = (part: number, whole: number) => ((100 * part) / whole).toFixed(1);
  return [
    "| rule | of budgets kept, told falsely % | of budgets reached, told before % | days before, of those told |",
    "| --- | --- | --- | --- |",
    ...[...tallies].map(
      ([rule, { reached, told, daysAhead, kept, false: wrong }]) =>
        `| ${rule} | ${percent(wrong, kept)} | ${percent(told, reached)} | ${(daysAhead / told).toFixed(1)} |`,
    ),
  ].join("\n");
}
