import { UsageEventBody } from "@outlay/domain/usage-event-schema";
import { memoryQueue, type MemoryQueue } from "@outlay/messaging/memory-queue";
import { foldBuckets } from "@outlay/services/fold-buckets";
import { querySpend } from "@outlay/services/query-spend";
import { recordUsage } from "@outlay/services/record-usage";
import { memoryTable } from "@outlay/storage/memory-table";
import { cpuMicros, rate, timedTable } from "./cpu.ts";
import { atLeast, median, thousands, type Figure, type Report, type Size } from "./figures.ts";
import { messageOf, seedTenant, TRAFFIC_FROM_EPOCH_MS, worldAt } from "./memory-world.ts";
import { eventMaker, EVENTS_PER_SECOND, WORKLOAD_TEXT } from "./workload.ts";

const BATCH = 100;

/** Events per core-second through recorder and folder, beside JSON.parse of the same events and parse with zod. */
export async function benchCore(size: Size): Promise<Report> {
  const [rounds, trafficSeconds] = size === "full" ? [4, 40] : [1, 4];
  const bodies = makeBodies(trafficSeconds);
  const events = bodies.length * BATCH;
  const parse = rate(events, rounds, () => bodies.forEach((body) => JSON.parse(body)));
  const parseAndCheck = rate(events, rounds, () => bodies.forEach(check));
  const intake = rate(events, rounds, () =>
    bodies.forEach((body) => messageOf("ten_bench", body, TRAFFIC_FROM_EPOCH_MS, "msg_bench")),
  );
  const figures: Figure[] = [];
  for (const windowSeconds of [2, 5]) {
    const all: CoreRun[] = [];
    for (let round = 0; round < rounds; round++) all.push(await runCore(bodies, windowSeconds));
    const runs = all.slice(rounds > 1 ? 1 : 0);
    const rateOf = median(runs.map(({ events: count, micros }) => (count / micros) * 1e6));
    const recorderShare = median(runs.map(({ recorderMicros, micros }) => recorderMicros / micros));
    figures.push({
      name: `recorder + folder, folder window ${windowSeconds} s`,
      value: thousands(rateOf),
      floor: `${thousands(parse)} JSON.parse`,
      goal: { ...atLeast(rateOf, 150_000, ">= 150k/s"), first: atLeast(rateOf, 80_000, ">= 80k/s") },
      note: `${Math.round((rateOf / parse) * 100)} % of the floor; recorder ${Math.round(recorderShare * 100)} % of the time; ${runs[0]?.folds ?? 0} folds`,
      inTheWay:
        "parsing each message's JSON and its tuples, naming a block's groups, zstd; and an event is summed again at each fold of its bucket: 5.5 times at 2 s, 2.5 at 5 s",
    });
  }
  figures.push(
    {
      name: "parse + zod of the same events",
      value: thousands(parseAndCheck),
      floor: `${thousands(parse)} JSON.parse`,
    },
    { name: "intake: body to queue message", value: thousands(intake), floor: `${thousands(parse)} JSON.parse` },
  );
  const bytes = Math.round(bodies.reduce((sum, body) => sum + body.length, 0) / events);
  return {
    title: "Core: events per core-second",
    workload: `${WORKLOAD_TEXT}; ${bytes} B an event; recorder window 2 s; the store's own time taken away; median of ${Math.max(1, rounds - 1)} rounds of ${events} events`,
    figures,
  };
}

function makeBodies(trafficSeconds: number): string[] {
  const maker = eventMaker("core");
  const stepMs = 1000 / EVENTS_PER_SECOND;
  return Array.from({ length: (trafficSeconds * EVENTS_PER_SECOND) / BATCH }, (_, request) =>
    maker.body(BATCH, (index) => TRAFFIC_FROM_EPOCH_MS + Math.floor((request * BATCH + index) * stepMs)),
  );
}

function check(body: string): void {
  const values: unknown = JSON.parse(body);
  if (!Array.isArray(values)) throw new Error("A body is a list.");
  for (const value of values) UsageEventBody.parse(value);
}

interface CoreRun {
  readonly events: number;
  readonly micros: number;
  readonly recorderMicros: number;
  readonly folds: number;
}

/** The traffic's messages, recorded every 2 s and folded every `windowSeconds`; at the end spend must be what was sent. */
async function runCore(bodies: readonly string[], windowSeconds: number): Promise<CoreRun> {
  const { table, spent } = timedTable(memoryTable());
  const queues = { usage: memoryQueue(), fold: memoryQueue() };
  const { clock, world } = worldAt(TRAFFIC_FROM_EPOCH_MS, table, queues);
  const { tenantId } = await seedTenant(world, TRAFFIC_FROM_EPOCH_MS);
  const messages = bodies.map((body, index) => messageOf(tenantId, body, TRAFFIC_FROM_EPOCH_MS, `msg_${index}`));
  const perSecond = EVENTS_PER_SECOND / BATCH;
  let [recorderMicros, folderMicros, folds] = [0, 0, 0];
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const [start, store] = [cpuMicros(), spent.cpuMicros];
    await work();
    return cpuMicros() - start - (spent.cpuMicros - store);
  };
  const trafficSeconds = messages.length / perSecond;
  for (let second = 1; second <= trafficSeconds; second++) {
    clock.nowEpochMs = TRAFFIC_FROM_EPOCH_MS + second * 1000;
    await queues.usage.send(messages.slice((second - 1) * perSecond, second * perSecond));
    const isLast = second >= trafficSeconds;
    if (second % 2 === 0 || isLast)
      recorderMicros += await timed(() => drain(queues.usage, (it) => recordUsage(world, it)));
    if (second % windowSeconds !== 0 && !isLast) continue;
    folds += queues.fold.waiting.length === 0 ? 0 : new Set(queues.fold.waiting.map(({ body }) => body)).size;
    folderMicros += await timed(() => drain(queues.fold, (it) => foldBuckets(world, it)));
  }
  const query = {
    from: "2026-11-10",
    to: "2026-11-11",
    granularity: "total",
    groupBy: [],
    filters: new Map(),
  } as const;
  const { totals } = await querySpend(world, tenantId, { ...query, measures: ["events"] });
  const events = bodies.length * BATCH;
  if (totals[0] !== BigInt(events)) throw new Error(`${totals[0]} of ${events} events are in the pages.`);
  return { events, micros: recorderMicros + folderMicros, recorderMicros, folds };
}

type Received = ReturnType<MemoryQueue["receive"]>;

async function drain(queue: MemoryQueue, work: (batch: Received) => Promise<ReadonlySet<string>>): Promise<void> {
  for (let batch = queue.receive(1_000); batch.length > 0; batch = queue.receive(1_000)) {
    queue.settle(batch, await work(batch));
  }
}
