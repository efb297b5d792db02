import type { components } from "./api-types.ts";
import type { OutlayError } from "./outlay-error.ts";

export type DecisionRequest = components["schemas"]["DecisionInput"];
/** A decision as the API says it. */
export type DecisionBody = components["schemas"]["Decision"];
export type Reason = DecisionBody["reasons"][number];
export type CallLimits = DecisionBody["limits"];
export type Model = NonNullable<DecisionBody["model"]>;

/** The call may be made: with `model`, where the operation calls one, within `limits`. */
export interface Permission extends DecisionBody {
  readonly checked: true;
  readonly verdict: "allow" | "downgrade";
}

/** The call may not be made, or not before someone approved it. */
export interface Refusal {
  readonly checked: true;
  readonly verdict: "deny" | "needs_approval";
  /** Null where the refusal is no decision of its own: a rate limit, a paused key. */
  readonly id: string | null;
  readonly reasons: readonly Reason[];
  /** When it may be worth asking again; null where that is not said. */
  readonly retryAfterMs: number | null;
}

/** Outlay did not answer: the verdict is what the caller chose for that, and nothing is reserved. */
export interface Unchecked {
  readonly checked: false;
  readonly verdict: "allow" | "deny";
  readonly id: null;
  /** As it was asked for; null where none was named. */
  readonly model: Model | null;
  readonly fallbacks: readonly Model[];
  readonly limits: CallLimits;
  readonly route: null;
  readonly reservation: null;
  readonly reasons: readonly Reason[];
  readonly error: OutlayError;
}

export type Decision = Permission | Refusal | Unchecked;
/** A decision by which the call may be made. */
export type Allowed = Permission | (Unchecked & { readonly verdict: "allow" });

export const isAllowed = (decision: Decision): decision is Allowed =>
  decision.verdict === "allow" || decision.verdict === "downgrade";
