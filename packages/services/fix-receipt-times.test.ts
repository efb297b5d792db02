import type { Scope } from "@outlay/domain/role";
import { readUsageEvent } from "@outlay/domain/read-usage-event";
import type { UsageEvent } from "@outlay/domain/usage-event";
import { memoryTable } from "@outlay/storage/memory-table";
import { expect, test } from "vitest";
import { fixReceiptTimes } from "./fix-receipt-times.ts";

const NOW = Date.parse("2026-11-02T09:00:00Z");

function setUp(...scopes: readonly Scope[]) {
  let nowEpochMs = NOW;
  const table = memoryTable();
  const actor = { kind: "api_key" as const, id: "key_1", scopes: new Set(scopes) };
  const ctx = { table, tenantId: "ten_1", actor, now: () => new Date((nowEpochMs += 1000)) };
  return { ctx, table };
}

function event(id: string, timeEpochMs = NOW): UsageEvent {
  const body = { id, source: "s", time: new Date(timeEpochMs).toISOString(), operation: "tool_call" };
  const read = readUsageEvent(body, { kind: "live", bound: new Map(), nowEpochMs: NOW });
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.event;
}

test("each has the time of its own first record, in the order given", async () => {
  const { ctx } = setUp("events:write");
  const early = Array.from({ length: 60 }, (_, index) => event(`e${index}`));
  await fixReceiptTimes(ctx, early);
  const again = early.map(({ id }, index) => event(id, NOW + index));
  const all = await fixReceiptTimes(ctx, [event("new", NOW + 7), ...again]);
  expect(all.map(({ id }) => id)).toEqual(["new", ...early.map(({ id }) => id)]);
  expect(all.map(({ timeEpochMs }) => timeEpochMs)).toEqual([NOW + 7, ...early.map(() => NOW)]);
});

test("a caller without events:write fixes nothing", async () => {
  const { ctx, table } = setUp("imports:write");
  await expect(fixReceiptTimes(ctx, [event("a")])).rejects.toMatchObject({ code: "forbidden" });
  expect(table.dump()).toEqual([]);
});
