import { describe, expect, test } from "vitest";
import { Exception, ExceptionInput, exceptionStatus, isInForce, reaches } from "./exception.ts";
import { covers } from "./value-scope.ts";

const person = { kind: "member", id: "mem_1", name: "a@example.com" };
const exceptionOf = (overrides: object): Exception =>
  Exception.parse({
    id: "exc_1",
    scope: { department: ["sales"] },
    tier: "standard",
    model: null,
    reason: "a tender",
    expires_at: "2026-12-01T00:00:00.000Z",
    status: "requested",
    requested_by: person,
    requested_at: "2026-11-01T00:00:00.000Z",
    decided_by: null,
    decided_at: null,
    decision_reason: null,
    ended_by: null,
    ended_at: null,
    ...overrides,
  });
const approved = { status: "approved", decided_by: person, decided_at: "2026-11-10T00:00:00.000Z" };
const ended = { ...approved, status: "ended", ended_by: person, ended_at: "2026-11-20T00:00:00.000Z" };

test.each([
  ["requested", {}, "2026-11-30T23:59:59.999Z", "requested", false],
  ["requested and expired", {}, "2026-12-01T00:00:00.000Z", "ended", false],
  ["approved, before that", approved, "2026-11-09T23:59:59.999Z", "approved", false],
  ["approved", approved, "2026-11-10T00:00:00.000Z", "approved", true],
  ["approved, at last", approved, "2026-11-30T23:59:59.999Z", "approved", true],
  ["approved and expired", approved, "2026-12-01T00:00:00.000Z", "ended", false],
  ["refused", { ...approved, status: "refused" }, "2026-11-15T00:00:00.000Z", "refused", false],
  ["ended, before that", ended, "2026-11-19T23:59:59.999Z", "ended", true],
  ["ended", ended, "2026-11-20T00:00:00.000Z", "ended", false],
  ["withdrawn", { status: "ended", ended_at: "2026-11-20T00:00:00.000Z" }, "2026-11-19T00:00:00.000Z", "ended", false],
])("one that is %s", (_, overrides, at, status, inForce) => {
  const exception = exceptionOf(overrides);
  expect([exceptionStatus(exception, Date.parse(at)), isInForce(exception, Date.parse(at))]).toEqual([status, inForce]);
});

test("is for requests that have a value of each of its dimensions", () => {
  const exception = exceptionOf({ scope: { department: ["sales", "legal"], "tag:site": ["unattributed"] } });
  const covered = (values: Record<string, string>) => covers(exception, new Map(Object.entries(values)));
  expect([covered({ department: "sales" }), covered({ department: "legal" })]).toEqual([true, true]);
  expect([covered({}), covered({ department: "hr" }), covered({ department: "sales", "tag:site": "x" })]).toEqual([
    false,
    false,
    false,
  ]);
});

test("of a tier reaches that tier and weaker ones; of a model, none", () => {
  expect([reaches(exceptionOf({}), "economy"), reaches(exceptionOf({}), "standard")]).toEqual([true, true]);
  expect(reaches(exceptionOf({}), "premium")).toBe(false);
  expect(reaches(exceptionOf({ tier: null, model: { provider: "v", model: "m" } }), "economy")).toBe(false);
});

describe("asking for one is refused for", () => {
  const good = { scope: { department: ["a"] }, tier: "premium", reason: "r", expires_at: "2026-12-01T00:00:00Z" };
  test.each<[string, object, string[]]>([
    ["nothing", {}, []],
    ["a scope of everyone", { scope: {} }, ["scope"]],
    ["an unknown dimension", { scope: { colour: ["red"] } }, ["scope/colour"]],
    ["a dimension of the call itself", { scope: { model: ["m"] } }, ["scope/model"]],
    ["a name that objects have", { scope: JSON.parse('{"__proto__":["a"],"user":["b"]}') }, ["scope/__proto__"]],
    ["a dimension without values", { scope: { user: [] } }, ["scope/user"]],
    ["both a tier and a model", { model: { provider: "v", model: "m" } }, ["tier"]],
    ["neither", { tier: null }, ["tier"]],
    ["no reason", { reason: "" }, ["reason"]],
    ["a time without an offset", { expires_at: "2026-12-01T00:00:00" }, ["expires_at"]],
    ["an unknown member", { status: "approved" }, [""]],
  ])("%s", (_, changes, expected) => {
    const issues = ExceptionInput.safeParse({ ...good, ...changes }).error?.issues ?? [];
    expect(issues.map(({ path }) => path.join("/"))).toEqual(expected);
  });
});
