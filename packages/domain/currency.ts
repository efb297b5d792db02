import * as z from "zod";

const known = new Set(Intl.supportedValuesOf("currency"));

/** An ISO 4217 code that this runtime knows, e.g. "EUR". */
export const Currency = z
  .string()
  .refine((code) => known.has(code), "This is no ISO 4217 currency code.")
  .meta({ pattern: "^[A-Z]{3}$" });

/** What the list prices are in. */
export const LIST_CURRENCY = "USD";
