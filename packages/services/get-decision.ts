import { HOUR_MS } from "@outlay/domain/bucket";
import type { Decision } from "@outlay/domain/decision";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import type { RecordedEvent } from "@outlay/domain/recorded-event";
import { idTimeEpochMs } from "@outlay/platform/ids";
import { readDecisionMinute } from "@outlay/storage/decisions";
import type { Context } from "./context.ts";
import { listEvents } from "./list-events.ts";

/** A decision and the usage that names it. */
export interface DecisionStory {
  readonly decision: Decision;
  /** Of the time from the decision until what it held ended; an hour where it held nothing. */
  readonly events: readonly RecordedEvent[];
  readonly isComplete: boolean;
}

/** A decision from its journal, where it is some seconds after it was made; undefined where it is not, or not yet. */
export async function findDecision(
  { table, tenantId }: Pick<Context, "table" | "tenantId">,
  id: string,
): Promise<Decision | undefined> {
  const minute = await readDecisionMinute(table, tenantId, idTimeEpochMs(id) ?? 0);
  return minute.find((each) => each.id === id);
}

/** A decision with what it led to. Throws `decision_not_found`. */
export async function getDecision(
  ctx: Pick<Context, "table" | "tenantId" | "configuration">,
  id: string,
): Promise<DecisionStory> {
  const epochMs = idTimeEpochMs(id) ?? 0;
  const decision = await findDecision(ctx, id);
  if (!decision) throw new DomainError("decision_not_found", "There is no such decision, or it is not recorded yet.");
  const { events, next } = await listEvents(ctx, {
    // Clocks of whoever tells of usage may be behind.
    fromEpochMs: epochMs - LIMITS.futureMs,
    toEpochMs: Math.max(decision.held?.expiresAtEpochMs ?? 0, epochMs + HOUR_MS),
    filters: {},
    excepts: [],
    id: undefined,
    runId: undefined,
    decisionId: id,
    limit: LIMITS.pageItems,
    position: undefined,
  });
  return { decision, events, isComplete: next === undefined };
}
