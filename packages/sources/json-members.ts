import { assert } from "@outlay/domain/assert";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { pointerStep } from "@outlay/domain/json-pointer";

/** An object of a source's JSON and its place in the record, as a JSON pointer. */
export interface Members {
  readonly at: string;
  readonly of: Readonly<Record<string, unknown>>;
}

/** Why a record is not taken. Whoever reads whole records catches it, so that one bad record harms no neighbour. */
export const refusal = (pointer: string, detail: string): DomainError =>
  new DomainError("invalid_request", detail, { faults: [{ pointer, detail }] });

/** Throws a refusal for what is no object. */
export function objectAt(value: unknown, at: string): Members {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw refusal(at, "This is no object.");
  // An object's members are unknown each; whoever reads one looks at its type.
  return { at, of: value as Readonly<Record<string, unknown>> };
}

/** Null is as good as absent. Own members alone, so that no name reaches a prototype. */
function own({ of }: Members, name: string): unknown {
  return Object.hasOwn(of, name) ? (of[name] ?? undefined) : undefined;
}

export const pointerTo = ({ at }: Members, name: string | number): string => at + pointerStep(name);

export const has = (members: Members, name: string): boolean => own(members, name) !== undefined;

/** Refuses what is there and no object. */
export function object(members: Members | undefined, name: string): Members | undefined {
  const value = members && own(members, name);
  return members && value !== undefined ? objectAt(value, pointerTo(members, name)) : undefined;
}

/** The objects of an array; none where it is absent. Refuses what is there and no array of objects. */
export function objects(members: Members | undefined, name: string): readonly Members[] {
  const value = members && own(members, name);
  if (members === undefined || value === undefined) return [];
  const at = pointerTo(members, name);
  if (!Array.isArray(value)) throw refusal(at, "This is no array.");
  return value.map((element: unknown, index) => objectAt(element, `${at}/${index}`));
}

/** The objects of an array that may hold anything, e.g. a response's output: what is no object is passed over. */
export function looseObjects(members: Members, name: string): readonly Members[] {
  const value = own(members, name);
  if (!Array.isArray(value)) return [];
  return value.flatMap((element: unknown, index) =>
    typeof element === "object" && element !== null ? [objectAt({ ...element }, `${members.at}/${name}/${index}`)] : [],
  );
}

/** A whole number from 0; undefined where it is absent, which is not 0. Refuses everything else. */
export function count(members: Members | undefined, name: string): number | undefined {
  const value = members && own(members, name);
  if (members === undefined || value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > LIMITS.count) {
    throw refusal(pointerTo(members, name), `This is no whole number from 0 to ${LIMITS.count}.`);
  }
  return value + 0; // -0 becomes 0
}

/** A count without which there is no usage. */
export function requiredCount(members: Members, name: string): number {
  const value = count(members, name);
  if (value === undefined) throw refusal(pointerTo(members, name), "This count is missing.");
  return value;
}

/** A finite number from 0, e.g. of seconds; undefined where it is absent. */
export function amount(members: Members | undefined, name: string): number | undefined {
  const value = members && own(members, name);
  if (members === undefined || value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0 || value > LIMITS.count) {
    throw refusal(pointerTo(members, name), `This is no number from 0 to ${LIMITS.count}.`);
  }
  return value + 0; // -0 becomes 0
}

/** Undefined where it is absent or empty. Refuses what is no text. */
export function text(members: Members | undefined, name: string): string | undefined {
  const value = members && own(members, name);
  if (members === undefined || value === undefined || value === "") return undefined;
  if (typeof value !== "string") throw refusal(pointerTo(members, name), "This is no text.");
  return value;
}

/** US dollars of a JSON number, rounded to the twelfth decimal. Asserts that it came through `amount`. */
export function decimalOf(dollars: number): string {
  assert(Number.isFinite(dollars) && dollars >= 0 && dollars < 1e21, "an amount has plain digits");
  return dollars.toFixed(12);
}
