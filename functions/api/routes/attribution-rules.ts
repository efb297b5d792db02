import { AttributionRuleInput, MATCHABLE_DIMENSIONS, SETTABLE_DIMENSIONS } from "@outlay/domain/attribution-rule";
import { ATTRIBUTION_RULES } from "@outlay/services/attribution-rules";
import * as z from "zod";
import { entityRoutes } from "../entity-routes.ts";

export const ATTRIBUTION_RULE_EXAMPLE = {
  name: "The copilot is support's",
  priority: 100,
  match: { application: ["copilot"], source: ["support-*"] },
  set: { department: "support" },
};

const AttributionRuleInputBody = AttributionRuleInput.meta({
  id: "AttributionRuleInput",
  description: [
    `\`match\` lists values by dimension (${MATCHABLE_DIMENSIONS.join(", ")}, or \`tag:<name>\`): a list is OR, several dimensions`,
    "are AND, `unattributed` is no value, a trailing `*` is any value with that beginning, and {} matches all. Rules run by",
    "`priority`, lower first, then the older first; each sees what those before it filled, and the first that sets a dimension",
    `wins. None changes what the event states or its key is bound to. \`set\` names one or more of: ${SETTABLE_DIMENSIONS.join(", ")};`,
    "those of the consumer count where the event names a consumer.",
  ].join(" "),
  example: ATTRIBUTION_RULE_EXAMPLE,
});

const AttributionRuleBody = z
  .object({
    id: z.string(),
    name: z.string(),
    priority: z.int(),
    match: z.record(z.string(), z.array(z.string())),
    set: z.record(z.string(), z.string()),
    enabled: z.boolean(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "AttributionRule" });

export const attributionRuleRoutes = entityRoutes({
  kind: ATTRIBUTION_RULES,
  path: "/v1/attribution-rules",
  parameter: "attribution_rule_id",
  tag: "Attribution",
  name: "AttributionRule",
  scopes: { read: "attribution:read", write: "attribution:write" },
  input: AttributionRuleInputBody,
  body: AttributionRuleBody,
  description: "A rule fills usage that is recorded from now on; spend of before changes by re-pricing alone.",
});
