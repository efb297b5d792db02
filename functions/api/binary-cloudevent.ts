import { DomainError, type Fault } from "@outlay/domain/errors";

const PREFIX = "ce-";
/** Any of these makes a request a CloudEvent in binary mode: its attributes are headers, and its body is its data. */
const SIGNS = ["specversion", "id", "source", "type"];

/** What the body and its Content-Type say in this mode. */
const IN_BODY: ReadonlySet<string> = new Set(["data", "data_base64", "datacontenttype"]);

export const isBinaryCloudEvent = (headers: Headers): boolean => SIGNS.some((name) => headers.has(PREFIX + name));

/**
 * The attributes of a CloudEvent in binary mode, extensions included, by their names. A value may stand in double quotes, and any
 * character of it may be percent-encoded UTF-8. Throws `invalid_request` with all values that cannot be decoded.
 * Source: CloudEvents 1.0.2, HTTP protocol binding, 3.1.3.2.
 */
export function readBinaryAttributes(headers: Headers): Readonly<Record<string, string>> {
  const faults: Fault[] = [];
  const attributes: [string, string][] = [];
  for (const [header, value] of headers) {
    if (!header.startsWith(PREFIX) || IN_BODY.has(header.slice(PREFIX.length))) continue;
    const text = decode(unquoted(value));
    if (text === undefined) faults.push({ pointer: `header:${header}`, detail: "This is no percent-encoded UTF-8." });
    else attributes.push([header.slice(PREFIX.length), text]);
  }
  if (faults.length === 0) return Object.fromEntries(attributes);
  throw new DomainError("invalid_request", "Some headers cannot be read; see errors.", { faults });
}

/** RFC 7230, section 3.2.6. */
const unquoted = (value: string): string =>
  /^".*"$/s.test(value) && value.length > 1 ? value.slice(1, -1).replaceAll(/\\(.)/g, "$1") : value;

function decode(value: string): string | undefined {
  if (!/^[\x20-\x7e]*$/.test(value)) return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
