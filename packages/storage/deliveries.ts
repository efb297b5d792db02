import { assert } from "@outlay/domain/assert";
import { DAY_MS } from "@outlay/domain/bucket";
import { Delivery } from "@outlay/domain/delivery";
import { LIMITS } from "@outlay/domain/limits";
import { numberOf, textOf } from "./attributes.ts";
import {
  deliveryKey,
  deliveryListKey,
  deliveryListPartition,
  parseUndeliveredSk,
  undeliveredBounds,
  undeliveredKey,
  untoldPartition,
} from "./alert-keys.ts";
import { EXPIRES_AT, type Item, type Table } from "./table.ts";

/** A delivery as it was read: what replaces it must find this version. */
export interface StoredDelivery {
  readonly delivery: Delivery;
  readonly version: bigint;
}

/**
 * Makes a delivery, once; resolves with the one that is there. That it was made is listed before, and that it is to be made is marked, so
 * that whatever stops this in between, a delivery that is there is found by both. One that another made first has its own time.
 */
export async function putDelivery(table: Table, tenantId: string, delivery: Delivery): Promise<StoredDelivery> {
  const { id, createdAtEpochMs } = delivery;
  await table.put({ ...deliveryListKey(tenantId, createdAtEpochMs, id), ...expiry(createdAtEpochMs) }, "always");
  await markUndelivered(table, tenantId, id, createdAtEpochMs);
  await table.put(toItem(tenantId, delivery, 1n), "absent");
  const stored = await getDelivery(table, tenantId, id);
  assert(stored, "a delivery that was made is there");
  return stored;
}

/** A delivery and the version that a change of it is held to; undefined where there is none. */
export async function getDelivery(
  table: Table,
  tenantId: string,
  deliveryId: string,
): Promise<StoredDelivery | undefined> {
  const item = await table.get(deliveryKey(tenantId, deliveryId));
  return item && { delivery: Delivery.parse(JSON.parse(textOf(item, "delivery"))), version: numberOf(item, "version") };
}

/** Undefined: it changed since it was read, and nothing was written. */
export async function replaceDelivery(
  table: Table,
  tenantId: string,
  stored: StoredDelivery,
  delivery: Delivery,
): Promise<StoredDelivery | undefined> {
  const version = stored.version + 1n;
  const item = toItem(tenantId, delivery, version);
  const isWritten = await table.put(item, { attribute: "version", equals: stored.version });
  return isWritten ? { delivery, version } : undefined;
}

/** Says durably that a delivery is to be made. */
export async function markUndelivered(
  table: Table,
  tenantId: string,
  deliveryId: string,
  markedAtEpochMs: number,
): Promise<void> {
  await table.put({ ...undeliveredKey(tenantId, deliveryId), markedAtEpochMs: BigInt(markedAtEpochMs) }, "always");
}

/** Nothing is left to be made, unless it was marked anew since `markedAtEpochMs`. */
export async function clearUndelivered(
  table: Table,
  tenantId: string,
  deliveryId: string,
  markedAtEpochMs: number,
): Promise<void> {
  const condition = { attribute: "markedAtEpochMs", equals: BigInt(markedAtEpochMs) } as const;
  await table.remove(undeliveredKey(tenantId, deliveryId), condition);
}

/** Deliveries that are to be made, by when they were marked: a few, unless many receivers fail. */
export async function listUndelivered(table: Table, tenantId: string): Promise<ReadonlyMap<string, number>> {
  const items = await table.query({ pk: untoldPartition(tenantId), ...undeliveredBounds });
  return new Map(items.map((item) => [parseUndeliveredSk(item.sk), Number(numberOf(item, "markedAtEpochMs"))]));
}

/** Where a list stands: `<time>#<delivery>`. */
export type ListedAt = string;

/** What was made in a UTC month, the newest first, before a place; of each its id and its place in the list. */
export async function listDeliveryPlaces(
  table: Table,
  tenantId: string,
  yearMonth: string,
  { before, limit }: { readonly before: ListedAt | undefined; readonly limit: number },
): Promise<readonly { readonly id: string; readonly createdAtEpochMs: number; readonly place: ListedAt }[]> {
  const pk = deliveryListPartition(tenantId, yearMonth);
  // The bound is inclusive, so one more is read than asked for.
  const to = before === undefined ? {} : { to: before };
  const items = await table.query({ pk, ...to, descending: true, limit: limit + 1 });
  return items
    .filter(({ sk }) => sk !== before)
    .slice(0, limit)
    .map(({ sk }) => {
      const [time = "", id = ""] = sk.split("#");
      return { id, createdAtEpochMs: Date.parse(time), place: sk };
    });
}

const toItem = (tenantId: string, delivery: Delivery, version: bigint): Item => ({
  ...deliveryKey(tenantId, delivery.id),
  delivery: JSON.stringify(Delivery.parse(delivery)),
  version,
  // What is sent again begins its schedule anew, which would be lost with it.
  ...expiry(delivery.pendingSinceEpochMs),
});

const expiry = (fromEpochMs: number) => ({
  [EXPIRES_AT]: BigInt(Math.ceil((fromEpochMs + LIMITS.deliveryDays * DAY_MS) / 1000)),
});
