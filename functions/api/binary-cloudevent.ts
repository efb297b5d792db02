import { headerTexts } from "./header-texts.ts";

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
  return Object.fromEntries(headerTexts(headers, attributeOf, unquoted));
}

function attributeOf(header: string): string | undefined {
  const name = header.startsWith(PREFIX) ? header.slice(PREFIX.length) : undefined;
  return name === undefined || IN_BODY.has(name) ? undefined : name;
}

/** RFC 7230, section 3.2.6. */
const unquoted = (value: string): string =>
  /^".*"$/s.test(value) && value.length > 1 ? value.slice(1, -1).replaceAll(/\\(.)/g, "$1") : value;
