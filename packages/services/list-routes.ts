import type { Configuration } from "@outlay/domain/configuration";
import { ownedKey } from "@outlay/domain/owner";
import type { Route } from "@outlay/domain/route";
import { policyInForce } from "./choose-model.ts";

/** A route in force, and who answers for it: as the route itself says, else as the list of owners does. */
export interface OwnedRoute {
  readonly route: Route;
  readonly routingOwner: string | null;
}

/** The routes in force, in order of id. */
export function listRoutes(configuration: Pick<Configuration, "routingPolicies" | "owners">): readonly OwnedRoute[] {
  const listed = new Map(configuration.owners.values().map((owner) => [ownedKey(owner), owner.owner]));
  return policyInForce(configuration)
    .routes.map((route) => ({
      route,
      routingOwner:
        route.routing_owner ??
        listed.get(ownedKey({ kind: "routing_owner", dimension: "route", value: route.id })) ??
        null,
    }))
    .toSorted((a, b) => (a.route.id < b.route.id ? -1 : 1));
}
