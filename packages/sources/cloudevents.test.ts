import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readCloudEvent } from "./cloudevents.ts";
import { objectAt } from "./json-members.ts";

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

const inBase64 = (data: string) => cloudEvent({ data: undefined, data_base64: Buffer.from(data).toString("base64") });

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

test.each([undefined, "application/json", "Application/JSON; charset=utf-8", "application/vnd.usage+json"])(
  "data of the type %s is JSON, in base64 too; extensions are passed over",
  (datacontenttype) => {
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const extensions = { datacontenttype, traceparent, subject: "customer-1", dataschema: "https://x.example/1" };
    const [own] = bodyOf(cloudEvent());
    expect(bodyOf(cloudEvent(extensions))).toEqual([own]);
    expect(bodyOf({ ...inBase64(JSON.stringify({ ...ours, model: "é" })), ...extensions })).toEqual([
      { ...own, model: "é" },
    ]);
  },
);

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
  { name: "no version", value: cloudEvent({ specversion: undefined }), pointer: "/specversion" },
  { name: "a number for a version", value: cloudEvent({ specversion: 1 }), pointer: "/specversion" },
  { name: "no type", value: cloudEvent({ type: undefined }), pointer: "/type" },
  { name: "data that is no JSON", value: cloudEvent({ datacontenttype: "text/xml" }), pointer: "/datacontenttype" },
  { name: "both data", value: cloudEvent({ data_base64: "e30=" }), pointer: "/data_base64" },
  { name: "an empty source", value: cloudEvent({ source: "" }), pointer: "/source" },
  { name: "a number as id", value: cloudEvent({ id: 5 }), pointer: "/id" },
  { name: "no data", value: cloudEvent({ data: undefined }), pointer: "" },
  { name: "data as text", value: cloudEvent({ data: "x" }), pointer: "/data" },
  { name: "data in base64 of nothing known", value: inBase64("{}"), pointer: "/data_base64" },
  { name: "data in base64 of no JSON", value: inBase64("{"), pointer: "/data_base64" },
  { name: "data in base64 with a member twice", value: inBase64('{"a":1,"a":2}'), pointer: "/data_base64" },
  { name: "data in no base64", value: cloudEvent({ data: undefined, data_base64: "!" }), pointer: "/data_base64" },
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

const SAMPLES = fileURLToPath(new URL("../../../shared/samples/openmeter", import.meta.url));

test.skipIf(!existsSync(SAMPLES))(
  "OpenMeter's examples are read, or refused with the reason (needs ../shared/samples/openmeter)",
  () => {
    const sample = (name: string): unknown => JSON.parse(readFileSync(`${SAMPLES}/${name}.json`, "utf8"));
    const faults = (value: unknown) => {
      const read = readCloudEvent(value);
      return "faults" in read ? read.faults : [];
    };
    const prompt = objectAt(sample("Event.example"), "").of;
    expect(faults(prompt)).toMatchObject([{ pointer: "", detail: expect.stringContaining("no data") }]);
    expect(faults(sample("IngestedEvent.example"))).toMatchObject([{ pointer: "/specversion" }]);
    expect(faults(sample("cloudevent.quickstart"))).toMatchObject([
      { pointer: "/data", detail: expect.stringContaining("no count of tokens") },
    ]);
    const data = { tokens: "5", model: "gpt-5-mini", provider: "openai", type: "output" };
    expect(bodyOf({ ...prompt, data })).toMatchObject([
      { source: "service-name", usage: { output_tokens: 5 }, attribution: { tags: { subject: "customer-id" } } },
    ]);
  },
);
