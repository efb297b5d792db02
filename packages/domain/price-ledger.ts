import type { Tuple } from "./dimensions.ts";
import type { CostComponent } from "./measures.ts";
import { divideHalfEven } from "./money.ts";
import type { Charge, TuplePrices } from "./price-book.ts";
import type { Scale } from "./price.ts";
import type { UsageBatch } from "./usage-batch.ts";
import type { Operation } from "./usage-event.ts";

/** A row with what is looked up of it more than once. */
export interface Call {
  readonly batch: UsageBatch;
  readonly row: number;
  /** Completed. */
  readonly tuple: Tuple;
  readonly operation: Operation | undefined;
  readonly atEpochMs: number;
  readonly prices: TuplePrices;
}

/** What is owed for a row, before it is rounded. */
export interface Ledger {
  readonly entries: Entry[];
  /** The ids of all prices so far, joined by "+". */
  rateId: string | null;
  unpricedReason: string | null;
  unpricedCalls: number;
  /** Something says what the operation itself costs. */
  isPriced: boolean;
}

/** Picos of one component as a fraction; `original` is the same before conversion, where there was one. */
export interface Entry {
  readonly component: CostComponent;
  readonly amount: Scale;
  readonly original?: { readonly currency: string; readonly amount: Scale };
}

export type Cost = readonly [component: CostComponent, picos: bigint];

export const emptyLedger = (): Ledger => ({
  entries: [],
  rateId: null,
  unpricedReason: null,
  unpricedCalls: 0,
  isPriced: false,
});

/** Adds what was charged; of "no_rate" there is a price, and nothing that converts its currency. */
export function addCharge(ledger: Ledger, component: CostComponent, charge: Charge | "no_rate"): void {
  if (charge === "no_rate") {
    ledger.unpricedReason ??= "no_rate";
    return;
  }
  const { amount, original, conversion, id } = charge;
  addRateId(ledger, id);
  if (conversion.rate === undefined) ledger.entries.push({ component, amount });
  else ledger.entries.push({ component, amount, original: { currency: conversion.currency, amount: original } });
}

export function addRateId(ledger: Ledger, id: string): void {
  ledger.rateId = ledger.rateId === null ? id : `${ledger.rateId}+${id}`;
}

/** Each component summed exactly, then rounded once to picos, half to even. There are few, so none is looked up. */
export function sumByComponent(entries: readonly Entry[]): readonly Cost[] {
  const sums: Entry[] = [];
  for (const entry of entries) {
    const index = sums.findIndex(({ component }) => component === entry.component);
    const held = sums[index];
    if (held === undefined) sums.push(entry);
    else sums[index] = { component: entry.component, amount: sum(held.amount, entry.amount) };
  }
  return sums.map(({ component, amount }) => [component, divideHalfEven(amount.numerator, amount.denominator)]);
}

const sum = (a: Scale, b: Scale): Scale => ({
  numerator: a.numerator * b.denominator + b.numerator * a.denominator,
  denominator: a.denominator * b.denominator,
});
