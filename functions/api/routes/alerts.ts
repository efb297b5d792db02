import { createRoute } from "@hono/zod-openapi";
import { Alert } from "@outlay/domain/alert";
import { LIMITS } from "@outlay/domain/limits";
import { listAlerts } from "@outlay/services/list-alerts";
import * as z from "zod";
import { idOf, jsonContent, newRouter, pageOf, PageQuery, problemResponses, scope } from "../router.ts";

const month = z.string().regex(/^2[01]\d\d-(0[1-9]|1[0-2])$/, "a month like 2026-11");

const AlertQuery = z.object({
  ...PageQuery.shape,
  budget_id: idOf("bud", "Only this budget's.").optional(),
  from_month: month.optional().meta({
    description: `The first month in which periods began; by default ${LIMITS.alertMonthsDefault} months are listed.`,
    example: "2026-01",
  }),
  to_month: month.optional().meta({
    description: `The last such month, by default the present one; at most ${LIMITS.alertMonths} months are listed.`,
    example: "2026-11",
  }),
});

const AlertBody = z
  .object({
    ...Alert.shape,
    value: z.union([z.string(), z.null()]).meta({ description: "Of a template: whose spend it is." }),
    projected: z.union([z.string(), z.null()]),
  })
  .meta({ id: "Alert" });

const list = createRoute({
  method: "get",
  path: "/v1/alerts",
  operationId: "listAlerts",
  tags: ["Alerts"],
  summary: "List the alerts that budgets raised, those of the newest month's periods first",
  security: scope("alerts:read"),
  request: { query: AlertQuery },
  responses: { 200: jsonContent(pageOf(AlertBody), "A page of alerts"), ...problemResponses(400, 401, 403, 422) },
});

export const alertRoutes = newRouter().openapi(list, async (c) => {
  const { cursor, limit, ...filters } = c.req.valid("query");
  const afterId = c.var.cursors.open(cursor, filters);
  const asked = { fromMonth: filters.from_month, toMonth: filters.to_month, budgetId: filters.budget_id };
  const page = await listAlerts(c.var.ctx, { ...asked, afterId, limit });
  const next_cursor = page.nextId === null ? null : c.var.cursors.seal(page.nextId, filters);
  return c.json({ items: [...page.alerts], next_cursor }, 200);
});
