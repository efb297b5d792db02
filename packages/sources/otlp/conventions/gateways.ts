import type { Convention } from "./convention.ts";

/**
 * Cloudflare AI Gateway's export and OpenRouter's broadcast: GenAI names with a cost. Cache lies INSIDE the input.
 *
 * | attribute                                          | field                                        |
 * | -------------------------------------------------- | -------------------------------------------- |
 * | gen_ai.model.provider (Cloudflare)                 | provider                                     |
 * | gen_ai.usage.cost, else .total_cost (US dollars)   | reported_cost                                |
 * | user.id, session.id, trace.metadata.* (OpenRouter) | see labels.ts                                |
 * | department and the like (Cloudflare's own metadata are bare attributes) | see labels.ts           |
 */
export const gateways: Convention = {
  fields: {
    provider: ["gen_ai.model.provider"],
    cost: ["gen_ai.usage.cost", "gen_ai.usage.total_cost"],
  },
  kindOf: () => undefined,
};
