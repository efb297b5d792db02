import { appendSchedule, type IngestionSchedule } from "@outlay/domain/bucket";
import { canonicalJson } from "@outlay/domain/digest";
import { invalidRequest } from "@outlay/domain/errors";
import { entityOf } from "@outlay/domain/fold-configuration";
import {
  type ScheduleChange,
  scheduleFaults,
  toScheduleChange,
  toScheduleEntry,
} from "@outlay/domain/ingestion-schedule";
import { appendEntry } from "./append-entry.ts";
import type { Context } from "./context.ts";
import { requireMatch } from "./entity-match.ts";

/**
 * Adds an entry to the tenant's ingestion schedule: how its event time is cut from then on, and never before. What is its
 * last entry already changes nothing. Throws `invalid_request` with all faults, `precondition_failed`.
 */
export async function extendIngestionSchedule(
  ctx: Context,
  { change, ifMatch }: { readonly change: ScheduleChange; readonly ifMatch: string | undefined },
): Promise<IngestionSchedule> {
  const entry = toScheduleEntry(change);
  const after = toScheduleChange(entry);
  const now = ctx.now();
  const configuration = await appendEntry(ctx, {
    entity: "ingestion_schedule",
    id: ctx.tenantId,
    operation: "ingestion_schedule.extended",
    decide: (configuration) => {
      const { schedule } = configuration;
      requireMatch(ifMatch, schedule);
      const last = entityOf(configuration, "ingestion_schedule", ctx.tenantId);
      if (canonicalJson(last) === canonicalJson(after)) return { after: last };
      const faults = scheduleFaults(schedule, change, now);
      if (faults.length > 0) throw invalidRequest(...faults);
      appendSchedule(schedule, entry, now);
      return { after };
    },
  });
  return configuration.schedule;
}
