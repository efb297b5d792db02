import { sha256Hex } from "@outlay/domain/digest";
import { BODY_PART_BYTES, joinBody, splitBody } from "./body-parts.ts";
import { contributionPartKey, contributionPartPartition } from "./keys.ts";
import type { Condition, Item, Table } from "./table.ts";

/** An item of one page's contribution, whose vector may be larger than an item: templates have many values. */
export type ContributionItem = Item & { readonly order: bigint; readonly vector: Uint8Array };

/** Where a vector's parts lie; named by what they hold and for whom, so that no two writes share them unless they say the same. */
interface Parts {
  readonly token: string;
  readonly count: bigint;
}

/** Of an item beside the vector. */
const INLINE_BYTES_MAX = BODY_PART_BYTES - 50_000;
/** More often than a contribution is replaced while one is read. */
const READS_MAX = 10;

/**
 * Puts a contribution under a condition, its vector in parts where it is large. The parts are there before the item that names
 * them; those of the item that was replaced, or of an item that was refused, are removed. A small one looks for nothing to
 * remove, since that would be a read with each write. False: the condition did not hold.
 */
export async function putInParts(
  table: Table,
  tenantId: string,
  item: ContributionItem,
  condition: Condition,
): Promise<boolean> {
  if (item.vector.byteLength <= INLINE_BYTES_MAX) return table.put(item, condition);
  const replaced = await table.get(item);
  const chunks = splitBody(item.vector);
  const token = sha256Hex(Buffer.concat([Buffer.from(`${item.sk} ${item.order} `), item.vector]));
  const parts = { token, count: BigInt(chunks.length) };
  for (const [index, body] of chunks.entries()) {
    await table.put({ ...contributionPartKey(tenantId, token, index), body }, "always");
  }
  const { vector: _vector, ...head } = item;
  const isPut = await table.put({ ...head, partToken: token, partCount: parts.count }, condition);
  // Refused, it may still be this call that wrote: its reply was lost and it was sent again.
  const isWritten = isPut || partsOf(await table.get(item))?.token === token;
  const superseded = isWritten ? partsOf(replaced) : parts;
  if (superseded && !(isWritten && superseded.token === token)) await removeParts(table, tenantId, superseded);
  return isPut;
}

/** A contribution with its vector whole. Reads it again where it was replaced, and its parts removed, meanwhile. */
export async function joinParts(table: Table, tenantId: string, item: Item): Promise<Item> {
  let head = item;
  for (let read = 0; read < READS_MAX; read++) {
    const parts = partsOf(head);
    if (!parts) return head;
    const items = await table.query({ pk: contributionPartPartition(tenantId, parts.token) });
    if (BigInt(items.length) === parts.count) return { ...head, vector: joinBody(items) };
    head = (await table.get(head)) ?? head;
  }
  throw new Error(`Contribution ${item.sk} has lost its vector.`);
}

function partsOf(item: Item | undefined): Parts | undefined {
  const token = item?.["partToken"];
  const count = item?.["partCount"];
  return typeof token === "string" && typeof count === "bigint" ? { token, count } : undefined;
}

async function removeParts(table: Table, tenantId: string, { token, count }: Parts): Promise<void> {
  for (let index = 0; index < Number(count); index++) {
    await table.remove(contributionPartKey(tenantId, token, index), "always");
  }
}
