import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createRoute } from "@hono/zod-openapi";
import type { Json } from "@outlay/domain/audit";
import * as z from "zod";
import { newRouter } from "../router.ts";

/** Everything comes from here, and nothing runs that is not one of these files. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const ASSETS = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
} as const;

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Outlay API</title>
    <link rel="stylesheet" href="/reference/swagger-ui.css" />
  </head>
  <body>
    <main id="reference"></main>
    <script src="/reference/swagger-ui-bundle.js"></script>
    <script src="/reference/start.js"></script>
  </body>
</html>
`;

const START = `SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  validatorUrl: null,
  persistAuthorization: false,
});
`;

const document = createRoute({
  method: "get",
  path: "/openapi.json",
  operationId: "getOpenApiDocument",
  tags: ["Reference"],
  summary: "This document",
  security: [],
  responses: { 200: { description: "OpenAPI 3.1", content: { "application/json": { schema: z.looseObject({}) } } } },
});

const page = createRoute({
  method: "get",
  path: "/reference",
  operationId: "getReference",
  tags: ["Reference"],
  summary: "This document, to read and try in a browser",
  security: [],
  responses: { 200: { description: "A page", content: { "text/html": { schema: z.string() } } } },
});

const asset = createRoute({
  method: "get",
  path: "/reference/{file}",
  operationId: "getReferenceFile",
  tags: ["Reference"],
  summary: "A file of the reference page",
  security: [],
  request: { params: z.object({ file: z.enum(["swagger-ui.css", "swagger-ui-bundle.js", "start.js"]) }) },
  responses: { 200: { description: "The file", content: { "text/plain": { schema: z.string() } } } },
});

/** The document is asked for once it is complete: this router is part of what it describes. */
export function referenceRoutes(openApi: () => Record<string, Json>) {
  return newRouter()
    .openapi(document, (c) => c.json(openApi(), 200))
    .openapi(page, (c) => c.html(PAGE, 200, { "Content-Security-Policy": CONTENT_SECURITY_POLICY }))
    .openapi(asset, async (c) => {
      const { file } = c.req.valid("param");
      if (file === "start.js") return c.text(START, 200, { "Content-Type": ASSETS["swagger-ui-bundle.js"] });
      return c.text(await readAsset(file), 200, { "Content-Type": ASSETS[file], "Cache-Control": "max-age=3600" });
    });
}

/** Beside the bundle where this runs bundled, else from the package. */
async function readAsset(file: keyof typeof ASSETS): Promise<string> {
  try {
    return await readFile(new URL(`./swagger-ui/${file}`, import.meta.url), "utf8");
  } catch {
    return readFile(createRequire(import.meta.url).resolve(`swagger-ui-dist/${file}`), "utf8");
  }
}
