import { SettlementBody } from "@outlay/domain/settlement";
import type { GiveBack } from "@outlay/services/give-back";
import { releaseReservation } from "@outlay/services/release-reservation";
import { settleDecision } from "@outlay/services/settle-decision";
import { expect, test } from "vitest";
import { event } from "./chat-event.ts";
import { itemsOf, valueAt } from "./world.ts";
import { HOLD, setUp, SLOT } from "./reserved.ts";

/** Counts what is given back, as the counters of capped budgets would. */
function counters(): { giveBack: GiveBack; given: { slot: string; holds: readonly string[]; picos: bigint }[] } {
  const given: { slot: string; holds: readonly string[]; picos: bigint }[] = [];
  return { given, giveBack: async (_world, _tenant, taken) => void given.push({ ...taken }) };
}

test("a release sets free at once what no event has claimed, and nothing twice", async () => {
  const { ctx, id, send, freed } = await setUp();
  const { giveBack, given } = counters();
  await send(["a", { status: "failed" }, { attempt: 2 }]);
  const asked = { decisionId: "dec_1", reservationId: id };
  expect(await releaseReservation(await ctx("decisions:write"), giveBack, asked)).toEqual({
    picos: 5n,
    attempts: [1, 3],
  });
  expect(given).toEqual([{ slot: SLOT, holds: [HOLD], picos: 5n }]);
  expect(await releaseReservation(await ctx("decisions:write"), giveBack, asked)).toEqual({ picos: 0n, attempts: [] });
  await send(["b", {}, { attempt: 1 }]);
  expect([await freed(), given.length]).toEqual([2n, 1]);
});

test("of releases at once, and of a release and an event at once, one has an attempt", async () => {
  const { ctx, id, owner, record, merge, freed } = await setUp();
  const { giveBack, given } = counters();
  await owner.post("/v1/events", event("a", { status: "failed", route: { reservation_id: id } }));
  const who = await ctx("decisions:write");
  const asked = { decisionId: "dec_1", reservationId: id };
  await Promise.all([record(), ...Array.from({ length: 5 }, () => releaseReservation(who, giveBack, asked))]);
  await merge();
  expect(given.reduce((sum, { picos }) => sum + picos, 0n) + (await freed())).toBe(7n);
});

test("a release whose counters fail leaves the money held, and a repeat does not take it off", async () => {
  const { ctx, id } = await setUp();
  const asked = { decisionId: "dec_1", reservationId: id };
  const failing: GiveBack = () => Promise.reject(new Error("no store"));
  await expect(releaseReservation(await ctx("decisions:write"), failing, asked)).rejects.toThrow("no store");
  const { giveBack, given } = counters();
  expect(await releaseReservation(await ctx("decisions:write"), giveBack, asked)).toEqual({ picos: 0n, attempts: [] });
  expect(given).toEqual([]);
});

test("nothing is released for another tenant's reservation, one of another decision, or without the scope", async () => {
  const { ctx, id, sign } = await setUp();
  const { giveBack, given } = counters();
  const release = async (decisionId: string, reservationId: string) =>
    releaseReservation(await ctx("decisions:write"), giveBack, { decisionId, reservationId });
  const refusal = { code: "reservation_invalid" };
  await expect(release("dec_1", sign({}, "ten_other"))).rejects.toMatchObject(refusal);
  await expect(release("dec_2", id)).rejects.toMatchObject(refusal);
  await expect(release("dec_1", id.slice(0, -1))).rejects.toMatchObject(refusal);
  const powerless = releaseReservation(await ctx(), giveBack, { decisionId: "dec_1", reservationId: id });
  await expect(powerless).rejects.toMatchObject({ code: "forbidden" });
  expect(given).toEqual([]);
  expect(await release("dec_1", id)).toEqual({ picos: 7n, attempts: [1, 2, 3] });
});

const settlement = (changes: object = {}) =>
  SettlementBody.parse({
    provider: "openai",
    model: "gpt-4o",
    usage: { input_tokens: 1000, output_tokens: 100 },
    ...changes,
  });

test("a settlement is an event of its decision, and counts once, also where it names no time", async () => {
  const { ctx, id, settle, freed, owner, advance } = await setUp();
  const body = settlement({ reservation_id: id });
  const first = await settleDecision(await ctx("decisions:write"), "dec_1", body);
  expect(first).toMatchObject({ id: "dec_1.1", source: "decisions", timeEpochMs: Date.parse("2026-11-02T09:00:30Z") });
  advance(300_000);
  await settleDecision(await ctx("decisions:write"), "dec_1", body);
  await settle();
  advance(1000);
  expect(await freed()).toBe(7n);
  expect(itemsOf((await owner.get("/v1/events")).body)).toMatchObject([
    { id: "dec_1.1", cost: "0.0035", route: { decision_id: "dec_1", attempt: 1, released: "0.000000000007" } },
  ]);
});

test("attempts are settled one by one, by the route as the decision answered it", async () => {
  const { ctx, id, settle, releases, owner, advance } = await setUp();
  const route = { id: "rt_1", type: "default", decision_id: "dec_1", reservation_id: id, attempt: 1 };
  await settleDecision(await ctx("decisions:write"), "dec_1", settlement({ route, status: "failed" }));
  await settleDecision(await ctx("decisions:write"), "dec_1", settlement({ route, attempt: 2 }));
  await settle();
  advance(1000);
  expect((await releases()).map(({ picos }) => picos)).toEqual([7n]);
  const { body } = await owner.get("/v1/events?decision_id=dec_1");
  expect(itemsOf(body).map((each) => valueAt(each, "route"))).toMatchObject([
    { id: "rt_1", type: "default", attempt: 1, released: "0.000000000004" },
    { id: "rt_1", type: "default", attempt: 2, released: "0.000000000003" },
  ]);
});

test("a settlement says what is wrong with it, and nothing is counted", async () => {
  const { ctx, id, sign, queues } = await setUp();
  const settleAs = async (decisionId: string, changes: object) =>
    settleDecision(await ctx("decisions:write"), decisionId, settlement(changes));
  const refusal = { code: "reservation_invalid" };
  await expect(settleAs("dec_2", { reservation_id: id })).rejects.toMatchObject(refusal);
  await expect(settleAs("dec_1", { reservation_id: sign({}, "ten_other") })).rejects.toMatchObject(refusal);
  await expect(settleAs("dec_1", { reservation_id: id, attempt: 4 })).rejects.toMatchObject({
    code: "invalid_request",
    faults: [{ pointer: "/attempt" }],
  });
  await expect(settleAs("dec_1", { model: null })).rejects.toMatchObject({ faults: [{ pointer: "/model" }] });
  await expect(settleDecision(await ctx(), "dec_1", settlement())).rejects.toMatchObject({ code: "forbidden" });
  expect(SettlementBody.safeParse({ reservationId: id }).success).toBe(false);
  expect(queues.usage.waiting).toEqual([]);
});

test("a key that speaks for one application settles nothing for another", async () => {
  const { ctx, keyId, id, queues } = await setUp();
  const asked = await ctx("decisions:write");
  const key = asked.configuration.apiKeys.get(keyId);
  if (!key) throw new Error("The tenant has a key.");
  const bound = { ...key, binding: { application: "chat" }, binding_mode: "enforced" as const };
  const configuration = { ...asked.configuration, apiKeys: new Map([[keyId, bound]]) };
  const settleAs = (application: string) =>
    settleDecision(
      { ...asked, configuration },
      "dec_1",
      settlement({ reservation_id: id, attribution: { application } }),
    );
  await expect(settleAs("other")).rejects.toMatchObject({ faults: [{ pointer: "/attribution/application" }] });
  expect(queues.usage.waiting).toEqual([]);
  await settleAs("chat");
  expect(queues.usage.waiting).toHaveLength(1);
});

test("a decision that reserved nothing is settled without a reservation", async () => {
  const { ctx, settle, owner, freed, advance } = await setUp();
  await settleDecision(await ctx("decisions:write"), "dec_7", settlement());
  await settle();
  advance(1000);
  expect(itemsOf((await owner.get("/v1/events?decision_id=dec_7")).body)).toMatchObject([{ id: "dec_7.1" }]);
  expect(await freed()).toBe(0n);
});
