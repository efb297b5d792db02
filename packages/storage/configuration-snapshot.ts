import * as z from "zod";
import { ApiKey } from "@outlay/domain/api-key";
import { Budget } from "@outlay/domain/budget";
import type { Configuration } from "@outlay/domain/configuration";
import { IdentityProvider } from "@outlay/domain/identity-provider";
import { Member } from "@outlay/domain/member";
import { Tenant } from "@outlay/domain/tenant";

/** A configuration as one JSON text: maps are lists in their own order, so that equal folds give equal bytes. */
const Snapshot = z.object({
  seq: z.int(),
  headHash: z.string(),
  tenant: Tenant,
  schedule: z.array(z.object({ fromEpochMs: z.number(), spanMs: z.number(), shards: z.int() })),
  members: z.array(Member),
  apiKeys: z.array(ApiKey),
  identityProviders: z.array(IdentityProvider),
  budgets: z.array(Budget),
  budgetsSeq: z.int(),
});

export function encodeConfiguration(configuration: Configuration): string {
  const snapshot: z.input<typeof Snapshot> = {
    ...configuration,
    schedule: [...configuration.schedule],
    members: [...configuration.members.values()],
    apiKeys: [...configuration.apiKeys.values()],
    identityProviders: [...configuration.identityProviders.values()],
    budgets: [...configuration.budgets.values()],
  };
  return JSON.stringify(snapshot);
}

export function decodeConfiguration(json: string): Configuration {
  const { members, apiKeys, identityProviders, budgets, ...rest } = Snapshot.parse(JSON.parse(json));
  return {
    ...rest,
    members: byId(members),
    apiKeys: byId(apiKeys),
    identityProviders: byId(identityProviders),
    budgets: byId(budgets),
  };
}

const byId = <T extends { readonly id: string }>(items: readonly T[]) => new Map(items.map((item) => [item.id, item]));
