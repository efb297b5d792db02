import type { OutgoingMessage, Queue } from "./queue.ts";

/** Sends all or throws, so that whatever asked for it is tried again. */
export async function sendAll(queue: Queue, messages: readonly OutgoingMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const refused = await queue.send(messages);
  if (refused.length > 0) throw new Error(`The queue did not take ${refused.length} of ${messages.length} messages.`);
}
