import type { Alert } from "@outlay/domain/alert";
import { resolve, wake } from "@outlay/domain/alert-life";
import type { Configuration } from "@outlay/domain/configuration";
import { localDateOf } from "@outlay/domain/zone";
import { getAlert, saveAlert } from "@outlay/storage/alerts";
import { clearSnoozed, listSnoozed, type SnoozeMark } from "@outlay/storage/watch-marks";
import { announceAlert, type Announcing } from "./announce-alert.ts";

/**
 * Opens again what was snoozed until now and is still so, and has it told; a budget's alert whose period is over is resolved instead, in
 * silence. Of an incident that ended meanwhile nothing is left to wake. Done again, it changes nothing.
 */
export async function wakeAlerts(
  world: Announcing,
  tenantId: string,
  { tenant }: Pick<Configuration, "tenant">,
): Promise<void> {
  const now = world.now();
  const today = localDateOf(now.getTime(), tenant.time_zone);
  const marks = await listSnoozed(world.table, tenantId);
  for (const mark of marks.filter(({ until }) => Date.parse(until) <= now.getTime())) {
    await wakeOne(world, tenantId, mark, (alert) => alert.kind === "budget" && alert.period.to <= today);
    // Last: stopped before, the next hour finds it again.
    await clearSnoozed(world.table, tenantId, mark);
  }
}

async function wakeOne(
  world: Announcing,
  tenantId: string,
  { alertId }: SnoozeMark,
  isOver: (alert: Alert) => boolean,
): Promise<void> {
  const kept = await getAlert(world.table, tenantId, alertId);
  if (!kept) return;
  const byItself = { by: null, at: world.now(), note: null };
  const woken = wake(kept.alert, byItself);
  if (woken === kept.alert) return;
  if (isOver(kept.alert)) {
    if (await saveAlert(world.table, tenantId, kept, resolve(kept.alert, byItself))) return;
  } else {
    const announcement = { alertId, sequence: woken.version, event: "opened" } as const;
    const write = () => saveAlert(world.table, tenantId, kept, woken);
    if (await announceAlert(world, tenantId, announcement, write)) return;
  }
  throw new Error(`Alert ${alertId} was changed meanwhile.`);
}
