import * as fc from "fast-check";

/** One change to a JSON value: which of its members, what is done to it, and with what. */
interface Edit {
  readonly at: number;
  readonly kind: (typeof KINDS)[number];
  readonly value: unknown;
  readonly name: string;
}
/** A change of a seed by some edits. */
export interface Mutation {
  readonly seed: number;
  readonly edits: readonly Edit[];
}

const KINDS = ["set", "set", "drop", "rename", "copy", "swap", "wrap", "number", "text", "add"] as const;
const NAMES = [
  "__proto__",
  "constructor",
  "toString",
  "usage",
  "id",
  "model",
  "error",
  "type",
  "total_tokens",
  "tenant_id",
  "",
  "é",
  "\ud800",
];
const NUMBERS = [
  -1,
  -0,
  0,
  0.5,
  1e-320,
  1e12,
  1e12 + 1,
  2 ** 53,
  1e300,
  Number.MAX_VALUE,
  Number.NaN,
  Infinity,
  -Infinity,
];
const TEXTS = [
  "",
  "x",
  "NaN",
  "-1",
  "1e5",
  "a\u0000b",
  "\u202e",
  "\ud800",
  "e\u0301",
  "\u{1f600}".repeat(200),
  "2026-02-30T00:00:00Z",
  "__proto__",
];

const weird = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...NUMBERS) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...TEXTS) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [{}], [null], [[]], { a: { b: 1 } }) },
  { weight: 1, arbitrary: fc.nat({ max: 5000 }) },
);

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  seed: fc.nat(),
  edits: fc.array(
    fc.record({ at: fc.nat(), kind: fc.constantFrom(...KINDS), value: weird, name: fc.constantFrom(...NAMES) }),
    { maxLength: 4 },
  ),
});

/** A member and the object or array that holds it. */
interface Place {
  readonly holder: object;
  readonly name: string;
}

/** The seed that a mutation names, changed. The seed itself stays as it is. */
export function mutate(seeds: readonly unknown[], { seed, edits }: Mutation): unknown {
  const root: Record<string, unknown> = { value: structuredClone(seeds[seed % seeds.length]) };
  for (const each of edits) {
    const places = placesIn(root);
    const place = places[each.at % places.length];
    const other = places[(each.at * 31 + 7) % places.length];
    if (place !== undefined && other !== undefined) edit(place, other, each);
  }
  return root["value"];
}

function placesIn(holder: object, places: Place[] = [], depth = 0): Place[] {
  if (depth > 100) return places;
  for (const name of Object.keys(holder)) {
    places.push({ holder, name });
    const value = valueOf({ holder, name });
    if (typeof value === "object" && value !== null) placesIn(value, places, depth + 1);
  }
  return places;
}

const valueOf = ({ holder, name }: Place): unknown => Object.getOwnPropertyDescriptor(holder, name)?.value;

/** Defines, so that a member may be called __proto__ as it is one of JSON's. */
const define = (holder: object, name: string, value: unknown): void =>
  void Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });

function edit(place: Place, other: Place, { kind, value: given, name, at }: Edit): void {
  const { holder } = place;
  const value = structuredClone(given); // a later edit may change it
  const old = valueOf(place);
  const add = (more: unknown) => (Array.isArray(holder) ? void holder.push(more) : define(holder, name, more));
  switch (kind) {
    case "set":
      return define(holder, place.name, value);
    case "drop":
      return drop(place);
    case "rename":
      drop(place);
      return add(old);
    case "copy":
      return add(structuredClone(old));
    case "swap": {
      const theirs = structuredClone(valueOf(other));
      define(other.holder, other.name, structuredClone(old));
      return define(holder, place.name, theirs);
    }
    case "wrap":
      return define(holder, place.name, nested(old, at % 90));
    case "number":
      return define(holder, place.name, typeof old === "number" ? changed(old, at) : value);
    case "text":
      return define(holder, place.name, (typeof old === "string" ? old : "") + (JSON.stringify(value) ?? ""));
    case "add":
      return add(value);
  }
}

function drop({ holder, name }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else Reflect.deleteProperty(holder, name);
}

const changed = (number: number, at: number): number =>
  [number + 1, number - 1, -number, number * 1e9, number / 7, number * 2][at % 6] ?? number;

function nested(value: unknown, depth: number): unknown {
  let within = value;
  for (let level = 0; level < depth; level += 1) within = level % 2 === 0 ? [within] : { a: within };
  return within;
}
