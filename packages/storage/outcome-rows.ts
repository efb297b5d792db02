import type { Bucket } from "@outlay/domain/bucket";
import { MEASURES } from "@outlay/domain/measures";
import type { PageRow } from "@outlay/domain/page";
import { type Subject, subjectName } from "@outlay/domain/subject";
import { numberOf, textOf } from "./attributes.ts";
import { blockPartition, outcomeRowKey } from "./keys.ts";
import type { Item, Table } from "./table.ts";

/** What one subject adds to a bucket of outcomes. */
export interface StoredOutcomeRow {
  readonly sk: string;
  readonly version: bigint;
  /** Names what the row was made from; equal bases mean equal rows. */
  readonly basis: string;
  /** Null: the subject began elsewhere, and adds nothing here. */
  readonly row: PageRow | null;
  /** As `subjectName` says it; null of rows that were written before they said it. */
  readonly subject: string | null;
}

/** What a subject adds in one bucket; undefined where nothing was ever written of it. */
export async function getOutcomeRow(
  table: Table,
  tenantId: string,
  bucket: Bucket,
  subject: Subject,
): Promise<StoredOutcomeRow | undefined> {
  const item = await table.get(outcomeRowKey(tenantId, bucket, subject));
  return item && storedOf(item);
}

/** All rows of a bucket of outcomes, consistently. */
export async function readOutcomeRows(
  table: Table,
  tenantId: string,
  bucket: Bucket,
): Promise<readonly StoredOutcomeRow[]> {
  return (await table.query({ pk: blockPartition(tenantId, bucket) })).map(storedOf);
}

/** Replaces the row that was read (undefined: none was there). False: another write came between, or it was this one. */
export function putOutcomeRow(
  table: Table,
  tenantId: string,
  bucket: Bucket,
  subject: Subject,
  read: StoredOutcomeRow | undefined,
  { basis, row }: Pick<StoredOutcomeRow, "basis" | "row">,
): Promise<boolean> {
  const item = {
    ...outcomeRowKey(tenantId, bucket, subject),
    version: (read?.version ?? 0n) + 1n,
    basis,
    subject: subjectName(subject),
    ...(row && { row: encodeRow(row) }),
  };
  return table.put(item, read ? { attribute: "version", equals: read.version } : "absent");
}

/** Measures by name, so that new ones may come in anywhere. */
function encodeRow({ period, tuple, sums }: PageRow): string {
  const named = MEASURES.flatMap((name, index) => (sums[index] ? [[name, String(sums[index])]] : []));
  return JSON.stringify({ period, tuple, sums: Object.fromEntries(named) });
}

function storedOf(item: Item): StoredOutcomeRow {
  const row = "row" in item ? decodeRow(textOf(item, "row")) : null;
  const subject = "subject" in item ? textOf(item, "subject") : null;
  return { sk: item.sk, version: numberOf(item, "version"), basis: textOf(item, "basis"), row, subject };
}

function decodeRow(text: string): PageRow {
  // As encodeRow wrote it.
  const { period, tuple, sums } = JSON.parse(text) as Omit<PageRow, "sums"> & { sums: Record<string, string> };
  return { period, tuple, sums: MEASURES.map((name) => BigInt(sums[name] ?? 0)) };
}
