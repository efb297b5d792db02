import { type Dimension, UNATTRIBUTED } from "./dimensions.ts";
import { type Owner, type OWNER_KINDS, ownedKey } from "./owner.ts";
import type { SpendMeasure } from "./spend.ts";

/** What a record of spend says of whom and what, by its own names. A record is the sum of a local day's rows that are alike in these. */
export const RECORD_DIMENSIONS = {
  department: "department",
  workspace: "workspace",
  user_group: "user_group",
  workflow: "workflow",
  project_code: "project_code",
  environment: "environment",
  provider: "provider",
  model: "model",
  model_tier: "model_tier",
  route_type: "route_type",
  data_class: "data_class",
  fallback_model: "fallback_from",
  run_status: "status",
} as const satisfies Readonly<Record<string, Dimension>>;
export type RecordDimension = keyof typeof RECORD_DIMENSIONS;

/** What it sums, by its own names. */
export const RECORD_MEASURES = {
  events: "events",
  input_tokens: "input_tokens",
  cache_read_tokens: "cache_read_tokens",
  cache_write_5m_tokens: "cache_write_5m_tokens",
  cache_write_1h_tokens: "cache_write_1h_tokens",
  output_tokens: "output_tokens",
  retrieval_calls: "retrieval_calls",
  tool_calls: "tool_calls",
  agent_steps: "agent_steps",
  cache_hits: "response_cache_hits",
  accepted_outputs: "accepted_outcomes",
  human_reviews: "reviewed_outcomes",
  human_review_seconds: "review_seconds",
  redactions: "redacted_outcomes",
  blocks: "blocked_outcomes",
  cost: "cost",
} as const satisfies Readonly<Record<string, SpendMeasure>>;
export type RecordMeasure = keyof typeof RECORD_MEASURES;

// Object.keys forgets the type of the keys; they are exactly these.
export const RECORD_DIMENSION_NAMES = Object.keys(RECORD_DIMENSIONS) as readonly RecordDimension[];
export const RECORD_MEASURE_NAMES = Object.keys(RECORD_MEASURES) as readonly RecordMeasure[];

/** Whoever owns the most specific of these first. */
const OWNED_FIRST = [
  "workflow",
  "workspace",
  "department",
  "model_tier",
] as const satisfies readonly (typeof OWNER_KINDS)["budget_owner"][number][];

/** Who answers for the budget of a record: the owner of its workflow, else its workspace, department, or tier of models; else null. */
export function budgetOwners(
  owners: Iterable<Owner>,
): (valueOf: (dimension: (typeof OWNED_FIRST)[number]) => string) => string | null {
  const byKey = new Map(Array.from(owners, (owner) => [ownedKey(owner), owner.owner]));
  return (valueOf) => {
    for (const dimension of OWNED_FIRST) {
      const value = valueOf(dimension);
      const owner =
        value === UNATTRIBUTED ? undefined : byKey.get(ownedKey({ kind: "budget_owner", dimension, value }));
      if (owner !== undefined) return owner;
    }
    return null;
  };
}
