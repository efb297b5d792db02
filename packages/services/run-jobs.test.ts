import { memoryQueue } from "@outlay/messaging/memory-queue";
import { memoryTable } from "@outlay/storage/memory-table";
import { putTenantInDirectory } from "@outlay/storage/tenants";
import { expect, test } from "vitest";
import { runJobs } from "./run-jobs.ts";

test("a nightly job that is worked on days late balances the date that it was sent for", async () => {
  const table = memoryTable();
  await putTenantInDirectory(table, "ten_1");
  const jobsQueue = memoryQueue();
  const now = () => new Date("2026-11-05T02:00:00Z");
  const world = {
    table,
    jobsQueue,
    usageQueue: memoryQueue(),
    notifyQueue: memoryQueue(),
    foldQueue: memoryQueue(),
    newId: () => "x_1",
    now,
    log: () => {},
  };
  const sentAtEpochMs = Date.parse("2026-11-03T02:00:00Z");
  const body = JSON.stringify({ job: "nightly" });
  expect(await runJobs(world, [{ messageId: "m", body, receiveCount: 2, sentAtEpochMs }])).toEqual(new Set());
  expect(jobsQueue.waiting.map((message) => JSON.parse(message.body) as unknown)).toEqual([
    { job: "balance", tenantId: "ten_1", date: "2026-11-02" },
    { job: "price-unpriced", tenantId: "ten_1", days: 35 },
    { job: "watch", tenantId: "ten_1", hourEpochMs: Date.parse("2026-11-03T02:00:00Z"), isNightly: true },
  ]);
});
