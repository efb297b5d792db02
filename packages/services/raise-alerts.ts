import { alertsDue } from "@outlay/domain/alert";
import type { BudgetStatus } from "@outlay/domain/budget-status";
import { listAlertIds, putAlert } from "@outlay/storage/alerts";
import type { World } from "./context.ts";

/**
 * Raises the alerts that the statuses call for and that were not raised yet: each once in a period, however many ask at
 * once, and all of several thresholds that one event passed. Done again, it writes nothing.
 */
export async function raiseAlerts(
  world: Pick<World, "table">,
  tenantId: string,
  statuses: Iterable<BudgetStatus>,
): Promise<void> {
  for (const status of statuses) {
    const due = alertsDue(status);
    if (due.length === 0) continue;
    // A refused write costs as much as a write, so what is there is read first. The condition alone decides.
    const raised = await listAlertIds(world.table, tenantId, status.budget.id, status.period);
    for (const alert of due) if (!raised.has(alert.id)) await putAlert(world.table, tenantId, alert);
  }
}
