import * as z from "zod";
import { Currency } from "./currency.ts";
import { ATTRIBUTION_DIMENSIONS, CONSUMER_DIMENSIONS } from "./dimensions.ts";
import { LIMITS } from "./limits.ts";
import { USAGE_MEASURES } from "./measures.ts";
import { parseAmount } from "./money.ts";
import { plainText, textFault } from "./plain-text.ts";
import { parseTime } from "./rfc3339.ts";
import { OPERATIONS, ROUTE_TYPES, STATUSES, USAGE_BASES } from "./usage-event.ts";

export const Id = plainText(LIMITS.idCharacters);
export const Value = plainText(LIMITS.valueCharacters);

const COUNT_FAULT = `This is not a whole number from 0 to ${LIMITS.count}.`;
export const Count = z
  .number(COUNT_FAULT)
  .refine(
    (count) => Number.isInteger(count) && count >= 0 && count <= LIMITS.count && !Object.is(count, -0),
    COUNT_FAULT,
  )
  .meta({ type: "integer", minimum: 0, maximum: LIMITS.count });

const TIME_FAULT = "This is no RFC 3339 time with an offset, such as 2026-11-02T09:30:00.123Z.";
export const Time = z
  .string(TIME_FAULT)
  .refine((text) => parseTime(text) !== undefined, TIME_FAULT)
  .meta({ format: "date-time" });

const ReportedCost = z.object({
  amount: z
    .string()
    .refine(
      (text) => (parseAmount(text) ?? -1n) >= 0n,
      'This is no decimal amount such as "0.0123", with at most 12 decimals.',
    )
    .meta({ pattern: "^\\d{1,24}(\\.\\d{1,12})?$" }),
  currency: Currency,
});

/** A member for each name, all of one schema. */
export const each = <Name extends string, Schema extends z.ZodType>(names: readonly Name[], schema: Schema) =>
  // fromEntries forgets the keys' type; the keys are exactly `names`.
  Object.fromEntries(names.map((name) => [name, schema])) as Record<Name, Schema>;

/** Names of tags are the sender's, so no object is made of them: what is checked here is read into a Map. */
export const Tags = z
  .unknown()
  .check(({ value, issues }) => {
    for (const { path, message } of tagFaults(value)) issues.push({ code: "custom", message, input: value, path });
  })
  .meta({
    type: "object",
    maxProperties: LIMITS.tagsPerEvent,
    additionalProperties: { type: "string", minLength: 1, maxLength: LIMITS.valueCharacters },
  });

function tagFaults(value: unknown): { readonly path: string[]; readonly message: string }[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [{ path: [], message: "This is no object." }];
  }
  const tags = Object.entries(value);
  if (tags.length > LIMITS.tagsPerEvent) {
    return [{ path: [], message: `An event carries at most ${LIMITS.tagsPerEvent} tags.` }];
  }
  return tags.flatMap(([name, tag]) => {
    const nameFault = textFault(name, LIMITS.valueCharacters);
    const fault = typeof tag === "string" ? textFault(tag, LIMITS.valueCharacters) : "A tag's value is a string.";
    const told = [nameFault === undefined ? undefined : `The name: ${nameFault}`, fault];
    return told.filter((message) => message !== undefined).map((message) => ({ path: [name], message }));
  });
}

const Dimensions = each(ATTRIBUTION_DIMENSIONS, Value.nullish());
const Consumer = z.object(each(CONSUMER_DIMENSIONS, Value.nullish()));

/** Strict where the rest is lenient: a mistyped quantity would be money lost in silence. */
const Usage = z
  .strictObject(each(USAGE_MEASURES, Count.exactOptional()))
  // The document's generator takes what may be absent, but not undefined, for required.
  .meta({ required: [] });

const Run = z.object({
  id: Id,
  started_at: Time.nullish(),
  task_id: Id.nullish(),
  task_class: Value.nullish(),
  risk: Value.nullish(),
  parent_id: Id.nullish(),
  step: Count.nullish(),
  attempt: Count.nullish().meta({ description: "From 1; a higher one is a retry." }),
  loop: z.boolean().nullish().meta({ description: "It repeats an earlier step of its run without progress." }),
});

const ATTEMPT_FAULT = `This is not a whole number from 1 to ${LIMITS.decisionAttempts}.`;

export const ReservationId = z.string().max(LIMITS.reservationCharacters);

export const Attempt = z
  .int(ATTEMPT_FAULT)
  .min(1, ATTEMPT_FAULT)
  .max(LIMITS.decisionAttempts, ATTEMPT_FAULT)
  .meta({ description: "Which call of its decision this was; 1 where absent." });

export const Route = z.object({
  id: Value.nullish(),
  type: z.enum(ROUTE_TYPES).nullish(),
  decision_id: Id.nullish(),
  reservation_id: ReservationId.nullish().meta({
    description:
      "As the decision answered it: what was set aside for this call is free again once the call is counted.",
  }),
  attempt: Attempt.nullish(),
  fallback_from: Value.nullish(),
});

export const Outcome = z.object({
  accepted: z.boolean().nullish(),
  completed: z.boolean().nullish(),
  rework: z.boolean().nullish(),
  human_reviewed: z.boolean().nullish(),
  review_seconds: Count.nullish(),
  reviewer_role: Value.nullish(),
  redacted: z.boolean().nullish(),
  blocked_by: Value.nullish(),
});

/** For the API document. */
export const USAGE_EVENT_EXAMPLE = {
  id: "call-1841",
  source: "legal-gateway",
  time: "2026-11-02T14:05:09.250+01:00",
  operation: "chat",
  provider: "openai",
  model: "gpt-5-mini",
  usage: { input_tokens: 1250, cache_read_tokens: 1024, output_tokens: 310, reasoning_tokens: 128 },
  attribution: { department: "legal", application: "contract-review", tags: { office: "zurich" } },
};

/**
 * The wire format of one usage event, and the source of its part of the API document. Members that it does not name are
 * ignored, so that a newer sender is not refused; in `usage` they are faults. Null is as good as absent, save in `usage`.
 * What spans several members, and what needs a clock, is judged by read-usage-event.ts.
 */
export const UsageEventBody = z
  .object({
    id: Id.meta({ description: "Yours. With `source` it names the event: a repeat counts once." }),
    source: Id.meta({ description: "The system that tells of the event." }),
    time: Time.meta({ description: "When it happened, with an offset." }),
    type: z.literal("usage").optional(),
    operation: z.enum(OPERATIONS),
    provider: Value.nullish().meta({ description: "Required where a model is called." }),
    model: Value.nullish().meta({ description: "The model that answered. Required where a model is called." }),
    requested_model: Value.nullish(),
    usage: Usage.optional().meta({
      description: "Token fields exclude one another, save reasoning_tokens, which lie within output_tokens.",
    }),
    usage_basis: z
      .enum(USAGE_BASES)
      .nullish()
      .meta({ description: "estimated where the sender did not measure the usage; measured where absent." }),
    attribution: z.object({ ...Dimensions, consumer: Consumer.nullish(), tags: Tags.nullish() }).nullish(),
    run: Run.nullish(),
    route: Route.nullish(),
    service_tier: Value.nullish(),
    region: Value.nullish(),
    response_cache_hit: z.boolean().nullish(),
    status: z.enum(STATUSES).nullish().meta({ description: "succeeded where absent." }),
    outcome: Outcome.nullish(),
    reported_cost: ReportedCost.nullish(),
    duration_ms: Count.nullish(),
  })
  .meta({ id: "UsageEvent", example: USAGE_EVENT_EXAMPLE });
export type UsageEventBody = z.infer<typeof UsageEventBody>;
