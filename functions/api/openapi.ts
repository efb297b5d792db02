import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Json } from "@outlay/domain/audit";
import * as z from "zod";
import type { ApiEnv } from "./router.ts";

const INFO = {
  title: "Outlay",
  version: "1.0.0",
  summary: "The system of record for what a company spends on AI",
  description: [
    "Send usage, read exact spend. Times are RFC 3339 in UTC; dates are of the tenant's time zone and half-open; amounts are",
    "decimal text in the tenant's currency. Send `Authorization: Bearer` with an API key or a token of a registered identity",
    "provider. Every refusal is `application/problem+json` (RFC 9457) whose `code` never changes and whose `errors` list all",
    "faults at once. Another tenant's thing is 404. Lists answer `next_cursor`, which is null at their end. A POST that creates",
    "takes an `Idempotency-Key`, a change takes `If-Match` with the ETag that was read.",
    "",
    "```sh",
    'curl -H "Authorization: Bearer $OUTLAY_API_KEY" http://127.0.0.1:8787/v1/tenant',
    "```",
  ].join("\n"),
  license: { name: "Proprietary", identifier: "LicenseRef-Proprietary" },
};

const SERVERS = [
  { url: "/", description: "The server that this document came from" },
  { url: "http://127.0.0.1:8787", description: "The embedded stack" },
];

/** The OpenAPI 3.1 document, made from the schemas that requests are checked by. */
export function openApiDocument(app: OpenAPIHono<ApiEnv>): Record<string, Json> {
  const document = app.getOpenAPI31Document({ openapi: "3.1.0", info: INFO, servers: SERVERS });
  return z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(document)));
}

/** The credentials that contracts name in `security`. */
export function registerSecuritySchemes(app: OpenAPIHono<ApiEnv>): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    description: "A tenant's API key (`outlay_live_…`), or a token of an identity provider that the tenant registered.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "platform", {
    type: "http",
    scheme: "bearer",
    description: "The platform's own token, or a token of its issuer. It signs tenants up, and reads no tenant's data.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "basic", {
    type: "http",
    scheme: "basic",
    description:
      "An API key as the password, as Langfuse's clients send their secret key. The user name is not looked at.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "portkey", {
    type: "apiKey",
    in: "header",
    name: "x-portkey-api-key",
    description: "An API key, in the header in which Portkey's clients send theirs.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "signature", {
    type: "apiKey",
    in: "header",
    name: "webhook-signature",
    description: [
      "The signature of a webhook source, over the bytes as sent. Kind outlay: Standard Webhooks 1.0, version v1, with webhook-id and",
      "webhook-timestamp (within 300 s). Kind helicone: the header Helicone-Signature, HMAC-SHA256 in hex.",
    ].join(" "),
  });
}
