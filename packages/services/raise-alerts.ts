import { alertIdPrefix, alertsDue } from "@outlay/domain/alert";
import { planBudgetAlerts } from "@outlay/domain/budget-incident";
import type { BudgetStatus } from "@outlay/domain/budget-status";
import { listBudgetAlerts, putAlert, saveAlert } from "@outlay/storage/alerts";
import { markPeriodEnd } from "@outlay/storage/watch-marks";
import type { Announcing } from "./announce-alert.ts";
import { atOnce } from "./at-once.ts";
import { raiseAlert } from "./raise-alert.ts";

/** A template may have many instances: enough at once to hide the store's latency. */
const STATUSES_AT_ONCE = 8;

/**
 * Raises the alerts that the statuses call for and that were not raised yet: each once in a period, however many ask at once. Of several
 * thresholds that one event passed the worst is told, of all of them; what was raised of less is passed on to it. Done again, it
 * writes nothing.
 */
export async function raiseAlerts(
  world: Announcing,
  tenantId: string,
  statuses: Iterable<BudgetStatus>,
): Promise<void> {
  const due = Array.from(statuses).filter((status) => status.due.length > 0);
  await atOnce(due, STATUSES_AT_ONCE, (status) => raiseOf(world, tenantId, status));
}

async function raiseOf(world: Announcing, tenantId: string, status: BudgetStatus): Promise<void> {
  const { table } = world;
  const { budget, value, period } = status;
  const incidentId = alertIdPrefix({ budgetId: budget.id, value }, period).slice(0, -1);
  // A refused write costs as much as a write, so what is there is read first. The condition alone decides.
  const kept = await listBudgetAlerts(table, tenantId, incidentId);
  const plan = planBudgetAlerts(
    alertsDue(status),
    kept.map(({ alert }) => alert),
    status.asOf,
  );
  if (plan.told || plan.recorded.length > 0) {
    await markPeriodEnd(table, tenantId, { end: period.to, incidentId, markedAtEpochMs: world.now().getTime() });
  }
  // First what is told: broken off after it, the others are recorded by the next look, and the news is out.
  if (plan.told) await raiseAlert(world, tenantId, plan.told);
  for (const alert of plan.recorded) await putAlert(table, tenantId, alert);
  for (const read of kept) {
    const after = plan.passedOn.get(read.alert.id);
    // Changed meanwhile, it is passed on by the next look.
    if (after) await saveAlert(table, tenantId, read, after);
  }
}
