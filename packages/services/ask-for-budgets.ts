import { foldMessage } from "@outlay/messaging/fold-messages";
import { sendAll } from "@outlay/messaging/send-all";
import type { Context } from "./context.ts";

/**
 * Has budgets held to what is spent already, after one was made or changed: it may stand over its thresholds from the
 * start. The change is made, so a request that is lost fails nothing; the hourly sweep asks again.
 */
export async function askForBudgets({ foldQueue, tenantId, log }: Context): Promise<void> {
  try {
    await sendAll(foldQueue, [foldMessage({ kind: "budgets", tenantId })]);
  } catch (error) {
    log("budgets_not_asked_for", { tenantId, reason: String(error) });
  }
}
