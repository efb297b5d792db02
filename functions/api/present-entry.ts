import { AlertState } from "@outlay/domain/alert-life";
import { AlertRule } from "@outlay/domain/alert-rule";
import { ApiKey } from "@outlay/domain/api-key";
import type { Entity, Entry } from "@outlay/domain/audit";
import { AttributionRule } from "@outlay/domain/attribution-rule";
import { Budget } from "@outlay/domain/budget";
import { BudgetOverride } from "@outlay/domain/budget-override";
import { ClosedMonth } from "@outlay/domain/closed-month";
import { CurrencyRate } from "@outlay/domain/currency-rate";
import { canonicalJson, sha256Hex } from "@outlay/domain/digest";
import { DirectoryVersion } from "@outlay/domain/directory";
import { Exception } from "@outlay/domain/exception";
import { IdentityProvider } from "@outlay/domain/identity-provider";
import { ScheduleChange } from "@outlay/domain/ingestion-schedule";
import { Member } from "@outlay/domain/member";
import { Owner } from "@outlay/domain/owner";
import { Pause } from "@outlay/domain/pause";
import { PriceOverride } from "@outlay/domain/price-override";
import { RateLimit } from "@outlay/domain/rate-limit";
import { Repricing } from "@outlay/domain/repricing";
import { RoutingPolicy } from "@outlay/domain/routing-policy";
import { RunLimit } from "@outlay/domain/run-limit";
import { Tenant } from "@outlay/domain/tenant";
import { NotificationChannel } from "@outlay/domain/notification-channel";
import { WebhookSource } from "@outlay/domain/webhook-source";
import * as z from "zod";

/** Of a key's secrets, what tells them apart. */
const ShownApiKey = z.object({
  ...ApiKey.shape,
  secrets: z.array(z.object({ last_four: z.string(), valid_until: z.iso.datetime().nullable() })),
});

/** A setting that was never made is null. */
const ShownTenant = z.object({ ...Tenant.shape, approve_own_exceptions: z.boolean().nullable().default(null) });

/** A hundred entries, before and after, stay within what one answer can hold. */
const POLICY_CHARACTERS_SHOWN = 20_000;

/** A policy, or what tells one from another where it is large: the journal itself holds it whole. */
const ShownRoutingPolicy = RoutingPolicy.transform((policy) => {
  const text = canonicalJson(policy);
  if (text.length <= POLICY_CHARACTERS_SHOWN) return policy;
  const { routes, tiers: _tiers, limits: _limits, ...rest } = policy;
  return { ...rest, routes: routes.length, sha256: sha256Hex(text) };
});

/** What the audit log shows of each entity: what is not named here stays out, the hashes of keys' secrets first of all. */
const SHOWN = {
  sign_up: z.object({ tenant: ShownTenant, member: Member, api_key: ShownApiKey }),
  tenant: ShownTenant,
  member: Member,
  api_key: ShownApiKey,
  identity_provider: IdentityProvider,
  budget: z.object(Budget.shape),
  budget_override: BudgetOverride,
  attribution_rule: AttributionRule,
  owner: Owner,
  price_override: PriceOverride,
  currency_rate: CurrencyRate,
  repricing: Repricing,
  closed_month: ClosedMonth,
  pause: Pause,
  alert: AlertState,
  alert_rule: AlertRule,
  ingestion_schedule: ScheduleChange,
  directory: DirectoryVersion,
  routing_policy: ShownRoutingPolicy,
  exception: Exception,
  rate_limit: RateLimit,
  run_limit: RunLimit,
  webhook_source: WebhookSource,
  notification_channel: NotificationChannel,
} satisfies Record<Entity, z.ZodType>;

/** An entry as its tenant may see it. */
export function presentEntry({ before, after, ...entry }: Entry) {
  const shown = (value: unknown) => SHOWN[entry.entity].nullable().parse(value);
  return { ...entry, before: shown(before), after: shown(after) };
}
