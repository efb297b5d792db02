import { noCollections } from "@outlay/domain/collections";
import type { RunLimit } from "@outlay/domain/run-limit";
import type { RunStep } from "@outlay/domain/run-step";
import { listAlerts } from "@outlay/storage/alerts";
import { systemId } from "@outlay/platform/ids";
import { memoryQueue } from "@outlay/messaging/memory-queue";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Table } from "@outlay/storage/table";
import { type StepRequest, takeStep } from "./take-step.ts";

export const TENANT = "ten_1";
export const NOON = Date.parse("2026-11-02T12:00:00Z");
const TENANT_SETTINGS = {
  id: TENANT,
  name: "Acme",
  time_zone: "UTC",
  currency: "USD",
  created_at: "2026-01-01T00:00:00Z",
};

export const limitOf = (limit: Partial<RunLimit>): RunLimit => ({
  id: "rul_1",
  name: "Limit",
  scope: {},
  steps_max: null,
  tool_calls_max: null,
  seconds_max: null,
  amount_max: null,
  repeats_max: null,
  stalled_steps_max: null,
  on_loop: "alert",
  created_at: "2026-11-01T00:00:00Z",
  updated_at: "2026-11-01T00:00:00Z",
  ...limit,
});

interface Asked extends Partial<RunStep> {
  readonly at?: number;
  readonly picos?: bigint;
  readonly values?: Readonly<Record<string, string>>;
  readonly routeLimits?: StepRequest["routeLimits"];
}

/** For tests: the steps of one tenant's runs over a table in memory. */
export function runner(...limits: readonly RunLimit[]) {
  const memory = memoryTable();
  const calls: string[] = [];
  let doesRepeat = false;
  let between: (() => Promise<unknown>) | undefined;
  const table: Table = {
    ...memory,
    get: (key) => (calls.push("get"), memory.get(key)),
    async update(key, change) {
      calls.push("update");
      const first = between;
      between = undefined;
      await first?.();
      const isReturn = Object.values(change.add ?? {}).some((amount) => amount < 0n);
      if (doesRepeat && isReturn) await memory.update(key, change);
      return memory.update(key, change);
    },
  };
  const notifyQueue = memoryQueue();
  const configuration = {
    ...noCollections(),
    tenant: TENANT_SETTINGS,
    runLimits: new Map(limits.map((limit) => [limit.id, limit])),
  };
  return {
    calls,
    /** Once, after the next step has read and before it writes. */
    beforeWriting: (work: () => Promise<unknown>) => {
      between = work;
    },
    repeatReturns: () => {
      doesRepeat = true;
    },
    take: ({ at = NOON, picos = 0n, values = {}, routeLimits, ...step }: Asked = {}) => {
      const nothing = { step: null, stepName: null, startedAtEpochMs: null, toolCalls: null, progress: null };
      const request = {
        run: { id: "run_1", ...nothing, ...step },
        values: new Map(Object.entries(values)),
        routeLimits: routeLimits ?? { toolCalls: null, agentSteps: null },
        picos,
      };
      const now = () => new Date(at);
      const world = { table, notifyQueue, now, log: () => {}, newId: systemId };
      return takeStep(world, TENANT, configuration, request, now());
    },
    /** What is asked to be told. */
    told: () => notifyQueue.waiting.map(({ body }) => JSON.parse(body) as unknown),
    alerts: async (month = "2026-11") => {
      const page = { kind: "loop" as const, budgetId: undefined, afterId: undefined, limit: 100 };
      return (await listAlerts(table, TENANT, month, page)).flatMap((alert) => (alert.kind === "loop" ? [alert] : []));
    },
  };
}
