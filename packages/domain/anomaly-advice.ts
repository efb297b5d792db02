import type { WatchedScope } from "./alert-rule.ts";
import { ANOMALY_RULES, type AnomalyRuleName } from "./anomaly-rule.ts";
import { drillQuery, eventsPath, pairsOf } from "./drill-paths.ts";
import { type LocalDate, addDays, dayNumber } from "./local-date.ts";
import { LIMITS } from "./limits.ts";

/** A scope as people say it. */
export const scopeText = (scope: WatchedScope): string =>
  Object.entries(scope)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ") || "the whole company";

/** What to do next of an incident, by its rule. */
const NEXT_STEPS: Readonly<Record<AnomalyRuleName, (scope: string) => string>> = {
  growth: (scope) =>
    `See which values grew below and what changed since then. If it is meant, give ${scope} a budget that fits; if not, pause what runs away.`,
  output_ratio: (scope) =>
    `Compare prompts and output limits of ${scope} before and since: a missing limit on output tokens is the usual cause.`,
  failed_runs: (scope) =>
    `Look at the failed events of ${scope}, their errors and what was deployed when it began; retries of what cannot succeed cost as much again.`,
  premium_drift: (scope) =>
    `See which workflows of ${scope} went to premium models. If they need them, leave it; if not, a routing policy sends them to a cheaper tier.`,
  off_hours: (scope) =>
    `Ask who runs ${scope} at these hours. A job that is meant can be named in an alert rule of its own; a key that nobody knows is to be revoked.`,
  no_accepted_outputs: (scope) =>
    `See why outputs of ${scope} are not accepted: until that is found, what it spends is spent in vain.`,
  agent_loops: (scope) =>
    `Open the runs of ${scope} that go in circles and give them a run limit with on_loop deny, so that the next ones are held.`,
  first_use: (scope) =>
    `Check that ${scope} is meant to be used, and by whom; if it is, nothing is to be done, and if not, revoke or deny it.`,
  price_drift: (scope) =>
    `Compare the prices of ${scope} with the vendor's list and contract, and set a price override where yours differs.`,
  unattributed: () =>
    `See which keys and applications send events without a department, and give them attribution rules or key bindings.`,
  missing_data: (scope) =>
    `Check that ${scope} still runs and can reach the API: its key, its quarantine entries, its own log. If it was switched off, resolve this.`,
};

export const nextStepOf = (rule: AnomalyRuleName, scope: WatchedScope): string => NEXT_STEPS[rule](scopeText(scope));

/** What of a scope's events a rule looks at, where it is not all of them. */
export function focusOf(rule: AnomalyRuleName): Readonly<Record<string, readonly string[]>> {
  const focused = Object.values(ANOMALY_RULES[rule].parts).find(({ filters }) => Object.keys(filters).length > 0);
  return focused?.filters ?? {};
}

/** Lists the events behind an incident: of its last days, where it is longer than a list may be. */
export function eventsPathOf(
  rule: AnomalyRuleName,
  scope: WatchedScope,
  span: { readonly from: LocalDate; readonly to: LocalDate },
  startOf: (date: LocalDate) => number,
): string {
  const days = dayNumber(span.to) - dayNumber(span.from) + 1;
  const from = days > LIMITS.eventDaysMax - 1 ? addDays(span.to, 2 - LIMITS.eventDaysMax) : span.from;
  const instants = { fromEpochMs: startOf(from), toEpochMs: startOf(addDays(span.to, 1)) };
  const focus = Object.entries(focusOf(rule)).flatMap(([name, values]) => pairsOf(name, values));
  return eventsPath(drillQuery(instants, [...focus, ...Object.entries(scope)]));
}
