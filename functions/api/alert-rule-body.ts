import { SEVERITIES } from "@outlay/domain/alert-life";
import { ANOMALY_RULE_NAMES, ANOMALY_RULES } from "@outlay/domain/anomaly-rule";
import { LIMITS } from "@outlay/domain/limits";
import { SERIES_GRANULARITIES } from "@outlay/domain/series";
import type { ShownRule } from "@outlay/services/alert-rules";
import type { AlertRulePreview } from "@outlay/services/preview-alert-rule";
import * as z from "zod";
import { presentEstimate } from "./estimates.ts";
import { orNull } from "./or-null.ts";

const FeedbackCountsBody = z.object({ useful: z.int(), not_useful: z.int() });
const SensitivityBody = z
  .object({
    stated: z.number(),
    feedback: FeedbackCountsBody.meta({
      description: `Alerts of the scopes that it is judged in, as they were marked in the last ${LIMITS.feedbackDays} days.`,
    }),
    effective: z.number().meta({
      description:
        "In scopes of which no alert was marked: stated × 2 ^ ((u − n) / (u + n + 4)), where u and n are a tenth of what was marked useful and not.",
    }),
    scopes: z
      .array(z.object({ scope: z.record(z.string(), z.string()), feedback: FeedbackCountsBody, effective: z.number() }))
      .meta({
        description: "In those of which some were: there u and n are its own marks, and a tenth of the others'.",
      }),
  })
  .meta({ id: "AlertRuleSensitivity" });

export const AlertRuleBody = z
  .object({
    id: z.string().meta({ description: "Of a rule that is built in, its name." }),
    rule: z.enum(ANOMALY_RULE_NAMES),
    title: z.string(),
    is_built_in: z.boolean(),
    scope: z.record(z.string(), z.array(z.string())),
    enabled: z.boolean(),
    parameters: z
      .record(z.string(), z.any())
      .meta({ description: "All of them, as they are in force, save for what marks make of `sensitivity`." }),
    severity: orNull(z.enum(SEVERITIES)).meta({
      description: "Null: the rule's own, or worse by what an incident costs.",
    }),
    own_severity: z.enum(SEVERITIES).meta({ description: "The rule's own." }),
    granularity: z.enum(SERIES_GRANULARITIES),
    watches: z
      .array(z.array(z.string()))
      .meta({ description: "Each combination of values of these dimensions is judged by itself; [] is the tenant." }),
    scopes_watched_max: z.int().meta({
      description:
        "Of each of `watches` so many are judged: those with the most spend, or what came last where new use is looked for.",
    }),
    sensitivity: SensitivityBody,
    created_at: orNull(z.string()),
    updated_at: orNull(z.string()),
  })
  .meta({ id: "AlertRule" });

export const AlertRulePreviewBody = z
  .object({
    from: z.string(),
    to: z.string().meta({ description: "Local dates, half-open: what was judged." }),
    currency: z.string(),
    scopes: z.int().meta({ description: "Judged by this rule and others of its name." }),
    scopes_left_out: z.int(),
    sensitivity: SensitivityBody,
    incident_count: z.int(),
    excess_cost: z.string().meta({ description: "An estimate: what all incidents cost beyond what was expected." }),
    incidents: z
      .array(
        z.object({
          scope: z.record(z.string(), z.string()),
          severity: z.enum(SEVERITIES),
          since: z.string(),
          until: z.string(),
          is_ongoing: z.boolean(),
          measure: z.string(),
          unit: z.string(),
          expected: orNull(z.number()),
          observed: z.number(),
          excess: z.number(),
          score: z.number(),
          cost: z.string().meta({ description: "Exact." }),
          excess_cost: orNull(z.string()).meta({ description: "An estimate." }),
          members: z.int().meta({ description: "Other scopes that are the same incident." }),
        }),
      )
      .meta({ description: `Oldest first; at most ${LIMITS.namedInAnswer}.` }),
  })
  .meta({ id: "AlertRulePreview" });

const counts = ({ useful, notUseful }: { readonly useful: number; readonly notUseful: number }) => ({
  useful,
  not_useful: notUseful,
});
const presentSensitivity = ({
  stated,
  feedback,
  effective,
  scopes,
}: ShownRule["sensitivity"]): z.output<typeof SensitivityBody> => ({
  stated,
  feedback: counts(feedback),
  effective,
  scopes: scopes.map((each) => ({
    scope: { ...each.scope },
    feedback: counts(each.counts),
    effective: each.effective,
  })),
});

/** A rule in force, made or built in, with what marks made of its sensitivity. */
export function presentAlertRule(rule: ShownRule): z.output<typeof AlertRuleBody> {
  const { title, severity, granularity, scopes } = ANOMALY_RULES[rule.rule];
  return {
    id: rule.id,
    rule: rule.rule,
    title,
    is_built_in: rule.isBuiltIn,
    scope: rule.scope,
    enabled: rule.enabled,
    parameters: { ...rule.parameters },
    severity: rule.severity,
    own_severity: severity,
    granularity,
    watches: scopes.map((dimensions) => [...dimensions]),
    scopes_watched_max: granularity === "day" ? LIMITS.watchedDayScopes : LIMITS.watchedHourScopes,
    sensitivity: presentSensitivity(rule.sensitivity),
    created_at: rule.made?.created_at ?? null,
    updated_at: rule.made?.updated_at ?? null,
  };
}

/** What a rule would have raised: the first incidents by name, and what all of them come to. */
export function presentAlertRulePreview(
  found: AlertRulePreview,
  currency: string,
): z.output<typeof AlertRulePreviewBody> {
  const excess = found.incidents.reduce((sum, { excess_cost }) => sum + Number(excess_cost ?? 0), 0);
  return {
    from: found.from,
    to: found.to,
    currency,
    scopes: found.scopes,
    scopes_left_out: found.leftOut,
    sensitivity: presentSensitivity(found.sensitivity),
    incident_count: found.incidents.length,
    excess_cost: presentEstimate(excess),
    incidents: found.incidents.slice(0, LIMITS.namedInAnswer).map((incident) => ({
      scope: incident.scope,
      severity: incident.severity,
      since: incident.since,
      until: incident.until,
      is_ongoing: incident.is_ongoing,
      measure: incident.measure,
      unit: incident.unit,
      expected: incident.expected,
      observed: incident.observed,
      excess: incident.excess,
      score: incident.score,
      cost: incident.cost,
      excess_cost: incident.excess_cost,
      members: incident.members.length,
    })),
  };
}
