import { seededUniform } from "@outlay/domain/seeded-random";

/** Random choices that a seed decides: the same seed, the same choices, on any machine. */
export interface Random {
  /** At least 0, below 1. */
  readonly next: () => number;
  /** A whole number from `min` to `max`, both included. */
  readonly int: (min: number, max: number) => number;
  readonly isChosen: (probability: number) => boolean;
  /** One of a list, each with a chance by its weight. */
  readonly pick: <Item extends { readonly weight: number }>(items: readonly [Item, ...Item[]]) => Item;
  /** A whole number above 0 that lies about `median`, now and then far above it, as counts of tokens do. */
  readonly around: (median: number) => number;
}

/** Begins at the seed's FNV-1a hash, over UTF-16 units. */
export function seededRandom(seed: string): Random {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index++) hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  const next = seededUniform(hash);
  return {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    isChosen: (probability) => next() < probability,
    pick: (items) => {
      let left = next() * items.reduce((sum, { weight }) => sum + weight, 0);
      return items.find(({ weight }) => (left -= weight) < 0) ?? items[0];
    },
    // The sum of three even draws is near enough a bell; e to its power has a long tail.
    around: (median) => Math.max(1, Math.round(median * Math.exp((next() + next() + next() - 1.5) * 0.9))),
  };
}
