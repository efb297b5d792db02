import { readFile } from "node:fs/promises";
import { apiTypesText } from "@outlay/client/api-types-text";
import { expect, test } from "vitest";

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

test("the client's types are those of the committed document", async () => {
  const isSame = (await read("packages/client/api-types.ts")) === (await apiTypesText(await read("openapi.json")));
  expect(isSame, "Run `pnpm run openapi` and commit packages/client/api-types.ts.").toBe(true);
});
