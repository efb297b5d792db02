import { canonicalTags, DIMENSIONS, statedValue, TAG_PREFIX, TUPLE_FIELDS } from "./dimensions.ts";
import { MEASURES } from "./measures.ts";
import type { PageRow } from "./page.ts";
import type { ReportAsk, ReportFacts, ReportGroup, ReportRequest } from "./report.ts";
import { QUOTED_MEASURES, ROUTED_OPERATIONS } from "./simulate-policy.ts";

const MODEL_DIMENSIONS = ["provider", "model", "service_tier", "operation"] as const;

/** The calls that policies choose models for, so that each day's can be priced at another model. `keys` are grouped by as well. */
export function quotableUsage(
  { range }: ReportRequest,
  { ruleDimensions }: ReportFacts,
  keys: readonly string[],
  filters: ReportAsk["filters"],
): ReportAsk {
  return {
    range,
    granularity: "day",
    groupBy: [...new Set([...keys, ...MODEL_DIMENSIONS, ...ruleDimensions])],
    measures: QUOTED_MEASURES,
    filters: new Map([...filters, ["operation", new Set(ROUTED_OPERATIONS)]]),
  };
}

const quoted = new Set<string>(QUOTED_MEASURES);

/** Such a group as the row of a page that it would be, if there were no other dimensions. */
export function pageRowOf({ period, valueOf, sumOf }: ReportGroup, { groupBy }: ReportAsk): PageRow {
  const asked = new Set(groupBy);
  const tags = new Map<string, string>();
  for (const name of groupBy) {
    const value = name.startsWith(TAG_PREFIX) ? statedValue(valueOf(name)) : null;
    if (value !== null) tags.set(name.slice(TAG_PREFIX.length), value);
  }
  const dimensions = DIMENSIONS.map((name) => (asked.has(name) ? statedValue(valueOf(name)) : null));
  const tuple = [canonicalTags(tags), ...dimensions];
  return {
    period,
    tuple: TUPLE_FIELDS.map((_, index) => tuple[index] ?? null),
    sums: MEASURES.map((name) => (quoted.has(name) ? sumOf(name) : 0n)),
  };
}
