import {
  type BudgetOverride,
  BudgetOverrideInput,
  BUDGET_OVERRIDE_STATUSES,
  overrideStatus,
} from "@outlay/domain/budget-override";
import { ReasonText } from "@outlay/domain/reason-text";
import { LIMITS } from "@outlay/domain/limits";
import {
  endBudgetOverride,
  getBudgetOverride,
  giveBudgetOverride,
  reviewBudgetOverride,
} from "@outlay/services/change-budget-override";
import * as z from "zod";
import { orNull } from "../or-null.ts";
import { pageById } from "../page.ts";
import { PersonBody } from "../person-body.ts";
import { contractsOf } from "../resource-contracts.ts";
import { idOf, newRouter, optionalJsonBody, PageQuery } from "../router.ts";

const BudgetOverrideInputBody = BudgetOverrideInput.meta({
  id: "BudgetOverrideInput",
  description: [
    "Either `amount`, or `percent`: whole per cents of the budget's amount; it is added to what the budget allows, beside other",
    `overrides. It expires at most ${LIMITS.budgetOverrideDays} days from now. Of a template, \`value\` names the one that it is`,
    "for; null is for each of them.",
  ].join(" "),
  example: {
    budget_id: "bud_01kaz5e1b2c3d4e5f6g7h8j9km",
    percent: 20,
    reason: "The launch brings more traffic than planned",
    expires_at: "2026-12-01T00:00:00Z",
  },
});

const BudgetOverrideBody = z
  .object({
    id: z.string(),
    budget_id: z.string(),
    value: orNull(z.string()),
    amount: orNull(z.string()).meta({ description: "What is added, as decimal text in the tenant's currency." }),
    percent: orNull(z.int()).meta({ description: "What is added, as per cents of the budget's amount." }),
    reason: z.string(),
    status: z.enum(BUDGET_OVERRIDE_STATUSES),
    approved_by: PersonBody,
    created_at: z.string(),
    expires_at: z.string(),
    ended_at: orNull(z.string()),
    ended_by: orNull(PersonBody),
    reviewed_at: orNull(z.string()),
    reviewed_by: orNull(PersonBody),
    review_note: orNull(z.string()),
  })
  .meta({ id: "BudgetOverride" });

const EndBody = z
  .strictObject({ reason: ReasonText.nullable().default(null) })
  .meta({ id: "BudgetOverrideEnd", example: { reason: "The launch is over" } });
const ReviewBody = z
  .strictObject({ note: ReasonText.nullable().default(null) })
  .meta({ id: "BudgetOverrideReview", example: { note: "The budget itself is too small: raise it" } });

const OverrideQuery = z.strictObject({
  ...PageQuery.shape,
  budget_id: idOf("bud", "Only this budget's.").optional(),
  status: z.enum(BUDGET_OVERRIDE_STATUSES).optional(),
  reviewed: z.enum(["true", "false"]).optional().meta({ description: "`false`: those that wait for a review." }),
});

const presentAt =
  (now: Date) =>
  (override: BudgetOverride): z.output<typeof BudgetOverrideBody> => ({
    ...override,
    status: overrideStatus(override, now.getTime()),
  });

const contracts = contractsOf({
  path: "/v1/budget-overrides",
  params: z.object({ budget_override_id: idOf("ovr", "The override's id.") }),
  tag: "Budgets",
  scopes: { read: "budgets:read", write: "budgets:write" },
});
const give = contracts.create(
  {
    operationId: "giveBudgetOverride",
    summary: "Give a hard budget more room until a time",
    description: "In force at once. Nothing of it can be edited; it can be ended, and waits for a review.",
    answers: "What was given",
  },
  BudgetOverrideInputBody,
  BudgetOverrideBody,
);
const list = contracts.list(
  {
    operationId: "listBudgetOverrides",
    summary: "List the overrides of budgets, those over included, oldest first",
    answers: "A page of overrides",
  },
  OverrideQuery,
  BudgetOverrideBody,
);
const get = contracts.get(
  { operationId: "getBudgetOverride", summary: "Read an override of a budget", answers: "The override" },
  BudgetOverrideBody,
);
const end = contracts.act(
  "/end",
  {
    operationId: "endBudgetOverride",
    summary: "End an override before it expires",
    answers: "The override, ended",
  },
  optionalJsonBody(EndBody),
  BudgetOverrideBody,
);
const review = contracts.act(
  "/review",
  {
    operationId: "reviewBudgetOverride",
    summary: "Say that an override was reviewed",
    description: "Once, while it is in force or after. It changes nothing else of it.",
    answers: "The override, reviewed",
  },
  optionalJsonBody(ReviewBody),
  BudgetOverrideBody,
);

export const budgetOverrideRoutes = newRouter()
  .openapi(give, async (c) => {
    const made = await giveBudgetOverride(c.var.ctx, c.req.valid("json"));
    return c.json(presentAt(c.var.ctx.now())(made), 201);
  })
  .openapi(list, (c) => {
    const { configuration, now } = c.var.ctx;
    const { budget_id, status, reviewed, ...page } = c.req.valid("query");
    const at = now();
    const isListed = (override: BudgetOverride) =>
      (budget_id === undefined || override.budget_id === budget_id) &&
      (status === undefined || overrideStatus(override, at.getTime()) === status) &&
      (reviewed === undefined || (override.reviewed_at !== null) === (reviewed === "true"));
    const listed = new Map([...configuration.budgetOverrides].filter(([, override]) => isListed(override)));
    return c.json(pageById(c, listed, page, presentAt(at)), 200);
  })
  .openapi(get, (c) => {
    const override = getBudgetOverride(c.var.ctx.configuration, c.req.valid("param").budget_override_id);
    return c.json(presentAt(c.var.ctx.now())(override), 200);
  })
  .openapi(end, async (c) => {
    const target = { id: c.req.valid("param").budget_override_id, ...c.req.valid("json") };
    return c.json(presentAt(c.var.ctx.now())(await endBudgetOverride(c.var.ctx, target)), 200);
  })
  .openapi(review, async (c) => {
    const target = { id: c.req.valid("param").budget_override_id, ...c.req.valid("json") };
    return c.json(presentAt(c.var.ctx.now())(await reviewBudgetOverride(c.var.ctx, target)), 200);
  });
