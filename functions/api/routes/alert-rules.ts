import { createRoute } from "@hono/zod-openapi";
import { AlertRuleInput, AlertRulePreviewInput, WATCHED_DIMENSIONS } from "@outlay/domain/alert-rule";
import { SEVERITIES } from "@outlay/domain/alert-life";
import { ANOMALY_RULE_NAMES, ANOMALY_RULES } from "@outlay/domain/anomaly-rule";
import { entityTag } from "@outlay/domain/digest";
import { LIMITS } from "@outlay/domain/limits";
import { SERIES_GRANULARITIES } from "@outlay/domain/series";
import { ALERT_RULES, getRuleInForce, listRulesInForce, type ShownRule } from "@outlay/services/alert-rules";
import { createEntity, deleteEntity, replaceEntity } from "@outlay/services/entities";
import { askForWatch } from "@outlay/services/ask-for-watch";
import { previewAlertRule } from "@outlay/services/preview-alert-rule";
import * as z from "zod";
import { orNull } from "../or-null.ts";
import { pageById } from "../page.ts";
import {
  idOf,
  IdempotencyHeaders,
  IfMatchHeaders,
  jsonBody,
  jsonContent,
  newRouter,
  pageOf,
  PageQuery,
  problemResponses,
  scope,
} from "../router.ts";

const params = z.object({ alert_rule_id: idOf("arl", "The alert rule's id.") });
const anyParams = z.object({
  alert_rule_id: z
    .string()
    .regex(/^(arl_[0-9a-hjkmnp-tv-z]{26}|[a-z_]{1,40})$/, "an id like arl_…, or the name of a rule that is built in")
    .meta({ description: "The alert rule's id, or the name of a rule that is built in.", example: "growth" }),
});

const description = [
  `How one rule (${ANOMALY_RULE_NAMES.join(", ")}) is judged in a scope. \`scope\` lists values by dimension`,
  `(${WATCHED_DIMENSIONS.join(", ")}: those that the rule watches); {} is everything. Of several that cover a scope the one with`,
  "most dimensions holds, then the one with fewest values, then the oldest. `parameters` are the rule's own: what is left out is as built",
  "in, and what it does not know is refused. `severity` null is the rule's own, or worse by what an incident costs.",
].join(" ");
const example = {
  rule: "growth",
  scope: { workflow: ["triage"] },
  parameters: { sensitivity: 0.5, minimum_amount: 50 },
};
const AlertRuleInputBody = AlertRuleInput.meta({ id: "AlertRuleInput", description, example });
const AlertRulePreviewInputBody = AlertRulePreviewInput.meta({
  id: "AlertRulePreviewInput",
  description: `An alert rule as it would be made; \`days\` counts back from the last local day that is over, at most ${LIMITS.alertPreviewDays}.`,
  example: { ...example, days: 30 },
});

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

const AlertRuleBody = z
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

const PreviewBody = z
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

const all = { path: "/v1/alert-rules", tags: ["Alerts"] };
const one = { path: "/v1/alert-rules/{alert_rule_id}", tags: ["Alerts"] };

const create = createRoute({
  ...all,
  method: "post",
  operationId: "createAlertRule",
  summary: "Have a rule judged in its own way in a scope, or turn it off there",
  description: "From the next run on. No two are of one rule and scope.",
  security: scope("alerts:write"),
  request: { headers: IdempotencyHeaders, body: jsonBody(AlertRuleInputBody) },
  responses: {
    201: jsonContent(AlertRuleBody, "The alert rule"),
    ...problemResponses(400, 401, 403, 409, 413, 415, 422),
  },
});
const list = createRoute({
  ...all,
  method: "get",
  operationId: "listAlertRules",
  summary: "List every rule in force, what is built in too",
  description: "With all parameters, and what marks of alerts make of its sensitivity.",
  security: scope("alerts:read"),
  request: { query: PageQuery },
  responses: { 200: jsonContent(pageOf(AlertRuleBody), "A page of rules"), ...problemResponses(400, 401, 403, 422) },
});
const get = createRoute({
  ...one,
  method: "get",
  operationId: "getAlertRule",
  summary: "Read a rule in force",
  security: scope("alerts:read"),
  request: { params: anyParams },
  responses: { 200: jsonContent(AlertRuleBody, "The rule"), ...problemResponses(401, 403, 404, 422) },
});
const replace = createRoute({
  ...one,
  method: "put",
  operationId: "replaceAlertRule",
  summary: "Give an alert rule other contents",
  security: scope("alerts:write"),
  request: { params, headers: IfMatchHeaders, body: jsonBody(AlertRuleInputBody) },
  responses: {
    200: jsonContent(AlertRuleBody, "The alert rule, changed"),
    ...problemResponses(400, 401, 403, 404, 409, 412, 413, 415, 422),
  },
});
const remove = createRoute({
  ...one,
  method: "delete",
  operationId: "deleteAlertRule",
  summary: "Delete an alert rule: its scope is judged as the next one says, or as built in",
  security: scope("alerts:write"),
  request: { params, headers: IfMatchHeaders },
  responses: { 204: { description: "Deleted" }, ...problemResponses(401, 403, 404, 409, 412, 422) },
});
const preview = createRoute({
  ...all,
  path: "/v1/alert-rule-previews",
  method: "post",
  operationId: "previewAlertRule",
  summary: "See what an alert rule would have raised in the last days",
  description:
    "By the very judge of the watch, over the same spend, with alerts marked as they are now. Nothing is kept and nobody is told.",
  security: scope("alerts:read"),
  request: {
    body: jsonBody(AlertRulePreviewInputBody),
  },
  responses: {
    200: jsonContent(PreviewBody, "What it would have raised"),
    ...problemResponses(400, 401, 403, 413, 415, 422),
  },
});
const check = createRoute({
  ...all,
  path: "/v1/alert-rule-checks",
  method: "post",
  operationId: "checkAlertRules",
  summary: "Judge all rules now, without waiting for the hour",
  description:
    "Of use once a past was imported. Within a minute or so alerts are raised, updated and resolved as the hourly watch would; what was raised is not raised again.",
  security: scope("alerts:write"),
  request: {},
  responses: {
    202: jsonContent(z.object({ asked_at: z.iso.datetime() }).meta({ id: "AlertRuleCheck" }), "It is asked for"),
    ...problemResponses(401, 403),
  },
});

type Sensitivity = z.output<typeof SensitivityBody>;
const counts = ({ useful, notUseful }: { readonly useful: number; readonly notUseful: number }) => ({
  useful,
  not_useful: notUseful,
});
const presentSensitivity = ({ stated, feedback, effective, scopes }: ShownRule["sensitivity"]): Sensitivity => ({
  stated,
  feedback: counts(feedback),
  effective,
  scopes: scopes.map((each) => ({
    scope: { ...each.scope },
    feedback: counts(each.counts),
    effective: each.effective,
  })),
});

function present(rule: ShownRule): z.output<typeof AlertRuleBody> {
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

export const alertRuleRoutes = newRouter()
  .openapi(create, async (c) => {
    const made = await createEntity(c.var.ctx, ALERT_RULES, c.req.valid("json"));
    c.header("ETag", entityTag(made));
    const alertRules = new Map([...c.var.ctx.configuration.alertRules, [made.id, made]]);
    const ctx = { ...c.var.ctx, configuration: { ...c.var.ctx.configuration, alertRules } };
    return c.json(present(await getRuleInForce(ctx, made.id)), 201);
  })
  .openapi(list, async (c) =>
    c.json(pageById(c, await listRulesInForce(c.var.ctx), c.req.valid("query"), present), 200),
  )
  .openapi(get, async (c) => {
    const rule = await getRuleInForce(c.var.ctx, c.req.valid("param").alert_rule_id);
    if (rule.made) c.header("ETag", entityTag(rule.made));
    return c.json(present(rule), 200);
  })
  .openapi(replace, async (c) => {
    const target = { id: c.req.valid("param").alert_rule_id, ifMatch: c.req.valid("header")["if-match"] };
    const changed = await replaceEntity(c.var.ctx, ALERT_RULES, { ...target, input: c.req.valid("json") });
    c.header("ETag", entityTag(changed));
    const alertRules = new Map([...c.var.ctx.configuration.alertRules, [changed.id, changed]]);
    const ctx = { ...c.var.ctx, configuration: { ...c.var.ctx.configuration, alertRules } };
    return c.json(present(await getRuleInForce(ctx, changed.id)), 200);
  })
  .openapi(remove, async (c) => {
    const target = { id: c.req.valid("param").alert_rule_id, ifMatch: c.req.valid("header")["if-match"] };
    await deleteEntity(c.var.ctx, ALERT_RULES, target);
    return c.body(null, 204);
  })
  .openapi(preview, async (c) => {
    const found = await previewAlertRule(c.var.ctx, c.req.valid("json"));
    const excess = found.incidents.reduce((sum, { excess_cost }) => sum + Number(excess_cost ?? 0), 0);
    const body: z.output<typeof PreviewBody> = {
      from: found.from,
      to: found.to,
      currency: c.var.ctx.configuration.tenant.currency,
      scopes: found.scopes,
      scopes_left_out: found.leftOut,
      sensitivity: presentSensitivity(found.sensitivity),
      incident_count: found.incidents.length,
      excess_cost: String(Number(excess.toFixed(6))),
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
    return c.json(body, 200);
  })
  .openapi(check, async (c) => c.json({ asked_at: (await askForWatch(c.var.ctx)).toISOString() }, 202));
