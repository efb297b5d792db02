import { askedWaitMs, memberOf, type Reply } from "./transport.ts";

export interface Fault {
  /** Where: a JSON pointer into the body, or `?name` of a query. */
  readonly pointer: string;
  readonly detail: string;
}

/** Outlay refused a call, or did not answer it. */
export class OutlayError extends Error {
  override readonly name = "OutlayError";
  /** Null where there was no answer. */
  readonly status: number | null;
  /** Stable, of docs/errors.md; `unreachable` where there was no answer, `unknown` where it was none of Outlay's. */
  readonly code: string;
  readonly errors: readonly Fault[];
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;

  constructor(message: string, told: Omit<OutlayError, keyof Error> & { readonly cause?: unknown }) {
    super(message, { cause: told.cause });
    this.status = told.status;
    this.code = told.code;
    this.errors = told.errors;
    this.requestId = told.requestId;
    this.retryAfterMs = told.retryAfterMs;
  }
}

/** What a reply that is no success says, as an error. */
export function errorOf(reply: Reply, nowMs: number): OutlayError {
  if (reply.status === null) {
    const why = reply.cause instanceof Error ? reply.cause.message : String(reply.cause);
    const told = { status: null, code: "unreachable", errors: [], requestId: null, retryAfterMs: null };
    return new OutlayError(`Outlay did not answer: ${why}`, { ...told, cause: reply.cause });
  }
  const { status, body } = reply;
  const [code, title, detail, instance] = ["code", "title", "detail", "instance"].map((name) => textAt(body, name));
  const said = [title, detail].filter((part) => part !== undefined).join(": ");
  return new OutlayError(`${said === "" ? "Outlay's answer is none of its own" : said} (HTTP ${status})`, {
    status,
    code: code ?? "unknown",
    errors: faultsOf(body),
    requestId: instance ?? null,
    retryAfterMs: askedWaitMs(reply, nowMs) ?? null,
  });
}

/** The faults that a body lists. */
export function faultsOf(body: unknown): readonly Fault[] {
  const errors = memberOf(body, "errors");
  if (!Array.isArray(errors)) return [];
  return errors.map((error: unknown) => ({
    pointer: textAt(error, "pointer") ?? "",
    detail: textAt(error, "detail") ?? "",
  }));
}

function textAt(body: unknown, name: string): string | undefined {
  const value = memberOf(body, name);
  return typeof value === "string" ? value : undefined;
}
