import type { Entry } from "@outlay/domain/audit";
import { firstBrokenSeq, GENESIS_HASH } from "@outlay/domain/audit";
import type { Budget } from "@outlay/domain/budget";
import { DomainError } from "@outlay/domain/errors";
import { foldConfiguration } from "@outlay/domain/fold-configuration";
import { appendEntry } from "@outlay/services/append-entry";
import { BUDGETS } from "@outlay/services/budgets";
import type { Context } from "@outlay/services/context";
import { createEntity } from "@outlay/services/entities";
import { readConfiguration } from "@outlay/services/read-configuration";
import { getSnapshot, listEntries, putSnapshot } from "@outlay/storage/configuration";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Item, Table } from "@outlay/storage/table";
import { expect, test } from "vitest";
import { createWorld } from "./world.ts";

/** A context over `table`, as one more process would have it: nothing kept from before. */
async function contextOf({ world }: ReturnType<typeof createWorld>, tenantId: string, table: Table): Promise<Context> {
  const ownTable = { ...table };
  const configuration = await readConfiguration({ table: ownTable }, tenantId);
  if (!configuration) throw new Error("no tenant");
  return {
    ...world,
    table: ownTable,
    tenantId,
    configuration,
    actor: { kind: "api_key", id: "key_test", scopes: new Set() },
  };
}

const budget = (id: string, name = "b"): Budget => ({
  id,
  name,
  scope: {},
  period: { type: "month" },
  amount: "10",
  enforcement: "soft",
  on_unavailable: "closed",
  thresholds: [80],
  owner: null,
  created_at: "2026-11-02T09:00:00.000Z",
  updated_at: "2026-11-02T09:00:00.000Z",
});

const create = (ctx: Context, id: string, name?: string) =>
  appendEntry(ctx, { entity: "budget", id, operation: "budget.created", decide: () => ({ after: budget(id, name) }) });

async function journalOf(table: Table, tenantId: string): Promise<readonly Entry[]> {
  return (await listEntries(table, tenantId, {})).entries;
}

test("of 50 writers at once each commits once, without fork or gap", async () => {
  const testWorld = createWorld();
  const { tenantId } = await testWorld.signUp();
  const contexts = await Promise.all(Array.from({ length: 50 }, () => contextOf(testWorld, tenantId, testWorld.table)));
  await Promise.all(contexts.map((ctx, index) => create(ctx, `bud_${index}`)));

  const entries = await journalOf(testWorld.table, tenantId);
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 51 }, (_, index) => index + 1));
  expect(firstBrokenSeq(entries, { seq: 0, hash: GENESIS_HASH })).toBeUndefined();
  expect(new Set(entries.slice(1).map(({ entity_id }) => entity_id)).size).toBe(50);
  expect((await readConfiguration(testWorld.world, tenantId))?.budgets.size).toBe(50);
});

test("of two budgets made at once under one alias, one has to be tried again", async () => {
  const testWorld = createWorld();
  const { tenantId } = await testWorld.signUp();
  const { id: _id, created_at: _made, updated_at: _changed, ...input } = budget("");
  const makeAs = async (id: string) => {
    const ctx = await contextOf(testWorld, tenantId, testWorld.table);
    const newId = (prefix: string) => (prefix === "bud" ? id : ctx.newId(prefix));
    return () => createEntity({ ...ctx, newId }, BUDGETS, input);
  };
  const [first, second] = [await makeAs("bud_aa123456"), await makeAs("bud_bb123456")];
  const made = await Promise.allSettled([first(), second()]);
  expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(made).toContainEqual({
    status: "rejected",
    reason: expect.objectContaining({ code: "changed_meanwhile" }) as unknown,
  });
  expect((await readConfiguration(testWorld.world, tenantId))?.budgets.size).toBe(1);
});

test("each of concurrent changes is decided on what the one before it left", async () => {
  const testWorld = createWorld();
  const { tenantId } = await testWorld.signUp();
  const contexts = await Promise.all(Array.from({ length: 20 }, () => contextOf(testWorld, tenantId, testWorld.table)));
  const limit = 5;
  const outcomes = await Promise.allSettled(
    contexts.map((ctx, index) =>
      appendEntry(ctx, {
        entity: "budget",
        id: `bud_${index}`,
        operation: "budget.created",
        decide: ({ budgets }) => {
          if (budgets.size >= limit) throw new DomainError("budget_limit_reached", "full");
          return { after: budget(`bud_${index}`) };
        },
      }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(limit);
  expect((await readConfiguration(testWorld.world, tenantId))?.budgets.size).toBe(limit);
});

test("a write that was applied while its reply was lost succeeds once", async () => {
  const testWorld = createWorld();
  const { tenantId } = await testWorld.signUp();
  // As the SDK does it: the reply is lost, so the same conditional write goes out again, and finds itself.
  const table: Table = {
    ...testWorld.table,
    put: async (item: Item, condition) => (
      await testWorld.table.put(item, condition),
      testWorld.table.put(item, condition)
    ),
  };
  const ctx = await contextOf(testWorld, tenantId, table);
  const configuration = await appendEntry(ctx, {
    entity: "tenant",
    id: tenantId,
    operation: "tenant.changed",
    decide: ({ tenant }) => ({ after: { ...tenant, name: `${tenant.name}!` } }),
  });
  expect(configuration.tenant.name).toBe("Example!");
  expect(await journalOf(testWorld.table, tenantId)).toHaveLength(2);
});

test("a change that changes nothing is no entry", async () => {
  const testWorld = createWorld();
  const { tenantId } = await testWorld.signUp();
  const ctx = await contextOf(testWorld, tenantId, testWorld.table);
  const first = await create(ctx, "bud_1");
  const change = {
    entity: "budget",
    id: "bud_1",
    operation: "budget.changed",
    decide: () => ({ after: budget("bud_1") }),
  } as const;
  expect((await appendEntry({ ...ctx, configuration: first }, change)).seq).toBe(first.seq);
  expect(await journalOf(testWorld.table, tenantId)).toHaveLength(2);
});

test("a long tail becomes a snapshot, and a cold reader folds the same from it", async () => {
  const testWorld = createWorld();
  const { tenantId } = await testWorld.signUp();
  const ctx = await contextOf(testWorld, tenantId, testWorld.table);
  for (let index = 0; index < 200; index++) await create(ctx, `bud_${index}`, `budget number ${index}`);
  const snapshotSeq = (await getSnapshot(testWorld.table, tenantId))?.configuration.seq ?? 0;
  expect(snapshotSeq).toBeGreaterThan(1);

  let entriesRead = 0;
  const cold: Table = {
    ...testWorld.table,
    query: async (range) => {
      const items = await testWorld.table.query(range);
      if (range.pk.endsWith("#C")) entriesRead += items.length;
      return items;
    },
  };
  const folded = await readConfiguration({ table: cold }, tenantId);
  expect(entriesRead).toBe(201 - snapshotSeq);
  expect(folded?.budgets.size).toBe(200);
  expect(folded).toEqual(foldConfiguration(undefined, await journalOf(testWorld.table, tenantId)));
});

test("a snapshot of 10,000 budgets is kept in parts, and the older parts go", async () => {
  const testWorld = createWorld();
  const { tenantId } = await testWorld.signUp();
  const ctx = await contextOf(testWorld, tenantId, testWorld.table);
  const budgets = (salt: string) =>
    new Map(
      Array.from({ length: 10_000 }, (_, index): [string, Budget] => {
        const id = testWorld.world.newId("bud");
        const random = Buffer.from(testWorld.world.randomBytes(60)).toString("base64");
        return [id, { ...budget(id, `${salt} ${index} ${random}`), scope: { department: [random] } }];
      }),
    );
  const first = { ...ctx.configuration, seq: 10_001, budgets: budgets("first") };
  await putSnapshot(testWorld.table, first);
  const parts = () => testWorld.table.dump().filter(({ pk, sk }) => pk.endsWith("#S") && sk !== "head");
  expect(parts().length).toBeGreaterThan(1);
  expect((await getSnapshot(testWorld.table, tenantId))?.configuration).toEqual(first);

  const second = { ...first, seq: 10_500, budgets: budgets("second") };
  await putSnapshot(testWorld.table, second);
  expect(parts().every(({ sk }) => sk.startsWith("000000010500#"))).toBe(true);
  let writes = 0;
  const counted: Table = { ...testWorld.table, put: (...args) => (writes++, testWorld.table.put(...args)) };
  await putSnapshot(counted, first); // older: stays out
  expect(writes).toBe(0);
  // One that looked before the newer head was there, and writes after.
  const late: Table = { ...counted, get: async (key) => (writes === 0 ? undefined : testWorld.table.get(key)) };
  await putSnapshot(late, first);
  expect(writes).toBeGreaterThan(1);
  expect((await getSnapshot(testWorld.table, tenantId))?.configuration).toEqual(second);
  expect(parts().every(({ sk }) => sk.startsWith("000000010500#"))).toBe(true);
});

test("two processes that snapshot at once leave a readable one", async () => {
  const table = memoryTable();
  const testWorld = createWorld({ wrapTable: () => table });
  const { tenantId } = await testWorld.signUp();
  const ctx = await contextOf(testWorld, tenantId, table);
  for (let index = 0; index < 200; index++) await create(ctx, `bud_${index}`, "x".repeat(100));
  await Promise.all(Array.from({ length: 4 }, () => readConfiguration({ table: { ...table } }, tenantId)));
  expect((await readConfiguration({ table: { ...table } }, tenantId))?.budgets.size).toBe(200);
});
