import { gzipSync } from "node:zlib";
import { readUsageMessage } from "@outlay/messaging/usage-messages";
import { firstReceipt } from "@outlay/storage/receipts";
import { expect, test } from "vitest";
import { setUp } from "../usage-intake-world.ts";

const tokens = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 };
/** A good answer of OpenAI, with overrides. */
const chat = (overrides: Record<string, unknown> = {}) =>
  JSON.stringify({
    id: "chat-1",
    object: "chat.completion",
    created: Date.parse("2026-11-02T09:30:00Z") / 1000,
    model: "gpt-5-mini",
    usage: { ...tokens, prompt_tokens_details: { cached_tokens: 64 } },
    ...overrides,
  });
const converse = JSON.stringify({ usage: { inputTokens: 5, outputTokens: 6, totalTokens: 11 } });

/** What was sent to the queue, one row an event: its columns by name. */
function setUpResponses() {
  const world = setUp();
  const send = (path: string, body: string, headers: Record<string, string> = {}) =>
    world.post(body, headers, `/v1/responses/${path}`);
  const batches = () => world.sent.map((message) => readUsageMessage(message.body).batch);
  return { ...world, send, batches };
}

test("a response is an event of the tenant's, with what the headers say of it", async () => {
  const { send, batches } = setUpResponses();
  const { status, body } = await send("openai", chat(), {
    "X-Outlay-Department": "legal",
    "X-Outlay-Business-Unit": "z%C3%BCrich",
    "X-Outlay-Consumer-Department": "sales",
    "X-Outlay-Tag-Site": "paris",
    "X-Outlay-Run-Id": "run-1",
    "X-Outlay-Run-Step": "3",
    "X-Outlay-Nothing-Known": "x",
  });
  expect([status, body]).toEqual([202, { request_id: expect.any(String), accepted: 1, refused: [] }]);
  const text = JSON.stringify(batches());
  for (const part of [
    "chat-1",
    "responses/openai",
    "gpt-5-mini",
    "legal",
    "zürich",
    "sales",
    "site",
    "paris",
    "run-1",
  ]) {
    expect(text).toContain(part);
  }
});

test("headers name what a response does not say, and a repeat has the time of the first receipt", async () => {
  const { send, table } = setUpResponses();
  const named = { "X-Outlay-Id": "call-1", "X-Outlay-Model": "nova", "X-Outlay-Source": "agents" };
  expect((await send("aws", converse, named)).body.accepted).toBe(1);
  expect((await send("aws", converse, named)).body.accepted).toBe(1);
  expect(table.dump().filter(({ pk }) => pk.includes("#R#")).length).toBe(1);
  await send("aws", converse, { ...named, "X-Outlay-Time": "2026-11-02T09:30:00Z", "X-Outlay-Id": "call-2" });
  await send("openai", chat());
  expect(table.dump().filter(({ pk }) => pk.includes("#R#")).length).toBe(1);
});

test("an event without a time is sent on with that of its first receipt", async () => {
  const { send, batches, table } = setUpResponses();
  const firstEpochMs = Date.parse("2026-11-01T12:00:00.500Z");
  await firstReceipt(table, "ten_1", "responses/aws", "call-1", firstEpochMs);
  await send("aws", converse, { "X-Outlay-Id": "call-1", "X-Outlay-Model": "nova" });
  expect(batches().flatMap(({ timesEpochMs }) => [...timesEpochMs])).toEqual([firstEpochMs]);
});

test("an advisor's call is an event of its own", async () => {
  const { send, counted } = setUpResponses();
  const advice = { type: "advisor_message", model: "claude-opus-4-8", input_tokens: 9, output_tokens: 3 };
  const usage = { input_tokens: 1, output_tokens: 2, iterations: [advice] };
  const { body } = await send("anthropic", JSON.stringify({ id: "msg-1", model: "claude-sonnet-5", usage }));
  expect(body.accepted).toBe(2);
  expect(counted()).toEqual(["msg-1", "msg-1/advisor-0"]);
});

test("several responses are judged each by itself, with the headers' word on all", async () => {
  const { send, batches, counted } = setUpResponses();
  const lines = [chat(), '{"error":{"message":"no"}}', chat({ id: "chat-2", model: undefined })].join("\n");
  const headers = { "Content-Type": "application/x-ndjson", "X-Outlay-Department": "legal" };
  const { status, body } = await send("openai", lines, headers);
  expect([status, body.accepted]).toEqual([202, 1]);
  expect(body.refused?.map(({ index, errors }) => [index, errors.map(({ pointer }) => pointer)])).toEqual([
    [1, ["/1"]],
    [2, ["header:x-outlay-model"]],
  ]);
  expect(counted()).toEqual(["chat-1"]);
  expect(JSON.stringify(batches())).toContain("legal");
});

test("a recorded stream is one event, also where it is compressed; twice is one receipt's time", async () => {
  const { post, counted, batches } = setUpResponses();
  const chunks = [
    {
      id: "chat-1",
      object: "chat.completion.chunk",
      model: "gpt-5-mini",
      choices: [{ index: 0, finish_reason: "stop" }],
    },
    { id: "chat-1", object: "chat.completion.chunk", model: "gpt-5-mini", choices: [], usage: tokens },
  ];
  const stream = `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")}data: [DONE]\n\n`;
  const headers = { "Content-Type": "text/event-stream; charset=utf-8" };
  expect((await post(stream, headers, "/v1/responses/openai")).body.accepted).toBe(1);
  const zipped = { ...headers, "Content-Encoding": "gzip" };
  expect((await post(new Uint8Array(gzipSync(stream)), zipped, "/v1/responses/openai")).body.accepted).toBe(1);
  expect(counted()).toEqual(["chat-1", "chat-1"]);
  expect(new Set(batches().flatMap(({ timesEpochMs }) => [...timesEpochMs])).size).toBe(1);
  expect((await post(stream, headers)).status).toBe(415);
});

test("a response that contradicts itself is counted, told of, and marked", async () => {
  const { send, batches } = setUpResponses();
  const { status, body } = await send("openai", chat({ usage: { ...tokens, total_tokens: 111 } }));
  expect(status).toBe(202);
  expect(body).toMatchObject({
    accepted: 1,
    flagged: [{ index: 0, id: "chat-1", errors: [{ pointer: "/usage/total_tokens" }] }],
  });
  expect(JSON.stringify(batches())).toContain("usage_flag");
});

test.each([
  { name: "no known shape", path: "openai", body: "{}", pointer: undefined },
  { name: "no id", path: "openai", body: chat({ id: undefined }), pointer: "/id" },
  { name: "no model", path: "openai", body: chat({ model: undefined }), pointer: "header:x-outlay-model" },
  {
    name: "a bad count",
    path: "openai",
    body: chat({ usage: { ...tokens, prompt_tokens: -1 } }),
    pointer: "/usage/prompt_tokens",
  },
  { name: "a list of what is none", path: "openai", body: "[5]", pointer: "/0" },
  { name: "a list of nothing", path: "openai", body: "[]", pointer: undefined },
  { name: "an error of the provider", path: "openai", body: '{"error":{"message":"no"}}', pointer: "" },
  { name: "another flavour than named", path: "openai?flavour=google", body: chat(), pointer: undefined },
  { name: "an unknown flavour", path: "openai?flavour=x", body: chat(), pointer: "?flavour" },
  { name: "a strange provider", path: "Open%20AI", body: chat(), pointer: "param:provider" },
])("refused: $name", async ({ path, body, pointer }) => {
  const { send, sent, table } = setUpResponses();
  const answer = await send(path, body);
  expect([answer.status, answer.body.code]).toEqual([422, "invalid_request"]);
  expect(pointer === undefined || answer.body.errors?.some((fault) => fault.pointer === pointer)).toBe(true);
  expect([sent.length, table.dump().length]).toEqual([0, 0]);
});

test.each([
  { header: "X-Outlay-Department", value: "50%", pointer: "header:x-outlay-department" },
  { header: "X-Outlay-Department", value: "caf\u00e9", pointer: "header:x-outlay-department" },
  { header: "X-Outlay-Department", value: "a%00b", pointer: "header:x-outlay-department" },
  { header: "X-Outlay-Time", value: "yesterday", pointer: "header:x-outlay-time" },
  { header: "X-Outlay-Time", value: "2020-01-01T00:00:00Z", pointer: "header:x-outlay-time" },
  { header: "X-Outlay-Operation", value: "dreaming", pointer: "header:x-outlay-operation" },
  { header: "X-Outlay-Run-Id", value: "x".repeat(257), pointer: "header:x-outlay-run-id" },
  { header: "X-Outlay-Duration-Ms", value: "-1", pointer: "header:x-outlay-duration-ms" },
])("refused: $header of $value", async ({ header, value, pointer }) => {
  const { send, sent } = setUpResponses();
  const answer = await send("openai", chat(), { [header]: value });
  expect(answer.status).toBe(422);
  expect(answer.body.errors?.map((fault) => fault.pointer)).toEqual([pointer]);
  expect(sent.length).toBe(0);
});

test("a tag may have any name, and reaches no prototype", async () => {
  const { send, batches } = setUpResponses();
  expect((await send("openai", chat(), { "X-Outlay-Tag-__proto__": "x" })).status).toBe(202);
  expect(JSON.stringify(batches())).toContain("__proto__");
});

test("a body that is not one JSON value is refused as everywhere", async () => {
  const { send } = setUpResponses();
  expect((await send("openai", '{"id":1,"id":2}')).status).toBe(422);
  expect((await send("openai", "{")).status).toBe(400);
  expect((await send("openai", chat(), { "Content-Type": "application/cloudevents+json" })).status).toBe(415);
  expect((await send("openai", `{"a":${"[".repeat(64)}${"]".repeat(64)}}`)).status).toBe(422);
});
