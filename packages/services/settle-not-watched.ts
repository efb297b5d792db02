import { type AnomalyAlert } from "@outlay/domain/alert";
import { followNotWatched, notWatchedAlert, notWatchedRule, type WatchLook } from "@outlay/domain/not-watched";
import { compareText } from "@outlay/domain/compare-text";
import { type KeptAnomaly, saveAlert } from "@outlay/storage/alerts";
import { announceAlert, type Announcing } from "./announce-alert.ts";
import { raiseAlert } from "./raise-alert.ts";

/**
 * Says in an alert that rules were not judged, and ends it once they are again. `alerts` are the tenant's anomalies of the last months. Done
 * again, or by two at once, it changes nothing that is done; what changed in between is left to the next look.
 */
export async function settleNotWatched(
  world: Announcing,
  tenantId: string,
  look: WatchLook,
  alerts: readonly KeptAnomaly[],
): Promise<void> {
  const rule = notWatchedRule(look.granularity);
  const last = alerts
    .filter(({ alert }) => alert.rule === rule)
    .toSorted((a, b) => compareText(b.alert.since, a.alert.since))[0];
  const at = world.now();
  const isOfBefore = last !== undefined && (last.alert.is_ongoing || last.alert.since === look.date);
  if (look.tooMany !== null && !isOfBefore) {
    const alert: AnomalyAlert = notWatchedAlert(look, look.tooMany, at);
    await raiseAlert(world, tenantId, alert);
    return;
  }
  const followed = last && followNotWatched(last.alert, look, at);
  if (!last || !followed) return;
  const { after, event } = followed;
  const write = () => saveAlert(world.table, tenantId, last, after);
  if (event === null) await write();
  else await announceAlert(world, tenantId, { alertId: after.id, sequence: after.version, event }, write);
}
