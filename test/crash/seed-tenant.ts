import { GENESIS_HASH, hashEntry, type Entity, type Json } from "@outlay/domain/audit";
import { putEntry } from "@outlay/storage/configuration";
import type { Table } from "@outlay/storage/table";
import { TENANTS_BEGAN } from "./outcomes.ts";
import { AMOUNTS, type Scenario, THRESHOLDS } from "./scenario.ts";

/** A tenant with two monthly budgets, as its configuration journal would have it. */
export async function seedTenant(table: Table, { id, zone }: Scenario["tenants"][number]): Promise<void> {
  const at = TENANTS_BEGAN.toISOString();
  const member = {
    id: "mem_1",
    email: "owner@example.com",
    role: "owner",
    status: "active",
    identity: null,
    created_at: at,
  };
  const key = {
    id: "key_1",
    name: "k",
    scopes: [],
    status: "active",
    expires_at: null,
    secrets: [],
    created_at: at,
    created_by: "mem_1",
  };
  const tenant = { id, name: id, time_zone: zone, currency: "USD", created_at: at };
  const budget = (budgetId: string, scope: Json) => ({
    id: budgetId,
    name: budgetId,
    scope,
    period: { type: "month" },
    amount: AMOUNTS[budgetId]?.[0] ?? "1",
    thresholds: THRESHOLDS,
    owner: null,
    created_at: at,
    updated_at: at,
  });
  const changes: [Entity, string, Json][] = [
    ["sign_up", id, { tenant, member, api_key: key }],
    ["budget", "bud_all", budget("bud_all", {})],
    ["budget", "bud_support", budget("bud_support", { department: ["support"] })],
  ];
  let previous_hash = GENESIS_HASH;
  for (const [index, [entity, entity_id, after]] of changes.entries()) {
    const content = {
      seq: index + 1,
      id: `ent_${index}`,
      at,
      actor: { kind: "platform" as const, id: "platform" },
      operation: `${entity}.created`,
      entity,
      entity_id,
      reason: null,
      before: null,
      after,
      previous_hash,
    };
    previous_hash = hashEntry(content);
    await putEntry(table, id, { ...content, hash: previous_hash });
  }
}
