import { assert } from "@outlay/domain/assert";
import { SCOPES, type Scope } from "@outlay/domain/role";
import type { OpenAPIHono, RouteConfig } from "@hono/zod-openapi";
import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import * as z from "zod";
import { CREDENTIALS, IdempotencyHeaders, type ApiEnv, type Operation } from "./router.ts";

/** Configuration bodies. A contract with `x-body-bytes-max` reads the bytes by itself, and so many of them. */
const BODY_BYTES_MAX = 256 * 1024;

/** Every operation of the app by method and path. Asserts that each says who may call it: silence is a bug, not a permission. */
export function operationsOf(app: OpenAPIHono<ApiEnv>): ReadonlyMap<string, Operation> {
  const routes = app.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === "route" ? [definition.route] : [],
  );
  const operations = new Map<string, Operation>();
  for (const route of routes) {
    const operation = operationOf(route);
    const key = keyOf(operation.method, operation.path);
    assert(!operations.has(key), `${key} is registered once`);
    operations.set(key, operation);
  }
  return operations;
}

function operationOf(route: RouteConfig): Operation {
  const name = `${route.method} ${route.path}`;
  assert(route.operationId, `${name} has an operationId`);
  const body = route.request?.body;
  assert(body === undefined || body.required !== undefined, `${name} says whether its body is required`);
  const bodyBytesMax: unknown = route["x-body-bytes-max"] ?? BODY_BYTES_MAX;
  assert(typeof bodyBytesMax === "number", `x-body-bytes-max of ${name} is a number`);
  return {
    id: route.operationId,
    method: route.method.toUpperCase(),
    path: route.path.replaceAll(/\{(.+?)\}/g, ":$1"),
    access: accessOf(route.security, name),
    credentials: new Set(CREDENTIALS.filter((each) => route.security?.some((requirement) => each in requirement))),
    takesQuery: takesQuery(route, name),
    isIdempotent: route.request?.headers === IdempotencyHeaders,
    bodyBytesMax,
    takesBody: body !== undefined,
    isBodyOptional: body?.required === false,
    readsRawBody: "x-body-bytes-max" in route,
  };
}

/** A read whose contract passed over parameters that it does not know would answer something else than was asked, in silence. */
function takesQuery({ method, request }: RouteConfig, name: string): boolean {
  const query = request?.query;
  const isStripped = query instanceof z.ZodObject && query.def.catchall === undefined;
  assert(method !== "get" || !isStripped, `the query parameters of ${name} are strict`);
  return query !== undefined;
}

function accessOf(security: RouteConfig["security"], name: string): Operation["access"] {
  assert(security !== undefined, `${name} names its scope`);
  if (security.length === 0) return "public";
  if ("platform" in (security[0] ?? {})) return "platform";
  const [scope, ...others] = new Set(security.flatMap((requirement) => Object.values(requirement).flat()));
  assert(scope !== undefined && others.length === 0 && isScope(scope), `${name} names one scope`);
  return scope;
}

const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text);

const keyOf = (method: string, path: string) => `${method} ${path}`;

/** The operation whose handler this request will run: the first matched one, as handlers run in that order. */
export function matchedOperation(
  c: Context<ApiEnv>,
  operations: ReadonlyMap<string, Operation>,
): Operation | undefined {
  for (const { method, path } of matchedRoutes(c)) {
    const operation = operations.get(keyOf(method, path));
    if (operation) return operation;
  }
  return undefined;
}

/** The methods that a path answers to; empty where there is no such path. */
export function methodsOf(path: string, operations: ReadonlyMap<string, Operation>): readonly string[] {
  const parts = path.split("/");
  const matched = [...operations.values()].filter((operation) => matches(operation.path.split("/"), parts));
  return [...new Set(matched.map(({ method }) => method))];
}

const matches = (pattern: readonly string[], parts: readonly string[]) =>
  pattern.length === parts.length &&
  pattern.every((part, index) => (part.startsWith(":") ? parts[index] !== "" : part === parts[index]));
