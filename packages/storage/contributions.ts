import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { PlanPart } from "@outlay/domain/read-plan";
import { joinParts, putInParts } from "./contribution-parts.ts";
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
  const item = { ...keyOf(tenantId, place), order, vector: compress(vector, releases) };
  await putInParts(table, tenantId, item, { attribute: "order", absentOrBelow: order });
}

/** What one page contributes, as it stands; undefined where nobody has said it yet. */
export async function getContribution(
  table: Table,
  tenantId: string,
  place: PagePlace,
): Promise<Contribution | undefined> {
  const item = await table.get(keyOf(tenantId, place));
  return item && readContribution(await joinParts(table, tenantId, item));
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
  const contributions: Contribution[] = [];
  for (const item of await table.query(range)) {
    contributions.push(readContribution(await joinParts(table, tenantId, item)));
  }
  return contributions;
}

function keyOf(tenantId: string, place: PagePlace): Key {
  if (place.level === "bucket")
    return contributionKey(tenantId, "bucket", place.bucket.startEpochMs, place.bucket.shard);
  return contributionKey(tenantId, place.level, place.startEpochMs);
}

type Triples = readonly (readonly [string, string, bigint])[];
type Texts = readonly (readonly [string, string, string])[];

const textsOf = (triples: Triples): Texts => triples.map(([first, second, picos]) => [first, second, picos.toString()]);

/** The vector's triples; where there are releases, both as members of an object. */
function compress(vector: SpendVector, releases: readonly SlotRelease[]): Uint8Array {
  const spent = textsOf(vector);
  const released = textsOf(releases.map(({ hold, slot, picos }) => [hold, slot, picos]));
  return zstdCompressSync(JSON.stringify(released.length === 0 ? spent : { spent, released }));
}

function readContribution({ sk, order, vector }: Item): Contribution {
  if (typeof order !== "bigint" || !(vector instanceof Uint8Array)) throw new Error(`Contribution ${sk} is malformed.`);
  const json = zstdDecompressSync(vector, { maxOutputLength: VECTOR_BYTES_MAX }).toString("utf8");
  const said = JSON.parse(json) as Texts | { readonly spent: Texts; readonly released: Texts }; // As `compress` wrote it.
  const { spent, released } = "spent" in said ? said : { spent: said, released: [] };
  return {
    sk,
    pageVersion: order / SEQS_PER_VERSION,
    budgetsSeq: Number(order % SEQS_PER_VERSION),
    vector: spent.map(([id, date, picos]) => [id, date, BigInt(picos)]),
    releases: released.map(([hold, slot, picos]) => ({ hold, slot, picos: BigInt(picos) })),
  };
}
