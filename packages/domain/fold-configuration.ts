import * as z from "zod";
import { ApiKey } from "./api-key.ts";
import { assert } from "./assert.ts";
import { GENESIS_HASH, type Entity, type Entry } from "./audit.ts";
import { initialSchedule } from "./bucket.ts";
import { type Collection, COLLECTIONS, collections, isCollection, noCollections } from "./collections.ts";
import type { Configuration } from "./configuration.ts";
import { DirectoryVersion } from "./directory.ts";
import { ScheduleChange, toScheduleChange, toScheduleEntry } from "./ingestion-schedule.ts";
import { Member } from "./member.ts";
import { forgetResumed, type Pause } from "./pause.ts";
import { Tenant } from "./tenant.ts";

/** What the first entry decides: the tenant, its owner and the key they begin with. */
export const SignUp = z.object({ tenant: Tenant, member: Member, api_key: ApiKey });
export type SignUp = z.infer<typeof SignUp>;

/** A configuration that is being folded. Its maps are its own: `place` writes to them. */
type Draft = { -readonly [K in keyof Configuration]: Configuration[K] };

/**
 * The configuration after `entries`, which follow `from` without a gap; undefined where there is no entry at all. Pure: the
 * same entries give the same configuration, and `from` is not changed. Asserts that the entries continue the chain.
 */
export function foldConfiguration(
  from: Configuration | undefined,
  entries: readonly Entry[],
): Configuration | undefined {
  const [first] = entries;
  if (!first) return from;
  const draft = from ? copy(from) : begin(first);
  for (const entry of from ? entries : entries.slice(1)) {
    assert(entry.seq === draft.seq + 1, `entry ${entry.seq} follows entry ${draft.seq}`);
    assert(entry.previous_hash === draft.headHash, `entry ${entry.seq} names the hash before it`);
    apply(draft, entry);
    draft.seq = entry.seq;
    draft.headHash = entry.hash;
  }
  return draft;
}

/** The entity as an entry's `before` or `after` holds it; null where it is not there. */
export function entityOf(configuration: Configuration, entity: Entity, id: string): unknown {
  if (entity === "tenant") return id === configuration.tenant.id ? configuration.tenant : null;
  if (entity === "ingestion_schedule") return lastChange(configuration);
  if (entity === "directory") return configuration.directory;
  if (entity === "alert") return null;
  return isCollection(entity) ? (configuration[COLLECTIONS[entity].map].get(id) ?? null) : null;
}

/** The schedule only grows: an entry of the journal holds what was its last, and what is now. */
function lastChange({ schedule }: Configuration): ScheduleChange | null {
  const last = schedule.at(-1);
  return last ? toScheduleChange(last) : null;
}

const copy = (from: Configuration): Draft => ({
  ...from,
  ...collections((name) => new Map<string, unknown>(from[COLLECTIONS[name].map])),
});

function begin(first: Entry): Draft {
  assert(first.seq === 1 && first.entity === "sign_up", "a journal begins with a sign-up");
  assert(first.previous_hash === GENESIS_HASH, "nothing is before the first entry");
  const { tenant, member, api_key } = SignUp.parse(first.after);
  return {
    seq: 1,
    headHash: first.hash,
    tenant,
    schedule: initialSchedule(new Date(tenant.created_at)),
    directory: null,
    budgetsSeq: 0,
    ...noCollections(),
    members: new Map([[member.id, member]]),
    apiKeys: new Map([[api_key.id, api_key]]),
  };
}

function apply(draft: Draft, { entity, entity_id: id, after, seq }: Entry): void {
  if (entity === "budget") draft.budgetsSeq = seq;
  if (isCollection(entity)) {
    place(draft, entity, id, after);
    // As in `place`: the draft's maps are its own.
    if (entity === "pause") forgetResumed(draft.pauses as Map<string, Pause>);
    return;
  }
  switch (entity) {
    case "alert":
      return;
    case "sign_up":
      return assert(false, "a tenant signs up once");
    case "tenant":
      draft.tenant = Tenant.parse(after);
      return;
    case "directory":
      draft.directory = DirectoryVersion.nullable().parse(after);
      return;
    case "ingestion_schedule":
      draft.schedule = [...draft.schedule, toScheduleEntry(ScheduleChange.parse(after))];
      return;
  }
}

function place(draft: Draft, entity: Collection, id: string, after: unknown): void {
  const { map, schema } = COLLECTIONS[entity];
  // The draft's maps are made by `copy` and `begin`, and what a map holds is what its schema makes.
  const kept = draft[map] as ReadonlyMap<string, unknown> as Map<string, unknown>;
  if (after === null) kept.delete(id);
  else kept.set(id, schema.parse(after));
}
