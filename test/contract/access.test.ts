import { readFile } from "node:fs/promises";
import { ROLE_SCOPES, ROLES, SCOPES } from "@outlay/domain/role";
import { expect, test } from "vitest";

const read = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

test("every scope is explained, with exactly the roles that have it", async () => {
  const text = await read("docs/access.md");
  const cells = Array.from(text.matchAll(/^\|(.+)\|$/gm), ([, line = ""]) =>
    line.split("|").map((cell) => cell.trim()),
  );
  const [[, , ...roles] = [], , ...rows] = cells;
  expect(roles).toEqual([...ROLES]);
  const explained = rows.map(([scope, sentence, ...has]) => {
    expect(sentence).toMatch(/^[A-Z].+\.$/);
    return [scope, roles.filter((_, index) => has[index] === "yes")];
  });
  const known = SCOPES.map((scope) => [`\`${scope}\``, ROLES.filter((role) => ROLE_SCOPES[role].includes(scope))]);
  expect(Object.fromEntries(explained)).toEqual(Object.fromEntries(known));
  expect(explained).toHaveLength(known.length);
});

test("every scope is wanted by some operation", async () => {
  const wanted = [...(await read("openapi.json")).matchAll(/"([a-z-]+:(?:read|write))"/g)].map(([, scope]) => scope);
  expect(SCOPES.filter((scope) => !wanted.includes(scope))).toEqual([]);
});
