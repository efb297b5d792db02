import { assert } from "@outlay/domain/assert";
import { DAY_MS } from "@outlay/domain/bucket";
import type { Configuration } from "@outlay/domain/configuration";
import { DomainError, invalidRequest } from "@outlay/domain/errors";
import { type Exception, type ExceptionInput, exceptionStatus } from "@outlay/domain/exception";
import { LIMITS } from "@outlay/domain/limits";
import { appendEntry } from "./append-entry.ts";
import type { Actor, Context } from "./context.ts";
import { personOf } from "./person-of.ts";

/** The exception of the caller's tenant. Throws `exception_not_found`. */
export function getException({ exceptions }: Pick<Configuration, "exceptions">, id: string): Exception {
  const exception = exceptions.get(id);
  if (!exception) throw new DomainError("exception_not_found", `There is no exception ${id}.`);
  return exception;
}

/** Asks for one. Throws `invalid_request` of an expiry that is past or too far, `exception_limit_reached`. */
export async function askForException(ctx: Context, input: ExceptionInput): Promise<Exception> {
  const id = ctx.newId("exc");
  const now = ctx.now();
  const expiresAt = new Date(input.expires_at);
  checkExpiry(expiresAt, now);
  const configuration = await appendEntry(ctx, {
    entity: "exception",
    id,
    operation: "exception.requested",
    reason: input.reason,
    decide: (current) => {
      if (current.exceptions.size >= LIMITS.exceptionsPerTenant) {
        throw new DomainError(
          "exception_limit_reached",
          `A tenant has at most ${LIMITS.exceptionsPerTenant} of these.`,
        );
      }
      const after: Exception = {
        ...input,
        id,
        expires_at: expiresAt.toISOString(),
        status: "requested",
        requested_by: personOf(current, ctx.actor),
        requested_at: now.toISOString(),
        decided_by: null,
        decided_at: null,
        decision_reason: null,
        ended_by: null,
        ended_at: null,
      };
      return { after };
    },
  });
  const made = configuration.exceptions.get(id);
  assert(made, "an exception that was asked for is there");
  return made;
}

function checkExpiry(expiresAt: Date, now: Date): void {
  const pointer = "/expires_at";
  if (expiresAt <= now) throw invalidRequest({ pointer, detail: "This is past: it would never be in force." });
  if (expiresAt.getTime() - now.getTime() > LIMITS.exceptionDays * DAY_MS) {
    throw invalidRequest({ pointer, detail: `at most ${LIMITS.exceptionDays} days from now` });
  }
}

export interface ExceptionDecision {
  readonly id: string;
  readonly decision: "approved" | "refused";
  readonly reason: string | null;
}

/**
 * Approves or refuses what was asked for. Throws `exception_not_found`, `exception_not_open` once it was decided, ended or has
 * expired, and `own_exception` where the tenant does not let people approve what they asked for themselves.
 */
export async function decideException(ctx: Context, { id, decision, reason }: ExceptionDecision): Promise<Exception> {
  const now = ctx.now();
  const configuration = await appendEntry(ctx, {
    entity: "exception",
    id,
    operation: `exception.${decision}`,
    reason,
    decide: (current) => {
      const exception = getException(current, id);
      requireStatus(exception, now, ["requested"]);
      if (decision === "approved" && !mayApproveOwn(current) && isOwn(current, exception, ctx.actor)) {
        throw new DomainError(
          "own_exception",
          `${askerText(current, exception, ctx.actor)}: someone else has to approve it.`,
        );
      }
      const by = { decided_by: personOf(current, ctx.actor), decided_at: now.toISOString() };
      return { after: { ...exception, status: decision, ...by, decision_reason: reason } };
    },
  });
  return getException(configuration, id);
}

/**
 * Ends one before it expires, or takes back what was asked for: by who asked, or by who may write routes. Throws
 * `exception_not_found`, `exception_not_open`, `forbidden`.
 */
export async function endException(
  ctx: Context,
  { id, reason }: { readonly id: string; readonly reason: string | null },
): Promise<Exception> {
  const now = ctx.now();
  const configuration = await appendEntry(ctx, {
    entity: "exception",
    id,
    operation: "exception.ended",
    reason,
    decide: (current) => {
      const exception = getException(current, id);
      if (!ctx.actor.scopes.has("routes:write") && !isOwn(current, exception, ctx.actor)) {
        throw new DomainError("forbidden", "Only who asked for it, or who holds routes:write, may end it.");
      }
      requireStatus(exception, now, ["requested", "approved"]);
      const by = { ended_by: personOf(current, ctx.actor), ended_at: now.toISOString() };
      return { after: { ...exception, status: "ended", ...by } };
    },
  });
  return getException(configuration, id);
}

function requireStatus(exception: Exception, now: Date, allowed: readonly Exception["status"][]): void {
  const status = exceptionStatus(exception, now.getTime());
  if (allowed.includes(status)) return;
  throw new DomainError("exception_not_open", `Exception ${exception.id} is ${status}.`);
}

/** Where nobody else is there to ask, one's own approval is allowed until the tenant says otherwise. */
const mayApproveOwn = ({ tenant, members }: Configuration): boolean =>
  tenant.approve_own_exceptions ?? members.size <= 1;

/** Keys speak for the member who minted them, or minted the key that did. */
function askerText({ apiKeys }: Configuration, { requested_by: by }: Exception, actor: Actor): string {
  if (by.id === actor.id) return "You asked for it yourself";
  for (let key = apiKeys.get(by.id); key; key = apiKeys.get(key.created_by)) {
    if (key.created_by === actor.id) return "A key of yours asked for it";
  }
  return "Who made this key, or a key of theirs, asked for it";
}

function isOwn(configuration: Configuration, { requested_by: by }: Exception, actor: Actor): boolean {
  return principalOf(configuration, by.id) === principalOf(configuration, actor.id);
}

function principalOf({ apiKeys }: Configuration, id: string): string {
  // A key is minted by what was there before it, so this comes to an end.
  for (let key = apiKeys.get(id); key; key = apiKeys.get(id)) id = key.created_by;
  return id;
}
