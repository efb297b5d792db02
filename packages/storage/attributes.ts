import { assert } from "@outlay/domain/assert";
import type { Item } from "./table.ts";

/** An attribute that our own writers always set as text. */
export function textOf(item: Item, name: string): string {
  const value = item[name];
  assert(typeof value === "string", `${name} of ${item.pk} is text`);
  return value;
}

/** An attribute that our own writers always set as a number. */
export function numberOf(item: Item, name: string): bigint {
  const value = item[name];
  assert(typeof value === "bigint", `${name} of ${item.pk} is a number`);
  return value;
}
