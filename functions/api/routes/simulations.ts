import { createRoute } from "@hono/zod-openapi";
import { VERDICTS } from "@outlay/domain/choose-route";
import { invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { formatAmount } from "@outlay/domain/money";
import { TIERS } from "@outlay/domain/model-tier";
import { NearDate } from "@outlay/domain/near-date";
import { type Effect, NO_EFFECT, rankGroups, type Simulation } from "@outlay/domain/simulate-policy";
import { checkPolicy, getRoutingPolicy } from "@outlay/services/change-routing-policy";
import { simulateRouting } from "@outlay/services/simulate-routing";
import * as z from "zod";
import { orNull } from "../or-null.ts";
import { lastMonth } from "../local-range.ts";
import { Amount, beforeAndAfter, Count, presentChange, presentCount } from "../quantities.ts";
import { jsonBody, jsonContent, newRouter, problemResponses, scope } from "../router.ts";
import { RoutingPolicyId, RoutingPolicyInputBody } from "./routing-policies.ts";

const SimulationInput = z
  .strictObject({
    policy_id: RoutingPolicyId.optional(),
    policy: RoutingPolicyInputBody.optional(),
    from: NearDate.optional().meta({ description: "First local date. Without it, the first of last month." }),
    to: NearDate.optional().meta({
      description: "The local date after the last. Without it, the first of this month.",
    }),
  })
  .refine(({ policy_id, policy }) => (policy_id === undefined) !== (policy === undefined), {
    path: ["policy"],
    error: "either `policy_id` or `policy`",
  })
  .meta({ id: "SimulationInput", example: { policy_id: "default", from: "2026-10-01", to: "2026-11-01" } });

const effect = { events: Count, ...beforeAndAfter };
const OUTCOMES = [...VERDICTS, "not_routed"] as const;
const ModelBody = z.object({ provider: z.string(), model: z.string() });

const SimulationBody = z
  .object({
    from: z.string(),
    to: z.string(),
    currency: z.string(),
    total: z.object({ ...effect, unpriced_events: Count }),
    outcomes: z
      .array(z.object({ outcome: z.enum(OUTCOMES), ...effect }))
      .meta({ description: "Together they are the total. `not_routed` is what calls no text model." }),
    tiers: z
      .array(
        z.object({
          tier: orNull(z.enum(TIERS)),
          events_before: Count,
          events_after: Count,
          before: Amount,
          after: Amount,
        }),
      )
      .meta({ description: "Null is no model, or one of an unknown tier. What is denied is in no tier afterwards." }),
    groups: z
      .array(
        z.object({
          task_class: orNull(z.string()),
          workflow: orNull(z.string()),
          department: orNull(z.string()),
          data_class: orNull(z.string()),
          environment: orNull(z.string()),
          outcome: z.enum(OUTCOMES),
          from: orNull(ModelBody),
          to: orNull(ModelBody),
          route: orNull(z.string()),
          reasons: z.array(z.object({ code: z.string(), text: z.string() })),
          ...effect,
          basis: z.enum(["exact", "estimated"]),
        }),
      )
      .meta({ description: "Of the greatest difference first; with `rest` they add up to the total." }),
    rest: z.object({ count: z.int(), ...effect }),
    not_simulated_routes: z
      .array(z.string())
      .meta({ description: "Routes that match by risk, which recorded usage does not tell: they match nothing here." }),
  })
  .meta({ id: "Simulation" });

const simulate = createRoute({
  method: "post",
  path: "/v1/simulations",
  operationId: "simulateRouting",
  tags: ["Routing"],
  summary: "Ask what recorded usage would have cost under a routing policy",
  description: [
    `At most ${LIMITS.simulationDays} days and ${LIMITS.simulationRows} rows of pages. Every call counts as a request for the model that it used, with the`,
    "average context of its row; tokens are priced at the model that the policy gives, and what is not for tokens stays. What",
    "would need approval keeps its cost, what is denied has none. Exceptions count as they were in force at the start of each day.",
  ].join(" "),
  security: scope("spend:read"),
  request: { body: jsonBody(SimulationInput) },
  responses: {
    200: jsonContent(SimulationBody, "The effect, adding up to the last digit"),
    ...problemResponses(400, 401, 403, 404, 413, 415, 422),
  },
});

export const simulationRoutes = newRouter().openapi(simulate, async (c) => {
  const { ctx } = c.var;
  const { policy_id: id, policy: draft, ...stated } = c.req.valid("json");
  const range = lastMonth(ctx, stated, LIMITS.simulationDays);
  if (draft) checkPolicy(draft, "/policy");
  const policy = draft ?? (id === undefined ? undefined : getRoutingPolicy(ctx.configuration, id));
  if (!policy) throw invalidRequest({ pointer: "/policy", detail: "either `policy_id` or `policy`" });
  const simulation = await simulateRouting(ctx, policy, range);
  const notSimulated = policy.routes.filter(({ match }) => match.risk !== undefined).map((route) => route.id);
  const { currency } = ctx.configuration.tenant;
  return c.json({ ...range, currency, ...present(simulation), not_simulated_routes: notSimulated }, 200);
});

const presentEffect = ({ events, before, after }: Effect) => ({
  events: presentCount(events),
  ...presentChange({ before, after }),
});

function present(simulation: Simulation) {
  const { total, unpricedEvents, outcomes, tiersBefore, tiersAfter } = simulation;
  const { named, rest } = rankGroups(simulation, LIMITS.namedInAnswer);
  const { count, ...restEffect } = rest;
  return {
    total: { ...presentEffect(total), unpriced_events: presentCount(unpricedEvents) },
    outcomes: OUTCOMES.map((outcome) => ({ outcome, ...presentEffect(outcomes.get(outcome) ?? NO_EFFECT) })),
    tiers: [...TIERS.toReversed(), null].map((tier) => {
      const [old, next] = [tiersBefore.get(tier) ?? NO_EFFECT, tiersAfter.get(tier) ?? NO_EFFECT];
      return {
        tier,
        events_before: presentCount(old.events),
        events_after: presentCount(next.events),
        before: formatAmount(old.before),
        after: formatAmount(next.after),
      };
    }),
    groups: named.map((group) => ({
      ...group.values,
      outcome: group.outcome,
      from: group.from,
      to: group.to && { provider: group.to.provider, model: group.to.model },
      route: group.route,
      reasons: group.reasons.map(({ code, text }) => ({ code, text })),
      ...presentEffect(group.effect),
      basis: group.isEstimated ? ("estimated" as const) : ("exact" as const),
    })),
    rest: { count, ...presentEffect(restEffect) },
  };
}
