import type { ForecastRecord } from "./forecast-record.ts";
import { compareText } from "./compare-text.ts";
import { unitsOf } from "./estimate.ts";
import type { LocalDate } from "./local-date.ts";
import type { Period } from "./period.ts";

/** What was forecast on one date, beside what came. In units: estimates. */
export interface JudgedForecast {
  readonly on: LocalDate;
  readonly end: NonNullable<ForecastRecord["end"]>;
  /** What was forecast less what came. */
  readonly error: number;
  /** The same in per cents of what came; null where nothing came. */
  readonly errorPercent: number | null;
  readonly isWithin80: boolean;
  readonly isWithin95: boolean;
}

/** Of one scope in one period. */
export interface ScopeAccuracy {
  readonly dimension: ForecastRecord["dimension"];
  readonly value: string | null;
  readonly period: Period;
  /** What came: exact picos. */
  readonly actual: bigint;
  readonly forecasts: readonly JudgedForecast[];
}

/** What was kept at the start of one date. */
export interface ForecastNight {
  readonly date: LocalDate;
  readonly records: readonly ForecastRecord[];
}

/** The forecasts of some nights, judged by what came in their periods, of which `actualOf` tells; what it does not know is left out. */
export function judgeForecasts(
  nights: readonly ForecastNight[],
  actualOf: (record: ForecastRecord) => bigint | undefined,
): ScopeAccuracy[] {
  const scopes = new Map<string, ScopeAccuracy & { readonly forecasts: JudgedForecast[] }>();
  for (const { date, records } of nights) {
    for (const record of records) {
      const actual = actualOf(record);
      if (actual === undefined || record.end === null) continue;
      const { dimension, value, period } = record;
      const key = keyOf(record);
      const scope = scopes.get(key) ?? { dimension, value, period, actual, forecasts: [] };
      scopes.set(key, scope);
      scope.forecasts.push(judge(date, record.end, unitsOf(actual)));
    }
  }
  return [...scopes].toSorted(([a], [b]) => compareText(a, b)).map(([, scope]) => scope);
}

/** Names a scope in a period; in order of it come the tenant, budgets, departments and so on. */
export const keyOf = ({ dimension, value, period }: Pick<ScopeAccuracy, "dimension" | "value" | "period">): string =>
  JSON.stringify([dimension ?? "", value ?? "", period.from]);

/** A sum of days is of floating point, what came is exact: a billionth apart is the same. */
const SLACK = 1e-9;

function judge(on: LocalDate, end: JudgedForecast["end"], actual: number): JudgedForecast {
  const slack = SLACK * Math.max(1, actual);
  const error = end.mean - actual;
  return {
    on,
    end,
    error,
    errorPercent: actual > 0 ? (100 * error) / actual : null,
    isWithin80: end.low80 - slack <= actual && actual <= end.high80 + slack,
    isWithin95: end.low95 - slack <= actual && actual <= end.high95 + slack,
  };
}

/** Of all forecasts of one kind of scope that were made at one lead time. */
export interface AccuracySummary {
  readonly dimension: ForecastRecord["dimension"];
  readonly on: LocalDate;
  readonly forecasts: number;
  /** Mean absolute error in per cents, of those where something came; null where nothing came of any. */
  readonly meanErrorPercent: number | null;
  readonly within80: number;
  readonly within95: number;
}

/** How good all forecasts of one dimension and date were together, in order of both. */
export function summarise(scopes: readonly ScopeAccuracy[]): AccuracySummary[] {
  const all = scopes.flatMap(({ dimension, forecasts }) => forecasts.map((forecast) => ({ dimension, forecast })));
  const groups = Map.groupBy(all, ({ dimension, forecast }) => JSON.stringify([dimension ?? "", forecast.on]));
  return [...groups]
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([, group]) => {
      const [first] = group;
      if (!first) return [];
      const errors = group.flatMap(({ forecast }) =>
        forecast.errorPercent === null ? [] : [Math.abs(forecast.errorPercent)],
      );
      return [
        {
          dimension: first.dimension,
          on: first.forecast.on,
          forecasts: group.length,
          meanErrorPercent: errors.length === 0 ? null : errors.reduce((sum, each) => sum + each, 0) / errors.length,
          within80: group.filter(({ forecast }) => forecast.isWithin80).length,
          within95: group.filter(({ forecast }) => forecast.isWithin95).length,
        },
      ];
    });
}

/** A night on which nothing was forecast of the tenant, or of any value of a dimension. */
export interface LeftOut {
  readonly dimension: ForecastRecord["dimension"];
  readonly on: LocalDate;
  readonly reason: string;
}

export const leftOutOf = (nights: readonly ForecastNight[]): LeftOut[] =>
  nights.flatMap(({ date, records }) =>
    records.flatMap(({ dimension, value, reason }) =>
      value === null && reason !== undefined ? [{ dimension, on: date, reason }] : [],
    ),
  );

/** Why none of some nights' forecasts of a month could be judged. */
export function whyNothing(nights: readonly ForecastNight[], month: string): string {
  if (nights.length === 0) return `No forecast of ${month} was kept: they are made each night from the sign-up on.`;
  const records = nights.flatMap((night) => night.records);
  if (records.length === 0) return `Nothing of what is asked had spent when forecasts of ${month} were made.`;
  const unsaid = records.find(({ end }) => end === null);
  if (unsaid && records.every(({ end }) => end === null))
    return unsaid.reason ?? "What was kept says nothing: too few days were known.";
  return "What came is not known: periods are not over, budgets are gone or have another scope, or more came than is read at once.";
}
