import type { CompiledRule } from "./attribution-rule.ts";
import {
  CONSUMER_DIMENSIONS,
  consumerDimension,
  dimensionIndex,
  type ConsumerDimension,
  TUPLE_FIELDS,
} from "./dimensions.ts";
import { type Filler, formatFilledBy } from "./filled-by.ts";

/** What a tenant has decided about whose usage is whose. */
export interface Attribution {
  /** Values by dimension that an API key stands for. */
  readonly bindingOf: (keyId: string) => Readonly<Record<string, string>> | undefined;
  /** In the order in which they run. */
  readonly rules: readonly CompiledRule[];
  /** What the directory knows of a user. */
  readonly memberOf: (user: string) => readonly DirectoryValue[] | undefined;
}

export type DirectoryValue = readonly [dimension: ConsumerDimension, value: string];

export const NO_ATTRIBUTION: Attribution = { bindingOf: () => undefined, rules: [], memberOf: () => undefined };

const apiKeyIndex = dimensionIndex("api_key");
const userPlace = { executing: dimensionIndex("user"), consumer: dimensionIndex("consumer_user") };
const filledByIndex = dimensionIndex("filled_by");
const places = CONSUMER_DIMENSIONS.map((name) => ({
  name,
  executing: dimensionIndex(name),
  consumer: dimensionIndex(consumerDimension(name)),
}));
const consumerPlaces = new Set(places.map(({ consumer }) => consumer));
const placeOf = new Map(places.map((place) => [place.name, place]));

/**
 * Fills in `tuple` what the event does not state. In this order, and the first that knows a value wins: the event itself, its
 * API key's binding, the rules, the directory by the user. Each rule sees what those before it filled.
 *
 * Whom it was done for: where the event names a consumer, the rest of it comes from rules that set `consumer_` dimensions and
 * from the directory by the consumer's user, never from the executing side. Else each is the executing one.
 */
export function attribute(tuple: (string | null)[], { bindingOf, rules, memberOf }: Attribution): void {
  const hasConsumer = places.some(({ consumer }) => tuple[consumer] !== null);
  const fillers = new Map<string, Filler>();
  const fill = (index: number, value: string, filler: Filler) => {
    if (tuple[index] !== null) return;
    tuple[index] = value;
    fillers.set(TUPLE_FIELDS[index] ?? "", filler);
  };
  const fillFromDirectory = (side: "executing" | "consumer") => {
    const user = tuple[userPlace[side]];
    for (const [name, value] of (user && memberOf(user)) || []) {
      const place = placeOf.get(name);
      if (place) fill(place[side], value, "directory");
    }
  };

  const binding = bindingOf(tuple[apiKeyIndex] ?? "");
  if (binding) for (const [name, value] of Object.entries(binding)) fill(dimensionIndex(name), value, "key");
  for (const { id, matches, sets } of rules) {
    if (!matches(tuple)) continue;
    for (const [index, value] of sets) if (hasConsumer || !consumerPlaces.has(index)) fill(index, value, `rule:${id}`);
  }
  fillFromDirectory("executing");
  if (hasConsumer) fillFromDirectory("consumer");
  else for (const { executing, consumer } of places) tuple[consumer] = tuple[executing] ?? null;
  tuple[filledByIndex] = formatFilledBy({ fillers, hasConsumer });
}
