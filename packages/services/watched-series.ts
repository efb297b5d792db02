import type { WatchedScope } from "@outlay/domain/alert-rule";
import { ANOMALY_RULES, type AnomalyRuleName } from "@outlay/domain/anomaly-rule";
import type { SeriesPart } from "@outlay/domain/anomaly-rule-schema";
import { compareText } from "@outlay/domain/compare-text";
import { canonicalJson } from "@outlay/domain/digest";
import { type Dimension, UNATTRIBUTED } from "@outlay/domain/dimensions";
import { LIMITS } from "@outlay/domain/limits";
import { dayNumber } from "@outlay/domain/local-date";
import type { Series, SeriesGranularity } from "@outlay/domain/series";
import type { SpendMeasure } from "@outlay/domain/spend";
import type { OpenSpend } from "./open-spend.ts";

export interface WatchedSeries {
  readonly scope: WatchedScope;
  readonly series: Series;
}

export interface WatchedScopes {
  readonly watched: readonly WatchedSeries[];
  /** Scopes beyond the limit, which are those with the least spend. */
  readonly leftOut: number;
}

/** What is watched of a rule: `periods` of the spend that is open, those of `also` whatever they spent. */
export interface SeriesRequest {
  readonly rule: AnomalyRuleName;
  readonly granularity: SeriesGranularity;
  readonly periods: readonly string[];
  readonly limit: number;
  readonly also: readonly WatchedScope[];
  /** The first local date on which anything new is of interest. */
  readonly newFrom: string;
}

const PICOS = 1e12;
const isAmount = (measure: SpendMeasure): boolean => measure === "cost" || measure.startsWith("cost_");

/** The series of a rule's scopes, by dimension in order of spend. Values that are not stated are no scope. */
export function watchedSeries(spend: OpenSpend, request: SeriesRequest): WatchedScopes {
  const found = ANOMALY_RULES[request.rule].scopes.map((dimensions) => seriesBy(spend, request, dimensions));
  return {
    watched: found.flatMap(({ watched }) => watched),
    leftOut: found.reduce((sum, { leftOut }) => sum + leftOut, 0),
  };
}

function seriesBy(spend: OpenSpend, request: SeriesRequest, dimensions: readonly Dimension[]): WatchedScopes {
  const { granularity, periods } = request;
  const { values, leftOut } = valuesBy(spend, request, dimensions);
  const place = new Map(periods.map((period, index) => [period, index]));
  const zeros = () => Array.from({ length: periods.length }, () => 0);
  const numbers = new Map(values.map((value) => [canonicalJson(value), new Map<string, number[]>()]));
  const shared = new Map<string, number[]>();
  const some = chunked(values, valuesAtOnce(spend));
  for (const parts of askedTogether(ANOMALY_RULES[request.rule].parts)) {
    const [first] = parts;
    if (!first) continue;
    const isOfTenant = first.part.of === "tenant";
    const filters = new Map(Object.entries(first.part.filters).map(([name, of]) => [name, new Set(of)]));
    const measures = parts.map(({ part }) => part.measure);
    const asked = isOfTenant
      ? [{ granularity, groupBy: [], filters, measures }]
      : some.map((of) => {
          return {
            granularity,
            groupBy: dimensions,
            filters: new Map([...filterOf(dimensions, of), ...filters]),
            measures,
          };
        });
    for (const { period, dimensions: value, sums } of asked.values().flatMap((each) => spend.sum(each).items)) {
      const index = place.get(period);
      const target = isOfTenant ? shared : numbers.get(canonicalJson(value));
      if (index === undefined || !target) continue;
      for (const [which, { name, part }] of parts.entries()) {
        const column = target.get(name) ?? zeros();
        column[index] = Number(sums[which] ?? 0n) / (isAmount(part.measure) ? PICOS : 1);
        target.set(name, column);
      }
    }
  }
  return {
    watched: values.map((value) => ({
      scope: Object.fromEntries(dimensions.map((name, index) => [name, value[index] ?? ""])),
      series: {
        granularity,
        periods,
        values: Object.fromEntries([...shared, ...(numbers.get(canonicalJson(value)) ?? [])]),
      },
    })),
    leftOut,
  };
}

/** A day of a clock that is set back has so many hours. */
const HOURS_MAX = 25;

/** How many values have no more items by period than one query of spend may have. */
function valuesAtOnce({ range: { from, to, granularity } }: OpenSpend): number {
  const periods = (dayNumber(to) - dayNumber(from)) * (granularity === "hour" ? HOURS_MAX : 1);
  return Math.max(1, Math.floor(LIMITS.spendItemsMax / periods));
}

const chunked = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

const filterOf = (dimensions: readonly Dimension[], values: readonly (readonly string[])[]) =>
  dimensions.map((name, index) => [name, new Set(values.map((value) => value[index] ?? ""))] as const);

interface NamedPart {
  readonly name: string;
  readonly part: SeriesPart;
}

/** Parts that one sum answers: of the same events. */
const askedTogether = (parts: Readonly<Record<string, SeriesPart>>): readonly (readonly NamedPart[])[] => {
  const named = Object.entries(parts).map(([name, part]) => ({ name, part }));
  return [...Map.groupBy(named, ({ part: { filters, of } }) => canonicalJson([of, filters])).values()];
};

/** The combinations of values that are watched, those with the most spend first; of what may be new, those that came last. */
function valuesBy(
  spend: OpenSpend,
  { rule, limit, also, newFrom }: SeriesRequest,
  dimensions: readonly Dimension[],
): { readonly values: readonly (readonly string[])[]; readonly leftOut: number } {
  if (dimensions.length === 0) return { values: [[]], leftOut: 0 };
  const asked = {
    granularity: "total",
    groupBy: dimensions,
    filters: new Map(),
    measures: ["cost", "events"],
  } as const;
  const from = rule === "first_use" ? newFrom : spend.range.from;
  const before =
    rule === "first_use"
      ? new Set(spend.sum({ ...asked, to: from }).items.map((item) => canonicalJson(item.dimensions)))
      : new Set<string>();
  const ranked = spend
    .sum({ ...asked, from })
    .items.filter((item) => !item.dimensions.includes(UNATTRIBUTED))
    .toSorted((a, b) => {
      const isOld = (item: typeof a): number => Number(before.has(canonicalJson(item.dimensions)));
      const cost = (b.sums[0] ?? 0n) - (a.sums[0] ?? 0n) || (b.sums[1] ?? 0n) - (a.sums[1] ?? 0n);
      return isOld(a) - isOld(b) || Number(cost) || compareText(a.dimensions.join(), b.dimensions.join());
    });
  const values = new Map(ranked.slice(0, limit).map((item) => [canonicalJson(item.dimensions), item.dimensions]));
  for (const scope of also) {
    const names = Object.keys(scope);
    if (names.length !== dimensions.length || !dimensions.every((name) => Object.hasOwn(scope, name))) continue;
    const value = dimensions.map((name) => scope[name] ?? "");
    values.set(canonicalJson(value), value);
  }
  return { values: [...values.values()], leftOut: Math.max(0, ranked.length - limit) };
}
