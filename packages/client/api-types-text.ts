import openapiTypes, { astToString } from "openapi-typescript";

const HEAD = "// Made of openapi.json by `pnpm --filter @outlay/client run types`. Changes by hand are lost.\n\n";

/**
 * The types of the API document, as a module. What has a default can be left out of a request, so it is optional; what is read is
 * never written to.
 */
export async function apiTypesText(documentText: string): Promise<string> {
  const nodes = await openapiTypes(documentText, { immutable: true, defaultNonNullable: false });
  return HEAD + astToString(nodes);
}
