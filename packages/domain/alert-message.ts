import { type Alert, ALERTED_BASES, type AnomalyAlert, type BudgetAlert, type LoopAlert } from "./alert.ts";
import type { AlertEvent } from "./announcement.ts";
import { cutText } from "./cut-text.ts";

/** What people read of a piece of news, whatever it is sent by. Plain text: whoever shows it escapes it. */
export interface Message {
  readonly title: string;
  /** Whole sentences, in order. */
  readonly sentences: readonly string[];
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly value: string;
}

const EVENT_TEXTS: Readonly<Record<AlertEvent, string>> = {
  opened: "",
  updated: "Updated: ",
  acknowledged: "Acknowledged: ",
  resolved: "Resolved: ",
};

/** An alert in words. Amounts are in `currency`, the tenant's. */
export function alertMessage(alert: Alert, event: AlertEvent, currency: string): Message {
  const { title, sentences, fields } = ofKind(alert, currency);
  return {
    title: `${EVENT_TEXTS[event]}${title}`,
    sentences,
    fields: [{ name: "Severity", value: alert.severity }, ...fields, { name: "Alert", value: alert.id }],
  };
}

function ofKind(alert: Alert, currency: string): Message {
  switch (alert.kind) {
    case "budget":
      return budgetMessage(alert, currency);
    case "loop":
      return loopMessage(alert);
    case "anomaly":
      return anomalyMessage(alert, currency);
  }
}

function budgetMessage(alert: BudgetAlert, currency: string): Message {
  const { basis, threshold, spent, projected, amount, period } = alert;
  const name = alert.value === null ? alert.budget_name : `${alert.budget_name} (${alert.value})`;
  const reached = reachedText(basis, [threshold]);
  const also = ALERTED_BASES.map((each) => [each, alert.also_reached.filter((other) => other.basis === each)] as const)
    .filter(([, others]) => others.length > 0)
    .map(([each, others]) =>
      reachedText(
        each,
        others.map((other) => other.threshold),
      ),
    );
  const projection = projected === null ? [] : [`It is expected to end at ${projected} ${currency}.`];
  return {
    title: `Budget ${name} ${reached}`,
    sentences: [
      `${spent} ${currency} of ${amount} ${currency} were spent from ${period.from} on, before ${period.to}.`,
      ...(also.length === 0 ? [] : [`At once with this it ${also.join(", and ")}.`]),
      ...projection,
      ...(alert.next_step === "" ? [] : [alert.next_step]),
    ],
    fields: [
      { name: "Budget", value: name },
      { name: "Spent", value: `${spent} ${currency}` },
      { name: "Amount", value: `${amount} ${currency}` },
      { name: "Period", value: `${period.from} to ${period.to}` },
    ],
  };
}

const reachedText = (basis: BudgetAlert["basis"], thresholds: readonly number[]): string => {
  const texts = thresholds.map((threshold) => `${threshold} %`).join(", ");
  return basis === "actual" ? `has reached ${texts}` : `is projected to reach ${texts}`;
};

function loopMessage(alert: LoopAlert): Message {
  const { run_id, step_name, repeats, stalled_steps, most } = alert;
  const what =
    step_name === null
      ? `Its progress stood still for ${stalled_steps ?? most} steps.`
      : `The step ${step_name} came ${repeats ?? most} times.`;
  return {
    title: `Run ${run_id} goes in a circle`,
    sentences: [`${what} ${most} are allowed.`, alert.next_step],
    fields: [{ name: "Run", value: run_id }, ...fieldsOf(alert.values)],
  };
}

function anomalyMessage(alert: AnomalyAlert, currency: string): Message {
  const { rule, scope, since, until, measure, unit, expected, observed, cost, is_cost_exact } = alert;
  const place = Object.values(scope).join(", ") || "the whole company";
  const usual = expected === null ? "" : `; some ${round(expected)} ${unit} were expected`;
  return {
    title: `${rule.replaceAll("_", " ")}: ${place}`,
    sentences: [
      `${measure} came to ${round(observed)} ${unit}${usual}.`,
      since === until ? `It was so in ${since}.` : `It was so from ${since} to ${until}.`,
      ...otherScopes(alert),
      alert.next_step,
    ],
    fields: [
      { name: "Rule", value: rule },
      { name: "Cost", value: `${is_cost_exact ? "" : "at least "}${cost} ${currency}` },
      ...(alert.excess_cost === null
        ? []
        : [{ name: "Of it unexpected (estimate)", value: `${alert.excess_cost} ${currency}` }]),
      ...fieldsOf(scope),
    ],
  };
}

/** As many scopes of an incident as a message names, and as much of each value. */
const SCOPES_NAMED = 5;
const VALUE_UNITS = 80;

/** The scopes that it shows in beside its own, those with the most of it first. */
function otherScopes({ id, members, member_count }: AnomalyAlert): readonly string[] {
  const count = Math.max(member_count, members.length);
  if (count === 0) return [];
  const named = members
    .toSorted((a, b) => b.excess - a.excess)
    .slice(0, SCOPES_NAMED)
    .map(({ scope }) => cutText(Object.values(scope).join(", ") || "the whole company", VALUE_UNITS));
  const left = count - named.length;
  const scopes = count === 1 ? "one other scope" : `${count} other scopes`;
  return [`It shows in ${scopes}: ${named.join("; ")}${left > 0 ? `, and ${left} more: see /v1/alerts/${id}` : ""}.`];
}

const round = (value: number): string => String(Number(value.toPrecision(4)));

const fieldsOf = (values: Readonly<Record<string, string>>): Field[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));
