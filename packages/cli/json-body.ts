import { divideHalfEven, parseAmount, PICOS_PER_UNIT } from "@outlay/domain/money";

/** A JSON object of an answer; its members are looked at one by one. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const objectOf = (value: unknown): JsonObject =>
  // An object's members are unknown each, which is all that the type says.
  typeof value === "object" && value !== null ? (value as JsonObject) : {};

export const itemsOf = (body: JsonObject): JsonObject[] =>
  Array.isArray(body["items"]) ? body["items"].map(objectOf) : [];

/** A member's text or number as text; empty where it has none. */
export const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

/** For a person: "1234.567" is "$1,234.57". Any other text is left as it is. */
export function dollars(text: string): string {
  const picos = parseAmount(text);
  if (picos === undefined) return text;
  const cents = divideHalfEven(picos < 0n ? -picos : picos, PICOS_PER_UNIT / 100n)
    .toString()
    .padStart(3, "0");
  const whole = cents.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return `${picos < 0n ? "-" : ""}$${whole}.${cents.slice(-2)}`;
}
