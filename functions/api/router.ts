import { DomainError, type Fault } from "@outlay/domain/errors";
import { pointerStep } from "@outlay/domain/json-pointer";
import { faultDetail } from "@outlay/domain/fault-detail";
import { LIMITS } from "@outlay/domain/limits";
import type { Scope } from "@outlay/domain/role";
import type { Log } from "@outlay/platform/log";
import type { EndpointChecking } from "@outlay/services/check-endpoint";
import type { Randomness, Sealing, World } from "@outlay/services/context";
import type { ChannelContext, MailCapable } from "@outlay/services/notification-channels";
import { OpenAPIHono } from "@hono/zod-openapi";
import * as z from "zod";
import type { CursorSealer } from "./cursor.ts";
import type { FetchJson } from "./fetch-json.ts";
import type { KeySets } from "./key-sets.ts";
import { PROBLEMS, problem } from "./problem.ts";

/** What the routes are given beside the world of the services. */
export interface ApiWorld extends World, Randomness, Sealing, EndpointChecking, MailCapable {
  readonly platformToken: string;
  /** The HMAC key of cursors. */
  readonly cursorSecret: string;
  readonly oidc: OidcSettings;
}

export interface OidcSettings {
  /** Reads discovery documents and keys of issuers. */
  readonly fetchJson: FetchJson;
  /** Whose tokens sign up a tenant, beside the platform's own; undefined: nobody's. */
  readonly signUp: { readonly issuer: string; readonly audience: string } | undefined;
}

/** Someone whom the platform's issuer vouches for. */
export interface Newcomer {
  readonly email: string;
  readonly identity: { readonly issuer: string; readonly subject: string };
}

/** What a handler finds in `c.var`. `ctx` is there exactly on operations that name a scope. */
export interface ApiEnv {
  Variables: {
    world: ApiWorld;
    ctx: ChannelContext;
    log: Log;
    requestId: string;
    /** Set where the answer is a problem. */
    problemCode: string;
    operation: Operation | undefined;
    /** Whom a token speaks for that is no member's: someone who signs up. Undefined with the platform's own token. */
    newcomer: Newcomer | undefined;
    cursors: CursorSealer;
    keySets: KeySets;
  };
}

/**
 * How a caller may show who they are: `bearer` everywhere; what one product's clients send, on that product's paths alone; and
 * `signature` instead of any credential, where a webhook source's secret signed the request.
 */
export const CREDENTIALS = ["bearer", "basic", "portkey", "signature"] as const;
export type Credential = (typeof CREDENTIALS)[number];

/** What the contract says of the operation that a request matched. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** In hono's form: `/v1/api-keys/:keyId`. */
  readonly path: string;
  readonly access: "public" | "platform" | Scope;
  readonly credentials: ReadonlySet<Credential>;
  readonly isIdempotent: boolean;
  /** The contract says which query parameters there are, and refuses others. */
  readonly takesQuery: boolean;
  readonly bodyBytesMax: number;
  /** The contract has a body; otherwise one that says something is refused. */
  readonly takesBody: boolean;
  /** None is as good as {}. */
  readonly isBodyOptional: boolean;
  /** The handler reads the bytes by itself, e.g. NDJSON; otherwise a body is one strict JSON value. */
  readonly readsRawBody: boolean;
}

/** A router whose every refused request is a problem that lists all faults with pointers. Mounted in app.ts. */
export function newRouter(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      return problem(
        c,
        "invalid_request",
        "The request has faults; see errors.",
        faultsOf(result.error, result.target, result.target === "query" ? repeatedIn(c.req.queries()) : NONE),
      );
    },
  });
}

/** A list of all scopes, or of all measures, is told whole. */
const DETAIL_LENGTH_MAX = 2_000;
const UNKNOWN_FAULTS_MAX = 20;

const NONE: ReadonlySet<PropertyKey> = new Set();

/** Parameters that are stated more than once. */
const repeatedIn = (queries: Readonly<Record<string, readonly string[]>>): ReadonlySet<PropertyKey> =>
  new Set(Object.keys(queries).filter((name) => (queries[name]?.length ?? 0) > 1));

/**
 * All faults of one zod error. Body faults are RFC 6901 pointers, others `?name` and the like. `repeated` are parameters of a query that
 * came as a list: what takes one value is told that.
 */
export function faultsOf(
  error: Pick<z.ZodError, "issues">,
  target: string,
  repeated: ReadonlySet<PropertyKey> = NONE,
): Fault[] {
  return error.issues.flatMap((issue) => {
    const { path } = issue;
    const [name] = path;
    const wantsOne = path.length === 1 && (issue.code === "invalid_type" || issue.code === "invalid_value");
    const isRepeated = wantsOne && name !== undefined && repeated.has(name);
    const detail = isRepeated
      ? "This stands more than once: state it once."
      : faultDetail(issue).slice(0, DETAIL_LENGTH_MAX);
    if (issue.code !== "unrecognized_keys") return [{ pointer: pointerOf(path, target), detail }];
    const names = issue.keys.slice(0, UNKNOWN_FAULTS_MAX);
    const unknown = target === "query" ? "There is no such parameter." : "There is no such member.";
    return names.map((name) => ({ pointer: pointerOf([...path, name], target), detail: unknown }));
  });
}

/** For operations whose contract is no validator, since their body is read as raw bytes. Throws `invalid_request` with all faults. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, target: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = faultsOf(result.error, target);
  throw new DomainError("invalid_request", "The request has faults; see errors.", { faults });
}

function pointerOf(path: readonly PropertyKey[], target: string): string {
  const parts = path.map(String);
  if (target === "json") return parts.map(pointerStep).join("");
  return `${target === "query" ? "?" : `${target}:`}${parts.join(".")}`;
}

/** The contract's `security`: the one scope that an operation asks for, by a bearer or another credential. `[]` instead means public. */
export const scope = (name: Scope, ...others: readonly Credential[]): Record<string, string[]>[] =>
  ["bearer", ...others].map((credential) => ({ [credential]: [name] }));
/** The contract's `security` of an operation that only the platform's own token, or a token of its issuer, may call. */
export const platformOnly: { platform: string[] }[] = [{ platform: [] }];

/** A JSON request body, never optional: without it, a body of another media type would pass unread. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { "application/json": { schema } },
});

/** The JSON body of an action that says nothing but why: none is as good as {}, and one of another media type is refused all the same. */
export const optionalJsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  ...jsonBody(schema),
  required: false,
});

/** A JSON response. */
export const jsonContent = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

export const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS)),
    detail: z.string(),
    instance: z.string().meta({ description: "The request's id." }),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: "Problem" });

const PROBLEM_DESCRIPTIONS = {
  400: "The request cannot be read",
  401: "No valid credential",
  403: "The credential lacks the scope",
  404: "No such thing, or it is another tenant's",
  409: "The state forbids it, or it changed meanwhile",
  412: "If-Match names another state",
  413: "The body is too large",
  415: "Media type or encoding not supported",
  422: "The request is well-formed but refused",
  428: "If-Match is missing",
  429: "A rate limit is reached: see Retry-After",
  503: "Not available right now",
} as const;

export type ProblemStatus = keyof typeof PROBLEM_DESCRIPTIONS;

type ProblemResponse = { description: string; content: { "application/problem+json": { schema: typeof ProblemBody } } };

/** The problem responses of a contract. */
export function problemResponses<Status extends keyof typeof PROBLEM_DESCRIPTIONS>(...statuses: readonly Status[]) {
  const entries = statuses.map((status): [Status, ProblemResponse] => [
    status,
    { description: PROBLEM_DESCRIPTIONS[status], content: { "application/problem+json": { schema: ProblemBody } } },
  ]);
  // fromEntries forgets the keys' type; the keys are exactly `statuses`.
  return Object.fromEntries(entries) as { [S in Status]: ProblemResponse };
}

/** Our own ids in paths and bodies: the prefix, `_`, 26 characters of base32. Nothing else reaches a key. */
export const idOf = (prefix: string, description: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`), `an id like ${prefix}_…`)
    .meta({ description, example: `${prefix}_01kaz5e1b2c3d4e5f6g7h8j9km` });

/** As it was given out: the longest names six values of 128 characters, each of which takes four bytes. */
export const Cursor = z.string().min(1).max(8_192);

/** `limit` and `cursor` of a list. Strict: "10abc", "0x10", a repeated parameter and one that a list does not know are refused. */
export function pageQuery(itemsMax: number) {
  const fault = `a whole number from 1 to ${itemsMax}`;
  return z.strictObject({
    limit: z
      .string()
      .regex(/^[0-9]{1,4}$/, fault)
      .transform(Number)
      .refine((limit) => limit >= 1 && limit <= itemsMax, fault)
      .default(LIMITS.pageItemsDefault)
      .meta({
        type: "integer",
        minimum: 1,
        maximum: itemsMax,
        default: LIMITS.pageItemsDefault,
        description: "At most so many items.",
      }),
    cursor: Cursor.optional().meta({ description: "`next_cursor` of the page before." }),
  });
}

/** Of every list but spend. */
export const PageQuery = pageQuery(LIMITS.pageItems);

/** A page of a list. */
export const pageOf = <Schema extends z.ZodType>(item: Schema) =>
  z.object({
    items: z.array(item),
    next_cursor: z.union([z.string(), z.null()]).meta({ description: "Null at the end of the list." }),
  });

/** On every POST that creates: declaring these headers is what makes the operation idempotent (idempotency.ts). */
export const IdempotencyHeaders = z.object({
  "idempotency-key": z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, "1 to 255 printable characters")
    .optional()
    .meta({ description: "A retry with the same key and body is answered as before, for 24 hours." }),
});

/** On PUT, PATCH and DELETE of one thing: hand the value to the verb, whose decision calls `requireMatch`. */
export const IfMatchHeaders = z.object({
  "if-match": z.string().max(1024).optional().meta({ description: "The ETag that was read; 412 if it changed." }),
});
