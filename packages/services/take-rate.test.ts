import type { RateLimit } from "@outlay/domain/rate-limit";
import { systemId } from "@outlay/platform/ids";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Table } from "@outlay/storage/table";
import { describe, expect, test } from "vitest";
import { takeRate } from "./take-rate.ts";

const TENANT = "ten_1";
const NOON = Date.parse("2026-11-02T12:00:00Z");

const limitOf = (limit: Partial<RateLimit>): RateLimit => ({
  id: "lim_1",
  name: "Limit",
  per: "agent",
  value: "*",
  measure: "requests",
  amount: "2",
  window: "minute",
  created_at: "2026-11-01T00:00:00Z",
  updated_at: "2026-11-01T00:00:00Z",
  ...limit,
});

interface Asked {
  readonly at?: number;
  readonly values?: Readonly<Record<string, string>>;
  readonly tokens?: number | null;
  readonly picos?: bigint | null;
}

/** One table, counting its calls, and the limits that are in force. */
function limiter(...first: readonly RateLimit[]) {
  const memory = memoryTable();
  const calls: string[] = [];
  const table: Table = {
    ...memory,
    get: (key) => (calls.push("get"), memory.get(key)),
    update: (key, change) => (calls.push("update"), memory.update(key, change)),
  };
  const mapOf = (limits: readonly RateLimit[]) => new Map(limits.map((limit) => [limit.id, limit]));
  let rateLimits = mapOf(first);
  return {
    calls,
    change: (...limits: readonly RateLimit[]) => {
      rateLimits = mapOf(limits);
    },
    take: ({ at = NOON, values = { agent: "a" }, tokens = 1, picos = 1n }: Asked = {}) =>
      takeRate(
        { table, newId: systemId },
        TENANT,
        { rateLimits },
        { values: new Map(Object.entries(values)), tokens, picos },
        new Date(at),
      ),
  };
}

/** Takes at most `most` one after another, and counts those that passed. */
async function passes(take: () => Promise<{ isTaken: boolean }>, most: number): Promise<number> {
  let passed = 0;
  for (let i = 0; i < most; i++) if ((await take()).isTaken) passed++;
  return passed;
}

describe("what a window lets through", () => {
  test("as much as its amount, and the next window as much again", async () => {
    const { take } = limiter(limitOf({ amount: "3" }));
    expect(await passes(() => take({ at: NOON + 59_999 }), 5)).toBe(3);
    expect(await passes(() => take({ at: NOON + 60_000 }), 5)).toBe(3);
  });

  test.each([
    { window: "minute", last: "2026-11-02T12:00:59.999Z", next: "2026-11-02T12:01:00Z", reset: 60 },
    { window: "hour", last: "2026-11-02T12:59:59.999Z", next: "2026-11-02T13:00:00Z", reset: 3_600 },
    { window: "day", last: "2026-11-02T23:59:59.999Z", next: "2026-11-03T00:00:00Z", reset: 86_400 },
  ] as const)("a $window begins with one of UTC", async ({ window, last, next, reset }) => {
    const { take } = limiter(limitOf({ window, amount: "1" }));
    const before = await take({ at: Date.parse(last) });
    expect(before.states).toMatchObject([{ remaining: 0n, resetSeconds: 1, refusedFor: null }]);
    expect((await take({ at: Date.parse(last) })).states).toMatchObject([{ refusedFor: "full" }]);
    const after = await take({ at: Date.parse(next) });
    expect(after).toMatchObject({ isTaken: true, states: [{ remaining: 0n, resetSeconds: reset }] });
  });

  test("over a border at most twice its amount passes, in any stretch as long as a window", async () => {
    const { take } = limiter(limitOf({ amount: "4" }));
    const passed: number[] = [];
    for (let at = NOON; at < NOON + 300_000; at += 700) {
      const second = Math.floor(at / 1000) % 120; // Late in one minute, then early in the next.
      if (second >= 55 && second < 65 && (await take({ at })).isTaken) passed.push(at);
    }
    const most = Math.max(...passed.map((from) => passed.filter((at) => at >= from && at < from + 60_000).length));
    expect(most).toBe(8);
  });

  test("tokens and money are taken by what the request may use at most", async () => {
    const tokens = limiter(limitOf({ measure: "tokens", amount: "100" }));
    expect((await tokens.take({ tokens: 60 })).states).toMatchObject([{ remaining: 40n }]);
    expect((await tokens.take({ tokens: 41 })).states).toMatchObject([{ remaining: 40n, refusedFor: "full" }]);
    expect((await tokens.take({ tokens: 40 })).isTaken).toBe(true);
    const money = limiter(limitOf({ measure: "money", amount: "0.5" }));
    expect((await money.take({ picos: 500_000_000_000n })).isTaken).toBe(true);
    expect((await money.take({ picos: 1n })).refusedBy?.id).toBe("lim_1");
    expect((await money.take({ picos: 0n })).isTaken).toBe(true);
  });

  test("a limit of nothing refuses all, also what uses nothing", async () => {
    const requests = limiter(limitOf({ amount: "0" }));
    expect(await requests.take()).toMatchObject({ isTaken: false, states: [{ remaining: 0n, resetSeconds: 60 }] });
    const tokens = limiter(limitOf({ measure: "tokens", amount: "0" }));
    expect((await tokens.take({ tokens: 0 })).isTaken).toBe(false);
  });

  test("what waiting does not help is told apart", async () => {
    const { take } = limiter(limitOf({ measure: "tokens", amount: "100" }));
    expect((await take({ tokens: 101 })).states).toMatchObject([{ refusedFor: "larger_than_limit", remaining: 100n }]);
    expect((await take({ tokens: null })).states).toMatchObject([{ refusedFor: "no_upper_bound" }]);
    expect((await take({ tokens: 100 })).isTaken).toBe(true);
  });
});

describe("whom a limit holds for", () => {
  test("each value by itself, and tenants do not share", async () => {
    const { take } = limiter(limitOf({ amount: "1" }));
    expect((await take({ values: { agent: "a" } })).isTaken).toBe(true);
    expect((await take({ values: { agent: "b" } })).isTaken).toBe(true);
    expect((await take({ values: { agent: "a" } })).isTaken).toBe(false);
  });

  test("a limit that names the value stands in for the one of each, of the same measure and window only", async () => {
    const { take } = limiter(
      limitOf({ id: "lim_1", amount: "1" }),
      limitOf({ id: "lim_2", value: "a", amount: "3" }),
      limitOf({ id: "lim_3", amount: "1", measure: "tokens" }),
    );
    expect((await take()).states.map(({ limit }) => limit.id)).toEqual(["lim_2", "lim_3"]);
    expect(await passes(() => take({ tokens: 0 }), 5)).toBe(2);
  });

  test("a request that states no value is held by a limit of `unattributed` alone", async () => {
    const { take } = limiter(limitOf({ id: "lim_1", amount: "1" }), limitOf({ id: "lim_2", value: "unattributed" }));
    expect((await take({ values: {} })).states.map(({ limit }) => limit.id)).toEqual(["lim_2"]);
    expect(await passes(() => take({ values: {} }), 5)).toBe(1);
  });

  test("no limit, no call of the store", async () => {
    const { take, calls } = limiter(limitOf({ per: "user" }));
    expect(await take()).toMatchObject({ isTaken: true, states: [] });
    expect(calls).toEqual([]);
  });
});

describe("how it is taken", () => {
  test("in one update without a read, while the window goes on; one more opens it", async () => {
    const { take, calls } = limiter(limitOf({ amount: "9" }), limitOf({ id: "lim_2", window: "hour", amount: "9" }));
    await take();
    expect(calls.splice(0)).toEqual(["update", "update"]);
    await take();
    expect(calls.splice(0)).toEqual(["update"]);
    await take({ at: NOON + 60_000 });
    expect(calls.splice(0)).toEqual(["update", "update"]);
  });

  test("of all limits or of none: in one item and over several", async () => {
    const { take } = limiter(
      limitOf({ id: "lim_1", amount: "5" }),
      limitOf({ id: "lim_2", window: "hour", amount: "1" }),
      limitOf({ id: "lim_3", per: "user", amount: "5" }),
    );
    const values = { agent: "a", user: "u" };
    expect((await take({ values })).isTaken).toBe(true);
    const refused = await take({ values });
    expect(refused.refusedBy?.id).toBe("lim_2");
    expect(refused.states.map(({ limit, remaining }) => [limit.id, remaining])).toEqual([
      ["lim_1", 4n],
      ["lim_2", 0n],
      ["lim_3", 4n],
    ]);
    const other = await take({ values: { agent: "b", user: "u" } });
    expect(other.states.find(({ limit }) => limit.id === "lim_3")?.remaining).toBe(3n);
  });

  test("a clock that is late counts in the window that was opened, and brings none back", async () => {
    const { take } = limiter(limitOf({ amount: "2" }));
    await take({ at: NOON + 60_000 });
    expect((await take({ at: NOON + 59_000 })).states).toMatchObject([{ remaining: 0n, resetSeconds: 61 }]);
    expect((await take({ at: NOON + 60_000 })).isTaken).toBe(false);
  });

  test("where the store fails for one value, nothing stays taken of another", async () => {
    const memory = memoryTable();
    const rateLimits = new Map(
      [limitOf({ id: "lim_1", amount: "1" }), limitOf({ id: "lim_2", per: "user" })].map((l) => [l.id, l]),
    );
    let isBroken = true;
    const table: Table = {
      ...memory,
      update: (key, change) =>
        isBroken && calls++ === 1 ? Promise.reject(new Error("The store did not answer.")) : memory.update(key, change),
    };
    let calls = 0;
    const need = { values: new Map([["agent", "a"], ["user", "u"]]), tokens: 1, picos: 1n }; // prettier-ignore
    await expect(takeRate({ table, newId: systemId }, TENANT, { rateLimits }, need, new Date(NOON))).rejects.toThrow(
      "did not answer",
    );
    isBroken = false;
    expect((await takeRate({ table, newId: systemId }, TENANT, { rateLimits }, need, new Date(NOON))).isTaken).toBe(
      true,
    );
  });
});

describe("what is given back", () => {
  test("makes room again, once", async () => {
    const { take } = limiter(limitOf({ amount: "1" }));
    const taken = await take();
    await Promise.all([taken.giveBack(), taken.giveBack()]);
    await taken.giveBack();
    expect(await passes(() => take(), 3)).toBe(1);
  });

  test("once, also where its reply is lost and the SDK sends it again", async () => {
    const memory = memoryTable();
    const table: Table = {
      ...memory,
      async update(key, change) {
        const isReturn = Object.values(change.add ?? {}).some((amount) => amount < 0n);
        if (isReturn) await memory.update(key, change);
        return memory.update(key, change);
      },
    };
    const rateLimits = new Map([["lim_1", limitOf({ amount: "3" })]]);
    const request = { values: new Map([["agent", "a"]]), tokens: 1, picos: 1n };
    const take = () => takeRate({ table, newId: systemId }, TENANT, { rateLimits }, request, new Date(NOON));
    const taken = [await take(), await take(), await take()];
    await taken[0]?.giveBack();
    expect(await passes(take, 5)).toBe(1);
    await Promise.all(taken.map(({ giveBack }) => giveBack()));
    expect(await passes(take, 5)).toBe(2);
  });

  test("only of windows that go on", async () => {
    const { take } = limiter(limitOf({ amount: "1" }), limitOf({ id: "lim_2", window: "hour", amount: "2" }));
    const taken = await take();
    expect((await take({ at: NOON + 60_000 })).isTaken).toBe(true);
    await taken.giveBack();
    expect((await take({ at: NOON + 60_000 })).states).toMatchObject([
      { remaining: 0n, refusedFor: "full" },
      { remaining: 1n, refusedFor: null },
    ]);
  });

  test("a refusal gives nothing back that it did not take", async () => {
    const { take } = limiter(limitOf({ amount: "1" }));
    await take();
    await (await take()).giveBack();
    expect((await take()).isTaken).toBe(false);
  });
});

describe("what a change of limits leaves counted", () => {
  test("another amount, another name, or a limit made anew: all", async () => {
    const { take, change } = limiter(limitOf({ amount: "2" }));
    await passes(() => take(), 2);
    change(limitOf({ amount: "3" }));
    expect(await passes(() => take(), 5)).toBe(1);
    change(limitOf({ id: "lim_9", name: "Other", amount: "4" }));
    expect(await passes(() => take(), 5)).toBe(1);
    change(limitOf({ id: "lim_9", value: "a", amount: "1" }));
    expect((await take()).states).toMatchObject([{ remaining: 0n, refusedFor: "full" }]);
  });

  test("another window or measure counts by itself", async () => {
    const { take, change } = limiter(limitOf({ amount: "1" }));
    await take();
    change(limitOf({ amount: "1", window: "hour" }));
    expect((await take()).isTaken).toBe(true);
    change(limitOf({ amount: "1", measure: "tokens" }));
    expect((await take()).isTaken).toBe(true);
    change(limitOf({ amount: "1" }));
    expect((await take()).isTaken).toBe(false);
  });
});
