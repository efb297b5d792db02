import { assert } from "@outlay/domain/assert";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import type { Repricing, RepricingInput } from "@outlay/domain/repricing";
import { jobMessage } from "@outlay/messaging/job-messages";
import { sendAll } from "@outlay/messaging/send-all";
import { appendEntry } from "./append-entry.ts";
import type { Context } from "./context.ts";

export type RepricingStarter = Pick<
  Context,
  "table" | "now" | "newId" | "tenantId" | "actor" | "configuration" | "jobsQueue" | "log"
>;

/**
 * Decides to price a range again, and asks for the work. The decision is made once its entry is written, so a request that is
 * lost fails nothing; the hourly sweep asks again. Throws `repricing_limit_reached`.
 */
export async function startRepricing(ctx: RepricingStarter, input: RepricingInput): Promise<Repricing> {
  const id = ctx.newId("rpr");
  const created_at = ctx.now().toISOString();
  const created_by = { kind: ctx.actor.kind, id: ctx.actor.id };
  const configuration = await appendEntry(ctx, {
    entity: "repricing",
    id,
    operation: "repricing.created",
    reason: input.reason,
    decide: ({ repricings, seq }) => {
      if (repricings.size >= LIMITS.repricingsPerTenant)
        throw new DomainError(
          "repricing_limit_reached",
          `A tenant has at most ${LIMITS.repricingsPerTenant} of these.`,
        );
      // The entry is written as the next of just this configuration, so it has the next number.
      const state = { seq: seq + 1, completed_at: null, totals: null, results_version: 0 };
      return { after: { ...input, ...state, id, created_at, created_by } };
    },
  });
  const made = configuration.repricings.get(id);
  assert(made, "a re-pricing that was made is there");
  await askForWork(ctx, made);
  return made;
}

async function askForWork({ jobsQueue, tenantId, log }: RepricingStarter, { id }: Repricing): Promise<void> {
  try {
    await sendAll(jobsQueue, [jobMessage({ job: "reprice", tenantId, repricingId: id })]);
  } catch (error) {
    log("repricing_not_asked_for", { tenantId, reason: String(error) });
  }
}
