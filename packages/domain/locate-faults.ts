import type { Fault } from "./errors.ts";
import { pointerStep } from "./json-pointer.ts";
import { LIMITS } from "./limits.ts";

/**
 * Where in a JSON text a member stands twice, is called `__proto__`, or a number is beyond a double's range. The text has
 * been parsed, so its grammar holds, and its nesting is bounded. At most LIMITS.faultsPerEvent.
 */
export function locateFaults(text: string): Fault[] {
  const faults: Fault[] = [];
  const report = (pointer: string, detail: string) => {
    if (faults.length < LIMITS.faultsPerEvent) faults.push({ pointer, detail });
  };
  readValue(text, 0, "", report);
  return faults;
}

type Report = (pointer: string, detail: string) => void;

/** A step of a pointer; a long name is cut, so that an answer stays small. */
export const shortStep = (name: string): string => pointerStep(name.length > 100 ? `${name.slice(0, 100)}…` : name);

/** Reads the value at or after `at`; returns the place after it. */
function readValue(text: string, at: number, pointer: string, report: Report): number {
  const start = skip(SPACES, text, at);
  const first = text[start];
  if (first === "{") return readObject(text, start, pointer, report);
  if (first === "[") return readArray(text, start, pointer, report);
  if (first === '"') return stringEnd(text, start, text.length) + 1;
  const end = skip(SCALAR, text, start);
  if (Number(text.slice(start, end)) === Infinity || Number(text.slice(start, end)) === -Infinity) {
    report(pointer, "This number is beyond what a double holds.");
  }
  return end;
}

function readObject(text: string, open: number, pointer: string, report: Report): number {
  const names = new Set<string>();
  let at = skip(SPACES, text, open + 1);
  while (text[at] === '"') {
    const end = stringEnd(text, at, text.length) + 1;
    const name = String(JSON.parse(text.slice(at, end)));
    const place = pointer + shortStep(name);
    if (name === "__proto__") report(place, "A member cannot be called __proto__.");
    else if (names.has(name)) report(place, "This member stands twice.");
    names.add(name);
    at = readValue(text, skip(SPACES, text, end) + 1, place, report);
    at = skip(SPACES, text, at);
    if (text[at] === ",") at = skip(SPACES, text, at + 1);
  }
  return at + 1;
}

function readArray(text: string, open: number, pointer: string, report: Report): number {
  let at = skip(SPACES, text, open + 1);
  for (let index = 0; text[at] !== "]" && at < text.length; index += 1) {
    at = skip(SPACES, text, readValue(text, at, `${pointer}/${index}`, report));
    if (text[at] === ",") at = skip(SPACES, text, at + 1);
  }
  return at + 1;
}

const SPACES = /[ \t\n\r]*/y;
const SCALAR = /[^ \t\n\r,\]}]*/y;

/** The place after what the sticky pattern matches at `at`. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Where the string that opens at `at` ends; `end` for one that does not. */
export function stringEnd(text: string, at: number, end: number): number {
  for (let next = at + 1; next < end; next += 1) {
    const code = text.charCodeAt(next);
    if (code === QUOTE) return next;
    if (code === BACKSLASH) next += 1;
  }
  return end;
}
