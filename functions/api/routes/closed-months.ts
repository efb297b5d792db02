import { createRoute } from "@hono/zod-openapi";
import { type ClosedMonth, MonthText } from "@outlay/domain/closed-month";
import { closeMonth } from "@outlay/services/close-month";
import * as z from "zod";
import { pageById } from "../page.ts";
import {
  IdempotencyHeaders,
  jsonBody,
  jsonContent,
  newRouter,
  pageOf,
  PageQuery,
  problemResponses,
  scope,
} from "../router.ts";

const ClosedMonthInputBody = z
  .strictObject({ month: MonthText })
  .meta({ id: "ClosedMonthInput", example: { month: "2026-10" } });

const ClosedMonthBody = z
  .object({
    month: z.string(),
    closed_at: z.string(),
    closed_by: z.object({ kind: z.string(), id: z.string() }),
  })
  .meta({ id: "ClosedMonth" });

const present = ({ id, closed_at, closed_by }: ClosedMonth): z.input<typeof ClosedMonthBody> => ({
  month: id,
  closed_at,
  closed_by,
});

const create = createRoute({
  method: "post",
  path: "/v1/closed-months",
  operationId: "closeMonth",
  tags: ["Prices"],
  summary: "Close a month that is over, so that no re-pricing changes it",
  description:
    "For good. What a re-pricing would change there is listed as its adjustments. Usage that comes late still counts.",
  security: scope("closed-months:write"),
  request: { headers: IdempotencyHeaders, body: jsonBody(ClosedMonthInputBody) },
  responses: {
    201: jsonContent(ClosedMonthBody, "The month, closed"),
    ...problemResponses(400, 401, 403, 409, 413, 415, 422),
  },
});

const list = createRoute({
  method: "get",
  path: "/v1/closed-months",
  operationId: "listClosedMonths",
  tags: ["Prices"],
  summary: "List the closed months, oldest first",
  security: scope("closed-months:read"),
  request: { query: PageQuery },
  responses: {
    200: jsonContent(pageOf(ClosedMonthBody), "A page of closed months"),
    ...problemResponses(400, 401, 403, 422),
  },
});

export const closedMonthRoutes = newRouter()
  .openapi(create, async (c) => c.json(present(await closeMonth(c.var.ctx, c.req.valid("json").month)), 201))
  .openapi(list, (c) => c.json(pageById(c, c.var.ctx.configuration.closedMonths, c.req.valid("query"), present), 200));
