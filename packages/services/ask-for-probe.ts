import { minuteOf } from "@outlay/domain/cap-slot";
import { toUsageBatch } from "@outlay/domain/usage-batch";
import { sendAll } from "@outlay/messaging/send-all";
import { usageMessage } from "@outlay/messaging/usage-messages";
import { claimProbe } from "@outlay/storage/cap-sheet";
import type { World } from "./context.ts";

/**
 * Asks how far the tenant's usage is recorded: by a usage message without events, which the recorder comes to after what was accepted
 * before it. What reservations that ended long enough before still hold then goes. Once a minute, however many ask.
 */
export async function askForProbe(
  { table, usageQueue, now, newId }: Pick<World, "table" | "usageQueue" | "now" | "newId">,
  tenantId: string,
): Promise<void> {
  const acceptedAtEpochMs = now().getTime();
  if (!(await claimProbe(table, tenantId, minuteOf(acceptedAtEpochMs)))) return;
  const batch = toUsageBatch([], null);
  await sendAll(usageQueue, [usageMessage({ tenantId, messageId: newId("msg"), acceptedAtEpochMs, batch })]);
}
