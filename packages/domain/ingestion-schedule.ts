import * as z from "zod";
import { HOUR_MS, NOTICE_MS, SHARDS_MAX, SPAN_MS_MIN, type IngestionSchedule, type ScheduleEntry } from "./bucket.ts";
import type { Fault } from "./errors.ts";

/** One entry of the ingestion schedule as it is asked for and as the configuration journal keeps it. */
export const ScheduleChange = z.object({
  effective_from: z.iso.datetime().meta({ description: "A whole hour in UTC, at least 30 minutes ahead." }),
  span_seconds: z
    .int()
    .min(SPAN_MS_MIN / 1000)
    .max(HOUR_MS / 1000)
    .meta({ description: "The event time of one bucket: it divides the hour." }),
  shards: z.int().min(1).max(SHARDS_MAX).meta({ description: "Parts that a bucket's events are spread over." }),
});
export type ScheduleChange = z.infer<typeof ScheduleChange>;

export const toScheduleEntry = ({ effective_from, span_seconds, shards }: ScheduleChange): ScheduleEntry => ({
  fromEpochMs: Date.parse(effective_from),
  spanMs: span_seconds * 1000,
  shards,
});

export const toScheduleChange = ({ fromEpochMs, spanMs, shards }: ScheduleEntry): ScheduleChange => ({
  effective_from: new Date(fromEpochMs).toISOString(),
  span_seconds: spanMs / 1000,
  shards,
});

/** All that keeps a change from being appended: whatever `appendSchedule` asserts beyond the schema. */
export function scheduleFaults(schedule: IngestionSchedule, change: ScheduleChange, now: Date): readonly Fault[] {
  const { fromEpochMs, spanMs } = toScheduleEntry(change);
  const effectiveFrom = "/effective_from";
  const faults: (Fault | false)[] = [
    fromEpochMs % HOUR_MS !== 0 && { pointer: effectiveFrom, detail: "This is no whole hour in UTC." },
    fromEpochMs - now.getTime() < NOTICE_MS && { pointer: effectiveFrom, detail: "This is not 30 minutes ahead." },
    fromEpochMs <= (schedule.at(-1)?.fromEpochMs ?? 0) && {
      pointer: effectiveFrom,
      detail: "A later entry is there already: entries are only added after all others.",
    },
    HOUR_MS % spanMs !== 0 && { pointer: "/span_seconds", detail: "This does not divide the hour." },
  ];
  return faults.filter((fault) => fault !== false);
}
