import * as z from "zod";
import { formatAmount, parseAmount } from "./money.ts";

/** 24 whole and 12 fractional digits, the point and a sign. */
const CHARACTERS_MAX = 38;
const DIGITS = "of at most 24 whole and 12 fractional digits";

const decimalInput = (isAllowed: (picos: bigint) => boolean, what: string) =>
  z
    .string()
    .max(CHARACTERS_MAX)
    .refine((text) => isAllowed(parseAmount(text) ?? -1n), `${what}, ${DIGITS}`)
    .overwrite((text) => formatAmount(parseAmount(text) ?? 0n));

/** An amount as a caller states it: above zero, and written in one way. */
export const amountInput = decimalInput((picos) => picos > 0n, "a decimal above zero");

/** The same of what may be nothing at all. */
export const amountOrZeroInput = decimalInput((picos) => picos >= 0n, "a decimal of zero or more");
