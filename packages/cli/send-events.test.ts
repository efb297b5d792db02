import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { UnreachableError } from "./api-client.ts";
import { receipt, startFakeApi } from "./fake-api.ts";
import { type BatchLimits, batchLines, type Line, RequestRefusedError, sendEvents } from "./send-events.ts";

const lines = (count: number, extra: object = {}): Line<number>[] =>
  Array.from({ length: count }, (_, origin) => ({ json: JSON.stringify({ id: `e${origin}`, ...extra }), origin }));
const batched = async (items: Line<number>[], limits?: BatchLimits) => {
  const batches: Line<number>[][] = [];
  for await (const batch of batchLines(items, limits)) batches.push(batch);
  return batches;
};
const ids = (request: { lines: readonly Record<string, unknown>[] }) => request.lines.map(({ id }) => id);

test("batches hold at most 5,000 lines, in order, and every line once", async () => {
  const batches = await batched(lines(12_001));
  expect(batches.map((batch) => batch.length)).toEqual([5_000, 5_000, 2_001]);
  expect(batches.flat().map(({ origin }) => origin)).toEqual(lines(12_001).map(({ origin }) => origin));
  expect((await batched(lines(5_000))).map((batch) => batch.length)).toEqual([5_000]);
  expect(await batched([])).toEqual([]);
});

test("batches hold at most so many bytes of UTF-8, their line feeds counted; one larger line goes alone", async () => {
  const item = { json: '{"é":1}', origin: 0 }; // 8 bytes and a line feed
  const limits = { eventsPerRequest: 100, bodyBytesDecoded: 18 };
  expect((await batched([item, item, item], limits)).map((batch) => batch.length)).toEqual([2, 1]);
  const large = { json: `"${"x".repeat(50)}"`, origin: 1 };
  expect((await batched([item, large, item], limits)).map((batch) => batch.length)).toEqual([1, 1, 1]);
});

test("refused lines are told with their reasons, at the places they came from", async () => {
  await using api = await startFakeApi((request) =>
    receipt(request, ({ id }) => (id === "e2" ? "too old" : undefined)),
  );
  const sent = await sendEvents(api.access, lines(4));
  expect(sent.accepted).toBe(3);
  expect(sent.refused).toEqual([
    { line: lines(4)[2], errors: [{ pointer: "/time", detail: "too old" }], isUnavailable: false },
  ]);
  expect(api.requests[0]).toMatchObject({ path: "/v1/imports", authorization: "Bearer secret" });
});

test("where no line is fit, all are refused", async () => {
  await using api = await startFakeApi((request) => receipt(request, () => "no"));
  expect(await sendEvents(api.access, lines(3))).toMatchObject({ accepted: 0, refused: [{}, {}, {}] });
});

test.each([429, 500, 503])("after %d the same lines are sent again, as late as the API asks", async (status) => {
  await using api = await startFakeApi((request, count) =>
    count < 3 ? { status, headers: { "retry-after": "7" } } : receipt(request),
  );
  expect(await sendEvents(api.access, lines(2))).toEqual({ accepted: 2, refused: [] });
  expect(api.waits).toEqual([7_000, 7_000]);
  expect(api.requests.map(ids)).toEqual([
    ["e0", "e1"],
    ["e0", "e1"],
    ["e0", "e1"],
  ]);
});

test("a broken connection is tried again, ever later, and given up in the end", async () => {
  await using api = await startFakeApi(() => undefined);
  await expect(sendEvents(api.access, lines(1))).rejects.toThrow(UnreachableError);
  expect(api.waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
});

test("only the lines that were not taken for now are sent again", async () => {
  await using api = await startFakeApi((request, count) => {
    if (count > 1) return receipt(request);
    const refused = [
      { index: 0, code: "invalid_request", errors: [{ pointer: "/0/time", detail: "too old" }] },
      { index: 2, code: "unavailable", errors: [{ pointer: "/2", detail: "later" }] },
    ];
    return { status: 202, body: { accepted: 1, refused } };
  });
  const sent = await sendEvents(api.access, lines(3));
  expect(sent.accepted).toBe(2);
  expect(sent.refused.map(({ line }) => line.origin)).toEqual([0]);
  expect(api.requests.map(ids)).toEqual([["e0", "e1", "e2"], ["e2"]]);
});

test("what is too large for the API is sent in halves, and one event that is too large is refused", async () => {
  await using api = await startFakeApi((request) =>
    request.lines.length > 2 || ids(request).includes("e4")
      ? { status: 413, body: { title: "Too large" } }
      : receipt(request),
  );
  const sent = await sendEvents(api.access, lines(7));
  expect(sent.accepted).toBe(6);
  expect(sent.refused).toMatchObject([{ line: { origin: 4 }, errors: [{ detail: "Too large (HTTP 413)" }] }]);
});

test("what compresses badly is sent in halves of its own accord", async () => {
  await using api = await startFakeApi((request) => receipt(request));
  const noise = Array.from({ length: 6 }, (_, origin) => ({
    json: JSON.stringify({ id: `e${origin}`, noise: randomBytes(1_000_000).toString("base64") }),
    origin,
  }));
  expect((await sendEvents(api.access, noise)).accepted).toBe(6);
  expect(api.requests.map(ids)).toEqual([
    ["e0", "e1", "e2"],
    ["e3", "e4", "e5"],
  ]);
});

test.each([
  [{ status: 401, body: { title: "No valid credential" } }, "No valid credential (HTTP 401)"],
  [{ status: 422, body: { title: "Refused", refused: [] } }, "Refused (HTTP 422)"],
  [{ status: 202, body: { accepted: 1, refused: [] } }, "Of 2 events the API says that it accepted 1 and refused 0."],
  [{ status: 200, body: "<html>" }, "HTTP 200"],
])("the answer %j is not taken for a receipt", async (answer, message) => {
  await using api = await startFakeApi(() => answer);
  await expect(sendEvents(api.access, lines(2))).rejects.toThrow(new RequestRefusedError(message));
  expect(api.requests).toHaveLength(1);
});
