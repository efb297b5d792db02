import { createRoute } from "@hono/zod-openapi";
import { DEFAULT_POLICY, DEFAULT_POLICY_ID } from "@outlay/domain/default-routing-policy";
import { entityTag } from "@outlay/domain/digest";
import { LIMITS } from "@outlay/domain/limits";
import { modelName } from "@outlay/domain/model-tier";
import { ROUTE_DIMENSIONS } from "@outlay/domain/route";
import { policyStatus, type RoutingPolicy, RoutingPolicyInput, unknownModels } from "@outlay/domain/routing-policy";
import {
  activateRoutingPolicy,
  createRoutingPolicy,
  deleteRoutingPolicy,
  getRoutingPolicy,
  replaceRoutingPolicy,
} from "@outlay/services/change-routing-policy";
import { policyInForce } from "@outlay/services/choose-model";
import type { Context } from "@outlay/services/context";
import { isListedModel } from "@outlay/services/routing-models";
import * as z from "zod";
import { pageById } from "../page.ts";
import { contractsOf } from "../resource-contracts.ts";
import { IfMatchHeaders, jsonContent, newRouter, PageQuery, problemResponses, scope } from "../router.ts";

export const RoutingPolicyId = z
  .string()
  .regex(/^(default|rpo_[0-9a-hjkmnp-tv-z]{26})$/, "`default`, or an id like rpo_…")
  .meta({ description: "The policy's id, or `default`.", example: "rpo_01kaz5e1b2c3d4e5f6g7h8j9km" });
const params = z.object({ routing_policy_id: RoutingPolicyId });

export const RoutingPolicyInputBody = RoutingPolicyInput.meta({
  id: "RoutingPolicyInput",
  description: [
    "Task classes and models by tier, and routes for what is special. A route matches by",
    `${ROUTE_DIMENSIONS.join(", ")}: a list is OR, several dimensions are AND, \`unattributed\` is no value, {} is everything.`,
    "Of the routes that match, the one that names most dimensions serves the request; of as many, the one that names the earlier",
    `in that order. At most ${LIMITS.routesPerPolicy} routes. See docs/routing.md.`,
  ].join(" "),
  example: {
    name: "Ours",
    default_tier: "standard",
    tiers: {
      premium: { task_classes: ["legal-review"], models: [{ provider: "anthropic", model: "claude-opus-5-5" }] },
      standard: { task_classes: ["support-drafting"], models: [{ provider: "anthropic", model: "claude-sonnet-5" }] },
      economy: { task_classes: ["tagging"], models: [{ provider: "openai", model: "gpt-5.6-luna" }] },
    },
    routes: [
      {
        id: "support",
        name: "Support drafts",
        match: { task_class: ["support-drafting"], department: ["support"] },
        tier: "standard",
        limits: { output_tokens_max: 4000, timeout_seconds: 60 },
        routing_owner: "ann@example.com",
      },
    ],
  },
});

const PolicyBody = z
  .object({
    id: z.string(),
    status: z.enum(["draft", "active", "superseded"]),
    version: z
      .union([z.int(), z.null()])
      .meta({ description: "Given by its activation; null of a draft, 0 of the default policy." }),
    ...RoutingPolicyInput.shape,
    activated_at: z.union([z.string(), z.null()]),
    created_at: z.string(),
    updated_at: z.string(),
    warnings: z
      .array(z.object({ code: z.literal("model_unknown"), detail: z.string() }))
      .meta({ description: "What is allowed, and may be a mistake." }),
  })
  .meta({ id: "RoutingPolicy" });

function presenter({ configuration }: Context) {
  const inForce = policyInForce(configuration);
  return (policy: RoutingPolicy): z.output<typeof PolicyBody> => ({
    ...policy,
    status: policyStatus(policy, inForce),
    warnings: unknownModels(policy, isListedModel).map((model) => ({
      code: "model_unknown" as const,
      detail: `${modelName(model)} is not in the list of prices.`,
    })),
  });
}

const contracts = contractsOf({
  path: "/v1/routing-policies",
  params,
  tag: "Routing",
  scopes: { read: "routes:read", write: "routes:write" },
});
const create = contracts.create(
  {
    operationId: "createRoutingPolicy",
    summary: "Make a draft of a routing policy",
    description: "Contradictions are refused, each with its pointer. A draft has no effect before it is activated.",
    answers: "The draft",
  },
  RoutingPolicyInputBody,
  PolicyBody,
);
const list = contracts.list(
  {
    operationId: "listRoutingPolicies",
    summary: "List the routing policies: the default one, then the tenant's own, oldest first",
    answers: "A page of policies",
  },
  PageQuery,
  PolicySummary(),
);
const get = contracts.get(
  {
    operationId: "getRoutingPolicy",
    summary: "Read a routing policy; `default` is the one that every tenant begins with",
    answers: "The policy",
  },
  PolicyBody,
);
const replace = contracts.change(
  "put",
  { operationId: "replaceRoutingPolicy", summary: "Give a draft other contents", answers: "The draft, changed" },
  RoutingPolicyInputBody,
  PolicyBody,
);
const activate = createRoute({
  ...contracts.one,
  path: `${contracts.one.path}/activate`,
  method: "post",
  operationId: "activateRoutingPolicy",
  summary: "Put a draft in force, in place of the policy that was",
  description: "If-Match is required: 428 without it, 412 where the draft changed since it was read.",
  security: scope("routes:write"),
  request: { params, headers: IfMatchHeaders },
  responses: {
    200: jsonContent(PolicyBody, "The policy, now active"),
    ...problemResponses(401, 403, 404, 409, 412, 413, 422, 428),
  },
});
const remove = createRoute({
  ...contracts.one,
  method: "delete",
  operationId: "deleteRoutingPolicy",
  summary: "Delete a draft or a superseded policy; the audit log keeps what it was",
  security: scope("routes:write"),
  request: { params, headers: IfMatchHeaders },
  responses: { 204: { description: "Deleted" }, ...problemResponses(401, 403, 404, 409, 412, 413, 422) },
});

/** Whole policies would be too much for one page. */
function PolicySummary() {
  const { id, status, version, name, activated_at, created_at, updated_at } = PolicyBody.shape;
  return z
    .object({ id, status, version, name, routes: z.int(), activated_at, created_at, updated_at })
    .meta({ id: "RoutingPolicySummary" });
}

export const routingPolicyRoutes = newRouter()
  .openapi(create, async (c) => {
    const made = await createRoutingPolicy(c.var.ctx, c.req.valid("json"));
    c.header("ETag", entityTag(made));
    return c.json({ ...presenter(c.var.ctx)(made), status: "draft" as const }, 201);
  })
  .openapi(list, (c) => {
    const { configuration } = c.var.ctx;
    const inForce = policyInForce(configuration);
    const policies = new Map([[DEFAULT_POLICY_ID, DEFAULT_POLICY], ...configuration.routingPolicies]);
    const present = (policy: RoutingPolicy) => ({
      id: policy.id,
      status: policyStatus(policy, inForce),
      version: policy.version,
      name: policy.name,
      routes: policy.routes.length,
      activated_at: policy.activated_at,
      created_at: policy.created_at,
      updated_at: policy.updated_at,
    });
    return c.json(pageById(c, policies, c.req.valid("query"), present), 200);
  })
  .openapi(get, (c) => {
    const policy = getRoutingPolicy(c.var.ctx.configuration, c.req.valid("param").routing_policy_id);
    c.header("ETag", entityTag(policy));
    return c.json(presenter(c.var.ctx)(policy), 200);
  })
  .openapi(replace, async (c) => {
    const target = { id: c.req.valid("param").routing_policy_id, ifMatch: c.req.valid("header")["if-match"] };
    const policy = await replaceRoutingPolicy(c.var.ctx, { ...target, input: c.req.valid("json") });
    c.header("ETag", entityTag(policy));
    return c.json({ ...presenter(c.var.ctx)(policy), status: "draft" as const }, 200);
  })
  .openapi(activate, async (c) => {
    const target = { id: c.req.valid("param").routing_policy_id, ifMatch: c.req.valid("header")["if-match"] };
    const policy = await activateRoutingPolicy(c.var.ctx, target);
    c.header("ETag", entityTag(policy));
    return c.json({ ...presenter(c.var.ctx)(policy), status: "active" as const }, 200);
  })
  .openapi(remove, async (c) => {
    const target = { id: c.req.valid("param").routing_policy_id, ifMatch: c.req.valid("header")["if-match"] };
    await deleteRoutingPolicy(c.var.ctx, target);
    return c.body(null, 204);
  });
