import { formatAmount } from "@outlay/domain/money";
import * as z from "zod";

/** A whole count in an answer. */
export const Count = z.union([z.int(), z.string()]).meta({ description: "A string of digits beyond 2^53 - 1." });

/** An amount in an answer, as formatAmount writes it. */
export const Amount = z
  .string()
  .meta({ description: "A decimal in the tenant's currency, exact.", example: "12.0345" });

export const presentCount = (value: bigint = 0n): number | string =>
  Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();

/** Members that tell of a change of an amount. */
export const beforeAndAfter = { before: Amount, after: Amount, difference: Amount };

/** Of amounts in picos. */
export const presentChange = ({ before, after }: { readonly before: bigint; readonly after: bigint }) => ({
  before: formatAmount(before),
  after: formatAmount(after),
  difference: formatAmount(after - before),
});
