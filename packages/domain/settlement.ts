import * as z from "zod";
import { type Decision, eventOf } from "./decision.ts";
import { type EventRules, type ReadEvent, readUsageEvent } from "./read-usage-event.ts";
import { OPERATIONS, type UsageEvent } from "./usage-event.ts";
import { Attempt, Id, ReservationId, Route, Time, UsageEventBody } from "./usage-event-schema.ts";

/** Where the events of settlements come from that name no source. */
export const SETTLEMENT_SOURCE = "decisions";

/** For the API document. */
const EXAMPLE = {
  reservation_id: "rsv_AVsiZGVjXzAx",
  usage: { input_tokens: 1250, output_tokens: 310 },
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
    source: Id.nullish().meta({ description: `As it was asked where absent, else ${SETTLEMENT_SOURCE}.` }),
    time: Time.nullish().meta({ description: "When the call was; without it, when this settlement came first." }),
    operation: z
      .enum(OPERATIONS)
      .nullish()
      .meta({ description: "As it was asked where absent, as is all else of the decision." }),
    route: Route.nullish().meta({ description: "As the decision answered it." }),
    reservation_id: ReservationId.nullish().meta({ description: "As the decision answered it; else that of `route`." }),
    attempt: Attempt.nullish(),
  })
  .meta({ id: "Settlement", example: EXAMPLE });
export type SettlementBody = z.infer<typeof SettlementBody>;

/**
 * A settlement as a usage event of its decision, judged like any other. Without a time it is as of now; what it does not state is
 * as it was asked and answered.
 */
export function readSettlement(decision: Decision, body: SettlementBody, rules: EventRules): ReadEvent {
  const { reservation_id, attempt, route, ...members } = body;
  const { asked, model } = decision;
  const which = attempt ?? route?.attempt ?? 1;
  const read = readUsageEvent(
    {
      ...members,
      id: members.id ?? `${decision.id}.${which}`,
      source: members.source ?? asked.source ?? SETTLEMENT_SOURCE,
      operation: members.operation ?? asked.operation,
      provider: members.provider ?? model?.provider,
      model: members.model ?? model?.model,
      time: members.time ?? new Date(rules.nowEpochMs).toISOString(),
      route: {
        ...route,
        decision_id: decision.id,
        reservation_id: reservation_id ?? route?.reservation_id,
        attempt: which,
      },
    },
    rules,
  );
  return "faults" in read ? read : { event: filled(read.event, decision) };
}

function filled(event: UsageEvent, decision: Decision): UsageEvent {
  const { asked, model, fallbacks, route, routeType } = decision;
  const known = eventOf(asked, { model, route: { id: route?.id ?? null, type: routeType } }, event.timeEpochMs);
  const isFallback = fallbacks.some((each) => each.provider === event.provider && each.model === event.model);
  const type = isFallback ? "fallback" : routeType;
  const fallbackFrom = isFallback ? (model?.model ?? null) : null;
  return {
    ...event,
    requestedModel: event.requestedModel ?? known.requestedModel,
    attribution: new Map([...known.attribution, ...event.attribution]),
    tags: new Map([...known.tags, ...event.tags]),
    consumer: new Map([...known.consumer, ...event.consumer]),
    run: event.run ?? (asked.run || asked.task_class !== null || asked.risk !== null ? known.run : null),
    route: event.route && {
      ...event.route,
      id: event.route.id ?? route?.id ?? null,
      type: event.route.type ?? type,
      fallbackFrom: event.route.fallbackFrom ?? fallbackFrom,
    },
    serviceTier: event.serviceTier ?? known.serviceTier,
    region: event.region ?? known.region,
  };
}
