import * as z from "zod";
import { Currency } from "./currency.ts";
import { decimalText } from "./decimal.ts";
import { NearDate } from "./near-date.ts";

/** Of a rate's decimal text. */
export const RATE_DECIMALS = 12;

/** What one unit of a currency was worth in the tenant's, from a local date on until the next rate of that currency. */
export const CurrencyRate = z.strictObject({
  id: z.string(),
  currency: z.string(),
  /** Decimal text: units of the tenant's currency. */
  rate: z.string(),
  from: z.string(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type CurrencyRate = z.infer<typeof CurrencyRate>;

/** What a caller decides of a rate. */
export const CurrencyRateInput = z.strictObject({
  currency: Currency,
  rate: decimalText(RATE_DECIMALS, 1n, 10n ** (9n + BigInt(RATE_DECIMALS))),
  from: NearDate,
});
export type CurrencyRateInput = z.infer<typeof CurrencyRateInput>;
