import type { ModelRef } from "./model-tier.ts";
import { modelName } from "./model-tier.ts";
import type { Reason, RouteReasonCode } from "./route-reason.ts";

/** Why a decision is as it is: what the policy says of the call, and what else spoke. */
export interface DecisionReason {
  readonly code: RouteReasonCode | DecisionReasonCode;
  readonly text: string;
  readonly subject: { readonly kind: DecisionSubjectKind; readonly id: string } | null;
}

type DecisionSubjectKind = NonNullable<Reason["subject"]>["kind"] | "operation";

/** What is said of each, and of what. */
const REASONS = {
  policy_not_asked: ({ operation, model }: { readonly operation: string; readonly model: ModelRef | null }) => ({
    text: `No policy chooses a model for the operation ${operation}${model ? `: ${modelName(model)} it is` : ""}.`,
    subject: { kind: "operation", id: operation },
  }),
} as const satisfies Record<string, (named: never) => Omit<DecisionReason, "code">>;

export type DecisionReasonCode = keyof typeof REASONS;
export const DECISION_REASON_CODES = Object.keys(REASONS);

/** One reason in words. */
export function reasonOf<Code extends DecisionReasonCode>(
  code: Code,
  named: Parameters<(typeof REASONS)[Code]>[0],
): DecisionReason {
  // Which code takes what is checked where it is called; a union of functions takes nothing.
  const describe = REASONS[code] as (named: unknown) => Omit<DecisionReason, "code">;
  return { code, ...describe(named) };
}
