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
import { contractsOf } from "../resource-contracts.ts";
import { idOf, newRouter, PageQuery, problemResponses, scope } from "../router.ts";

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

const params = z.object({ identity_provider_id: idOf("idp", "The identity provider's id.") });
const contracts = contractsOf({
  path: "/v1/identity-providers",
  params,
  tag: "Identity providers",
  scopes: { read: "identity-providers:read", write: "identity-providers:write" },
});
const register = contracts.create(
  {
    operationId: "registerIdentityProvider",
    summary: "Take the tokens of an OpenID Connect issuer",
    answers: "The identity provider",
  },
  NewProviderBody,
  IdentityProviderBody,
);
const list = contracts.list(
  {
    operationId: "listIdentityProviders",
    summary: "List the identity providers, oldest first",
    answers: "A page of identity providers",
  },
  PageQuery,
  IdentityProviderBody,
);
const get = contracts.get(
  { operationId: "getIdentityProvider", summary: "Read an identity provider", answers: "The provider" },
  IdentityProviderBody,
);
const remove = createRoute({
  ...contracts.one,
  method: "delete",
  operationId: "removeIdentityProvider",
  summary: "Refuse the provider's tokens from the next request on",
  security: scope("identity-providers:write"),
  request: { params },
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
