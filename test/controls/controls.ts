import type { PauseTarget } from "@outlay/domain/pause";
import { revokeApiKey } from "@outlay/services/change-api-key";
import { pauseTarget, resumePause } from "@outlay/services/change-pause";
import type { Context } from "@outlay/services/context";

/** What requests of a race are made by and for. */
export interface Subject {
  readonly tenantId: string;
  /** Holds every scope, and is never stopped. */
  readonly ownerKey: string;
  readonly keyId: string;
  readonly key: string;
  /** What calls with the key say of themselves, by dimension. */
  readonly values: ReadonlyMap<string, string>;
  readonly routeId: string;
}

/** What stops requests: resolves once it is done, with what lets them go on; undefined where that is for good. */
export interface Control {
  readonly name: string;
  /** Stops all that the key does; else only what asks before a call. */
  readonly isOfKey: boolean;
  readonly stop: (ctx: Context, subject: Subject) => Promise<((ctx: Context) => Promise<unknown>) | undefined>;
}

const pausing = (isOfKey: boolean, name: string, targetOf: (subject: Subject) => PauseTarget): Control => ({
  name,
  isOfKey,
  stop: async (ctx, subject) => {
    const { id } = await pauseTarget(ctx, { target: targetOf(subject), reason: "a race" });
    return (later) => resumePause(later, { id, reason: "a race" });
  },
});

const named = (kind: "workflow" | "agent" | "application"): Control =>
  pausing(false, `a pause of the ${kind}`, ({ values }) => ({ kind, id: values.get(kind) ?? "" }));

export const CONTROLS: readonly Control[] = [
  pausing(true, "a pause of the key", ({ keyId: id }) => ({ kind: "api_key", id })),
  {
    name: "a revocation",
    isOfKey: true,
    stop: async (ctx, { keyId }) => {
      await revokeApiKey(ctx, { id: keyId });
      return undefined;
    },
  },
  named("workflow"),
  named("agent"),
  named("application"),
  pausing(false, "a pause of the route", ({ routeId: id }) => ({ kind: "route", id })),
];
