import { noCollections } from "@outlay/domain/collections";
import type { Budget } from "@outlay/domain/budget";
import { LIMITS } from "@outlay/domain/limits";
import type { Configuration } from "@outlay/domain/configuration";
import { memoryTable } from "@outlay/storage/memory-table";
import { expect, test } from "vitest";
import type { Context } from "./context.ts";
import { BUDGETS } from "./budgets.ts";
import { createEntity } from "./entities.ts";

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

function contextWith(budgetCount: number): Context {
  const ids = Array.from({ length: budgetCount }, (_, index) => `bud_${index}`);
  const configuration: Configuration = {
    seq: 1,
    headHash: "hash-of-1",
    tenant: { id: "ten_1", name: "Acme", time_zone: "UTC", currency: "USD", created_at: at },
    schedule: [],
    directory: null,
    ...noCollections(),
    budgets: new Map(ids.map((id) => [id, budgetOf(id)])),
    budgetsSeq: 1,
  };
  const queue = { send: async () => [] };
  return {
    table: memoryTable(),
    usageQueue: queue,
    foldQueue: queue,
    jobsQueue: queue,
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
