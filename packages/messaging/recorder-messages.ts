import { DECISION_KIND, type DecisionMessage, decisionOf } from "./decision-messages.ts";
import { type UsageMessage, usageOf } from "./usage-messages.ts";

/** What the recorder takes from the usage queue. */
export type RecorderMessage =
  | { readonly kind: "usage"; readonly usage: UsageMessage }
  | ({ readonly kind: "decision" } & DecisionMessage);

/** Throws on anything that nobody here wrote. */
export function readRecorderMessage(body: string): RecorderMessage {
  const value: unknown = JSON.parse(body);
  const isDecision = typeof value === "object" && value !== null && "kind" in value && value.kind === DECISION_KIND;
  return isDecision ? { kind: "decision", ...decisionOf(value) } : { kind: "usage", usage: usageOf(value) };
}
