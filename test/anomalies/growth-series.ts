import { FAMILIES, type Family, HELD_OUT_FAMILIES } from "./families.ts";
import type { Labelled } from "./labelled.ts";
import { type Noise, seededNoise } from "./noise.ts";
import { dates } from "./periods.ts";
import { climb, type Planted, shift, spike } from "./plants.ts";

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
    question: { figures: cost, perDay: 1, direction: "up", least: LEAST, calm: 1, grain: 1 },
  };
};

const planted = (families: Readonly<Record<string, Family>>, firstSeed: number, each: number): readonly Labelled[] =>
  Object.entries(families).flatMap(([family, draw], f) =>
    Object.entries(PLANTS).flatMap(([plant, make], p) =>
      Array.from({ length: each }, (_, index) =>
        growth(`${family} with a ${plant}`, draw, firstSeed + f * 1000 + p * 100 + index, make),
      ),
    ),
  );
const clean = (families: Readonly<Record<string, Family>>, firstSeed: number, each: number): readonly Labelled[] =>
  Object.entries(families).flatMap(([family, draw], f) =>
    Array.from({ length: each }, (_, index) => growth(`${family}, clean`, draw, firstSeed + f * 1000 + 900 + index)),
  );

export const growthSeries = (firstSeed: number, each = 4): readonly Labelled[] => [
  ...planted(FAMILIES, firstSeed, each),
  ...clean(FAMILIES, firstSeed, each + 2),
];
export const heldOutGrowthSeries = (firstSeed: number, each = 4): readonly Labelled[] => [
  ...planted(HELD_OUT_FAMILIES, firstSeed, each),
  ...clean(HELD_OUT_FAMILIES, firstSeed, each + 2),
];
