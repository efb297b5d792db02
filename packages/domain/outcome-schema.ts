import * as z from "zod";
import { LIMITS } from "./limits.ts";
import { STATUSES } from "./usage-event.ts";
import { Count, Id, Outcome, Time } from "./usage-event-schema.ts";

/** For the API document. */
export const OUTCOME_EXAMPLE = {
  id: "review-1841",
  run_id: "run_77",
  at: "2026-11-02T17:20:00+01:00",
  accepted: true,
  human_reviewed: true,
  review_seconds: 210,
  reviewer_role: "agent-lead",
};

/**
 * The wire format of one outcome. Strict: a fact under a mistyped name would be lost in silence. What spans several members,
 * and what needs a clock, is judged by read-outcome.ts.
 */
export const OutcomeBody = z
  .strictObject({
    id: Id.meta({ description: "Yours. Told again under the same id, it says nothing new." }),
    run_id: Id.nullish().meta({ description: "What it is of: exactly one of run_id, task_id and event." }),
    task_id: Id.nullish(),
    event: z
      .strictObject({ source: Id, id: Id, time: Time })
      .nullish()
      .meta({ description: "As the event itself was sent." }),
    at: Time.meta({
      description: "When it was so. Of two that say different things, the later holds, member by member.",
    }),
    ...Outcome.shape,
    review_seconds: Count.nullish().meta({ description: "Of all reviews together." }),
    status: z.enum(STATUSES).nullish().meta({ description: "How the run or task ended." }),
  })
  .meta({
    id: "Outcome",
    description: `At most ${LIMITS.outcomesPerSubject} outcomes of one run, task or event. At least one fact.`,
    example: OUTCOME_EXAMPLE,
  });
export type OutcomeBody = z.infer<typeof OutcomeBody>;
