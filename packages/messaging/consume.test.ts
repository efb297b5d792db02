import { expect, test } from "vitest";
import { type BatchVerb, consume } from "./consume.ts";

const record = (messageId: string, receipts = 1) => ({
  messageId,
  body: `body of ${messageId}`,
  attributes: { ApproximateReceiveCount: String(receipts) },
});

/** Runs a handler over a batch: which groups the verb was given, which ids came back as failed, what was logged. */
async function run(work: BatchVerb, Records: readonly ReturnType<typeof record>[]) {
  const groups: string[][] = [];
  const lines: { event: string; [field: string]: unknown }[] = [];
  const handler = consume(
    async (messages) => {
      groups.push(messages.map(({ messageId }) => messageId));
      return work(messages);
    },
    (event, fields, metrics) => lines.push({ event, ...fields, ...metrics }),
  );
  const { batchItemFailures } = await handler({ Records });
  return { groups, failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), lines };
}

const none: BatchVerb = async () => new Set();
const failing =
  (...ids: string[]): BatchVerb =>
  async (messages) =>
    new Set(messages.map(({ messageId }) => messageId).filter((id) => ids.includes(id)));

test("only what failed goes back to the queue", async () => {
  const { failed, groups, lines } = await run(failing("b"), [record("a"), record("b"), record("c", 2)]);
  expect(failed).toEqual(["b"]);
  expect(groups).toEqual([["a", "b", "c"]]);
  expect(lines).toEqual([{ event: "batch_done", received: 3, alone: 0, failed: 1 }]);
});

test("bodies and receive counts reach the verb", async () => {
  const seen: unknown[] = [];
  const dated = { ...record("b"), attributes: { ApproximateReceiveCount: "1", SentTimestamp: "1790000000000" } };
  await run(async (messages) => (seen.push(...messages), new Set()), [record("a", 2), dated]);
  expect(seen).toEqual([
    { messageId: "a", body: "body of a", receiveCount: 2 },
    { messageId: "b", body: "body of b", receiveCount: 1, sentAtEpochMs: 1_790_000_000_000 },
  ]);
});

test("an exception fails all that the verb was given, and is logged", async () => {
  const { failed, lines } = await run(() => Promise.reject(new Error("no store")), [record("a"), record("b")]);
  expect(failed).toEqual(["a", "b"]);
  expect(lines[0]).toMatchObject({ event: "messages_failed", count: 2, reason: expect.stringContaining("no store") });
});

const poisonous: BatchVerb = async (messages) => {
  if (messages.some(({ messageId }) => messageId === "p")) throw new Error("poison");
  return new Set();
};

test("a message received the third time is worked on alone, and takes no neighbour along", async () => {
  const first = await run(poisonous, [record("a"), record("p", 2)]);
  expect(first.failed).toEqual(["a", "p"]);
  const second = await run(poisonous, [record("a", 2), record("p", 3), record("b", 4), record("c")]);
  expect(second.groups).toEqual([["a", "c"], ["p"], ["b"]]);
  expect(second.failed).toEqual(["p"]);
});

test("a verb that names a message it was not given has failed all: a wrong id would pass for success", async () => {
  const { failed } = await run(async () => new Set(["other"]), [record("a"), record("b")]);
  expect(failed).toEqual(["a", "b"]);
});

test("an empty batch is done", async () => {
  const { groups, failed } = await run(none, []);
  expect(groups).toEqual([]);
  expect(failed).toEqual([]);
});

test.each([
  record(""),
  record("a", 0),
  record("a", Number.NaN),
  { ...record("a"), attributes: { ApproximateReceiveCount: "" } },
])("a malformed record throws, so that the whole batch comes again: %j", async (malformed) => {
  await expect(run(none, [record("b"), malformed])).rejects.toThrow("a record has");
});
