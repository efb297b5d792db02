import type { UsageMeasure } from "./measures.ts";
import type { Reservation } from "./reservation.ts";

/**
 * One canonical usage event, after validation: what every adapter ends with and the usage queue carries.
 * Source: docs/events.md. Dimension values are NFC, at most 128 characters, without control or bidi characters.
 */
export interface UsageEvent {
  readonly id: string;
  readonly source: string;
  /** Milliseconds since the epoch; finer digits of the source are cut off. */
  readonly timeEpochMs: number;
  readonly operation: Operation;
  readonly provider: string | null;
  readonly model: string | null;
  readonly requestedModel: string | null;
  /** Whether the source measured `usage`, or says itself that it is an estimate. */
  readonly usageBasis: UsageBasis;
  readonly usage: Readonly<Partial<Record<UsageMeasure, number>>>;
  /** By dimension name, of ATTRIBUTION_DIMENSIONS. */
  readonly attribution: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  /** Whom the work was done for, where that is not whom `attribution` names. By name, of CONSUMER_DIMENSIONS. */
  readonly consumer: ReadonlyMap<string, string>;
  readonly run: Run | null;
  readonly route: Route | null;
  readonly serviceTier: string | null;
  readonly region: string | null;
  readonly responseCacheHit: boolean;
  readonly status: Status;
  readonly outcome: Outcome | null;
  readonly reportedCost: { readonly amount: string; readonly currency: string } | null;
  readonly durationMs: number | null;
}

export const OPERATIONS = [
  "chat",
  "completion",
  "embedding",
  "rerank",
  "retrieval",
  "tool_call",
  "browsing",
  "code_execution",
  "image",
  "audio",
  "evaluation",
  "indexing",
  "storage",
  "source_refresh",
  "permission_sync",
  "orchestration",
  "human_review",
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Operations that call a model: they must name provider and model. */
export const MODEL_OPERATIONS: ReadonlySet<Operation> = new Set([
  "chat",
  "completion",
  "embedding",
  "rerank",
  "image",
  "audio",
]);

export const STATUSES = ["succeeded", "failed", "timed_out", "abandoned", "blocked", "cancelled"] as const;
export type Status = (typeof STATUSES)[number];

export const USAGE_BASES = ["measured", "estimated"] as const;
export type UsageBasis = (typeof USAGE_BASES)[number];

export const ROUTE_TYPES = ["default", "override", "exception", "fallback"] as const;
export type RouteType = (typeof ROUTE_TYPES)[number];

export interface Run {
  /** Null of what is of no run, and says something of a task all the same. */
  readonly id: string | null;
  readonly startedAtEpochMs: number | null;
  readonly taskId: string | null;
  readonly taskClass: string | null;
  readonly risk: string | null;
  readonly parentId: string | null;
  readonly step: number | null;
  /** From 1; a higher one is a retry. */
  readonly attempt: number | null;
  /** It repeats an earlier step of the run without progress. */
  readonly isLoop: boolean;
}

export interface Route {
  readonly id: string | null;
  readonly type: RouteType | null;
  readonly decisionId: string | null;
  /** As the sender states it. */
  readonly reservationId: string | null;
  /** What that id says, once it is verified. */
  readonly reservation: Reservation | null;
  /** Which call of its decision it was, from 1. */
  readonly attempt: number | null;
  readonly fallbackFrom: string | null;
}

export interface Outcome {
  readonly accepted: boolean | null;
  readonly completed: boolean | null;
  readonly rework: boolean | null;
  readonly humanReviewed: boolean | null;
  readonly reviewSeconds: number | null;
  readonly reviewerRole: string | null;
  readonly redacted: boolean | null;
  readonly blockedBy: string | null;
}
