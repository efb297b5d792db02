import { DAY_MS, HOUR_MS } from "@outlay/domain/bucket";
import { querySpend } from "@outlay/services/query-spend";
import type { Spend } from "@outlay/domain/spend";
import { countUnits, type Units } from "@outlay/storage/count-units";
import { markDirty } from "@outlay/storage/marks";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Table } from "@outlay/storage/table";
import { cpuMicros, timedTable } from "./cpu.ts";
import { atMost, milliseconds, quantile, type Figure, type Report, type Size } from "./figures.ts";
import { layMonth } from "./lay-pages.ts";
import { TRAFFIC_FROM_EPOCH_MS } from "./memory-world.ts";

const TENANT = "ten_bench";
const NOW = TRAFFIC_FROM_EPOCH_MS;

const GROUPINGS = [
  { name: "one dimension", groupBy: ["department"] },
  { name: "two dimensions", groupBy: ["department", "model"] },
  { name: "department, model, user", groupBy: ["department", "model", "user"] },
] as const;

interface Month {
  readonly events: number;
  readonly tuples: number;
  readonly runs: number;
  /** Of the p99, or of the longest where there are fewer than 100 runs; 100 ms unless it is said. */
  readonly goalMs?: number;
}

const MONTHS: readonly Month[] = [
  { events: 10_000, tuples: 300, runs: 300 },
  { events: 1_000_000, tuples: 300, runs: 300 },
  { events: 10_000_000, tuples: 300, runs: 300 },
  { events: 1_000_000, tuples: 5_000, runs: 200 },
  { events: 100_000_000, tuples: 5_000, runs: 200 },
  { events: 100_000_000, tuples: 50_000, runs: 30, goalMs: 1_000 },
];

/** How long a month's spend takes, the store's time shown apart. */
export async function benchQuery(size: Size): Promise<Report> {
  const figures: Figure[] = [];
  for (const month of size === "full" ? MONTHS : [{ events: 10_000, tuples: 20, runs: 2 }])
    figures.push(...(await benchMonth(month)));
  return {
    title: "Spend queries: a month by day",
    workload:
      "31 days: day pages, hour pages of today, 87 bucket pages of the running hour, laid directly; cost, events, input and output tokens; own time is CPU time of all threads, the collector's too, so that neighbours on the machine do not count, and beside it what passed by the clock; the store is in memory, its time taken away." +
      " With kept pages is how a warm function answers; anew is as if it had seen none of the pages before",
    figures,
  };
}

async function benchMonth(month: Month): Promise<Figure[]> {
  const { table: counted, units } = countUnits(memoryTable());
  const { table, spent } = timedTable(counted);
  await layMonth(table, TENANT, NOW, month);
  await markDirty(table, TENANT, "hour", Math.floor(NOW / HOUR_MS) * HOUR_MS, "mark");
  await markDirty(table, TENANT, "day", Math.floor(NOW / DAY_MS) * DAY_MS, "mark");
  const figures: Figure[] = [];
  for (const { name, groupBy } of GROUPINGS) {
    for (const [how, tableOf] of [
      ["kept pages", () => table],
      // What is kept is kept by table, so that another one has nothing.
      ["anew", () => ({ ...table })],
    ] as const) {
      const measured = await measure(month.runs, spent, units, async () => ask(tableOf(), groupBy));
      figures.push(figureOf(month, `by ${name}, ${how}`, measured));
    }
  }
  return figures;
}

const dateOf = (epochMs: number) => new Date(epochMs).toISOString().slice(0, 10);

const ask = async (table: Table, groupBy: readonly string[]) =>
  querySpend({ table }, TENANT, {
    from: dateOf(NOW - 30 * DAY_MS),
    to: dateOf(NOW + DAY_MS),
    granularity: "total",
    groupBy,
    filters: new Map(),
    measures: ["cost", "events", "input_tokens", "output_tokens"],
  });

interface Measured {
  /** CPU time and time by the clock, both in ms, the store's taken away. */
  readonly own: readonly number[];
  readonly elapsed: readonly number[];
  readonly store: readonly number[];
  readonly items: number;
  /** Of one query. */
  readonly readUnits: number;
}

/** After two runs to warm up. A p99 of fewer than a hundred runs would be their worst. */
async function measure(
  runs: number,
  spent: { readonly cpuMicros: number; readonly elapsedMs: number },
  units: Units,
  query: () => Promise<Spend>,
): Promise<Measured> {
  const [own, elapsed, store]: [number[], number[], number[]] = [[], [], []];
  let [items, readUnits] = [0, 0];
  for (let run = 0; run < runs + 2; run++) {
    const [start, storeStart, unitsStart] = [cpuMicros(), spent.cpuMicros, units.readUnits];
    const [clockStart, storeClockStart] = [performance.now(), spent.elapsedMs];
    const spend = await query();
    if (run < 2) continue;
    elapsed.push(performance.now() - clockStart - (spent.elapsedMs - storeClockStart));
    const storeMs = (spent.cpuMicros - storeStart) / 1000;
    own.push((cpuMicros() - start) / 1000 - storeMs);
    store.push(storeMs);
    items = spend.items.length;
    readUnits = units.readUnits - unitsStart;
  }
  return { own, elapsed, store, items, readUnits };
}

function figureOf(month: Month, name: string, { own, elapsed, store, items, readUnits }: Measured): Figure {
  const p99 = quantile(own, 0.99);
  const goalMs = month.goalMs ?? 100;
  return {
    name: `${month.events.toLocaleString("en")} events, ${month.tuples.toLocaleString("en")} tuples a day, ${name}`,
    value: `CPU p50 ${milliseconds(quantile(own, 0.5))}, p99 ${milliseconds(p99)}; clock ${milliseconds(quantile(elapsed, 0.5))}, ${milliseconds(quantile(elapsed, 0.99))}`,
    goal: atMost(p99, goalMs, `p99 < ${milliseconds(goalMs)}`),
    note: `${items} items; store ${milliseconds(quantile(store, 0.5))}; ${readUnits.toLocaleString("en")} read units consistent, $${((readUnits / 1e6) * DOLLARS_PER_MILLION_READS).toFixed(5)}; ${own.length} runs`,
    inTheWay: `${(month.tuples * 31).toLocaleString("en")} rows of days alone are decoded and added, and what they left is collected`,
  };
}

/** DynamoDB on demand, us-east-1. */
const DOLLARS_PER_MILLION_READS = 0.125;
