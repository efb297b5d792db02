import { SETTABLE_DIMENSIONS } from "@outlay/domain/attribution-rule";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_1, DAY_2, itemsAt, makeRule, setUp, spendBy, uploadCsv } from "./attributed.ts";
import { event } from "./chat-event.ts";
import { at, type Caller, itemsOf, valueAt } from "./world.ts";

const some = (...values: readonly string[]) => fc.option(fc.constantFrom(...values), { nil: null });
const usage = fc.record({
  source: fc.constantFrom("gateway", "agents"),
  model: fc.constantFrom("gpt-4o", "gpt-4o-mini", "nobody-knows"),
  attribution: fc.record({
    department: some("a", "b"),
    application: some("copilot", "batch"),
    user: some("u1", "U2", "u3"),
    tags: fc.constantFrom({}, { site: "paris" }),
    consumer: fc.constantFrom(null, { user: "u2" }, { department: "b" }),
  }),
});
const set = fc.dictionary(
  fc.constantFrom("department", "application", "project", "user", "consumer_department", "consumer_project"),
  fc.constantFrom("a", "b", "u1", "copilot"),
  { minKeys: 1, maxKeys: 3 },
);
const match = fc.constantFrom(
  {},
  { department: ["unattributed"] },
  { application: ["cop*"] },
  { "tag:site": ["paris"], source: ["agents"] },
  { consumer_user: ["u2"] },
  { model: ["gpt-4o*"] },
);
const draft = fc.record({ name: fc.constant("draft"), priority: fc.integer({ min: 0, max: 3 }), match, set });

describe("a preview", () => {
  test("says what then happens when the same usage comes under the rules, to the last digit", async () => {
    const setting = fc.record({
      events: fc.array(usage, { minLength: 1, maxLength: 12 }),
      rules: fc.array(draft, { maxLength: 2 }),
      drafts: fc.array(draft, { minLength: 1, maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(setting, async ({ events, rules, drafts }) => {
        const { owner, settle, advance } = await setUp();
        /** Rules of one priority hold in the order of their making, which ids tell by the millisecond. */
        const make = async (list: typeof rules) => {
          for (const rule of list) {
            advance(1);
            await makeRule(owner, rule);
          }
        };
        const send = (day: string) =>
          owner.post(
            "/v1/events",
            events.map((each, index) => ({ ...event(`e${index}`, each), time: `${day}T10:00:00Z` })),
          );
        await uploadCsv(owner, "user,department,user_group\nu1,a,g1\nu2,b,g2");
        await make(rules);
        expect((await send("2026-11-02")).status).toBe(202);
        await settle();
        const body = { rules: drafts, from: "2026-11-02", to: "2026-11-03" };
        const preview = (await owner.post("/v1/attribution-previews", body)).body;
        await make(drafts);
        await send("2026-11-03");
        await settle();

        const after = (await owner.get(`/v1/unattributed?${DAY_2}`)).body;
        expect(valueAt(preview, "total")).toEqual(valueAt(after, "total"));
        const expected = itemsOf(after).map((item) => [at(item, "dimension"), partOf(item)]);
        expect(itemsAt(preview, "unattributed").map((item) => [at(item, "dimension"), valueAt(item, "after")])).toEqual(
          expected,
        );
        const changed = itemsAt(preview, "changed");
        for (const dimension of SETTABLE_DIMENSIONS) {
          const sums = await picosBy(owner, dimension, DAY_1);
          const moves = changed.find((each) => at(each, "dimension") === dimension) ?? { moves: [] };
          for (const move of itemsAt(moves, "moves")) {
            const cost = picos(at(move, "cost"));
            sums[at(move, "from")] = (sums[at(move, "from")] ?? 0n) - cost;
            sums[at(move, "to")] = (sums[at(move, "to")] ?? 0n) + cost;
          }
          expect(withoutZeros(sums)).toEqual(withoutZeros(await picosBy(owner, dimension, DAY_2)));
        }
      }),
      { numRuns: 40 },
    );
  });

  test("counts what a draft matches, adds up, and writes nothing", async () => {
    const { owner, settle, table } = await setUp();
    await owner.post("/v1/events", [
      event("e1", { attribution: { department: "a" } }),
      event("e2", { source: "agents" }),
      event("e3", { source: "agents", usage: { input_tokens: 4000 } }),
    ]);
    await settle();
    const before = JSON.stringify(table.dump(), (_, value: unknown) =>
      typeof value === "bigint" ? `${value}n` : value,
    );
    const rule = { name: "draft", match: { source: ["agents"] }, set: { department: "b" }, enabled: false };
    const { body } = await owner.post("/v1/attribution-previews", { rule, from: "2026-11-01", to: "2026-12-01" });
    expect(body).toMatchObject({
      total: { cost: "0.017", events: 3 },
      matched: { cost: "0.0135", events: 2, share: { cost: "0.794117647059", events: "0.666666666667" } },
      changed: [
        {
          dimension: "department",
          moved: { cost: "0.0135", events: 2 },
          moves: [{ from: "unattributed", to: "b", cost: "0.0135", events: 2 }],
          rest: { count: 0, cost: "0", events: 0 },
        },
        { dimension: "consumer_department" },
      ],
    });
    expect(itemsAt(body, "unattributed").find((item) => at(item, "dimension") === "department")).toMatchObject({
      before: { cost: "0.0135", events: 2 },
      after: { cost: "0", events: 0, share: { cost: "0", events: "0" } },
    });
    const after = JSON.stringify(table.dump(), (_, value: unknown) =>
      typeof value === "bigint" ? `${value}n` : value,
    );
    expect(after).toBe(before);
  });

  test("is of last month unless it says otherwise, and may leave rules out", async () => {
    const { owner, settle } = await setUp();
    const id = await makeRule(owner, { set: { department: "a" } });
    await owner.post("/v1/events", [event("e1", { time: "2026-10-31T23:59:59Z" }), event("e2")]);
    await settle();
    const { body } = await owner.post("/v1/attribution-previews", { rules: [], replaces: [id] });
    expect(body).toMatchObject({
      from: "2026-10-01",
      to: "2026-11-01",
      total: { events: 1 },
      changed: [{ dimension: "department", moves: [{ from: "a", to: "unattributed", events: 1 }] }, {}],
    });
    const unknown = { rules: [], replaces: [`arl_${"0".repeat(26)}`] };
    expect((await owner.post("/v1/attribution-previews", unknown)).status).toBe(404);
    for (const bad of [{}, { rule: { name: "x", set: { user: "u" } }, rules: [] }, { rules: [], from: "2024-01-01" }])
      expect((await owner.post("/v1/attribution-previews", bad)).status).toBe(422);
  });
});

const partOf = (item: unknown) => ({
  cost: valueAt(item, "cost"),
  events: valueAt(item, "events"),
  share: valueAt(item, "share"),
});
const picos = (text: string): bigint => {
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(12, "0"));
};
const picosBy = async (owner: Caller, dimension: string, range: string): Promise<Record<string, bigint>> =>
  Object.fromEntries(
    Object.entries(await spendBy(owner, dimension, range)).map(([value, cost]) => [value, picos(cost)]),
  );
const withoutZeros = (sums: Readonly<Record<string, bigint>>) =>
  Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0n));
