import { createRoute } from "@hono/zod-openapi";
import type { Kept } from "@outlay/domain/collections";
import { entityTag } from "@outlay/domain/digest";
import type { Scope } from "@outlay/domain/role";
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
import {
  idOf,
  IdempotencyHeaders,
  IfMatchHeaders,
  jsonBody,
  jsonContent,
  newRouter,
  pageOf,
  PageQuery,
  problemResponses,
  scope,
} from "./router.ts";

/** What a resource of plain entities is called, and what its bodies are. */
export interface EntityResource<C extends PlainCollection> {
  readonly kind: EntityKind<C>;
  /** E.g. "/v1/owners"; one thing is at `<path>/{<parameter>}`. */
  readonly path: string;
  /** E.g. "owner_id". */
  readonly parameter: string;
  /** Of the document, e.g. "Attribution". */
  readonly tag: string;
  /** As operation ids say it: "Owner" makes `createOwner` and `listOwners`. */
  readonly name: string;
  readonly scopes: { readonly read: Scope; readonly write: Scope };
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

/** The five routes of a resource: create, list, get, replace, delete. */
export function entityRoutes<C extends PlainCollection>(resource: EntityResource<C>) {
  const {
    kind,
    tag,
    name,
    scopes,
    afterChange = () => Promise.resolve(),
    remarks = () => Promise.resolve({}),
  } = resource;
  const { noun } = kind;
  const id = idOf(kind.idPrefix, `The ${noun}'s id.`);
  const one = { path: `${resource.path}/{${resource.parameter}}`, tags: [tag] };
  const all = { path: resource.path, tags: [tag] };
  const params = z.object({ [resource.parameter]: id });
  const idIn = (values: Readonly<Record<string, string>>): string => values[resource.parameter] ?? "";
  const described = resource.description === undefined ? {} : { description: resource.description };
  const body = z.unknown().pipe(resource.body);

  const create = createRoute({
    ...all,
    ...described,
    method: "post",
    operationId: `create${name}`,
    summary: `Make ${article(noun)}`,
    security: scope(scopes.write),
    request: { headers: IdempotencyHeaders, body: jsonBody(resource.input) },
    responses: {
      201: jsonContent(resource.body, `The ${noun}`),
      ...problemResponses(400, 401, 403, 409, 413, 415, 422),
    },
  });
  const list = createRoute({
    ...all,
    method: "get",
    operationId: `list${name}s`,
    summary: `List the ${noun}s, oldest first`,
    security: scope(scopes.read),
    request: { query: PageQuery },
    responses: {
      200: jsonContent(pageOf(resource.body), `A page of ${noun}s`),
      ...problemResponses(400, 401, 403, 422),
    },
  });
  const get = createRoute({
    ...one,
    method: "get",
    operationId: `get${name}`,
    summary: `Read ${article(noun)}`,
    security: scope(scopes.read),
    request: { params },
    responses: { 200: jsonContent(resource.body, `The ${noun}`), ...problemResponses(401, 403, 404, 422) },
  });
  const replace = createRoute({
    ...one,
    method: "put",
    operationId: `replace${name}`,
    summary: `Give ${article(noun)} other contents`,
    security: scope(scopes.write),
    request: { params, headers: IfMatchHeaders, body: jsonBody(resource.input) },
    responses: {
      200: jsonContent(resource.body, `The ${noun}, changed`),
      ...problemResponses(400, 401, 403, 404, 409, 412, 413, 415, 422),
    },
  });
  const remove = createRoute({
    ...one,
    method: "delete",
    operationId: `delete${name}`,
    summary: `Delete ${article(noun)}`,
    security: scope(scopes.write),
    request: { params, headers: IfMatchHeaders },
    responses: { 204: { description: "Deleted" }, ...problemResponses(401, 403, 404, 409, 412, 422) },
  });
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
