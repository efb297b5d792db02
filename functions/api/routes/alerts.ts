import { createRoute } from "@hono/zod-openapi";
import { ALERT_KINDS, BudgetAlert, LoopAlert } from "@outlay/domain/alert";
import { LIMITS } from "@outlay/domain/limits";
import { listAlerts } from "@outlay/services/list-alerts";
import * as z from "zod";
import { idOf, jsonContent, newRouter, pageOf, PageQuery, problemResponses, scope } from "../router.ts";

const month = z.string().regex(/^2[01]\d\d-(0[1-9]|1[0-2])$/, "a month like 2026-11");

const AlertQuery = z.object({
  ...PageQuery.shape,
  kind: z.enum(ALERT_KINDS).optional().meta({ description: "Only these: of budgets, or of runs in a loop." }),
  budget_id: idOf("bud", "Only this budget's.").optional(),
  from_month: month.optional().meta({
    description: `The first month in which periods or runs began; by default ${LIMITS.alertMonthsDefault} months are listed.`,
    example: "2026-01",
  }),
  to_month: month.optional().meta({
    description: `The last such month, by default the present one; at most ${LIMITS.alertMonths} months are listed.`,
    example: "2026-11",
  }),
});

const BudgetAlertBody = z
  .object({
    ...BudgetAlert.shape,
    kind: z.literal("budget"),
    value: z.union([z.string(), z.null()]).meta({ description: "Of a template: whose spend it is." }),
    projected: z.union([z.string(), z.null()]),
  })
  .meta({ id: "BudgetAlert" });
const LoopAlertBody = LoopAlert.meta({ id: "LoopAlert" });
const AlertBody = z.union([BudgetAlertBody, LoopAlertBody]).meta({ id: "Alert" });

const list = createRoute({
  method: "get",
  path: "/v1/alerts",
  operationId: "listAlerts",
  tags: ["Alerts"],
  summary: "List the alerts of budgets and of runs in a loop, those of the newest month first",
  security: scope("alerts:read"),
  request: { query: AlertQuery },
  responses: { 200: jsonContent(pageOf(AlertBody), "A page of alerts"), ...problemResponses(400, 401, 403, 422) },
});

export const alertRoutes = newRouter().openapi(list, async (c) => {
  const { cursor, limit, ...filters } = c.req.valid("query");
  const afterId = c.var.cursors.open(cursor, filters);
  const asked = { fromMonth: filters.from_month, toMonth: filters.to_month, budgetId: filters.budget_id };
  const { kind } = filters;
  const page = await listAlerts(c.var.ctx, { ...asked, kind, afterId, limit });
  const next_cursor = page.nextId === null ? null : c.var.cursors.seal(page.nextId, filters);
  return c.json({ items: [...page.alerts], next_cursor }, 200);
});
