import type { Period } from "./period.ts";

/** Half-open. */
export interface Instants {
  readonly fromEpochMs: number;
  readonly toEpochMs: number;
}

/** Parameters of a query; a name stands once for each of its values. */
export type Pairs = readonly (readonly [name: string, value: string])[];

export const pairsOf = (name: string, values: Iterable<string>): Pairs =>
  Array.from(values, (value) => [name, value] as const);

/** A query for the events, or the rows that outcomes added, which happened within `instants` and pass the filters. */
export const drillQuery = ({ fromEpochMs, toEpochMs }: Instants, filters: Pairs): string =>
  queryOf([["from", new Date(fromEpochMs).toISOString()], ["to", new Date(toEpochMs).toISOString()], ...filters]);

/** Lists the events that a `drillQuery` says. */
export const eventsPath = (query: string): string => `/v1/events?${query}`;

/** Lists the rows of outcomes that a `drillQuery` says. */
export const outcomeRowsPath = (query: string): string => `/v1/outcome-rows?${query}`;

/** Shows the spend of local dates by `parameters`: filters, and how it is to be divided. */
export const spendPath = ({ from, to }: Period, parameters: Pairs): string =>
  `/v1/spend?${queryOf([["from", from], ["to", to], ...parameters])}`;

const queryOf = (pairs: Pairs): string =>
  new URLSearchParams(pairs.map((pair): [string, string] => [...pair])).toString();
