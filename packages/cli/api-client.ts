import { setTimeout as wait } from "node:timers/promises";

/** Where the API is, and what of the world calling it takes. */
export interface ApiAccess {
  readonly url: string;
  readonly key: string;
  readonly fetch: typeof fetch;
  readonly sleep: (ms: number) => Promise<void>;
  /** From 0 to 1: spreads the waits of many callers. */
  readonly random: () => number;
  /** Told before each wait. */
  readonly onWait: (reason: string, ms: number) => void;
}

export interface ApiAnswer {
  readonly status: number;
  /** The body's JSON; an empty object where there is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** The API cannot be reached, or goes on answering that it is busy. */
export class UnreachableError extends Error {}

export const realAccess = (url: string, key: string): ApiAccess => ({
  url: url.replace(/\/+$/, ""),
  key,
  fetch,
  sleep: (ms) => wait(ms),
  random: Math.random,
  onWait: () => {},
});

const ATTEMPTS_MAX = 8;
const WAIT_MS_FIRST = 500;
const WAIT_MS_MAX = 30_000;
const ANSWER_MS_MAX = 60_000;
/** Worth another try: what was sent has ids, so sending it twice counts it once. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * One call, tried again with growing waits (or as long as Retry-After says) while the API is busy or away. Any other answer is
 * returned as it is. Throws UnreachableError after 8 tries. Only for calls that may be repeated.
 */
export async function callApi(access: ApiAccess, path: string, init: RequestInit = {}): Promise<ApiAnswer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await tryOnce(access, path, init);
    if ("body" in answer) return answer;
    await backOff(access, answer.reason, attempt, answer.retryAfterMs);
  }
}

/** Waits before the next try, the longer the more there were. Throws UnreachableError where there were enough. */
export async function backOff(access: ApiAccess, reason: string, attempt: number, askedMs?: number): Promise<void> {
  if (attempt >= ATTEMPTS_MAX) throw new UnreachableError(`${access.url} ${reason}, after ${attempt} tries.`);
  const backoffMs = Math.min(WAIT_MS_MAX, WAIT_MS_FIRST * 2 ** (attempt - 1)) * (0.5 + access.random() / 2);
  const ms = Math.round(askedMs ?? backoffMs);
  access.onWait(reason, ms);
  await access.sleep(ms);
}

type Attempt = ApiAnswer | { readonly reason: string; readonly retryAfterMs: number | undefined };

async function tryOnce(access: ApiAccess, path: string, init: RequestInit): Promise<Attempt> {
  try {
    const response = await access.fetch(access.url + path, {
      ...init,
      headers: { ...toRecord(init.headers), authorization: `Bearer ${access.key}` },
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const text = await response.text();
    if (!TRANSIENT.has(response.status)) return { status: response.status, body: parseBody(text) };
    return { reason: `answered ${response.status}`, retryAfterMs: retryAfterMs(response.headers.get("retry-after")) };
  } catch (error) {
    return { reason: `did not answer (${causeOf(error)})`, retryAfterMs: undefined };
  }
}

const toRecord = (headers: RequestInit["headers"]): Record<string, string> => Object.fromEntries(new Headers(headers));

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error) return "code" in cause ? String(cause.code) : cause.message;
  return error.message;
}

/** Of seconds; a date, which this API never sends, counts as none. At most 5 minutes. */
function retryAfterMs(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Math.min(Number(header), 300) * 1000 : undefined;
}

function parseBody(text: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(text);
    // A JSON object's members are unknown each; callers look at their types.
    if (typeof body === "object" && body !== null) return body as Readonly<Record<string, unknown>>;
  } catch {
    // Proxies answer HTML.
  }
  return {};
}

/** What a problem+json body says, in one line. */
export function problemText({ status, body }: ApiAnswer): string {
  const text = [body["title"], body["detail"]].filter((part) => typeof part === "string").join(": ");
  return text === "" ? `HTTP ${status}` : `${text} (HTTP ${status})`;
}
