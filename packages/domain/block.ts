import { compareText } from "./compare-text.ts";
import type { Tuple } from "./dimensions.ts";
import type { NumberColumns, TextColumns } from "./usage-batch.ts";

/**
 * One immutable piece of the usage journal: rows of one bucket, enriched, one array a field. A column that is absent
 * holds nothing but zeros (usage, cost) or nulls (the rest).
 */
export interface Block {
  readonly id: string;
  /** 0 as recorded; re-pricing writes the same rows again in a higher one. */
  readonly generation: number;
  readonly configurationSeq: number;
  /** Of a re-pricing: the older blocks of the bucket whose rows it looked at, those that it need not write again included. */
  readonly covers?: readonly string[];
  /** The accepted messages that the rows came from. */
  readonly messages: readonly { readonly id: string; readonly acceptedAtEpochMs: number }[];
  readonly groups: readonly BlockGroup[];
  readonly ids: readonly string[];
  /** Milliseconds after the bucket's start. */
  readonly offsetsMs: readonly number[];
  /** Indexes into `groups` and `messages`, and the place within the message. */
  readonly groupOf: readonly number[];
  readonly messageOf: readonly number[];
  readonly positions: readonly number[];
  readonly usage: NumberColumns;
  /** Picos by `cost_<component>`: a number where it is safe, else its digits. */
  readonly costs: AmountColumns;
  readonly numbers: NumberColumns;
  readonly texts: TextColumns;
}

export type AmountColumns = Readonly<Record<string, readonly (number | string)[]>>;

/** What rows share: the resolved tuple, the tenant-local hour, and the price row they were priced by. */
export interface BlockGroup {
  /** e.g. "2026-11-02T09+01:00"; its first ten characters are the local date. */
  readonly localHour: string;
  readonly tuple: Tuple;
  /** Null: unpriced, for the reason that the tuple states, or not bought at all. */
  readonly rateId: string | null;
}

/** A row's place in the order of acceptance: the smallest of an event's rows wins. */
export interface Acceptance {
  readonly acceptedAtEpochMs: number;
  readonly messageId: string;
  readonly position: number;
}

export function acceptanceOf(block: Block, row: number): Acceptance {
  const message = block.messages[block.messageOf[row] ?? -1];
  return {
    acceptedAtEpochMs: message?.acceptedAtEpochMs ?? 0,
    messageId: message?.id ?? "",
    position: block.positions[row] ?? 0,
  };
}

export function compareAcceptance(a: Acceptance, b: Acceptance): number {
  if (a.acceptedAtEpochMs !== b.acceptedAtEpochMs) return a.acceptedAtEpochMs - b.acceptedAtEpochMs;
  if (a.messageId !== b.messageId) return a.messageId < b.messageId ? -1 : 1;
  return a.position - b.position;
}

/** Among copies of one row: the highest generation, then the lowest configuration seq, then the smallest block id. */
export function comparePrecedence(a: Block, b: Block): number {
  if (a.generation !== b.generation) return b.generation - a.generation;
  if (a.configurationSeq !== b.configurationSeq) return a.configurationSeq - b.configurationSeq;
  return compareText(a.id, b.id);
}

export const amountCell = (picos: bigint): number | string =>
  picos <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(picos) : picos.toString();
