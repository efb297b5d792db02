import type { MergedOutcome, ToldOutcome } from "@outlay/domain/outcome";
import { STATUSES } from "@outlay/domain/usage-event";
import * as z from "zod";

const facts = {
  accepted: z.boolean().nullable(),
  completed: z.boolean().nullable(),
  rework: z.boolean().nullable(),
  human_reviewed: z.boolean().nullable(),
  review_seconds: z.int().nullable(),
  reviewer_role: z.string().nullable(),
  redacted: z.boolean().nullable(),
  blocked_by: z.string().nullable(),
  status: z.enum(STATUSES).nullable(),
};

/** All that was told, merged member by member. */
export const FactsBody = z.object(facts).meta({ id: "OutcomeFacts" });

export const ToldOutcomeBody = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    told_by: z.enum(["outcome", "event"]).meta({
      description: "event: an event carried it; its id is then the event's source and id, as a JSON list.",
    }),
    ...facts,
  })
  .meta({ id: "ToldOutcome" });

export const presentFacts = (told: MergedOutcome | ToldOutcome): z.input<typeof FactsBody> => ({
  accepted: told.accepted,
  completed: told.completed,
  rework: told.rework,
  human_reviewed: told.humanReviewed,
  review_seconds: told.reviewSeconds,
  reviewer_role: told.reviewerRole,
  redacted: told.redacted,
  blocked_by: told.blockedBy,
  status: told.status,
});

export const presentTold = (told: ToldOutcome, toldBy: "outcome" | "event"): z.input<typeof ToldOutcomeBody> => ({
  id: told.id,
  at: new Date(told.atEpochMs).toISOString(),
  told_by: toldBy,
  ...presentFacts(told),
});
