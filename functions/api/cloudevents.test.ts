import { readUsageMessage } from "@outlay/messaging/usage-messages";
import { describe, expect, test } from "vitest";
import { setUp } from "./usage-intake-world.ts";

const structured = { "Content-Type": "application/cloudevents+json; charset=UTF-8" };
const batched = { "Content-Type": "application/cloudevents-batch+json" };

function setUpBatches() {
  const world = setUp();
  return { ...world, batches: () => world.sent.map(({ body }) => readUsageMessage(body).batch) };
}

/** A good event, with overrides. */
const cloudEvent = (id: string, overrides: Record<string, unknown> = {}) => ({
  specversion: "1.0",
  type: "usage",
  id,
  source: "gateway",
  time: "2026-11-02T09:30:00Z",
  data: { operation: "chat", provider: "p", model: "m", usage: { input_tokens: 5 } },
  ...overrides,
});

test("one event, and a batch", async () => {
  const { post, counted } = setUp();
  expect((await post(JSON.stringify(cloudEvent("a")), structured)).body.accepted).toBe(1);
  expect((await post(JSON.stringify([cloudEvent("b"), cloudEvent("c")]), batched)).body.accepted).toBe(2);
  expect(counted()).toEqual(["a", "b", "c"]);
});

test("a bad event is told of with its place, beside its neighbours, which are counted", async () => {
  const { post, counted } = setUp();
  const negative = { operation: "chat", provider: "p", model: "m", usage: { input_tokens: -1 } };
  const batch = [
    cloudEvent("a", { specversion: "2" }),
    cloudEvent("b"),
    cloudEvent("c", { data: negative }),
    cloudEvent("d", { time: "2019-01-01T00:00:00Z" }),
  ];
  const { status, body } = await post(JSON.stringify(batch), batched);
  expect([status, body.accepted]).toEqual([202, 1]);
  expect(body.refused?.map(({ index, id, errors }) => [index, id, errors.map(({ pointer }) => pointer)])).toEqual([
    [0, undefined, ["/0/specversion"]],
    [2, "c", ["/2/data/usage/input_tokens"]],
    [3, "d", ["/3/time"]],
  ]);
  expect(counted()).toEqual(["b"]);
});

test("events without a time have that of their first receipt; those with one need none", async () => {
  const { post, table } = setUp();
  const untimed = Array.from({ length: 120 }, (_, index) => cloudEvent(`u${index}`, { time: undefined }));
  for (const _ of [1, 2]) {
    expect((await post(JSON.stringify([...untimed, cloudEvent("t")]), batched)).body.accepted).toBe(121);
  }
  expect(table.dump().length).toBe(120);
});

test("no event at all, the same member twice, and an import of them are refused", async () => {
  const { post } = setUp();
  expect((await post("[]", batched)).status).toBe(422);
  expect((await post('[{"id":"a","id":"b"}]', batched)).status).toBe(422);
  expect((await post(JSON.stringify(cloudEvent("a")), structured, "/v1/imports")).status).toBe(415);
});

describe("binary mode", () => {
  const data = JSON.stringify({ operation: "chat", provider: "p", model: "m", usage: { input_tokens: 5 } });
  const attributes = {
    "ce-specversion": "1.0",
    "ce-type": "usage",
    "ce-id": "e-1",
    "ce-source": "gateway",
    "ce-time": "2026-11-02T09:30:00Z",
  };

  test("the headers are the envelope, the body is the data", async () => {
    const { post, counted, batches } = setUpBatches();
    expect((await post(data, { ...attributes, "ce-traceparent": "00-1", "ce-subject": "x" })).body.accepted).toBe(1);
    expect(counted()).toEqual(["e-1"]);
    expect(batches()[0]?.timesEpochMs[0]).toBe(Date.parse("2026-11-02T09:30:00Z"));
  });

  test.each([
    ["Euro%20%E2%82%AC", "Euro €"],
    ["%61b", "ab"],
    ['"a \\"b\\" c"', 'a "b" c'],
    ['"%20x%20y"', " x y"],
    ["100%25", "100%"],
  ])("the id %s is %s", async (encoded, id) => {
    const { post, counted } = setUp();
    const { body } = await post(data, { ...attributes, "ce-id": encoded });
    const isFit = id.trim() === id;
    expect(isFit ? counted() : body.refused?.[0]?.errors[0]?.pointer).toEqual(isFit ? [id] : "header:ce-id");
  });

  test.each([
    { name: "no version", change: { "ce-specversion": undefined }, pointer: "header:ce-specversion" },
    { name: "another version", change: { "ce-specversion": "0.3" }, pointer: "header:ce-specversion" },
    { name: "no id", change: { "ce-id": undefined }, pointer: "header:ce-id" },
    { name: "no source", change: { "ce-source": undefined }, pointer: "header:ce-source" },
    { name: "no type", change: { "ce-type": undefined }, pointer: "header:ce-type" },
    { name: "broken percents", change: { "ce-id": "50%" }, pointer: "header:ce-id" },
    { name: "no UTF-8", change: { "ce-id": "%C0%A0" }, pointer: "header:ce-id" },
    { name: "raw bytes", change: { "ce-id": "caf\u00e9" }, pointer: "header:ce-id" },
    { name: "no time", change: { "ce-time": "yesterday" }, pointer: "header:ce-time" },
  ])("refused: $name", async ({ change, pointer }) => {
    const { post, sent } = setUp();
    const headers = Object.fromEntries(
      Object.entries({ ...attributes, ...change }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    );
    const { status, body } = await post(data, headers);
    expect([status, body.errors?.map((fault) => fault.pointer)]).toEqual([422, [pointer]]);
    expect(sent.length).toBe(0);
  });

  test("of the data, the body alone speaks", async () => {
    const { post, counted } = setUp();
    const others = { "ce-data": "{}", "ce-data_base64": "e30=", "ce-datacontenttype": "text/xml" };
    expect((await post(data, { ...attributes, ...others })).body.accepted).toBe(1);
    expect(counted()).toEqual(["e-1"]);
    expect((await post('"x"', attributes)).body.errors?.map(({ pointer }) => pointer)).toEqual([""]);
  });

  test("a fault of the data has its place in the body", async () => {
    const { post } = setUp();
    const usage = { input_tokens: -1 };
    const { body } = await post(JSON.stringify({ operation: "chat", provider: "p", model: "m", usage }), attributes);
    expect(body.errors?.map(({ pointer }) => pointer)).toEqual(["/usage/input_tokens"]);
    const tokens = await post('{"tokens":0.5,"type":"input"}', attributes);
    expect(tokens.body.errors?.map(({ pointer }) => pointer)).toEqual(["/tokens"]);
  });

  test("another media type, and an import of it are refused; in structured mode such headers are nothing", async () => {
    const { post, counted } = setUp();
    expect((await post(data, { ...attributes, "Content-Type": "application/x-ndjson" })).status).toBe(415);
    expect((await post(data, attributes, "/v1/imports")).status).toBe(415);
    expect((await post(JSON.stringify(cloudEvent("a")), { ...attributes, ...structured })).body.accepted).toBe(1);
    expect(counted()).toEqual(["a"]);
  });
});
