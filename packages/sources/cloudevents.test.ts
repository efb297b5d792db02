import { expect, test } from "vitest";
import { readCloudEvent } from "./cloudevents.ts";

const ours = { operation: "chat", provider: "p", model: "m", usage: { input_tokens: 5 } };
/** A good event, with overrides. */
const cloudEvent = (overrides: Record<string, unknown> = {}) => ({
  specversion: "1.0",
  type: "usage",
  id: "e-1",
  source: "gateway",
  time: "2026-11-02T09:30:00Z",
  data: ours,
  ...overrides,
});

function bodyOf(value: unknown) {
  const read = readCloudEvent(value);
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.events.map(({ body }) => body);
}

test("the data is our event; the envelope names it and says when", () => {
  const named = { id: "e-1", source: "gateway", time: "2026-11-02T09:30:00Z" };
  expect(bodyOf(cloudEvent())).toEqual([{ ...ours, ...named }]);
  const other = { ...ours, id: "not this", source: "nor this", time: "2026-11-01T00:00:00Z" };
  expect(bodyOf(cloudEvent({ data: other }))).toEqual([{ ...ours, ...named }]);
  expect(bodyOf(cloudEvent({ data: other, time: undefined }))[0]?.time).toBe("2026-11-01T00:00:00Z");
  expect(bodyOf(cloudEvent({ time: null }))[0]?.time).toBeUndefined();
});

test.each([
  { type: "input", tokens: 7, usage: { input_tokens: 7 } },
  { type: "system", tokens: "7", usage: { input_tokens: 7 } },
  { type: "output", tokens: 7, usage: { output_tokens: 7, requests: 0 } },
])("$tokens tokens of $type", ({ type, tokens, usage }) => {
  const data = { tokens, type, model: "m", provider: "p" };
  expect(bodyOf(cloudEvent({ subject: "customer-1", data }))).toMatchObject([
    { operation: "chat", provider: "p", model: "m", usage, attribution: { tags: { subject: "customer-1" } } },
  ]);
});

test.each([
  { name: "no object", value: [], pointer: "" },
  { name: "another version", value: cloudEvent({ specversion: "0.3" }), pointer: "/specversion" },
  { name: "no id", value: cloudEvent({ id: undefined }), pointer: "/id" },
  { name: "an empty source", value: cloudEvent({ source: "" }), pointer: "/source" },
  { name: "a number as id", value: cloudEvent({ id: 5 }), pointer: "/id" },
  { name: "no data", value: cloudEvent({ data: undefined }), pointer: "" },
  { name: "data as text", value: cloudEvent({ data: "x" }), pointer: "/data" },
  { name: "data in base64", value: cloudEvent({ data_base64: "e30=" }), pointer: "/data_base64" },
  { name: "data of something else", value: cloudEvent({ data: { route: "/hello" } }), pointer: "/data" },
  { name: "tokens of no side", value: cloudEvent({ data: { tokens: 5 } }), pointer: "/data/type" },
  {
    name: "a fraction of a token",
    value: cloudEvent({ data: { tokens: 0.5, type: "input" } }),
    pointer: "/data/tokens",
  },
  { name: "tokens in words", value: cloudEvent({ data: { tokens: "-5", type: "input" } }), pointer: "/data/tokens" },
])("refused: $name", ({ value, pointer }) => {
  const read = readCloudEvent(value);
  expect("faults" in read && read.faults.map((fault) => fault.pointer)).toEqual([pointer]);
});
