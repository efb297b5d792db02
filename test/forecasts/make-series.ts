import { seededNormal, seededUniform } from "@outlay/domain/seeded-random";

/** Daily spend of one made-up scope, oldest first. */
export interface MadeSeries {
  readonly family: string;
  readonly values: readonly number[];
}

export interface Dice {
  readonly uniform: () => number;
  readonly normal: () => number;
  readonly between: (low: number, high: number) => number;
}

/** Made by a seed: the same each time. */
export type Family = (dice: Dice, days: number) => readonly number[];

const SERIES_DAYS = 160;
export const WEEK = 7;

/** Working days about 1, Saturday and Sunday far less; no two companies are the same. */
export function weekOf({ between }: Dice, weekend: number): readonly number[] {
  return Array.from({ length: WEEK }, (_, day) => (day < 5 ? between(0.85, 1.15) : weekend * between(0.7, 1.3)));
}

export const made = (days: number, valueOn: (day: number) => number): number[] =>
  Array.from({ length: days }, (_, day) => Math.max(0, valueOn(day)));

export const noisy = ({ normal }: Dice, sigma: number): number => Math.exp(sigma * normal() - sigma ** 2 / 2);

/** `count` series of each family. */
export function makeSeries(families: Readonly<Record<string, Family>>, count: number, seed: number): MadeSeries[] {
  return Object.entries(families).flatMap(([family, make], index) =>
    Array.from({ length: count }, (_, number) => {
      const uniform = seededUniform(seed + 1009 * index + 31 * number);
      const normal = seededNormal(seededUniform(seed + 500_000 + 1009 * index + 31 * number));
      const between = (low: number, high: number) => low + uniform() * (high - low);
      return { family, values: make({ uniform, normal, between }, SERIES_DAYS) };
    }),
  );
}
