import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { Decision } from "@outlay/domain/decision";
import { HOUR_MS, MINUTE_MS } from "@outlay/domain/bucket";
import { decisionBlockBounds, decisionBlockKey, decisionPartition, minuteOfDecisionSk } from "./keys.ts";
import type { Table } from "./table.ts";

/** Decompressed bytes of one block that a reader will hold. */
const BLOCK_BYTES_MAX = 64 * 1024 * 1024;

/** Decisions of one minute of UTC, which the ids of all lie in. */
export interface DecisionMinute {
  readonly startEpochMs: number;
  /** In order of id, each once, however often it was written. */
  readonly decisions: readonly Decision[];
}

/** Decisions as a block stores them. */
export const encodeDecisions = (decisions: readonly Decision[]): Uint8Array =>
  zstdCompressSync(JSON.stringify(decisions));

const decode = (body: Uint8Array): readonly Decision[] =>
  // As encodeDecisions wrote them: blocks are never changed.
  JSON.parse(zstdDecompressSync(body, { maxOutputLength: BLOCK_BYTES_MAX }).toString("utf8")) as Decision[];

/** Appends a block to the journal of decisions. Throws where its id is taken: ids are never reused. */
export async function appendDecisions(
  table: Table,
  tenantId: string,
  minuteEpochMs: number,
  block: { readonly id: string; readonly body: Uint8Array },
): Promise<void> {
  const { hourEpochMs, minute } = placeOf(minuteEpochMs);
  const key = decisionBlockKey(tenantId, hourEpochMs, minute, block.id);
  if (!(await table.put({ ...key, body: block.body }, "absent"))) throw new Error(`Block ${block.id} exists already.`);
}

/**
 * The decisions of an hour from a minute on, whole minutes in order, of about `blocksMax` blocks. `nextEpochMs` is the first minute
 * that was not read; undefined at the hour's end.
 */
export async function readDecisions(
  table: Table,
  tenantId: string,
  fromEpochMs: number,
  blocksMax: number,
): Promise<{ readonly minutes: readonly DecisionMinute[]; readonly nextEpochMs: number | undefined }> {
  const { hourEpochMs, minute } = placeOf(fromEpochMs);
  const pk = decisionPartition(tenantId, hourEpochMs);
  const items = await table.query({ pk, ...decisionBlockBounds(minute, 59), limit: blocksMax });
  const last = items.length < blocksMax ? undefined : minuteOfDecisionSk(items.at(-1)?.sk ?? "");
  if (last === undefined) return { minutes: toMinutes(hourEpochMs, items), nextEpochMs: undefined };
  // Of the last minute there may be more: it is left for the next call, unless it is the only one.
  const whole = items.filter(({ sk }) => minuteOfDecisionSk(sk) < last);
  const isOnly = whole.length === 0;
  const read = isOnly ? await table.query({ pk, ...decisionBlockBounds(last, last) }) : whole;
  const next = isOnly ? last + 1 : last;
  return {
    minutes: toMinutes(hourEpochMs, read),
    nextEpochMs: next > 59 ? undefined : hourEpochMs + next * MINUTE_MS,
  };
}

/** All decisions of the minute that holds an instant. */
export async function readDecisionMinute(
  table: Table,
  tenantId: string,
  epochMs: number,
): Promise<readonly Decision[]> {
  const { hourEpochMs, minute } = placeOf(epochMs);
  const pk = decisionPartition(tenantId, hourEpochMs);
  const items = await table.query({ pk, ...decisionBlockBounds(minute, minute) });
  return toMinutes(hourEpochMs, items)[0]?.decisions ?? [];
}

const placeOf = (epochMs: number) => ({
  hourEpochMs: epochMs - (epochMs % HOUR_MS),
  minute: Math.floor((epochMs % HOUR_MS) / MINUTE_MS),
});

function toMinutes(hourEpochMs: number, items: Awaited<ReturnType<Table["query"]>>): readonly DecisionMinute[] {
  return [...Map.groupBy(items, ({ sk }) => minuteOfDecisionSk(sk))].map(([minute, blocks]) => {
    const byId = new Map<string, Decision>();
    for (const { sk, body } of blocks) {
      if (!(body instanceof Uint8Array)) throw new Error(`Block ${sk} has no body.`);
      for (const decision of decode(body)) byId.set(decision.id, decision);
    }
    return {
      startEpochMs: hourEpochMs + minute * MINUTE_MS,
      decisions: [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    };
  });
}
