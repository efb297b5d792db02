import { DAY_MS, HOUR_MS } from "@outlay/domain/bucket";
import { ANOMALY_RULES } from "@outlay/domain/anomaly-rule";
import { memoryQueue } from "@outlay/messaging/memory-queue";
import { watchDay, watchTenant } from "@outlay/services/watch-tenant";
import { countUnits } from "@outlay/storage/count-units";
import { memoryTable } from "@outlay/storage/memory-table";
import { cpuMicros, timedTable } from "./cpu.ts";
import { dollars, median, milliseconds, type Figure, type Report, type Size } from "./figures.ts";
import { HOUR_TUPLES_MAX, layPages } from "./lay-pages.ts";
import { seedTenant, TRAFFIC_FROM_EPOCH_MS, worldAt } from "./memory-world.ts";
import { PRICES } from "./prices.ts";

const NOW = Math.floor(TRAFFIC_FROM_EPOCH_MS / HOUR_MS) * HOUR_MS;
const TODAY = Math.floor(NOW / DAY_MS) * DAY_MS;
const LOOKS_A_MONTH = { hour: 730, day: 30 } as const;

/** More days than any rule reads. */
const DAYS = 20 + Math.max(...Object.values(ANOMALY_RULES).map(({ historyDays }) => historyDays));

/** What the watch takes of a tenant that uses all its tuples day and night. */
export async function benchWatch(size: Size): Promise<Report> {
  const figures: Figure[] = [];
  const tenants =
    size === "full"
      ? [
          { tuples: 300, looks: 7 },
          { tuples: 5_000, looks: 3 },
        ]
      : [{ tuples: 5, looks: 1 }];
  for (const { tuples, looks } of tenants) figures.push(...(await benchTenant(tuples, looks, size)));
  return {
    title: "Watch: one look at a tenant",
    workload: `day pages of ${DAYS} days and hour pages of as many, all tuples in each (of an hour at most ${HOUR_TUPLES_MAX}), all rules on, nothing to raise; own time is CPU time of all threads, the store's taken away; median`,
    figures,
  };
}

async function benchTenant(tuples: number, looks: number, size: Size): Promise<Figure[]> {
  const { table: counted, units } = countUnits(memoryTable());
  const { table, spent } = timedTable(counted);
  const queues = { usage: memoryQueue(), fold: memoryQueue() };
  const { world, clock } = worldAt(NOW, table, queues);
  const { tenantId } = await seedTenant(world, NOW);
  const past = { fromEpochMs: TODAY - (size === "full" ? DAYS : 3) * DAY_MS, toEpochMs: TODAY };
  await layPages(counted, tenantId, "day", past, { tuples, events: 24 * tuples });
  const hours = { tuples: Math.min(tuples, HOUR_TUPLES_MAX), events: 2 * tuples };
  await layPages(counted, tenantId, "hour", { ...past, toEpochMs: NOW }, hours);
  const jobs = { ...world, now: () => new Date(clock.nowEpochMs) };
  const figures: Figure[] = [];
  for (const level of ["hour", "day"] as const) {
    const [own, reads, writes]: [number[], number[], number[]] = [[], [], []];
    for (let look = 0; look < looks; look++) {
      const before = { cpu: cpuMicros(), store: spent.cpuMicros, reads: units.readUnits, writes: units.writeUnits };
      if (level === "hour") await watchTenant(jobs, tenantId, { hourEpochMs: NOW, isNightly: false, isAsked: true });
      else await watchDay(jobs, tenantId, new Date(TODAY - (looks - look) * DAY_MS).toISOString().slice(0, 10));
      own.push((cpuMicros() - before.cpu - (spent.cpuMicros - before.store)) / 1000);
      reads.push(units.readUnits - before.reads);
      writes.push(units.writeUnits - before.writes);
    }
    const perLook = median(reads) * PRICES.readUnit + median(writes) * PRICES.writeUnit;
    figures.push({
      name: `by the ${level}, ${tuples.toLocaleString("en")} tuples a day`,
      value: milliseconds(median(own)),
      note: `${median(reads).toLocaleString("en")} read and ${median(writes).toLocaleString("en")} write units; ${dollars(perLook * LOOKS_A_MONTH[level])} of them a month; ${own.length} looks`,
    });
  }
  return figures;
}
