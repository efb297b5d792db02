import { expect, test } from "vitest";
import { CATALOGUE } from "./catalogue-file.ts";
import { catalogueProviderId, PROVIDER_NAMES } from "./providers.ts";

const ids = new Set(CATALOGUE.providers.map(({ id }) => id));

test("every other name leads to a provider of the catalogue, and none hides one", () => {
  for (const name of PROVIDER_NAMES.keys()) {
    expect(ids).toContain(catalogueProviderId(name));
    expect(ids).not.toContain(name);
  }
});

test("a provider's own id is its name, in any case, and an unknown name stays what it is", () => {
  for (const id of ids) expect(catalogueProviderId(` ${id.toUpperCase()} `)).toBe(id);
  expect(catalogueProviderId("nobody")).toBe("nobody");
});
