import { LIMITS } from "@outlay/domain/limits";
import { jobMessage } from "@outlay/messaging/job-messages";
import { sendAll } from "@outlay/messaging/send-all";
import type { Context } from "./context.ts";

/** Usage that was on its way when prices were changed lies in a page some seconds later, where queues are long some minutes. */
const DELAYS_SECONDS = [0, 60, 900];

/**
 * Asks that what has no price yet gets one, after prices or currency rates were changed. The change is made, so a request that
 * is lost fails nothing; the nightly jobs ask again.
 */
export async function askForRepricing({ jobsQueue, tenantId, log }: Context): Promise<void> {
  try {
    const message = jobMessage({ job: "price-unpriced", tenantId, days: LIMITS.repricingDays });
    await sendAll(
      jobsQueue,
      DELAYS_SECONDS.map((delaySeconds) => ({ ...message, delaySeconds })),
    );
  } catch (error) {
    log("repricing_not_asked_for", { tenantId, reason: String(error) });
  }
}
