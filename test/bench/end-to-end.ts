import { setTimeout as sleep } from "node:timers/promises";
import { valueAt } from "../integration/world.ts";
import { busiest, datesAround, startEmbedded, threadSeconds } from "./embedded.ts";
import { atLeast, seconds, thousands, type Figure, type Report, type Size } from "./figures.ts";
import { eventMaker } from "./workload.ts";

const PORT = 18_911;
/** Requests on their way at a time. */
const SENDERS = 6;
const WAIT_MS_MAX = 60_000;

/** Events a second from HTTP in to page out: all that was sent must be in spend, exactly. */
export async function benchEndToEnd(size: Size): Promise<Report> {
  const loadMs = size === "full" ? 15_000 : 500;
  const figures: Figure[] = [];
  for (const batch of size === "full" ? [100, 1_000] : [100]) figures.push(...(await run(batch, loadMs)));
  return {
    title: "End to end on the embedded stack",
    workload: `one tenant, 300 distinct tuples, 20 s buckets, ${SENDERS} requests at a time on the loopback for ${loadMs / 1000} s, sent from the same process; then until spend equals what was sent`,
    figures,
  };
}

async function run(batch: number, loadMs: number): Promise<Figure[]> {
  const { call, close } = await startEmbedded(PORT);
  try {
    const maker = eventMaker(`end-to-end/${batch}`);
    const post = async () => {
      const now = Date.now();
      const answer = await call(
        "POST",
        "/v1/events",
        maker.body(batch, () => now),
      );
      if (answer.status !== 202) throw new Error(`The API answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    };
    const startMs = Date.now();
    const countedEvents = async () => {
      const { body } = await call("GET", `/v1/spend?${datesAround(startMs)}&measures=events`);
      return Number(valueAt(body, "totals", "events"));
    };
    await post(); // Loads the functions: that time is the cold start's, told by its own benchmark.
    await until(async () => (await countedEvents()) === batch);
    const before = threadSeconds();
    const loadStart = performance.now();
    let sent = 0;
    const sender = async () => {
      while (performance.now() - loadStart < loadMs) {
        await post();
        sent += batch;
      }
    };
    await Promise.all(Array.from({ length: SENDERS }, sender));
    const acceptedMs = performance.now() - loadStart;
    await until(async () => (await countedEvents()) === sent + batch);
    const allMs = performance.now() - loadStart;
    const rate = (sent / allMs) * 1000;
    return [
      {
        name: `batches of ${batch.toLocaleString("en")}: sustained, in to page out`,
        value: thousands(rate),
        goal: { ...atLeast(rate, 25_000, ">= 25k/s"), first: atLeast(rate, 10_000, ">= 10k/s") },
        note: `${sent.toLocaleString("en")} events counted exactly after ${seconds(allMs)}; cores: ${busiest(before, allMs)}`,
        inTheWay:
          "two cores carry client, gateway, API, recorder, folder and both engines; the API takes most: strict JSON, the schema and the queue message of each event",
      },
      { name: `batches of ${batch.toLocaleString("en")}: accepted`, value: thousands((sent / acceptedMs) * 1000) },
    ];
  } finally {
    await close();
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const start = performance.now();
  while (!(await holds())) {
    if (performance.now() - start > WAIT_MS_MAX) throw new Error("Spend does not equal what was sent.");
    await sleep(250);
  }
}
