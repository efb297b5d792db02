import { DomainError, type Fault } from "@outlay/domain/errors";

/**
 * The texts of headers that `keyOf` has a key for. A value, once it is `unquoted`, is ASCII, and any character of it may be
 * percent-encoded UTF-8. Throws `invalid_request` with all values that cannot be decoded.
 */
export function headerTexts<Key>(
  headers: Headers,
  keyOf: (header: string) => Key | undefined,
  unquoted: (value: string) => string = (value) => value,
): readonly (readonly [key: Key, text: string])[] {
  const faults: Fault[] = [];
  const texts: [Key, string][] = [];
  for (const [header, value] of headers) {
    const key = keyOf(header);
    if (key === undefined) continue;
    const text = decode(unquoted(value));
    if (text === undefined) faults.push({ pointer: `header:${header}`, detail: "This is no percent-encoded UTF-8." });
    else texts.push([key, text]);
  }
  if (faults.length === 0) return texts;
  throw new DomainError("invalid_request", "Some headers cannot be read; see errors.", { faults });
}

function decode(value: string): string | undefined {
  if (!/^[\x20-\x7e]*$/.test(value)) return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
