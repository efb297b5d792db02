import * as z from "zod";

/**
 * The whole number of 10^-`decimals` that plain decimal text says ("2.5" with 3 is 2500n); undefined for any other text, and
 * for one with more digits. At most 15 whole digits.
 */
export function parseDecimal(text: string, decimals: number): bigint | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,18}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign = "", whole = "", fraction = ""] = match;
  if (fraction.length > decimals) return undefined;
  const units = BigInt(whole + fraction.padEnd(decimals, "0"));
  return sign === "" ? units : -units;
}

/** The same of text that was checked when it was stored. */
export function decimalUnits(text: string, decimals: number): bigint {
  const units = parseDecimal(text, decimals);
  if (units === undefined) throw new Error(`${text} is no decimal of ${decimals} digits.`);
  return units;
}

/** `units` of 10^-`decimals` as plain decimal text without trailing zeros. */
export function formatDecimal(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, "0");
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  const whole = `${units < 0n ? "-" : ""}${digits.slice(0, digits.length - decimals)}`;
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** Decimal text between two numbers of units, both included, written in its shortest form. */
export const decimalText = (decimals: number, min: bigint, max: bigint) =>
  z
    .string()
    .max(40)
    .refine(
      (text) => isWithin(parseDecimal(text, decimals), min, max),
      `decimal text from ${formatDecimal(min, decimals)} to ${formatDecimal(max, decimals)}, of at most ${decimals} decimals`,
    )
    .overwrite((text) => {
      const units = parseDecimal(text, decimals);
      return units === undefined ? text : formatDecimal(units, decimals);
    });

const isWithin = (units: bigint | undefined, min: bigint, max: bigint): boolean =>
  units !== undefined && units >= min && units <= max;
