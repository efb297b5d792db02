import { expect, test } from "vitest";
import { ROLE_SCOPES, ROLES, SCOPES, scopesBeyond } from "./role.ts";

test("the owner may do everything, the viewer only read, and nobody but the owner changes members", () => {
  expect(new Set(ROLE_SCOPES.owner)).toEqual(new Set(SCOPES));
  expect(ROLE_SCOPES.viewer.every((scope) => scope.endsWith(":read"))).toBe(true);
  expect(ROLES.filter((role) => ROLE_SCOPES[role].includes("members:write"))).toEqual(["owner"]);
});

test("finance reads everything, writes budgets and prices, prices again, closes months and looks after alerts", () => {
  const reads = SCOPES.filter((scope) => scope.endsWith(":read"));
  expect(new Set(ROLE_SCOPES.finance)).toEqual(
    new Set([...reads, "budgets:write", "prices:write", "repricings:write", "closed-months:write", "alerts:write"]),
  );
});

test("what is asked for beyond what is held is named", () => {
  expect(scopesBeyond(new Set(["spend:read"]), ["spend:read", "budgets:write"])).toEqual(["budgets:write"]);
  expect(scopesBeyond(new Set(["spend:read"]), ["spend:read"])).toEqual([]);
});
