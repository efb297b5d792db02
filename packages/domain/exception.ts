import * as z from "zod";
import { ATTRIBUTION_DIMENSIONS } from "./dimensions.ts";
import { LIMITS } from "./limits.ts";
import { isStronger, TIERS, type Tier } from "./model-tier.ts";
import { Person } from "./person.ts";
import { plainText } from "./plain-text.ts";
import { ReasonText } from "./reason-text.ts";
import { modelRef } from "./route.ts";
import { scopeInput, scopeValues } from "./value-scope.ts";

/** What an exception may be for, beside `tag:<name>`. */
export const EXCEPTION_DIMENSIONS = [...ATTRIBUTION_DIMENSIONS, "api_key", "route", "task_class", "risk"] as const;

export const EXCEPTION_STATUSES = ["requested", "approved", "refused", "ended"] as const;
export type ExceptionStatus = (typeof EXCEPTION_STATUSES)[number];

/** A stronger model than policy gives, for some, until a time: asked for by one person and decided by another. */
export const Exception = z.strictObject({
  id: z.string(),
  /** As a budget's: a list is OR, several dimensions are AND. */
  scope: z.record(z.string(), z.array(z.string())),
  /** Every model of the policy up to this tier; or this model alone. One of both is null. */
  tier: z.enum(TIERS).nullable(),
  model: modelRef(z.string()).nullable(),
  reason: z.string(),
  expires_at: z.iso.datetime(),
  status: z.enum(EXCEPTION_STATUSES),
  requested_by: Person,
  requested_at: z.iso.datetime(),
  decided_by: Person.nullable(),
  decided_at: z.iso.datetime().nullable(),
  decision_reason: z.string().nullable(),
  ended_by: Person.nullable(),
  ended_at: z.iso.datetime().nullable(),
});
export type Exception = z.infer<typeof Exception>;

const text = plainText(LIMITS.valueCharacters);

const exceptionScope = scopeInput(EXCEPTION_DIMENSIONS, scopeValues(text)).refine(
  (scope) => Object.keys(scope).length > 0,
  "one dimension at least: an exception is for someone",
);

/** What a caller asks for. That `expires_at` lies ahead is for the verb to say. */
export const ExceptionInput = z
  .strictObject({
    scope: exceptionScope,
    tier: z.enum(TIERS).nullable().default(null),
    model: modelRef(text).nullable().default(null),
    reason: ReasonText,
    expires_at: z.iso.datetime({ offset: true }),
  })
  .refine(({ tier, model }) => (tier === null) !== (model === null), { path: ["tier"], error: "either tier or model" });
export type ExceptionInput = z.infer<typeof ExceptionInput>;

/** What has become of it by a time: it ends by itself when it expires. */
export function exceptionStatus({ status, expires_at }: Exception, atEpochMs: number): ExceptionStatus {
  const isOpen = status === "requested" || status === "approved";
  return isOpen && Date.parse(expires_at) <= atEpochMs ? "ended" : status;
}

/** Whether it lets calls of an instant pass, be that past: from its approval until it expired or was ended. */
export function isInForce({ decided_at, status, ended_at, expires_at }: Exception, atEpochMs: number): boolean {
  if (decided_at === null || (status !== "approved" && status !== "ended")) return false;
  const end = Math.min(Date.parse(expires_at), ended_at === null ? Infinity : Date.parse(ended_at));
  return Date.parse(decided_at) <= atEpochMs && atEpochMs < end;
}

/** Whether it reaches a tier at least as strong. */
export const reaches = (exception: Exception, tier: Tier): boolean =>
  exception.tier !== null && !isStronger(tier, exception.tier);
