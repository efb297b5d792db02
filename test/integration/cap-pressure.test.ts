import { holdOf } from "@outlay/domain/cap";
import { formatAmount, parseAmount } from "@outlay/domain/money";
import { heldOf } from "@outlay/services/held-of";
import { foldBuckets } from "@outlay/services/fold-buckets";
import { recordUsage } from "@outlay/services/record-usage";
import { appendDecisions, encodeDecisions } from "@outlay/storage/decisions";
import type { Table } from "@outlay/storage/table";
import { describe, expect, test } from "vitest";
import { ASKED, createDecisionWorld, reasonsOf, WORST } from "./decision-world.ts";
import { at, itemsOf, valueAt } from "./world.ts";

const MINUTE_MS = 60_000;

const heldIn = async (world: Awaited<ReturnType<typeof createDecisionWorld>>, budgetId: string) => {
  const hold = holdOf(budgetId, null);
  return (await heldOf(world.world, world.tenantId, [hold])).get(hold) ?? 0n;
};

/** Each call of the store waits a turn, so that those who ask at once do so step by step. */
const slow = (table: Table): Table => {
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    ...table,
    get: async (key) => (await turn(), table.get(key)),
    query: async (range) => (await turn(), table.query(range)),
    update: async (key, change) => (await turn(), table.update(key, change)),
  };
};

test("as many budgets as calls are opened at once, and nobody is sent away", async () => {
  const world = await createDecisionWorld({ wrapTable: slow });
  const departments = Array.from({ length: 70 }, (_, index) => `d${index}`);
  for (const name of departments) await world.cap("1", { name, scope: { department: [name] }, on_unavailable: "open" });
  const answers = await Promise.all(departments.map((department) => world.decide({ attribution: { department } })));
  const codes = answers.map(({ status, body }) => (status === 200 ? [...reasonsOf(body).keys()] : [String(status)]));
  expect(codes.filter((each) => !each.includes("cap_held"))).toEqual([]);
});

test("calls that a budget denies give back what a rate limit counted, in as many writes as there are calls", async () => {
  let updates = 0;
  const world = await createDecisionWorld({
    wrapTable: (table) => slow({ ...table, update: (key, change) => ((updates += 1), table.update(key, change)) }),
  });
  await world.cap("0.000001");
  await world.made("/v1/rate-limits", {
    name: "All",
    per: "application",
    value: "a",
    measure: "requests",
    amount: "1000",
    window: "day",
  });
  const asked = { attribution: { application: "a" } };
  await world.decide(asked);
  updates = 0;
  await Promise.all(Array.from({ length: 60 }, () => world.decide(asked)));
  expect(updates).toBeLessThan(60 * 12);
});

test("a call that is decided just before a range of time begins is held in its budget", async () => {
  const world = await createDecisionWorld({ at: "2026-11-09T23:59:30.000Z" });
  const amount = formatAmount(WORST * 2n);
  await world.cap(amount, { period: { type: "range", from: "2026-11-10", to: "2026-11-20" } });
  const before = await Promise.all(Array.from({ length: 5 }, () => world.decide()));
  world.advance(MINUTE_MS);
  const after = await world.decide();
  const passed = [...before, after].filter(({ body }) => at(body, "verdict") !== "deny");
  expect(passed).toHaveLength(2);
});

test("a price that holds for a while within the call's time is held, though it holds neither at its beginning nor at its end", async () => {
  const world = await createDecisionWorld();
  await world.cap("1");
  await world.made("/v1/price-overrides", {
    kind: "model_rates",
    name: "A dear minute",
    confirm: true,
    ...ASKED.requested,
    rates: { input_tokens: "60", output_tokens: "150" },
    from: "2026-11-02T09:01:00Z",
    to: "2026-11-02T09:02:00Z",
  });
  const { body } = await world.decide();
  // 1,000 at 60 a million, 100 at 150.
  expect(parseAmount(at(body, "reservation", "amount"))).toBe(75_000_000_002n);
});

test("a model that is asked for by a name with a date is held in budgets and at rates of either name", async () => {
  const world = await createDecisionWorld();
  const dated = { provider: "anthropic", model: "claude-sonnet-4-5-20250929" };
  await world.made("/v1/price-overrides", {
    kind: "model_rates",
    name: "Dated",
    confirm: true,
    ...dated,
    rates: { input_tokens: "60", output_tokens: "150" },
  });
  const ids = [
    await world.cap("1", { name: "Dated", scope: { model: [dated.model] } }),
    await world.cap("1", { name: "Undated", scope: { model: [ASKED.requested.model] } }),
  ];
  const { body } = await world.decide({ requested: dated });
  expect(parseAmount(at(body, "reservation", "amount"))).toBe(75_000_000_002n);
  expect(await Promise.all(ids.map(async (id) => (await heldIn(world, id)) > 0n))).toEqual([true, true]);
});

test("what a call holds stays while its usage could not be folded yet", async () => {
  let broken = false;
  const world = await createDecisionWorld({
    wrapTable: (table) => ({
      ...table,
      put: (item, condition) => {
        if (broken && item.pk.includes("#P#")) throw new Error("throttled");
        return table.put(item, condition);
      },
    }),
  });
  const id = await world.cap(formatAmount(WORST));
  const { body } = await world.decide();
  await world.use(body);
  await world.record();
  world.advance(20 * MINUTE_MS);
  // Denied, as the money is held; asks for what ended to go.
  expect(at((await world.decide()).body, "verdict")).not.toBe("allow");
  await world.record();
  const messages = world.queues.folds.receive(100);
  const kinds = messages.map((message) => at(JSON.parse(message.body), "kind"));
  expect(kinds).toEqual(expect.arrayContaining(["fold", "caps"]));
  broken = true;
  const failed = await foldBuckets(world.jobsWorld, messages);
  broken = false;
  expect(failed.size).toBeGreaterThan(0);
  expect(await heldIn(world, id)).toBe(WORST);
});

test("a decision writes nothing of what pages add to budgets: those who may remove what that replaces do", async () => {
  const written: string[] = [];
  const world = await createDecisionWorld({
    wrapTable: (table) => ({
      ...table,
      put: (item, condition) => (written.push(item.pk), table.put(item, condition)),
      remove: (key, condition) => (written.push(key.pk), table.remove(key, condition)),
    }),
  });
  await world.use((await world.decide()).body);
  await world.settle();
  await world.cap("1");
  written.length = 0;
  const { body } = await world.decide({ output_tokens_max: 101 });
  expect([at(body, "verdict"), written.filter((pk) => /#[BO](#|$)/.test(pk))]).toEqual(["allow", []]);
});

test("values of a template are brought up to date some at once, and never all", async () => {
  let open = 0;
  let most = 0;
  const world = await createDecisionWorld({
    wrapTable: (table) => ({
      ...slow(table),
      get: async (key) => {
        most = Math.max(most, ++open);
        await new Promise<void>((resolve) => setImmediate(resolve));
        open -= 1;
        return table.get(key);
      },
    }),
  });
  await world.cap("1", { scope: { user: ["*"] }, period: { type: "day" } });
  for (let user = 0; user < 100; user++) await world.decide({ attribution: { user: `u${user}` } });
  const terms = () => {
    const sheets = world.table.dump().filter(({ pk }) => pk.includes("#K#"));
    return new Set(
      sheets.map((sheet) => Object.entries(sheet).find(([name]) => name.startsWith("p") && name !== "pk")?.[1]),
    );
  };
  const yesterdays = terms();
  world.advance(24 * 60 * MINUTE_MS);
  most = 0;
  await world.runJob("hourly");
  await world.fold();
  expect([most > 4, most <= 40]).toEqual([true, true]);
  expect([yesterdays.size, terms().size, terms().isDisjointFrom(yesterdays)]).toEqual([100, 100, true]);
});

describe("what a call holds, once it is over", () => {
  /** It ends some minutes after it was decided; its usage comes before that, and some queue has it. */
  const begin = async () => {
    const world = await createDecisionWorld();
    const id = await world.cap(formatAmount(WORST));
    const { body } = await world.decide();
    await world.record();
    world.advance(MINUTE_MS);
    await world.use(body);
    /** A call that is refused asks how far usage is recorded. */
    const refuse = async () => {
      expect(at((await world.decide()).body, "verdict")).not.toBe("allow");
      await world.record();
      await world.fold();
    };
    return { world, id, refuse };
  };
  type Received = ReturnType<Awaited<ReturnType<typeof begin>>["world"]["queues"]["usage"]["receive"]>;
  const again = (received: Received, receiveCount: number) => received.map((each) => ({ ...each, receiveCount }));

  test("stays while its usage, which failed to be recorded, is tried again", async () => {
    const { world, id, refuse } = await begin();
    const late = world.queues.usage.receive(100); // The recorder dies with it.
    world.advance(12 * MINUTE_MS);
    const failing = { ...world.jobsWorld, foldQueue: { send: async (all: readonly unknown[]) => [...all.keys()] } };
    expect((await recordUsage(failing, again(late, 5))).size).toBe(late.length);
    world.advance(3 * MINUTE_MS);
    await refuse();
    expect(await heldIn(world, id)).toBe(WORST);
    expect(await recordUsage(world.jobsWorld, again(late, 6))).toEqual(new Set());
    await world.fold();
    expect(await heldIn(world, id)).toBe(0n);
  });

  test("stays while the fold of its usage, which failed, is tried again", async () => {
    const { world, id, refuse } = await begin();
    expect(await recordUsage(world.jobsWorld, world.queues.usage.receive(100))).toEqual(new Set());
    const folds = world.queues.folds.receive(100);
    world.advance(12 * MINUTE_MS);
    const failing: Table = {
      ...world.table,
      get: (key) => (key.sk.startsWith("B#") ? Promise.reject(new Error("away")) : world.table.get(key)),
    };
    expect((await foldBuckets({ ...world.jobsWorld, table: failing }, again(folds, 3))).size).toBe(1);
    world.advance(3 * MINUTE_MS);
    await refuse();
    expect(await heldIn(world, id)).toBe(WORST);
    expect(await foldBuckets(world.jobsWorld, again(folds, 4))).toEqual(new Set());
    expect(await heldIn(world, id)).toBe(0n);
  });

  test("goes when nothing comes, and nothing is tried again", async () => {
    const { world, id, refuse } = await begin();
    world.queues.usage.receive(100);
    world.advance(6 * MINUTE_MS);
    await refuse();
    expect(await heldIn(world, id)).toBe(WORST);
    world.advance(8 * MINUTE_MS);
    await refuse();
    expect(await heldIn(world, id)).toBe(0n);
  });
});

test("a list of hours in which much was decided is given in pages that read little each, and comes to its end", async () => {
  let reads = 0;
  const world = await createDecisionWorld({
    wrapTable: (table) => ({
      ...table,
      query: (range) => {
        if (range.pk.includes("#E#")) reads += 1;
        return table.query(range);
      },
    }),
  });
  const startMs = world.world.now().getTime();
  const body = encodeDecisions([]);
  for (let minute = 0; minute < 59; minute++)
    for (let block = 0; block < 61; block++)
      await appendDecisions(world.table, world.tenantId, startMs + minute * MINUTE_MS, {
        id: world.world.newId("blk"),
        body,
      });
  world.advance(59 * MINUTE_MS);
  const decided = at((await world.decide()).body, "id");
  await world.record();
  const found: string[] = [];
  const path = "/v1/decisions?from=2026-11-02T09:00:00Z&to=2026-11-02T10:00:00Z&verdict=allow";
  let cursor: unknown = "";
  for (let pages = 0; typeof cursor === "string" && pages < 10; pages++) {
    reads = 0;
    const page = await world.gateway.get(cursor === "" ? path : `${path}&cursor=${cursor}`);
    expect(reads).toBeLessThan(100);
    found.push(...itemsOf(page.body).map((item) => at(item, "id")));
    cursor = valueAt(page.body, "next_cursor");
  }
  expect([found, cursor]).toEqual([[decided], null]);
});
