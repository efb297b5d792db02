import { createRoute } from "@hono/zod-openapi";
import { type Alert, ALERT_KINDS } from "@outlay/domain/alert";
import { ALERT_STATUSES, SEVERITIES } from "@outlay/domain/alert-life";
import { ANOMALY_RULE_NAMES } from "@outlay/domain/anomaly-rule";
import { entityTag } from "@outlay/domain/digest";
import { TAG_PREFIX } from "@outlay/domain/dimensions";
import { LIMITS } from "@outlay/domain/limits";
import { NOT_WATCHED_RULES } from "@outlay/domain/not-watched";
import { ReasonText } from "@outlay/domain/reason-text";
import {
  acknowledgeAlert,
  alertState,
  getAlert,
  markAlert,
  reopenAlert,
  resolveAlert,
  snoozeAlert,
} from "@outlay/services/change-alert";
import { listAlerts } from "@outlay/services/list-alerts";
import type { Context } from "hono";
import * as z from "zod";
import { AlertBody, presentAlertAt } from "../alert-body.ts";
import { GROUPS, isGroup } from "../filter-parameters.ts";
import {
  type ApiEnv,
  idOf,
  IfMatchHeaders,
  jsonBody,
  jsonContent,
  newRouter,
  optionalJsonBody,
  pageOf,
  PageQuery,
  problemResponses,
  scope,
} from "../router.ts";

const month = z.string().regex(/^2[01]\d\d-(0[1-9]|1[0-2])$/, "a month like 2026-11");

/** A source, or a tag's name and value, each character of which may take two units. */
const SCOPE_UNITS_MAX = 2 * Math.max(LIMITS.idCharacters, 2 * LIMITS.valueCharacters) + 10;

/** Strict: a filter that was misspelt would list everything. */
const AlertQuery = z.strictObject({
  ...PageQuery.shape,
  kind: z
    .enum(ALERT_KINDS)
    .optional()
    .meta({ description: "Only these: of budgets, of runs in a loop, or what rules found." }),
  budget_id: idOf("bud", "Only this budget's.").optional(),
  status: z
    .enum(ALERT_STATUSES)
    .optional()
    .meta({ description: "Only those that are so now. What was snoozed until a time that is past is open." }),
  severity: z.enum(SEVERITIES).optional().meta({ description: "Only of this severity." }),
  rule: z
    .enum([...ANOMALY_RULE_NAMES, ...NOT_WATCHED_RULES])
    .optional()
    .meta({
      description: "Only what this rule found, or that rules of hours or days were not judged.",
      example: "growth",
    }),
  scope: z
    .string()
    .max(SCOPE_UNITS_MAX)
    .refine((text) => isScope(scopeOf(text)), `a dimension and its value, like department:sales; of ${GROUPS}`)
    .optional()
    .meta({
      description: "Only anomalies of this value, and loops of runs that have it: `<dimension>:<value>`.",
      example: "department:sales",
    }),
  from_month: month.optional().meta({
    description: `The first month in which periods, runs or incidents began; by default ${LIMITS.alertMonthsDefault} months are listed.`,
    example: "2026-01",
  }),
  to_month: month.optional().meta({
    description: `The last such month, by default the present one; at most ${LIMITS.alertMonths} months are listed.`,
    example: "2026-11",
  }),
});

const note = ReasonText.nullable().default(null);
const NoteBody = z.strictObject({ note }).meta({ id: "AlertNote", example: { note: "The team is looking into it" } });
const SnoozeBody = z
  .strictObject({
    until: z.iso
      .datetime({ offset: true })
      .meta({ description: `At most ${LIMITS.alertSnoozeDays} days from now.`, example: "2026-12-01T08:00:00Z" }),
    note,
  })
  .meta({ id: "AlertSnooze", example: { until: "2026-12-01T08:00:00Z", note: "The migration ends on Monday" } });
const FeedbackBody = z
  .strictObject({ useful: z.boolean(), note })
  .meta({ id: "AlertFeedbackInput", example: { useful: false, note: "The load test was announced" } });

const ALERT_ID = /^(bud_[0-9a-hjkmnp-tv-z]{26}|loop|anomaly)\.2[01]\d\d-(0[1-9]|1[0-2])-\d\d\.[0-9a-z.]{1,80}$/;
const params = z.object({
  alert_id: z
    .string()
    .regex(ALERT_ID, "the id of an alert")
    .meta({ description: "The alert's id.", example: `anomaly.2026-11-02.${"0a".repeat(16)}` }),
});

const all = { path: "/v1/alerts", tags: ["Alerts"] };
const one = { path: "/v1/alerts/{alert_id}", tags: ["Alerts"] };
const changed = problemResponses(400, 401, 403, 404, 409, 412, 413, 415, 422);

const list = createRoute({
  ...all,
  method: "get",
  operationId: "listAlerts",
  summary: "List the alerts of budgets, of runs in a loop and of rules, those of the newest month first",
  description: `A page looks at ${LIMITS.alertsPerPage} alerts at the most: where filters pass over many, it may list fewer than \`limit\`.`,
  security: scope("alerts:read"),
  request: { query: AlertQuery },
  responses: { 200: jsonContent(pageOf(AlertBody), "A page of alerts"), ...problemResponses(400, 401, 403, 422) },
});
const get = createRoute({
  ...one,
  method: "get",
  operationId: "getAlert",
  summary: "Read an alert",
  security: scope("alerts:read"),
  request: { params },
  responses: { 200: jsonContent(AlertBody, "The alert"), ...problemResponses(401, 403, 404, 422) },
});
const change = { security: scope("alerts:write") };
const acknowledge = createRoute({
  ...one,
  ...change,
  path: `${one.path}/acknowledge`,
  method: "post",
  operationId: "acknowledgeAlert",
  summary: "Say that somebody looks after an alert",
  description: "Acknowledging what is acknowledged changes nothing.",
  request: { params, headers: IfMatchHeaders, body: optionalJsonBody(NoteBody) },
  responses: { 200: jsonContent(AlertBody, "The alert, acknowledged"), ...changed },
});
const snooze = createRoute({
  ...one,
  ...change,
  path: `${one.path}/snooze`,
  method: "post",
  operationId: "snoozeAlert",
  summary: "Hear nothing of an alert until a time",
  description: "After it the alert is open again, if it is still so.",
  request: { params, headers: IfMatchHeaders, body: jsonBody(SnoozeBody) },
  responses: { 200: jsonContent(AlertBody, "The alert, snoozed"), ...changed },
});
const resolve = createRoute({
  ...one,
  ...change,
  path: `${one.path}/resolve`,
  method: "post",
  operationId: "resolveAlert",
  summary: "Say that an alert is over",
  description:
    "What is still so does not raise it again, unless it gets much worse. Resolving what is resolved changes nothing.",
  request: { params, headers: IfMatchHeaders, body: optionalJsonBody(NoteBody) },
  responses: { 200: jsonContent(AlertBody, "The alert, resolved"), ...changed },
});
const reopen = createRoute({
  ...one,
  ...change,
  path: `${one.path}/reopen`,
  method: "post",
  operationId: "reopenAlert",
  summary: "Open an alert again",
  description: "Reopening what is open changes nothing.",
  request: { params, headers: IfMatchHeaders, body: optionalJsonBody(NoteBody) },
  responses: { 200: jsonContent(AlertBody, "The alert, open"), ...changed },
});
const feedback = createRoute({
  ...one,
  ...change,
  path: `${one.path}/feedback`,
  method: "put",
  operationId: "giveAlertFeedback",
  summary: "Say whether an alert was useful",
  description:
    "The last word counts. It moves the sensitivity of the alert's rule in its scope: see `GET /v1/alert-rules`.",
  request: { params, headers: IfMatchHeaders, body: jsonBody(FeedbackBody) },
  responses: { 200: jsonContent(AlertBody, "The alert"), ...changed },
});

/** One alert as it is now, with the tag of its state. */
function shown(c: Context<ApiEnv>, alert: Alert): z.output<typeof AlertBody> {
  c.header("ETag", entityTag(alertState(alert)));
  return presentAlertAt(c.var.ctx.now(), c.var.ctx.configuration.tenant.currency)(alert);
}

const targetOf = (param: { alert_id: string }, header: { "if-match"?: string | undefined }) => ({
  id: param.alert_id,
  ifMatch: header["if-match"],
});

export const alertRoutes = newRouter()
  .openapi(list, async (c) => {
    const { cursor, limit, ...filters } = c.req.valid("query");
    const afterId = c.var.cursors.open(cursor, filters);
    const { kind, status, severity, rule, budget_id: budgetId, from_month: fromMonth, to_month: toMonth } = filters;
    const ofScope = filters.scope === undefined ? undefined : scopeOf(filters.scope);
    const asked = { kind, status, severity, rule, budgetId, fromMonth, toMonth, scope: ofScope };
    const page = await listAlerts(c.var.ctx, { ...asked, afterId, limit });
    const next_cursor = page.nextId === null ? null : c.var.cursors.seal(page.nextId, filters);
    return c.json(
      { items: page.alerts.map(presentAlertAt(c.var.ctx.now(), c.var.ctx.configuration.tenant.currency)), next_cursor },
      200,
    );
  })
  .openapi(get, async (c) => c.json(shown(c, await getAlert(c.var.ctx, c.req.valid("param").alert_id)), 200))
  .openapi(acknowledge, async (c) => {
    const target = { ...targetOf(c.req.valid("param"), c.req.valid("header")), ...c.req.valid("json") };
    return c.json(shown(c, await acknowledgeAlert(c.var.ctx, target)), 200);
  })
  .openapi(snooze, async (c) => {
    const { until, ...body } = c.req.valid("json");
    const target = { ...targetOf(c.req.valid("param"), c.req.valid("header")), ...body, until: new Date(until) };
    return c.json(shown(c, await snoozeAlert(c.var.ctx, target)), 200);
  })
  .openapi(resolve, async (c) => {
    const target = { ...targetOf(c.req.valid("param"), c.req.valid("header")), ...c.req.valid("json") };
    return c.json(shown(c, await resolveAlert(c.var.ctx, target)), 200);
  })
  .openapi(reopen, async (c) => {
    const target = { ...targetOf(c.req.valid("param"), c.req.valid("header")), ...c.req.valid("json") };
    return c.json(shown(c, await reopenAlert(c.var.ctx, target)), 200);
  })
  .openapi(feedback, async (c) => {
    const target = { ...targetOf(c.req.valid("param"), c.req.valid("header")), ...c.req.valid("json") };
    return c.json(shown(c, await markAlert(c.var.ctx, target)), 200);
  });

interface AskedScope {
  readonly dimension: string;
  readonly value: string;
}

const isScope = ({ dimension, value }: AskedScope): boolean => isGroup(dimension) && value !== "";

/** `<dimension>:<value>`, of which a tag's name has a colon before it. */
function scopeOf(text: string): AskedScope {
  const end = text.indexOf(":", text.startsWith(TAG_PREFIX) ? TAG_PREFIX.length : 0);
  return end < 0 ? { dimension: text, value: "" } : { dimension: text.slice(0, end), value: text.slice(end + 1) };
}
