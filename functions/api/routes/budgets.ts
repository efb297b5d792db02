import { createRoute } from "@hono/zod-openapi";
import { type Budget, BUDGET_DIMENSIONS, BudgetInput } from "@outlay/domain/budget";
import { entityTag } from "@outlay/domain/digest";
import { createBudget } from "@outlay/services/create-budget";
import { deleteBudget } from "@outlay/services/delete-budget";
import { getBudget } from "@outlay/services/get-budget";
import { replaceBudget } from "@outlay/services/replace-budget";
import * as z from "zod";
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

export const BudgetParams = z.object({ budget_id: idOf("bud", "The budget's id.") });

const BudgetInputBody = BudgetInput.meta({
  id: "BudgetInput",
  description: [
    `\`scope\` lists values by dimension (${BUDGET_DIMENSIONS.join(", ")}, or \`tag:<name>\`): a list is OR, several dimensions are`,
    "AND, `unattributed` is no value, and {} is the whole company. Periods are of the tenant's time zone; a week begins on",
    "Monday, a range holds `from` and ends before `to`. `thresholds` are per cents of the amount at which an alert is raised.",
  ].join(" "),
  example: { name: "Support", scope: { department: ["support"] }, period: { type: "month" }, amount: "1500" },
});

const BudgetBody = z
  .object({
    id: z.string(),
    name: z.string(),
    scope: z.record(z.string(), z.array(z.string())),
    period: z.union([
      z.object({ type: z.enum(["day", "week", "month", "quarter", "year"]) }),
      z.object({ type: z.literal("range"), from: z.string(), to: z.string() }),
    ]),
    amount: z.string().meta({ description: "Decimal text in the tenant's currency.", example: "1500" }),
    thresholds: z.array(z.int()),
    owner: z.union([z.string(), z.null()]),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Budget" });

const presentBudget = (budget: Budget): z.input<typeof BudgetBody> => ({
  id: budget.id,
  name: budget.name,
  scope: budget.scope,
  period: budget.period,
  amount: budget.amount,
  thresholds: budget.thresholds,
  owner: budget.owner,
  created_at: budget.created_at,
  updated_at: budget.updated_at,
});

const create = createRoute({
  method: "post",
  path: "/v1/budgets",
  operationId: "createBudget",
  tags: ["Budgets"],
  summary: "Make a budget, which starts from what its period has truly spent",
  security: scope("budgets:write"),
  request: { headers: IdempotencyHeaders, body: jsonBody(BudgetInputBody) },
  responses: { 201: jsonContent(BudgetBody, "The budget"), ...problemResponses(400, 401, 403, 409, 413, 415, 422) },
});

const list = createRoute({
  method: "get",
  path: "/v1/budgets",
  operationId: "listBudgets",
  tags: ["Budgets"],
  summary: "List the budgets, oldest first",
  security: scope("budgets:read"),
  request: { query: PageQuery },
  responses: { 200: jsonContent(pageOf(BudgetBody), "A page of budgets"), ...problemResponses(400, 401, 403, 422) },
});

const get = createRoute({
  method: "get",
  path: "/v1/budgets/{budget_id}",
  operationId: "getBudget",
  tags: ["Budgets"],
  summary: "Read a budget",
  security: scope("budgets:read"),
  request: { params: BudgetParams },
  responses: { 200: jsonContent(BudgetBody, "The budget"), ...problemResponses(401, 403, 404, 422) },
});

const replace = createRoute({
  method: "put",
  path: "/v1/budgets/{budget_id}",
  operationId: "replaceBudget",
  tags: ["Budgets"],
  summary: "Give a budget other contents; its spend is counted anew, and alerts that it raised stay",
  security: scope("budgets:write"),
  request: { params: BudgetParams, headers: IfMatchHeaders, body: jsonBody(BudgetInputBody) },
  responses: {
    200: jsonContent(BudgetBody, "The budget, changed"),
    ...problemResponses(400, 401, 403, 404, 409, 412, 413, 415, 422),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/v1/budgets/{budget_id}",
  operationId: "deleteBudget",
  tags: ["Budgets"],
  summary: "Delete a budget; alerts that it raised stay",
  security: scope("budgets:write"),
  request: { params: BudgetParams, headers: IfMatchHeaders },
  responses: { 204: { description: "Deleted" }, ...problemResponses(401, 403, 404, 409, 412, 422) },
});

export const budgetRoutes = newRouter()
  .openapi(create, async (c) => {
    const budget = await createBudget(c.var.ctx, c.req.valid("json"));
    c.header("ETag", entityTag(budget));
    return c.json(presentBudget(budget), 201);
  })
  .openapi(list, (c) => c.json(pageById(c, c.var.ctx.configuration.budgets, c.req.valid("query"), presentBudget), 200))
  .openapi(get, (c) => {
    const budget = getBudget(c.var.ctx.configuration, c.req.valid("param").budget_id);
    c.header("ETag", entityTag(budget));
    return c.json(presentBudget(budget), 200);
  })
  .openapi(replace, async (c) => {
    const target = { id: c.req.valid("param").budget_id, ifMatch: c.req.valid("header")["if-match"] };
    const budget = await replaceBudget(c.var.ctx, { ...target, input: c.req.valid("json") });
    c.header("ETag", entityTag(budget));
    return c.json(presentBudget(budget), 200);
  })
  .openapi(remove, async (c) => {
    await deleteBudget(c.var.ctx, { id: c.req.valid("param").budget_id, ifMatch: c.req.valid("header")["if-match"] });
    return c.body(null, 204);
  });
