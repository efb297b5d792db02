import { expect, test } from "vitest";
import { memoryQueue } from "./memory-queue.ts";

test("what failed comes again with a higher count, until it lies among the dead letters", async () => {
  const queue = memoryQueue(2);
  await queue.send(["a", "b"].map((body) => ({ body, groupId: "t" })));
  const first = queue.receive(10);
  expect(first.map(({ body, receiveCount }) => [body, receiveCount])).toEqual([
    ["a", 1],
    ["b", 1],
  ]);
  expect(queue.receive(10)).toEqual([]);
  queue.settle(first, new Set(first.slice(0, 1).map(({ messageId }) => messageId)));
  const second = queue.receive(10);
  expect(second).toEqual([{ messageId: first[0]?.messageId, body: "a", receiveCount: 2 }]);
  queue.settle(second, new Set(second.map(({ messageId }) => messageId)));
  expect(queue.waiting).toEqual([]);
  expect(queue.deadLetters).toMatchObject([{ body: "a", groupId: "t", receiveCount: 2 }]);
});

test("a delayed message waits for its time, the first time", async () => {
  const queue = memoryQueue();
  await queue.send([{ body: "a", groupId: "t", delaySeconds: 60 }]);
  expect(queue.receive(1)).toEqual([]);
  const batch = queue.receive(1, true);
  queue.settle(batch, new Set(batch.map(({ messageId }) => messageId)));
  expect(queue.receive(1)).toHaveLength(1);
});
