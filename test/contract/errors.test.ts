import { readFile } from "node:fs/promises";
import { PROBLEMS } from "@outlay/api/problem";
import { expect, test } from "vitest";

test("every code is explained where its type points, with its status and title", async () => {
  const text = await readFile(new URL("../../docs/errors.md", import.meta.url), "utf8");
  const sections = new Map([...text.matchAll(/^## (\w+)\n\n(.+)$/gm)].map(([, code, first]) => [code, first]));
  expect([...sections.keys()].toSorted()).toEqual(Object.keys(PROBLEMS).toSorted());
  for (const [code, [status, title]] of Object.entries(PROBLEMS)) {
    expect(sections.get(code)).toMatch(new RegExp(`^${status}\\. ${title}\\. \\S`));
  }
});
