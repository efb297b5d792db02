import { type BudgetStatus, budgetStatus } from "@outlay/domain/budget-status";
import { parseAmount } from "@outlay/domain/money";
import { alertMessage } from "@outlay/domain/alert-message";
import { getAlert, listAlerts } from "@outlay/storage/alerts";
import { memoryQueue } from "@outlay/messaging/memory-queue";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Table } from "@outlay/storage/table";
import { describe, expect, test } from "vitest";
import { raiseAlerts } from "./raise-alerts.ts";

const tenant = "ten_1";

function statusOf(spent: string, { amount = "100", now = "2026-11-02T00:00:00Z", id = "bud_1" } = {}): BudgetStatus {
  const budget = {
    id,
    name: "Support",
    scope: {},
    period: { type: "month" as const },
    amount,
    enforcement: "soft" as const,
    on_unavailable: "closed" as const,
    thresholds: [50, 75, 90, 100],
    owner: null,
    created_at: "2026-10-01T00:00:00Z",
    updated_at: "2026-10-01T00:00:00Z",
  };
  const date = now.slice(0, 10);
  const standing = {
    now: new Date(now),
    zone: "UTC",
    overrides: [],
    held: 0n,
    forecast: { method: null, reason: "" } as const,
  };
  return budgetStatus({ budget, value: null }, new Map([[date, parseAmount(spent) ?? 0n]]), standing);
}

/** A table that counts its writes of alerts, and can be told to break before or after any one write. */
function watchedTable(breakAt = Infinity, isApplied = false) {
  const inner = memoryTable();
  let calls = 0;
  let puts = 0;
  let written = 0;
  const table: Table = {
    ...inner,
    async put(item, condition) {
      const isAlert = "alert" in item;
      if (isAlert) puts++;
      const isBroken = ++calls === breakAt;
      if (isBroken && !isApplied) throw new Error("The store did not answer.");
      const isWritten = await inner.put(item, condition);
      if (isWritten && isAlert) written++;
      if (isBroken) throw new Error("The reply was lost.");
      return isWritten;
    },
  };
  return { table, counts: () => ({ puts, written }) };
}

const worldOf = (table: Table) => ({ table, notifyQueue: memoryQueue(), now: () => new Date(0), log: () => {} });

const raisedIn = async (table: Table, month = "2026-11") => {
  const alerts = await listAlerts(table, tenant, month, {
    kind: "budget",
    budgetId: undefined,
    afterId: undefined,
    limit: 100,
  });
  return alerts.flatMap((alert) =>
    alert.kind === "budget" ? [`${alert.basis} ${alert.threshold} at ${alert.spent} of ${alert.amount}`] : [],
  );
};

describe("each alert is raised once in a period", () => {
  test("one event that passes three thresholds raises three", async () => {
    const { table } = watchedTable();
    await raiseAlerts(worldOf(table), tenant, [statusOf("10")]);
    expect(await raisedIn(table)).toEqual([]);
    await raiseAlerts(worldOf(table), tenant, [statusOf("95")]);
    expect(await raisedIn(table)).toEqual([
      "actual 50 at 95 of 100",
      "actual 75 at 95 of 100",
      "actual 90 at 95 of 100",
    ]);
  });

  test("a budget that is raised, then lowered, raises none again, and those raised stay as they were", async () => {
    const { table, counts } = watchedTable();
    for (const amount of ["100", "1000", "100", "80"]) {
      await raiseAlerts(worldOf(table), tenant, [statusOf("76", { amount })]);
    }
    expect(await raisedIn(table)).toEqual([
      "actual 50 at 76 of 100",
      "actual 75 at 76 of 100",
      "actual 90 at 76 of 80", // Lowered to 80, 76 is above 90 per cent for the first time.
    ]);
    expect(counts().written).toBe(4); // Once more: 75 went on as 90.
  });

  test("of twenty that find the same at once, one raises each", async () => {
    const { table, counts } = watchedTable();
    await Promise.all(Array.from({ length: 20 }, (_, i) => raiseAlerts(worldOf(table), tenant, [statusOf(`10${i}`)])));
    expect(counts()).toEqual({ puts: 80, written: 4 }); // All had read that there was none.
    expect(await raisedIn(table)).toHaveLength(4);
  });

  test("done again, nothing is written, not even in vain", async () => {
    const { table, counts } = watchedTable();
    await raiseAlerts(worldOf(table), tenant, [statusOf("100")]);
    const before = counts();
    await raiseAlerts(worldOf(table), tenant, [statusOf("100.5")]);
    expect(counts()).toEqual(before);
  });

  test("the next period raises its own", async () => {
    const { table } = watchedTable();
    await raiseAlerts(worldOf(table), tenant, [statusOf("60")]);
    await raiseAlerts(worldOf(table), tenant, [statusOf("60", { now: "2026-12-02T00:00:00Z" })]);
    expect(await raisedIn(table)).toEqual(["actual 50 at 60 of 100"]);
    expect(await raisedIn(table, "2026-12")).toEqual(["actual 50 at 60 of 100"]);
  });

  test("a forecast is raised beside what is spent, and what is spent after its forecast", async () => {
    const { table } = watchedTable();
    await raiseAlerts(worldOf(table), tenant, [statusOf("40", { now: "2026-11-16T00:00:00Z" })]);
    expect(await raisedIn(table)).toEqual(["forecast 50 at 40 of 100", "forecast 75 at 40 of 100"]);
    await raiseAlerts(worldOf(table), tenant, [statusOf("50", { now: "2026-11-16T00:00:00Z" })]);
    expect(await raisedIn(table)).toEqual([
      "actual 50 at 50 of 100",
      "forecast 50 at 40 of 100",
      "forecast 75 at 40 of 100",
      "forecast 90 at 50 of 100",
      "forecast 100 at 50 of 100",
    ]);
  });

  test("budgets do not share alerts, nor do tenants", async () => {
    const { table, counts } = watchedTable();
    await raiseAlerts(worldOf(table), tenant, [statusOf("50"), statusOf("50", { id: "bud_10" })]);
    await raiseAlerts(worldOf(table), "ten_2", [statusOf("50")]);
    expect(counts().written).toBe(3);
    expect(await raisedIn(table)).toHaveLength(2);
  });
});

describe("thresholds that are reached together", () => {
  const told = (queue: ReturnType<typeof memoryQueue>) =>
    queue.waiting.map(({ body }) => (JSON.parse(body) as { announcement: { alertId: string } }).announcement.alertId);
  const statusesIn = async (table: Table) => {
    const page = { kind: "budget" as const, budgetId: undefined, afterId: undefined, limit: 100 };
    return (await listAlerts(table, tenant, "2026-11", page)).map(({ id, status, version }) => [
      id.slice(17),
      status,
      version,
    ]);
  };

  test("are one piece of news, of the worst, which names the others", async () => {
    const { table } = watchedTable();
    const world = worldOf(table);
    await raiseAlerts(world, tenant, [statusOf("104")]);
    expect(told(world.notifyQueue)).toEqual(["bud_1.2026-11-01.actual.0100"]);
    expect(await statusesIn(table)).toEqual([
      ["actual.0050", "resolved", 2],
      ["actual.0075", "resolved", 2],
      ["actual.0090", "resolved", 2],
      ["actual.0100", "open", 1],
    ]);
    const kept = await getAlert(table, tenant, "bud_1.2026-11-01.actual.0100");
    expect(kept?.alert).toMatchObject({
      also_reached: [50, 75, 90].map((threshold) => ({ basis: "actual", threshold })),
    });
    const worst = kept?.alert;
    expect(worst && alertMessage(worst, "opened", "USD").sentences.join(" ")).toContain(
      "At once with this it has reached 50 %, 75 %, 90 %.",
    );
  });

  test("one after the other are told each, and what was told before goes on as the last", async () => {
    const { table } = watchedTable();
    const world = worldOf(table);
    for (const spent of ["51", "76", "101"]) await raiseAlerts(world, tenant, [statusOf(spent)]);
    expect(told(world.notifyQueue)).toEqual(
      [50, 75, 100].map((each) => `bud_1.2026-11-01.actual.0${String(each).padStart(3, "0")}`),
    );
    expect((await statusesIn(table)).map(([, status]) => status)).toEqual(["resolved", "resolved", "resolved", "open"]);
  });

  test("of a value are another incident than those of the budget that was a template in the same period", async () => {
    const { table } = watchedTable();
    const world = worldOf(table);
    await raiseAlerts(world, tenant, [{ ...statusOf("51"), value: "ada" }]);
    await raiseAlerts(world, tenant, [statusOf("101")]);
    const [ada, ...others] = await listAlerts(table, tenant, "2026-11", {
      kind: "budget",
      budgetId: "bud_1",
      afterId: undefined,
      limit: 100,
    }).then((alerts) => alerts.toSorted((a, b) => b.id.length - a.id.length));
    expect(ada).toMatchObject({ value: "ada", status: "open", version: 1 });
    expect(others).toHaveLength(4);
    expect(told(world.notifyQueue)).toHaveLength(2);
  });

  test("are told once more only as far as they were not, where it was broken off", async () => {
    for (let at = 1; at <= 6; at++) {
      const { table } = watchedTable(at);
      const world = worldOf(table);
      await expect(raiseAlerts(world, tenant, [statusOf("100")])).rejects.toThrow("The store");
      await raiseAlerts(world, tenant, [statusOf("100")]);
      expect(new Set(told(world.notifyQueue))).toEqual(new Set(["bud_1.2026-11-01.actual.0100"]));
      expect((await statusesIn(table)).map(([, status]) => status)).toEqual([
        "resolved",
        "resolved",
        "resolved",
        "open",
      ]);
    }
  });
});

// That the period's end is looked at, the mark that the worst is to be told, itself, and the three others.
test.each([1, 2, 3, 4, 5, 6].flatMap((at) => [false, true].map((isApplied) => ({ at, isApplied }))))(
  "broken off at write $at (applied: $isApplied) and done again, all four are there once",
  async ({ at, isApplied }) => {
    const { table, counts } = watchedTable(at, isApplied);
    await expect(raiseAlerts(worldOf(table), tenant, [statusOf("100")])).rejects.toThrow("The ");
    await raiseAlerts(worldOf(table), tenant, [statusOf("101")]);
    expect(counts().written).toBe(4);
    expect(await raisedIn(table)).toHaveLength(4);
  },
);
