import { foldBuckets } from "@outlay/services/fold-buckets";
import type { Table } from "@outlay/storage/table";
import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { at, itemsOf } from "./world.ts";

const BUCKETS = 40;

const eventAt = (minute: number) => ({
  id: `e${minute}`,
  source: "gateway",
  time: `2026-11-02T08:${String(minute).padStart(2, "0")}:30Z`,
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: 1_000_000 },
  attribution: { department: "sales" },
});

test("what many buckets of a batch add to budgets is read once for all of them, and a hard budget then stands at it", async () => {
  let contributionReads = 0;
  const wrapTable = (table: Table): Table => ({
    ...table,
    query: (range) => {
      if (/^T#[^#]+#B$/.test(range.pk)) contributionReads += 1;
      return table.query(range);
    },
  });
  const { owner, queues, jobsWorld, record, advance } = await signedUp(wrapTable);
  const budget = { name: "sales", scope: { department: ["sales"] }, period: { type: "month" }, amount: "1000" };
  expect((await owner.post("/v1/budgets", { ...budget, enforcement: "hard" })).status).toBe(201);
  advance(2 * 3_600_000);
  const sent = Array.from({ length: BUCKETS }, (_, minute) => eventAt(minute));
  expect((await owner.post("/v1/events", sent)).status).toBe(202);
  await record();
  const folds = queues.folds.receive(1_000);
  expect(folds.length).toBeGreaterThanOrEqual(BUCKETS);
  contributionReads = 0;
  queues.folds.settle(folds, await foldBuckets(jobsWorld, folds));
  expect(contributionReads).toBeLessThan(BUCKETS);
  const [status] = itemsOf((await owner.get("/v1/budget-statuses")).body);
  expect(at(status, "spent")).toBe("100"); // 40 times a million tokens at $2.50 a million.
});

/** Two tenants whose folds come a second time, what the table is asked for meanwhile, and which of them have failed. */
async function foldAgain({ isBroken = false } = {}) {
  const touched: string[] = [];
  let broken: string | undefined;
  const wrapTable = (table: Table): Table => ({
    ...table,
    get: (key) => (touched.push(key.pk), table.get(key)),
    query: (range) => (touched.push(range.pk), table.query(range)),
    put: async (item, condition) => {
      touched.push(`put ${item.pk} ${item.sk}`);
      if (broken !== undefined && `${item.pk} ${item.sk}` === broken) throw new Error("The store did not answer.");
      return table.put(item, condition);
    },
  });
  const { signUp, queues, jobsWorld, record, advance } = createPipeline({ at: "2026-11-02T07:00:00.000Z", wrapTable });
  const tenants = [await signUp(), await signUp()];
  advance(2 * 3_600_000);
  for (const { owner } of tenants) await owner.post("/v1/events", [1, 2, 3].map(eventAt));
  await record();
  const folds = queues.folds.receive(1_000).map((message) => ({ ...message, receiveCount: 2 }));
  const marks = tenants.map(({ tenantId }) => `T#${tenantId}#A retried`);
  if (isBroken) [broken] = marks;
  touched.length = 0;
  const failed = await foldBuckets(jobsWorld, folds);
  const failedOf = tenants.map(({ tenantId }) => {
    const own = folds.filter(({ body }) => body.includes(tenantId));
    return [own.filter(({ messageId }) => failed.has(messageId)).length, own.length];
  });
  return { touched, marks, failedOf };
}

test("that folds come again is said before anything is worked on, once for each tenant", async () => {
  const { touched, marks, failedOf } = await foldAgain();
  const puts = marks.map((mark) => `put ${mark}`);
  expect(new Set(touched.slice(0, 2))).toEqual(new Set(puts));
  expect(touched.filter((touch) => puts.includes(touch))).toHaveLength(2);
  expect(failedOf).toEqual([
    [0, 3],
    [0, 3],
  ]);
});

test("where that cannot be said of one tenant, its folds come again, and those of others are done", async () => {
  const { failedOf } = await foldAgain({ isBroken: true });
  expect(failedOf).toEqual([
    [3, 3],
    [0, 3],
  ]);
});

async function signedUp(wrapTable: (table: Table) => Table) {
  const pipeline = createPipeline({ at: "2026-11-02T07:00:00.000Z", wrapTable });
  return { ...pipeline, ...(await pipeline.signUp()) };
}
