import { UNATTRIBUTED } from "./dimensions.ts";
import { divideHalfEven, formatAmount, PICOS_PER_UNIT } from "./money.ts";

const CENT = PICOS_PER_UNIT / 100n;
const NAMES_MAX = 3;

/** An amount as a sentence says it: rounded half to even to cents, or, where it is less than one, to two digits. */
export function moneyText(picos: bigint, currency: string): string {
  const size = picos < 0n ? -picos : picos;
  const [whole = "", fraction = ""] = formatAmount(
    roundedTo(picos, size < PICOS_PER_UNIT ? twoDigits(size) : CENT),
  ).split(".");
  return `${currency} ${whole}.${fraction.padEnd(2, "0")}`;
}

const roundedTo = (picos: bigint, unit: bigint): bigint => divideHalfEven(picos, unit) * unit;
/** The place of the second digit of a size. */
const twoDigits = (size: bigint): bigint => 10n ** BigInt(Math.max(0, size.toString().length - 2));

/** A part of a whole in per cents, rounded half to even; "less than 1 %" is never said to be none. */
export function percentText(part: bigint, whole: bigint): string {
  if (whole <= 0n || part === 0n) return "0 %";
  const percent = divideHalfEven(part * 100n, whole);
  return percent === 0n ? "less than 1 %" : `${percent} %`;
}

export const countText = (count: bigint, one: string, many = `${one}s`): string =>
  `${count} ${count === 1n ? one : many}`;

/** What spent, by name: `Workflow triage`, or that none was stated. */
export function subjectText(what: string, value: string): string {
  return value === UNATTRIBUTED
    ? `Usage that states no ${what}`
    : `${what.charAt(0).toUpperCase()}${what.slice(1)} ${value}`;
}

/** `a, b, c and 2 more`. */
export function listText(names: readonly string[]): string {
  const more = names.length - NAMES_MAX;
  return `${names.slice(0, NAMES_MAX).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
