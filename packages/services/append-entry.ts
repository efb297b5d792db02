import { type Entity, Entry, hashEntry, type Json } from "@outlay/domain/audit";
import type { Configuration } from "@outlay/domain/configuration";
import { canonicalJson } from "@outlay/domain/digest";
import { DomainError } from "@outlay/domain/errors";
import { entityOf, foldConfiguration } from "@outlay/domain/fold-configuration";
import { assert } from "@outlay/domain/assert";
import { listEntries, putEntry } from "@outlay/storage/configuration";
import type { Context } from "./context.ts";
import { loadConfiguration } from "./read-configuration.ts";

/** Writers of one tenant wait for one another at most so often; each round one of them succeeds. */
const ATTEMPTS_MAX = 100;

type Writer = Pick<Context, "table" | "now" | "newId" | "tenantId" | "actor" | "configuration">;

export interface Change {
  readonly entity: Exclude<Entity, "sign_up">;
  readonly id: string;
  /** Noun and past participle. One that ends in ".created" makes the entity, and is done where its id exists already. */
  readonly operation: string;
  readonly reason?: string | null;
  /** What it was before, of what no configuration holds. */
  readonly before?: unknown;
  /** Pure; called again whenever another entry came first. `after` null deletes. Throws DomainError to refuse. */
  readonly decide: (configuration: Configuration) => { readonly after: unknown };
}

/**
 * Decides on the newest configuration and commits the change as its next entry; resolves with the configuration that holds it.
 * Nothing is written where nothing would change. Of concurrent changes each is decided on what the one before it left.
 * Throws what `decide` throws, and `changed_meanwhile` where other writers came first 100 times.
 */
export async function appendEntry(ctx: Writer, change: Change): Promise<Configuration> {
  const entryId = ctx.newId("ent");
  let configuration = ctx.configuration;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const before = change.before ?? entityOf(configuration, change.entity, change.id);
    // The id is fresh, so only an earlier try of this very request can have made it.
    if (before !== null && change.operation.endsWith(".created")) return configuration;

    const { after } = change.decide(configuration);
    if (canonicalJson(after) === canonicalJson(before)) return configuration;

    const entry = entryAfter(configuration, ctx, { ...change, entryId, before, after });
    if (await putEntry(ctx.table, ctx.tenantId, entry)) {
      const committed = foldConfiguration(configuration, [entry]);
      assert(committed, "a fold of an entry is a configuration");
      return committed;
    }
    const isDone = await isMine(ctx, entry);
    configuration = await loadConfiguration(ctx, ctx.tenantId);
    if (isDone) return configuration;
  }
  throw new DomainError("changed_meanwhile", "Other changes kept coming first. Try again.");
}

/** A store may apply a write and lose its reply; tried again, it then says that the entry is there. */
async function isMine(ctx: Writer, { seq, id }: Entry): Promise<boolean> {
  const { entries } = await listEntries(ctx.table, ctx.tenantId, { from: seq, to: seq });
  return entries[0]?.id === id;
}

function entryAfter(
  { seq, headHash }: Configuration,
  ctx: Writer,
  change: Change & { readonly entryId: string; readonly before: unknown; readonly after: unknown },
): Entry {
  const { kind, id } = ctx.actor;
  assert(kind !== "webhook_source", "a webhook changes no configuration");
  const content = {
    seq: seq + 1,
    id: change.entryId,
    at: ctx.now().toISOString(),
    actor: { kind, id },
    operation: change.operation,
    entity: change.entity,
    entity_id: change.id,
    reason: change.reason ?? null,
    before: asJson(change.before),
    after: asJson(change.after),
    previous_hash: headHash,
  };
  return { ...content, hash: hashEntry(content) };
}

/** What JSON keeps of an entity, so that the hash covers exactly what is stored. */
const asJson = (value: unknown): Json => Entry.shape.after.parse(JSON.parse(JSON.stringify(value ?? null)));
