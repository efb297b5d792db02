import { numberOf, textOf } from "./attributes.ts";
import { EXPIRES_AT, type Item, type Key, type Table } from "./table.ts";

/** One request that carried an Idempotency-Key. */
export interface IdempotencyRecord {
  /** Of tenant, caller, operation and Idempotency-Key: see idempotencyKey in tenant-keys.ts. */
  readonly key: Key;
  /** Names the body: the same key with another body is another request. */
  readonly bodyHash: string;
  /** Ids of the request are derived from it, so that a retry gives the same ones. */
  readonly seed: string;
  readonly startedAtEpochMs: number;
  /** Until then only one run of the request is let through. Raised by each run that takes over from one that died. */
  readonly leaseEpochMs: number;
  readonly expiresAtEpochMs: number;
  /** The answer, without secrets; null while the request runs. */
  readonly reply: { readonly status: number; readonly body: string } | null;
}

export async function getIdempotencyRecord(table: Table, key: Key): Promise<IdempotencyRecord | undefined> {
  const item = await table.get(key);
  return item && fromItem(item);
}

/** Begins a request, or takes over one whose lease was `replacedLeaseEpochMs`. False: another was first. */
export function claimIdempotencyRecord(
  table: Table,
  record: IdempotencyRecord,
  replacedLeaseEpochMs: number | undefined,
): Promise<boolean> {
  const condition =
    replacedLeaseEpochMs === undefined ? "absent" : { attribute: "leaseEpochMs", equals: BigInt(replacedLeaseEpochMs) };
  return table.put(toItem(record), condition);
}

/** Keeps the answer, if this run still holds the lease. */
export function settleIdempotencyRecord(table: Table, record: IdempotencyRecord): Promise<boolean> {
  return table.put(toItem(record), { attribute: "leaseEpochMs", equals: BigInt(record.leaseEpochMs) });
}

/** Forgets a request that was refused, so that a retry is judged anew. */
export async function forgetIdempotencyRecord(table: Table, record: IdempotencyRecord): Promise<void> {
  const held = { attribute: "leaseEpochMs", equals: BigInt(record.leaseEpochMs) };
  await table.remove(record.key, held);
}

function toItem(record: IdempotencyRecord): Item {
  return {
    ...record.key,
    bodyHash: record.bodyHash,
    seed: record.seed,
    startedAtEpochMs: BigInt(record.startedAtEpochMs),
    leaseEpochMs: BigInt(record.leaseEpochMs),
    expiresAtEpochMs: BigInt(record.expiresAtEpochMs),
    [EXPIRES_AT]: BigInt(Math.ceil(record.expiresAtEpochMs / 1000)),
    ...(record.reply && { status: BigInt(record.reply.status), body: record.reply.body }),
  };
}

function fromItem(item: Item): IdempotencyRecord {
  const text = (name: string) => textOf(item, name);
  const number = (name: string) => Number(numberOf(item, name));
  return {
    key: { pk: item.pk, sk: item.sk },
    bodyHash: text("bodyHash"),
    seed: text("seed"),
    startedAtEpochMs: number("startedAtEpochMs"),
    leaseEpochMs: number("leaseEpochMs"),
    expiresAtEpochMs: number("expiresAtEpochMs"),
    reply: item["status"] === undefined ? null : { status: number("status"), body: text("body") },
  };
}
