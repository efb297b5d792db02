import type { Forecast } from "@outlay/domain/forecast";
import type { Forecaster } from "./evaluate.ts";

type Interval = Forecast["days"][number];
type Asked = Parameters<Forecaster>;

/** A mistake that forecasts are made with easily, and what it does to a right one. `seen` is what came, for those that see it. */
export interface PlantedBug {
  readonly name: string;
  readonly spoil: (right: ReturnType<Forecaster>, history: Asked[0], seen: readonly number[]) => ReturnType<Forecaster>;
}

const each = (intervals: readonly Interval[], change: (interval: Interval, day: number) => Interval) =>
  intervals.map(change);

const addUp = (days: readonly Interval[], add: (sum: Interval, day: Interval) => Interval): Interval[] => {
  let sum: Interval = { mean: 0, low80: 0, high80: 0, low95: 0, high95: 0 };
  return days.map((day) => (sum = add(sum, day)));
};

const moved = (interval: Interval, by: number): Interval => ({
  mean: interval.mean + by,
  low80: interval.low80 + by,
  high80: interval.high80 + by,
  low95: interval.low95 + by,
  high95: interval.high95 + by,
});

const totalOf = (days: readonly Interval[]): Interval[] => {
  const independent = (sum: number, mean: number, edge: number, dayMean: number) =>
    Math.sign(edge - dayMean) * Math.hypot(sum - mean, edge - dayMean);
  return addUp(days, (sum, day) => {
    const mean = sum.mean + day.mean;
    const edge = (name: "low80" | "high80" | "low95" | "high95") =>
      mean + independent(sum[name], sum.mean, day[name], day.mean);
    return { mean, low80: edge("low80"), high80: edge("high80"), low95: edge("low95"), high95: edge("high95") };
  });
};

export const PLANTED: readonly PlantedBug[] = [
  {
    name: "a sum's interval is the sum of its days' intervals",
    spoil: ({ days }) => ({
      days,
      sums: addUp(days, (sum, day) => ({
        mean: sum.mean + day.mean,
        low80: sum.low80 + day.low80,
        high80: sum.high80 + day.high80,
        low95: sum.low95 + day.low95,
        high95: sum.high95 + day.high95,
      })),
    }),
  },
  {
    name: "a sum's interval takes its days for independent",
    spoil: ({ days }) => ({ days, sums: totalOf(days) }),
  },
  {
    name: "the season is off by a day",
    spoil: ({ days, sums }) => ({ days: days.map((day, index) => days[index + 1] ?? day), sums }),
  },
  {
    name: "the forecast sees what comes",
    spoil: ({ days, sums }, _history, seen) => ({
      days: each(days, (day, index) => moved(day, ((seen[index] ?? 0) - day.mean) / 2)),
      sums,
    }),
  },
  {
    name: "the day that has begun counts as a whole one",
    spoil: ({ days }) => {
      const lower = each(days, (day) => moved(day, -day.mean / 4));
      return { days: lower, sums: totalOf(lower) };
    },
  },
  {
    name: "95 % is 80 %",
    spoil: ({ days, sums }) => {
      const narrow = (interval: Interval) => ({ ...interval, low95: interval.low80, high95: interval.high80 });
      return { days: each(days, narrow), sums: each(sums, narrow) };
    },
  },
  {
    name: "intervals are half as wide",
    spoil: ({ days, sums }) => {
      const half = ({ mean, ...edges }: Interval): Interval => ({
        mean,
        low80: (mean + edges.low80) / 2,
        high80: (mean + edges.high80) / 2,
        low95: (mean + edges.low95) / 2,
        high95: (mean + edges.high95) / 2,
      });
      return { days: each(days, half), sums: each(sums, half) };
    },
  },
  {
    name: "the first of all days is the level",
    spoil: ({ days, sums }, history) => {
      const first = history[0] ?? 0;
      const mean = history.slice(-7).reduce((sum, value) => sum + value / 7, 0) || 1;
      return { days: each(days, (day) => moved(day, day.mean * (first / mean - 1))), sums };
    },
  },
];
