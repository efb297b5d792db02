import { type ClosedMonth, MonthText } from "@outlay/domain/closed-month";
import { closeMonth } from "@outlay/services/close-month";
import * as z from "zod";
import { pageById } from "../page.ts";
import { contractsOf } from "../resource-contracts.ts";
import { newRouter, PageQuery } from "../router.ts";

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

const contracts = contractsOf({
  path: "/v1/closed-months",
  params: z.object({}),
  tag: "Prices",
  scopes: { read: "closed-months:read", write: "closed-months:write" },
});
const create = contracts.create(
  {
    operationId: "closeMonth",
    summary: "Close a month that is over, so that no re-pricing changes it",
    description:
      "For good. What a re-pricing would change there is listed as its adjustments. Usage that comes late still counts.",
    answers: "The month, closed",
  },
  ClosedMonthInputBody,
  ClosedMonthBody,
);
const list = contracts.list(
  {
    operationId: "listClosedMonths",
    summary: "List the closed months, oldest first",
    answers: "A page of closed months",
  },
  PageQuery,
  ClosedMonthBody,
);

export const closedMonthRoutes = newRouter()
  .openapi(create, async (c) => c.json(present(await closeMonth(c.var.ctx, c.req.valid("json").month)), 201))
  .openapi(list, (c) => c.json(pageById(c, c.var.ctx.configuration.closedMonths, c.req.valid("query"), present), 200));
