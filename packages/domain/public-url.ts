import { isIP } from "node:net";
import { LIMITS } from "./limits.ts";
import { isPublicAddress } from "./public-address.ts";

/** Names that never stand for a host of the public internet. Source: RFC 6761, 6762, 7686, 8375, 9476; clouds use `internal`. */
const SPECIAL_NAMES =
  /(?:^|\.)(?:local|localhost|localdomain|internal|intranet|private|corp|home|lan|home\.arpa|in-addr\.arpa|ip6\.arpa|onion|alt|test|invalid|example)$/;
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
/** A parser drops or turns these around: what is read is not what is connected to. */
const AMBIGUOUS = /[\p{Cc}\s\\]/u;

/** A host as it is connected to: an address without brackets, or a name. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");

/** Only on the embedded stack and in tests: a receiver on this very machine. */
export const isLoopbackUrl = (url: URL): boolean => url.protocol === "http:" && url.hostname === "127.0.0.1";

/**
 * Why nothing may be sent to a URL; undefined where it may, as far as its text says. Every spelling of an address is judged as
 * what it stands for: WHATWG's parser has turned octal, hex, decimal and full-width digits into the one form before.
 * What a name resolves to is judged elsewhere, whenever it does.
 */
export function urlFault(text: string, allowLoopback: boolean): string | undefined {
  if (text.length > LIMITS.urlCharacters) return `This is longer than ${LIMITS.urlCharacters} characters.`;
  if (AMBIGUOUS.test(text)) return "This holds white space, a control character or a backslash.";
  if (!URL.canParse(text)) return "This is not a URL.";
  const url = new URL(text);
  if (allowLoopback && isLoopbackUrl(url)) return undefined;
  if (url.protocol !== "https:") return "This is not an https URL.";
  if (url.port !== "") return "This names another port than 443.";
  if (url.username !== "" || url.password !== "" || text.split(/[/?#]/)[2]?.includes("@"))
    return "This holds a user name or a password.";
  if (text.includes("#")) return "This has a fragment.";
  return hostFault(hostOf(url));
}

function hostFault(host: string): string | undefined {
  if (isIP(host) !== 0) return isPublicAddress(host) ? undefined : "This is not an address of the public internet.";
  const labels = host.split(".");
  const isName = labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? "");
  if (!isName || SPECIAL_NAMES.test(host)) return "This is not the full name of a host of the public internet.";
  return undefined;
}
