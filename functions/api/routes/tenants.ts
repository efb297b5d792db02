import { createRoute } from "@hono/zod-openapi";
import { Currency, LIST_CURRENCY } from "@outlay/domain/currency";
import { DomainError } from "@outlay/domain/errors";
import { entityTag } from "@outlay/domain/digest";
import { type Tenant, TimeZone } from "@outlay/domain/tenant";
import { Name } from "@outlay/domain/name";
import { createTenant } from "@outlay/services/create-tenant";
import { changeTenant } from "@outlay/services/change-tenant";
import * as z from "zod";
import {
  IdempotencyHeaders,
  IfMatchHeaders,
  jsonBody,
  jsonContent,
  newRouter,
  platformOnly,
  problemResponses,
  scope,
} from "../router.ts";
import { Email, MemberBody, presentMember } from "./members.ts";

const TenantBody = z
  .object({
    id: z.string(),
    name: z.string(),
    time_zone: z.string().meta({ description: "Its days and months. Fixed at sign-up." }),
    currency: z.string().meta({ description: "Of every amount. Fixed at sign-up." }),
    approve_own_exceptions: z.union([z.boolean(), z.null()]).meta({
      description: "Whether who asked for an exception may approve it. Null: only while there is one member.",
    }),
    created_at: z.string(),
  })
  .meta({ id: "Tenant" });

const SignUpBody = z
  .strictObject({
    name: Name,
    time_zone: TimeZone.default("UTC"),
    currency: Currency.default(LIST_CURRENCY).meta({
      description:
        "ISO 4217, of every amount. Fixed from now on. List prices are in US dollars: another needs currency rates.",
    }),
    owner: z.strictObject({ email: Email }),
  })
  .meta({
    id: "NewTenant",
    example: { name: "Example Industries", time_zone: "Europe/Paris", owner: { email: "ada@example.com" } },
  });

const SignedUpBody = z
  .object({
    tenant: TenantBody,
    member: MemberBody,
    api_key: z.object({
      id: z.string(),
      secret: z
        .union([z.string(), z.null()])
        .meta({ description: "The whole key, shown this once. Null where a retry finds the tenant made." }),
    }),
  })
  .meta({ id: "SignedUpTenant" });

const presentTenant = ({ approve_own_exceptions, ...tenant }: Tenant): z.input<typeof TenantBody> => ({
  id: tenant.id,
  name: tenant.name,
  time_zone: tenant.time_zone,
  currency: tenant.currency,
  approve_own_exceptions: approve_own_exceptions ?? null,
  created_at: tenant.created_at,
});

const create = createRoute({
  method: "post",
  path: "/v1/tenants",
  operationId: "createTenant",
  tags: ["Tenants"],
  summary: "Sign a tenant up, with an owner and a first API key",
  description:
    "With the platform token, or, where the platform has an OpenID Connect issuer, with a token of it whose verified e-mail is the owner's. " +
    "The key is shown once: a retry with the same Idempotency-Key names the same tenant, its key without the secret. If that answer was lost, sign up anew.",
  security: platformOnly,
  request: { headers: IdempotencyHeaders, body: jsonBody(SignUpBody) },
  responses: {
    201: jsonContent(SignedUpBody, "The tenant, its owner, and the key with its text this once"),
    ...problemResponses(400, 401, 403, 409, 413, 415, 422),
  },
});

const TenantChangeBody = z
  .strictObject({ name: Name.optional(), approve_own_exceptions: z.boolean().nullable().optional() })
  .refine((change) => Object.keys(change).length > 0, "one member at least")
  .meta({ id: "TenantChange", example: { name: "Example Group" } });

const get = createRoute({
  method: "get",
  path: "/v1/tenant",
  operationId: "getTenant",
  tags: ["Tenants"],
  summary: "Read the caller's tenant",
  security: scope("tenants:read"),
  responses: { 200: jsonContent(TenantBody, "The tenant"), ...problemResponses(401, 403, 422) },
});

const change = createRoute({
  method: "patch",
  path: "/v1/tenant",
  operationId: "changeTenant",
  tags: ["Tenants"],
  summary: "Rename the caller's tenant, or change its settings; what is not named stays",
  security: scope("tenants:write"),
  request: {
    headers: IfMatchHeaders,
    body: jsonBody(TenantChangeBody),
  },
  responses: {
    200: jsonContent(TenantBody, "The tenant, changed"),
    ...problemResponses(400, 401, 403, 409, 412, 413, 415, 422),
  },
});

export const tenantRoutes = newRouter()
  .openapi(create, async (c) => {
    const { newcomer } = c.var;
    const input = c.req.valid("json");
    if (newcomer && newcomer.email.toLowerCase() !== input.owner.email.toLowerCase()) {
      throw new DomainError(
        "forbidden",
        "With your own token, the owner is you: owner.email must be the token's e-mail.",
      );
    }
    const { tenant, member, key, keyText } = await createTenant(c.var.world, input);
    const body = {
      tenant: presentTenant(tenant),
      member: presentMember(member),
      api_key: { id: key.id, secret: keyText },
    };
    return c.json(body, 201);
  })
  .openapi(get, (c) => {
    const { tenant } = c.var.ctx.configuration;
    c.header("ETag", entityTag(tenant));
    return c.json(presentTenant(tenant), 200);
  })
  .openapi(change, async (c) => {
    const ifMatch = c.req.valid("header")["if-match"];
    const tenant = await changeTenant(c.var.ctx, { ...c.req.valid("json"), ifMatch });
    c.header("ETag", entityTag(tenant));
    return c.json(presentTenant(tenant), 200);
  });
