import { type Dimension, DIMENSIONS, isDimension } from "@outlay/domain/dimensions";
import * as z from "zod";

const TAG = /^tag:.{1,128}$/u;
/** Whether spend can be grouped and filtered by this. */
export const isGroup = (name: string): boolean => isDimension(name) || TAG.test(name);
export const GROUPS = `${DIMENSIONS.join(", ")}, or tag:<name>`;

/** Sources are longer than other values, and `filled_by` names a filler for each of many dimensions. */
const FILTER_CHARACTERS_MAX = 2048;
const filterValue = z.string().min(1).max(FILTER_CHARACTERS_MAX);
const Filter = z
  .union([filterValue, z.array(filterValue).max(100)])
  .transform((value) => [value].flat())
  .meta({ description: "Only these values; repeat for several. `unattributed` matches where there is none." });

// fromEntries forgets the names; they are exactly the dimensions.
const filterParameters = Object.fromEntries(DIMENSIONS.map((name) => [name, Filter.optional()])) as Record<
  Dimension,
  z.ZodOptional<typeof Filter>
>;

/**
 * Query parameters with one filter a dimension beside them. A parameter that is not known would widen the answer in silence, so
 * it is a fault. Tags are open-ended: `tag:<name>`.
 */
export function withFilters<Named extends z.ZodRawShape>(named: Named) {
  return z.looseObject({ ...named, ...filterParameters }).check(({ value, issues }) => {
    for (const [name, filter] of Object.entries(value)) {
      if (name in named || name in filterParameters) continue;
      const message = TAG.test(name)
        ? `1 to ${FILTER_CHARACTERS_MAX} characters`
        : `no such parameter; filters are ${GROUPS}`;
      if (!TAG.test(name) || !Filter.safeParse(filter).success)
        issues.push({ code: "custom", message, path: [name], input: value });
    }
  });
}

/** The values that pass, by dimension or tag, out of what is left of a query once its other parameters are taken. */
export const filtersOf = (rest: Readonly<Record<string, unknown>>): readonly (readonly [string, string[]])[] =>
  Object.entries(rest)
    .filter(([, values]) => values !== undefined)
    .map(([name, values]) => [name, Filter.parse(values)]);
