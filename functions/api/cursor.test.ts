import type { Actor } from "@outlay/services/context";
import { expect, test } from "vitest";
import { cursorSealer } from "./cursor.ts";

const actor: Actor = { kind: "api_key", id: "key_a", scopes: new Set(["spend:read"]) };
const bound = { secret: "s", tenantId: "ten_a", actor, operationId: "listA", nowMs: 1_000_000 };
const filters = { department: "support" };
const cursor = cursorSealer(bound).seal("position", filters);

test("opens for the one it was made for, until 24 hours have passed", () => {
  expect(cursorSealer(bound).open(cursor, filters)).toBe("position");
  expect(cursorSealer({ ...bound, nowMs: bound.nowMs + 24 * 3_600_000 - 1 }).open(cursor, filters)).toBe("position");
  expect(() => cursorSealer({ ...bound, nowMs: bound.nowMs + 24 * 3_600_000 }).open(cursor, filters)).toThrow(
    "not valid here",
  );
});

test.each([
  ["tenant", { tenantId: "ten_b" }],
  ["operation", { operationId: "listB" }],
  ["caller", { actor: { ...actor, id: "key_b" } }],
  ["kind of caller", { actor: { ...actor, kind: "member" as const } }],
  ["role", { actor: { ...actor, scopes: new Set([]) } }],
  ["secret", { secret: "other" }],
])("does not open for another %s", (_, other) => {
  expect(() => cursorSealer({ ...bound, ...other }).open(cursor, filters)).toThrow("valid");
});

test("does not open for other filters", () => {
  expect(() => cursorSealer(bound).open(cursor, { department: "sales" })).toThrow("not valid here");
  expect(() => cursorSealer(bound).open(cursor)).toThrow("not valid here");
});

test("does not open with any character changed, dropped or added", () => {
  for (let index = 0; index < cursor.length; index++) {
    const other = cursor[index] === "A" ? "B" : "A";
    for (const changed of [other, "", `${cursor[index]}.`]) {
      const text = cursor.slice(0, index) + changed + cursor.slice(index + 1);
      expect(() => cursorSealer(bound).open(text, filters)).toThrow("not valid here");
    }
  }
});
