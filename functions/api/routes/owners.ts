import { OwnerInput } from "@outlay/domain/owner";
import { OWNERS } from "@outlay/services/owners";
import * as z from "zod";
import { entityRoutes } from "../entity-routes.ts";

const OwnerInputBody = OwnerInput.meta({
  id: "OwnerInput",
  description: [
    "A department, workspace, model_tier or workflow has a budget_owner, a route a routing_owner, a provider a vendor_owner, a",
    "report (by its name) a reporting_owner: at most one for each value. `owner` is an e-mail address or a member's id.",
  ].join(" "),
  example: { kind: "budget_owner", dimension: "department", value: "support", owner: "ann@example.com" },
});

const OwnerBody = z
  .object({
    id: z.string(),
    kind: OwnerInput.shape.kind,
    dimension: z.string(),
    value: z.string(),
    owner: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Owner" });

export const ownerRoutes = entityRoutes({
  kind: OWNERS,
  path: "/v1/owners",
  parameter: "owner_id",
  tag: "Attribution",
  name: "Owner",
  scopes: { read: "attribution:read", write: "attribution:write" },
  input: OwnerInputBody,
  body: OwnerBody,
});
