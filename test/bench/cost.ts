import { createApp } from "@outlay/api/app";
import { publicFetchJson } from "@outlay/api/fetch-json";
import { resolveAll } from "@outlay/platform/resolve-host";
import { functionLimits } from "@outlay/infra/limits";
import { consume, type BatchVerb, type SqsEvent } from "@outlay/messaging/consume";
import type { MemoryQueue } from "@outlay/messaging/memory-queue";
import { jsonLog } from "@outlay/platform/log";
import { foldBuckets } from "@outlay/services/fold-buckets";
import { recordUsage } from "@outlay/services/record-usage";
import { countUnits, type Units } from "@outlay/storage/count-units";
import { itemBytes } from "@outlay/storage/item-size";
import { memoryTable } from "@outlay/storage/memory-table";
import { countedQueue } from "./counted-queue.ts";
import { cpuMicros, timedTable } from "./cpu.ts";
import { atMost, dollars, type Figure, type Report, type Size } from "./figures.ts";
import { layEarlierBuckets } from "./lay-pages.ts";
import { seedTenant, SPAN_SECONDS, TRAFFIC_FROM_EPOCH_MS, worldAt } from "./memory-world.ts";
import { API_CHUNK_BYTES, ASSUMED, PRICES } from "./prices.ts";
import { eventMaker, TUPLES, WORKLOAD_TEXT } from "./workload.ts";

interface Traffic {
  readonly name: string;
  readonly batch: number;
  readonly requestsPerSecond: number;
  readonly seconds: number;
  /** Without: the default schedule of 60 s. */
  readonly hasShortBuckets?: boolean;
  readonly hasRuns?: boolean;
  readonly goal?: { readonly dollars: number; readonly writeUnits?: number; readonly inTheWay?: string };
}

const SINGLE =
  "gateway and SQS are AWS's own; ours are two reads a request, a log line of some 450 bytes with its metrics, and what a request of one event waits for";
const QUIET =
  "an event alone pays for a block, a page, two marks and a contribution of its own, for merges a minute later, and for two messages sent, received and deleted; a fold that waits longer where little comes in would share them";

const TRAFFIC: readonly Traffic[] = [
  { name: "batches of 1,000", batch: 1_000, requestsPerSecond: 1, seconds: 120 },
  {
    name: "batches of 100",
    batch: 100,
    requestsPerSecond: 10,
    seconds: 120,
    goal: { dollars: 0.15, writeUnits: 0.16 },
  },
  { name: "batches of 100, without runs", batch: 100, requestsPerSecond: 10, seconds: 120, hasRuns: false },
  { name: "batches of 10", batch: 10, requestsPerSecond: 100, seconds: 60 },
  {
    name: "single events, 1,000/s",
    batch: 1,
    requestsPerSecond: 1_000,
    seconds: 20,
    goal: { dollars: 2.3, inTheWay: SINGLE },
  },
  {
    name: "single events, 10/s",
    batch: 1,
    requestsPerSecond: 10,
    seconds: 120,
    goal: { dollars: 2.3, inTheWay: SINGLE },
  },
  {
    name: "quiet: one event in 10 s, 60 s buckets",
    batch: 1,
    requestsPerSecond: 0.1,
    seconds: 600,
    hasShortBuckets: false,
    goal: { dollars: 5, inTheWay: QUIET },
  },
];
const WINDOW_SECONDS = 2;

/** What a million events cost at AWS list prices, counted from the requests that are really made. */
export async function benchCost(size: Size): Promise<Report> {
  const figures: Figure[] = [];
  for (const traffic of size === "full" ? TRAFFIC : TRAFFIC.slice(1, 2).map((it) => ({ ...it, seconds: 4 }))) {
    const counts = await runTraffic(traffic);
    figures.push(...figuresOf(traffic, counts));
  }
  return {
    title: "Cost: AWS list prices a million events",
    workload: `${WORKLOAD_TEXT} save where stated; recorder and folder windows ${WINDOW_SECONDS} s; minutes 29 to 31 of an hour, whose earlier buckets are laid; no budgets; Lambda's time is an estimate: CPU measured here, plus ${ASSUMED.dynamoCallMs} ms a DynamoDB and ${ASSUMED.sqsCallMs} ms an SQS call one after another; storage is a month's; polls that find nothing are left out`,
    figures,
  };
}

interface Counts {
  readonly events: number;
  readonly requests: number;
  readonly apiUnits: number;
  readonly units: Units;
  readonly sqs: number;
  readonly invocations: number;
  readonly lambdaMs: number;
  readonly logBytes: number;
  readonly storedBytes: number;
}

function figuresOf({ name, batch, goal }: Traffic, counts: Counts): Figure[] {
  const perMillion = 1e6 / counts.events;
  const { api, recorder } = functionLimits;
  const gbSeconds = (counts.lambdaMs / 1000) * (Math.max(api.memoryMb, recorder.memoryMb) / 1024);
  const parts = {
    writes: counts.units.writeUnits * PRICES.writeUnit,
    reads: counts.units.readUnits * PRICES.readUnit,
    SQS: counts.sqs * PRICES.sqsRequest,
    gateway: counts.apiUnits * PRICES.apiRequest,
    Lambda: counts.invocations * PRICES.lambdaRequest + gbSeconds * PRICES.lambdaGbSecond,
    logs: (counts.logBytes / 1e9) * PRICES.logGb,
  };
  const total = Object.values(parts).reduce((sum, part) => sum + part, 0) * perMillion;
  const writeUnits = counts.units.writeUnits / counts.events;
  const shown = Object.entries(parts).map(([part, amount]) => `${part} ${dollars(amount * perMillion)}`);
  const month = (counts.storedBytes / 1e9) * PRICES.storageGbMonth * perMillion;
  const cost: Figure = {
    name: `${name}: cost`,
    value: dollars(total),
    ...(goal && { goal: atMost(total, goal.dollars, `<= ${dollars(goal.dollars)}`) }),
    note: `${shown.join(", ")}; kept: ${dollars(month)} a month`,
    ...(goal?.inTheWay !== undefined && { inTheWay: goal.inTheWay }),
  };
  const units: Figure = {
    name: `${name}: write / read units an event`,
    value: `${writeUnits.toFixed(3)} / ${(counts.units.readUnits / counts.events).toFixed(3)}`,
    ...(goal?.writeUnits !== undefined && {
      goal: {
        ...atMost(writeUnits, goal.writeUnits, `<= ${goal.writeUnits}`),
        first: atMost(writeUnits, 0.2, "<= 0.2"),
      },
    }),
    ...(batch === 100 && { floor: "0.09 (compressed KB)" }),
    note: `${(counts.sqs / counts.events).toFixed(3)} SQS requests an event`,
  };
  return [cost, units];
}

/** Drives the real API, recorder and folder over a table in memory, second by second of a simulated clock. */
async function runTraffic({
  batch,
  requestsPerSecond,
  seconds,
  hasShortBuckets = true,
  hasRuns = true,
}: Traffic): Promise<Counts> {
  const stored = memoryTable();
  const { table: timed, spent } = timedTable(stored);
  const { table, units } = countUnits(timed);
  const [usage, fold] = [countedQueue(), countedQueue()];
  const { clock, world } = worldAt(TRAFFIC_FROM_EPOCH_MS, table, { usage: usage.queue, fold: fold.queue });
  const { tenantId, key } = await seedTenant(world, TRAFFIC_FROM_EPOCH_MS, hasShortBuckets);
  const spanSeconds = hasShortBuckets ? SPAN_SECONDS : 60;
  const eventsPerSecond = batch * requestsPerSecond;
  await layEarlierBuckets(table, tenantId, TRAFFIC_FROM_EPOCH_MS, { eventsPerSecond, spanSeconds });
  const totals = { lambdaMs: 0, invocations: 0, logBytes: 0 };
  const log = jsonLog({ service: "bench", write: (line) => (totals.logBytes += line.length) });
  const app = createApp({
    ...world,
    log,
    platformToken: "platform-token-of-the-bench",
    cursorSecret: "cursor-secret-of-the-bench",
    sealingSecret: "sealing-secret-of-the-bench",
    allowsLoopback: true,
    canMail: false,
    resolveHost: async () => [],
    oidc: { fetchJson: publicFetchJson({ allowsLoopback: false, resolveAll }), signUp: undefined },
  });
  const invoke = async (sqsCalls: number, dynamoCalls: number, work: () => Promise<unknown>) => {
    const [start, store] = [cpuMicros(), spent.cpuMicros];
    await work();
    const cpuMs = (cpuMicros() - start - (spent.cpuMicros - store)) / 1000;
    totals.lambdaMs += cpuMs + sqsCalls * ASSUMED.sqsCallMs + dynamoCalls * ASSUMED.dynamoCallMs;
    totals.invocations += 1;
    totals.logBytes += ASSUMED.lambdaLogBytes;
  };
  const consumer = async (queue: MemoryQueue, includeDelayed: boolean, dynamoCalls: number, work: BatchVerb) => {
    const handle = consume(work, log);
    for (let batchOf = queue.receive(1_000, includeDelayed); batchOf.length > 0; batchOf = queue.receive(1_000)) {
      const received = batchOf;
      await invoke(1, dynamoCalls, () => handle(toEvent(received)));
      queue.settle(received, new Set());
    }
  };
  const maker = eventMaker(`cost/${batch}`, TUPLES, hasRuns);
  const warmUp = { ...units, calls: { ...units.calls } };
  let [requests, apiUnits] = [0, 0];
  for (let second = 1; second <= seconds; second++) {
    clock.nowEpochMs = TRAFFIC_FROM_EPOCH_MS + second * 1000;
    for (; requests < Math.floor(second * requestsPerSecond + 1e-9); requests++) {
      const body = maker.body(batch, (index) => clock.nowEpochMs - Math.floor((index * 1000) / batch));
      apiUnits += Math.ceil(body.length / API_CHUNK_BYTES);
      const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
      await invoke(1, 2, async () => {
        const response = await app.request("/v1/events", { method: "POST", headers, body });
        if (response.status !== 202) throw new Error(`The API answered ${response.status}: ${await response.text()}`);
      });
    }
    if (second % WINDOW_SECONDS === 0) await consumer(usage.queue, false, 2, (it) => recordUsage(world, it));
    // Delayed merges of an hour are due after a minute; an invocation's fold makes some eight calls one after another.
    if (second % WINDOW_SECONDS === 0) await consumer(fold.queue, second % 60 === 0, 8, (it) => foldBuckets(world, it));
  }
  const sum = (counted: typeof usage.requests) => counted.send + counted.receive + counted.remove;
  return {
    events: requests * batch,
    requests,
    apiUnits,
    units: {
      ...units,
      writeUnits: units.writeUnits - warmUp.writeUnits,
      readUnits: units.readUnits - warmUp.readUnits,
    },
    sqs: sum(usage.requests) + sum(fold.requests),
    ...totals,
    storedBytes: blockBytes(stored.dump()),
  };
}

/** Blocks grow with events; pages do not. */
const blockBytes = (items: ReturnType<ReturnType<typeof memoryTable>["dump"]>): number =>
  items.filter(({ pk }) => pk.includes("#J#")).reduce((sum, item) => sum + itemBytes(item), 0);

const toEvent = (batch: ReturnType<MemoryQueue["receive"]>): SqsEvent => ({
  Records: batch.map(({ messageId, body, receiveCount }) => ({
    messageId,
    body,
    attributes: { ApproximateReceiveCount: String(receiveCount) },
  })),
});
