import { type ClientRequest, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "@outlay/domain/public-address";
import { hostOf, isLoopbackUrl, urlFault } from "@outlay/domain/public-url";
import type { ResolveAll } from "./resolve-host.ts";

/** What may be reached beside the public internet, and how its names are found. */
export interface Reach {
  /** Only on the embedded stack and in tests: hosts at http://127.0.0.1. */
  readonly allowsLoopback: boolean;
  readonly resolveAll: ResolveAll;
}

/** A name of which any address is not public: fails the connection. */
export class NotPublic extends Error {}
/** A name that stands for no address: fails the connection. */
export class NotFound extends Error {}

/**
 * A request to a host of the public internet, not sent yet; undefined where the URL is of none. Whatever leaves this system for a URL that
 * somebody stated leaves here. The URL is judged before each request; the very addresses that are connected to are judged at each
 * connection, so a name cannot stand for another host a moment later, and the certificate is still held to the name. No connection is kept,
 * as each is judged. An answer that redirects is an answer, and is not followed.
 */
export function publicRequest(
  { allowsLoopback, resolveAll }: Reach,
  text: string,
  { method, headers }: { readonly method: "GET" | "POST"; readonly headers: Readonly<Record<string, string>> },
): ClientRequest | undefined {
  // Literals are never looked up, so they are judged here.
  if (urlFault(text, allowsLoopback) !== undefined) return undefined;
  const url = new URL(text);
  const host = hostOf(url);
  const options = {
    method,
    host,
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, host: url.host, "accept-encoding": "identity", connection: "close" },
    agent: false,
  } as const;
  if (allowsLoopback && isLoopbackUrl(url)) return httpRequest({ ...options, port: url.port || 80 });
  return httpsRequest({
    ...options,
    port: 443,
    lookup: pinnedLookup(resolveAll),
    ...(isIP(host) === 0 && { servername: host }),
  });
}

/** Looks a name up once, and gives the connection just the addresses that were judged. */
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
