import { DIMENSIONS } from "./dimensions.ts";

/** What filled a dimension that an event did not state: its API key's binding, a rule by its id, or the directory. */
export type Filler = "key" | `rule:${string}` | "directory";

/** Why a tuple's dimensions have their values: of a dimension that is not named here, the event itself said it. */
export interface FilledBy {
  readonly fillers: ReadonlyMap<string, string>;
  /** The event named whom it was done for. Else each consumer dimension repeats the executing one. */
  readonly hasConsumer: boolean;
}

const CONSUMER_BY_EVENT = "consumer=event";

/**
 * One text for one FilledBy, in the order of DIMENSIONS: `department=rule:arl_...,user_group=directory,application=key`, and
 * `consumer=event` at the end where the event names a consumer. Null where there is nothing to say.
 */
export function formatFilledBy({ fillers, hasConsumer }: FilledBy): string | null {
  if (fillers.size === 0) return hasConsumer ? CONSUMER_BY_EVENT : null;
  const parts = DIMENSIONS.filter((name) => fillers.has(name)).map((name) => `${name}=${fillers.get(name) ?? ""}`);
  return [...parts, ...(hasConsumer ? [CONSUMER_BY_EVENT] : [])].join(",");
}

/** Reads what formatFilledBy wrote. */
export function parseFilledBy(text: string | null): FilledBy {
  const parts = text === null ? [] : text.split(",");
  const fillers = parts
    .filter((part) => part !== CONSUMER_BY_EVENT)
    .map((part): [string, string] => {
      const end = part.indexOf("=");
      return [part.slice(0, end), part.slice(end + 1)];
    });
  return { fillers: new Map(fillers), hasConsumer: parts.includes(CONSUMER_BY_EVENT) };
}
