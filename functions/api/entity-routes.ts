import type { Kept } from "@outlay/domain/collections";
import { entityTag } from "@outlay/domain/digest";
import type { Context } from "@outlay/services/context";
import {
  createEntity,
  deleteEntity,
  entitiesOf,
  type EntityInput,
  type EntityKind,
  getEntity,
  type PlainCollection,
  replaceEntity,
} from "@outlay/services/entities";
import * as z from "zod";
import { pageById } from "./page.ts";
import { contractsOf, type Resource } from "./resource-contracts.ts";
import { idOf, newRouter, PageQuery } from "./router.ts";

/** What a resource of plain entities is called, and what its bodies are. */
export interface EntityResource<C extends PlainCollection> extends Omit<Resource<z.ZodObject>, "params"> {
  readonly kind: EntityKind<C>;
  /** E.g. "owner_id". */
  readonly parameter: string;
  /** As operation ids say it: "Owner" makes `createOwner` and `listOwners`. */
  readonly name: string;
  /** With its example. */
  readonly input: z.ZodType<EntityInput<C>>;
  readonly body: z.ZodType;
  /** Why one is made, for the document. */
  readonly description?: string;
  /** What to say of an input that is allowed, beside the thing itself, once it is made or replaced; found out before that. */
  readonly remarks?: (
    ctx: Context,
    input: EntityInput<C>,
    before: Kept<C> | undefined,
  ) => Promise<Readonly<Record<string, unknown>>>;
  /** Follows every change that was committed, e.g. asks for work. Can be done twice without harm. */
  readonly afterChange?: (ctx: Context) => Promise<void>;
}

/** The contracts of a resource. */
function entityContracts<C extends PlainCollection>(resource: EntityResource<C>) {
  const { kind, tag, name, scopes } = resource;
  const { noun } = kind;
  const contracts = contractsOf({
    path: resource.path,
    params: z.object({ [resource.parameter]: idOf(kind.idPrefix, `The ${noun}'s id.`) }),
    tag,
    scopes,
  });
  return {
    create: contracts.create(
      {
        operationId: `create${name}`,
        summary: `Make ${article(noun)}`,
        ...(resource.description === undefined ? {} : { description: resource.description }),
        answers: `The ${noun}`,
      },
      resource.input,
      resource.body,
    ),
    list: contracts.list(
      { operationId: `list${name}s`, summary: `List the ${noun}s, oldest first`, answers: `A page of ${noun}s` },
      PageQuery,
      resource.body,
    ),
    get: contracts.get(
      { operationId: `get${name}`, summary: `Read ${article(noun)}`, answers: `The ${noun}` },
      resource.body,
    ),
    replace: contracts.change(
      "put",
      {
        operationId: `replace${name}`,
        summary: `Give ${article(noun)} other contents`,
        answers: `The ${noun}, changed`,
      },
      resource.input,
      resource.body,
    ),
    remove: contracts.remove({ operationId: `delete${name}`, summary: `Delete ${article(noun)}` }),
  };
}

/** The five routes of a resource: create, list, get, replace, delete. */
export function entityRoutes<C extends PlainCollection>(resource: EntityResource<C>) {
  const { kind, afterChange = () => Promise.resolve(), remarks = () => Promise.resolve({}) } = resource;
  const { create, list, get, replace, remove } = entityContracts(resource);
  const idIn = (values: Readonly<Record<string, unknown>>): string => String(values[resource.parameter]);
  const body = z.unknown().pipe(resource.body);
  /** Shows only what the contract names. */
  const present = (entity: Kept<C>) => body.parse(entity);

  return newRouter()
    .openapi(create, async (c) => {
      const input = c.req.valid("json");
      const remarked = await remarks(c.var.ctx, input, undefined);
      const made = await createEntity(c.var.ctx, kind, input);
      await afterChange(c.var.ctx);
      c.header("ETag", entityTag(made));
      return c.json(present({ ...made, ...remarked }), 201);
    })
    .openapi(list, (c) => {
      const entities = entitiesOf(c.var.ctx.configuration, kind.collection);
      return c.json(pageById(c, entities, c.req.valid("query"), present), 200);
    })
    .openapi(get, (c) => {
      const entity = getEntity(c.var.ctx.configuration, kind, idIn(c.req.valid("param")));
      c.header("ETag", entityTag(entity));
      return c.json(present(entity), 200);
    })
    .openapi(replace, async (c) => {
      const target = { id: idIn(c.req.valid("param")), ifMatch: c.req.valid("header")["if-match"] };
      const input = c.req.valid("json");
      const remarked = await remarks(
        c.var.ctx,
        input,
        entitiesOf(c.var.ctx.configuration, kind.collection).get(target.id),
      );
      const entity = await replaceEntity(c.var.ctx, kind, { ...target, input });
      await afterChange(c.var.ctx);
      c.header("ETag", entityTag(entity));
      return c.json(present({ ...entity, ...remarked }), 200);
    })
    .openapi(remove, async (c) => {
      await deleteEntity(c.var.ctx, kind, {
        id: idIn(c.req.valid("param")),
        ifMatch: c.req.valid("header")["if-match"],
      });
      await afterChange(c.var.ctx);
      return c.body(null, 204);
    });
}

const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
