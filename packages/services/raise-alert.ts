import type { Alert } from "@outlay/domain/alert";
import { putAlert } from "@outlay/storage/alerts";
import { announceAlert, type Announcing } from "./announce-alert.ts";

/** Raises an alert, once, and has it told. False where one of the same id was raised before, which stays as it is. */
export const raiseAlert = (world: Announcing, tenantId: string, alert: Alert): Promise<boolean> =>
  announceAlert(world, tenantId, { alertId: alert.id, sequence: 1, event: "opened" }, () =>
    putAlert(world.table, tenantId, alert),
  );
