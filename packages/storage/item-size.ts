import type { Attribute, Item } from "./table.ts";

/** The most that an item may weigh. Source: DynamoDB quotas. */
export const ITEM_BYTES_MAX = 400 * 1024;

/** What an item weighs by DynamoDB's rules, in bytes: names and values, numbers at two digits a byte. */
export function itemBytes(item: Item): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item)) bytes += Buffer.byteLength(name) + attributeBytes(value);
  return bytes;
}

function attributeBytes(value: Attribute): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value !== "bigint") return [...value].reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);
  const digits = (value < 0n ? -value : value).toString().replace(/0+$/, "");
  return Math.ceil(digits.length / 2) + 1 + (value < 0n ? 1 : 0);
}
