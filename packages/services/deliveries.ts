import type { Delivery, DeliveryState } from "@outlay/domain/delivery";
import { sentAgain } from "@outlay/domain/delivery-progress";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { addMonths } from "@outlay/domain/local-date";
import {
  getDelivery as getStored,
  listDeliveryPlaces,
  markUndelivered,
  replaceDelivery,
  type StoredDelivery,
} from "@outlay/storage/deliveries";
import { askForAttempt } from "./ask-for-attempt.ts";
import { atOnce } from "./at-once.ts";
import type { Context } from "./context.ts";
import { getNotificationChannel } from "./notification-channels.ts";
import { untilWritten } from "./until-written.ts";

export interface DeliveryList {
  readonly channelId: string | undefined;
  readonly state: DeliveryState | undefined;
  readonly alertId: string | undefined;
  /** Where the page before ended. */
  readonly before: string | undefined;
  readonly limit: number;
}

const READS_AT_ONCE = 20;

/**
 * Deliveries that are still listed, the newest first. A page looks at some hundreds: with a filter it may be short or empty, and
 * `next` leads on; null at the end.
 */
export async function listDeliveries(
  ctx: Pick<Context, "table" | "tenantId" | "now">,
  list: DeliveryList,
): Promise<{ readonly deliveries: readonly Delivery[]; readonly next: string | null }> {
  const present = ctx.now().toISOString().slice(0, 7);
  const lastMonth = addMonths(present, -Math.ceil(LIMITS.deliveryDays / 28));
  const deliveries: Delivery[] = [];
  let { before } = list;
  let looked = 0;
  let month = before?.slice(0, 7) ?? present;
  while (month >= lastMonth) {
    const ofMonth = before?.startsWith(month) ? before : undefined;
    const limit = Math.min(list.limit, LIMITS.deliveriesPerPage - looked);
    const places = await listDeliveryPlaces(ctx.table, ctx.tenantId, month, { before: ofMonth, limit });
    const read = await readAll(ctx, places);
    for (const [index, delivery] of read.entries()) {
      before = places[index]?.place;
      if (delivery && isAsked(delivery, list)) deliveries.push(delivery);
      if (deliveries.length === list.limit) return { deliveries, next: before ?? null };
    }
    looked += places.length;
    if (looked >= LIMITS.deliveriesPerPage) return { deliveries, next: before ?? null };
    if (places.length < limit) month = addMonths(month, -1);
  }
  return { deliveries, next: null };
}

/** Undefined where it was never made, was made by another at another time, or is listed no more. */
async function readAll(
  { table, tenantId }: Pick<Context, "table" | "tenantId">,
  places: readonly { readonly id: string; readonly createdAtEpochMs: number }[],
): Promise<readonly (Delivery | undefined)[]> {
  const read = new Map<number, Delivery>();
  await atOnce([...places.entries()], READS_AT_ONCE, async ([index, { id, createdAtEpochMs }]) => {
    const delivery = (await getStored(table, tenantId, id))?.delivery;
    if (delivery?.createdAtEpochMs === createdAtEpochMs) read.set(index, delivery);
  });
  return places.map((_, index) => read.get(index));
}

const isAsked = (delivery: Delivery, { channelId, state, alertId }: DeliveryList): boolean =>
  (channelId === undefined || delivery.channelId === channelId) &&
  (state === undefined || delivery.state === state) &&
  (alertId === undefined || delivery.alertId === alertId);

/** Throws `delivery_not_found`. */
export const getDelivery = async (ctx: Pick<Context, "table" | "tenantId">, id: string): Promise<Delivery> =>
  (await find(ctx, id)).delivery;

async function find({ table, tenantId }: Pick<Context, "table" | "tenantId">, id: string): Promise<StoredDelivery> {
  const stored = await getStored(table, tenantId, id);
  if (stored) return stored;
  throw new DomainError(
    "delivery_not_found",
    `There is no delivery ${id}, or it is older than ${LIMITS.deliveryDays} days.`,
  );
}

/**
 * Has a delivery made once more, from the beginning of the schedule and under the same id; one that is under way is answered as it is.
 * Throws `delivery_not_found`, `notification_channel_not_found`, `notification_channel_disabled`.
 */
export function redeliver(ctx: Context, { id }: { readonly id: string }): Promise<Delivery> {
  const send = async (): Promise<Delivery | undefined> => {
    const stored = await find(ctx, id);
    const channel = getNotificationChannel(ctx.configuration, stored.delivery.channelId);
    if (!channel.enabled && !stored.delivery.isTest)
      throw new DomainError(
        "notification_channel_disabled",
        `Channel ${channel.id} is switched off: switch it on first.`,
      );
    if (stored.delivery.state === "pending") return stored.delivery;
    const nowEpochMs = ctx.now().getTime();
    // The mark first: once it is pending, it is found.
    await markUndelivered(ctx.table, ctx.tenantId, id, nowEpochMs);
    const after = await replaceDelivery(ctx.table, ctx.tenantId, stored, sentAgain(stored.delivery, nowEpochMs));
    if (!after) return undefined;
    await askForAttempt(ctx, ctx.tenantId, after.delivery, 0);
    return after.delivery;
  };
  return untilWritten(
    send,
    () => new DomainError("changed_meanwhile", "The delivery is changed by others right now. Try again."),
  );
}
