import { type Random, seededRandom } from "./seeded-random.ts";
import { callsOfRun, type Draft } from "./traffic-run.ts";
import { burstRuns, runawayRun, unusualRuns } from "./traffic-incidents.ts";
import { WORKLOADS, type Workload } from "./workloads.ts";

/** One event as POST /v1/imports takes it. */
export type TrafficEvent = Draft & { readonly id: string; readonly source: string; readonly time: string };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS = 30;
/** All of the demonstration comes from one source, so that it can be told apart from what else is sent. */
export const TRAFFIC_SOURCE = "outlay-demo";

/** The span of the demonstration: whole UTC days before, up to the last full hour. So two runs within an hour are the same. */
export function trafficSpan(now: Date): { readonly fromEpochMs: number; readonly toEpochMs: number } {
  const toEpochMs = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  return { fromEpochMs: Math.floor(toEpochMs / DAY_MS) * DAY_MS - DAYS * DAY_MS, toEpochMs };
}

/** What is judged by day is judged two hours after it. */
const lastJudgedDay = (now: Date): number => Math.floor((now.getTime() - 2 * HOUR_MS) / DAY_MS) * DAY_MS - DAY_MS;

/**
 * A month of a company's AI traffic up to the last full hour, in order of time. What happened on a day depends on the seed and the
 * day alone: run again later, it gives the same events with the same ids, and those of the hours since. Only the last whole day
 * has more, so that there is something unusual to be told of whenever it is run.
 */
export function generateTraffic(seed: string, now: Date): TrafficEvent[] {
  const { fromEpochMs, toEpochMs } = trafficSpan(now);
  const events: TrafficEvent[] = [];
  for (let day = fromEpochMs; day < toEpochMs; day += DAY_MS) {
    for (const workload of WORKLOADS) events.push(...regularTraffic(seed, workload, day));
    events.push(...name(runawayRun(seed, day)), ...burstRuns(seed, day).flatMap(name));
  }
  events.push(...unusualRuns(seed, lastJudgedDay(now)).flatMap(name));
  const isWithin = ({ time }: TrafficEvent) => Date.parse(time) >= fromEpochMs && Date.parse(time) < toEpochMs;
  return events.filter(isWithin).toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
}

function regularTraffic(seed: string, workload: Workload, day: number): TrafficEvent[] {
  const random = seededRandom(`${seed}/${workload.workflow}/${day}`);
  const runs = Math.round(workload.runsPerDay * seasonOf(workload, day) * (0.9 + random.next() * 0.2));
  return Array.from({ length: runs }, (_, index) => {
    const startEpochMs = day + startWithinDay(workload, random);
    return callsOfRun(workload, { name: runName(workload.workflow, day, index), startEpochMs }, random);
  }).flatMap(name);
}

const runName = (workflow: string, day: number, index: number): string =>
  `${workflow}-${new Date(day).toISOString().slice(0, 10)}-${index}`;

/** A run's events by their order in it. */
function name(run: {
  readonly name: string;
  readonly calls: readonly { atEpochMs: number; draft: Draft }[];
}): TrafficEvent[] {
  return run.calls.map(({ atEpochMs, draft }, index) => ({
    id: `${run.name}-${index}`,
    source: TRAFFIC_SOURCE,
    time: new Date(atEpochMs).toISOString(),
    ...draft,
  }));
}

/** Sunday to Saturday, weekdays against a middling one. */
const WEEK = [0, 1, 1.1, 1.12, 1.04, 0.82, 0] as const;

function seasonOf(workload: Workload, day: number): number {
  const weekday = WEEK[new Date(day).getUTCDay()] ?? 0;
  return weekday === 0 ? workload.weekendShare : weekday;
}

function startWithinDay(workload: Workload, random: Random): number {
  if (workload.pattern === "batch") return 2 * HOUR_MS + random.int(0, 2 * HOUR_MS);
  return random.pick(OFFICE_HOURS).hour * HOUR_MS + random.int(0, HOUR_MS - 1);
}

/** Hours of the UTC day by how busy they are: two humps around lunch, and a little at night. */
const OFFICE_HOURS = [
  { hour: 23, weight: 1 },
  ...[1, 1, 1, 1, 1, 2, 6, 14, 26, 34, 36, 30, 22, 30, 36, 34, 28, 18, 9, 5, 3, 2, 1].map((weight, hour) => ({
    hour,
    weight,
  })),
] as const;
