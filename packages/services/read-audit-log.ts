import { type Entry, firstBrokenSeq, GENESIS_HASH } from "@outlay/domain/audit";
import { listEntries } from "@outlay/storage/configuration";
import type { Context } from "./context.ts";

const VERIFIED_AT_ONCE = 1000;

/** At most `limit` entries below seq `before` (newest first), or from seq `from` on (oldest first). */
export async function listAuditEntries(
  ctx: Context,
  page: { readonly limit: number } & ({ readonly before: number } | { readonly from: number }),
): Promise<readonly Entry[]> {
  if ("from" in page) return (await listEntries(ctx.table, ctx.tenantId, page)).entries;
  if (page.before <= 1) return [];
  const range = { to: page.before - 1, limit: page.limit, descending: true };
  return (await listEntries(ctx.table, ctx.tenantId, range)).entries;
}

export interface AuditVerification {
  readonly entries: number;
  readonly head_hash: string;
  /** Null where the chain holds. */
  readonly first_broken_seq: number | null;
}

/**
 * Recomputes the whole chain from the store, up to the head that this request read: an entry that was altered, dropped, moved or
 * put in shows as the first seq where it no longer holds.
 */
export async function verifyAuditLog(ctx: Context): Promise<AuditVerification> {
  const expected = { seq: ctx.configuration.seq, hash: ctx.configuration.headHash };
  let head = { seq: 0, hash: GENESIS_HASH };
  while (head.seq < expected.seq) {
    const { entries } = await listEntries(ctx.table, ctx.tenantId, {
      from: head.seq + 1,
      to: expected.seq,
      limit: VERIFIED_AT_ONCE,
    });
    const broken = firstBrokenSeq(entries, head);
    const last = entries.at(-1);
    if (broken !== undefined || !last) {
      return { entries: head.seq, head_hash: head.hash, first_broken_seq: broken ?? head.seq + 1 };
    }
    head = last;
  }
  const first_broken_seq = head.hash === expected.hash ? null : expected.seq;
  return { entries: head.seq, head_hash: head.hash, first_broken_seq };
}
