import { readFile } from "node:fs/promises";
import { DECISION_REASON_CODES } from "@outlay/domain/decision-reason";
import { ROUTE_REASON_CODES } from "@outlay/domain/route-reason";
import { expect, test } from "vitest";

test("every code of a reason is explained, and no other", async () => {
  const text = await readFile(new URL("../../docs/before-the-call.md", import.meta.url), "utf8");
  const table = text.slice(text.indexOf("## Reasons"), text.indexOf("## What was decided"));
  const explained = [...table.matchAll(/^\| `(\w+)` +\| [^|]+ \| \S[^|]+\|$/gm)].map(([, code]) => code);
  expect(explained.toSorted()).toEqual([...ROUTE_REASON_CODES, ...DECISION_REASON_CODES].toSorted());
});
