import { utcHourOf } from "@outlay/domain/read-plan";
import { jobMessage } from "@outlay/messaging/job-messages";
import { sendAll } from "@outlay/messaging/send-all";
import type { Context } from "./context.ts";

/**
 * Asks that the caller's tenant is watched now, what was judged once more: after its past was imported, say. Asked twice, it is
 * judged twice, and nothing is raised twice. Returns when it was asked.
 */
export async function askForWatch(ctx: Pick<Context, "jobsQueue" | "tenantId" | "now">): Promise<Date> {
  const at = ctx.now();
  const { tenantId } = ctx;
  const hourEpochMs = utcHourOf(at.getTime());
  await sendAll(ctx.jobsQueue, [jobMessage({ job: "watch", tenantId, hourEpochMs, isNightly: false, isAsked: true })]);
  return at;
}
