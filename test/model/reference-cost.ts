import { PRICES } from "./canned.ts";

/** What a call costs. Nobody knows it of a model without a price. */
export function costOf(
  model: string | null,
  usage: { readonly input: number; readonly written: number; readonly output: number },
): bigint {
  const price = PRICES[model ?? ""];
  if (!price) return 0n;
  return (
    BigInt(usage.input) * price.input +
    BigInt(usage.written) * (price.written ?? 0n) +
    BigInt(usage.output) * price.output +
    price.perCall
  );
}

/** What it may cost at most; null where nobody can say. */
export function worstOf(model: string, context: number | null, output: number | null): bigint | null {
  const price = PRICES[model];
  if (!price) return null;
  const dearest = price.written !== undefined && price.written > price.input ? price.written : price.input;
  if ((context === null && dearest > 0n) || (output === null && price.output > 0n)) return null;
  const input = BigInt(context ?? 0) * dearest;
  // Input is rounded in three parts, each up to a pico.
  return input + BigInt(output ?? 0) * price.output + price.perCall + (input > 0n ? 2n : 0n);
}
