import { backOffMs, retryAfterMs } from "./back-off.ts";
import { type Clock, sleep } from "./clock.ts";

/** Where Outlay is, and what of the world asking it takes. */
export interface Transport {
  /** Without a slash at its end. */
  readonly url: string;
  readonly apiKey: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
}

export interface Sent {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Names the call, so that Outlay does it once however often it is sent. */
  readonly key?: string;
  readonly body: string | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface Call extends Sent {
  /** For all tries and waits together. */
  readonly timeoutMs: number;
  /** Sending it twice does no more than sending it once, also where it has a key. */
  readonly isRepeatable: boolean;
}

/** What Outlay, or something before it, said. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined where it is no JSON. */
  readonly body: unknown;
}

/** Nothing was said, and nothing is known of what became of the call. */
export interface Silence {
  readonly status: null;
  readonly cause: unknown;
}

export type Reply = Answer | Silence;

const BUSY: ReadonlySet<number | null> = new Set([null, 408, 425, 429, 500, 502, 503, 504]);
/** Refused before anything was done. */
const UNTOUCHED = 429;

/**
 * Calls until there is an answer that another try would not change, or no time for one: then it gives the last reply. Rejects
 * only with the reason of the caller's signal.
 */
export async function callOutlay(transport: Transport, call: Call): Promise<Reply> {
  const { clock, random } = transport;
  const endsAtMs = clock.nowMs() + call.timeoutMs;
  let sent: Sent = call;
  for (let failures = 1; ; failures += 1) {
    const reply = await tryOnce(transport, sent, endsAtMs - clock.nowMs());
    if (!isWorthAnotherTry(reply, call)) return reply;
    // Outlay keeps a key for a minute after such an answer, in case its work was done. It says that it was not.
    if (isUndone(reply) && call.key !== undefined) sent = { ...call, key: `${call.key}.${failures}` };
    const waitMs = askedWaitMs(reply, clock.nowMs()) ?? backOffMs(failures, random);
    if (clock.nowMs() + waitMs >= endsAtMs) return reply;
    await sleep(clock, waitMs, call.signal);
  }
}

/** One try, for at most so many ms. Rejects only with the reason of the caller's signal. */
export async function tryOnce(transport: Transport, call: Sent, ms: number): Promise<Reply> {
  const { signal } = call;
  signal?.throwIfAborted();
  const abort = new AbortController();
  const onAbort = () => abort.abort(signal?.reason);
  const cancel = transport.clock.after(ms, () => abort.abort(new Error(`No answer within ${ms} ms.`)), true);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    const response = await transport.fetch(transport.url + call.path, {
      method: call.method,
      headers: {
        ...call.headers,
        ...(call.key !== undefined && { "idempotency-key": call.key }),
        authorization: `Bearer ${transport.apiKey}`,
      },
      signal: abort.signal,
      ...(call.body !== undefined && { body: call.body }),
    });
    return { status: response.status, headers: response.headers, body: parseJson(await response.text()) };
  } catch (cause) {
    signal?.throwIfAborted();
    return { status: null, cause };
  } finally {
    cancel();
    signal?.removeEventListener("abort", onAbort);
  }
}

/** How long the answer asks to wait. */
export const askedWaitMs = (reply: Reply, nowMs: number): number | undefined =>
  reply.status === null ? undefined : retryAfterMs(reply.headers.get("retry-after"), nowMs);

function isWorthAnotherTry(reply: Reply, { isRepeatable }: Call): boolean {
  if (reply.status === UNTOUCHED) return !isForGood(reply);
  return isRepeatable && (BUSY.has(reply.status) || isStillRunning(reply));
}

/** The first try of this call is being worked on: its reply was lost, or is late. */
const isStillRunning = (reply: Reply): boolean =>
  reply.status === 409 && memberOf(reply.body, "code") === "idempotency_key_in_progress";

/** A rate limit that says no time to come back is smaller than the call itself. */
const isForGood = (reply: Answer): boolean =>
  memberOf(reply.body, "code") === "rate_limited" && !reply.headers.has("retry-after");

/** Nothing was done, and Outlay said so. */
const UNDONE_CODES: ReadonlySet<unknown> = new Set(["unavailable", "caps_unavailable"]);
const isUndone = (reply: Reply): boolean => reply.status === 503 && UNDONE_CODES.has(memberOf(reply.body, "code"));

/** A member of a JSON object, if there is one. */
export const memberOf = (body: unknown, name: string): unknown =>
  typeof body === "object" && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Proxies answer HTML, and 204 nothing.
  }
}
