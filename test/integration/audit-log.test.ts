import { Entry, hashEntry } from "@outlay/domain/audit";
import { expect, test } from "vitest";
import { at, createWorld, itemsOf, valueAt } from "./world.ts";

/** A tenant with a few changes, and its verification. */
async function changed() {
  const testWorld = createWorld();
  const tenant = await testWorld.signUp();
  for (const name of ["one", "two", "three", "four"]) await tenant.owner.send("PATCH", "/v1/tenant", { name });
  await tenant.owner.get("/v1/tenant"); // a warm process has seen the head
  const verify = async () => (await tenant.owner.get("/v1/audit-log/verification")).body;
  const pk = `T#${tenant.tenantId}#C`;
  const itemAt = async (seq: number) => {
    const item = await testWorld.table.get({ pk, sk: String(seq).padStart(12, "0") });
    if (!item) throw new Error(`no entry ${seq}`);
    return item;
  };
  return { ...testWorld, ...tenant, verify, itemAt };
}

test("says who changed what, from what to what, newest first", async () => {
  const { owner, keyId } = await changed();
  const items = itemsOf((await owner.get("/v1/audit-log")).body);
  expect(items.map((item) => valueAt(item, "seq"))).toEqual([5, 4, 3, 2, 1]);
  expect(items[0]).toMatchObject({
    actor: { kind: "api_key", id: keyId },
    operation: "tenant.changed",
    before: { name: "three" },
    after: { name: "four" },
  });
  expect(at(items[0], "previous_hash")).toBe(at(items[1], "hash"));
});

test("is paged without a gap, in both directions", async () => {
  const { owner } = await changed();
  for (const start of ["/v1/audit-log?limit=2", "/v1/audit-log?limit=2&from_seq=2"]) {
    const seqs: unknown[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body }: { body: unknown } = await owner.get(`${start}${cursor === "" ? "" : `&cursor=${cursor}`}`);
      seqs.push(...itemsOf(body).map((item) => valueAt(item, "seq")));
      cursor = valueAt(body, "next_cursor") === null ? null : at(body, "next_cursor");
    }
    expect(seqs).toEqual(start.includes("from_seq") ? [2, 3, 4, 5] : [5, 4, 3, 2, 1]);
  }
});

test("holds as it was written", async () => {
  const { verify } = await changed();
  expect(await verify()).toMatchObject({ entries: 5, first_broken_seq: null });
});

test("names the entry that was altered", async () => {
  const { verify, table, itemAt } = await changed();
  const item = await itemAt(3);
  const { entry } = item;
  await table.put({ ...item, entry: String(entry).replace('"two"', '"tvo"') }, "always");
  expect(await verify()).toMatchObject({ entries: 0, first_broken_seq: 3 });
});

test("names the entry that was dropped", async () => {
  const { verify, table, itemAt } = await changed();
  await table.remove(await itemAt(3), "always");
  expect(await verify()).toMatchObject({ first_broken_seq: 3 });
});

test("names the first of two that were swapped", async () => {
  const { verify, table, itemAt } = await changed();
  const [third, fourth] = [await itemAt(3), await itemAt(4)];
  await table.put({ ...third, entry: fourth["entry"] ?? "" }, "always");
  await table.put({ ...fourth, entry: third["entry"] ?? "" }, "always");
  expect(await verify()).toMatchObject({ first_broken_seq: 3 });
});

test("names the last where its end was cut off", async () => {
  const { verify, table, itemAt } = await changed();
  await table.remove(await itemAt(5), "always");
  expect(await verify()).toMatchObject({ entries: 4, first_broken_seq: 5 });
});

test("names the last where it was written anew with a hash that fits", async () => {
  const { verify, table, itemAt } = await changed();
  const item = await itemAt(5);
  const entry = Entry.parse(JSON.parse(String(item["entry"])));
  const forged = { ...entry, at: "2026-11-02T10:00:00.000Z" };
  await table.put({ ...item, entry: JSON.stringify({ ...forged, hash: hashEntry(forged) }) }, "always");
  expect(await verify()).toMatchObject({ first_broken_seq: 5 });
});
