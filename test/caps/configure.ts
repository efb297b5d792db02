import { GENESIS_HASH, hashEntry, type Entity, type Json } from "@outlay/domain/audit";
import { formatAmount } from "@outlay/domain/money";
import { putEntry } from "@outlay/storage/configuration";
import type { Table } from "@outlay/storage/table";
import type { PlainBudget } from "./scenario.ts";
import { UNIT_PICOS } from "./scenario.ts";

export const TENANT = "ten_caps";

/** Puts entries into a tenant's configuration journal, as the api does. */
export interface Journal {
  put(entity: Entity, id: string, after: Json, atEpochMs: number): Promise<void>;
}

/** Begins the tenant's journal with a sign-up. */
export async function beginJournal(table: Table, atEpochMs: number): Promise<Journal> {
  let seq = 0;
  let previous_hash: string = GENESIS_HASH;
  const journal: Journal = {
    async put(entity, entity_id, after, epochMs) {
      seq++;
      const content = {
        seq,
        id: `ent_${seq}`,
        at: new Date(epochMs).toISOString(),
        actor: { kind: "platform" as const, id: "platform" },
        operation: `${entity}.changed`,
        entity,
        entity_id,
        reason: null,
        before: null,
        after,
        previous_hash,
      };
      previous_hash = hashEntry(content);
      await putEntry(table, TENANT, { ...content, hash: previous_hash });
    },
  };
  const at = new Date(atEpochMs - 86_400_000).toISOString();
  const member = {
    id: "mem_1",
    email: "o@example.com",
    role: "owner",
    status: "active",
    identity: null,
    created_at: at,
  };
  const api_key = {
    id: "key_1",
    name: "k",
    scopes: [],
    status: "active",
    expires_at: null,
    secrets: [],
    created_at: at,
    created_by: "mem_1",
  };
  const tenant = { id: TENANT, name: "caps", time_zone: "UTC", currency: "USD", created_at: at };
  await journal.put("sign_up", TENANT, { tenant, member, api_key }, atEpochMs - 86_400_000);
  return journal;
}

/** A budget as the configuration holds it. */
export const budgetEntity = (
  { id, scope, period, units }: PlainBudget,
  { enforcement, epochMs }: { readonly enforcement: "soft" | "hard"; readonly epochMs: number },
) => ({
  id,
  name: id,
  scope,
  period: { type: period },
  amount: formatAmount(BigInt(units) * UNIT_PICOS),
  enforcement,
  on_unavailable: "closed",
  thresholds: [100],
  owner: null,
  created_at: new Date(epochMs).toISOString(),
  updated_at: new Date(epochMs).toISOString(),
});

export const overrideEntity = (
  id: string,
  budgetId: string,
  percent: number,
  fromEpochMs: number,
  toEpochMs: number,
) => ({
  id,
  budget_id: budgetId,
  value: null,
  amount: null,
  percent,
  reason: "a launch",
  approved_by: { kind: "member", id: "mem_1", name: "o@example.com" },
  created_at: new Date(fromEpochMs).toISOString(),
  expires_at: new Date(toEpochMs).toISOString(),
  ended_at: null,
  ended_by: null,
  reviewed_at: null,
  reviewed_by: null,
  review_note: null,
});
