import type { Clock } from "./clock.ts";

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Lets so many ms pass, and all that follows of them. */
  readonly pass: (ms: number) => Promise<void>;
  /** How many waits are under way, and how many of them keep the process alive. */
  readonly pending: () => { readonly all: number; readonly holding: number };
}

interface Wait {
  readonly atMs: number;
  readonly work: () => void;
  readonly holds: boolean;
}

/** A clock that starts at 2026-11-02T09:00:00Z. */
export function fakeClock(): FakeClock {
  let nowMs = Date.parse("2026-11-02T09:00:00Z");
  const waits = new Set<Wait>();
  const pass = async (ms: number) => {
    const untilMs = nowMs + ms;
    await settled();
    for (let next = earliest(waits, untilMs); next !== undefined; next = earliest(waits, untilMs)) {
      waits.delete(next);
      nowMs = Math.max(nowMs, next.atMs);
      next.work();
      await settled();
    }
    nowMs = untilMs;
  };
  return {
    nowMs: () => nowMs,
    after: (ms, work, holds) => {
      const wait = { atMs: nowMs + ms, work, holds };
      waits.add(wait);
      return () => void waits.delete(wait);
    },
    pass,
    pending: () => ({ all: waits.size, holding: [...waits].filter(({ holds }) => holds).length }),
  };
}

const earliest = (waits: ReadonlySet<Wait>, untilMs: number): Wait | undefined =>
  [...waits].filter(({ atMs }) => atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0];

/** Whatever promises make of each other is done after a turn of the event loop. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly text: string;
  /** The lines of an NDJSON body. */
  readonly lines: readonly Record<string, unknown>[];
}

export interface FakeReply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a test makes of a request: an answer, or "lost" (no reply ever comes), or "broken" (the connection fails). */
export type Answering = (request: SeenRequest, count: number) => FakeReply | "lost" | "broken";

/** A fetch that answers as a test says, and keeps what it was asked. */
export function fakeFetch(answering: Answering) {
  const seen: SeenRequest[] = [];
  const asked: typeof fetch = (input, init = {}) => {
    const { signal } = init;
    const text = typeof init.body === "string" ? init.body : "";
    const headers = new Headers(init.headers);
    const isNdjson = headers.get("content-type") === "application/x-ndjson";
    const lines = isNdjson ? text.split("\n").map((line): Record<string, unknown> => JSON.parse(line)) : [];
    const url = new URL(typeof input === "string" ? input : input instanceof URL ? input.href : input.url);
    const request = { method: init.method ?? "GET", path: url.pathname + url.search, headers, text, lines };
    seen.push(request);
    const reply = answering(request, seen.length);
    if (reply === "broken") return Promise.reject(new TypeError("fetch failed"));
    return new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      if (reply === "lost") return;
      const body = reply.body === undefined ? null : JSON.stringify(reply.body);
      resolve(new Response(body, { status: reply.status, headers: { ...reply.headers } }));
    });
  };
  return { fetch: asked, seen };
}

/** The API's receipt of a request's lines; each that `refuses` gives a reason for is refused. */
export function receipt(
  { lines }: SeenRequest,
  refuses: (line: Record<string, unknown>) => string | undefined = () => undefined,
): FakeReply {
  const refused = lines.flatMap((line, index) => {
    const detail = refuses(line);
    return detail === undefined
      ? []
      : [{ index, code: detail === "later" ? "unavailable" : "invalid_request", errors: [{ pointer: "/x", detail }] }];
  });
  const isNone = refused.length === lines.length;
  return { status: isNone ? 422 : 202, body: { accepted: lines.length - refused.length, refused } };
}

/** A problem as the API answers it. */
export const problem = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): FakeReply => ({
  status,
  headers,
  body: { type: `errors#${code}`, title: "Title", status, code, detail: "Detail.", instance: "req_1" },
});
