import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { event, setUp } from "./usage-intake-world.ts";

const hostile = fc.constantFrom("__proto__", "constructor", "toString", "\u202e", "1e400", "id", "tags", "usage");
const anyEvent = fc
  .record(
    {
      id: fc.oneof(fc.string({ minLength: 1 }), fc.anything()),
      source: fc.oneof(fc.constant("s"), hostile),
      time: fc.oneof(fc.constant("2026-11-02T09:30:00Z"), fc.string()),
      operation: fc.oneof(fc.constant("tool_call"), hostile),
      usage: fc.dictionary(
        fc.oneof(fc.constant("tool_calls"), hostile),
        fc.oneof(fc.nat(), fc.double(), fc.anything()),
      ),
      attribution: fc.dictionary(hostile, fc.oneof(fc.string(), fc.dictionary(hostile, fc.string({ unit: "binary" })))),
    },
    { requiredKeys: [] },
  )
  .map((value) => {
    try {
      return JSON.stringify({ ...event("x"), ...value });
    } catch {
      return "{}"; // A bigint: not JSON.
    }
  });
const anyText = fc.oneof(
  anyEvent,
  fc.array(anyEvent, { maxLength: 4 }).map((events) => `[${events.join(",")}]`),
  fc.array(anyEvent, { maxLength: 4 }).map((events) => events.join("\n")),
  fc.json(),
  fc.string({ unit: "binary" }),
);
const anyBody = fc.oneof(
  { weight: 6, arbitrary: anyText.map((text) => new TextEncoder().encode(text)) },
  { weight: 2, arbitrary: anyText.map((text) => Uint8Array.from(gzipSync(text))) },
  { weight: 1, arbitrary: anyText.map((text) => Uint8Array.from(gzipSync(text).subarray(0, -9))) },
  { weight: 1, arbitrary: fc.uint8Array().map((bytes) => Uint8Array.from(bytes)) },
);

test("whatever is sent is answered 202 or by the sender's fault, and what is counted is what was accepted", async () => {
  const type = fc.constantFrom("application/json", "application/x-ndjson", "application/json; charset=x", "");
  const encoding = fc.constantFrom("identity", "gzip", "br");
  const path = fc.constantFrom("/v1/events", "/v1/imports");
  const samples = fc.sample(fc.tuple(anyBody, type, encoding, path), { seed: 20261103, numRuns: 3000 });
  // From here on a write to the prototype throws, and so would be answered 500. The generators themselves write to it.
  Object.freeze(Object.prototype);
  const statuses = new Set<number>();
  for (const [body, contentType, contentEncoding, path] of samples) {
    const { post, counted } = setUp();
    const headers = { "Content-Type": contentType, "Content-Encoding": contentEncoding };
    const { status, body: answer } = await post(body, headers, path);
    statuses.add(status);
    expect(counted()).toHaveLength(answer.accepted ?? 0);
  }
  expect(statuses).toEqual(new Set([202, 400, 415, 422]));
});
