import { createRoute } from "@hono/zod-openapi";
import { type AlertRule, AlertRuleInput, AlertRulePreviewInput, WATCHED_DIMENSIONS } from "@outlay/domain/alert-rule";
import { ANOMALY_RULE_NAMES } from "@outlay/domain/anomaly-rule";
import { entityTag } from "@outlay/domain/digest";
import { LIMITS } from "@outlay/domain/limits";
import { ALERT_RULES, getRuleInForce, listRulesInForce, type ShownRule } from "@outlay/services/alert-rules";
import type { Context } from "@outlay/services/context";
import { createEntity, deleteEntity, replaceEntity } from "@outlay/services/entities";
import { askForWatch } from "@outlay/services/ask-for-watch";
import { previewAlertRule } from "@outlay/services/preview-alert-rule";
import * as z from "zod";
import { AlertRuleBody, AlertRulePreviewBody, presentAlertRule, presentAlertRulePreview } from "../alert-rule-body.ts";
import { pageById } from "../page.ts";
import { contractsOf } from "../resource-contracts.ts";
import { jsonBody, jsonContent, newRouter, PageQuery, problemResponses, scope } from "../router.ts";

const params = z.object({
  alert_rule_id: z
    .string()
    .regex(
      /^arl_[0-9a-hjkmnp-tv-z]{26}$/,
      "an id like arl_…: what is built in is changed by making an alert rule of it, by POST /v1/alert-rules",
    )
    .meta({ description: "The alert rule's id.", example: "arl_01kaz5e1b2c3d4e5f6g7h8j9km" }),
});
const anyParams = z.object({
  alert_rule_id: z
    .string()
    .regex(/^(arl_[0-9a-hjkmnp-tv-z]{26}|[a-z_]{1,40})$/, "an id like arl_…, or the name of a rule that is built in")
    .meta({ description: "The alert rule's id, or the name of a rule that is built in.", example: "growth" }),
});

const description = [
  `How one rule (${ANOMALY_RULE_NAMES.join(", ")}) is judged in a scope. \`scope\` lists values by dimension`,
  `(${WATCHED_DIMENSIONS.join(", ")}: those of one of the lists that the rule watches); {} is everything. Of several that cover a scope the one with`,
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

const contracts = contractsOf({
  path: "/v1/alert-rules",
  params,
  tag: "Alerts",
  scopes: { read: "alerts:read", write: "alerts:write" },
});
const create = contracts.create(
  {
    operationId: "createAlertRule",
    summary: "Have a rule judged in its own way in a scope, or turn it off there",
    description: "From the next run on. No two are of one rule and scope.",
    answers: "The alert rule",
  },
  AlertRuleInputBody,
  AlertRuleBody,
);
const list = contracts.list(
  {
    operationId: "listAlertRules",
    summary: "List every rule in force, what is built in too",
    description: "With all parameters, and what marks of alerts make of its sensitivity.",
    answers: "A page of rules",
  },
  PageQuery,
  AlertRuleBody,
);
const get = createRoute({
  ...contracts.one,
  method: "get",
  operationId: "getAlertRule",
  summary: "Read a rule in force",
  security: scope("alerts:read"),
  request: { params: anyParams },
  responses: { 200: jsonContent(AlertRuleBody, "The rule"), ...problemResponses(401, 403, 404, 422) },
});
const replace = contracts.change(
  "put",
  {
    operationId: "replaceAlertRule",
    summary: "Give an alert rule other contents",
    answers: "The alert rule, changed",
  },
  AlertRuleInputBody,
  AlertRuleBody,
);
const remove = contracts.remove({
  operationId: "deleteAlertRule",
  summary: "Delete an alert rule: its scope is judged as the next one says, or as built in",
});
const preview = createRoute({
  ...contracts.all,
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
    200: jsonContent(AlertRulePreviewBody, "What it would have raised"),
    ...problemResponses(400, 401, 403, 413, 415, 422),
  },
});
const check = createRoute({
  ...contracts.all,
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
    ...problemResponses(400, 401, 403, 422),
  },
});

/** What was written just now, as it is in force: the request's configuration was read before. */
function inForce(ctx: Context, rule: AlertRule): Promise<ShownRule> {
  const alertRules = new Map([...ctx.configuration.alertRules, [rule.id, rule]]);
  return getRuleInForce({ ...ctx, configuration: { ...ctx.configuration, alertRules } }, rule.id);
}

export const alertRuleRoutes = newRouter()
  .openapi(create, async (c) => {
    const made = await createEntity(c.var.ctx, ALERT_RULES, c.req.valid("json"));
    c.header("ETag", entityTag(made));
    return c.json(presentAlertRule(await inForce(c.var.ctx, made)), 201);
  })
  .openapi(list, async (c) =>
    c.json(pageById(c, await listRulesInForce(c.var.ctx), c.req.valid("query"), presentAlertRule), 200),
  )
  .openapi(get, async (c) => {
    const rule = await getRuleInForce(c.var.ctx, c.req.valid("param").alert_rule_id);
    if (rule.made) c.header("ETag", entityTag(rule.made));
    return c.json(presentAlertRule(rule), 200);
  })
  .openapi(replace, async (c) => {
    const target = { id: c.req.valid("param").alert_rule_id, ifMatch: c.req.valid("header")["if-match"] };
    const changed = await replaceEntity(c.var.ctx, ALERT_RULES, { ...target, input: c.req.valid("json") });
    c.header("ETag", entityTag(changed));
    return c.json(presentAlertRule(await inForce(c.var.ctx, changed)), 200);
  })
  .openapi(remove, async (c) => {
    const target = { id: c.req.valid("param").alert_rule_id, ifMatch: c.req.valid("header")["if-match"] };
    await deleteEntity(c.var.ctx, ALERT_RULES, target);
    return c.body(null, 204);
  })
  .openapi(preview, async (c) => {
    const found = await previewAlertRule(c.var.ctx, c.req.valid("json"));
    return c.json(presentAlertRulePreview(found, c.var.ctx.configuration.tenant.currency), 200);
  })
  .openapi(check, async (c) => c.json({ asked_at: (await askForWatch(c.var.ctx)).toISOString() }, 202));
