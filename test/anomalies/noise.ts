import { type Random, seededRandom } from "../crash/random.ts";

/** A seeded source of numbers of the usual distributions: the same seed makes the same ones. */
export interface Noise extends Random {
  /** From 0 up to 1. */
  uniform(): number;
  between(low: number, high: number): number;
  normal(): number;
  /** A whole number of so many on average. */
  poisson(mean: number): number;
  /** How many of `tries` succeed. */
  binomial(tries: number, share: number): number;
}

const STEPS = 2 ** 30;

export function seededNoise(seed: number): Noise {
  const random = seededRandom(seed);
  const uniform = () => random.int(STEPS) / STEPS;
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  // Beyond a few hundred the normal distribution is as good.
  const poisson = (mean: number) => {
    if (mean > 300) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    let count = 0;
    for (let left = Math.exp(-mean), product = uniform(); product > left; product *= uniform()) count += 1;
    return count;
  };
  const binomial = (tries: number, share: number) => {
    if (tries > 300) {
      const spread = Math.sqrt(tries * share * (1 - share));
      return Math.min(tries, Math.max(0, Math.round(tries * share + spread * normal())));
    }
    return Array.from({ length: tries }, uniform).filter((draw) => draw < share).length;
  };
  return { ...random, uniform, between: (low, high) => low + (high - low) * uniform(), normal, poisson, binomial };
}
