import { createRequire } from "node:module";
import type { Server } from "node:http";
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { capOf } from "@outlay/domain/cap";
import { LIMITS } from "@outlay/domain/limits";
import { giveBack } from "@outlay/services/give-back";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { refreshAllCaps } from "@outlay/services/refresh-caps";
import { reserveCaps } from "@outlay/services/reserve-caps";
import { readSheet, sheetKeyOf } from "@outlay/storage/cap-sheet";
import { openTable } from "@outlay/storage/dynamo-table";
import type { Table } from "@outlay/storage/table";
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginJournal, budgetEntity, TENANT } from "../caps/configure.ts";
import { UNIT_PICOS } from "../caps/scenario.ts";

/** dynalite has no types; this is the part of it that is used. */
const dynalite = createRequire(import.meta.url)("dynalite") as (options: { createTableMs: number }) => Server;

const server = dynalite({ createTableMs: 0 });
const NOON = Date.UTC(2026, 10, 10, 12);
let client: DynamoDBClient;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new DynamoDBClient({ endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", credentials });
});

afterAll(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

let tables = 0;

/** A tenant of its own, over DynamoDB's protocol. */
async function setUp(budgets: readonly Parameters<typeof budgetEntity>[0][]) {
  const name = `outlay${tables++}`;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
  // A table that was just made may not be there for the next request.
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 }, { TableName: name });
  const table: Table = openTable(client, name);
  const journal = await beginJournal(table, NOON);
  for (const budget of budgets)
    await journal.put("budget", budget.id, budgetEntity(budget, { enforcement: "hard", epochMs: NOON }), NOON);
  let ids = 0;
  const world = {
    table,
    usageQueue: { send: async () => [] },
    now: () => new Date(NOON),
    newId: (prefix: string) => `${prefix}_${ids++}`,
    log: () => {},
  };
  const configuration = await loadConfiguration(world, TENANT);
  const capsOf = (value: string | null = null) =>
    budgets.flatMap(({ id, units }) => {
      const budget = configuration.budgets.get(id);
      const isOne = budget && Object.values(budget.scope).some(([first]) => first === "*");
      return budget ? (capOf(budget, isOne ? value : null, BigInt(units) * UNIT_PICOS, "2026-11-10") ?? []) : [];
    });
  const reserve = (units: number, value: string | null = null) =>
    reserveCaps(world, TENANT, {
      configuration,
      caps: capsOf(value),
      picos: BigInt(units) * UNIT_PICOS,
      expiresAtEpochMs: NOON + 60_000,
    });
  const usedOf = async (hold: string) => {
    const sheet = await readSheet(table, sheetKeyOf(TENANT, hold));
    return Number((sheet?.caps.get(hold.slice(0, 6))?.used ?? 0n) / UNIT_PICOS);
  };
  return { world, configuration, reserve, usedOf, capsOf };
}

test(
  "of 1,000 callers at once, each of 7 units under a cap of 1,000, 142 are admitted",
  { timeout: 120_000 },
  async () => {
    const { reserve, usedOf, world, configuration } = await setUp([
      { id: "bud_company", scope: {}, period: "month", units: 1_000 },
    ]);
    await refreshAllCaps(world, TENANT, configuration);
    const reserved = await Promise.all(Array.from({ length: 1_000 }, () => reserve(7)));
    const denied = reserved.filter(({ kind }) => kind === "denied");
    expect([reserved.length - denied.length, await usedOf("ompany")]).toEqual([142, 994]);
    expect(denied[0]).toMatchObject({ full: [{ cap: { budgetId: "bud_company" }, roomPicos: 6n * UNIT_PICOS }] });
  },
);

test("the first calls of a value that nobody knew, all at once, hold to its cap", async () => {
  const { reserve, usedOf, capsOf } = await setUp([
    { id: "bud_apikey", scope: { api_key: ["*"] }, period: "month", units: 50 },
  ]);
  const reserved = await Promise.all(Array.from({ length: 30 }, () => reserve(7, "key_new")));
  expect(reserved.filter(({ kind }) => kind === "reserved")).toHaveLength(7);
  expect(await usedOf(capsOf("key_new")[0]?.hold ?? "")).toBe(49);
});

test("at 120 levels all is taken or nothing, and every level without room is named", async () => {
  const levels = Array.from({ length: 120 }, (_, index) => ({
    id: `bud_${String(index).padStart(6, "0")}`,
    scope: {},
    period: "month" as const,
    units: index === 3 || index === 119 ? 10 : 1_000,
  }));
  const { reserve, usedOf, world, configuration } = await setUp([
    ...levels,
    { id: "bud_apikey", scope: { api_key: ["*"] }, period: "month", units: 1_000 },
  ]);
  const first = await reserve(10, "key_1");
  expect(first).toMatchObject({ kind: "reserved", picos: 10n * UNIT_PICOS });
  const second = await reserve(1, "key_1");
  expect(second.kind === "denied" && second.full.map(({ cap }) => cap.budgetId)).toEqual(["bud_000003", "bud_000119"]);
  const holds = first.kind === "reserved" ? first.holds : [];
  expect(holds).toHaveLength(121);
  for (const hold of holds) expect(await usedOf(hold)).toBe(10);

  if (first.kind === "reserved") await giveBack(world, TENANT, first);
  for (const hold of holds) expect(await usedOf(hold)).toBe(0);
  // Slots end for all levels, in as many writes as it takes.
  const later = { ...world, now: () => new Date(NOON + 3_600_000) };
  await refreshAllCaps(later, TENANT, configuration, NOON + 3_600_000 + LIMITS.inFlightMs);
  const sheet = await readSheet(world.table, sheetKeyOf(TENANT, "000000"));
  expect([...(sheet?.caps.values() ?? [])].flatMap(({ held }) => [...held])).toEqual([]);
});

test("a reservation in a slot that is over by another's clock goes into a later one", async () => {
  const { reserve, world, configuration } = await setUp([{ id: "bud_company", scope: {}, period: "month", units: 10 }]);
  await reserve(1);
  await refreshAllCaps(world, TENANT, configuration, NOON + 3_600_000 + LIMITS.inFlightMs);
  const late = await reserve(10);
  expect(late).toMatchObject({ kind: "reserved" });
  // By this clock an hour ahead, where every third slot is used.
  const slot = late.kind === "reserved" ? late.slot.slice(0, -1) : "";
  expect(Number.parseInt(slot, 36) * 300_000).toBe(NOON + 3_600_000 + 600_000);
});

test("500 hard budgets fit one sheet, and one decision takes of all of them", { timeout: 120_000 }, async () => {
  const levels = Array.from({ length: 500 }, (_, index) => ({
    id: `bud_${String(index).padStart(6, "0")}`,
    scope: {},
    period: "month" as const,
    units: 1_000,
  }));
  const { reserve, world } = await setUp(levels);
  expect(await reserve(1)).toMatchObject({ kind: "reserved" });
  const item = await world.table.get(sheetKeyOf(TENANT, "000000"));
  expect(Object.keys(item ?? {}).filter((name) => name.startsWith("u"))).toHaveLength(500);
});
