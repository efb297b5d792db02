import { expect, test } from "vitest";
import { setUp } from "./usage-intake-world.ts";

const structured = { "Content-Type": "application/cloudevents+json; charset=UTF-8" };
const batched = { "Content-Type": "application/cloudevents-batch+json" };

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
