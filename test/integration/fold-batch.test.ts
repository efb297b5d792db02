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

async function signedUp(wrapTable: (table: Table) => Table) {
  const pipeline = createPipeline({ at: "2026-11-02T07:00:00.000Z", wrapTable });
  return { ...pipeline, ...(await pipeline.signUp()) };
}
