import type { ClientRequest, IncomingMessage } from "node:http";
import type { AttemptError } from "@outlay/domain/delivery";
import { NotFound, NotPublic, publicRequest, type Reach } from "@outlay/platform/public-request";
import type { Post, Reached } from "@outlay/services/context";

export interface PostSettings extends Reach {
  /** From the beginning to a connection whose certificate is checked. */
  readonly connectMs: number;
  /** From the beginning to the status. */
  readonly totalMs: number;
  /** From the status to the end of the body, which is read to be polite, and dropped. */
  readonly bodyMs: number;
  readonly bodyBytesMax: number;
}

export const POST_LIMITS = { connectMs: 5_000, totalMs: 15_000, bodyMs: 1_000, bodyBytesMax: 64 * 1024 } as const;

/**
 * Sends POSTs to hosts of the public internet, and to nothing else: see `publicRequest`. An answer that redirects is a failure. Of an answer
 * only the status and Retry-After are looked at.
 */
export function publicPost(settings: PostSettings): Post {
  return async ({ url, headers, body }) => {
    const bytes = Buffer.from(body);
    const request = publicRequest(settings, url, {
      method: "POST",
      headers: { ...headers, "content-length": String(bytes.length) },
    });
    return request === undefined ? failure("not_public") : send(settings, request, bytes);
  };
}

const failure = (error: AttemptError): Reached => ({ statusCode: null, error, retryAfter: null });

function send(settings: PostSettings, request: ClientRequest, body: Buffer): Promise<Reached> {
  return new Promise((resolve) => {
    const end = (reached: Reached) => {
      clearTimeout(connecting);
      clearTimeout(waiting);
      resolve(reached);
    };
    const giveUp = (error: AttemptError) => {
      end(failure(error));
      request.destroy();
    };
    const connecting = setTimeout(() => giveUp("timeout"), settings.connectMs);
    const waiting = setTimeout(() => giveUp("timeout"), settings.totalMs);
    onConnected(request, () => clearTimeout(connecting));
    request.on("error", (error) => end(failure(errorOf(error))));
    request.on("response", (response) => {
      end(reachedOf(response));
      drop(settings, request, response);
    });
    request.end(body);
  });
}

function onConnected(request: ClientRequest, connected: () => void): void {
  const event = request.protocol === "https:" ? "secureConnect" : "connect";
  request.on("socket", (socket) => void socket.once(event, connected));
}

function reachedOf({ statusCode = 0, headers }: IncomingMessage): Reached {
  const isTaken = statusCode >= 200 && statusCode < 300;
  const isRedirect = statusCode >= 300 && statusCode < 400;
  return {
    statusCode,
    error: isTaken ? null : isRedirect ? "redirected" : "http_status",
    retryAfter: headers["retry-after"] ?? null,
  };
}

/** Reads a little of the body, whatever it is, and lets go. */
function drop({ bodyMs, bodyBytesMax }: PostSettings, request: ClientRequest, response: IncomingMessage): void {
  const bound = setTimeout(() => request.destroy(), bodyMs);
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bodyBytesMax) request.destroy();
  });
  response.on("error", () => {});
  response.on("close", () => clearTimeout(bound));
}

function errorOf(error: Error): AttemptError {
  if (error instanceof NotPublic) return "not_public";
  if (error instanceof NotFound) return "name_not_found";
  const code = "code" in error ? String(error.code) : "";
  return /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_|UNABLE_|SELF_SIGNED|EPROTO)/.test(code) ? "tls_failed" : "connection_failed";
}
