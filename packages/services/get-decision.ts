import type { Decision } from "@outlay/domain/decision";
import { DomainError } from "@outlay/domain/errors";
import { idTimeEpochMs } from "@outlay/platform/ids";
import { readDecisionMinute } from "@outlay/storage/decisions";
import type { Context } from "./context.ts";

const MINUTE_MS = 60_000;

/** A decision from its journal, where it is some seconds after it was made. Throws `decision_not_found`. */
export async function getDecision(ctx: Pick<Context, "table" | "tenantId">, id: string): Promise<Decision> {
  const epochMs = idTimeEpochMs(id) ?? 0;
  const minute = await readDecisionMinute(ctx.table, ctx.tenantId, epochMs - (epochMs % MINUTE_MS));
  const decision = minute.find((each) => each.id === id);
  if (decision) return decision;
  throw new DomainError("decision_not_found", "There is no such decision, or it is not recorded yet.");
}
