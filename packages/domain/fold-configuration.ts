import * as z from "zod";
import { ApiKey } from "./api-key.ts";
import { assert } from "./assert.ts";
import { GENESIS_HASH, type Entity, type Entry } from "./audit.ts";
import { initialSchedule } from "./bucket.ts";
import { Budget } from "./budget.ts";
import type { Configuration } from "./configuration.ts";
import { IdentityProvider } from "./identity-provider.ts";
import { ScheduleChange, toScheduleChange, toScheduleEntry } from "./ingestion-schedule.ts";
import { Member } from "./member.ts";
import { Tenant } from "./tenant.ts";

/** What the first entry decides: the tenant, its owner and the key they begin with. */
export const SignUp = z.object({ tenant: Tenant, member: Member, api_key: ApiKey });
export type SignUp = z.infer<typeof SignUp>;

/** A configuration that is being folded: the same, with maps that can be written to. */
type Draft = {
  -readonly [K in keyof Configuration]: Configuration[K] extends ReadonlyMap<string, infer V>
    ? Map<string, V>
    : Configuration[K];
};

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
  const entities = {
    sign_up: undefined,
    member: configuration.members,
    api_key: configuration.apiKeys,
    identity_provider: configuration.identityProviders,
    budget: configuration.budgets,
  } satisfies Record<Exclude<Entity, "tenant" | "ingestion_schedule">, unknown>;
  return entities[entity]?.get(id) ?? null;
}

/** The schedule only grows: an entry of the journal holds what was its last, and what is now. */
function lastChange({ schedule }: Configuration): ScheduleChange | null {
  const last = schedule.at(-1);
  return last ? toScheduleChange(last) : null;
}

function copy(from: Configuration): Draft {
  return {
    ...from,
    members: new Map(from.members),
    apiKeys: new Map(from.apiKeys),
    identityProviders: new Map(from.identityProviders),
    budgets: new Map(from.budgets),
  };
}

function begin(first: Entry): Draft {
  assert(first.seq === 1 && first.entity === "sign_up", "a journal begins with a sign-up");
  assert(first.previous_hash === GENESIS_HASH, "nothing is before the first entry");
  const { tenant, member, api_key } = SignUp.parse(first.after);
  return {
    seq: 1,
    headHash: first.hash,
    tenant,
    schedule: initialSchedule(new Date(tenant.created_at)),
    members: new Map([[member.id, member]]),
    apiKeys: new Map([[api_key.id, api_key]]),
    identityProviders: new Map(),
    budgets: new Map(),
    budgetsSeq: 0,
  };
}

function apply(draft: Draft, { entity, entity_id: id, after, seq }: Entry): void {
  switch (entity) {
    case "sign_up":
      return assert(false, "a tenant signs up once");
    case "tenant":
      draft.tenant = Tenant.parse(after);
      return;
    case "member":
      return place(draft.members, id, Member.nullable().parse(after));
    case "api_key":
      return place(draft.apiKeys, id, ApiKey.nullable().parse(after));
    case "identity_provider":
      return place(draft.identityProviders, id, IdentityProvider.nullable().parse(after));
    case "budget":
      draft.budgetsSeq = seq;
      return place(draft.budgets, id, Budget.nullable().parse(after));
    case "ingestion_schedule":
      draft.schedule = [...draft.schedule, toScheduleEntry(ScheduleChange.parse(after))];
      return;
  }
}

function place<V>(map: Map<string, V>, id: string, value: V | null): void {
  if (value === null) map.delete(id);
  else map.set(id, value);
}
