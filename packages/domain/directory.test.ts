import { expect, test } from "vitest";
import { checkDirectory, openDirectory, parseDirectoryBody, toDirectoryBody, userKey } from "./directory.ts";
import { DomainError } from "./errors.ts";
import { LIMITS } from "./limits.ts";

const users = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ pointer: `line:${n}`, user: `u${n}`, aliases: [], values: new Map() }));

test("has so many users and no more", () => {
  expect(checkDirectory(users(LIMITS.directoryUsers), [])).toHaveLength(LIMITS.directoryUsers);
  expect(() => checkDirectory(users(LIMITS.directoryUsers + 1), [])).toThrow(DomainError);
});

test("names compare without regard to case, space around them, or how their accents are composed", () => {
  expect(userKey(" Ann@Example.com ")).toBe("ann@example.com");
  expect(userKey("JOSE\u0301")).toBe(userKey("jos\u00e9"));
});

test("what is stored can be asked as it was", () => {
  const values = new Map([["department", "d"] as const]);
  const body = toDirectoryBody([{ user: "U1", aliases: ["a@x.com", "A@x.com", "u1"], values }]);
  const directory = openDirectory(parseDirectoryBody(JSON.stringify(body)));
  expect(["u1", "a@X.com", "u2"].map(directory.memberOf)).toEqual([
    [["department", "d"]],
    [["department", "d"]],
    undefined,
  ]);
});
