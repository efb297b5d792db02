import { createRequire } from "node:module";
import type { Server } from "node:http";
import { CreateTableCommand, DynamoDBClient, ThrottlingException } from "@aws-sdk/client-dynamodb";
import { countUnits } from "@outlay/storage/count-units";
import { openTable } from "@outlay/storage/dynamo-table";
import { memoryTable } from "@outlay/storage/memory-table";
import { GETS_MAX, PUTS_MAX, type Table } from "@outlay/storage/table";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** dynalite has no types; this is the part of it that is used. */
const dynalite = createRequire(import.meta.url)("dynalite") as (options: { createTableMs: number }) => Server;

const server = dynalite({ createTableMs: 0 });
let client: DynamoDBClient;
const tables = new Map<string, Table>([["memory", memoryTable()]]);

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new DynamoDBClient({ endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", credentials });
  await client.send(
    new CreateTableCommand({
      TableName: "outlay",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
  tables.set("dynalite", openTable(client, "outlay"));
});

/** A client whose first reply gets lost, once the store has done what was asked; and how often it sent. */
function losingClient(): { readonly losing: DynamoDBClient; readonly sends: () => number } {
  const { endpoint, region, credentials } = client.config;
  const losing = new DynamoDBClient({ ...(endpoint && { endpoint }), region, credentials });
  let sends = 0;
  losing.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      if (sends++ === 0) throw Object.assign(new Error("lost"), { name: "TimeoutError" });
      return result;
    },
    { step: "deserialize", priority: "low" },
  );
  return { losing, sends: () => sends };
}

test("after a lost reply an update is sent again, unless it says that it is sent once", async () => {
  const [twice, once] = [losingClient(), losingClient()];
  const key = { pk: "lost", sk: "a" };
  const change = { if: [], add: { used: -7n } };
  expect(await openTable(twice.losing, "outlay").update(key, change)).toMatchObject({ item: { used: -14n } });
  await expect(openTable(once.losing, "outlay").update(key, { ...change, once: true })).rejects.toThrow("not answered");
  expect([twice.sends(), once.sends()]).toEqual([2, 1]);
  expect(await tables.get("dynalite")?.get(key)).toMatchObject({ used: -21n });
  for (const { losing } of [twice, once]) losing.destroy();
});

test("what the store turned away is sent again, though it is sent once", async () => {
  const { endpoint, region, credentials } = client.config;
  const throttled = new DynamoDBClient({ ...(endpoint && { endpoint }), region, credentials });
  let sends = 0;
  throttled.middlewareStack.add(
    (next) => async (args) => {
      if (sends++ > 0) return next(args);
      throw new ThrottlingException({ message: "slow down", $metadata: { httpStatusCode: 400 } });
    },
    { step: "deserialize", priority: "low" },
  );
  const updated = await openTable(throttled, "outlay").update(
    { pk: "lost", sk: "b" },
    { if: [], add: { n: 1n }, once: true },
  );
  expect([updated.isDone, sends]).toEqual([true, 2]);
  throttled.destroy();
});

afterAll(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

/** Run against both: what the memory table answers, DynamoDB's protocol answers. */
describe.each(["memory", "dynalite"])("%s", (name) => {
  let count = 0;
  /** The table, and a partition that no other test uses. */
  function setUp(): { table: Table; pk: string } {
    const table = tables.get(name);
    if (!table) throw new Error("no such table");
    return { table, pk: `p${count++}` };
  }

  test("an item comes back as it was put, numbers exact and as bigint whatever their size", async () => {
    const { table, pk } = setUp();
    const item = {
      pk,
      sk: "a",
      text: "héllo",
      small: 1n,
      zero: 0n,
      negative: -12n,
      bytes: new Uint8Array([0, 255, 7]),
    };
    const large = { ...item, large: 10n ** 38n - 1n, rounded: 10n ** 20n };
    expect(await table.put(large, "always")).toBe(true);
    expect(await table.get({ pk, sk: "a" })).toEqual(large);
    expect(await table.get({ pk, sk: "b" })).toBeUndefined();
  });

  test("what was put does not follow later changes of the caller's bytes, nor what was read", async () => {
    const { table, pk } = setUp();
    const bytes = new Uint8Array([1, 2]);
    await table.put({ pk, sk: "a", bytes }, "always");
    bytes[0] = 9;
    const first = await table.get({ pk, sk: "a" });
    if (first?.["bytes"] instanceof Uint8Array) first["bytes"][1] = 9;
    expect(await table.get({ pk, sk: "a" })).toEqual({ pk, sk: "a", bytes: new Uint8Array([1, 2]) });
  });

  test("a put replaces the whole item", async () => {
    const { table, pk } = setUp();
    await table.put({ pk, sk: "a", one: "1", two: "2" }, "always");
    await table.put({ pk, sk: "a", two: "3" }, "always");
    expect(await table.get({ pk, sk: "a" })).toEqual({ pk, sk: "a", two: "3" });
  });

  test("absent: only the first is written", async () => {
    const { table, pk } = setUp();
    expect(await table.put({ pk, sk: "a", by: "one" }, "absent")).toBe(true);
    expect(await table.put({ pk, sk: "a", by: "two" }, "absent")).toBe(false);
    expect(await table.get({ pk, sk: "a" })).toMatchObject({ by: "one" });
  });

  test("of ten at once, one wins", async () => {
    const { table, pk } = setUp();
    const won = await Promise.all(
      Array.from({ length: 10 }, (_, i) => table.put({ pk, sk: "a", by: String(i) }, "absent")),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await table.get({ pk, sk: "a" })).toMatchObject({ by: String(won.indexOf(true)) });
  });

  test.each([
    { equals: 3n, now: 3n, holds: true },
    { equals: 3n, now: 4n, holds: false },
    { equals: 3n, now: "3", holds: false },
    { equals: 3n, now: undefined, holds: false },
    { equals: "x", now: "x", holds: true },
    { equals: "x", now: "xy", holds: false },
    { equals: new Uint8Array([1]), now: new Uint8Array([1]), holds: true },
    { equals: new Uint8Array([1]), now: new Uint8Array([1, 0]), holds: false },
  ])("equals $equals holds on $now: $holds", async ({ equals, now, holds }) => {
    const { table, pk } = setUp();
    await table.put({ pk, sk: "a", ...(now !== undefined && { version: now }) }, "always");
    expect(await table.put({ pk, sk: "a", wrote: "yes" }, { attribute: "version", equals })).toBe(holds);
    expect((await table.get({ pk, sk: "a" }))?.["wrote"]).toBe(holds ? "yes" : undefined);
    const ofNothing = { attribute: "version", equals };
    expect(await table.put({ pk, sk: "b" }, ofNothing)).toBe(false);
    expect(await table.remove({ pk, sk: "b" }, ofNothing)).toBe(false);
  });

  test.each([
    { now: 2n, holds: true },
    { now: 3n, holds: false },
    { now: 4n, holds: false },
    { now: "2", holds: false },
    { now: undefined, holds: false },
  ])("absentOrBelow 3 holds on $now: $holds", async ({ now, holds }) => {
    const { table, pk } = setUp();
    await table.put({ pk, sk: "a", ...(now !== undefined && { version: now }) }, "always");
    const condition = { attribute: "version", absentOrBelow: 3n };
    expect(await table.remove({ pk, sk: "a" }, condition)).toBe(holds);
    expect((await table.get({ pk, sk: "a" })) === undefined).toBe(holds);
    expect(await table.put({ pk, sk: "b", version: 3n }, condition)).toBe(true);
  });

  test("remove takes what is there, once its condition holds; nothing counts as removed only without one", async () => {
    const { table, pk } = setUp();
    await table.put({ pk, sk: "a", token: "t1" }, "always");
    expect(await table.remove({ pk, sk: "a" }, { attribute: "token", equals: "t2" })).toBe(false);
    expect(await table.remove({ pk, sk: "a" }, "absent")).toBe(false);
    expect(await table.remove({ pk, sk: "a" }, { attribute: "token", equals: "t1" })).toBe(true);
    expect(await table.get({ pk, sk: "a" })).toBeUndefined();
    expect(await table.remove({ pk, sk: "a" }, "always")).toBe(true);
    expect(await table.remove({ pk, sk: "a" }, "absent")).toBe(true);
  });

  test("texts are added to sets, which are made where they are absent, and the whole item comes back", async () => {
    const { table, pk } = setUp();
    const key = { pk, sk: "a" };
    expect(await table.addToSets(key, { one: ["x", "é#"], two: [] })).toEqual({ ...key, one: new Set(["x", "é#"]) });
    await table.put({ ...key, one: new Set(["x"]), version: 3n }, "always");
    const both = { ...key, version: 3n, one: new Set(["x", "y"]), two: new Set(["z"]) };
    expect(await table.addToSets(key, { one: ["y", "y", "x"], two: ["z"] })).toEqual(both);
    expect(await table.addToSets(key, { one: ["y"] })).toEqual(both);
    expect([await table.get(key), (await table.query({ pk }))[0]]).toEqual([both, both]);
  });

  test("many are read in one request, each where its key stands, and what is not there is undefined", async () => {
    const { table, pk } = setUp();
    const keys = Array.from({ length: GETS_MAX }, (_, index) => ({ pk: `${pk}-${index % 7}`, sk: `k${index}` }));
    for (const key of keys.filter((_, index) => index % 3 === 0)) await table.put({ ...key, text: key.sk }, "always");
    const found = await table.getAll(keys);
    expect(found).toEqual(keys.map((key, index) => (index % 3 === 0 ? { ...key, text: key.sk } : undefined)));
    await expect(table.getAll([...keys, { pk, sk: "one more" }])).rejects.toThrow();
    await expect(
      table.getAll([
        { pk, sk: "a" },
        { pk, sk: "a" },
      ]),
    ).rejects.toThrow();
  });

  test("many are written in one request, whole and whatever was there", async () => {
    const { table, pk } = setUp();
    const items = Array.from({ length: PUTS_MAX }, (_, index) => ({ pk: `${pk}-${index % 3}`, sk: `k${index}` }));
    await table.put({ pk: `${pk}-0`, sk: "k0", text: "before" }, "always");
    for (let time = 0; time < 2; time++) await table.putAll(items);
    expect(await table.getAll(items)).toEqual(items);
    await expect(table.putAll([...items, { pk, sk: "one more" }])).rejects.toThrow();
    await expect(
      table.putAll([
        { pk, sk: "a" },
        { pk, sk: "a" },
      ]),
    ).rejects.toThrow();
    expect(await table.get({ pk, sk: "a" })).toBeUndefined();
  });

  test("of ten that add at once all are there, and the last sees all", async () => {
    const { table, pk } = setUp();
    const texts = Array.from({ length: 10 }, (_, index) => `t${index}`);
    const seen = await Promise.all(texts.map((text) => table.addToSets({ pk, sk: "a" }, { set: [text] })));
    const sizes = seen.map(({ set }) => (set instanceof Set ? set.size : 0));
    expect(sizes.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    await expect(table.addToSets({ pk, sk: "a" }, { set: [] })).rejects.toThrow("something is added");
  });

  test("what was read does not follow what is added later, and an item never outgrows 400 KB", async () => {
    const { table, pk } = setUp();
    const first = await table.addToSets({ pk, sk: "a" }, { set: ["x"] });
    await table.addToSets({ pk, sk: "a" }, { set: ["y"] });
    expect(first["set"]).toEqual(new Set(["x"]));
    await table.addToSets({ pk, sk: "a" }, { set: ["z".repeat(300_000)] });
    await expect(table.addToSets({ pk, sk: "a" }, { set: ["w".repeat(300_000)] })).rejects.toThrow(
      /400 KB|maximum allowed size|exceeded/,
    );
  });

  test("an update changes all that it says where every bound holds, and says how the item is then", async () => {
    const { table, pk } = setUp();
    const key = { pk, sk: "a" };
    const made = await table.update(key, {
      if: [{ attribute: "term", absent: true }],
      add: { used: 7n, large: 10n ** 37n },
      set: { term: "n", version: 1n },
    });
    const first = { ...key, used: 7n, large: 10n ** 37n, term: "n", version: 1n };
    expect(made).toEqual({ isDone: true, item: first });
    const updated = await table.update(key, {
      if: [
        { attribute: "used", atMost: 7n },
        { attribute: "large", atLeast: 10n ** 37n },
        { attribute: "version", equals: 1n },
        { attribute: "term", equals: "n" },
      ],
      add: { used: -3n, "h:1": 4n, large: 1n },
      set: { term: "o" },
      remove: ["version", "never there"],
    });
    const second = { ...key, used: 4n, "h:1": 4n, large: 10n ** 37n + 1n, term: "o" };
    expect(updated).toEqual({ isDone: true, item: second });
    expect(await table.get(key)).toEqual(second);
  });

  test.each([
    [{ attribute: "used", atMost: 4n }],
    [{ attribute: "used", atLeast: 6n }],
    [{ attribute: "used", equals: 4n }],
    [{ attribute: "used", equals: "5" }],
    [{ attribute: "used", absent: true }],
    [{ attribute: "none", atMost: 9n }],
    [{ attribute: "none", atLeast: -9n }],
    [{ attribute: "none", equals: 0n }],
  ] as const)("an update whose bound %o does not hold changes nothing, and says how the item is", async (bound) => {
    const { table, pk } = setUp();
    const item = { pk, sk: "a", used: 5n };
    await table.put(item, "always");
    const change = { if: [{ attribute: "used", atMost: 5n }, bound], add: { used: 1n }, set: { text: "t" } };
    expect(await table.update({ pk, sk: "a" }, change)).toEqual({ isDone: false, item });
    expect(await table.get({ pk, sk: "a" })).toEqual(item);
  });

  test("an update of an absent item makes it, unless a bound asks for what is not there", async () => {
    const { table, pk } = setUp();
    const refused = await table.update({ pk, sk: "a" }, { if: [{ attribute: "n", atMost: 1n }], add: { n: 1n } });
    expect(refused).toEqual({ isDone: false, item: undefined });
    expect(await table.update({ pk, sk: "b" }, { if: [], add: { n: 1n } })).toMatchObject({ isDone: true });
    expect(await table.query({ pk })).toEqual([{ pk, sk: "b", n: 1n }]);
  });

  test("a silent update does not say how the item is, unless it refuses", async () => {
    const { table, pk } = setUp();
    const change = { if: [], add: { n: 1n }, isSilent: true } as const;
    expect(await table.update({ pk, sk: "a" }, change)).toEqual({ isDone: true, item: undefined });
    const refused = await table.update({ pk, sk: "a" }, { ...change, if: [{ attribute: "n", atMost: 0n }] });
    expect(refused).toEqual({ isDone: false, item: { pk, sk: "a", n: 1n } });
  });

  test("of many updates at once, those that fit are done and no more", async () => {
    const { table, pk } = setUp();
    await table.put({ pk, sk: "a", used: 0n }, "always");
    const take = () => table.update({ pk, sk: "a" }, { if: [{ attribute: "used", atMost: 93n }], add: { used: 7n } });
    const taken = await Promise.all(Array.from({ length: 40 }, take));
    expect(taken.filter(({ isDone }) => isDone)).toHaveLength(14);
    expect(await table.get({ pk, sk: "a" })).toMatchObject({ used: 98n });
  });

  test("a query sorts by UTF-8 bytes, either way, within inclusive bounds, up to its limit", async () => {
    const { table, pk } = setUp();
    const inOrder = ["B", "a", "a#", "ab", "é", "\uFF5E", "\u{1F600}"];
    for (const sk of inOrder.toReversed()) await table.put({ pk, sk }, "always");
    await table.put({ pk: `${pk}x`, sk: "a" }, "always");
    const sks = async (range: object) => (await table.query({ pk, ...range })).map(({ sk }) => sk);
    expect(await sks({})).toEqual(inOrder);
    expect(await sks({ descending: true })).toEqual(inOrder.toReversed());
    expect(await sks({ from: "a", to: "ab" })).toEqual(["a", "a#", "ab"]);
    expect(await sks({ from: "a", to: "ab", descending: true })).toEqual(["ab", "a#", "a"]);
    expect(await sks({ from: "b" })).toEqual(["é", "\uFF5E", "\u{1F600}"]);
    expect(await sks({ to: "a#" })).toEqual(["B", "a", "a#"]);
    expect(await sks({ to: "a#", limit: 2 })).toEqual(["B", "a"]);
    expect(await sks({ descending: true, limit: 1 })).toEqual(["\u{1F600}"]);
    expect(await sks({ from: "b", to: "a" })).toEqual([]);
    expect(await table.query({ pk: "nobody" })).toEqual([]);
  });

  test("a query goes on where a page of 1 MB ends", async () => {
    const { table, pk } = setUp();
    const sks = Array.from({ length: 8 }, (_, i) => `k${i}`);
    for (const sk of sks) await table.put({ pk, sk, body: new Uint8Array(300_000).fill(7) }, "always");
    expect((await table.query({ pk })).map(({ sk }) => sk)).toEqual(sks);
    expect((await table.query({ pk, limit: 6 })).map(({ sk }) => sk)).toEqual(sks.slice(0, 6));
  });

  test("an item may weigh 400 KB and no more", async () => {
    const { table, pk } = setUp();
    const overhead = "pk".length + pk.length + "sk".length + 1 + "body".length;
    const most = 400 * 1024 - overhead;
    expect(await table.put({ pk, sk: "a", body: "x".repeat(most) }, "always")).toBe(true);
    await expect(table.put({ pk, sk: "b", body: "x".repeat(most + 1) }, "always")).rejects.toThrow(
      /400 KB|maximum allowed size/,
    );
    expect(await table.get({ pk, sk: "b" })).toBeUndefined();
  });

  test("units are counted as they are billed", async () => {
    const { table: inner, pk } = setUp();
    const { table, units } = countUnits(inner);
    await table.put({ pk, sk: "a", body: "x".repeat(1500) }, "absent"); // 2
    await table.put({ pk, sk: "a" }, "absent"); // refused: 2, by the item that is there
    await table.put({ pk, sk: "a" }, "always"); // 2, by the larger
    await table.put({ pk, sk: "a" }, "always"); // 1
    await table.remove({ pk, sk: "a" }, "always"); // 1
    expect(units.writeUnits).toBe(8);
    await table.addToSets({ pk, sk: "s" }, { set: ["x".repeat(1020)] }); // 2
    await table.addToSets({ pk, sk: "s" }, { set: ["y".repeat(1020)] }); // 3, by the whole item
    expect(units.writeUnits).toBe(13);
    for (const sk of ["b", "c", "d"]) await inner.put({ pk, sk, body: "x".repeat(3000) }, "always");
    await table.query({ pk }); // 3 x 3,0xx bytes in 4,096s: 3
    await table.get({ pk, sk: "b" }); // 1
    await table.get({ pk, sk: "none" }); // 1
    expect(units.readUnits).toBe(5);
    await table.update({ pk, sk: "u" }, { if: [], add: { n: 1n } }); // 1
    await table.update({ pk, sk: "s" }, { if: [{ attribute: "n", atMost: 0n }], add: { n: 1n } }); // 3: refused, by the item's size
    expect(units.writeUnits).toBe(17);
    await table.putAll(["e", "f", "g"].map((sk) => ({ pk, sk, body: "x".repeat(1100) }))); // 3 times 2
    expect(units.writeUnits).toBe(23);
    await table.getAll(["b", "none"].map((sk) => ({ pk, sk }))); // 1 each
    expect(units.readUnits).toBe(7);
    expect(units.calls).toEqual({ get: 2, getAll: 1, query: 1, put: 4, putAll: 1, remove: 1, addToSets: 2, update: 2 });
  });
});

/** A client that answers with these outputs one after the other, and keeps what it was asked for. */
function answering(outputs: readonly object[]) {
  const asked: unknown[] = [];
  const send = (command: { readonly input: { readonly RequestItems?: unknown } }) => {
    asked.push(command.input.RequestItems);
    return Promise.resolve(outputs[asked.length - 1]);
  };
  const scripted = Object.assign(new DynamoDBClient({ region: "us-east-1" }), { send });
  return { table: openTable(scripted, "outlay"), asked };
}

describe("what a batch left undone", () => {
  const [a, b] = ["a", "b"].map((sk) => ({ pk: "p", sk }));
  const [inA, inB] = ["a", "b"].map((sk) => ({ pk: { S: "p" }, sk: { S: sk } }));
  const keys = [a, b].filter((key) => key !== undefined);

  test("is read in another request, and nothing else again", async () => {
    const left = { outlay: { Keys: [inB], ConsistentRead: true } };
    const { table, asked } = answering([
      { Responses: { outlay: [inA] }, UnprocessedKeys: left },
      { Responses: { outlay: [inB] } },
    ]);
    expect(await table.getAll(keys)).toEqual(keys);
    expect(asked).toEqual([{ outlay: { Keys: [inA, inB], ConsistentRead: true } }, left]);
  });

  test("is written in another request, and fails in the end", async () => {
    const left = { outlay: [{ PutRequest: { Item: inB } }] };
    const { table, asked } = answering([{ UnprocessedItems: left }, { UnprocessedItems: {} }]);
    await table.putAll(keys);
    expect(asked).toEqual([{ outlay: [{ PutRequest: { Item: inA } }, ...left.outlay] }, left]);
    const never = answering(Array.from({ length: 6 }, () => ({ UnprocessedItems: left })));
    await expect(never.table.putAll(keys)).rejects.toThrow("left 1 of 2 undone");
    expect(never.asked).toHaveLength(6);
  });
});
