import { addDays, dateOfDay } from "@outlay/domain/local-date";
import { type ApiAccess, callApi, problemText } from "./api-client.ts";
import { ensureBudgets } from "./demo-budgets.ts";
import { itemsOf, objectOf } from "./json-body.ts";
import { UsageError } from "./mapping.ts";
import { grouped, type Screen, startProgress } from "./progress.ts";
import { batchLines, sendEvents } from "./send-events.ts";
import { ANOMALIES_PATH, printTour, type TourSpan } from "./tour.ts";
import { generateTraffic, TRAFFIC_SOURCE, type TrafficEvent, trafficSpan } from "./traffic.ts";

export interface DemoWorld {
  readonly access: ApiAccess;
  readonly now: () => Date;
  readonly screen: Screen;
  readonly print: (line: string) => void;
}

const SEED = "outlay";
/** Smaller than the limit, so that the bar moves. */
const EVENTS_PER_BATCH = 2_000;
const COUNTING_MS_MAX = 180_000;
const POLL_MS = 1_000;
/** One for each thing that was unusual. */
const ALERTS_AWAITED = 3;
const WATCHING_MS_MAX = 60_000;
const DAY_MS = 86_400_000;

/** Makes budgets, sends a month of traffic, waits until it is counted, and shows what the API says. Throws UsageError. */
export async function runDemo({ access, now, screen, print }: DemoWorld): Promise<void> {
  await checkReachable(access);
  const made = await ensureBudgets(access);
  print(made === 0 ? "The demo's budgets are there." : `Made ${made} budgets.`);

  const events = generateTraffic(SEED, now());
  print(`Sending ${grouped(events.length)} events of the last 30 days; those that were sent before count once.`);
  const progress = startProgress(screen, "events");
  await sendAll(
    { ...access, onWait: (reason) => progress.note(`The API ${reason}; trying again.`) },
    events,
    progress.show,
  );
  progress.end();

  const { fromEpochMs, toEpochMs } = trafficSpan(now());
  const span: TourSpan = {
    from: dateOfDay(Math.floor(fromEpochMs / DAY_MS)),
    to: addDays(dateOfDay(Math.floor(toEpochMs / DAY_MS)), 1),
  };
  await waitUntilCounted({ access, now, screen, print }, span, events.length);
  await waitUntilWatched({ access, now, screen, print });
  await printTour(access, span, print);
  print("");
  print("  The key: export OUTLAY_API_KEY=$(node -p 'require(\"./.outlay/demo.json\").api_key')");
  print(`  All operations: ${access.url}/reference`);
}

/** One try, so that the answer is quick. */
async function checkReachable(access: ApiAccess): Promise<void> {
  try {
    await access.fetch(`${access.url}/openapi.json`, { signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    throw new UsageError(
      `Nothing answers at ${access.url}. Start the stack first, and leave it running: \`npm start\` in another terminal.`,
      { cause: error },
    );
  }
}

async function sendAll(
  access: ApiAccess,
  events: readonly TrafficEvent[],
  onProgress: (share: number, count: number) => void,
): Promise<void> {
  const lines = events.map((event) => ({ json: JSON.stringify(event), origin: event.id }));
  const limits = { eventsPerRequest: EVENTS_PER_BATCH, bodyBytesDecoded: Infinity };
  let sent = 0;
  for await (const batch of batchLines(lines, limits)) {
    const { refused } = await sendEvents(access, batch);
    const [first] = refused;
    if (first) throw new Error(`The event ${first.line.origin} was refused: ${JSON.stringify(first.errors)}`);
    sent += batch.length;
    onProgress(sent / events.length, sent);
  }
}

/** Events are durable once accepted, and are in the sums some seconds later. */
async function waitUntilCounted(world: DemoWorld, span: TourSpan, sent: number): Promise<void> {
  const { access, now, screen, print } = world;
  const path = `/v1/spend?from=${span.from}&to=${span.to}&granularity=total&measures=events&source=${TRAFFIC_SOURCE}`;
  const progress = startProgress(screen, "events counted");
  const startEpochMs = now().getTime();
  for (;;) {
    const answer = await callApi(access, path);
    if (answer.status !== 200) throw new UsageError(`Spend cannot be read: ${problemText(answer)}`);
    const counted = Number(objectOf(answer.body["totals"])["events"] ?? 0);
    progress.show(Math.min(1, counted / sent), counted);
    if (counted >= sent) break;
    if (now().getTime() - startEpochMs > COUNTING_MS_MAX) {
      print(`${grouped(counted)} of ${grouped(sent)} events are counted so far; the rest follows.`);
      break;
    }
    await access.sleep(POLL_MS);
  }
  progress.end();
}

/** What is usual is learnt of the month that was sent, and what was not so on its last day is raised within seconds. */
async function waitUntilWatched({ access, now, screen, print }: DemoWorld): Promise<void> {
  const asked = await callApi(access, "/v1/alert-rule-checks", { method: "POST" });
  if (asked.status !== 202) throw new UsageError(`The watch cannot be asked for: ${problemText(asked)}`);
  const progress = startProgress(screen, "alerts");
  const startEpochMs = now().getTime();
  for (;;) {
    const raised = itemsOf((await callApi(access, ANOMALIES_PATH)).body).length;
    progress.show(Math.min(1, raised / ALERTS_AWAITED), raised);
    if (raised >= ALERTS_AWAITED) break;
    if (now().getTime() - startEpochMs > WATCHING_MS_MAX) {
      print(`${raised} alerts of what is unusual so far; others may follow.`);
      break;
    }
    await access.sleep(POLL_MS);
  }
  progress.end();
}
