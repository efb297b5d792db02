import type { Alert } from "@outlay/domain/alert";
import type { AlertEvent } from "@outlay/domain/announcement";
import { Delivery, deliveryId } from "@outlay/domain/delivery";
import { RETRY_DELAYS_MS } from "@outlay/domain/retry-schedule";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { getAlert } from "@outlay/storage/alerts";
import { type Stage, TENANT } from "./notifier-stage.ts";

/** Holds what receivers got, and what is kept of it, to what became of the alerts. */
export async function check(stage: Stage, alerts: readonly Alert[]): Promise<void> {
  const { table, receivers } = stage;
  if (stage.stray !== undefined) throw new Error(stage.stray);
  const histories: [string, [number, AlertEvent][]][] = [];
  for (const { id } of alerts) {
    const kept = await getAlert(table, TENANT, id);
    if (!kept) throw new Error(`told: ${id} was not raised`);
    const changes = kept.alert.history.map((each): [number, AlertEvent] => [
      each.version,
      each.change === "acknowledged" ? "acknowledged" : "resolved",
    ]);
    histories.push([id, [[1, "opened"], ...changes]]);
  }
  const { notificationChannels } = await loadConfiguration({ table }, TENANT);
  const disabled = [...notificationChannels.values()].filter(({ enabled }) => !enabled).length;
  const deliveries = new Map(
    table.dump().flatMap(({ delivery }) => {
      if (typeof delivery !== "string") return [];
      const read = Delivery.parse(JSON.parse(delivery));
      return [[read.id, read] as const];
    }),
  );
  for (const { channelId, events, seen, isGone, requests } of receivers.values()) {
    const due = histories.flatMap(([alertId, changes]) =>
      changes.flatMap(([version, event]) =>
        events.includes(event) ? [{ id: deliveryId(alertId, version, channelId), event }] : [],
      ),
    );
    const channel = notificationChannels.get(channelId);
    if (isGone) {
      if (requests > 0 && channel?.disabled_reason !== "gone")
        throw new Error("told: a receiver that is gone is not switched off");
      continue;
    }
    if (!channel?.enabled) throw new Error("told: a channel was switched off for nothing");
    const news = [...seen].map(([id, body]) => `${id} ${(JSON.parse(body) as { type: string }).type}`);
    const got = news.filter((each) => !each.endsWith("channel.disabled"));
    if (news.length - got.length !== disabled)
      throw new Error(`told: not of each of ${disabled} channels switched off`);
    const expected = due.map(({ id, event }) => `${id} alert.${event}`);
    if (got.toSorted().join() !== expected.toSorted().join())
      throw new Error(`told: ${got.toSorted().join()} instead of ${expected.toSorted().join()}`);
    for (const { id } of due) checkDelivery(stage, deliveries.get(id), id);
  }
}

function checkDelivery({ posts }: Stage, delivery: Delivery | undefined, id: string): void {
  if (delivery?.state !== "delivered") throw new Error(`told: ${id} is ${delivery?.state ?? "not kept"}`);
  const { attempts, made, interruptions } = delivery;
  const numbers = attempts.map(({ number }) => number);
  if (made === 0 || numbers.join() !== Array.from({ length: made }, (_, i) => i + 1).join())
    throw new Error(`told: of ${made} attempts of ${id} these are kept: ${numbers.join()}`);
  if ((posts.get(id) ?? 0) > made + interruptions)
    throw new Error(`told: ${posts.get(id)} attempts of ${id}, and ${made} + ${interruptions} are known`);
  for (const [index, { startedAtEpochMs, durationMs }] of attempts.entries()) {
    const next = attempts[index + 1];
    const dueAtEpochMs = startedAtEpochMs + (durationMs ?? 0) + (RETRY_DELAYS_MS[index + 1] ?? 0);
    if (next && next.startedAtEpochMs < dueAtEpochMs)
      throw new Error(`told: attempt ${index + 2} of ${id} came too early`);
  }
}
