import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { openApiText } from "./openapi-text.ts";

test("the committed document is the one that the schemas make", async () => {
  const committed = await readFile(new URL("../../openapi.json", import.meta.url), "utf8");
  const isSame = committed === (await openApiText());
  expect(isSame, "Run `pnpm run openapi` and commit openapi.json.").toBe(true);
});
