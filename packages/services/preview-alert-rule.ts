import type { AnomalyAlert } from "@outlay/domain/alert";
import {
  type AlertRulePreviewInput,
  ruledKey,
  ruleFor,
  type SensitivityInForce,
  sensitivityInForce,
} from "@outlay/domain/alert-rule";
import { ANOMALY_RULES } from "@outlay/domain/anomaly-rule";
import { HOUR_MS } from "@outlay/domain/bucket";
import { assert } from "@outlay/domain/assert";
import { DomainError } from "@outlay/domain/errors";
import { incidentAlert } from "@outlay/domain/follow-incident";
import { isBefore, planIncidents } from "@outlay/domain/incident";
import { LIMITS } from "@outlay/domain/limits";
import { addDays, type LocalDate } from "@outlay/domain/local-date";
import { datesIn, hoursUntil, judgedDate } from "@outlay/domain/watch-periods";
import { localDateOf } from "@outlay/domain/zone";
import { PagesTooLarge } from "@outlay/storage/bounded-pages";
import { presentJudgement } from "./alert-rules.ts";
import type { Context } from "./context.ts";
import { explainsIn, factsIn, judgementOf, judgeRules, usualDayOf } from "./judge-rules.ts";
import { openBoundedSpend } from "./open-bounded-spend.ts";

export interface AlertRulePreview {
  /** Local dates, half-open: what is judged. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly scopes: number;
  readonly leftOut: number;
  readonly sensitivity: SensitivityInForce;
  /** As they would have been raised, oldest first. */
  readonly incidents: readonly AnomalyAlert[];
}

/**
 * What an alert rule would have raised in the last days, had it been in force and alerts marked as they are: by the very judge of the
 * watch, over the same spend. Throws `query_too_large` where that is more than one preview reads.
 */
export async function previewAlertRule(
  ctx: Context,
  { days, ...input }: AlertRulePreviewInput,
): Promise<AlertRulePreview> {
  const { configuration, tenantId } = ctx;
  const now = ctx.now();
  const zone = configuration.tenant.time_zone;
  const { granularity, historyDays } = ANOMALY_RULES[input.rule];
  const untilEpochMs = now.getTime() - HOUR_MS;
  const to = addDays(granularity === "day" ? judgedDate(untilEpochMs, zone) : localDateOf(untilEpochMs, zone), 1);
  const from = addDays(to, -days);
  const begin = addDays(from, -historyDays);
  const most = { rows: LIMITS.watchedRows, bytes: LIMITS.alertPreviewBytes };
  const spend = await openBoundedSpend(ctx, tenantId, { from: begin, to, granularity }, most);
  if (spend instanceof PagesTooLarge) {
    throw new DomainError("query_too_large", `${days} days of this are more than a preview reads: ask for fewer days.`);
  }
  const candidate = { ...input, id: CANDIDATE, created_at: now.toISOString(), updated_at: now.toISOString() };
  const key = ruledKey(input);
  const others = [...configuration.alertRules].filter(([, rule]) => ruledKey(rule) !== key);
  const { feedback } = await presentJudgement(ctx);
  const { rules } = judgementOf(new Map([...others, [CANDIDATE, candidate]]), [], now);
  const own = rules.find(({ id }) => id === CANDIDATE);
  assert(own, "a rule that is previewed is among the rules");
  const periods = granularity === "day" ? datesIn(begin, to) : hoursUntil(begin, untilEpochMs, zone);
  const request = {
    names: [input.rule],
    granularity,
    periods,
    also: new Map(),
    newFrom: from,
    usualDay: usualDayOf(spend),
  };
  const judged = judgeRules(spend, { rules, feedback }, request);
  const sightings = judged.sightings.filter(
    ({ rule, scope, finding }) => ruleFor(rules, rule, scope)?.id === CANDIDATE && !isBefore(finding.to, from),
  );
  const plan = planIncidents(sightings, [], explainsIn(spend, periods), from);
  const incidents = plan.raised.map(({ main, members }) => {
    const { rule, scope, finding } = main;
    const facts = factsIn(spend, zone, {
      rule,
      scope,
      granularity,
      since: finding.from,
      until: finding.to,
      carried: undefined,
    });
    const alert = incidentAlert({ main, members }, facts, [], now);
    return { ...alert, is_ongoing: [main, ...members].some((each) => each.finding.isOpen) };
  });
  return {
    from,
    to,
    scopes: judged.scopes,
    leftOut: judged.leftOut,
    sensitivity: sensitivityInForce(own, rules, feedback),
    incidents: incidents.toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.id < b.id ? -1 : 1)),
  };
}

/** Stands for an id: no alert rule has it. */
const CANDIDATE = "preview";
