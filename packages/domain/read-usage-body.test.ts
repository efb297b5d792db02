import { expect, test } from "vitest";
import { LIMITS } from "./limits.ts";
import { readUsageBody } from "./read-usage-body.ts";

const rules = { kind: "live", bound: new Map(), nowEpochMs: Date.parse("2026-11-03T00:00:00Z") } as const;
const event = (id: string, rest: object = {}) =>
  JSON.stringify({ id, source: "s", time: "2026-11-02T09:30:00Z", operation: "tool_call", ...rest });
const read = (text: string, format: "json" | "ndjson" = "json") =>
  readUsageBody(format, new TextEncoder().encode(text), rules);
const bad = event("bad", { usage: { tool_calls: -1 } });

test("one bad event in a hundred, at each place, leaves ninety-nine", () => {
  for (let place = 0; place < 100; place += 1) {
    const texts = Array.from({ length: 100 }, (_, i) => (i === place ? bad : event(`e${i}`)));
    for (const body of [read(`[${texts.join(",")}]`), read(texts.join("\n"), "ndjson")]) {
      expect(body.events.map(({ index }) => index)).toEqual(texts.map((_, i) => i).filter((i) => i !== place));
      expect(body.refused.map(({ index, id, errors }) => [index, id, errors.map(({ pointer }) => pointer)])).toEqual([
        [place, "bad", [`/${place}/usage/tool_calls`]],
      ]);
    }
  }
});

test("the faults of a body that is one event have pointers into it", () => {
  expect(read(bad).refused[0]?.errors[0]?.pointer).toBe("/usage/tool_calls");
});

test("a repeated member refuses its event alone", () => {
  const twice = '{"id":"a","usage":{"input_tokens":1,"input_tokens":2}}';
  const { events, refused } = read(`[${event("x")},${twice},${event("y")}]`);
  expect(events.map(({ event: { id } }) => id)).toEqual(["x", "y"]);
  expect(refused).toEqual([
    {
      index: 1,
      code: "invalid_request",
      errors: [{ pointer: "/1/usage/input_tokens", detail: "This member stands twice." }],
    },
  ]);
});

test("an id that could not be one is not sent back", () => {
  expect(read(event("a\u202eb")).refused[0]).not.toHaveProperty("id");
});

test.each([
  ["[]", "json"],
  ["", "ndjson"],
  ["\n\n", "ndjson"],
] as const)("%j as %s holds no event", (text, format) => {
  expect(() => read(text, format)).toThrow("no event");
});

test("5,000 events are taken, one more is not", () => {
  const texts = Array.from({ length: 5001 }, (_, i) => event(`e${i}`));
  expect(read(`[${texts.slice(0, 5000).join(",")}]`).events).toHaveLength(5000);
  expect(read(texts.slice(0, 5000).join("\n"), "ndjson").events).toHaveLength(5000);
  expect(() => read(`[${texts.join(",")}]`)).toThrow("at most 5000");
  expect(() => read(texts.join("\n"), "ndjson")).toThrow("at most 5000");
});

test("an answer lists a bounded number of faults, and at least one of each refused event", () => {
  const usage = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`u${i}`, 1]));
  const { refused } = read(`[${Array.from({ length: 5000 }, () => event("x", { usage })).join(",")}]`);
  expect(refused).toHaveLength(5000);
  expect(refused.every(({ errors }) => errors.length > 0)).toBe(true);
  expect(refused.flatMap(({ errors }) => errors).length).toBeLessThan(LIMITS.faultsPerAnswer + 5000 + 20);
});
