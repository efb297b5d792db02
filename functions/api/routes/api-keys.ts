import { createRoute } from "@hono/zod-openapi";
import { type ApiKey, BINDING_MODES } from "@outlay/domain/api-key";
import { valuesOf } from "@outlay/domain/attribution-rule";
import { ATTRIBUTION_DIMENSIONS } from "@outlay/domain/dimensions";
import { entityTag } from "@outlay/domain/digest";
import { LIMITS } from "@outlay/domain/limits";
import type { Configuration } from "@outlay/domain/configuration";
import { Name } from "@outlay/domain/name";
import { pauseOfTarget } from "@outlay/domain/pause";
import { SCOPES } from "@outlay/domain/role";
import { bindApiKey, changeApiKey, getApiKey, revokeApiKey, rotateApiKey } from "@outlay/services/change-api-key";
import { createApiKey } from "@outlay/services/create-api-key";
import * as z from "zod";
import { pageById } from "../page.ts";
import { contractsOf } from "../resource-contracts.ts";
import { idOf, jsonBody, jsonContent, newRouter, PageQuery, problemResponses, scope } from "../router.ts";

const KeyParams = z.object({ key_id: idOf("key", "The API key's id.") });

const ApiKeyBody = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    status: z.enum(["active", "revoked"]),
    expires_at: z.union([z.string(), z.null()]),
    /** Newest first. */
    secrets: z.array(
      z.object({
        last_four: z.string(),
        valid_until: z.union([z.string(), z.null()]).meta({ description: "Null: as long as the key is." }),
      }),
    ),
    created_at: z.string(),
    created_by: z.string().meta({ description: "The key or member that made it." }),
    binding: z.record(z.string(), z.string()),
    binding_mode: z.enum(BINDING_MODES),
    pause_id: z
      .union([z.string(), z.null()])
      .meta({ description: "The active pause of the key, which refuses it until it is resumed." }),
  })
  .meta({ id: "ApiKey" });

const ApiKeyWithSecretBody = z
  .object({
    api_key: ApiKeyBody,
    secret: z
      .union([z.string(), z.null()])
      .meta({ description: "The whole key, shown this once. Null where a retry finds the key made." }),
  })
  .meta({ id: "ApiKeyWithSecret" });

const BindingBody = valuesOf(ATTRIBUTION_DIMENSIONS).meta({
  id: "ApiKeyBinding",
  description: [
    `What usage that the key sends belongs to, where the event does not say it: values of ${ATTRIBUTION_DIMENSIONS.join(", ")}.`,
    "It holds for what is recorded from now on.",
  ].join(" "),
  example: { department: "support", application: "copilot" },
});

const BindingModeBody = z.enum(BINDING_MODES).meta({
  id: "ApiKeyBindingMode",
  description:
    "`default` fills in what an event does not say. `enforced` also refuses what names another value of a bound dimension.",
});

const NewApiKeyBody = z
  .strictObject({
    name: Name,
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
    expires_at: z.union([z.iso.datetime(), z.null()]).optional(),
    binding: BindingBody.default({}),
    binding_mode: BindingModeBody.default("default"),
  })
  .meta({ id: "NewApiKey", example: { name: "support gateway", scopes: ["events:write"] } });

const ApiKeyChangeBody = z
  .strictObject({
    name: Name.optional(),
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length).optional(),
    expires_at: z.union([z.iso.datetime(), z.null()]).optional(),
    binding: BindingBody.optional(),
    binding_mode: BindingModeBody.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "one member at least")
  .meta({ id: "ApiKeyChange", example: { name: "support gateway, Paris", scopes: ["events:write"] } });

/** What callers may see of a key: never a hash. */
const presentIn =
  (configuration: Configuration) =>
  ({ secrets, ...key }: ApiKey): z.input<typeof ApiKeyBody> => ({
    id: key.id,
    name: key.name,
    scopes: key.scopes,
    status: key.status,
    expires_at: key.expires_at,
    secrets: secrets.map(({ last_four, valid_until }) => ({ last_four, valid_until })),
    created_at: key.created_at,
    created_by: key.created_by,
    binding: key.binding,
    binding_mode: key.binding_mode,
    pause_id: pauseOfTarget(configuration, { kind: "api_key", id: key.id })?.id ?? null,
  });

const contracts = contractsOf({
  path: "/v1/api-keys",
  params: KeyParams,
  tag: "API keys",
  scopes: { read: "api-keys:read", write: "api-keys:write" },
});
const create = contracts.create(
  {
    operationId: "createApiKey",
    summary: "Make an API key, whose scopes lie within the caller's",
    description: "The secret is shown once. If the answer was lost, rotate the key, and the next secret is shown.",
    answers: "The key, with its text this once",
  },
  NewApiKeyBody,
  ApiKeyWithSecretBody,
);
const list = contracts.list(
  { operationId: "listApiKeys", summary: "List the API keys, oldest first", answers: "A page of keys" },
  PageQuery,
  ApiKeyBody,
);
const get = contracts.get({ operationId: "getApiKey", summary: "Read an API key", answers: "The key" }, ApiKeyBody);
const bind = contracts.change(
  "put",
  {
    operationId: "bindApiKey",
    summary: "Say what usage that a key sends belongs to, where the event does not",
    answers: "The key, now bound",
  },
  BindingBody,
  ApiKeyBody,
  "/binding",
);
const change = contracts.change(
  "patch",
  {
    operationId: "changeApiKey",
    summary: "Change a key's name, scopes, expiry or binding, and keep its secret; what is not named stays",
    answers: "The key, changed",
  },
  ApiKeyChangeBody,
  ApiKeyBody,
);
const rotate = contracts.act(
  "/rotate",
  {
    operationId: "rotateApiKey",
    summary: "Give a key a new secret; the one before is accepted for a while more",
    answers: "The key, with its new text this once",
  },
  jsonBody(
    z
      .strictObject({ grace_seconds: z.int().min(0).max(LIMITS.graceSeconds) })
      .meta({ id: "ApiKeyRotation", example: { grace_seconds: 3600 } }),
  ),
  ApiKeyWithSecretBody,
);
const revoke = createRoute({
  ...contracts.one,
  path: `${contracts.one.path}/revoke`,
  method: "post",
  operationId: "revokeApiKey",
  summary: "Refuse a key from the next request on",
  security: scope("api-keys:write"),
  request: { params: KeyParams },
  responses: { 200: jsonContent(ApiKeyBody, "The key, now revoked"), ...problemResponses(401, 403, 404, 409, 422) },
});

export const apiKeyRoutes = newRouter()
  .openapi(create, async (c) => {
    const { key, text } = await createApiKey(c.var.ctx, c.req.valid("json"));
    return c.json({ api_key: presentIn(c.var.ctx.configuration)(key), secret: text }, 201);
  })
  .openapi(list, (c) => {
    const { configuration } = c.var.ctx;
    return c.json(pageById(c, configuration.apiKeys, c.req.valid("query"), presentIn(configuration)), 200);
  })
  .openapi(get, (c) => {
    const key = getApiKey(c.var.ctx.configuration, c.req.valid("param").key_id);
    c.header("ETag", entityTag(key));
    return c.json(presentIn(c.var.ctx.configuration)(key), 200);
  })
  .openapi(bind, async (c) => {
    const target = { id: c.req.valid("param").key_id, ifMatch: c.req.valid("header")["if-match"] };
    const key = await bindApiKey(c.var.ctx, { ...target, binding: c.req.valid("json") });
    c.header("ETag", entityTag(key));
    return c.json(presentIn(c.var.ctx.configuration)(key), 200);
  })
  .openapi(change, async (c) => {
    const target = { id: c.req.valid("param").key_id, ifMatch: c.req.valid("header")["if-match"] };
    const key = await changeApiKey(c.var.ctx, { ...target, change: c.req.valid("json") });
    c.header("ETag", entityTag(key));
    return c.json(presentIn(c.var.ctx.configuration)(key), 200);
  })
  .openapi(rotate, async (c) => {
    const { key_id: id } = c.req.valid("param");
    const { key, text } = await rotateApiKey(c.var.ctx, { id, graceSeconds: c.req.valid("json").grace_seconds });
    return c.json({ api_key: presentIn(c.var.ctx.configuration)(key), secret: text }, 200);
  })
  .openapi(revoke, async (c) => {
    const key = await revokeApiKey(c.var.ctx, { id: c.req.valid("param").key_id });
    return c.json(presentIn(c.var.ctx.configuration)(key), 200);
  });
