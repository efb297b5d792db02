import { foldMessage } from "@outlay/messaging/fold-messages";
import { sendAll } from "@outlay/messaging/send-all";
import type { Context } from "./context.ts";

/** Asks that what a changed budget has already passed is alerted. Where the queue does not answer, the hourly sweep asks. */
export async function askForBudgets(ctx: Pick<Context, "foldQueue" | "log" | "tenantId">): Promise<void> {
  try {
    await sendAll(ctx.foldQueue, [foldMessage({ kind: "budgets", tenantId: ctx.tenantId })]);
  } catch (error) {
    ctx.log("budgets_not_asked", { tenantId: ctx.tenantId, reason: String(error) });
  }
}
