import { SEVERITIES } from "./alert-life.ts";
import type { Alert, AnomalyMember } from "./alert.ts";
import type { AlertEvent } from "./announcement.ts";
import type { Budget } from "./budget.ts";
import { templateDimension } from "./budget.ts";
import { isNotWatched } from "./not-watched.ts";
import type { NotificationChannel } from "./notification-channel.ts";

/** What an alert is about: the values that it may have come of, by dimension and `tag:<name>`. */
export type AlertScope = ReadonlyMap<string, readonly string[]>;

/**
 * Of a budget, what it sums; of a template, the one value. A budget that was deleted since says nothing. An anomaly that is told by one
 * scope is also about the others that it shows in: whoever watches a department hears of the workflow that made its surplus.
 */
export function alertScope(alert: Alert, budgets: ReadonlyMap<string, Pick<Budget, "scope">>): AlertScope {
  switch (alert.kind) {
    case "loop":
      return singles(alert.values);
    case "anomaly":
      return new Map([...shownIn(alert.members), ...singles(alert.scope)]);
    case "budget": {
      const scope = budgets.get(alert.budget_id)?.scope ?? {};
      const each = templateDimension(scope);
      const values = new Map<string, readonly string[]>(Object.entries(scope));
      if (each !== undefined) values.set(each, alert.value === null ? [] : [alert.value]);
      return values;
    }
  }
}

const singles = (values: Readonly<Record<string, string>>): AlertScope =>
  new Map(Object.entries(values).map(([name, value]) => [name, [value]]));

/** All values of each dimension that members' scopes name. */
function shownIn(members: readonly Pick<AnomalyMember, "scope">[]): AlertScope {
  const values = new Map<string, readonly string[]>();
  for (const { scope } of members) {
    for (const [name, value] of Object.entries(scope)) values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

type Filter = Pick<NotificationChannel, "alert_kinds" | "rules" | "severity_min" | "scope" | "events">;

/** Whether a channel is to be told. A rule is asked for of anomalies alone, that rules were not judged is of all of them; what says nothing of a dimension is not within its values. */
export function wants(channel: Filter, alert: Alert, event: AlertEvent, scope: AlertScope): boolean {
  const { alert_kinds, rules, severity_min, events } = channel;
  if (!events.includes(event)) return false;
  if (alert_kinds.length > 0 && !alert_kinds.includes(alert.kind)) return false;
  if (rules.length > 0 && alert.kind === "anomaly" && !rules.includes(alert.rule) && !isNotWatched(alert.rule))
    return false;
  if (SEVERITIES.indexOf(alert.severity) < SEVERITIES.indexOf(severity_min)) return false;
  return Object.entries(channel.scope).every(([dimension, allowed]) => {
    const values = scope.get(dimension) ?? [];
    return values.length > 0 && values.every((value) => allowed.includes(value));
  });
}
