import type { SpendLine } from "./arrange-spend.ts";
import { drillQuery, eventsPath, type Instants, outcomeRowsPath, type Pairs, pairsOf } from "./drill-paths.ts";
import { LIMITS } from "./limits.ts";
import { addDays, addMonths } from "./local-date.ts";
import type { Period } from "./period.ts";
import type { Granularity, SpendFilters } from "./spend.ts";
import { instantsOfHour, startOfLocalDate } from "./zone.ts";

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
  const ranges = new Map<string, Instants>();
  const rangeOf = (period: string): Instants => {
    const known = ranges.get(period) ?? instantsOfPeriod(asked, period, zone);
    ranges.set(period, known);
    return known;
  };
  const ofAll = filterPairs(asked, []);
  const ofRest = top && [...ofAll, ...restPairs(asked.groupBy, top)];
  return ({ period, dimensions }) => {
    const pairs = dimensions ? filterPairs(asked, dimensions) : (ofRest ?? ofAll);
    const query = drillQuery(rangeOf(period), pairs);
    const fits = query.length <= LIMITS.linkCharacters && isShort(pairs);
    return {
      events: fits ? eventsPath(query) : null,
      outcomes: fits ? outcomeRowsPath(query) : null,
    };
  };
}

/** The filters that were asked for, those of the line's own dimensions narrowed to its values. */
function filterPairs({ groupBy, filters, not }: Drilled, dimensions: readonly string[]): Pairs {
  const own = new Map(dimensions.map((value, index) => [groupBy[index] ?? "", value]));
  return [
    ...[...filters].filter(([name]) => !own.has(name)).flatMap(([name, values]) => pairsOf(name, values)),
    ...own,
    ...[...not].filter(([name]) => !own.has(name)).flatMap(([name, values]) => pairsOf(`not:${name}`, values)),
  ];
}

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
