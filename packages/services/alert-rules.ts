import {
  type AlertRule,
  ruledKey,
  rulesInForce,
  type RuleInForce,
  ruleInForce,
  sensitivityInForce,
  type SensitivityInForce,
} from "@outlay/domain/alert-rule";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { localDateOf } from "@outlay/domain/zone";
import type { Context } from "./context.ts";
import type { EntityKind } from "./entities.ts";
import { type Judgement, judgementOf } from "./judge-rules.ts";
import { recentAnomalies } from "./watch-tenant.ts";

/** How rules are judged in scopes: one alert rule for each rule and scope. */
export const ALERT_RULES: EntityKind<"alert_rule"> = {
  collection: "alert_rule",
  idPrefix: "arl",
  noun: "alert rule",
  limit: LIMITS.alertRulesPerTenant,
  notFound: "alert_rule_not_found",
  limitReached: "alert_rule_limit_reached",
  check: ({ alertRules }, input, id) => {
    const key = ruledKey(input);
    const same = alertRules.values().find((other) => other.id !== id && ruledKey(other) === key);
    if (same)
      throw new DomainError("alert_rule_already_exists", `${same.id} is of this rule and scope: change that one.`);
  },
};

/** A rule as it is in force, and what it was made as. */
export interface ShownRule extends RuleInForce {
  readonly sensitivity: SensitivityInForce;
  /** Null: it is built in. */
  readonly made: AlertRule | null;
}

/** Every rule in force, what is built in too, by id: with what marks of alerts make of its sensitivity. */
export async function listRulesInForce(
  ctx: Pick<Context, "table" | "tenantId" | "configuration" | "now">,
): Promise<ReadonlyMap<string, ShownRule>> {
  const judgement = await presentJudgement(ctx);
  return new Map(rulesInForce(ctx.configuration.alertRules).map((rule) => [rule.id, shown(ctx, rule, judgement)]));
}

/** One rule, by the id of an alert rule or the name of a rule that is built in. Throws `alert_rule_not_found`. */
export async function getRuleInForce(
  ctx: Pick<Context, "table" | "tenantId" | "configuration" | "now">,
  id: string,
): Promise<ShownRule> {
  const made = ctx.configuration.alertRules.get(id);
  const rule = made ? ruleInForce(made) : rulesInForce(ctx.configuration.alertRules).find((each) => each.id === id);
  if (!rule) throw new DomainError("alert_rule_not_found", `There is no alert rule ${id}.`);
  return shown(ctx, rule, await presentJudgement(ctx));
}

const shown = (
  { configuration }: Pick<Context, "configuration">,
  rule: RuleInForce,
  { rules, feedback }: Judgement,
): ShownRule => ({
  ...rule,
  sensitivity: sensitivityInForce(rule, rules, feedback),
  made: configuration.alertRules.get(rule.id) ?? null,
});

/** How rules would be judged now. */
export async function presentJudgement(
  ctx: Pick<Context, "table" | "tenantId" | "configuration" | "now">,
): Promise<Judgement> {
  const { configuration, now, tenantId } = ctx;
  const today = localDateOf(now().getTime(), configuration.tenant.time_zone);
  const alerts = await recentAnomalies(ctx, tenantId, today);
  return judgementOf(
    configuration.alertRules,
    alerts.map(({ alert }) => alert),
    now(),
  );
}
