import { assert } from "@outlay/domain/assert";
import { seededUniform } from "@outlay/domain/seeded-random";

/** A seeded source of choices: the same seed makes the same ones. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number;
  chance(probability: number): boolean;
  pick<T>(of: readonly T[]): T;
  shuffle<T>(of: readonly T[]): T[];
}

export function seededRandom(seed: number): Random {
  const next = seededUniform(seed);
  const int = (below: number) => Math.floor(next() * below);
  return {
    int,
    chance: (probability) => next() < probability,
    pick: <T>(of: readonly T[]) => {
      assert(of.length > 0, "there is something to pick from");
      return of[int(of.length)] as T; // An index within bounds; T may itself be null.
    },
    shuffle: (of) =>
      of
        .map((value) => ({ value, order: next() }))
        .toSorted((a, b) => a.order - b.order)
        .map(({ value }) => value),
  };
}
