import { memoryQueue } from "@outlay/messaging/memory-queue";
import { clearMark, readMark } from "@outlay/storage/marks";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Table } from "@outlay/storage/table";
import { expect, test } from "vitest";
import { markForMerge } from "./merge-pages.ts";

const hour = Date.UTC(2026, 10, 2, 9);

function folderWorld(table: Table) {
  const foldQueue = memoryQueue();
  let ids = 0;
  const world = {
    table,
    foldQueue,
    jobsQueue: memoryQueue(),
    notifyQueue: memoryQueue(),
    newId: (prefix: string) => `${prefix}_${ids++}`,
    now: () => new Date(0),
    log: () => {},
  };
  return { world, asked: () => foldQueue.waiting.length, foldQueue };
}

test("an hour that is marked again and again is asked for once", async () => {
  const { world, asked } = folderWorld(memoryTable());
  for (let times = 0; times < 3; times++) await markForMerge(world, "ten_1", "hour", hour);
  expect(asked()).toBe(1);
});

test("a merge that clears the mark just before it is set again leaves it asked for", async () => {
  const inner = memoryTable();
  await markForMerge(folderWorld(inner).world, "ten_1", "hour", hour);
  const before = await readMark(inner, "ten_1", "hour", hour);
  const table: Table = {
    ...inner,
    async put(item, condition) {
      await clearMark(inner, "ten_1", "hour", hour, before ?? "");
      return inner.put(item, condition);
    },
  };
  const { world, asked } = folderWorld(table);
  await markForMerge(world, "ten_1", "hour", hour);
  expect([await readMark(inner, "ten_1", "hour", hour), asked()]).toEqual(["mrk_0", 1]);
});

test("of eight that mark an hour at once, none asks again", async () => {
  const { world, asked } = folderWorld(memoryTable());
  await markForMerge(world, "ten_1", "hour", hour);
  await Promise.all(Array.from({ length: 8 }, () => markForMerge(world, "ten_1", "hour", hour)));
  expect(asked()).toBe(1);
});

test("stopped at any point, it has asked for what it marked", async () => {
  for (const failAt of [1, 2, 3]) {
    const inner = memoryTable();
    const { world, asked, foldQueue } = folderWorld(inner);
    let calls = 0;
    const orStop = async <T>(call: Promise<T>): Promise<T> => {
      if (++calls === failAt) throw new Error("stopped");
      return call;
    };
    const table: Table = {
      ...inner,
      get: (key) => orStop(inner.get(key)),
      async put(item, condition) {
        return orStop(inner.put(item, condition)); // Applied, and its reply lost.
      },
    };
    const stopping = {
      ...world,
      table,
      foldQueue: {
        send: (messages: Parameters<typeof foldQueue.send>[0]) =>
          ++calls === failAt ? Promise.reject(new Error("stopped")) : foldQueue.send(messages),
      },
    };
    await expect(markForMerge(stopping, "ten_1", "hour", hour)).rejects.toThrow("stopped");
    await markForMerge(world, "ten_1", "hour", hour);
    expect([failAt, asked() > 0]).toEqual([failAt, true]);
  }
});
