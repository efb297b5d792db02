import type { IngestionSchedule } from "./bucket.ts";
import type { Collections } from "./collections.ts";
import type { DirectoryVersion } from "./directory.ts";
import type { Tenant } from "./tenant.ts";

/** What a tenant has decided, folded from its configuration journal up to entry `seq`. */
export interface Configuration extends Collections {
  readonly seq: number;
  /** The hash of entry `seq`, which the next entry's hash includes. */
  readonly headHash: string;
  readonly tenant: Tenant;
  readonly schedule: IngestionSchedule;
  /** Of who is who; null where none was uploaded. */
  readonly directory: DirectoryVersion | null;
  /** The seq of the last entry that touched a budget: contributions computed under an older one are stale. */
  readonly budgetsSeq: number;
}
