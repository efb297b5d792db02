import { type Policy, POLICIES, type Scope } from "./canned.ts";
import type { Chosen, ExceptionInForce, Question } from "./reference-routing.ts";
import type { CountedStep, RunLimit, Step } from "./reference-run.ts";

/*
 * All of configuration and decisions once more: lists of what was ever said and done, and sums over them. Nothing is counted ahead, kept
 * in two places or remembered from one question to the next, so that it is slow and easy to read. Money is in picos.
 */

export interface Budget {
  readonly id: string;
  readonly scope: Scope;
  readonly period: "day" | "month";
  readonly amount: bigint;
  readonly isHard: boolean;
}
export interface Override {
  readonly id: string;
  readonly budget: string;
  readonly value: string | null;
  readonly amount: bigint | null;
  readonly percent: number | null;
  readonly from: number;
  /** When it expires, or was ended. */
  until: number;
}
export interface Pause {
  readonly id: string;
  readonly kind: "workflow" | "agent" | "application" | "api_key" | "route";
  readonly target: string;
  isActive: boolean;
}
export interface ApiKey {
  readonly id: string;
  binding: Readonly<Record<string, string>>;
  isEnforced: boolean;
}
export interface RateLimit {
  readonly id: string;
  readonly name: string;
  readonly per: "api_key" | "agent" | "application" | "user" | "workflow";
  readonly value: string;
  readonly measure: "requests" | "tokens" | "money";
  amount: bigint;
  readonly window: "minute" | "hour";
}
export interface Exception extends ExceptionInForce {
  readonly expires: number;
  status: "requested" | "approved" | "refused" | "ended";
}
/** What a call took of a limit: what was given back is taken out again. */
interface RateTake {
  readonly key: string;
  readonly windowStart: number;
  readonly amount: bigint;
}
/** A budget, or of a template the one for a value. */
export interface Level {
  readonly budget: string;
  readonly value: string | null;
}
export interface Attempt {
  readonly picos: bigint;
  /** Who settled it: "release", or an event. */
  by: string | null;
  isFree: boolean;
}
export interface Hold {
  readonly levels: readonly { readonly level: Level; isOver: boolean }[];
  readonly attempts: readonly Attempt[];
  /** Slots of five minutes. */
  readonly endsInSlot: number;
}
export interface UsageEvent {
  readonly key: string;
  readonly at: number;
  readonly model: string | null;
  /** From when it is recorded on: by what its key is bound to then. */
  values: ReadonlyMap<string, string>;
  readonly cost: bigint;
  readonly decision: Decision;
  readonly attempt: number;
  readonly isSuccess: boolean;
  isRecorded: boolean;
  isFolded: boolean;
}
export interface Asked {
  readonly key: number;
  readonly operation: "chat" | "embedding";
  readonly attribution: Readonly<Record<string, string>>;
  readonly taskClass: string | null;
  readonly risk: string | null;
  readonly quality: Question["quality"];
  readonly requested: string | null;
  readonly context: number | null;
  readonly output: number | null;
  readonly attempts: number;
  readonly run: Step | null;
}
export interface Decision {
  readonly at: number;
  readonly asked: Asked;
  readonly answer: Answer;
  /** What its answer named, once there was one. */
  id: string;
  reservation: string | null;
}
export type Answer =
  | { readonly status: 403 | 422 }
  | {
      readonly status: 429;
      readonly limits: readonly string[];
      readonly retryAfter: number | null;
    }
  | {
      readonly status: 200;
      readonly verdict: Chosen["verdict"];
      readonly model: string | null;
      readonly fallbacks: readonly string[];
      readonly route: string | null;
      readonly type: Chosen["type"];
      readonly limits: Chosen["limits"];
      readonly review: boolean;
      readonly reserved: bigint | null;
      readonly expiresAt: number | null;
      readonly reasons: readonly string[];
    };

export interface Books {
  now: number;
  policy: Policy;
  budgets: Budget[];
  overrides: Override[];
  pauses: Pause[];
  keys: ApiKey[];
  rateLimits: RateLimit[];
  runLimits: RunLimit[];
  exceptions: Exception[];
  takes: RateTake[];
  steps: CountedStep[];
  holds: (Hold & { readonly decision: Decision })[];
  decisions: Decision[];
  events: UsageEvent[];
}

export const newBooks = (now: number): Books => ({
  now,
  policy: POLICIES[0],
  budgets: [],
  overrides: [],
  pauses: [],
  keys: [],
  rateLimits: [],
  runLimits: [],
  exceptions: [],
  takes: [],
  steps: [],
  holds: [],
  decisions: [],
  events: [],
});
