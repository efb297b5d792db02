import { hourOf, isWeekend } from "@outlay/domain/series";
import { FAMILIES, type Family, HELD_OUT_FAMILIES } from "./families.ts";
import type { Labelled } from "./labelled.ts";
import { type Noise, seededNoise } from "./noise.ts";
import { dates, hours } from "./periods.ts";
import { climb, type Planted, shift, spike, type Window } from "./plants.ts";

const DAYS = 120;
const LEAST = 5;

const PLANTS: Readonly<Record<string, (noise: Noise) => Planted>> = {
  spike: (noise) => spike(noise, DAYS, noise.between(2.5, 6)),
  shift: (noise) => shift(noise, DAYS, noise.between(1.7, 3)),
  climb: (noise) => climb(noise, DAYS, noise.between(1.8, 3)),
};

const growth = (name: string, family: Family, seed: number, plant?: (noise: Noise) => Planted): Labelled => {
  const noise = seededNoise(seed);
  const periods = dates(DAYS, noise.int(7));
  const volumes = family(noise, periods);
  const planted = plant?.(noise);
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
): readonly Labelled[] =>
  Object.entries(families).flatMap(([family, draw], f) =>
    Object.entries(PLANTS).flatMap(([plant, make], p) =>
      Array.from({ length: each }, (_, index) =>
        growth(`${family} with a ${plant}`, draw, firstSeed + f * 1000 + p * 100 + index, make),
      ),
    ),
  );
export const cleanGrowth = (
  families: Readonly<Record<string, Family>>,
  firstSeed: number,
  each: number,
): readonly Labelled[] =>
  Object.entries(families).flatMap(([family, draw], f) =>
    Array.from({ length: each }, (_, index) => growth(`${family}, clean`, draw, firstSeed + f * 1000 + 900 + index)),
  );

export const growthSeries = (firstSeed: number, each = 4): readonly Labelled[] => [
  ...plantedGrowth(FAMILIES, firstSeed, each),
  ...cleanGrowth(FAMILIES, firstSeed, each + 2),
];
export const heldOutGrowthSeries = (firstSeed: number, each = 4): readonly Labelled[] => [
  ...plantedGrowth(HELD_OUT_FAMILIES, firstSeed, each),
  ...cleanGrowth(HELD_OUT_FAMILIES, firstSeed, each + 2),
];

const HOURLY_DAYS = 42;

/** By the hour: some hours of work at several times the usual. */
export function hourlyGrowthSeries(families: Readonly<Record<string, Family>>, firstSeed: number): readonly Labelled[] {
  return Object.entries(families).flatMap(([name, family], f) =>
    Array.from({ length: 6 }, (_, index) => hourlyGrowth(name, family, firstSeed + 100 * f + index, index % 2 === 0)),
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
  const cost = usual.map((value, hour) =>
    isPlanted && hour >= window[0] && hour <= window[1] ? value * factor : value,
  );
  return {
    name: `${name} by the hour, ${isPlanted ? "with a spike" : "clean"}`,
    rule: "growth",
    series: { granularity: "hour", periods, values: { cost } },
    windows: isPlanted ? [window] : [],
    tolerance: 6,
    parameters: {},
    question: { figures: cost, perDay: 24, direction: "up", least: LEAST, calm: 12, grain: 1 },
  };
}
