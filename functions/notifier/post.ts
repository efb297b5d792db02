import { type ClientRequest, type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { AttemptError } from "@outlay/domain/delivery";
import { isPublicAddress } from "@outlay/domain/public-address";
import { hostOf, isLoopbackUrl, urlFault } from "@outlay/domain/public-url";
import type { ResolveAll } from "@outlay/platform/resolve-host";
import type { Post, Reached } from "@outlay/services/context";

export interface PostSettings {
  /** Only on the embedded stack and in tests: receivers at http://127.0.0.1. */
  readonly allowsLoopback: boolean;
  readonly resolveAll: ResolveAll;
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
 * Sends POSTs to hosts of the public internet, and to nothing else. A URL is judged before each request; the very addresses that are
 * connected to are judged at each connection, so a name cannot stand for another host a moment later, and the certificate is still held
 * to the name. An answer that redirects is a failure, and is not followed. Of an answer only the status and Retry-After are looked at.
 */
export function publicPost(settings: PostSettings): Post {
  return async ({ url: text, headers, body }) => {
    // Literals are never looked up, so they are judged here.
    if (urlFault(text, settings.allowsLoopback) !== undefined) return failure("not_public");
    return send(settings, new URL(text), headers, body);
  };
}

const failure = (error: AttemptError): Reached => ({ statusCode: null, error, retryAfter: null });

/** Fails the connection of a name of which any address is not public. */
class NotPublic extends Error {}
class NotFound extends Error {}

function pinnedLookup(resolveAll: ResolveAll): LookupFunction {
  return (name, options, callback) => {
    const answer = async () => {
      const resolved = await resolveAll(name);
      if (resolved.length === 0) throw new NotFound(name);
      if (!resolved.every(({ address }) => isPublicAddress(address))) throw new NotPublic(name);
      return resolved;
    };
    answer().then(
      (resolved) => {
        const [first] = resolved;
        if (options.all === true) callback(null, [...resolved]);
        else callback(null, first?.address ?? "", first?.family ?? 4);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), ""),
    );
  };
}

function send(
  settings: PostSettings,
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Reached> {
  return new Promise((resolve) => {
    const bytes = Buffer.from(body);
    const host = hostOf(url);
    const isLoopback = settings.allowsLoopback && isLoopbackUrl(url);
    const options = {
      method: "POST",
      host,
      path: `${url.pathname}${url.search}`,
      headers: {
        ...headers,
        host: url.host,
        "content-length": String(bytes.length),
        "accept-encoding": "identity",
        connection: "close",
      },
      agent: false, // No connection is kept: each is judged.
    } as const;
    const request = isLoopback
      ? httpRequest({ ...options, port: url.port || 80 })
      : httpsRequest({
          ...options,
          port: 443,
          lookup: pinnedLookup(settings.resolveAll),
          ...(isIP(host) === 0 && { servername: host }),
        });
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
    onConnected(request, isLoopback, () => clearTimeout(connecting));
    request.on("error", (error) => end(failure(errorOf(error))));
    request.on("response", (response) => {
      end(reachedOf(response));
      drop(settings, request, response);
    });
    request.end(bytes);
  });
}

const onConnected = (request: ClientRequest, isLoopback: boolean, connected: () => void) =>
  void request.on("socket", (socket) => void socket.once(isLoopback ? "connect" : "secureConnect", connected));

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
