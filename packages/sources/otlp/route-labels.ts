import { LIMITS } from "@outlay/domain/limits";
import { attemptNumber } from "../attempt-number.ts";
import { CARRIERS, fitText } from "./labels.ts";
import type { AttributeValue, Span } from "./span.ts";

/** Members of `route` that attributes state. What they hold is judged as that of any event. */
export interface RouteLabels {
  readonly decision_id?: string;
  readonly reservation_id?: string;
  readonly attempt?: number;
}

/**
 * The decision behind a span, by its own attributes or those of the spans around it, the nearest that has one; also as the metadata
 * of a trace, see labels.ts.
 *
 * | attribute             | field                                       |
 * | --------------------- | ------------------------------------------- |
 * | outlay.decision_id    | route.decision_id                           |
 * | outlay.reservation_id | route.reservation_id, of model calls alone  |
 * | outlay.attempt        | route.attempt, of model calls alone         |
 *
 * The money was set aside for a model call: a tool beneath the same span must not set it free.
 */
export function routeLabelsOf(around: readonly Pick<Span, "attributes">[], isModelCall: boolean): RouteLabels {
  const decision = fitText(nearest(around, "decision_id"), LIMITS.idCharacters);
  const said = { ...(decision !== undefined && { decision_id: decision }) };
  if (!isModelCall) return said;
  const reservation = nearest(around, "reservation_id");
  const attempt = attemptNumber(nearest(around, "attempt"));
  const isFit = typeof reservation === "string" && reservation.length <= LIMITS.reservationCharacters;
  return {
    ...said,
    ...(isFit && { reservation_id: reservation }),
    ...(attempt !== undefined && { attempt }),
  };
}

function nearest(around: readonly Pick<Span, "attributes">[], name: string): AttributeValue | undefined {
  for (const { attributes } of around) {
    for (const carrier of ["", ...CARRIERS]) {
      const value = attributes.get(`${carrier}outlay.${name}`);
      if (value !== undefined && value !== "") return value;
    }
  }
  return undefined;
}
