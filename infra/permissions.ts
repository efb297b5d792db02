import type { FunctionName, QueueName } from "./limits.ts";

export interface Permissions {
  /** Patterns of partition keys, by what may be done to the items there. */
  readonly table: {
    readonly read: readonly string[];
    readonly put: readonly string[];
    readonly remove: readonly string[];
  };
  /** Where the configuration journal is out of reach for writing, whatever `put` allows. */
  readonly mayPutConfiguration: boolean;
  readonly sendTo: readonly QueueName[];
}

/** Partitions of the configuration journal: one immutable entry a change. */
export const configurationKeys = "T#*#C";
const tenantKeys = "T#*";
/** Marks of what is yet to be merged: the only items that any function deletes. */
const dirtyMarkKeys = "T#*#Y";
const apiKeys = [tenantKeys, "K#*", "I#*", "TENANTS#*", "Q#*"];

/** What each function may do. No function updates an item in place, scans, or writes in batches. */
export const permissions: Readonly<Record<FunctionName, Permissions>> = {
  api: {
    table: { read: apiKeys, put: apiKeys, remove: [] },
    mayPutConfiguration: true,
    sendTo: ["usage", "fold", "jobs"],
  },
  recorder: {
    table: { read: [tenantKeys], put: [tenantKeys], remove: [] },
    mayPutConfiguration: false,
    sendTo: ["fold"],
  },
  folder: {
    table: { read: [tenantKeys], put: [tenantKeys], remove: [dirtyMarkKeys] },
    mayPutConfiguration: false,
    sendTo: ["fold"],
  },
  jobs: {
    table: { read: [tenantKeys, "TENANTS#*"], put: [tenantKeys], remove: [dirtyMarkKeys] },
    mayPutConfiguration: false,
    sendTo: ["fold", "jobs"],
  },
  quarantine: {
    table: { read: [], put: [tenantKeys, "Q#*"], remove: [] },
    mayPutConfiguration: false,
    sendTo: [],
  },
};
