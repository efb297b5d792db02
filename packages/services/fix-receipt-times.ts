import { DomainError } from "@outlay/domain/errors";
import type { UsageEvent } from "@outlay/domain/usage-event";
import { firstReceipt } from "@outlay/storage/receipts";
import type { Context } from "./context.ts";

/** Writes at once: enough to be quick, and no flood for one request. */
const AT_ONCE = 50;

/**
 * Events of a source that states no time, or not the same in all records of one event, each with the time with which it came
 * first: its own `timeEpochMs` where it is new. A repeat has the same time, and so counts once. Throws `forbidden`.
 */
export async function fixReceiptTimes(
  ctx: Pick<Context, "table" | "tenantId" | "actor" | "now">,
  events: readonly UsageEvent[],
): Promise<readonly UsageEvent[]> {
  if (!ctx.actor.scopes.has("events:write")) throw new DomainError("forbidden", "This needs the scope events:write.");
  const nowEpochMs = ctx.now().getTime();
  const timed: UsageEvent[] = [];
  for (let from = 0; from < events.length; from += AT_ONCE) {
    const some = events.slice(from, from + AT_ONCE).map(async (event) => ({
      ...event,
      timeEpochMs: await firstReceipt(ctx.table, ctx.tenantId, event.source, event.id, nowEpochMs, event.timeEpochMs),
    }));
    timed.push(...(await Promise.all(some)));
  }
  return timed;
}
