import type { AnomalyRule } from "./anomaly-rule-schema.ts";
import { firstUseRule } from "./first-use-rule.ts";
import { growthRule } from "./growth-rule.ts";
import { missingDataRule } from "./missing-data-rule.ts";
import { offHoursRule } from "./off-hours-rule.ts";
import {
  agentLoopsRule,
  failedRunsRule,
  noAcceptedOutputsRule,
  outputRatioRule,
  premiumDriftRule,
  priceDriftRule,
  unattributedRule,
} from "./share-rules.ts";

export const ANOMALY_RULE_NAMES = [
  "growth",
  "output_ratio",
  "failed_runs",
  "premium_drift",
  "off_hours",
  "no_accepted_outputs",
  "agent_loops",
  "first_use",
  "price_drift",
  "unattributed",
  "missing_data",
] as const;
export type AnomalyRuleName = (typeof ANOMALY_RULE_NAMES)[number];

/** What is watched, by name. All are on unless a tenant says otherwise. */
export const ANOMALY_RULES: Readonly<Record<AnomalyRuleName, AnomalyRule>> = {
  growth: growthRule,
  output_ratio: outputRatioRule,
  failed_runs: failedRunsRule,
  premium_drift: premiumDriftRule,
  off_hours: offHoursRule,
  no_accepted_outputs: noAcceptedOutputsRule,
  agent_loops: agentLoopsRule,
  first_use: firstUseRule,
  price_drift: priceDriftRule,
  unattributed: unattributedRule,
  missing_data: missingDataRule,
};
