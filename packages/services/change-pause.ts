import { assert } from "@outlay/domain/assert";
import type { Configuration } from "@outlay/domain/configuration";
import { DomainError, invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { activePauses, type Pause, type PauseInput, pauseOfTarget, type PauseTarget } from "@outlay/domain/pause";
import { appendEntry } from "./append-entry.ts";
import { policyInForce } from "./choose-model.ts";
import type { Actor, Context } from "./context.ts";
import { personOf } from "./person-of.ts";

/** The pause of the caller's tenant, active or resumed. Throws `pause_not_found`. */
export function getPause({ pauses }: Pick<Configuration, "pauses">, id: string): Pause {
  const pause = pauses.get(id);
  if (!pause) throw new DomainError("pause_not_found", `There is no pause ${id}.`);
  return pause;
}

/**
 * Pauses one thing from the next request on. Throws `invalid_request` of a key or a route that is not there and of the caller's
 * own key, `pause_already_exists` of what is paused, `pause_limit_reached`.
 */
export async function pauseTarget(ctx: Context, { target, reason }: PauseInput): Promise<Pause> {
  const id = ctx.newId("pau");
  const created_at = ctx.now().toISOString();
  const configuration = await appendEntry(ctx, {
    entity: "pause",
    id,
    operation: "pause.created",
    reason,
    decide: (current) => {
      requireTarget(current, target, ctx.actor);
      const active = pauseOfTarget(current, target);
      if (active) throw new DomainError("pause_already_exists", `It is paused already, by ${active.id}.`);
      if (activePauses(current) >= LIMITS.activePausesPerTenant) {
        throw new DomainError(
          "pause_limit_reached",
          `At most ${LIMITS.activePausesPerTenant} pauses are active at once.`,
        );
      }
      const after: Pause = {
        id,
        target,
        status: "active",
        reason,
        paused_by: personOf(current, ctx.actor),
        created_at,
        resumed_by: null,
        resumed_at: null,
        resume_reason: null,
      };
      return { after };
    },
  });
  const made = configuration.pauses.get(id);
  assert(made, "a pause that was made is there");
  return made;
}

/** Names of workflows, agents and applications are free text, so one can be paused before it is ever seen. */
function requireTarget(configuration: Configuration, { kind, id }: PauseTarget, actor: Actor): void {
  const pointer = "/target/id";
  if (kind === "api_key" && !configuration.apiKeys.has(id)) {
    throw invalidRequest({ pointer, detail: `There is no API key ${id}.` });
  }
  if (kind === "api_key" && actor.kind === "api_key" && actor.id === id) {
    const detail =
      "You are calling with this key: paused, it could not resume itself. Pause it with another, or revoke it.";
    throw invalidRequest({ pointer, detail });
  }
  if (kind === "route" && !policyInForce(configuration).routes.some((route) => route.id === id)) {
    throw invalidRequest({ pointer, detail: `The policy in force has no route ${id}: see GET /v1/routes.` });
  }
}

/**
 * Lets what was paused go on from the next request on. Resuming what is resumed changes nothing: it names whoever did it first.
 * Throws `pause_not_found`.
 */
export async function resumePause(
  ctx: Context,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<Pause> {
  const resumed_at = ctx.now().toISOString();
  const configuration = await appendEntry(ctx, {
    entity: "pause",
    id,
    operation: "pause.resumed",
    reason,
    decide: (current) => {
      const pause = getPause(current, id);
      if (pause.status === "resumed") return { after: pause };
      const by = { resumed_by: personOf(current, ctx.actor), resumed_at, resume_reason: reason };
      return { after: { ...pause, status: "resumed", ...by } };
    },
  });
  return getPause(configuration, id);
}
