import { createRoute } from "@hono/zod-openapi";
import { RoutingPolicyInput } from "@outlay/domain/routing-policy";
import { policyInForce } from "@outlay/services/choose-model";
import { listRoutes } from "@outlay/services/list-routes";
import * as z from "zod";
import { jsonContent, newRouter, problemResponses, scope } from "../router.ts";

const RouteBody = z
  .object({
    ...RoutingPolicyInput.shape.routes.unwrap().element.shape,
    routing_owner: z
      .union([z.string(), z.null()])
      .meta({ description: "As the route says, else the routing_owner of the route in /v1/owners." }),
  })
  .meta({ id: "RouteInForce" });

const list = createRoute({
  method: "get",
  path: "/v1/routes",
  operationId: "listRoutes",
  tags: ["Routing"],
  summary: "List the routes in force with their owners, and those that nobody answers for",
  security: scope("routes:read"),
  responses: {
    200: jsonContent(
      z
        .object({
          policy: z.object({ id: z.string(), version: z.union([z.int(), z.null()]), name: z.string() }),
          items: z.array(RouteBody),
          without_routing_owner: z.array(z.string()),
        })
        .meta({ id: "RoutesInForce" }),
      "The routes in order of id",
    ),
    ...problemResponses(401, 403, 422),
  },
});

export const routeRoutes = newRouter().openapi(list, (c) => {
  const { configuration } = c.var.ctx;
  const { id, version, name } = policyInForce(configuration);
  const owned = listRoutes(configuration);
  return c.json(
    {
      policy: { id, version, name },
      items: owned.map(({ route, routingOwner }) => ({ ...route, routing_owner: routingOwner })),
      without_routing_owner: owned.filter(({ routingOwner }) => routingOwner === null).map(({ route }) => route.id),
    },
    200,
  );
});
