import * as z from "zod";
import { UNATTRIBUTED } from "./dimensions.ts";
import { LIMITS } from "./limits.ts";
import { Person } from "./person.ts";
import { plainText } from "./plain-text.ts";
import { ReasonText } from "./reason-text.ts";

/** What can be paused. All but a route are dimensions of what is asked before a call. */
export const PAUSE_KINDS = ["workflow", "agent", "application", "api_key", "route"] as const;

export const PAUSE_STATUSES = ["active", "resumed"] as const;

/** Of one thing, from when it was made until it is resumed. Only a resumption changes it. */
export const Pause = z.strictObject({
  id: z.string(),
  /** A name as usage says it, an API key's id, or a route's. */
  target: z.strictObject({ kind: z.enum(PAUSE_KINDS), id: z.string() }),
  status: z.enum(PAUSE_STATUSES),
  reason: z.string(),
  paused_by: Person,
  created_at: z.iso.datetime(),
  resumed_by: Person.nullable(),
  resumed_at: z.iso.datetime().nullable(),
  resume_reason: z.string().nullable(),
});
export type Pause = z.infer<typeof Pause>;
export type PauseTarget = Pause["target"];

/** What a caller asks for. That a key or a route is there is for the verb to say. */
export const PauseInput = z.strictObject({
  target: z.strictObject({
    kind: z.enum(PAUSE_KINDS),
    id: plainText(LIMITS.valueCharacters).refine(
      (id) => id !== UNATTRIBUTED,
      `\`${UNATTRIBUTED}\` says that there is no value: nothing is called that`,
    ),
  }),
  reason: ReasonText,
});
export type PauseInput = z.infer<typeof PauseInput>;

type Pauses = ReadonlyMap<string, Pause>;

/** The active ones by what they are of, found once a configuration: a change of it makes another map. */
const indexes = new WeakMap<Pauses, ReadonlyMap<string, Pause>>();

function indexOf(pauses: Pauses): ReadonlyMap<string, Pause> {
  const known = indexes.get(pauses);
  if (known) return known;
  const index = new Map<string, Pause>();
  for (const pause of pauses.values()) if (pause.status === "active") index.set(indexKey(pause.target), pause);
  indexes.set(pauses, index);
  return index;
}

/** A kind holds no colon, so no two targets share a key. */
const indexKey = ({ kind, id }: PauseTarget): string => `${kind}:${id}`;

interface Paused {
  readonly pauses: Pauses;
}

/** The active pause of one thing; undefined where it is not paused. */
export const pauseOfTarget = ({ pauses }: Paused, target: PauseTarget): Pause | undefined =>
  indexOf(pauses).get(indexKey(target));

/**
 * Every active pause of what a call is made by and for: `values` by dimension, and the route that serves it (null for none). In
 * the order of PAUSE_KINDS.
 */
export function pausesOf(
  paused: Paused,
  values: ReadonlyMap<string, string>,
  routeId: string | null,
): readonly Pause[] {
  return PAUSE_KINDS.flatMap((kind) => {
    const id = kind === "route" ? routeId : (values.get(kind) ?? null);
    const pause = id === null ? undefined : pauseOfTarget(paused, { kind, id });
    return pause === undefined ? [] : [pause];
  });
}

/** How many of them are active. */
export const activePauses = ({ pauses }: Paused): number => indexOf(pauses).size;

/**
 * Forgets the oldest of those that were resumed, beyond as many as are kept: pausing must not end at a limit because of what is
 * over. The audit log tells of them still. Changes `pauses`, which lists them by age.
 */
export function forgetResumed(pauses: Map<string, Pause>): void {
  const resumed = [...pauses.values()].filter(({ status }) => status === "resumed");
  for (const { id } of resumed.slice(0, Math.max(0, resumed.length - LIMITS.resumedPausesKept))) pauses.delete(id);
}
