import { incidentIdOf } from "@outlay/domain/alert";
import { alertMessage } from "@outlay/domain/alert-message";
import { type Announcement, isOf } from "@outlay/domain/announcement";
import { deliveryId } from "@outlay/domain/delivery";
import { alertScope, wants } from "@outlay/domain/match-channel";
import type { Notice } from "@outlay/domain/notice";
import { getAlert } from "@outlay/storage/alerts";
import { clearAnnouncementMark } from "@outlay/storage/announcements";
import type { World } from "./context.ts";
import { makeDelivery } from "./make-delivery.ts";
import { loadConfiguration } from "./read-configuration.ts";

/**
 * Makes a delivery for every channel that is to be told of a change of an alert, then forgets that it was to be told. A change that is
 * not there yet is left to the sweep; one that another change took the place of is told by that one.
 */
export async function tellAlert(
  world: Pick<World, "table" | "notifyQueue" | "now">,
  tenantId: string,
  announcement: Announcement,
): Promise<void> {
  const { alertId, sequence, event } = announcement;
  const alert = (await getAlert(world.table, tenantId, alertId))?.alert;
  if (!alert || alert.version < sequence) return;
  if (isOf(announcement, alert)) {
    const { notificationChannels, budgets, tenant } = await loadConfiguration(world, tenantId);
    const scope = alertScope(alert, budgets);
    const notice: Notice = {
      type: `alert.${event}`,
      at: new Date(sequence === 1 ? alert.raised_at : alert.updated_at),
      data: { ...alert, incident_id: incidentIdOf(alert), currency: tenant.currency },
      message: alertMessage(alert, event, tenant.currency),
    };
    for (const channel of notificationChannels.values()) {
      if (!channel.enabled || !wants(channel, alert, event, scope)) continue;
      const id = deliveryId(alertId, sequence, channel.id);
      await makeDelivery(world, tenantId, channel, { id, alertId, isTest: false, notice });
    }
  }
  await clearAnnouncementMark(world.table, tenantId, announcement);
}
