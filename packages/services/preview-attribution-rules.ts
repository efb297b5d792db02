import { type AttributionRuleInput, compileRules } from "@outlay/domain/attribution-rule";
import { TUPLE_FIELDS } from "@outlay/domain/dimensions";
import { type AttributionPreview, previewAttribution } from "@outlay/domain/preview-attribution";
import { ATTRIBUTION_RULES } from "./attribution-rules.ts";
import type { Context } from "./context.ts";
import { loadCompletion } from "./enrichment.ts";
import { getEntity } from "./entities.ts";
import { querySpend } from "./query-spend.ts";

export interface RuleDrafts {
  readonly rules: readonly Omit<AttributionRuleInput, "enabled">[];
  /** Ids of rules that would no longer be; a draft takes the place of the one at its own place in this list. */
  readonly replaces: readonly string[];
  /** Local dates, half-open. */
  readonly from: string;
  readonly to: string;
}

/** No value holds a control character. */
const ABSENT = "\u0000";

/**
 * What the spend of `[from, to)` would be attributed to if the drafts were in force, beside the present rules, from what the
 * pages hold. Throws `attribution_rule_not_found` of a rule to be replaced.
 */
export async function previewAttributionRules(
  ctx: Context,
  { rules, replaces, from, to }: RuleDrafts,
): Promise<AttributionPreview> {
  for (const id of replaces) getEntity(ctx.configuration, ATTRIBUTION_RULES, id);
  const present = await loadCompletion(ctx, ctx.tenantId, ctx.configuration);
  const kept = ctx.configuration.attributionRules.values().filter(({ id }) => !replaces.includes(id));
  // A draft is younger than any rule: `~` comes after all that ids hold.
  const drafts = rules.map((rule, index) => ({ ...rule, id: replaces[index] ?? `arl_~${index}`, enabled: true }));
  const { items } = await querySpend(ctx, ctx.tenantId, {
    from,
    to,
    granularity: "total",
    groupBy: TUPLE_FIELDS,
    filters: new Map(),
    measures: ["cost", "events"],
    absent: ABSENT,
  });
  const usage = items.map(({ dimensions, sums: [cost = 0n, events = 0n] }) => ({
    tuple: dimensions.map((value) => (value === ABSENT ? null : value)),
    cost,
    events,
  }));
  const draftIds = new Set(drafts.map(({ id }) => id));
  return previewAttribution(usage, present, compileRules([...kept, ...drafts]), draftIds);
}
