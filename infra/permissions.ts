import type { FunctionName, QueueName } from "./limits.ts";

export interface Permissions {
  /** Patterns of partition keys, by what may be done to the items there. */
  readonly table: {
    readonly read: readonly string[];
    readonly put: readonly string[];
    readonly remove: readonly string[];
    /** Adding to sets, which takes nothing away, and counting under bounds. */
    readonly update: readonly string[];
    /** In batches, each item by itself. Whoever may write so may delete so: only what says nothing beside its key. */
    readonly readMany: readonly string[];
    readonly writeMany: readonly string[];
  };
  /** Where the configuration journal is out of reach for writing, whatever `put` allows. */
  readonly mayPutConfiguration: boolean;
  readonly sendTo: readonly QueueName[];
}

/** Partitions of the configuration journal: one immutable entry a change. */
export const configurationKeys = "T#*#C";
const tenantKeys = "T#*";
/** Marks of what is yet to be merged: deleted when it is. */
const dirtyMarkKeys = "T#*#Y";
/** Parts of a snapshot are deleted by whoever writes the next one. */
const snapshotKeys = "T#*#S";
/** Parts of what a page adds to budgets are deleted by whoever replaces it. */
const contributionPartKeys = "T#*#O#*";
/** A request that was refused is forgotten, so that its Idempotency-Key is judged anew. */
const idempotencyKeys = ["T#*#I#*", "TENANTS#I"];
/** What was told of runs, tasks and events. */
const subjectKeys = ["T#*#N#*"];
/** Where rows of runs and tasks lie. */
const placeKeys = ["T#*#F#*"];
/** What is counted of a value or a run, and how far a run has come. */
const limitKeys = ["T#*#V#*"];
/** What is used of hard budgets: by calls that are admitted, and by folds. */
const capKeys = ["T#*#K", "T#*#K#*"];
/** A secret that is rotated out, or whose source is deleted, is destroyed. */
const webhookSecretKeys = "T#*#W#*";
/** What is yet to be told of alerts, and which channels fail: marks, removed once it is so no more. */
const untoldKeys = "T#*#T";
/** What the watch remembers beside its alerts, which lie in partitions of months. */
const watchKeys = "T#*#A";
/** Deliveries, which stay until their time is over. */
const deliveryKeys = "T#*#T#*";
/** Alerts, by month. */
const alertKeys = "T#*#A#*";
const apiKeys = [tenantKeys, "K#*", "I#*", "W#*", "TENANTS#*", "Q#*"];

/** What each function may do. No function scans; what is updated in place is sets that grow, and counters. */
export const permissions: Readonly<Record<FunctionName, Permissions>> = {
  api: {
    table: {
      read: apiKeys,
      put: apiKeys,
      remove: [snapshotKeys, webhookSecretKeys, untoldKeys, ...idempotencyKeys],
      update: [...subjectKeys, ...limitKeys, ...capKeys],
      readMany: [],
      writeMany: [],
    },
    mayPutConfiguration: true,
    sendTo: ["usage", "fold", "jobs", "notify"],
  },
  recorder: {
    table: {
      read: [tenantKeys],
      put: [tenantKeys],
      remove: [snapshotKeys],
      update: subjectKeys,
      readMany: subjectKeys,
      writeMany: placeKeys,
    },
    mayPutConfiguration: false,
    sendTo: ["fold"],
  },
  folder: {
    table: {
      read: [tenantKeys],
      put: [tenantKeys],
      remove: [snapshotKeys, dirtyMarkKeys, contributionPartKeys],
      update: [...subjectKeys, ...capKeys],
      readMany: [],
      writeMany: [],
    },
    mayPutConfiguration: false,
    sendTo: ["fold", "jobs", "notify"],
  },
  /** Re-pricings that start by themselves, and what any of them did, are entries of the configuration journal. */
  jobs: {
    table: {
      read: [tenantKeys, "TENANTS#*"],
      put: [tenantKeys],
      remove: [snapshotKeys, dirtyMarkKeys, contributionPartKeys, untoldKeys, watchKeys],
      update: [...subjectKeys, ...capKeys],
      readMany: subjectKeys,
      writeMany: [],
    },
    mayPutConfiguration: true,
    sendTo: ["usage", "fold", "jobs", "notify"],
  },
  /** It speaks with hosts of others, so it may write no more than what it tells. */
  /** It alone reaches hosts that tenants name, so it reads what it tells and to whom, and nothing of spend. */
  notifier: {
    table: {
      read: [configurationKeys, snapshotKeys, alertKeys, untoldKeys, deliveryKeys, webhookSecretKeys],
      put: [snapshotKeys, untoldKeys, deliveryKeys],
      remove: [snapshotKeys, untoldKeys],
      update: [],
      readMany: [],
      writeMany: [],
    },
    mayPutConfiguration: false,
    sendTo: ["notify", "jobs"],
  },
  quarantine: {
    table: { read: [], put: [tenantKeys, "Q#*"], remove: [], update: [], readMany: [], writeMany: [] },
    mayPutConfiguration: false,
    sendTo: [],
  },
};
