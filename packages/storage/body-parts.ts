import { assert } from "@outlay/domain/assert";
import type { Item } from "./table.ts";

/** Bytes of a body that one item holds: under DynamoDB's 400 KB, with room for key and attributes. */
export const BODY_PART_BYTES = 350_000;

/** The parts of a body, in order, each to be an item's `body`. */
export function splitBody(body: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(body.byteLength / BODY_PART_BYTES) }, (_, index) =>
    body.subarray(index * BODY_PART_BYTES, (index + 1) * BODY_PART_BYTES),
  );
}

/** The body of which `items` are the parts, in order. */
export const joinBody = (items: readonly Item[]): Buffer =>
  Buffer.concat(
    items.map(({ body, pk }) => {
      assert(body instanceof Uint8Array, `a part of a body at ${pk} is bytes`);
      return body;
    }),
  );
