import { alertIdPrefix, alertsDue } from "@outlay/domain/alert";
import type { BudgetStatus } from "@outlay/domain/budget-status";
import { listAlertIds } from "@outlay/storage/alerts";
import type { Announcing } from "./announce-alert.ts";
import { atOnce } from "./at-once.ts";
import { raiseAlert } from "./raise-alert.ts";

/** A template may have many instances: enough at once to hide the store's latency. */
const STATUSES_AT_ONCE = 8;

/**
 * Raises the alerts that the statuses call for and that were not raised yet: each once in a period, however many ask at
 * once, and all of several thresholds that one event passed; each is told. Done again, it writes nothing.
 */
export async function raiseAlerts(
  world: Announcing,
  tenantId: string,
  statuses: Iterable<BudgetStatus>,
): Promise<void> {
  const due = Array.from(statuses).filter((status) => status.due.length > 0);
  await atOnce(due, STATUSES_AT_ONCE, async (status) => {
    const prefix = alertIdPrefix({ budgetId: status.budget.id, value: status.value }, status.period);
    // A refused write costs as much as a write, so what is there is read first. The condition alone decides.
    const raised = await listAlertIds(world.table, tenantId, status.period, prefix);
    for (const alert of alertsDue(status)) if (!raised.has(alert.id)) await raiseAlert(world, tenantId, alert);
  });
}
