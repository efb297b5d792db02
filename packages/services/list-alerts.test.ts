import { noCollections } from "@outlay/domain/collections";
import { alertId, type BudgetAlert } from "@outlay/domain/alert";
import { newLife, type Severity } from "@outlay/domain/alert-life";
import type { Configuration } from "@outlay/domain/configuration";
import { putAlert } from "@outlay/storage/alerts";
import { alertKey } from "@outlay/storage/alert-keys";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Table } from "@outlay/storage/table";
import { expect, test } from "vitest";
import { listAlerts } from "./list-alerts.ts";

function alertOf(budgetId: string, from: string, threshold: number): BudgetAlert {
  const basis = "actual" as const;
  return {
    id: alertId({ budgetId, value: null }, { from }, { basis, threshold }),
    kind: "budget",
    budget_id: budgetId,
    budget_name: "Support",
    value: null,
    period: { from, to: "2027-01-01" },
    threshold,
    basis,
    also_reached: [],
    spent: "1",
    projected: null,
    amount: "1",
    spend_path: null,
    next_step: "",
    ...newLife("info", "2026-11-02T00:00:00Z"),
  };
}

const alerts = [
  alertOf("bud_1", "2026-11-01", 50),
  alertOf("bud_1", "2026-11-01", 100),
  alertOf("bud_1", "2026-11-16", 50),
  alertOf("bud_10", "2026-11-01", 50),
  alertOf("bud_1", "2026-10-05", 50),
  alertOf("bud_2", "2026-01-01", 50),
  alertOf("bud_1", "2025-12-31", 1000),
];

/** Of a tenant where it is November already, an hour before it is in UTC. */
const contextOf = (table: Table) => ({
  table,
  tenantId: "ten_1",
  configuration: configurationIn("Europe/Paris"),
  now: () => new Date("2026-10-31T23:30:00Z"),
});

const configurationIn = (time_zone: string): Configuration => ({
  seq: 1,
  headHash: "",
  tenant: { id: "ten_1", name: "Acme", time_zone, currency: "USD", created_at: "2026-01-01T00:00:00Z" },
  schedule: [],
  directory: null,
  ...noCollections(),
  budgetsSeq: 0,
});

const UNFILTERED = { status: undefined, severity: undefined, rule: undefined, scope: undefined };

async function listed(overrides: {
  budgetId?: string;
  fromMonth?: string | undefined;
  toMonth?: string | undefined;
  limit: number;
}) {
  const table = memoryTable();
  for (const alert of alerts) await putAlert(table, "ten_1", alert);
  await putAlert(table, "ten_2", alertOf("bud_9", "2026-11-01", 50));
  const ctx = contextOf(table);
  const ids: string[] = [];
  const sizes: number[] = [];
  let afterId: string | undefined;
  for (let page = 0; page < 20; page++) {
    const query = {
      fromMonth: "2025-12",
      toMonth: "2026-11",
      kind: undefined,
      budgetId: undefined,
      ...UNFILTERED,
      ...overrides,
      afterId,
    };
    const { alerts: found, nextId } = await listAlerts(ctx, query);
    ids.push(...found.map(({ id }) => id));
    sizes.push(found.length);
    if (nextId === null) return { ids, sizes };
    afterId = nextId;
  }
  throw new Error("the list does not end");
}

test.each([1, 2, 3, 6, 7, 50])("in pages of %i, every alert is listed once, the newest month first", async (limit) => {
  const { ids, sizes } = await listed({ limit });
  expect(ids).toEqual(alerts.map(({ id }) => id));
  expect(sizes.slice(0, -1).every((size) => size === limit)).toBe(true);
  expect(sizes.at(-1)).toBeGreaterThan(0);
});

test("one budget's alerts are not another's whose id begins alike", async () => {
  const { ids } = await listed({ limit: 2, budgetId: "bud_1" });
  expect(ids).toEqual(alerts.filter(({ budget_id }) => budget_id === "bud_1").map(({ id }) => id));
});

test("only the months that are asked for", async () => {
  const { ids } = await listed({ limit: 2, fromMonth: "2026-01", toMonth: "2026-10" });
  expect(ids).toEqual(["bud_1.2026-10-05.actual.0050", "bud_2.2026-01-01.actual.0050"]);
});

test("by default, the tenant's present month and twelve before", async () => {
  const { ids } = await listed({ limit: 50, fromMonth: undefined, toMonth: undefined });
  expect(ids).toEqual(alerts.map(({ id }) => id));
  const sooner = await listed({ limit: 50, fromMonth: undefined, toMonth: "2026-12" });
  expect(sooner.ids).toHaveLength(alerts.length);
  const later = await listed({ limit: 50, fromMonth: undefined, toMonth: "2027-01" });
  expect(later.ids).toHaveLength(alerts.length - 1);
});

test.each([
  ["2026-12", undefined],
  ["2026-12", "2026-11"],
  ["2016-11", "2026-11"],
])("months from %s to %s are refused", async (fromMonth, toMonth) => {
  await expect(listed({ limit: 1, fromMonth, toMonth })).rejects.toMatchObject({
    code: "invalid_request",
    faults: [{ pointer: "?from_month" }],
  });
});

test("months are at most ten years", async () => {
  expect((await listed({ limit: 50, fromMonth: "2016-12", toMonth: "2026-11" })).ids).toHaveLength(alerts.length);
});

test("one that was raised before there were kinds and lives is a budget's, open, and as severe as its threshold", async () => {
  const table = memoryTable();
  const { severity: _, ...life } = newLife("info", "");
  const kept = (alert: BudgetAlert) =>
    Object.fromEntries(
      Object.entries(alert).filter(
        ([name]) => name === "raised_at" || !Object.hasOwn({ ...life, kind: 1, severity: 1 }, name),
      ),
    );
  for (const threshold of [50, 80, 100]) {
    const former = { ...kept(alertOf("bud_1", "2026-11-01", threshold)), status: "open" };
    const { id } = alertOf("bud_1", "2026-11-01", threshold);
    await table.put({ ...alertKey("ten_1", "2026-11", id), alert: JSON.stringify(former) }, "always");
  }
  const months = { fromMonth: undefined, toMonth: undefined, afterId: undefined, limit: 9 };
  const query = { kind: "budget" as const, budgetId: undefined, ...UNFILTERED, ...months };
  const { alerts: read } = await listAlerts(contextOf(table), query);
  const of = (threshold: number, severity: Severity) => ({ ...alertOf("bud_1", "2026-11-01", threshold), severity });
  expect(read).toEqual([of(50, "info"), of(80, "warning"), of(100, "critical")]);
});
