import { createRoute } from "@hono/zod-openapi";
import type { Scope } from "@outlay/domain/role";
import type * as z from "zod";
import {
  IdempotencyHeaders,
  IfMatchHeaders,
  jsonBody,
  jsonContent,
  pageOf,
  problemResponses,
  scope,
} from "./router.ts";

/** What the contracts of one resource share. */
export interface Resource<Params extends z.ZodObject> {
  /** E.g. "/v1/owners"; one thing is at `<path>/{<parameter>}`. */
  readonly path: string;
  /** Names one thing, by the one parameter of its path. */
  readonly params: Params;
  /** Of the document, e.g. "Attribution". */
  readonly tag: string;
  readonly scopes: { readonly read: Scope; readonly write: Scope };
}

/** What one contract says of itself. */
export interface Said {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  /** What is answered, e.g. "The owner, changed". */
  readonly answers: string;
  /** Where it is not the resource's own. */
  readonly scope?: Scope;
}

/**
 * Makers of the contracts that every resource has alike: which headers an operation takes, and with which statuses it can answer. What is
 * said of it and the bodies are its own; an operation of another shape begins with `all` or `one`.
 */
export const contractsOf = <Params extends z.ZodObject>(resource: Resource<Params>) => ({
  ...contractsOfAll(resource),
  ...contractsOfOne(resource),
});

/** Of what is at the path itself. */
function contractsOfAll({ path, tag, scopes }: Omit<Resource<z.ZodObject>, "params">) {
  const all = { path, tags: [tag] };
  return {
    all,
    /** 201. */
    create: <Input extends z.ZodType, Body extends z.ZodType>(own: Said, input: Input, body: Body) =>
      createRoute({
        ...all,
        method: "post",
        ...described(own, scopes.write),
        request: { headers: IdempotencyHeaders, body: jsonBody(input) },
        responses: { 201: jsonContent(body, own.answers), ...problemResponses(400, 401, 403, 409, 413, 415, 422) },
      }),
    list: <Query extends z.ZodObject, Body extends z.ZodType>(own: Said, query: Query, body: Body) =>
      createRoute({
        ...all,
        method: "get",
        ...described(own, scopes.read),
        request: { query },
        responses: { 200: jsonContent(pageOf(body), own.answers), ...problemResponses(400, 401, 403, 422) },
      }),
  };
}

/** Of one thing. */
function contractsOfOne<Params extends z.ZodObject>({ path, params, tag, scopes }: Resource<Params>) {
  const one = { path: `${path}/{${Object.keys(params.shape).join("/")}}`, tags: [tag] };
  return {
    one,
    get: <Body extends z.ZodType>(own: Said, body: Body) =>
      createRoute({
        ...one,
        method: "get",
        ...described(own, scopes.read),
        request: { params },
        responses: { 200: jsonContent(body, own.answers), ...problemResponses(401, 403, 404, 422) },
      }),
    /** Held to If-Match: of the thing itself, or of a part of it, e.g. "/binding". */
    change: <Input extends z.ZodType, Body extends z.ZodType>(
      method: "put" | "patch",
      own: Said,
      input: Input,
      body: Body,
      part = "",
    ) =>
      createRoute({
        ...one,
        path: `${one.path}${part}`,
        method,
        ...described(own, scopes.write),
        request: { params, headers: IfMatchHeaders, body: jsonBody(input) },
        responses: {
          200: jsonContent(body, own.answers),
          ...problemResponses(400, 401, 403, 404, 409, 412, 413, 415, 422),
        },
      }),
    /** A step in the thing's life that the state alone allows or forbids, e.g. "/rotate". */
    act: <Input extends z.ZodType, Body extends z.ZodType>(
      part: string,
      own: Said,
      input: ReturnType<typeof jsonBody<Input>>,
      body: Body,
    ) =>
      createRoute({
        ...one,
        path: `${one.path}${part}`,
        method: "post",
        ...described(own, scopes.write),
        request: { params, body: input },
        responses: { 200: jsonContent(body, own.answers), ...problemResponses(400, 401, 403, 404, 409, 413, 415, 422) },
      }),
    /** 204, held to If-Match. */
    remove: (own: Omit<Said, "answers">, answers = "Deleted") =>
      createRoute({
        ...one,
        method: "delete",
        ...described(own, scopes.write),
        request: { params, headers: IfMatchHeaders },
        responses: { 204: { description: answers }, ...problemResponses(401, 403, 404, 409, 412, 422) },
      }),
  };
}

const described = ({ operationId, summary, description, scope: own }: Omit<Said, "answers">, usual: Scope) => ({
  operationId,
  summary,
  ...(description === undefined ? {} : { description }),
  security: scope(own ?? usual),
});
