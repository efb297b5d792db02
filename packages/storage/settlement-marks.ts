import { DAY_MS } from "@outlay/domain/bucket";
import { textOf } from "./attributes.ts";
import { settlementMarkKey } from "./keys.ts";
import { EXPIRES_AT, type Table } from "./table.ts";

/** Longer than an event may be on its way: a hold that has ended is not set free again, whatever the mark says. */
const KEPT_MS = 40 * DAY_MS;

/** One attempt of a decision, from 1. */
export interface Attempt {
  readonly decisionId: string;
  readonly attempt: number;
}

/**
 * Claims the money of an attempt for `claimant`, which names an event, or whoever else sets it free. Whoever claims first has it
 * for good: true for them, however often they ask, and false for all others.
 */
export async function claimAttempt(
  table: Table,
  tenantId: string,
  { decisionId, attempt }: Attempt,
  claimant: string,
  nowEpochMs: number,
): Promise<boolean> {
  const key = settlementMarkKey(tenantId, decisionId, attempt);
  const expiresAt = BigInt(Math.ceil((nowEpochMs + KEPT_MS) / 1000));
  if (await table.put({ ...key, claimant, [EXPIRES_AT]: expiresAt }, "absent")) return true;
  const mark = await table.get(key);
  // It expired between the two: whoever had it, their hold ended long ago.
  return mark !== undefined && textOf(mark, "claimant") === claimant;
}
