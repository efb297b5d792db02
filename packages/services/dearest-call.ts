import type { Configuration } from "@outlay/domain/configuration";
import type { Tuple } from "@outlay/domain/dimensions";
import type { Operation } from "@outlay/domain/usage-event";
import { type CeilingName, type Ceilings, type WorstCost, worstCost } from "@outlay/domain/worst-cost";
import { priceBookOf } from "./price-book.ts";

/**
 * The most that one of several calls can cost under a tenant's prices, in picos of its currency: of the dearest of the models that may
 * be called, at the dearest of some instants.
 */
export function dearestCall(
  configuration: Configuration,
  call: {
    /** Of each model that may be called. */
    readonly tuples: readonly Tuple[];
    readonly operation: Operation;
    readonly ceilings: Ceilings;
    /** When it may happen. */
    readonly instants: readonly number[];
  },
): WorstCost {
  const book = priceBookOf(configuration);
  const { tuples, operation, ceilings, instants } = call;
  const takenAsNone = new Set<CeilingName>();
  let picos = 0n;
  for (const tuple of tuples) {
    for (const atEpochMs of instants) {
      const worst = worstCost(book, { tuple, operation, ceilings, atEpochMs });
      if ("missing" in worst) return worst;
      if (worst.picos > picos) picos = worst.picos;
      for (const name of worst.takenAsNone) takenAsNone.add(name);
    }
  }
  return { picos, takenAsNone: [...takenAsNone] };
}
