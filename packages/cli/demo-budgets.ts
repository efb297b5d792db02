import { type ApiAccess, callApi, problemText } from "./api-client.ts";
import { itemsOf, textOf } from "./json-body.ts";
import { UsageError } from "./mapping.ts";

interface DemoBudget {
  readonly name: string;
  readonly scope: Readonly<Record<string, readonly string[]>>;
  readonly period: { readonly type: "day" | "week" | "month" };
  readonly amount: string;
  readonly thresholds: readonly number[];
  readonly owner: string;
}

const THRESHOLDS = [50, 80, 100];

/** Of every kind: a company's whole, a department's, an environment's; by day, week and month; some too small. */
const DEMO_BUDGETS: readonly DemoBudget[] = [
  { name: "Whole company", scope: {}, period: { type: "month" }, amount: "900", thresholds: THRESHOLDS, owner: "cfo" },
  {
    name: "Sales",
    scope: { department: ["sales"] },
    period: { type: "month" },
    amount: "90",
    thresholds: THRESHOLDS,
    owner: "head-of-sales",
  },
  {
    name: "Engineering by week",
    scope: { department: ["engineering"] },
    period: { type: "week" },
    amount: "75",
    thresholds: THRESHOLDS,
    owner: "vp-engineering",
  },
  {
    name: "Contract review",
    scope: { department: ["legal"], workflow: ["contract-review"] },
    period: { type: "month" },
    amount: "110",
    thresholds: THRESHOLDS,
    owner: "general-counsel",
  },
  {
    name: "Experiments",
    scope: { environment: ["experiment"] },
    period: { type: "month" },
    amount: "120",
    thresholds: THRESHOLDS,
    owner: "head-of-research",
  },
  {
    name: "Support by day",
    scope: { department: ["support"], environment: ["production"] },
    period: { type: "day" },
    amount: "5",
    thresholds: THRESHOLDS,
    owner: "support-lead",
  },
];

/** Makes those of the budgets whose names are not there yet. How many were made. */
export async function ensureBudgets(access: ApiAccess): Promise<number> {
  const listed = await callApi(access, "/v1/budgets?limit=100");
  if (listed.status !== 200) throw new UsageError(`The budgets cannot be read: ${problemText(listed)}`);
  const names = new Set(itemsOf(listed.body).map(({ name }) => textOf(name)));
  const missing = DEMO_BUDGETS.filter(({ name }) => !names.has(name));
  for (const budget of missing) {
    const made = await callApi(access, "/v1/budgets", {
      method: "POST",
      // Names one attempt at this budget, so that a repeat within the call makes no second one.
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify(budget),
    });
    if (made.status !== 201) throw new UsageError(`The budget "${budget.name}" was refused: ${problemText(made)}`);
  }
  return missing.length;
}
