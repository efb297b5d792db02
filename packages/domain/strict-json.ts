import { DomainError, type Fault } from "./errors.ts";
import { locateFaults, stringEnd } from "./locate-faults.ts";

/**
 * JSON as two readers cannot read it differently: UTF-8 without a byte order mark, no member twice, no `__proto__`,
 * no number beyond a double's range, bounded nesting. Linear in the bytes, whatever they are.
 *
 * How: one scan counts members and nesting, JSON.parse does the work, and a walk counts the members that survived.
 * Only where the counts differ is the text read again, to say where.
 */
export interface StrictLimits {
  /** Levels of objects and arrays in one value; the value itself is the first. */
  readonly depthMax: number;
}

/** One value, and what is wrong with it. With faults, the value is not to be used. Pointers start at the value. */
export interface StrictValue {
  readonly value: unknown;
  readonly faults: readonly Fault[];
}

/** One line of NDJSON, counted from 1. */
export interface StrictLine extends StrictValue {
  readonly line: number;
}

/** Parses a whole body. Throws `malformed_body` for what is not JSON, `invalid_request` with all faults for the rest. */
export function parseStrictJson(bytes: Uint8Array, { depthMax }: StrictLimits): unknown {
  const text = decodeUtf8(bytes);
  const { value, faults } = readElement(text, wholeText(text), depthMax, "");
  if (faults.length > 0) throw new DomainError("invalid_request", "The body has faults; see errors.", { faults });
  return value;
}

/**
 * Parses a body that is one value, or an array of values that are judged each by itself. Throws `malformed_body` where the
 * body is not JSON, `too_many_events` on more than `elementsMax`.
 */
export function parseStrictElements(
  bytes: Uint8Array,
  { depthMax, elementsMax }: StrictLimits & { readonly elementsMax: number },
): { readonly isList: boolean; readonly elements: readonly StrictValue[] } {
  const text = decodeUtf8(bytes);
  const open = firstCharacter(text);
  if (text.charCodeAt(open) !== BRACKET) {
    return { isList: false, elements: [readElement(text, wholeText(text), depthMax, "")] };
  }
  const spans = splitArray(text, open, elementsMax);
  return { isList: true, elements: spans.map((span, index) => readElement(text, span, depthMax, `/${index}`)) };
}

/** An element of a list in a body, with the text of its own member `id`, which is read also where the rest has faults. */
export interface StrictElement extends StrictValue {
  readonly id: string | undefined;
}

/**
 * Parses an object of which the member `name` is an array of values that are judged each by itself. `rest` is the object with that
 * array empty, or the object as it is where it has no such array. Throws as parseStrictJson of the rest, and as parseStrictElements.
 */
export function parseStrictMember(
  bytes: Uint8Array,
  name: string,
  { depthMax, elementsMax }: StrictLimits & { readonly elementsMax: number },
): { readonly rest: unknown; readonly elements: readonly StrictElement[] } {
  const text = decodeUtf8(bytes);
  const [member] = membersOf(text, firstCharacter(text), text.length).filter(
    ({ start, end }) => nameAt(text, start) === JSON.stringify(name) && text.slice(start, end).trimEnd().endsWith("]"),
  );
  const open =
    member === undefined
      ? -1
      : firstCharacter(text, stringEnd(text, firstCharacter(text, member.start), text.length) + 1);
  const value = open < 0 ? open : firstCharacter(text, open + 1);
  if (member === undefined || text.charCodeAt(value) !== BRACKET)
    return { rest: parseStrictJson(bytes, { depthMax }), elements: [] };
  const around = encoder.encode(`${text.slice(0, value)}[]${text.slice(member.end)}`);
  const rest = parseStrictJson(around, { depthMax });
  const array = text.slice(value, member.end);
  const elements = splitArray(array, 0, elementsMax).map((span, index) => ({
    ...readElement(array, span, depthMax, `/${name}/${index}`),
    id: textMember(array, span, "id"),
  }));
  return { rest, elements };
}

/** Parses NDJSON, each line by itself: what is wrong with one is no fault of another. Empty lines are left out. */
export function parseStrictLines(
  bytes: Uint8Array,
  { depthMax, elementsMax }: StrictLimits & { readonly elementsMax: number },
): readonly StrictLine[] {
  const lines: StrictLine[] = [];
  for (const { line, start, end } of splitNdjson(bytes)) {
    if (lines.length === elementsMax) throw tooMany(elementsMax);
    lines.push({ line, ...readLine(bytes.subarray(start, end), depthMax) });
  }
  return lines;
}

function readLine(bytes: Uint8Array, depthMax: number): StrictValue {
  try {
    const text = decodeUtf8(bytes);
    return readElement(text, wholeText(text), depthMax, "");
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { value: undefined, faults: [{ pointer: "", detail: error.message }] };
  }
}

/** The byte ranges of lines that hold more than white space, with their numbers from 1. Lines end with LF or CR LF. */
export function* splitNdjson(bytes: Uint8Array): Generator<{ line: number; start: number; end: number }> {
  for (let line = 1, start = 0; start < bytes.length; line += 1) {
    const found = bytes.indexOf(NEWLINE, start);
    const end = found < 0 ? bytes.length : found;
    let first = start;
    while (first < end && isSpace(bytes[first])) first += 1;
    if (first < end) yield { line, start, end };
    start = end + 1;
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BRACKET = 0x5b;
const BRACE = 0x7b;
const BRACKET_END = 0x5d;
const BRACE_END = 0x7d;
const NEWLINE = 0x0a;
const isSpace = (code: number | undefined) => code === 0x20 || code === 0x09 || code === NEWLINE || code === 0x0d;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch (cause) {
    throw new DomainError("malformed_body", "This is not valid UTF-8.", { cause });
  }
  if (text.charCodeAt(0) === 0xfeff) throw malformed("", "JSON starts without a byte order mark.");
  return text;
}

function firstCharacter(text: string, from = 0): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** A part of a text that should be one value, and what the scan counted in it outside of strings. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly members: number;
  readonly depth: number;
}

const encoder = new TextEncoder();

/** The members of the object that opens at `open`; none of what is no object. It does not check grammar. */
function membersOf(text: string, open: number, end: number): Span[] {
  let close = end - 1;
  while (close > open && isSpace(text.charCodeAt(close))) close -= 1;
  if (text.charCodeAt(open) !== BRACE || text.charCodeAt(close) !== BRACE_END) return [];
  return scan(text, open + 1, close, Number.POSITIVE_INFINITY);
}

/** The string that comes first from `start`, with its quotes. */
function nameAt(text: string, start: number): string | undefined {
  const at = firstCharacter(text, start);
  return text.charCodeAt(at) === QUOTE ? text.slice(at, stringEnd(text, at, text.length) + 1) : undefined;
}

/** The text of a member that an object states once; undefined for anything else. */
function textMember(text: string, { start, end }: Span, name: string): string | undefined {
  const [only, ...others] = membersOf(text, firstCharacter(text, start), end).filter(
    (member) => nameAt(text, member.start) === JSON.stringify(name),
  );
  if (only === undefined || others.length > 0) return undefined;
  try {
    const value: unknown = JSON.parse(`{${text.slice(only.start, only.end)}}`);
    const member: unknown = typeof value === "object" && value !== null ? Object.values(value)[0] : undefined;
    return typeof member === "string" ? member : undefined;
  } catch {
    return undefined;
  }
}

function wholeText(text: string): Span {
  const [span = { start: 0, end: 0, members: 0, depth: 0 }] = scan(text, 0, text.length, 1);
  return span;
}

/** The elements of the array that opens at `open`. What is not between them must be an array's, or it throws. */
function splitArray(text: string, open: number, elementsMax: number): Span[] {
  let close = text.length - 1;
  while (isSpace(text.charCodeAt(close))) close -= 1;
  if (close <= open || text.charCodeAt(close) !== BRACKET_END) throw malformed("", "The array does not end.");
  const spans = scan(text, open + 1, close, elementsMax);
  const [only] = spans;
  const isEmpty = spans.length === 1 && only !== undefined && text.slice(only.start, only.end).trim() === "";
  return isEmpty ? [] : spans;
}

/**
 * Cuts `text` from `start` to `end` at the commas outside of strings and brackets. It does not check grammar: each part goes
 * through JSON.parse, which refuses whatever was cut wrong because brackets or quotes do not match.
 */
function scan(text: string, start: number, end: number, spansMax: number): Span[] {
  const spans: Span[] = [];
  let from = start;
  let members = 0;
  let depth = 0;
  let deepest = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at, end);
    else if (code === COLON) members += 1;
    else if (code === BRACE || code === BRACKET) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === BRACE_END || code === BRACKET_END) depth -= 1;
    else if (code === COMMA && depth === 0 && spansMax > 1) {
      spans.push({ start: from, end: at, members, depth: deepest });
      if (spans.length === spansMax) throw tooMany(spansMax);
      from = at + 1;
      members = 0;
      deepest = 0;
    }
  }
  spans.push({ start: from, end, members, depth: deepest });
  return spans;
}

function readElement(
  text: string,
  { start, end, members, depth }: Span,
  depthMax: number,
  pointer: string,
): StrictValue {
  // Not parsed at all: millions of brackets would cost hundreds of megabytes before they are refused.
  if (depth > depthMax) return refused(`It is nested deeper than ${depthMax} levels.`);
  const part = text.slice(start, end);
  let value: unknown;
  try {
    value = JSON.parse(part);
  } catch (cause) {
    throw malformed(pointer, pointer === "" ? "This is not JSON." : `The body is not JSON at ${pointer}.`, cause);
  }
  if (countMembers(value) === members) return { value, faults: [] };
  return { value: undefined, faults: locateFaults(part) };
}

const refused = (detail: string): StrictValue => ({ value: undefined, faults: [{ pointer: "", detail }] });

/** The members of all objects within; not a number where a number or a name is refused. */
function countMembers(value: unknown): number {
  if (typeof value === "number") return Number.isFinite(value) ? 0 : Number.NaN;
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const element of value) count += countMembers(element);
    return count;
  }
  for (const [name, member] of Object.entries(value)) {
    if (name === "__proto__") return Number.NaN;
    count += 1 + countMembers(member);
  }
  return count;
}

const malformed = (pointer: string, message: string, cause?: unknown) =>
  new DomainError("malformed_body", message, {
    cause,
    faults: pointer === "" ? [] : [{ pointer, detail: "not JSON" }],
  });

const tooMany = (max: number) => new DomainError("too_many_events", `A request here holds at most ${max}.`);
