import type { ApiKey } from "./api-key.ts";
import type { IngestionSchedule } from "./bucket.ts";
import type { Budget } from "./budget.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import type { Member } from "./member.ts";
import type { Tenant } from "./tenant.ts";

/** What a tenant has decided, folded from its configuration journal up to entry `seq`. */
export interface Configuration {
  readonly seq: number;
  /** The hash of entry `seq`, which the next entry's hash includes. */
  readonly headHash: string;
  readonly tenant: Tenant;
  readonly schedule: IngestionSchedule;
  readonly members: ReadonlyMap<string, Member>;
  readonly apiKeys: ReadonlyMap<string, ApiKey>;
  readonly identityProviders: ReadonlyMap<string, IdentityProvider>;
  readonly budgets: ReadonlyMap<string, Budget>;
  /** The seq of the last entry that touched a budget: contributions computed under an older one are stale. */
  readonly budgetsSeq: number;
}
