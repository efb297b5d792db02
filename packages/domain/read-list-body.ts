import type { Fault } from "./errors.ts";
import { DomainError } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import { textFault } from "./plain-text.ts";
import { parseStrictElements, parseStrictLines, type StrictValue } from "./strict-json.ts";

/** An element that was not taken. `index` is its place in the body, from 0; pointers start at the body. */
export interface Refusal {
  readonly index: number;
  /** What the element calls itself, where that much can be read. */
  readonly id?: string;
  readonly code: "invalid_request" | "unavailable";
  readonly errors: readonly Fault[];
}

export interface ListBody<Thing> {
  /** Fit to be accepted, with their places in the body. */
  readonly fit: readonly { readonly index: number; readonly thing: Thing }[];
  readonly refused: readonly Refusal[];
  /** Of an element's place: "/3" in a list (an NDJSON body is one, empty lines not counted), "" where the body is the element. */
  readonly pointerOf: (index: number) => string;
}

export interface ListRules<Thing> {
  /** As messages say it, e.g. "event". */
  readonly noun: string;
  readonly elementsMax: number;
  readonly read: (value: unknown) => { readonly fit: Thing } | { readonly faults: readonly Fault[] };
}

/**
 * Judges each element of a body by itself: one JSON object, an array of them, or NDJSON. Throws `malformed_body` where the body is
 * not JSON, `too_many_events`, `invalid_request` where it holds nothing.
 */
export function readListBody<Thing>(
  format: "json" | "ndjson",
  bytes: Uint8Array,
  { noun, elementsMax, read }: ListRules<Thing>,
): ListBody<Thing> {
  const limits = { depthMax: LIMITS.nesting, elementsMax };
  const { isList, elements } =
    format === "json"
      ? parseStrictElements(bytes, limits)
      : { isList: true, elements: parseStrictLines(bytes, limits) };
  if (elements.length === 0) throw new DomainError("invalid_request", `The body holds no ${noun}.`);

  const pointerOf = (index: number) => (isList ? `/${index}` : "");
  const fit: { index: number; thing: Thing }[] = [];
  const refused: Refusal[] = [];
  let faultsListed = 0;
  for (const [index, element] of elements.entries()) {
    const judged = element.faults.length > 0 ? { faults: element.faults } : read(element.value);
    if ("fit" in judged) {
      fit.push({ index, thing: judged.fit });
      continue;
    }
    const listed = faultsListed < LIMITS.faultsPerAnswer ? judged.faults : judged.faults.slice(0, 1);
    faultsListed += listed.length;
    const errors = listed.map(({ pointer, detail }) => ({ pointer: pointerOf(index) + pointer, detail }));
    refused.push({ index, ...idOf(element), code: "invalid_request", errors });
  }
  return { fit, refused, pointerOf };
}

/** Only an id that could be one is sent back. */
function idOf({ value }: StrictValue): { id?: string } {
  if (typeof value !== "object" || value === null || !("id" in value)) return {};
  const { id } = value;
  return typeof id === "string" && textFault(id, LIMITS.idCharacters) === undefined ? { id } : {};
}
