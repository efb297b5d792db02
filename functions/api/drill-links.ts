import type { SpendLine } from "@outlay/domain/arrange-spend";
import { LIMITS } from "@outlay/domain/limits";
import { addDays, addMonths } from "@outlay/domain/local-date";
import type { Period } from "@outlay/domain/period";
import type { Granularity, SpendFilters } from "@outlay/domain/spend";
import { instantsOfHour, startOfLocalDate } from "@outlay/domain/zone";

/** What was asked, as far as it says which events are behind a line. */
export interface Drilled extends Period {
  readonly granularity: Granularity;
  readonly groupBy: readonly string[];
  readonly filters: SpendFilters;
  readonly not: SpendFilters;
}

/** Where the events behind a line are listed, and the rows that outcomes added; null where a link would be too long. */
export interface DrillLinks {
  readonly events: string | null;
  readonly outcomes: string | null;
}

/**
 * Links for the lines of one answer: the line's period as instants, by the tenant's clocks, and the filters that its sums passed.
 * `top` are the groups that the rest is not.
 */
export function drillLinks(
  asked: Drilled,
  zone: string,
  top: readonly (readonly string[])[] | undefined,
): (line: Pick<SpendLine, "period" | "dimensions">) => DrillLinks {
  const ranges = new Map<string, string>();
  const rangeOf = (period: string): string => {
    const known = ranges.get(period) ?? rangeQuery(instantsOfPeriod(asked, period, zone));
    ranges.set(period, known);
    return known;
  };
  const ofAll = filterPairs(asked, []);
  const ofRest = top && [...ofAll, ...restPairs(asked.groupBy, top)];
  return ({ period, dimensions }) => {
    const pairs = dimensions ? filterPairs(asked, dimensions) : (ofRest ?? ofAll);
    const query = `${rangeOf(period)}&${new URLSearchParams(pairs).toString()}`.replace(/&$/, "");
    const fits = query.length <= LIMITS.linkCharacters && isShort(pairs);
    return {
      events: fits ? `/v1/events?${query}` : null,
      outcomes: fits ? `/v1/outcome-rows?${query}` : null,
    };
  };
}

type Pairs = [name: string, value: string][];

/** The filters that were asked for, those of the line's own dimensions narrowed to its values. */
function filterPairs({ groupBy, filters, not }: Drilled, dimensions: readonly string[]): Pairs {
  const own = new Map(dimensions.map((value, index) => [groupBy[index] ?? "", value]));
  return [
    ...[...filters].filter(([name]) => !own.has(name)).flatMap(([name, values]) => pairsOf(name, values)),
    ...own,
    ...[...not].filter(([name]) => !own.has(name)).flatMap(([name, values]) => pairsOf(`not:${name}`, values)),
  ];
}

const pairsOf = (name: string, values: Iterable<string>): Pairs => Array.from(values, (value) => [name, value]);

/** Of one dimension the values that are not in the rest, of several their combinations. */
function restPairs(groupBy: readonly string[], top: readonly (readonly string[])[]): Pairs {
  const [first = "", ...others] = groupBy;
  if (others.length === 0) return top.map(([value = ""]) => [`not:${first}`, value]);
  return top.map((values) => [
    "except",
    new URLSearchParams(values.map((value, index): [string, string] => [groupBy[index] ?? "", value])).toString(),
  ]);
}

const isShort = (pairs: Pairs): boolean =>
  Map.groupBy(pairs, ([name]) => name)
    .values()
    .every((some) => some.length <= LIMITS.filterValues);

interface Instants {
  readonly fromEpochMs: number;
  readonly toEpochMs: number;
}

const rangeQuery = ({ fromEpochMs, toEpochMs }: Instants): string =>
  new URLSearchParams({ from: new Date(fromEpochMs).toISOString(), to: new Date(toEpochMs).toISOString() }).toString();

/** A period of an answer as instants; of weeks and months what of them lies within the range that was asked for. */
function instantsOfPeriod(
  { from, to, granularity }: Pick<Drilled, "from" | "to" | "granularity">,
  period: string,
  zone: string,
): Instants {
  if (granularity === "hour") return instantsOfHour(period, zone);
  const [first, end] = datesOf(granularity, period, { from, to });
  const dates = { from: first > from ? first : from, to: end < to ? end : to };
  return { fromEpochMs: startOfLocalDate(dates.from, zone), toEpochMs: startOfLocalDate(dates.to, zone) };
}

function datesOf(granularity: Exclude<Granularity, "hour">, period: string, range: Period): readonly [string, string] {
  switch (granularity) {
    case "day":
      return [period, addDays(period, 1)];
    case "week":
      return [period, addDays(period, 7)];
    case "month":
      return [`${period}-01`, `${addMonths(period, 1)}-01`];
    case "total":
      return [range.from, range.to];
  }
}
