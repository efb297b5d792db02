import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { event, REQUEST_ID, setUp } from "./usage-intake-world.ts";

const json = (...events: unknown[]) => JSON.stringify(events);
const ndjson = { "Content-Type": "application/x-ndjson" };
const gzip = { "Content-Encoding": "gzip" };

describe("taken", () => {
  test("one event", async () => {
    const { post, counted } = setUp();
    const { status, body } = await post(JSON.stringify(event("a")));
    expect([status, body]).toEqual([202, { request_id: REQUEST_ID, accepted: 1, refused: [] }]);
    expect(counted()).toEqual(["a"]);
  });

  test("an array, NDJSON, and gzip of it", async () => {
    const { post, counted } = setUp();
    const lines = `${JSON.stringify(event("c"))}\n${JSON.stringify(event("d"))}\n`;
    expect((await post(json(event("a"), event("b")))).body.accepted).toBe(2);
    expect((await post(lines, ndjson)).body.accepted).toBe(2);
    expect((await post(Uint8Array.from(gzipSync(lines)), { ...ndjson, ...gzip })).body.accepted).toBe(2);
    expect(counted()).toEqual(["a", "b", "c", "d", "c", "d"]);
  });

  test("5,000 events, and old ones as an import", async () => {
    const { post } = setUp();
    const events = Array.from({ length: 5000 }, (_, i) => event(`e${i}`));
    expect((await post(json(...events))).body.accepted).toBe(5000);
    const old = json(event("a", { time: "2011-01-01T00:00:00+01:00" }));
    expect((await post(old, {}, "/v1/imports")).body.accepted).toBe(1);
  });

  test("a bad event is told of beside its neighbours, which are counted", async () => {
    const { post, counted } = setUp();
    const { status, body } = await post(json(event("a"), event("b", { usage: { input_tokens: -1 } }), event("c")));
    expect(status).toBe(202);
    expect(body).toMatchObject({
      accepted: 2,
      refused: [{ index: 1, id: "b", code: "invalid_request", errors: [{ pointer: "/1/usage/input_tokens" }] }],
    });
    expect(counted()).toEqual(["a", "c"]);
  });

  test("events that the queue did not take are told of as unavailable", async () => {
    const { post, counted } = setUp({ failing: [0] });
    const events = [event("a"), event("b", { time: "2026-11-01T00:00:00Z" }), event("c", { time: "x" })];
    const { status, body } = await post(json(...events), {}, "/v1/imports");
    expect(status).toBe(202);
    expect(body.refused?.map(({ index, id, code }) => [index, id, code])).toEqual([
      [0, "a", "unavailable"],
      [2, "c", "invalid_request"],
    ]);
    expect(counted()).toEqual(["b"]);
  });
});

test("where the queue takes nothing, the answer is 503 and says when to come again", async () => {
  const { post } = setUp({ failing: [0] });
  const { status, headers } = await post(json(event("a")));
  expect([status, headers.get("Retry-After")]).toEqual([503, "5"]);
});

const withTime = (time: unknown) => JSON.stringify(event("x", { time }));
const withCount = (count: string) => `{${JSON.stringify(event("x")).slice(1, -1)},"usage":{"input_tokens":${count}}}`;
const withText = (name: string, value: string) => JSON.stringify(event("x", { [name]: value }));
const withAttribution = (attribution: unknown) => JSON.stringify(event("x", { attribution }));
const deep = (levels: number) =>
  `{${JSON.stringify(event("x")).slice(1, -1)},"y":${"[".repeat(levels)}${"]".repeat(levels)}}`;

/** Each refused with 422, at this pointer, while a neighbour on either side is counted. */
describe("bad events", () => {
  test.each([
    ["a wrong type", JSON.stringify(event("x", { source: 5 })), "/source"],
    ["no object", '"x"', ""],
    ["a negative count", withCount("-1"), "/usage/input_tokens"],
    ["minus zero", withCount("-0"), "/usage/input_tokens"],
    ["a fractional count", withCount("0.5"), "/usage/input_tokens"],
    ["a count that is no safe integer", withCount("9007199254740993"), "/usage/input_tokens"],
    ["a count beyond 10^12", withCount("1000000000001"), "/usage/input_tokens"],
    ["Infinity", withCount("1e400"), "/usage/input_tokens"],
    ["a missing time", withTime(undefined), "/time"],
    ["an impossible time", withTime("2026-02-30T00:00:00Z"), "/time"],
    ["a leap second", withTime("2026-06-30T23:59:60Z"), "/time"],
    ["a time without an offset", withTime("2026-11-02T09:30:00"), "/time"],
    ["a time before the window", withTime("2026-09-28T23:59:59.999Z"), "/time"],
    ["a time after the window", withTime("2026-11-03T00:05:00.001Z"), "/time"],
    ["a year beyond all clocks", withTime("+275760-09-13T00:00:00Z"), "/time"],
    ["deep nesting", deep(10), ""],
    ["very deep nesting", deep(100_000), ""],
    ["a duplicate member", '{"id":"x","id":"y"}', "/id"],
    ["a duplicate member under an escape", String.raw`{"id":"x","\u0069d":"y"}`, "/id"],
    ["a control character in an id", withText("id", "x\u0007"), "/id"],
    ["a bidi character in an id", withText("source", "x\u202e"), "/source"],
    ["a control character in a dimension", withAttribution({ user: "x\u0000" }), "/attribution/user"],
    ["a bidi character in a dimension", withAttribution({ user: "x\u2067" }), "/attribution/user"],
    ["a zero-width character in a tag", withAttribution({ tags: { a: "te\u200bam" } }), "/attribution/tags/a"],
    ["a lone surrogate in a dimension", withAttribution({ user: "\ud800" }), "/attribution/user"],
    ["a value that is not NFC", withAttribution({ user: "e\u0301" }), "/attribution/user"],
    ["__proto__ at the top", '{"__proto__":{"x":1}}', "/__proto__"],
    ["__proto__ among the tags", '{"attribution":{"tags":{"__proto__":"x"}}}', "/attribution/tags/__proto__"],
    ["__proto__ where nothing is known", '{"x":[{"__proto__":null}]}', "/x/0/__proto__"],
    ["an unknown measure", JSON.stringify(event("x", { usage: { imput_tokens: 1 } })), "/usage/imput_tokens"],
  ])("%s", async (_, bad, pointer) => {
    const alone = setUp();
    const { status, body, headers } = await alone.post(bad);
    expect([status, headers.get("Content-Type")]).toEqual([422, "application/problem+json"]);
    expect(body).toMatchObject({ code: "invalid_request", instance: REQUEST_ID });
    expect(body.errors?.map((fault) => fault.pointer)).toContain(pointer);
    expect(body.refused?.[0]?.errors).toEqual(body.errors);
    expect(alone.counted()).toEqual([]);

    const { post, counted } = setUp();
    const [before, after] = [JSON.stringify(event("before")), JSON.stringify(event("after"))];
    for (const answer of [
      await post(`[${before},${bad},${after}]`),
      await post(`${before}\n${bad}\n${after}`, ndjson),
    ]) {
      expect([answer.status, answer.body.accepted]).toEqual([202, 2]);
      expect(answer.body.refused?.map(({ index }) => index)).toEqual([1]);
      expect(answer.body.refused?.[0]?.errors.map((fault) => fault.pointer)).toContain(`/1${pointer}`);
    }
    expect(counted()).toEqual(["before", "after", "before", "after"]);
  });

  test("nesting of ten levels is taken", async () => {
    expect((await setUp().post(deep(9))).status).toBe(202);
  });
});

const bytes = (text: string) => new TextEncoder().encode(text);

/** Refused as a whole: nobody could say where one event ends and the next begins, or how much there is. */
describe("bad bodies", () => {
  const one = json(event("a"));
  const tooMany = json(...Array.from({ length: 5001 }, (_, i) => event(`e${i}`)));
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024), { level: 9 });
  const invalidUtf8 = Uint8Array.from([...bytes('[{"id":"'), 0xff, ...bytes('"}]')]);

  test.each([
    ["malformed JSON", bytes("[{]"), {}, 400],
    ["an empty body", bytes(""), {}, 400],
    ["a byte order mark", bytes(`\uFEFF${one}`), {}, 400],
    ["invalid UTF-8", invalidUtf8, {}, 400],
    ["truncated gzip", gzipSync(one).subarray(0, -5), gzip, 400],
    ["what is no gzip", bytes(one), gzip, 400],
    ["an oversized body", bytes(`${" ".repeat(4 * 1024 * 1024)}${one}`), {}, 413],
    ["a body oversized after decompression", gzipSync(`${" ".repeat(16 * 1024 * 1024)}${one}`), gzip, 413],
    ["a gzip bomb", bomb, gzip, 413],
    ["an understated Content-Length", bytes(`${" ".repeat(4 * 1024 * 1024)}${one}`), { "Content-Length": "10" }, 413],
    ["5,001 events", bytes(tooMany), {}, 413],
    ["5,001 lines", bytes(`${JSON.stringify(event("a"))}\n`.repeat(5001)), ndjson, 413],
    ["another media type", bytes(one), { "Content-Type": "text/plain" }, 415],
    ["another charset", bytes(one), { "Content-Type": "application/json; charset=utf-16" }, 415],
    ["another encoding", bytes(one), { "Content-Encoding": "br" }, 415],
    ["no event at all", bytes("[]"), {}, 422],
  ])("%s", async (_, body, headers, expected) => {
    const { post, counted } = setUp();
    const answer = await post(Uint8Array.from(body), headers);
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([expected, "application/problem+json"]);
    expect(answer.body).toMatchObject({ status: expected, instance: REQUEST_ID });
    expect(counted()).toEqual([]);
  });
});

test("invalid UTF-8 in one line of NDJSON refuses that line", async () => {
  const good = new TextEncoder().encode(JSON.stringify(event("a")));
  const { status, body } = await setUp().post(Uint8Array.from([0xff, 0x0a, ...good]), ndjson);
  expect([status, body.accepted, body.refused?.map(({ index }) => index)]).toEqual([202, 1, [0]]);
});

test("both operations are in the document, with their scopes, limits and the schema of an event", () => {
  const document = setUp().app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "t", version: "1" } });
  const events = document.paths?.["/v1/events"]?.post;
  expect(events?.security).toEqual([{ bearer: ["events:write"] }]);
  expect(document.paths?.["/v1/imports"]?.post?.security).toEqual([{ bearer: ["imports:write"] }]);
  expect(events?.description).toContain("At most 5000 events, 4 MiB sent and 16 MiB decoded");
  expect(document.components?.schemas?.["UsageEvent"]).toMatchObject({
    required: ["id", "source", "time", "operation"],
    properties: {
      id: { type: "string", minLength: 1, maxLength: 256 },
      time: { type: "string", format: "date-time" },
      usage: {
        additionalProperties: false,
        properties: { input_tokens: { type: "integer", minimum: 0, maximum: 1_000_000_000_000 } },
      },
    },
  });
});
