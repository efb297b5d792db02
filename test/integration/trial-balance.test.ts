import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { balanceDay, balanceHour } from "@outlay/services/balance-books";
import { decodePage, encodePage } from "@outlay/storage/page-codec";
import type { Item } from "@outlay/storage/table";
import { describe, expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { books } from "./books.ts";
import { at, itemsOf, valueAt } from "./world.ts";

const event = (id: string, time: string, department = "support") => ({
  id,
  source: "gateway",
  time,
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: 1000, output_tokens: 10 },
  attribution: { department },
});

/** A tenant with a budget and three events in two buckets, folded and merged the day after. */
async function yesterday() {
  const pipeline = createPipeline({ at: "2026-11-02T07:00:00.000Z" });
  const signedUp = await pipeline.signUp();
  pipeline.advance(2 * 3_600_000);
  const made = await signedUp.owner.post("/v1/budgets", { name: "All", scope: {}, amount: "1" });
  await signedUp.owner.post("/v1/events", [
    event("a", "2026-11-02T08:00:01Z"),
    event("b", "2026-11-02T08:00:02Z", "sales"),
    event("c", "2026-11-02T08:30:00Z"),
  ]);
  await pipeline.settle();
  pipeline.advance(86_400_000);
  const day = "from=2026-11-02&to=2026-11-03";
  return {
    ...pipeline,
    ...signedUp,
    spent: async (granularity: string) =>
      at((await signedUp.owner.get(`/v1/spend?${day}&granularity=${granularity}`)).body, "totals", "cost"),
    budgetSpent: async () => at((await signedUp.owner.get(`/v1/budgets/${at(made.body, "id")}/status`)).body, "spent"),
    balance: async () => {
      await pipeline.runJob("nightly");
      await pipeline.merge();
    },
  };
}

type World = Awaited<ReturnType<typeof yesterday>>;

const pageItems = (world: World, sk: string) =>
  world.table.dump().filter((item) => item.pk.includes("#P#") && item.sk.startsWith(sk));

/** One unit of the last digit more, or less, in one row. */
function withOneDigitChanged({ body, ...item }: Item, by = 1n): Item {
  if (!(body instanceof Uint8Array)) throw new Error("This page has no body of its own.");
  const page = decodePage(body);
  const rows = page.rows.map((row, index) =>
    index > 0 ? row : { ...row, sums: row.sums.map((sum) => (sum > 1_000_000n ? sum + by : sum)) },
  );
  return { ...item, body: encodePage({ ...page, rows }) };
}

async function corrupt(world: World, sk: string, change: (item: Item) => Item = withOneDigitChanged): Promise<void> {
  const [item] = pageItems(world, sk);
  if (!item) throw new Error(`No page ${sk}`);
  await world.table.put(change(item), "always");
}

const differences = ({ metrics }: World) => metrics["trialBalanceDifferences"] ?? 0;
/** Three times 1000 tokens at $2.50 and 10 at $10 a million. */
const RIGHT = "0.0078";

test("right books are left alone, and counted", async () => {
  const world = await yesterday();
  const before = world.table.dump();
  await world.runJob("nightly");
  expect(world.queues.folds.waiting).toEqual([]);
  expect(books(world.table.dump())).toEqual(books(before));
  expect(world.metrics).toMatchObject({ pagesBalanced: 4, trialBalanceDifferences: 0 });
  expect(world.metrics["pagesBehind"]).toBeUndefined();
});

describe.each([
  ["B#", "day"],
  ["H#", "hour"],
  ["D", "day"],
])("a page %s with one digit changed in one row", (sk, granularity) => {
  test("is found, counted and replaced, and what was made of it too", async () => {
    const world = await yesterday();
    await corrupt(world, sk);
    expect((await world.spent(granularity)) === RIGHT).toBe(sk === "B#");
    await world.balance();
    expect(differences(world)).toBe(1);
    for (const each of ["hour", "day"]) expect(await world.spent(each)).toBe(RIGHT);
    expect(await world.budgetSpent()).toBe(RIGHT);
    await world.balance();
    expect(differences(world)).toBe(1);
  });

  test("is replaced once by three that look at once", async () => {
    const world = await yesterday();
    await corrupt(world, sk);
    await Promise.all([world.balance(), world.balance(), world.balance()]);
    expect(differences(world)).toBe(1);
    expect(await world.spent(granularity)).toBe(RIGHT);
  });

  test("and that cannot be read at all is replaced too", async () => {
    const world = await yesterday();
    await corrupt(world, sk, (item) => ({ ...item, body: new Uint8Array([0, 0, 0, 9, 1, 2, 3]) }));
    await world.balance();
    expect([differences(world), await world.spent("day"), await world.spent("hour")]).toEqual([1, RIGHT, RIGHT]);
  });
});

test("a corrupt bucket that its hour was made of is put right in all pages above", async () => {
  const world = await yesterday();
  await corrupt(world, "B#");
  // The hour is made again, of the corrupt bucket.
  const [hour] = pageItems(world, "H#");
  await world.table.put({ pk: `T#${world.tenantId}#Y`, sk: "H#2026-11-02T08", token: "mrk_x" }, "always");
  await world.table.put({ ...hour, pk: hour?.pk ?? "", sk: hour?.sk ?? "", basis: "another" }, "always");
  const merge = { kind: "merge", tenantId: world.tenantId, level: "hour", startEpochMs: Date.UTC(2026, 10, 2, 8) };
  await world.jobsWorld.foldQueue.send([{ body: JSON.stringify(merge), groupId: "x" }]);
  await world.merge();
  expect(await world.spent("day")).not.toBe(RIGHT);
  expect(await world.budgetSpent()).not.toBe(RIGHT);
  await world.balance();
  await world.runJob("hourly");
  await world.merge();
  expect([await world.spent("day"), await world.spent("hour"), await world.budgetSpent()]).toEqual([
    RIGHT,
    RIGHT,
    RIGHT,
  ]);
});

test("a corrupt hour that its day is balanced against first spoils the day for no longer than the next merge", async () => {
  const world = await yesterday();
  await corrupt(world, "H#");
  await balanceDay(world.jobsWorld, world.tenantId, Date.UTC(2026, 10, 2));
  expect(await world.spent("day")).not.toBe(RIGHT);
  await balanceHour(world.jobsWorld, world.tenantId, "2026-11-02", Date.UTC(2026, 10, 2, 8));
  expect([await world.spent("day"), await world.budgetSpent()]).toEqual([RIGHT, RIGHT]);
  await world.merge();
  await world.runJob("hourly");
  await world.merge();
  expect([await world.spent("day"), await world.budgetSpent()]).toEqual([RIGHT, RIGHT]);
});

test("what the corrected spend passes is alerted", async () => {
  const world = await yesterday();
  const alerts = async () =>
    itemsOf((await world.owner.get("/v1/alerts")).body).map((item) => valueAt(item, "threshold"));
  await corrupt(world, "D", (item) => withOneDigitChanged(item, -1n));
  await world.owner.post("/v1/budgets", { name: "Low", scope: {}, amount: RIGHT, thresholds: [100] });
  await world.merge();
  expect(await alerts()).toEqual([]);
  await world.runJob("nightly");
  expect(await alerts()).toEqual([100]);
});

test("pages that are merely behind are asked for again, and are no difference", async () => {
  const world = await yesterday();
  await world.owner.post("/v1/events", [event("late", "2026-11-02T08:00:03Z")]);
  await world.record();
  world.queues.folds.settle(world.queues.folds.receive(100), new Set()); // The request to fold is lost.
  await world.balance();
  expect(differences(world)).toBe(0);
  expect(world.metrics["pagesBehind"]).toBeGreaterThan(0);
  expect(await world.spent("day")).toBe("0.0104");
});

const contributionsOf = (world: World, sk: string) =>
  world.table.dump().filter((item) => item.pk === `T#${world.tenantId}#B` && item.sk.startsWith(sk));

describe.each(["B#", "H#", "D#"])("a contribution %s", (sk) => {
  /** One pico more, for the same page and the same budgets. */
  const spoil = async (world: World) => {
    const [item] = contributionsOf(world, sk);
    if (!item || !(item["vector"] instanceof Uint8Array)) throw new Error(`No contribution ${sk}`);
    const vector = JSON.parse(zstdDecompressSync(item["vector"]).toString()) as [string, string, string][];
    const spoilt = vector.map(([budget, date, picos]) => [budget, date, String(BigInt(picos) + 1n)]);
    await world.table.put({ ...item, vector: zstdCompressSync(JSON.stringify(spoilt)) }, "always");
  };

  test("that says something else than its page is found, counted and replaced", async () => {
    const world = await yesterday();
    const before = contributionsOf(world, sk)[0]?.["vector"];
    await spoil(world);
    await world.balance();
    await world.runJob("hourly");
    await world.merge();
    expect(differences(world)).toBe(1);
    expect(contributionsOf(world, sk)[0]?.["vector"]).toEqual(before);
    expect(await world.budgetSpent()).toBe(RIGHT);
    await world.balance();
    expect(differences(world)).toBe(1);
  });

  test("that is not there is made, and is no difference", async () => {
    const world = await yesterday();
    const [item] = contributionsOf(world, sk);
    if (!item) throw new Error(`No contribution ${sk}`);
    await world.table.remove(item, "always");
    await world.balance();
    expect(contributionsOf(world, sk)[0]?.["vector"]).toEqual(item["vector"]);
    expect([differences(world), await world.budgetSpent()]).toEqual([0, RIGHT]);
  });
});

test("a balance that was stopped between page and contribution is completed by the next", async () => {
  const world = await yesterday();
  await corrupt(world, "D");
  let isStopped = false;
  const { table } = world;
  const stopping = {
    ...world.jobsWorld,
    table: {
      ...table,
      put: async (...[item, condition]: Parameters<typeof table.put>) => {
        if (item.pk.endsWith("#B") && !isStopped) {
          isStopped = true;
          throw new Error("stopped");
        }
        return table.put(item, condition);
      },
    },
  };
  await expect(balanceDay(stopping, world.tenantId, Date.UTC(2026, 10, 2))).rejects.toThrow("stopped");
  await world.balance();
  expect(contributionsOf(world, "D#")[0]?.["order"]).toBeGreaterThanOrEqual(2_000_000_000_000n);
  expect(await world.budgetSpent()).toBe(RIGHT);
});
