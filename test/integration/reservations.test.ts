import { decodePage, encodePage } from "@outlay/storage/page-codec";
import { expect, test } from "vitest";
import { event } from "./chat-event.ts";
import { itemsOf, valueAt } from "./world.ts";
import { spoilingTable, threefold } from "./wrong-prices.ts";
import { HOLD, setUp, SLOT } from "./reserved.ts";

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

test("usage without reservations writes no mark, and its blocks have no such columns", async () => {
  const { owner, settle, table, freed } = await setUp();
  await owner.post("/v1/events", event("a", { route: { decision_id: "dec_1" } }));
  await settle();
  expect(table.dump().filter(({ pk }) => pk.split("#")[2] === "M")).toEqual([]);
  expect(await freed()).toBe(0n);
});
