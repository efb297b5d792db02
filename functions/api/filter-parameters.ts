import { type Dimension, DIMENSIONS, isDimension } from "@outlay/domain/dimensions";
import { LIMITS } from "@outlay/domain/limits";
import type { SpendFilters } from "@outlay/domain/spend";
import * as z from "zod";

const TAG = /^tag:.{1,128}$/u;
/** What stands before the name of a dimension whose values are left out. */
const NOT = "not:";
/** Whether spend can be grouped and filtered by this. */
export const isGroup = (name: string): boolean => isDimension(name) || TAG.test(name);
/** For messages and the document. */
export const GROUPS = `${DIMENSIONS.join(", ")}, or \`tag:<name>\``;

/** A value of a filter. */
export const FilterValue = z.string().min(1).max(LIMITS.filterCharacters);
const Filter = z
  .union([FilterValue, z.array(FilterValue).max(LIMITS.filterValues)])
  .transform((value) => [value].flat())
  .meta({ description: "Only these values; repeat for several. `unattributed` matches where there is none." });

// fromEntries forgets the names; they are exactly the dimensions.
const filterParameters = Object.fromEntries(DIMENSIONS.map((name) => [name, Filter.optional()])) as Record<
  Dimension,
  z.ZodOptional<typeof Filter>
>;

const isFilter = (name: string): boolean => isGroup(name.startsWith(NOT) ? name.slice(NOT.length) : name);

const NOWHERE: ReadonlyMap<string, string> = new Map();

/**
 * Query parameters with one filter a dimension beside them. A parameter that is not known would widen the answer in silence, so
 * it is a fault. Tags are open-ended: `tag:<name>`. `not:` before a name leaves its values out. `elsewhere` says of other names who
 * takes them.
 */
export function withFilters<Named extends z.ZodRawShape>(
  named: Named,
  elsewhere: ReadonlyMap<string, string> = NOWHERE,
) {
  return z.looseObject({ ...named, ...filterParameters }).check(({ value, issues }) => {
    for (const [name, filter] of Object.entries(value)) {
      if (Object.hasOwn(named, name) || Object.hasOwn(filterParameters, name)) continue;
      const message = isFilter(name)
        ? `1 to ${LIMITS.filterCharacters} characters`
        : (elsewhere.get(name) ?? `no such parameter; filters are ${GROUPS}, each also after not:`);
      if (!isFilter(name) || !Filter.safeParse(filter).success)
        issues.push({ code: "custom", message, path: [name], input: value });
    }
  });
}

/** By dimension or tag: the values that pass, and those that are left out. */
export interface Filters {
  readonly filters: Readonly<Record<string, string[]>>;
  readonly not: Readonly<Record<string, string[]>>;
}

/** The filters in what is left of a query once its other parameters are taken. */
export function filtersOf(rest: Readonly<Record<string, unknown>>): Filters {
  const given = Object.entries(rest)
    .filter(([, values]) => values !== undefined)
    .map(([name, values]) => [name, Filter.parse(values)] as const);
  const isNot = ([name]: readonly [string, unknown]) => name.startsWith(NOT);
  return {
    filters: Object.fromEntries(given.filter((entry) => !isNot(entry))),
    not: Object.fromEntries(given.filter(isNot).map(([name, values]) => [name.slice(NOT.length), values])),
  };
}

/** As spend takes them. */
export const filterSets = (filters: Readonly<Record<string, readonly string[]>>): SpendFilters =>
  new Map(Object.entries(filters).map(([name, values]) => [name, new Set(values)]));

/** What `except` says: filters as a query string has them. Rows that pass all of them are left out. */
const Except = z
  .string()
  .min(1)
  .max(LIMITS.exceptCharacters)
  .refine((text) => {
    const names = [...new URLSearchParams(text).keys()];
    return names.length > 0 && names.every(isGroup) && new Set(names).size === names.length;
  }, "filters as in a query, such as department=support&model=gpt-5-mini, each name once");

/** The parameters of lists of what is behind a number, beside the filters themselves. */
export const exceptParameter = {
  except: z
    .union([Except, z.array(Except).max(LIMITS.spendTopGroups)])
    .transform((value) => [value].flat())
    .optional()
    .meta({
      type: "array",
      items: { type: "string" },
      description:
        "What passes all of these filters is left out; a query within the query, encoded. Repeat for several.",
      example: ["department=support&model=gpt-5-mini"],
    }),
};

/** All that is left out, as lists of events and outcome rows take it. */
export const exceptsOf = ({ not }: Filters, except: readonly string[] = []): readonly Record<string, string[]>[] => [
  ...Object.entries(not).map(([name, values]) => ({ [name]: values })),
  ...except.map((text) =>
    Object.fromEntries(Array.from(new URLSearchParams(text), ([name, value]) => [name, [value]])),
  ),
];
