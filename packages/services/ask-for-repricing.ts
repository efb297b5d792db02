import { LIMITS } from "@outlay/domain/limits";
import { jobMessage } from "@outlay/messaging/job-messages";
import { sendAll } from "@outlay/messaging/send-all";
import type { Context } from "./context.ts";

/**
 * Asks that what has no price yet gets one, after prices or currency rates were changed. The change is made, so a request that
 * is lost fails nothing; the nightly jobs ask again.
 */
export async function askForRepricing({ jobsQueue, tenantId, log }: Context): Promise<void> {
  try {
    await sendAll(jobsQueue, [jobMessage({ job: "price-unpriced", tenantId, days: LIMITS.repricingDays })]);
  } catch (error) {
    log("repricing_not_asked_for", { tenantId, reason: String(error) });
  }
}
