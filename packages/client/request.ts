import type { paths } from "./api-types.ts";
import { errorOf } from "./outlay-error.ts";
import { callOutlay, type Transport } from "./transport.ts";

export type Verb = "get" | "put" | "post" | "patch" | "delete";
type At<Path extends keyof paths, Method extends Verb> = NonNullable<paths[Path][Method]>;
/** The paths that know a verb. */
export type PathOf<Method extends Verb> = {
  [Path in keyof paths]: [At<Path, Method>] extends [never] ? never : Path;
}[keyof paths];

type JsonOf<Part> = Part extends { readonly content: { readonly "application/json": infer Body } } ? Body : undefined;
type ResponsesOf<Operation> = Operation extends { readonly responses: infer Responses } ? Responses : never;
type Success = 200 | 201 | 202 | 204;
/** What an operation answers where it succeeds; undefined where that is nothing. */
export type AnswerOf<Method extends Verb, Path extends keyof paths> = {
  [Status in keyof ResponsesOf<At<Path, Method>> & Success]: JsonOf<ResponsesOf<At<Path, Method>>[Status]>;
}[keyof ResponsesOf<At<Path, Method>> & Success];

type PathParameters<Operation> = Operation extends { readonly parameters: { readonly path: infer Values } }
  ? { readonly params: Values }
  : { readonly params?: never };
type QueryOf<Operation> = Operation extends { readonly parameters: { readonly query?: infer Values } } ? Values : never;
type BodyOf<Operation> = Operation extends { readonly requestBody: infer Body }
  ? { readonly body: JsonOf<Body> }
  : { readonly body?: never };

interface Settings {
  /** Of a POST, to name it beyond this process; without it each has a new one. */
  readonly idempotencyKey?: string;
  /** The ETag that a change is based on. */
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
  /** For all tries together; 30 seconds by default. */
  readonly timeoutMs?: number;
}

export type RequestOptions<Method extends Verb, Path extends keyof paths> = Settings &
  PathParameters<At<Path, Method>> &
  BodyOf<At<Path, Method>> & { readonly query?: QueryOf<At<Path, Method>> };

export interface Received<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

interface AnyOptions extends Settings {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

const TIMEOUT_MS = 30_000;
/** Once or several times is the same, for a POST by its key. */
const REPEATABLE: ReadonlySet<Verb> = new Set<Verb>(["get", "put", "post"]);

/** Any operation. Throws OutlayError where it is refused or not answered, and the signal's reason. */
export async function request<Method extends Verb, Path extends PathOf<Method>>(
  transport: Transport,
  method: Method,
  path: Path,
  options: RequestOptions<Method, Path>,
  requestKey: string,
): Promise<Received<AnswerOf<Method, Path>>> {
  const { params, query, body, idempotencyKey, ifMatch, signal, timeoutMs }: AnyOptions = options;
  const reply = await callOutlay(transport, {
    method: method.toUpperCase(),
    path: pathOf(path, params) + queryOf(query),
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(ifMatch !== undefined && { "if-match": ifMatch }),
    },
    ...(method === "post" && { key: idempotencyKey ?? requestKey }),
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
    timeoutMs: timeoutMs ?? TIMEOUT_MS,
    isRepeatable: REPEATABLE.has(method),
  });
  if (reply.status === null || reply.status >= 300) throw errorOf(reply, transport.clock.nowMs());
  // The contract test holds the types to the document, and the document to what the API answers.
  return { status: reply.status, headers: reply.headers, body: reply.body as AnswerOf<Method, Path> };
}

function pathOf(path: string, params: unknown): string {
  const values = new Map(Object.entries(params ?? {}));
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
}

/** A list is its values, one by one; what is undefined or null is left out. */
function queryOf(query: unknown): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]: [string, unknown]) =>
    (Array.isArray(value) ? value : [value])
      .filter((each) => each !== undefined && each !== null)
      .map((each): [string, string] => [name, String(each)]),
  );
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs).toString()}`;
}
