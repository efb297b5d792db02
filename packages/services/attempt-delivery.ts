import { DAY_MS } from "@outlay/domain/bucket";
import type { Delivery } from "@outlay/domain/delivery";
import { ATTEMPT_LEASE_MS, type AttemptResult, begun, ended, givenUp, isGone } from "@outlay/domain/delivery-progress";
import { LIMITS } from "@outlay/domain/limits";
import type { DisabledReason, NotificationChannel } from "@outlay/domain/notification-channel";
import { retryAfterMs } from "@outlay/domain/retry-schedule";
import { jobMessage } from "@outlay/messaging/job-messages";
import { sendAll } from "@outlay/messaging/send-all";
import { endTurn, getChannelTurn, takeTurn } from "@outlay/storage/channel-turns";
import { clearUndelivered, getDelivery, replaceDelivery, type StoredDelivery } from "@outlay/storage/deliveries";
import { askForAttempt } from "./ask-for-attempt.ts";
import type { NotifierWorld } from "./context.ts";
import { reachChannel } from "./reach-channel.ts";
import { loadConfiguration } from "./read-configuration.ts";

/** Others for a channel whose turn is taken come again so much later: soon, unless it fails. */
const WAIT_MS = { healthy: 1_000, failing: 20_000 };

export interface AttemptRequest {
  readonly deliveryId: string;
  /** Attempts that were made when it was asked for: one that is older than the delivery is answered already. */
  readonly made: number;
  /** The queue gave this message before: what it asked for may be half done. */
  readonly isAgain: boolean;
}

/** "failed": the receiver did not take it, so others for it better wait. */
export type Attempted = "done" | "failed";

/**
 * Makes the attempt of a delivery that is due, and keeps what came of it before anything else is asked for. That it is begun is kept
 * before it is sent, so one that was cut off is known, and made again under the same id. Of two at once one goes on. A channel has one
 * attempt at a time: a receiver that hangs holds up nobody else.
 */
export async function attemptDelivery(
  world: NotifierWorld,
  tenantId: string,
  { deliveryId, made, isAgain }: AttemptRequest,
): Promise<Attempted> {
  const stored = await getDelivery(world.table, tenantId, deliveryId);
  if (!stored) return "done"; // Its time in the log is over.
  const { delivery } = stored;
  if (delivery.state !== "pending") return finish(world, tenantId, delivery);
  if (delivery.made !== made) {
    // The next one was perhaps not asked for any more.
    if (isAgain && delivery.made === made + 1) await askWhenDue(world, tenantId, delivery);
    return "done";
  }
  const nowEpochMs = world.now().getTime();
  if (Math.max(delivery.dueAtEpochMs ?? 0, delivery.busyUntilEpochMs ?? 0) > nowEpochMs) {
    await askWhenDue(world, tenantId, delivery);
    return "done";
  }
  const channel = (await loadConfiguration(world, tenantId)).notificationChannels.get(delivery.channelId);
  if (!channel || (!channel.enabled && !delivery.isTest)) return giveUp(world, tenantId, stored, "disabled");
  if (delivery.interruptions >= LIMITS.interruptedAttempts) return giveUp(world, tenantId, stored, "failed");
  return attempt(world, tenantId, stored, channel);
}

async function attempt(
  world: NotifierWorld,
  tenantId: string,
  stored: StoredDelivery,
  channel: NotificationChannel,
): Promise<Attempted> {
  const { table } = world;
  const { delivery } = stored;
  const startedAtEpochMs = world.now().getTime();
  const turn = delivery.isTest ? undefined : await getChannelTurn(table, tenantId, channel.id);
  const turnUntilEpochMs = startedAtEpochMs + ATTEMPT_LEASE_MS;
  const mustWait =
    !delivery.isTest &&
    ((turn?.busyUntilEpochMs ?? 0) > startedAtEpochMs ||
      !(await takeTurn(table, tenantId, channel.id, turn, turnUntilEpochMs)));
  if (mustWait) {
    const waitMs = turn && turn.failingSinceEpochMs > 0 ? WAIT_MS.failing : WAIT_MS.healthy;
    await askForAttempt(world, tenantId, delivery, waitMs * (1 + world.random()));
    return "done";
  }
  const claimed = await replaceDelivery(table, tenantId, stored, begun(delivery, startedAtEpochMs));
  if (!claimed) {
    // Another began it, or this one did and does not know: whoever finds it begun too long goes on.
    await askForAttempt(world, tenantId, delivery, ATTEMPT_LEASE_MS);
    return "done";
  }
  const reached = await reachChannel(world, tenantId, channel, delivery);
  const endedAtEpochMs = world.now().getTime();
  const result: AttemptResult = {
    startedAtEpochMs,
    endedAtEpochMs,
    statusCode: reached.statusCode,
    error: reached.error,
    retryAfterMs: retryAfterMs(reached.retryAfter ?? undefined, endedAtEpochMs),
  };
  if (!delivery.isTest) {
    const failingSinceEpochMs = turn?.failingSinceEpochMs || startedAtEpochMs;
    if (result.error !== null) await askToDisable(world, tenantId, channel, result, failingSinceEpochMs);
    const since = result.error === null ? 0 : failingSinceEpochMs;
    await endTurn(table, tenantId, channel.id, turnUntilEpochMs, since);
  }
  const after = await replaceDelivery(table, tenantId, claimed, ended(claimed.delivery, result, world.random()));
  const kept = after ?? (await getDelivery(table, tenantId, delivery.id));
  if (kept?.delivery.state === "pending") await askWhenDue(world, tenantId, kept.delivery);
  else if (kept) await finish(world, tenantId, kept.delivery);
  const { statusCode, error } = result;
  const fields = { kind: channel.kind, statusCode: statusCode ?? 0, error: error ?? "" };
  world.log("delivery_attempted", fields, { deliveryAttempts: 1, deliveryFailures: error === null ? 0 : 1 });
  return error === null ? "done" : "failed";
}

/** Before the result is kept: where this is cut off, the attempt is made again, and this too. */
async function askToDisable(
  world: NotifierWorld,
  tenantId: string,
  channel: NotificationChannel,
  result: AttemptResult,
  failingSinceEpochMs: number,
): Promise<void> {
  const isFailing = result.endedAtEpochMs - failingSinceEpochMs >= LIMITS.channelFailingDays * DAY_MS;
  const reason: DisabledReason | undefined = isGone(result) ? "gone" : isFailing ? "failing" : undefined;
  if (reason === undefined) return;
  const asked = { job: "disable-channel", tenantId, channelId: channel.id, reason, seen: channel.updated_at } as const;
  await sendAll(world.jobsQueue, [jobMessage(asked)]);
}

async function giveUp(
  world: NotifierWorld,
  tenantId: string,
  stored: StoredDelivery,
  state: "failed" | "disabled",
): Promise<Attempted> {
  const after = await replaceDelivery(world.table, tenantId, stored, givenUp(stored.delivery, state));
  if (after) return finish(world, tenantId, after.delivery);
  await askForAttempt(world, tenantId, stored.delivery, 0); // It changed meanwhile: look again.
  return "done";
}

async function finish(
  world: NotifierWorld,
  tenantId: string,
  { id, pendingSinceEpochMs }: Delivery,
): Promise<Attempted> {
  await clearUndelivered(world.table, tenantId, id, pendingSinceEpochMs);
  return "done";
}

function askWhenDue(world: NotifierWorld, tenantId: string, delivery: Delivery): Promise<void> {
  const dueAtEpochMs = Math.max(delivery.dueAtEpochMs ?? 0, delivery.busyUntilEpochMs ?? 0);
  return askForAttempt(world, tenantId, delivery, dueAtEpochMs - world.now().getTime());
}
