import { type Decision, DecisionInput } from "@outlay/domain/decision";
import type { Release } from "@outlay/domain/release";
import { type Reservation, reservationKeys, signReservation } from "@outlay/domain/reservation";
import { SettlementBody } from "@outlay/domain/settlement";
import { loadConfiguration } from "@outlay/services/read-configuration";
import type { GiveBack } from "@outlay/services/give-back";
import { releaseReservation } from "@outlay/services/release-reservation";
import { settleDecision } from "@outlay/services/settle-decision";
import { appendDecisions, encodeDecisions } from "@outlay/storage/decisions";
import { decodePage, encodePage } from "@outlay/storage/page-codec";
import { readPages } from "@outlay/storage/pages";
import { expect, test } from "vitest";
import { event } from "./chat-event.ts";
import { createPipeline } from "./pipeline.ts";
import { itemsOf, valueAt } from "./world.ts";
import { spoilingTable, threefold } from "./wrong-prices.ts";

const DAY = Date.UTC(2026, 10, 2);
const HOLD = "abc123";
const SLOT = "3qk2f";

const decisionOf = (id: string): Decision => ({
  id,
  atEpochMs: 0,
  askedBy: { kind: "api_key", id: "key_1" },
  asked: DecisionInput.parse({}),
  values: [],
  verdict: "allow",
  route: null,
  routeType: "default",
  tier: null,
  model: null,
  fallbacks: [],
  limits: { contextTokens: null, outputTokens: null, timeoutSeconds: null, toolCalls: null, agentSteps: null },
  reviewRequired: false,
  exceptionId: null,
  held: null,
  reasons: [],
  warnings: [],
  configurationSeq: 1,
});

/** A tenant with a reservation of 4, 2 and 1 picos for three attempts, and what its pages set free. */
async function setUp(options: Parameters<typeof createPipeline>[0] = {}) {
  const pipeline = createPipeline({ at: "2026-11-02T09:00:30.000Z", ...options });
  const tenant = await pipeline.signUp();
  const { tenantId } = tenant;
  const sign = (changes: Partial<Reservation> = {}, by = tenantId) =>
    signReservation(
      { decisionId: "dec_1", slot: SLOT, amounts: [4n, 2n, 1n], holds: [HOLD], ...changes },
      reservationKeys(pipeline.world.sealingSecret, by),
    );
  const ctx = async (...scopes: readonly "decisions:write"[]) => ({
    ...pipeline.world,
    tenantId,
    actor: { kind: "api_key" as const, id: tenant.keyId, scopes: new Set(scopes) },
    configuration: await loadConfiguration(pipeline.world, tenantId),
  });
  const pages = async (level: "bucket" | "hour" = "bucket") => {
    const read = await readPages(pipeline.table, tenantId, { level, fromEpochMs: DAY, toEpochMs: DAY + 86_400_000 });
    return read.map(({ body }) => decodePage(body));
  };
  const releases = async (): Promise<readonly Release[]> => (await pages()).flatMap((page) => page.releases);
  const freed = async () => (await releases()).reduce((sum, { picos }) => sum + picos, 0n);
  const id = sign();
  // Ids of tests name no time: their journal is that of the first minute.
  const journaled = ["dec_1", "dec_2", "dec_7"].map(decisionOf);
  await appendDecisions(pipeline.table, tenantId, 0, { id: "blk_1", body: encodeDecisions(journaled) });
  /** Sends events that name the reservation, in one request each, and brings all into pages. */
  const send = async (...events: readonly (readonly [id: string, changes?: object, route?: object])[]) => {
    for (const [name, changes = {}, route = {}] of events) {
      const answer = await tenant.owner.post(
        "/v1/events",
        event(name, { ...changes, route: { reservation_id: id, ...route } }),
      );
      expect(answer.status).toBe(202);
      expect(valueAt(answer.body, "flagged")).toBeUndefined();
    }
    await pipeline.settle();
  };
  return { ...pipeline, ...tenant, id, sign, ctx, pages, releases, freed, send };
}

test("a call that is counted sets free what was reserved for it, in the page of its bucket and nowhere above", async () => {
  const { send, releases, pages, owner } = await setUp();
  await send(["a"]);
  expect(await releases()).toEqual([{ hold: HOLD, slot: SLOT, picos: 7n }]);
  const hours = await pages("hour");
  expect(hours.length).toBe(1);
  expect(hours.flatMap((page) => page.releases)).toEqual([]);
  const { body } = await owner.get("/v1/events?decision_id=dec_1");
  expect(itemsOf(body)).toMatchObject([
    { id: "a", route: { decision_id: "dec_1", attempt: null, released: "0.000000000007" } },
  ]);
  expect(itemsOf((await owner.get("/v1/events?decision_id=dec_2")).body)).toEqual([]);
});

test("a failed attempt sets its own amount free, and the one that succeeds all later ones", async () => {
  const { send, freed, owner } = await setUp();
  await send(["a", { status: "failed" }, { attempt: 1 }]);
  expect(await freed()).toBe(4n);
  await send(["b", {}, { attempt: 2 }]);
  expect(await freed()).toBe(7n);
  const { body } = await owner.get("/v1/events?decision_id=dec_1");
  expect(itemsOf(body).map((each) => [valueAt(each, "id"), valueAt(each, "route", "released")])).toEqual([
    ["a", "0.000000000004"],
    ["b", "0.000000000003"],
  ]);
});

test("the same event twice, and another event of the same attempt, set nothing free again", async () => {
  const { send, freed, owner } = await setUp();
  await send(["a", { status: "failed" }], ["a", { status: "failed" }], ["b", { status: "failed" }]);
  await send(["a", { status: "failed" }], ["c"]);
  expect(await freed()).toBe(7n);
  const { body } = await owner.get("/v1/events?decision_id=dec_1");
  expect(itemsOf(body).map((each) => [valueAt(each, "id"), valueAt(each, "route", "released")])).toEqual([
    ["a", "0.000000000004"],
    ["b", null],
    ["c", "0.000000000003"],
  ]);
});

test("an earlier attempt is set free by its own event, however late", async () => {
  const { send, freed } = await setUp();
  await send(["b", {}, { attempt: 2 }]);
  expect(await freed()).toBe(3n);
  await send(["a", { status: "timed_out", time: "2026-11-02T08:10:00Z" }, { attempt: 1 }]);
  expect(await freed()).toBe(7n);
});

test("of two contents of one event, only the one that counts sets anything free", async () => {
  const { send, freed, owner, settle, advance } = await setUp();
  await owner.post("/v1/events", event("a", { usage: { input_tokens: 1 } }));
  await settle();
  advance(1000);
  await send(["a"]);
  expect(await freed()).toBe(0n);
  expect(itemsOf((await owner.get("/v1/events")).body)).toMatchObject([{ route: { released: null } }]);
});

test("priced again, rows set free what they did", async () => {
  const { state, wrap } = spoilingTable();
  const { send, freed, owner, work } = await setUp({ wrapTable: wrap });
  state.spoil = threefold;
  await send(["a"]);
  state.spoil = undefined;
  expect(itemsOf((await owner.get("/v1/events")).body)).toMatchObject([{ cost: "0.0105", generation: 0 }]);
  await owner.post("/v1/repricings", { from: "2026-11-01", to: "2026-11-03", reason: "test" });
  await work();
  const [repriced] = itemsOf((await owner.get("/v1/events")).body);
  expect(repriced).toMatchObject({ cost: "0.0035", route: { released: "0.000000000007" } });
  expect(valueAt(repriced, "generation")).not.toBe(0);
  expect(await freed()).toBe(7n);
});

test("the trial balance holds what pages set free to what their blocks say", async () => {
  const { send, freed, advance, runJob, merge, metrics, table } = await setUp();
  await send(["a"]);
  advance(86_400_000);
  await runJob("nightly");
  expect(metrics).toMatchObject({ trialBalanceDifferences: 0 });
  const item = table.dump().find(({ pk, sk }) => pk.split("#")[2] === "P" && sk.startsWith("B#"));
  if (!(item?.["body"] instanceof Uint8Array)) throw new Error("There is a page.");
  const page = decodePage(item["body"]);
  await table.put(
    { ...item, body: encodePage({ ...page, releases: [{ hold: HOLD, slot: SLOT, picos: 8n }] }) },
    "always",
  );
  expect(await freed()).toBe(8n);
  await runJob("nightly");
  await merge();
  expect(metrics).toMatchObject({ trialBalanceDifferences: 1 });
  expect(await freed()).toBe(7n);
});

test("usage is never refused for its reservation, and the receipt says what does not hold", async () => {
  const { owner, id, sign, freed, settle } = await setUp();
  const routes = [
    { reservation_id: `${id.slice(0, -2)}AA` },
    { reservation_id: sign({}, "ten_other") },
    { reservation_id: id, decision_id: "dec_2" },
    { reservation_id: id, attempt: 4 },
    { reservation_id: id },
  ];
  const { status, body } = await owner.post(
    "/v1/events",
    routes.map((route, index) => event(`e${index}`, { route })),
  );
  expect(status).toBe(202);
  expect(body).toMatchObject({
    accepted: 5,
    refused: [],
    flagged: [
      { index: 0, id: "e0", errors: [{ pointer: "/0/route/reservation_id" }] },
      { index: 1, id: "e1", errors: [{ pointer: "/1/route/reservation_id" }] },
      { index: 2, id: "e2", errors: [{ pointer: "/2/route/reservation_id" }] },
      { index: 3, id: "e3", errors: [{ pointer: "/3/route/attempt" }] },
    ],
  });
  await settle();
  expect(await freed()).toBe(7n);
  expect(itemsOf((await owner.get("/v1/events")).body)).toHaveLength(5);
});

test("imports, CloudEvents, raw responses, traces and LiteLLM's logs name reservations too", async () => {
  const { owner, sign, releases, settle } = await setUp();
  const of = (name: string) => sign({ decisionId: `dec_${name}`, holds: [name] });
  const time = "2026-11-02T09:00:10Z";
  const { id: _id, source: _source, time: _time, ...data } = event("x", { route: { reservation_id: of("cloud") } });
  const answers = [
    await owner.post("/v1/imports", event("i", { route: { reservation_id: of("import") } })),
    await owner.post(
      "/v1/events",
      { specversion: "1.0", id: "c", source: "s", type: "t", time, data },
      {
        "content-type": "application/cloudevents+json",
      },
    ),
    await owner.post(
      "/v1/responses/openai",
      {
        id: "r",
        object: "chat.completion",
        model: "gpt-4o",
        usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      },
      { "x-outlay-reservation-id": of("response"), "x-outlay-attempt": "2", "x-outlay-time": time },
    ),
    await owner.post("/v1/webhooks/litellm", {
      id: "l",
      call_type: "acompletion",
      custom_llm_provider: "openai",
      model: "gpt-4o",
      startTime: Date.parse(time) / 1000,
      prompt_tokens: 1,
      completion_tokens: 1,
      total_tokens: 2,
      metadata: { requester_metadata: { outlay_reservation_id: of("litellm") } },
    }),
    await owner.post("/v1/traces", traceOf(of("trace"), time)),
  ];
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 200]);
  expect(JSON.stringify(answers)).not.toMatch(/flagged|without their reservations/);
  await settle();
  expect((await releases()).map(({ hold, picos }) => [hold, picos]).toSorted()).toEqual([
    ["cloud", 7n],
    ["import", 7n],
    ["litellm", 7n],
    ["response", 3n],
    ["trace", 7n],
  ]);
});

test("what is wrong with a reservation is told in each product's own answer", async () => {
  const { owner } = await setUp();
  const time = "2026-11-02T09:00:10Z";
  const response = {
    id: "r",
    object: "chat.completion",
    model: "gpt-4o",
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
  const sent = await owner.post("/v1/responses/openai", response, { "x-outlay-reservation-id": "rsv_x" });
  expect(sent.body).toMatchObject({
    accepted: 1,
    flagged: [{ errors: [{ pointer: "header:x-outlay-reservation-id" }] }],
  });
  const traced = await owner.post("/v1/traces", traceOf("rsv_x", time));
  expect(traced.body).toMatchObject({
    partialSuccess: {
      errorMessage: expect.stringMatching(/^1 counted without their reservations\. Span .*reservation_id/) as string,
    },
  });
});

const traceOf = (reservation: string, time: string) => ({
  resourceSpans: [
    {
      scopeSpans: [
        {
          spans: [
            {
              traceId: "1".repeat(32),
              spanId: "2".repeat(16),
              name: "chat gpt-4o",
              startTimeUnixNano: `${Date.parse(time)}000000`,
              endTimeUnixNano: `${Date.parse(time)}500000`,
              attributes: Object.entries({
                "gen_ai.operation.name": { stringValue: "chat" },
                "gen_ai.provider.name": { stringValue: "openai" },
                "gen_ai.request.model": { stringValue: "gpt-4o" },
                "gen_ai.usage.input_tokens": { intValue: 1 },
                "gen_ai.usage.output_tokens": { intValue: 1 },
                "outlay.reservation_id": { stringValue: reservation },
              }).map(([key, value]) => ({ key, value })),
            },
          ],
        },
      ],
    },
  ],
});

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

test("usage without reservations writes no mark, and its blocks have no such columns", async () => {
  const { owner, settle, table, freed } = await setUp();
  await owner.post("/v1/events", event("a", { route: { decision_id: "dec_1" } }));
  await settle();
  expect(table.dump().filter(({ pk }) => pk.split("#")[2] === "M")).toEqual([]);
  expect(await freed()).toBe(0n);
});
