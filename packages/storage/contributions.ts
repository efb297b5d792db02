import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { PlanPart } from "@outlay/domain/read-plan";
import { contributionBounds, contributionKey, contributionPartition } from "./keys.ts";
import type { PagePlace } from "./pages.ts";
import type { Item, Key, Table } from "./table.ts";

/** What one page adds to budgets: picos by instance of a budget and tenant-local date. */
export type SpendVector = readonly (readonly [instanceId: string, localDate: string, picos: bigint])[];

/** What one bucket's page releases of a level's slot: picos. */
export interface SlotRelease {
  readonly hold: string;
  readonly slot: string;
  readonly picos: bigint;
}

export interface Contribution {
  readonly sk: string;
  readonly pageVersion: bigint;
  /** The configuration seq of the budgets that the vector was computed under. */
  readonly budgetsSeq: number;
  readonly vector: SpendVector;
  /** Said together with what was spent, in one write. Of buckets only. */
  readonly releases: readonly SlotRelease[];
}

const SEQS_PER_VERSION = 1_000_000_000_000n;
const VECTOR_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Replaces what a page contributes, unless a newer page, or the same one under newer budgets, stands there already.
 * Never adds to it: replaying it changes nothing.
 */
export async function replaceContribution(
  table: Table,
  tenantId: string,
  place: PagePlace,
  { pageVersion, budgetsSeq, vector, releases }: Omit<Contribution, "sk">,
): Promise<void> {
  const order = pageVersion * SEQS_PER_VERSION + BigInt(budgetsSeq);
  const item = {
    ...keyOf(tenantId, place),
    order,
    vector: compress(vector),
    ...(releases.length > 0 && { releases: compress(releases.map(({ hold, slot, picos }) => [hold, slot, picos])) }),
  };
  await table.put(item, { attribute: "order", absentOrBelow: order });
}

/** What one page contributes, as it stands; undefined where nobody has said it yet. */
export async function getContribution(
  table: Table,
  tenantId: string,
  place: PagePlace,
): Promise<Contribution | undefined> {
  const item = await table.get(keyOf(tenantId, place));
  return item && readContribution(item);
}

/** The contributions of one part of a plan. */
export async function readContributions(
  table: Table,
  tenantId: string,
  part: PlanPart,
): Promise<readonly Contribution[]> {
  const range = {
    pk: contributionPartition(tenantId),
    ...contributionBounds(part.level, part.fromEpochMs, part.toEpochMs),
  };
  return (await table.query(range)).map(readContribution);
}

function keyOf(tenantId: string, place: PagePlace): Key {
  if (place.level === "bucket")
    return contributionKey(tenantId, "bucket", place.bucket.startEpochMs, place.bucket.shard);
  return contributionKey(tenantId, place.level, place.startEpochMs);
}

type Triples = readonly (readonly [string, string, bigint])[];

const compress = (triples: Triples): Uint8Array =>
  zstdCompressSync(JSON.stringify(triples.map(([first, second, picos]) => [first, second, picos.toString()])));

function decompress(bytes: Uint8Array): Triples {
  const json = zstdDecompressSync(bytes, { maxOutputLength: VECTOR_BYTES_MAX }).toString("utf8");
  const triples = JSON.parse(json) as [string, string, string][]; // As `compress` wrote it.
  return triples.map(([first, second, picos]) => [first, second, BigInt(picos)]);
}

function readContribution({ sk, order, vector, releases }: Item): Contribution {
  if (typeof order !== "bigint" || !(vector instanceof Uint8Array)) throw new Error(`Contribution ${sk} is malformed.`);
  return {
    sk,
    pageVersion: order / SEQS_PER_VERSION,
    budgetsSeq: Number(order % SEQS_PER_VERSION),
    vector: decompress(vector),
    releases: (releases instanceof Uint8Array ? decompress(releases) : []).map(([hold, slot, picos]) => ({
      hold,
      slot,
      picos,
    })),
  };
}
