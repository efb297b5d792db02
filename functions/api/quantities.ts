import * as z from "zod";

/** A whole count in an answer. */
export const Count = z.union([z.int(), z.string()]).meta({ description: "A string of digits beyond 2^53 - 1." });

/** An amount in an answer, as formatAmount writes it. */
export const Amount = z
  .string()
  .meta({ description: "A decimal in the tenant's currency, exact.", example: "12.0345" });

export const presentCount = (value: bigint = 0n): number | string =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
