import { OUTCOME_SHARDS_FROM } from "@outlay/domain/bucket";
import { dimensionIndex, TUPLE_FIELDS } from "@outlay/domain/dimensions";
import { MEASURES } from "@outlay/domain/measures";
import { foldMessage } from "@outlay/messaging/fold-messages";
import { decodePage, encodePage } from "@outlay/storage/page-codec";
import { getOutcomeRow, putOutcomeRow } from "@outlay/storage/outcome-rows";
import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { books } from "./books.ts";
import { at, itemsOf, valueAt } from "./world.ts";

const DAY = "from=2026-11-02&to=2026-11-03";
const bucket = { startEpochMs: Date.UTC(2026, 10, 2, 8), spanMs: 60_000, shard: OUTCOME_SHARDS_FROM };
const run = { kind: "run", id: "run_1" } as const;
const event = (id: string, time: string) => ({
  id,
  source: "gateway",
  time,
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: 1000 },
  attribution: { department: "support" },
  run: { id: "run_1" },
});

/** A run of yesterday that was accepted, in merged pages, and a budget over it. */
async function yesterday() {
  const pipeline = createPipeline({ at: "2026-11-02T07:00:00.000Z" });
  const signedUp = await pipeline.signUp();
  const { owner, tenantId } = signedUp;
  pipeline.advance(2 * 3_600_000);
  const scope = { department: ["support"] };
  const made = await owner.post("/v1/budgets", { name: "All", scope, amount: "1", thresholds: [50] });
  await owner.post("/v1/events", [event("a", "2026-11-02T08:00:01Z"), event("b", "2026-11-02T08:30:00Z")]);
  await owner.post("/v1/outcomes", { id: "o1", run_id: "run_1", at: "2026-11-02T09:00:00Z", accepted: true });
  await pipeline.settle();
  const sums = async (granularity = "total") => {
    const { body } = await owner.get(
      `/v1/spend?${DAY}&granularity=${granularity}&measures=events,cost,accepted_outcomes`,
    );
    return ["events", "cost", "accepted_outcomes"].map((name) => valueAt(body, "totals", name));
  };
  return {
    ...pipeline,
    owner,
    tenantId,
    sums,
    budgetSpent: async () => at((await owner.get(`/v1/budgets/${at(made.body, "id")}/status`)).body, "spent"),
    /** As if the run's review cost 0.5 dollars: its row says so, and is folded. */
    review: async () => {
      const read = await getOutcomeRow(pipeline.table, tenantId, bucket, run);
      const tuple = TUPLE_FIELDS.map(() => null).with(dimensionIndex("department"), "support" as never);
      const sums = MEASURES.map((name) => (name === "cost_human_review" ? 500_000_000_000n : 0n));
      const row = { period: "2026-11-02T08+00:00", tuple, sums };
      await putOutcomeRow(pipeline.table, tenantId, bucket, run, read, { basis: "by hand", row });
      await pipeline.queues.folds.send([foldMessage({ kind: "fold", tenantId, ...bucket })]);
      await pipeline.fold();
    },
  };
}

test("what reviews cost is in budgets, their alerts and spend, as soon as it is folded and once hours and days are merged", async () => {
  const { review, budgetSpent, sums, merge, owner } = await yesterday();
  expect([await budgetSpent(), await sums()]).toEqual(["0.005", [2, "0.005", 1]]);
  await review();
  for (let merged = 0; merged < 3; merged++) {
    expect([await budgetSpent(), await sums("day"), await sums("hour")]).toEqual([
      "0.505",
      [2, "0.505", 0],
      [2, "0.505", 0],
    ]);
    await merge();
  }
  expect(itemsOf((await owner.get("/v1/alerts")).body).map((alert) => valueAt(alert, "threshold"))).toEqual([50]);
});

test("a budget that is made later stands at the review's cost too", async () => {
  const { review, owner, merge } = await yesterday();
  await review();
  const made = await owner.post("/v1/budgets", { name: "Later", scope: {}, amount: "1" });
  const spent = async () => at((await owner.get(`/v1/budgets/${at(made.body, "id")}/status`)).body, "spent");
  expect(await spent()).toBe("0.505");
  await merge();
  expect(await spent()).toBe("0.505");
});

test("the trial balance finds right books of outcomes right, and puts a spoilt page right", async () => {
  const { table, runJob, advance, metrics, sums, merge, tenantId } = await yesterday();
  advance(86_400_000);
  const before = table.dump();
  await runJob("nightly");
  expect(metrics["trialBalanceDifferences"]).toBe(0);
  expect(books(table.dump())).toEqual(books(before));
  const page = before.find(
    ({ pk, sk }) => pk.startsWith(`T#${tenantId}#P#`) && sk.startsWith("B#") && sk.endsWith("#1000"),
  );
  if (!page || !(page["body"] instanceof Uint8Array)) throw new Error("There is no page of outcomes.");
  const decoded = decodePage(page["body"]);
  const rows = decoded.rows.map((row) => ({ ...row, sums: row.sums.map((sum) => sum * 2n) }));
  await table.put({ ...page, body: encodePage({ ...decoded, rows }) }, "always");
  await runJob("nightly");
  await merge();
  expect(metrics["trialBalanceDifferences"]).toBe(1);
  expect([await sums("hour"), await sums("day")]).toEqual([
    [2, "0.005", 1],
    [2, "0.005", 1],
  ]);
});

test("the hourly sweep folds buckets of outcomes that nobody asked for", async () => {
  const { owner, record, queues, runJob, merge, sums, fold } = await yesterday();
  const refold = queues.folds.send;
  await owner.post("/v1/outcomes", { id: "o2", run_id: "run_1", at: "2026-11-02T09:00:01Z", accepted: false });
  queues.folds.send = async (messages) => refold(messages.filter(({ body }) => !body.includes('"kind":"fold"')));
  await record();
  await fold();
  queues.folds.send = refold;
  expect((await sums())[2]).toBe(1);
  await runJob("hourly");
  await merge();
  expect((await sums())[2]).toBe(0);
});
