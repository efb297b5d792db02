import { RATE_DIMENSIONS, RateLimit, RateLimitInput } from "@outlay/domain/rate-limit";
import { RATE_LIMITS } from "@outlay/services/rate-limits";
import * as z from "zod";
import { entityRoutes } from "../entity-routes.ts";

const RateLimitInputBody = RateLimitInput.meta({
  id: "RateLimitInput",
  description: [
    `How much one value of \`per\` (${RATE_DIMENSIONS.join(", ")}) may use in a minute, hour or day of UTC. \`value\` "*" holds for each`,
    "value by itself, save those that a limit of the same measure and window names; `unattributed` holds for calls that state none.",
    '`amount` is decimal text: whole requests or tokens, or money in the tenant\'s currency; "0" lets nothing pass.',
  ].join(" "),
  example: { name: "Agents", per: "agent", value: "*", measure: "requests", amount: "60", window: "minute" },
});

const RateLimitBody = z
  .object({
    id: z.string(),
    name: z.string(),
    per: RateLimit.shape.per,
    value: z.string(),
    measure: RateLimit.shape.measure,
    amount: z.string(),
    window: RateLimit.shape.window,
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "RateLimit" });

export const rateLimitRoutes = entityRoutes({
  kind: RATE_LIMITS,
  path: "/v1/rate-limits",
  parameter: "rate_limit_id",
  tag: "Controls",
  name: "RateLimit",
  scopes: { read: "limits:read", write: "limits:write" },
  input: RateLimitInputBody,
  body: RateLimitBody,
  description:
    "It holds from the next decision on. What was counted in the window that goes on stays counted, however limits are changed: only another `per`, `value`, `measure` or `window` is counted by itself.",
});
