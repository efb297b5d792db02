import { type BudgetAlert, incidentIdOf } from "@outlay/domain/alert";
import { newLife } from "@outlay/domain/alert-life";
import { memoryQueue } from "@outlay/messaging/memory-queue";
import { listBudgetAlerts, putAlert } from "@outlay/storage/alerts";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Table } from "@outlay/storage/table";
import { listPeriodEnds, markPeriodEnd } from "@outlay/storage/watch-marks";
import { expect, test } from "vitest";
import { endBudgetPeriods } from "./end-budget-periods.ts";

const tenantId = "ten_1";
const tenant = {
  id: tenantId,
  name: "Example",
  time_zone: "UTC",
  currency: "USD",
  created_at: "2026-10-01T00:00:00Z",
};

const alertOf = (threshold: number): BudgetAlert => ({
  ...newLife("info", "2026-11-16T00:00:00.000Z"),
  id: `bud_1.2026-11-01.actual.${String(threshold).padStart(4, "0")}`,
  kind: "budget",
  budget_id: "bud_1",
  budget_name: "Support",
  value: null,
  period: { from: "2026-11-01", to: "2026-12-01" },
  threshold,
  basis: "actual",
  also_reached: [],
  spent: "1",
  projected: null,
  amount: "1",
  spend_path: null,
  next_step: "",
});
const incidentId = incidentIdOf(alertOf(50));

/** Two open alerts and their mark, in a table whose writes can be broken from then on. */
async function withAlerts() {
  const inner = memoryTable();
  await markPeriodEnd(inner, tenantId, { end: "2026-12-01", incidentId, markedAtEpochMs: 1 });
  for (const threshold of [50, 100]) await putAlert(inner, tenantId, alertOf(threshold));
  let left = Infinity;
  let isApplied = false;
  const write = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const isBroken = --left === 0;
    if (isBroken && !isApplied) throw new Error("The store did not answer.");
    const result = await work();
    if (isBroken) throw new Error("The reply was lost.");
    return result;
  };
  const table: Table = {
    ...inner,
    put: (item, condition) => write(() => inner.put(item, condition)),
    remove: (key, condition) => write(() => inner.remove(key, condition)),
  };
  const notifyQueue = memoryQueue();
  const end = () =>
    endBudgetPeriods({ table, notifyQueue, now: () => new Date("2026-12-01T01:00:00Z"), log: () => {} }, tenantId, {
      tenant,
    });
  const told = () =>
    notifyQueue.waiting.map(
      ({ body }) => (JSON.parse(body) as { announcement: { alertId: string } }).announcement.alertId,
    );
  const breakAt = (at: number, applied: boolean) => {
    left = at;
    isApplied = applied;
  };
  return { inner, end, told, breakAt };
}

// The first alert, the mark that the second is told, itself, and the removed mark.
test.each([1, 2, 3, 4].flatMap((at) => [false, true].map((applied) => ({ at, applied }))))(
  "broken off at write $at (applied: $applied) and done again, all is resolved and told",
  async ({ at, applied }) => {
    const { inner, end, told, breakAt } = await withAlerts();
    breakAt(at, applied);
    await expect(end()).rejects.toThrow("The ");
    await end();
    await end();
    const kept = await listBudgetAlerts(inner, tenantId, incidentId);
    expect(kept.map(({ alert }) => [alert.status, alert.version])).toEqual([
      ["resolved", 2],
      ["resolved", 2],
    ]);
    // Where it was written and the reply was lost, the mark remains and the hourly sweep tells it.
    const marks = inner.dump().filter(({ sk }) => sk.includes(alertOf(100).id) && !sk.startsWith("bud_"));
    expect(new Set([...told(), ...marks.map(() => alertOf(100).id)])).toEqual(new Set([alertOf(100).id]));
    expect(await listPeriodEnds(inner, tenantId, "2026-12-01")).toEqual([]);
  },
);

test("what is raised while it is resolved is looked at again", async () => {
  const { inner } = await withAlerts();
  const table: Table = {
    ...inner,
    query: async (range) => {
      const found = await inner.query(range);
      if (range.from?.startsWith("bud_")) {
        await markPeriodEnd(inner, tenantId, { end: "2026-12-01", incidentId, markedAtEpochMs: 2 });
        await putAlert(inner, tenantId, alertOf(120));
      }
      return found;
    },
  };
  const world = { table, notifyQueue: memoryQueue(), now: () => new Date("2026-12-01T01:00:00Z"), log: () => {} };
  await endBudgetPeriods(world, tenantId, { tenant });
  expect(await listPeriodEnds(inner, tenantId, "2026-12-01")).toHaveLength(1);
  await endBudgetPeriods({ ...world, table: inner }, tenantId, { tenant });
  const kept = await listBudgetAlerts(inner, tenantId, incidentId);
  expect(kept.map(({ alert }) => alert.status)).toEqual(["resolved", "resolved", "resolved"]);
  expect(await listPeriodEnds(inner, tenantId, "2026-12-01")).toEqual([]);
});

test("what is raised only after the look that its mark was made before is resolved by the next", async () => {
  const { inner, end } = await withAlerts();
  // Whoever raises it made its mark before the look, and comes to write the alert after it.
  const markedAtEpochMs = Date.parse("2026-12-01T00:59:59Z");
  await markPeriodEnd(inner, tenantId, { end: "2026-12-01", incidentId, markedAtEpochMs });
  await end();
  await putAlert(inner, tenantId, alertOf(120));
  await endBudgetPeriods(
    { table: inner, notifyQueue: memoryQueue(), now: () => new Date("2026-12-01T02:00:00Z"), log: () => {} },
    tenantId,
    { tenant },
  );
  const kept = await listBudgetAlerts(inner, tenantId, incidentId);
  expect(kept.map(({ alert }) => alert.status)).toEqual(["resolved", "resolved", "resolved"]);
  expect(await listPeriodEnds(inner, tenantId, "2026-12-01")).toEqual([]);
});
