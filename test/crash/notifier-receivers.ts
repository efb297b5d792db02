import { isStandardWebhook } from "@outlay/domain/webhook-signature";
import type { Queue } from "@outlay/messaging/queue";
import type { Post, Reached } from "@outlay/services/context";
import { type Receiver, type Stage, TENANT } from "./notifier-stage.ts";
import type { startInvocation } from "./simulation.ts";

/** A queue that now and then keeps nothing of what it took: the sweep is for that. */
export const lossy = (stage: Stage, queue: Queue): Queue => ({
  async send(messages) {
    const kept = messages.filter(() => stage.lost >= 6 || !stage.random.chance(0.03));
    stage.lost += messages.length - kept.length;
    if (kept.length > 0) await queue.send(kept);
    return [];
  },
});

/** The way to the receivers, on which whatever befalls other calls may befall a request. */
export const reaching =
  (stage: Stage, { queue, isKilled }: ReturnType<typeof startInvocation>): Post =>
  async (request) => {
    let reached: Reached | undefined;
    const way = queue({
      send: async () => {
        reached = receive(stage, request);
        return [];
      },
    });
    try {
      await way.send([{ body: "", groupId: TENANT }]);
    } catch (error) {
      if (isKilled()) throw error;
      return { statusCode: null, error: "connection_failed", retryAfter: null };
    }
    return reached ?? { statusCode: null, error: "timeout", retryAfter: null };
  };

export const counted =
  (stage: Stage, post: Post): Post =>
  (request) => {
    const id = request.headers["webhook-id"] ?? "";
    stage.posts.set(id, (stage.posts.get(id) ?? 0) + 1);
    return post(request);
  };

function receive(stage: Stage, { url, headers, body }: Parameters<Post>[0]): Reached {
  const receiver = stage.receivers.get(url);
  if (!receiver) throw new Error(`told: nobody is at ${url}`);
  const known = new Map(Object.entries(headers));
  const signed = { header: (name: string) => known.get(name), bytes: Buffer.from(body) };
  if (!isStandardWebhook(signed, [receiver.secret], stage.nowEpochMs)) stage.stray ??= `told: not signed: ${body}`;
  receiver.requests++;
  if (receiver.isGone) return { statusCode: 410, error: "http_status", retryAfter: null };
  const id = known.get("webhook-id") ?? "";
  // It may have taken it and still answer badly: what it got it knows by its id.
  if (receiver.failures > 0) {
    receiver.failures--;
    if (stage.random.chance(0.5)) take(stage, receiver, id, body);
    return { statusCode: 500, error: "http_status", retryAfter: stage.random.chance(0.2) ? "30" : null };
  }
  take(stage, receiver, id, body);
  return { statusCode: 204, error: null, retryAfter: null };
}

function take(stage: Stage, { seen }: Receiver, id: string, body: string): void {
  if (seen.has(id) && seen.get(id) !== body) stage.stray ??= `told: another body under ${id}`;
  seen.set(id, body);
}
