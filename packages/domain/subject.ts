import type { Bucket } from "./bucket.ts";
import { eventHash } from "./bucket.ts";

/** What an outcome is of. Runs and tasks are named by their senders; an event by what makes it one: source, id and bucket. */
export type Subject =
  | { readonly kind: "run" | "task"; readonly id: string }
  | { readonly kind: "event"; readonly source: string; readonly id: string; readonly bucket: Bucket };

/** One text for one subject, which no other has. */
export function subjectName(subject: Subject): string {
  if (subject.kind !== "event") return JSON.stringify([subject.kind, subject.id]);
  const { startEpochMs, spanMs, shard } = subject.bucket;
  return JSON.stringify(["event", startEpochMs, spanMs, shard, subject.source, subject.id]);
}

/** Spreads subjects over shards. Never changed: it names buckets. */
export const subjectHash = (subject: Subject): number =>
  eventHash(subject.kind === "event" ? subject.source : subject.kind, subject.id);
