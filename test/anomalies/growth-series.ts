import { hourOf, isWeekend } from "@outlay/domain/series";
import { FAMILIES, type Family, FORMER_FAMILIES } from "./families.ts";
import { FRESH_FAMILIES } from "./fresh-families.ts";
import type { Labelled } from "./labelled.ts";
import { type Noise, seededNoise } from "./noise.ts";
import { type Calendar, FIRST_MONTHS, hours, LATER_MONTHS } from "./periods.ts";
import { burst, climb, plateau, type Planted, shift, slope, spike, type Window } from "./plants.ts";

const LEAST = 5;

type Plants = Readonly<Record<string, (noise: Noise, length: number) => Planted>>;
const PLANTS: Plants = {
  spike: (noise, length) => spike(noise, length, noise.between(2.5, 6)),
  shift: (noise, length) => shift(noise, length, noise.between(1.7, 3)),
  climb: (noise, length) => climb(noise, length, noise.between(1.8, 3)),
};
const FRESH_PLANTS: Plants = {
  burst: (noise, length) => burst(noise, length, noise.between(2.5, 8)),
  plateau: (noise, length) => plateau(noise, length, noise.between(1.8, 3.5)),
  slope: (noise, length) => slope(noise, length, noise.between(2, 3.5)),
};

const growth = (
  name: string,
  family: Family,
  seed: number,
  calendar: Calendar,
  plant?: (noise: Noise, length: number) => Planted,
): Labelled => {
  const noise = seededNoise(seed);
  const periods = calendar(noise);
  const volumes = family(noise, periods);
  const planted = plant?.(noise, periods.length);
  const cost = volumes.map((volume, index) => volume * (planted?.factors[index] ?? 1));
  // A spike on a day without spend is none.
  const window = planted && cost.slice(planted.window[0], planted.window[1] + 1).some((value) => value > 0);
  return {
    name,
    rule: "growth",
    series: { granularity: "day", periods, values: { cost } },
    windows: planted && window ? [planted.window] : [],
    tolerance: 3,
    parameters: {},
    question: { figures: cost, perDay: 1, direction: "up", least: LEAST, calm: 2, grain: 1 },
  };
};

export const plantedGrowth = (
  families: Readonly<Record<string, Family>>,
  firstSeed: number,
  each: number,
  { plants, calendar }: { readonly plants: Plants; readonly calendar: Calendar } = FIRST,
): readonly Labelled[] =>
  Object.entries(families).flatMap(([family, draw], f) =>
    Object.entries(plants).flatMap(([plant, make], p) =>
      Array.from({ length: each }, (_, index) =>
        growth(`${family} with a ${plant}`, draw, firstSeed + f * 1000 + p * 100 + index, calendar, make),
      ),
    ),
  );
export const cleanGrowth = (
  families: Readonly<Record<string, Family>>,
  firstSeed: number,
  each: number,
  { calendar }: { readonly calendar: Calendar } = FIRST,
): readonly Labelled[] =>
  Object.entries(families).flatMap(([family, draw], f) =>
    Array.from({ length: each }, (_, index) =>
      growth(`${family}, clean`, draw, firstSeed + f * 1000 + 900 + index, calendar),
    ),
  );

const FIRST = { plants: PLANTS, calendar: FIRST_MONTHS } as const;
const FRESH = { plants: FRESH_PLANTS, calendar: LATER_MONTHS } as const;

export const growthSeries = (firstSeed: number, each = 4): readonly Labelled[] => [
  ...plantedGrowth(FAMILIES, firstSeed, each),
  ...cleanGrowth(FAMILIES, firstSeed, each + 2),
];
export const formerGrowthSeries = (firstSeed: number, each = 4): readonly Labelled[] => [
  ...plantedGrowth(FORMER_FAMILIES, firstSeed, each),
  ...cleanGrowth(FORMER_FAMILIES, firstSeed, each + 2),
];
export const freshGrowthSeries = (firstSeed: number, each = 4): readonly Labelled[] => [
  ...plantedGrowth(FRESH_FAMILIES, firstSeed, each, FRESH),
  ...cleanGrowth(FRESH_FAMILIES, firstSeed, each + 2, FRESH),
];

const HOURLY_DAYS = 42;

/** By the hour: some hours of work at several times the usual. */
export function hourlyGrowthSeries(
  families: Readonly<Record<string, Family>>,
  firstSeed: number,
  each = 6,
): readonly Labelled[] {
  return Object.entries(families).flatMap(([name, family], f) =>
    Array.from({ length: each }, (_, index) =>
      hourlyGrowth(name, family, firstSeed + 100 * f + index, index % 2 === 0),
    ),
  );
}

function hourlyGrowth(name: string, family: Family, seed: number, isPlanted: boolean): Labelled {
  const noise = seededNoise(seed);
  const periods = hours(HOURLY_DAYS, noise.int(7));
  const usual = family(noise, periods);
  const atWork = periods.flatMap((period, hour) =>
    !isWeekend(period) && hourOf(period) === 10 && hour > 20 * 24 ? [hour] : [],
  );
  const start = noise.pick(atWork);
  const window: Window = [start, start + 2 + noise.int(5)];
  const factor = noise.between(3, 6);
  // Where nothing is, several times as much is nothing.
  const isSeen = isPlanted && usual.slice(window[0], window[1] + 1).some((value) => value > 0);
  const cost = usual.map((value, hour) =>
    isPlanted && hour >= window[0] && hour <= window[1] ? value * factor : value,
  );
  return {
    name: `${name} by the hour, ${isPlanted ? "with a spike" : "clean"}`,
    rule: "growth",
    series: { granularity: "hour", periods, values: { cost } },
    windows: isSeen ? [window] : [],
    tolerance: 6,
    parameters: {},
    question: { figures: cost, perDay: 24, direction: "up", least: LEAST, calm: 12, grain: 1 },
  };
}
