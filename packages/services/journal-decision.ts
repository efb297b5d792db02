import type { Decision } from "@outlay/domain/decision";
import { DomainError } from "@outlay/domain/errors";
import { decisionMessage } from "@outlay/messaging/decision-messages";
import type { Context } from "./context.ts";

/** Makes a decision durable on the usage queue, from where the recorder takes it. Throws `unavailable` where the queue does not take it. */
export async function journalDecision(
  ctx: Pick<Context, "usageQueue" | "tenantId">,
  decision: Decision,
): Promise<void> {
  const refused = await ctx.usageQueue
    .send([decisionMessage({ tenantId: ctx.tenantId, decision })])
    .catch((cause: unknown) => {
      throw new DomainError("unavailable", "The decision could not be recorded. Ask again.", { cause });
    });
  if (refused.length > 0) throw new DomainError("unavailable", "The decision could not be recorded. Ask again.");
}
