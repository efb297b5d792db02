import * as z from "zod";
import { type EventRules, type ReadEvent, readUsageEvent } from "./read-usage-event.ts";
import { OPERATIONS } from "./usage-event.ts";
import { Attempt, Id, ReservationId, Route, Time, UsageEventBody } from "./usage-event-schema.ts";

/** Where the events of settlements come from that name no source. */
export const SETTLEMENT_SOURCE = "decisions";

/** For the API document. */
const EXAMPLE = {
  reservation_id: "rsv_AVsiZGVjXzAx",
  provider: "openai",
  model: "gpt-5-mini",
  usage: { input_tokens: 1250, output_tokens: 310 },
  attribution: { application: "contract-review" },
};

/**
 * What became of a call that a decision allowed: a usage event, which the decision names. Unlike an event it takes no member that
 * it does not know: a mistyped `reservation_id` would hold the money until the reservation ends.
 */
export const SettlementBody = z
  .strictObject({
    ...UsageEventBody.omit({ type: true }).shape,
    id: Id.nullish().meta({
      description: "Without it, the decision's id, a dot and the attempt: a repeat counts once.",
    }),
    source: Id.nullish().meta({ description: `${SETTLEMENT_SOURCE} where absent.` }),
    time: Time.nullish().meta({ description: "When the call was; without it, when this settlement came first." }),
    operation: z.enum(OPERATIONS).nullish().meta({ description: "chat where absent." }),
    route: Route.nullish().meta({ description: "As the decision answered it." }),
    reservation_id: ReservationId.nullish().meta({ description: "As the decision answered it; else that of `route`." }),
    attempt: Attempt.nullish(),
  })
  .meta({ id: "Settlement", example: EXAMPLE });
export type SettlementBody = z.infer<typeof SettlementBody>;

/** A settlement as a usage event of its decision, judged like any other. Without a time it is as of now. */
export function readSettlement(decisionId: string, body: SettlementBody, rules: EventRules): ReadEvent {
  const { reservation_id, attempt, route, ...members } = body;
  const which = attempt ?? route?.attempt ?? 1;
  return readUsageEvent(
    {
      ...members,
      id: members.id ?? `${decisionId}.${which}`,
      source: members.source ?? SETTLEMENT_SOURCE,
      operation: members.operation ?? "chat",
      time: members.time ?? new Date(rules.nowEpochMs).toISOString(),
      route: {
        ...route,
        decision_id: decisionId,
        reservation_id: reservation_id ?? route?.reservation_id,
        attempt: which,
      },
    },
    rules,
  );
}
