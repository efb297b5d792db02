import type { Route, RouteLimits } from "./route.ts";
import type { PolicyModel } from "./routing-policy.ts";

/** What holds for the call, and for its run; null is no limit. */
export interface CallLimits {
  readonly contextTokens: number | null;
  readonly outputTokens: number | null;
  readonly timeoutSeconds: number | null;
  readonly toolCalls: number | null;
  readonly agentSteps: number | null;
}

const least = (...values: readonly (number | null | undefined)[]): number | null => {
  const stated = values.filter((value) => value !== null && value !== undefined);
  return stated.length === 0 ? null : Math.min(...stated);
};

/** The route's own limits, else the policy's; never more than the model takes or the caller asks for. */
export function chooseLimits(
  policy: RouteLimits,
  route: Pick<Route, "limits"> | undefined,
  model: PolicyModel | null | undefined,
  outputTokensMax: number | null,
): CallLimits {
  const stated = (name: keyof RouteLimits) => route?.limits[name] ?? policy[name];
  return {
    contextTokens: least(stated("context_tokens_max"), model?.context_tokens_max),
    outputTokens: least(stated("output_tokens_max"), model?.output_tokens_max, outputTokensMax),
    timeoutSeconds: stated("timeout_seconds"),
    toolCalls: stated("tool_calls_max"),
    agentSteps: stated("agent_steps_max"),
  };
}
