import { assert } from "@outlay/domain/assert";
import { COLLECTIONS, type Kept } from "@outlay/domain/collections";
import type { Configuration } from "@outlay/domain/configuration";
import { canonicalJson } from "@outlay/domain/digest";
import { DomainError, type ErrorCode } from "@outlay/domain/errors";
import { appendEntry } from "./append-entry.ts";
import type { Context } from "./context.ts";
import { requireMatch } from "./entity-match.ts";

/** Collections whose things are no more than what a caller decided, with an id and the times of making and changing. */
export type PlainCollection =
  | "budget"
  | "attribution_rule"
  | "owner"
  | "price_override"
  | "currency_rate"
  | "rate_limit"
  | "run_limit"
  | "alert_rule";

/** What the verbs below must know of a collection. */
export interface EntityKind<C extends PlainCollection> {
  readonly collection: C;
  /** Of ids, e.g. "own". */
  readonly idPrefix: string;
  /** As messages say it, e.g. "owner". */
  readonly noun: string;
  readonly limit: number;
  readonly notFound: ErrorCode;
  readonly limitReached: ErrorCode;
  /** Refuses, by throwing a DomainError, what would be wrong beside all that is there. `id` is the thing's own. */
  readonly check?: EntityCheck<C>;
  /** The same, loaded with the first change, where it needs much. */
  readonly loadCheck?: () => Promise<EntityCheck<C>>;
  /** Whether another thing stands in the way of an id: then another id is drawn. */
  readonly isTaken?: (configuration: Configuration, id: string) => boolean;
  /** What is kept of an input; all of it where this is absent. */
  readonly keep?: (input: EntityInput<C>) => object;
}

export type EntityCheck<C extends PlainCollection> = (
  configuration: Configuration,
  input: EntityInput<C>,
  id: string,
  nowEpochMs: number,
) => void;

export type EntityInput<C extends PlainCollection> = Decided<Kept<C>>;
/** Of each kind of a union by itself. */
type Decided<Entity> = Entity extends unknown ? Omit<Entity, "id" | "created_at" | "updated_at"> : never;

/** The thing of the caller's tenant. Throws the kind's `notFound`. */
export function getEntity<C extends PlainCollection>(
  configuration: Configuration,
  { collection, noun, notFound }: EntityKind<C>,
  id: string,
): Kept<C> {
  const found = entitiesOf(configuration, collection).get(id);
  if (!found) throw new DomainError(notFound, `There is no ${noun} ${id}.`);
  return found;
}

/** The map of a collection holds what its schema makes; TypeScript does not follow the name to it. */
export const entitiesOf = <C extends PlainCollection>(configuration: Configuration, collection: C) =>
  configuration[COLLECTIONS[collection].map] as ReadonlyMap<string, unknown> as ReadonlyMap<string, Kept<C>>;

const keep = <C extends PlainCollection>(kind: EntityKind<C>, input: EntityInput<C>): object =>
  kind.keep?.(input) ?? input;

/** More draws than random ids ever need. */
const DRAWS_MAX = 100;

function drawId<C extends PlainCollection>(ctx: Context, { idPrefix, isTaken }: EntityKind<C>): string {
  for (let draw = 0; draw < DRAWS_MAX; draw++) {
    const id = ctx.newId(idPrefix);
    if (isTaken?.(ctx.configuration, id) !== true) return id;
  }
  throw new Error(`No id like ${idPrefix}_ is free: ids are not random.`);
}

/** Throws the kind's `limitReached`, `changed_meanwhile` where another thing took the id's place, and what its check throws. */
export async function createEntity<C extends PlainCollection>(
  ctx: Context,
  kind: EntityKind<C>,
  input: EntityInput<C>,
): Promise<Kept<C>> {
  const id = drawId(ctx, kind);
  const at = ctx.now().toISOString();
  const check = kind.check ?? (await kind.loadCheck?.());
  const configuration = await appendEntry(ctx, {
    entity: kind.collection,
    id,
    operation: `${kind.collection}.created`,
    decide: (current) => {
      if (entitiesOf(current, kind.collection).size >= kind.limit) {
        throw new DomainError(kind.limitReached, `A tenant has at most ${kind.limit} of these.`);
      }
      if (kind.isTaken?.(current, id) === true) {
        throw new DomainError("changed_meanwhile", "Another one came first. Try again.");
      }
      check?.(current, input, id, Date.parse(at));
      return { after: { ...keep(kind, input), id, created_at: at, updated_at: at } };
    },
  });
  const made = entitiesOf(configuration, kind.collection).get(id);
  assert(made, "what was made is there");
  return made;
}

/** The same contents change nothing. Throws the kind's `notFound`, `precondition_failed`, and what its check throws. */
export async function replaceEntity<C extends PlainCollection>(
  ctx: Context,
  kind: EntityKind<C>,
  { id, ifMatch, input }: { readonly id: string; readonly ifMatch: string | undefined; readonly input: EntityInput<C> },
): Promise<Kept<C>> {
  const at = ctx.now().toISOString();
  const check = kind.check ?? (await kind.loadCheck?.());
  const configuration = await appendEntry(ctx, {
    entity: kind.collection,
    id,
    operation: `${kind.collection}.replaced`,
    decide: (current) => {
      const before = getEntity(current, kind, id);
      requireMatch(ifMatch, before);
      check?.(current, input, id, Date.parse(at));
      const after = { ...keep(kind, input), id, created_at: before.created_at, updated_at: before.updated_at };
      return { after: canonicalJson(after) === canonicalJson(before) ? before : { ...after, updated_at: at } };
    },
  });
  return getEntity(configuration, kind, id);
}

/** Throws the kind's `notFound`, `precondition_failed`. */
export async function deleteEntity<C extends PlainCollection>(
  ctx: Context,
  kind: EntityKind<C>,
  { id, ifMatch }: { readonly id: string; readonly ifMatch: string | undefined },
): Promise<void> {
  await appendEntry(ctx, {
    entity: kind.collection,
    id,
    operation: `${kind.collection}.deleted`,
    decide: (current) => {
      requireMatch(ifMatch, getEntity(current, kind, id));
      return { after: null };
    },
  });
}
