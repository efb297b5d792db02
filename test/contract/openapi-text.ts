import { createWorld } from "../integration/world.ts";

/** The OpenAPI document of the real app, as it is committed. */
export async function openApiText(): Promise<string> {
  const { app } = createWorld();
  const document: unknown = await (await app.request("/openapi.json")).json();
  return `${JSON.stringify(document, null, 2)}\n`;
}
