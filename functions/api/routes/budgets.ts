import { BUDGET_DIMENSIONS, BudgetInput, ENFORCEMENTS, ON_UNAVAILABLE } from "@outlay/domain/budget";
import { askForBudgets } from "@outlay/services/ask-for-budgets";
import { BUDGETS } from "@outlay/services/budgets";
import { budgetWarnings, enforcementWarnings } from "@outlay/services/warn-of-budget";
import * as z from "zod";
import { entityRoutes } from "../entity-routes.ts";

const BudgetInputBody = BudgetInput.meta({
  id: "BudgetInput",
  description: [
    `\`scope\` lists values by dimension (${BUDGET_DIMENSIONS.join(", ")}, or \`tag:<name>\`): a list is OR, several dimensions are`,
    'AND, `unattributed` is no value, and {} is the whole company. One dimension may be `["*"]`: a template, one budget for each',
    "value, in force from its first call. `enforcement` where it is not stated: hard where `environment` names only experiments or",
    "`tag:priority` only `low`, soft otherwise. Periods are of the tenant's time zone; a week begins on",
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
    enforcement: z.enum(ENFORCEMENTS).meta({ description: "A soft budget tells; a hard one also denies calls." }),
    on_unavailable: z
      .enum(ON_UNAVAILABLE)
      .meta({ description: "Of a hard budget: whether calls pass while nobody can say what it has left." }),
    thresholds: z.array(z.int()),
    owner: z.union([z.string(), z.null()]),
    created_at: z.string(),
    updated_at: z.string(),
    warnings: z
      .array(z.object({ code: z.enum(["scope_matches_nothing", "enforcement_changed"]), text: z.string() }))
      .optional()
      .meta({ description: "Said once the budget is made or replaced: it is allowed, and may not be what was meant." }),
  })
  .meta({ id: "Budget" });

export const budgetRoutes = entityRoutes({
  kind: BUDGETS,
  path: "/v1/budgets",
  parameter: "budget_id",
  tag: "Budgets",
  name: "Budget",
  scopes: { read: "budgets:read", write: "budgets:write" },
  input: BudgetInputBody,
  body: BudgetBody,
  description:
    "It starts from what its period has truly spent. Where it is given other contents, its spend is counted anew; alerts that it raised stay, also once it is deleted.",
  remarks: async (ctx, input, before) => ({
    warnings: [...enforcementWarnings(before, input), ...(await budgetWarnings(ctx, input))],
  }),
  afterChange: askForBudgets,
});
