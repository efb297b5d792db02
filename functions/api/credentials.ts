import { looksLikeApiKey } from "@outlay/domain/api-key-text";
import type { Credential } from "./router.ts";

/** `Bearer` and one token of visible characters. */
const BEARER = /^bearer ([\x21-\x7e]{1,8192})$/i;
const BASIC = /^basic ([A-Za-z0-9+/]{1,1024}={0,2})$/i;

/**
 * The token of a request, by one of the credentials that its operation takes; undefined without. As a password, or in a product's own
 * header, it is an API key and nothing else.
 */
export function presentedToken(
  header: (name: string) => string | undefined,
  credentials: ReadonlySet<Credential>,
): string | undefined {
  const authorization = header("Authorization");
  const bearer = BEARER.exec(authorization ?? "")?.[1];
  if (bearer !== undefined) return bearer;
  if (credentials.has("basic")) return apiKeyOf(passwordOf(authorization ?? ""));
  if (credentials.has("portkey") && authorization === undefined) return apiKeyOf(header("x-portkey-api-key"));
  return undefined;
}

const apiKeyOf = (text: string | undefined): string | undefined =>
  text !== undefined && looksLikeApiKey(text) ? text : undefined;

/** RFC 7617: the user's name ends at the first colon. */
function passwordOf(authorization: string): string | undefined {
  const pair = Buffer.from(BASIC.exec(authorization)?.[1] ?? "", "base64").toString("utf8");
  const colon = pair.indexOf(":");
  return colon < 0 ? undefined : pair.slice(colon + 1);
}
