import { type AnomalyAlert, readAlert } from "@outlay/domain/alert";
import { acknowledge } from "@outlay/domain/alert-life";
import type { AnomalyRuleName } from "@outlay/domain/anomaly-rule";
import { dateOfDay, dayNumber } from "@outlay/domain/local-date";
import type { Sighting } from "@outlay/domain/incident";
import { memoryTable } from "@outlay/storage/memory-table";
import { getAlert, listAnomalies, saveAlert } from "@outlay/storage/alerts";
import type { Item, Table } from "@outlay/storage/table";
import { settleIncidents } from "@outlay/services/settle-incidents";
import { seededRandom } from "./random.ts";

const TENANT = "ten_1";
const FIRST_DAY = dayNumber("2026-10-26");
const DAYS = 10;
const RULES: readonly AnomalyRuleName[] = ["growth", "failed_runs"];
const MONTHS = ["2026-10", "2026-11"];

/** The code under test, or a copy of it with a bug put in: what a run sees of the store. */
export interface WatchCode {
  readonly name: string;
  readonly tells: RegExp;
  readonly table: (table: Table) => Table;
}

export const realWatch: WatchCode = { name: "the code as it is", tells: /never/, table: (table) => table };

interface Incident {
  readonly rule: AnomalyRuleName;
  readonly workflow: string;
  readonly from: number;
  readonly to: number;
}

export interface WatchTally {
  runs: number;
  faults: number;
  twice: number;
  acknowledged: number;
  incidents: number;
}

/** What a rule sees at the end of a day. Of a run that is late with its data, incidents began a day later. */
function seenOn(day: number, incidents: readonly Incident[], isLate: boolean): readonly Sighting[] {
  return incidents
    .filter(({ from, to }) => from + Number(isLate && from < to) <= day)
    .map(({ rule, workflow, from, to }) => ({
      rule,
      scope: { workflow },
      granularity: "day",
      severity: "warning",
      parameters: { sensitivity: 1 },
      finding: {
        from: dateOfDay(FIRST_DAY + from + Number(isLate && from < to)),
        to: dateOfDay(FIRST_DAY + Math.min(day, to)),
        isOpen: day <= to + 1,
        measure: "cost",
        unit: "currency",
        expected: 1,
        low: 0,
        high: 2,
        observed: 10 * 3 ** (Math.min(day, to) - from),
        excess: 9 * 3 ** (Math.min(day, to) - from),
        cost: 9 * 3 ** (Math.min(day, to) - from),
        score: 2,
      },
    }));
}

const FACTS = { cost: "10", is_cost_exact: true, contributors: [], events_path: "/v1/events", next_step: "Look." };

/** A fault at one call of the store or of the queue: before it is done, or after. */
interface Fault {
  readonly call: number;
  readonly isDone: boolean;
}

/**
 * Ten days of runs over random incidents, one of them broken off at each of its calls and done again, some of them by two at once. Throws
 * where an incident was raised twice or never, was not resolved, lost what somebody did, or was not told.
 */
export async function searchWatch(code: WatchCode, seed: number, tally: WatchTally): Promise<void> {
  for (let call = 1; ; call++) {
    let isReached = false;
    for (const isDone of [false, true]) {
      isReached = (await runOnce(code, seed, { call, isDone }, tally)) || isReached;
    }
    if (!isReached) return;
  }
}

async function runOnce(code: WatchCode, seed: number, fault: Fault, tally: WatchTally): Promise<boolean> {
  const random = seededRandom(seed);
  const store = memoryTable();
  const told: string[] = [];
  let calls = 0;
  let isBroken = false;
  const faulty = async <T>(isArmed: boolean, work: () => Promise<T>): Promise<T> => {
    for (let ticks = random.int(4); ticks > 0; ticks--) await Promise.resolve();
    const isHit = isArmed && !isBroken && ++calls === fault.call;
    if (isHit) isBroken = true;
    if (isHit && !fault.isDone) throw new Error("broken off before");
    const result = await work();
    if (isHit) throw new Error("broken off after");
    return result;
  };
  const faultyTable = (isArmed: boolean): Table => ({
    ...store,
    get: (key) => faulty(isArmed, () => store.get(key)),
    query: (range) => faulty(isArmed, () => store.query(range)),
    put: (item, condition) => faulty(isArmed, () => store.put(item, condition)),
    remove: (key, condition) => faulty(isArmed, () => store.remove(key, condition)),
  });
  const incidents = drawIncidents(random);
  tally.incidents += incidents.length;
  const faultyDay = 1 + random.int(DAYS - 1);
  const acknowledged = new Set<string>();
  let isSkipped = false;
  for (let day = 0; day < DAYS + 3; day++) {
    isSkipped = !isSkipped && day !== faultyDay && day < DAYS && random.chance(0.3);
    if (isSkipped) continue; // The next run does its work.
    const now = new Date((FIRST_DAY + day + 1) * 86_400_000);
    const run = async (isArmed: boolean, isLate: boolean): Promise<void> => {
      const table = code.table(faultyTable(isArmed));
      const notifyQueue = {
        send: (messages: readonly { readonly body: string }[]) =>
          faulty(isArmed, async () => {
            told.push(...messages.map(({ body }) => body));
            return [];
          }),
      };
      const world = { table, notifyQueue, now: () => now, log: () => {} };
      const alerts = (await Promise.all(MONTHS.map((month) => listAnomalies(table, TENANT, month)))).flat();
      await settleIncidents(world, TENANT, {
        sightings: seenOn(day, incidents, isLate),
        rules: new Set(RULES),
        explains: () => 0,
        factsOf: () => FACTS,
        recentFrom: dateOfDay(FIRST_DAY + day - 2),
        alerts,
      });
      tally.runs++;
    };
    const isArmed = day === faultyDay;
    const isTwice = random.chance(0.4);
    if (isTwice) tally.twice++;
    const both = [run(isArmed, false), ...(isTwice ? [run(false, random.chance(0.5))] : [])];
    const person = random.chance(0.3) ? acknowledgeOne(store, now, acknowledged) : Promise.resolve();
    const outcomes = await Promise.allSettled([...both, person]);
    if (outcomes.some(({ status }) => status === "rejected")) await run(false, false); // Redelivered.
  }
  if (isBroken) tally.faults++;
  tally.acknowledged += acknowledged.size;
  check(store.dump(), incidents, acknowledged, told);
  return isBroken;
}

function drawIncidents(random: ReturnType<typeof seededRandom>): readonly Incident[] {
  return RULES.flatMap((rule) =>
    ["triage", "draft"].flatMap((workflow) => {
      const first = random.int(4);
      const one = { rule, workflow, from: first, to: first + random.int(3) };
      const again = one.to + 3;
      return random.chance(0.5) && again < DAYS - 1
        ? [one, { rule, workflow, from: again, to: Math.min(DAYS - 1, again + random.int(3)) }]
        : [one];
    }),
  );
}

async function acknowledgeOne(table: Table, at: Date, acknowledged: Set<string>): Promise<void> {
  const open = (await Promise.all(MONTHS.map((month) => listAnomalies(table, TENANT, month))))
    .flat()
    .find(({ alert }) => alert.status === "open");
  if (!open) return;
  const kept = await getAlert(table, TENANT, open.alert.id);
  if (!kept || kept.alert.status !== "open") return;
  const by = { kind: "member", id: "mem_1", name: "ada@example.com" } as const;
  if (await saveAlert(table, TENANT, kept, acknowledge(kept.alert, { by, at, note: null })))
    acknowledged.add(open.alert.id);
}

function check(
  items: readonly Item[],
  incidents: readonly Incident[],
  acknowledged: ReadonlySet<string>,
  told: readonly string[],
): void {
  const alerts = items.flatMap(({ alert }) => (typeof alert === "string" ? [readAlert(JSON.parse(alert))] : []));
  const anomalies = alerts.flatMap((alert): AnomalyAlert[] => (alert.kind === "anomaly" ? [alert] : []));
  const raised = anomalies.map(({ rule, scope }) => `${rule} ${scope["workflow"]}`).toSorted();
  const expected = incidents.map(({ rule, workflow }) => `${rule} ${workflow}`).toSorted();
  if (raised.join() !== expected.join()) throw new Error(`raised: ${raised.join()} instead of ${expected.join()}`);
  for (const { id, status, is_ongoing, history, version } of anomalies) {
    if (status !== "resolved" || is_ongoing) throw new Error(`resolved: ${id} is ${status}`);
    const changes = history.map(({ change }) => change);
    if (acknowledged.has(id) && !changes.includes("acknowledged")) throw new Error(`lost: ${id} was acknowledged`);
    if (history.some((each) => each.version > version)) throw new Error(`lost: ${id} has versions beyond its own`);
    const news = [1, ...history.filter(({ change }) => change !== "acknowledged").map((each) => each.version)];
    const marks = items.filter(({ pk }) => pk === `T#${TENANT}#T`).map(({ sk }) => sk);
    for (const sequence of news) {
      const isTold =
        told.some((body) => body.includes(`"${id}"`) && body.includes(`"sequence":${sequence},`)) ||
        marks.some((sk) => sk.startsWith(`A#${id}#${String(sequence).padStart(8, "0")}`));
      if (!isTold) throw new Error(`told: version ${sequence} of ${id} was not`);
    }
  }
}
