import { invalidRequest } from "@outlay/domain/errors";
import { isPublicAddress } from "@outlay/domain/public-address";
import { hostOf, isLoopbackUrl, urlFault } from "@outlay/domain/public-url";

export interface EndpointChecking {
  /** Only on the embedded stack and in tests: receivers at http://127.0.0.1. */
  readonly allowsLoopback: boolean;
  /** All addresses that a name stands for now; none where it stands for none. */
  readonly resolveHost: (name: string) => Promise<readonly string[]>;
}

/**
 * Holds a URL to what may be sent to: see `urlFault`; and every address of its host is public now. What it stands for later is judged
 * again at each connection. Throws `invalid_request`.
 */
export async function requirePublicEndpoint(
  { allowsLoopback, resolveHost }: EndpointChecking,
  text: string,
): Promise<URL> {
  const fault = urlFault(text, allowsLoopback);
  if (fault !== undefined) throw refused(fault);
  const url = new URL(text);
  if (allowsLoopback && isLoopbackUrl(url)) return url;
  const addresses = await resolveHost(hostOf(url));
  if (addresses.length === 0) throw refused("This names a host that cannot be found.");
  if (!addresses.every(isPublicAddress)) throw refused("This names a host that is not one of the public internet.");
  return url;
}

const refused = (detail: string) => invalidRequest({ pointer: "/url", detail });
