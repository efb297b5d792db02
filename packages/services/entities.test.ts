import { noCollections } from "@outlay/domain/collections";
import type { Budget } from "@outlay/domain/budget";
import { LIMITS } from "@outlay/domain/limits";
import type { Configuration } from "@outlay/domain/configuration";
import { memoryTable } from "@outlay/storage/memory-table";
import { expect, test } from "vitest";
import type { Context } from "./context.ts";
import { BUDGETS } from "./budgets.ts";
import { createEntity, replaceEntity } from "./entities.ts";

const input = {
  name: "Support",
  scope: {},
  period: { type: "month" as const },
  amount: "100",
  enforcement: "soft" as const,
  on_unavailable: "closed" as const,
  thresholds: [50],
  owner: null,
};
const at = "2026-11-16T00:00:00.000Z";
const budgetOf = (id: string): Budget => ({ ...input, id, created_at: at, updated_at: at });

const contextWith = (budgetCount: number): Context =>
  contextOf(Array.from({ length: budgetCount }, (_, index) => budgetOf(`bud_${String(index).padStart(6, "0")}`)));

function contextOf(budgets: readonly Budget[]): Context {
  const configuration: Configuration = {
    seq: 1,
    headHash: "hash-of-1",
    tenant: { id: "ten_1", name: "Acme", time_zone: "UTC", currency: "USD", created_at: at },
    schedule: [],
    directory: null,
    ...noCollections(),
    budgets: new Map(budgets.map((budget) => [budget.id, budget])),
    budgetsSeq: 1,
  };
  const queue = { send: async () => [] };
  return {
    table: memoryTable(),
    usageQueue: queue,
    foldQueue: queue,
    jobsQueue: queue,
    notifyQueue: queue,
    now: () => new Date(at),
    newId: (prefix) => `${prefix}_new`,
    log: () => {},
    tenantId: "ten_1",
    actor: { kind: "api_key", id: "key_1", scopes: new Set() },
    configuration,
  };
}

test("a tenant makes up to ten thousand budgets", async () => {
  expect(await createEntity(contextWith(LIMITS.budgetsPerTenant - 1), BUDGETS, input)).toEqual(budgetOf("bud_new"));
  await expect(createEntity(contextWith(LIMITS.budgetsPerTenant), BUDGETS, input)).rejects.toMatchObject({
    code: "budget_limit_reached",
  });
});

const hard = { ...input, enforcement: "hard" as const };
const template = { ...input, scope: { user: ["*"] } };
const many = (count: number, kind: typeof input | typeof hard | typeof template) =>
  Array.from({ length: count }, (_, index): Budget => ({
    ...budgetOf(`bud_${String(index).padStart(6, "0")}`),
    ...kind,
  }));

test("at most 500 budgets are hard, and 100 are templates, of which as many as there are may be hard", async () => {
  const make = (budgets: readonly Budget[], asked: typeof input | typeof hard) =>
    createEntity(contextOf(budgets), BUDGETS, asked);
  expect(await make(many(LIMITS.hardBudgetsPerTenant, input), hard)).toMatchObject({ enforcement: "hard" });
  const full = many(LIMITS.hardBudgetsPerTenant, hard);
  await expect(make(full, hard)).rejects.toMatchObject({ code: "hard_budget_limit_reached" });
  expect(await make(full, input)).toMatchObject({ enforcement: "soft" });
  expect(await make(full, { ...template, enforcement: "hard" })).toMatchObject({ id: "bud_new" });
  const mixed = full.map((budget, index) => (index === 0 ? { ...budget, scope: template.scope } : budget));
  expect(await make(mixed, hard)).toMatchObject({ id: "bud_new" });
  const templates = many(LIMITS.budgetTemplatesPerTenant, { ...hard, scope: template.scope });
  await expect(make(templates, template)).rejects.toMatchObject({ code: "budget_template_limit_reached" });
  expect(await make(templates, hard)).toMatchObject({ enforcement: "hard" });
});

test("a hard budget among the most that there may be is replaced, and a soft one made hard is one too many", async () => {
  const full = many(LIMITS.hardBudgetsPerTenant, hard);
  const replace = (id: string) =>
    replaceEntity(contextOf([...full, budgetOf("bud_soft")]), BUDGETS, {
      id,
      ifMatch: undefined,
      input: { ...hard, amount: "7" },
    });
  expect(await replace("bud_000007")).toMatchObject({ amount: "7" });
  await expect(replace("bud_soft")).rejects.toMatchObject({ code: "hard_budget_limit_reached" });
});

test("another id is drawn while a budget has the alias of the first", async () => {
  const ids = ["bud_cc123456", "bud_cc654321", "bud_cc111111"].values();
  const context = contextOf([budgetOf("bud_aa123456"), budgetOf("bud_bb654321")]);
  const newId = (prefix: string) => (prefix === "bud" ? (ids.next().value ?? "bud_none") : "ent_1");
  expect(await createEntity({ ...context, newId }, BUDGETS, input)).toMatchObject({ id: "bud_cc111111" });
});
