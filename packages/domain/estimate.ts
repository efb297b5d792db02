import { PICOS_PER_UNIT } from "./money.ts";

/** Estimates are shown to the millionth of a unit: what lies below is noise. */
const SHOWN_PER_UNIT = 1_000_000;
const PICOS_PER_SHOWN = PICOS_PER_UNIT / BigInt(SHOWN_PER_UNIT);

/** An exact amount as a number of whole units, for statistics alone. */
export const unitsOf = (picos: bigint): number => Number(picos) / Number(PICOS_PER_UNIT);

/** What statistics say of an amount, rounded once. */
export const estimatedPicos = (units: number): bigint => BigInt(Math.round(units * SHOWN_PER_UNIT)) * PICOS_PER_SHOWN;
