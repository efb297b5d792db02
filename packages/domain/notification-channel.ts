import * as z from "zod";
import { SEVERITIES } from "./alert-life.ts";
import { WATCHED_DIMENSIONS } from "./alert-rule.ts";
import { ALERT_KINDS } from "./alert.ts";
import { ALERT_EVENTS } from "./announcement.ts";
import { ANOMALY_RULE_NAMES } from "./anomaly-rule.ts";
import { BUDGET_DIMENSIONS } from "./budget.ts";
import { LIMITS } from "./limits.ts";
import { Name } from "./name.ts";
import { watchedScopeInput } from "./value-scope.ts";

/** Standard Webhooks; a message that Slack's incoming webhooks take, and what is compatible with them; e-mail. */
export const CHANNEL_KINDS = ["webhook", "slack", "email"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** The receiver said that it is gone for good, or nothing was delivered for days. */
export const DISABLED_REASONS = ["gone", "failing"] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** Where people are told of alerts, and of which. The text of a secret stands in no entry, only its name; so does Slack's URL. */
export const NotificationChannel = z.strictObject({
  id: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  name: z.string(),
  enabled: z.boolean(),
  /** Why the notifier switched it off; null: nobody did, or a caller. */
  disabled_reason: z.enum(DISABLED_REASONS).nullable(),
  /** Of kind webhook alone. Of Slack's, which is a secret, only the host. */
  url: z.string().nullable(),
  host: z.string().nullable(),
  /** Of kind email alone. */
  addresses: z.array(z.string()),
  /** Empty lists and {} take all. */
  alert_kinds: z.array(z.string()),
  rules: z.array(z.string()),
  severity_min: z.enum(SEVERITIES),
  scope: z.record(z.string(), z.array(z.string())),
  events: z.array(z.enum(ALERT_EVENTS)),
  /** The newest first; a webhook is signed by each that lives on until `valid_until`. Of Slack: its URL. */
  secrets: z
    .array(z.strictObject({ id: z.string(), created_at: z.iso.datetime(), valid_until: z.iso.datetime().nullable() }))
    .max(2),
  created_at: z.iso.datetime(),
  created_by: z.string(),
  updated_at: z.iso.datetime(),
});
export type NotificationChannel = z.infer<typeof NotificationChannel>;

/** One address, without a name, comments or quotes: nothing of it can become a second header or a second address. */
const Address = z
  .string()
  .max(254)
  .regex(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/, {
    error: "This is not an e-mail address.",
  });

/** Those that budgets are of, and those that rules watch: sources too. */
export const CHANNEL_DIMENSIONS: readonly string[] = [...new Set([...BUDGET_DIMENSIONS, ...WATCHED_DIMENSIONS])];

/** What an alert may be of: rules of anomalies by name, and values of its scope. */
const filter = {
  alert_kinds: z.array(z.enum(ALERT_KINDS)).max(ALERT_KINDS.length).default([]),
  rules: z.array(z.enum(ANOMALY_RULE_NAMES)).max(LIMITS.channelRules).default([]),
  severity_min: z.enum(SEVERITIES).default("info"),
  scope: watchedScopeInput(CHANNEL_DIMENSIONS).default({}),
  events: z.array(z.enum(ALERT_EVENTS)).min(1).max(ALERT_EVENTS.length).default(["opened", "resolved"]),
};

const place = {
  url: z.string().max(LIMITS.urlCharacters).optional(),
  addresses: z.array(Address).min(1).max(LIMITS.channelAddresses).optional(),
};

/** What makes a channel. Its kind never changes. */
export const NewNotificationChannel = z
  .strictObject({ kind: z.enum(CHANNEL_KINDS), name: Name, ...place, ...filter })
  .check(({ value, issues }) => {
    const [needed, other] = value.kind === "email" ? (["addresses", "url"] as const) : (["url", "addresses"] as const);
    const fault = (message: string, name: string) =>
      void issues.push({ code: "custom", message, path: [name], input: value });
    if (value[needed] === undefined) fault(`a channel of kind ${value.kind} needs this`, needed);
    if (value[other] !== undefined) fault(`a channel of kind ${value.kind} has none`, other);
  });
export type NewNotificationChannel = z.infer<typeof NewNotificationChannel>;

/** What may change of a channel, all at once; where it goes, and whether it is on, stays where that is left out. */
export const NotificationChannelChange = z.strictObject({
  name: Name,
  enabled: z.boolean().optional().meta({
    description: "Where this is left out it stays as it is, whoever switched it off: only `true` switches it on again.",
  }),
  ...place,
  ...filter,
});
export type NotificationChannelChange = z.infer<typeof NotificationChannelChange>;

export const ChannelSecretRotation = z.strictObject({ grace_seconds: z.int().min(0).max(LIMITS.graceSeconds) });

/** The secrets of a channel that are in use at `nowEpochMs`, by their names, the newest first. */
export const liveSecretIds = (
  { secrets }: Pick<NotificationChannel, "secrets">,
  nowEpochMs: number,
): readonly string[] =>
  secrets.filter(({ valid_until: end }) => end === null || nowEpochMs < Date.parse(end)).map(({ id }) => id);
