import { type Alert, AnomalyAlert, BudgetAlert, incidentIdOf, LoopAlert } from "@outlay/domain/alert";
import { ALERT_CHANGES, ALERT_STATUSES, SEVERITIES, statusAt } from "@outlay/domain/alert-life";
import { LIMITS } from "@outlay/domain/limits";
import * as z from "zod";
import { orNull } from "./or-null.ts";
import { PersonBody } from "./person-body.ts";

const lifeBody = {
  incident_id: z.string().meta({
    description:
      "The same for all that is told of one incident: of a budget's alerts, the budget (of a template, its value) in one period; of others, the alert itself.",
  }),
  currency: z.string().meta({ description: "Of all amounts: the tenant's." }),
  severity: z.enum(SEVERITIES),
  status: z.enum(ALERT_STATUSES).meta({ description: "As it is now: what was snoozed comes back open by itself." }),
  version: z.int().meta({ description: "From 1, one more with each change." }),
  raised_at: z.string(),
  updated_at: z.string(),
  snoozed_until: orNull(z.string()),
  feedback: orNull(
    z
      .object({ useful: z.boolean(), note: orNull(z.string()), by: PersonBody, at: z.string() })
      .meta({ id: "AlertFeedback" }),
  ),
  history: z
    .array(
      z
        .object({
          version: z.int(),
          at: z.string(),
          change: z.enum(ALERT_CHANGES),
          by: orNull(PersonBody),
          note: orNull(z.string()),
        })
        .meta({ id: "AlertChange", description: "`by` is null where it came by itself." }),
    )
    .meta({
      description: `What happened to it since it was raised, the newest last: at most ${LIMITS.alertHistory}. Notes beyond ${LIMITS.alertNotesCharacters} characters are "…" here, and whole in the audit log.`,
    }),
};

const BudgetAlertBody = z
  .object({
    ...BudgetAlert.shape,
    ...lifeBody,
    value: orNull(z.string()).meta({ description: "Of a template: whose spend it is." }),
    also_reached: BudgetAlert.shape.also_reached.unwrap().meta({
      description: "Thresholds that were reached at once with it: alerts of their own, which this one tells.",
    }),
    projected: orNull(z.string()),
    spend_path: orNull(z.string()).meta({
      description:
        "Shows by date what spent it, each day with its events. Null where the scope is too long for a link.",
    }),
  })
  .meta({ id: "BudgetAlert" });
const LoopAlertBody = z
  .object({
    ...LoopAlert.shape,
    ...lifeBody,
    step: orNull(z.int()),
    step_name: orNull(z.string()),
    repeats: orNull(z.int()),
    stalled_steps: orNull(z.int()),
    run_limit_id: orNull(z.string()),
  })
  .meta({ id: "LoopAlert" });
const figuresBody = {
  measure: z.string(),
  unit: z.string(),
  expected: orNull(z.number()).meta({ description: "An estimate: what was to be expected." }),
  low: orNull(z.number()),
  high: orNull(z.number()).meta({ description: "Up to here nothing would have been said." }),
  observed: z.number(),
  excess: z.number().meta({ description: "An estimate: how much was beyond what was expected." }),
  score: z.number(),
};
const AnomalyAlertBody = z
  .object({
    ...AnomalyAlert.shape,
    ...lifeBody,
    ...figuresBody,
    since: z.string().meta({ description: "The first local date or hour in which it was so." }),
    until: z.string().meta({ description: "The last one." }),
    cost: z.string().meta({ description: "What the scope cost from since to until: exact, or at least." }),
    is_cost_exact: z.boolean().meta({
      description:
        "False of an incident that is older than what is looked at: its cost was carried on from day to day, without what came late for days before.",
    }),
    excess_cost: orNull(z.string()).meta({ description: "An estimate: how much of it is beyond what was expected." }),
    events_path: z.string().meta({ description: "Lists the events behind it." }),
    members: z.array(
      z
        .object({ scope: z.record(z.string(), z.string()), since: z.string(), until: z.string(), ...figuresBody })
        .meta({ id: "AnomalyMember", description: "Another scope in which the same incident shows." }),
    ),
    member_count: z.int().meta({
      description: `How many other scopes there were at most: \`members\` lists ${LIMITS.incidentMembers} with the most of it.`,
    }),
    related: z.array(z.string()).meta({ description: "Ids of other alerts of the same root." }),
    parameters: z.record(z.string(), z.any()).meta({ description: "What the rule was given." }),
  })
  .meta({ id: "AnomalyAlert" });
export const AlertBody = z.union([BudgetAlertBody, LoopAlertBody, AnomalyAlertBody]).meta({ id: "Alert" });

/** An alert as it is at a time: see `statusAt`. Amounts are in the tenant's currency. */
export const presentAlertAt =
  (now: Date, currency: string) =>
  (alert: Alert): z.output<typeof AlertBody> => {
    const status = statusAt(alert, now);
    return AlertBody.parse({
      ...alert,
      incident_id: incidentIdOf(alert),
      currency,
      status,
      snoozed_until: status === "snoozed" ? alert.snoozed_until : null,
    });
  };
