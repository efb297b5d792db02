const DECIMALS = 12;

/** Decimal text as picos, and back. */
export function picosOf(text: string): bigint {
  const isNegative = text.startsWith("-");
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const picos = BigInt(whole + fraction.padEnd(DECIMALS, "0"));
  return isNegative ? -picos : picos;
}
