import { assert } from "./assert.ts";
import { type BackTest, backTest, mix, type Part } from "./forecast-back-test.ts";
import { fit, type Fit, prepare, type Prepared } from "./forecast-model.ts";
import { intervalOf, type Interval, simulate } from "./forecast-paths.ts";

export const FORECAST_METHODS = ["mean", "level", "trend", "last_week"] as const;
export type ForecastMethod = (typeof FORECAST_METHODS)[number];

/** Fewer days tell nothing. */
const FORECAST_DAYS_MIN = 3;

/**
 * What the days after a history are expected to cost, in the history's unit. Estimates all of them: statistics in floating point, which
 * no amount is made of.
 */
export interface Forecast {
  /** Null where nothing can be said: then there are no days, and `reason` says why. */
  readonly method: ForecastMethod | null;
  readonly isWeekly: boolean;
  /** Why this method, for whoever reads it. */
  readonly reason: string;
  readonly days: readonly Interval[];
  /** Of the days up to each of them, that one included. Sums vary less than their days do together, and more where the level is uncertain. */
  readonly sums: readonly Interval[];
}

export interface Ahead {
  /** Days to say something of. */
  readonly horizon: number;
  /** Where the first of them has begun: what it spent so far, and which share of it is over. Its figures are of what is still to come. */
  readonly begun?: BegunDay;
  /** Sums leave out so many of the first days. By default none. */
  readonly sumAfter?: number;
}

/** What a day spent so far, and which share of it is over. */
export interface BegunDay {
  readonly spent: number;
  readonly elapsedShare: number;
}

/** Forecasts days that follow a history of whole days, oldest first, without gaps. Days below zero count as zero. The same history gives the same answer. */
export function forecastSeries(days: readonly number[], ahead: Ahead): Forecast {
  const model = modelOf(days, ahead);
  if (model.method === null) return { ...model, isWeekly: false, days: [], sums: [] };
  const { method, isWeekly, reason, paths } = model;
  return {
    method,
    isWeekly,
    reason,
    days: paths.means.map((mean, day) => intervalOf(mean, paths.days[day] ?? NO_DRAWS)),
    sums: paths.sumMeans.map((mean, day) => intervalOf(mean, paths.sums[day] ?? NO_DRAWS)),
  };
}

const NO_DRAWS = new Float64Array();

type Model =
  | { readonly method: null; readonly reason: string }
  | {
      readonly method: ForecastMethod;
      readonly isWeekly: boolean;
      readonly reason: string;
      readonly paths: ReturnType<typeof simulate>;
    };

/** The paths that days may take, of which intervals are made. */
export function modelOf(days: readonly number[], { horizon, begun, sumAfter = 0 }: Ahead): Model {
  assert(Number.isInteger(horizon) && horizon >= 0, "a horizon is a whole number of days");
  const history = sinceFirstSpend(days);
  if (history.length === 0) return { method: null, reason: "Nothing was spent in the days that were looked at." };
  if (history.length < FORECAST_DAYS_MIN) {
    return { method: null, reason: `A forecast needs ${FORECAST_DAYS_MIN} whole days since the first spend.` };
  }
  const prepared = prepare(history);
  const test = backTest(history, horizon);
  const { method, weight } = heaviestOf(test.parts);
  const isWeekly = prepared.season.some((factor) => Math.abs(factor - 1) > 0.02) && method !== "mean";
  const fitted = withRest(fitTogether(prepared, test.parts, horizon), begun);
  const paths = simulate(prepared, fitted, test, { length: history.length, sumAfter });
  return { method, isWeekly, reason: reasonOf({ method, weight }, test, history.length), paths };
}

/** What the parts of a forecast expect together, and how sure of it they are on average. */
function fitTogether(prepared: Prepared, parts: readonly Part[], horizon: number): Fit {
  const counted = parts.filter(({ weight }) => weight >= WEIGHT_MIN);
  const fits = counted.map(({ candidate }) => fit(prepared, candidate, horizon));
  const whole = counted.reduce((sum, { weight }) => sum + weight, 0);
  const weights = counted.map(({ weight }) => weight / whole);
  const average = (of: (each: Fit) => number) => mix(weights, (index) => fits.slice(index, index + 1).map(of))[0] ?? 0;
  const growthError = average((each) => each.growthError);
  return {
    means: mix(weights, (index) => fits[index]?.means ?? []),
    levelShare: average((each) => each.levelShare),
    driftShare: average((each) => each.driftShare),
    growthError,
    // So that error times reach is the average of the parts'.
    reach: mix(weights, (index) => {
      const own = fits[index];
      return own?.reach.map((reach) => (growthError > 0 ? (own.growthError * reach) / growthError : 0)) ?? [];
    }),
  };
}

/** Ways on that are less of the whole than this are left out: they cost time, and change nothing that anybody sees. */
const WEIGHT_MIN = 0.001;

/** The method that most of a forecast is, and how much of it. */
function heaviestOf(parts: readonly Part[]): { readonly method: ForecastMethod; readonly weight: number } {
  const weights = FORECAST_METHODS.map((method) => ({
    method,
    weight: parts.reduce((sum, part) => (part.candidate.method === method ? sum + part.weight : sum), 0),
  }));
  return weights.reduce((most, each) => (each.weight > most.weight ? each : most));
}

/** Beside its dearest day a day of less than this is nothing: no arithmetic on the two means anything. */
const NOTHING_SHARE = 1e-12;

function sinceFirstSpend(days: readonly number[]): readonly number[] {
  const finite = days.map((value) => (Number.isFinite(value) ? value : 0));
  const least = NOTHING_SHARE * finite.reduce((most, value) => Math.max(most, value), 0);
  const counted = finite.map((value) => (value > least ? value : 0));
  const first = counted.findIndex((value) => value > 0);
  return first === -1 ? [] : counted.slice(first);
}

function withRest<Fitted extends { readonly means: readonly number[] }>(fitted: Fitted, begun: Ahead["begun"]): Fitted {
  const [first, ...others] = fitted.means;
  return !begun || first === undefined ? fitted : { ...fitted, means: [restOfDay(first, begun), ...others] };
}

/**
 * Of a day that has begun, what is still to come: the mean of its share of time that is left, and of what it is short of a whole day. The
 * first is right where spend comes evenly, the second where all of it comes late or is over early.
 */
export const restOfDay = (whole: number, { spent, elapsedShare }: BegunDay): number =>
  ((1 - elapsedShare) * whole + Math.max(0, whole - spent)) / 2;

const NAMES: Record<ForecastMethod, string> = {
  mean: "the mean of the days so far",
  level: "the present level",
  trend: "the present level and a trend that fades",
  last_week: "the same as last week",
};

/** From so much of the whole on, a method is called all of it. */
const NEARLY_ALL = 0.95;

function reasonOf(
  { method, weight }: { readonly method: ForecastMethod; readonly weight: number },
  { origins, error, naiveError }: Omit<BackTest, "parts">,
  days: number,
): string {
  if (origins === 0) return `Only ${days} days are known: ${NAMES[method]}.`;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const what = weight >= NEARLY_ALL ? NAMES[method] : `a mix of ways to go on, most of it ${NAMES[method]},`;
  const beside = method === "last_week" ? "" : `; ${NAMES.last_week} by ${percent(naiveError)}`;
  return `Held against ${origins} earlier days, ${what} erred by ${percent(error)} of spend a day${beside}.`;
}
