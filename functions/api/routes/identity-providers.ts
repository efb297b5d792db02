import { createRoute } from "@hono/zod-openapi";
import { DomainError } from "@outlay/domain/errors";
import type { IdentityProvider } from "@outlay/domain/identity-provider";
import {
  getIdentityProvider,
  registerIdentityProvider,
  removeIdentityProvider,
} from "@outlay/services/register-identity-provider";
import * as z from "zod";
import { verifyToken } from "../oidc.ts";
import { pageById } from "../page.ts";
import {
  idOf,
  IdempotencyHeaders,
  jsonBody,
  jsonContent,
  newRouter,
  pageOf,
  PageQuery,
  problemResponses,
  scope,
} from "../router.ts";

const ProviderParams = z.object({ identity_provider_id: idOf("idp", "The identity provider's id.") });

const IdentityProviderBody = z
  .object({ id: z.string(), issuer: z.string(), audience: z.string(), created_at: z.string() })
  .meta({ id: "IdentityProvider" });

const NewProviderBody = z
  .strictObject({
    issuer: z
      .url()
      .max(512)
      .meta({ description: "Exactly as tokens and the discovery document name it. Public, https, on port 443." }),
    audience: z.string().min(1).max(256).meta({ description: "Contains the tenant's id." }),
    token: z.string().min(1).max(8192).meta({ description: "A valid token of this issuer for this audience." }),
  })
  .meta({
    id: "NewIdentityProvider",
    example: { issuer: "https://login.example.com", audience: "outlay:ten_01kaz5e1b2c3d4e5f6g7h8j9km", token: "eyJ…" },
  });

const presentProvider = ({
  id,
  issuer,
  audience,
  created_at,
}: IdentityProvider): z.input<typeof IdentityProviderBody> => ({
  id,
  issuer,
  audience,
  created_at,
});

const register = createRoute({
  method: "post",
  path: "/v1/identity-providers",
  operationId: "registerIdentityProvider",
  tags: ["Identity providers"],
  summary: "Take the tokens of an OpenID Connect issuer",
  security: scope("identity-providers:write"),
  request: { headers: IdempotencyHeaders, body: jsonBody(NewProviderBody) },
  responses: {
    201: jsonContent(IdentityProviderBody, "The identity provider"),
    ...problemResponses(400, 401, 403, 409, 413, 415, 422),
  },
});

const list = createRoute({
  method: "get",
  path: "/v1/identity-providers",
  operationId: "listIdentityProviders",
  tags: ["Identity providers"],
  summary: "List the identity providers, oldest first",
  security: scope("identity-providers:read"),
  request: { query: PageQuery },
  responses: {
    200: jsonContent(pageOf(IdentityProviderBody), "A page of identity providers"),
    ...problemResponses(400, 401, 403, 422),
  },
});

const get = createRoute({
  method: "get",
  path: "/v1/identity-providers/{identity_provider_id}",
  operationId: "getIdentityProvider",
  tags: ["Identity providers"],
  summary: "Read an identity provider",
  security: scope("identity-providers:read"),
  request: { params: ProviderParams },
  responses: { 200: jsonContent(IdentityProviderBody, "The provider"), ...problemResponses(401, 403, 404, 422) },
});

const remove = createRoute({
  method: "delete",
  path: "/v1/identity-providers/{identity_provider_id}",
  operationId: "removeIdentityProvider",
  tags: ["Identity providers"],
  summary: "Refuse the provider's tokens from the next request on",
  security: scope("identity-providers:write"),
  request: { params: ProviderParams },
  responses: { 204: { description: "Removed" }, ...problemResponses(401, 403, 404, 409, 422) },
});

export const identityProviderRoutes = newRouter()
  .openapi(register, async (c) => {
    const { token, ...input } = c.req.valid("json");
    const { now } = c.var.world;
    const provider = await registerIdentityProvider(c.var.ctx, input, async () => {
      if (!(await c.var.keySets.get(input.issuer))) throw unreachable();
      return (await verifyToken(token, { ...input, now: now() }, c.var.keySets)) !== undefined;
    });
    return c.json(presentProvider(provider), 201);
  })
  .openapi(list, (c) => {
    const { identityProviders } = c.var.ctx.configuration;
    return c.json(pageById(c, identityProviders, c.req.valid("query"), presentProvider), 200);
  })
  .openapi(get, (c) => {
    const { identity_provider_id: id } = c.req.valid("param");
    return c.json(presentProvider(getIdentityProvider(c.var.ctx.configuration, id)), 200);
  })
  .openapi(remove, async (c) => {
    await removeIdentityProvider(c.var.ctx, { id: c.req.valid("param").identity_provider_id });
    return c.body(null, 204);
  });

const unreachable = () =>
  new DomainError(
    "identity_provider_unreachable",
    "The issuer must be a public https URL, on port 443, that serves /.well-known/openid-configuration naming itself, and its keys.",
  );
