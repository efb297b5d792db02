import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";
import { assert } from "@outlay/domain/assert";
import * as z from "zod";
import { numberOf, textOf } from "./attributes.ts";
import { joinBody, splitBody } from "./body-parts.ts";
import { quarantineKey, quarantinePartition, quarantinePartKey, quarantinePartPartition } from "./keys.ts";
import type { Item, Table } from "./table.ts";

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

export const QUARANTINE_QUEUES = ["usage", "fold", "jobs", "notify"] as const;

/** A message that its consumer could not work off, as it is kept beside its body. */
export const QuarantineEntry = z.object({
  /** Of the queue's message: the same dead letter has the same id, whenever and however often it is stored. */
  id: z.string(),
  /** Null where the envelope names none that could be read. */
  tenantId: z.string().nullable(),
  queue: z.enum(QUARANTINE_QUEUES),
  queueMessageId: z.string(),
  reason: z.enum(["message_unreadable", "processing_failed"]),
  receiveCount: z.int(),
  bodyBytes: z.int(),
  sentAtEpochMs: z.int(),
  quarantinedAtEpochMs: z.int(),
  redriven: z.object({ atEpochMs: z.int(), by: z.string() }).nullable(),
});
export type QuarantineEntry = z.infer<typeof QuarantineEntry>;

type Place = Pick<QuarantineEntry, "id" | "tenantId" | "sentAtEpochMs">;

/** Ids sort by when the message was sent, and say it: 10 digits of base 32, then 16 of a hash. */
export const quarantineEntryId = (sentAtEpochMs: number, hashHex: string): string =>
  `qua_${base32(BigInt(sentAtEpochMs), 10)}${base32(BigInt(`0x${hashHex.slice(0, 20)}`), 16)}`;

/** Undefined for a text that is not one of our ids. */
export function sentAtOf(id: string): number | undefined {
  const [, time] = /^qua_([0-9a-hjkmnp-tv-z]{10})[0-9a-hjkmnp-tv-z]{16}$/.exec(id) ?? [];
  if (time === undefined) return undefined;
  const epochMs = [...time].reduce((value, digit) => value * 32 + DIGITS.indexOf(digit), 0);
  return epochMs < Date.UTC(9999, 0) ? epochMs : undefined;
}

/** As all our ids are written: Crockford's, whose order is that of the values. */
const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
const base32 = (value: bigint, width: number): string =>
  [...value.toString(32).padStart(width, "0")].map((digit) => DIGITS.charAt(Number.parseInt(digit, 32))).join("");

const monthOf = (epochMs: number) => new Date(epochMs).toISOString().slice(0, 7);
const keyOf = ({ tenantId, sentAtEpochMs, id }: Place) => quarantineKey(tenantId, monthOf(sentAtEpochMs), id);

/** Keeps a dead letter: its body first, so that an entry that is there is whole. One that is kept already stays as it is. */
export async function putQuarantined(table: Table, entry: QuarantineEntry, body: string): Promise<void> {
  const { tenantId, id } = entry;
  const parts = splitBody(await compress(Buffer.from(body)));
  for (const [index, part] of parts.entries()) {
    await table.put({ ...quarantinePartKey(tenantId, monthOf(entry.sentAtEpochMs), id, index), body: part }, "always");
  }
  await table.put({ ...toItem(entry, 1n), parts: BigInt(parts.length) }, "absent");
}

export interface StoredEntry {
  readonly entry: QuarantineEntry;
  readonly version: bigint;
  readonly parts: bigint;
}

/** Undefined for what is not there, which includes what is another tenant's. */
export async function getQuarantined(table: Table, tenantId: string, id: string): Promise<StoredEntry | undefined> {
  const sentAtEpochMs = sentAtOf(id);
  if (sentAtEpochMs === undefined) return undefined;
  const item = await table.get(keyOf({ tenantId, sentAtEpochMs, id }));
  return item && fromItem(item);
}

/** The body as the queue had it. */
export async function getQuarantinedBody(table: Table, { entry, parts }: StoredEntry): Promise<string> {
  const pk = quarantinePartPartition(entry.tenantId, monthOf(entry.sentAtEpochMs), entry.id);
  const items = await table.query({ pk });
  assert(BigInt(items.length) === parts, "a quarantined body is whole");
  return (await decompress(joinBody(items))).toString("utf8");
}

/** Entries of messages that were sent in the UTC month of `monthEpochMs`, the newest first, those before `beforeId`. */
export async function listQuarantined(
  table: Table,
  tenantId: string,
  { monthEpochMs, beforeId, limit }: { monthEpochMs: number; beforeId?: string | undefined; limit: number },
): Promise<QuarantineEntry[]> {
  const pk = quarantinePartition(tenantId, monthOf(monthEpochMs));
  // The bound is inclusive, so one more is read than asked for.
  const to = beforeId === undefined ? {} : { to: beforeId };
  const items = await table.query({ pk, ...to, descending: true, limit: limit + 1 });
  return items
    .filter(({ sk }) => sk !== beforeId)
    .slice(0, limit)
    .map((item) => fromItem(item).entry);
}

/** False: it changed since it was read. */
export function replaceQuarantined(table: Table, stored: StoredEntry, entry: QuarantineEntry): Promise<boolean> {
  const item = { ...toItem(entry, stored.version + 1n), parts: stored.parts };
  return table.put(item, { attribute: "version", equals: stored.version });
}

const toItem = (entry: QuarantineEntry, version: bigint): Item => ({
  ...keyOf(entry),
  entry: JSON.stringify(QuarantineEntry.parse(entry)),
  version,
});

const fromItem = (item: Item): StoredEntry => ({
  entry: QuarantineEntry.parse(JSON.parse(textOf(item, "entry"))),
  version: numberOf(item, "version"),
  parts: numberOf(item, "parts"),
});
