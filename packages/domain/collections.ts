import type * as z from "zod";
import { AlertRule } from "./alert-rule.ts";
import { ApiKey } from "./api-key.ts";
import { AttributionRule } from "./attribution-rule.ts";
import { Budget } from "./budget.ts";
import { BudgetOverride } from "./budget-override.ts";
import { ClosedMonth } from "./closed-month.ts";
import { CurrencyRate } from "./currency-rate.ts";
import { Exception } from "./exception.ts";
import { IdentityProvider } from "./identity-provider.ts";
import { Member } from "./member.ts";
import { NotificationChannel } from "./notification-channel.ts";
import { Owner } from "./owner.ts";
import { Pause } from "./pause.ts";
import { PriceOverride } from "./price-override.ts";
import { RateLimit } from "./rate-limit.ts";
import { Repricing } from "./repricing.ts";
import { RoutingPolicy } from "./routing-policy.ts";
import { RunLimit } from "./run-limit.ts";
import { WebhookSource } from "./webhook-source.ts";

/**
 * What a tenant keeps many of, by the name that entries of its journal use: the map of the configuration that holds them, by
 * id, and their schema. One line here makes the entry, the fold and the snapshot.
 */
export const COLLECTIONS = {
  member: { map: "members", schema: Member },
  api_key: { map: "apiKeys", schema: ApiKey },
  identity_provider: { map: "identityProviders", schema: IdentityProvider },
  budget: { map: "budgets", schema: Budget },
  budget_override: { map: "budgetOverrides", schema: BudgetOverride },
  attribution_rule: { map: "attributionRules", schema: AttributionRule },
  owner: { map: "owners", schema: Owner },
  price_override: { map: "priceOverrides", schema: PriceOverride },
  currency_rate: { map: "currencyRates", schema: CurrencyRate },
  repricing: { map: "repricings", schema: Repricing },
  routing_policy: { map: "routingPolicies", schema: RoutingPolicy },
  exception: { map: "exceptions", schema: Exception },
  rate_limit: { map: "rateLimits", schema: RateLimit },
  run_limit: { map: "runLimits", schema: RunLimit },
  webhook_source: { map: "webhookSources", schema: WebhookSource },
  notification_channel: { map: "notificationChannels", schema: NotificationChannel },
  closed_month: { map: "closedMonths", schema: ClosedMonth },
  pause: { map: "pauses", schema: Pause },
  alert_rule: { map: "alertRules", schema: AlertRule },
} as const;

export type Collection = keyof typeof COLLECTIONS;
/** One thing of a collection, as the configuration holds it. */
export type Kept<C extends Collection> = z.infer<(typeof COLLECTIONS)[C]["schema"]>;

/** The maps of COLLECTIONS, by id. */
export type Collections = {
  readonly [C in Collection as (typeof COLLECTIONS)[C]["map"]]: ReadonlyMap<string, Kept<C>>;
};

/** A map for each of COLLECTIONS. fromEntries forgets the keys' type, and of each map what it holds: as `make` made it. */
export const collections = (make: (name: Collection) => ReadonlyMap<string, unknown>): Collections =>
  Object.fromEntries(NAMES.map((name) => [COLLECTIONS[name].map, make(name)])) as Collections;

export const noCollections = (): Collections => collections(() => new Map());

export const isCollection = (name: string): name is Collection => Object.hasOwn(COLLECTIONS, name);
const NAMES = Object.keys(COLLECTIONS).filter(isCollection);
