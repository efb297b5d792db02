import { NotifyMessage } from "@outlay/messaging/notify-messages";
import type { ReceivedMessage } from "@outlay/messaging/queue";
import { askForAttempt } from "./ask-for-attempt.ts";
import { atOnce } from "./at-once.ts";
import { attemptDelivery } from "./attempt-delivery.ts";
import type { NotifierWorld } from "./context.ts";
import { tellAlert } from "./tell-alert.ts";

/** Lanes of one batch at once: each mostly waits for someone else's host. */
const LANES_AT_ONCE = 10;
/** After this no attempt is begun, so that the function's time is enough for those that are. */
const BEGIN_WITHIN_MS = 25_000;
/** What is not begun comes again so much later. */
const PUT_OFF_MS = 5_000;

interface Asked {
  readonly messageId: string;
  readonly receiveCount: number;
  readonly message: NotifyMessage;
}

/**
 * Does what notify messages ask. Those for one channel go one after the other, and are put off once it fails; different channels wait for
 * nobody. Returns the SQS ids of the messages whose work is not done.
 */
export async function sendNotifications(
  world: NotifierWorld,
  received: readonly ReceivedMessage[],
): Promise<ReadonlySet<string>> {
  const failed = new Set<string>();
  const lanes = new Map<string, Asked[]>();
  for (const { messageId, body, receiveCount } of received) {
    const message = readMessage(body);
    if (!message) {
      failed.add(messageId); // Unreadable: it will reach the dead letters.
      continue;
    }
    const lane = laneOf(message, messageId);
    lanes.set(lane, [...(lanes.get(lane) ?? []), { messageId, receiveCount, message }]);
  }
  const untilEpochMs = world.now().getTime() + BEGIN_WITHIN_MS;
  await atOnce([...lanes.values()], LANES_AT_ONCE, (asked) => runLane(world, asked, untilEpochMs, failed));
  return failed;
}

function readMessage(body: string): NotifyMessage | undefined {
  try {
    return NotifyMessage.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

const laneOf = (message: NotifyMessage, messageId: string): string =>
  message.kind === "delivery" ? JSON.stringify([message.tenantId, message.channelId]) : messageId;

async function runLane(
  world: NotifierWorld,
  lane: readonly Asked[],
  untilEpochMs: number,
  failed: Set<string>,
): Promise<void> {
  let mayBegin = true;
  for (const asked of lane) {
    const { messageId } = asked;
    try {
      mayBegin &&= world.now().getTime() < untilEpochMs;
      mayBegin = (await doWork(world, asked, mayBegin)) && mayBegin;
    } catch (error) {
      world.log("notification_failed", { messageId, reason: String(error) });
      failed.add(messageId);
    }
  }
}

/** False: the receiver does not take anything right now. */
async function doWork(world: NotifierWorld, { message, receiveCount }: Asked, mayBegin: boolean): Promise<boolean> {
  const { tenantId } = message;
  if (message.kind === "alert") {
    await tellAlert(world, tenantId, message.announcement);
    return true;
  }
  const { deliveryId, channelId, made } = message;
  if (!mayBegin) {
    await askForAttempt(world, tenantId, { id: deliveryId, channelId, made }, PUT_OFF_MS * (1 + world.random()));
    return false;
  }
  return (await attemptDelivery(world, tenantId, { deliveryId, made, isAgain: receiveCount > 1 })) === "done";
}
