import { LIMITS } from "@outlay/domain/limits";
import { endBudgetIncident } from "@outlay/domain/budget-incident";
import type { Configuration } from "@outlay/domain/configuration";
import { localDateOf } from "@outlay/domain/zone";
import { listBudgetAlerts, saveAlert } from "@outlay/storage/alerts";
import { clearPeriodEnd, listPeriodEnds } from "@outlay/storage/watch-marks";
import { announceAlert, type Announcing } from "./announce-alert.ts";
import { atOnce } from "./at-once.ts";

/** Many budgets end on the first of a month: enough at once to hide the store's latency. */
const INCIDENTS_AT_ONCE = 8;

/**
 * Resolves the alerts of budgets whose periods are over, each budget's (of a template, each value's) told once, whatever became of the
 * budget meanwhile. Late, twice or by two at once it changes nothing that is done. Throws where somebody changed an alert in between:
 * the next look goes on.
 */
export async function endBudgetPeriods(
  world: Announcing,
  tenantId: string,
  { tenant }: Pick<Configuration, "tenant">,
): Promise<void> {
  const { table } = world;
  const now = world.now();
  const today = localDateOf(now.getTime(), tenant.time_zone);
  const marks = await listPeriodEnds(table, tenantId, today);
  await atOnce(marks, INCIDENTS_AT_ONCE, async (mark) => {
    const kept = await listBudgetAlerts(table, tenantId, mark.incidentId);
    const ended = endBudgetIncident(
      kept.map(({ alert }) => alert),
      today,
      now,
    );
    for (const { before, after, isTold } of ended) {
      const read = kept.find(({ alert }) => alert === before);
      if (!read) continue;
      const write = () => saveAlert(table, tenantId, read, after);
      const announcement = { alertId: after.id, sequence: after.version, event: "resolved" } as const;
      const isWritten = await (isTold ? announceAlert(world, tenantId, announcement, write) : write());
      if (!isWritten) throw new Error(`Alert ${after.id} was changed meanwhile.`);
    }
    // Made just now, what it is for may be raised only after this look: it stays for the next.
    if (now.getTime() - mark.markedAtEpochMs <= LIMITS.onItsWayMs) return;
    // Last: stopped before, the next look finds it again.
    await clearPeriodEnd(table, tenantId, mark);
  });
}
