import { assert } from "./assert.ts";

/** Amounts are whole pico-units (10^-12) of the tenant's currency. */
export const PICOS_PER_UNIT = 1_000_000_000_000n;
const DECIMALS = 12;

/** `numerator / denominator`, rounded half to even. The denominator is positive. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  assert(denominator > 0n, "a denominator is positive");
  let quotient = numerator / denominator;
  let remainder = numerator % denominator;
  if (remainder < 0n) {
    quotient -= 1n;
    remainder += denominator;
  }
  const twice = remainder * 2n;
  if (twice > denominator || (twice === denominator && quotient % 2n !== 0n)) return quotient + 1n;
  return quotient;
}

/** Picos as a plain decimal: `1500000000000n` is "1.5", zero is "0", and no digit is dropped. */
export function formatAmount(picos: bigint): string {
  const digits = (picos < 0n ? -picos : picos).toString().padStart(DECIMALS + 1, "0");
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, "");
  return `${picos < 0n ? "-" : ""}${digits.slice(0, -DECIMALS)}${fraction === "" ? "" : `.${fraction}`}`;
}

const AMOUNT = /^(-?)(\d{1,24})(?:\.(\d{1,12}))?$/;

/** The picos of a plain decimal of at most 24 whole and 12 fractional digits; undefined for any other text. */
export function parseAmount(text: string): bigint | undefined {
  const match = AMOUNT.exec(text);
  if (!match) return undefined;
  const [, sign = "", whole = "", fraction = ""] = match;
  const picos = BigInt(whole) * PICOS_PER_UNIT + BigInt(fraction.padEnd(DECIMALS, "0"));
  return sign === "" ? picos : -picos;
}
