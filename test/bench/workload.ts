import { randomUUID } from "node:crypto";
import { seededRandom } from "@outlay/cli/seeded-random";

/** What is sent: like a mid-sized company's gateway, some 680 bytes and 30 fields an event. */
export const EVENTS_PER_SECOND = 1_000;
export const TUPLES = 300;
export const WORKLOAD_TEXT =
  "one tenant, 1,000 events/s in runs of 5, 300 distinct tuples a bucket, batches of 100, 20 s buckets, 1 shard";

const MODELS = [
  ["anthropic", "claude-sonnet-4-5"],
  ["openai", "gpt-5-mini"],
  ["openai", "gpt-4o"],
  ["anthropic", "claude-3-5-haiku-latest"],
] as const;
const DEPARTMENTS = ["support", "legal", "sales", "engineering", "finance", "research"] as const;

const pickFrom = <Item>(items: readonly Item[], index: number): Item => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
};

interface Template {
  readonly dimensions: string;
  readonly inputTokens: number;
}

/** Serialised once, as a gateway does with what its requests share. */
function templateOf(index: number): Template {
  const [provider, model] = pickFrom(MODELS, index);
  const department = pickFrom(DEPARTMENTS, index >> 2);
  const attribution = {
    business_unit: pickFrom(["emea", "americas"], index >> 4),
    department,
    workspace: `${department}-desk`,
    project: `project-${index % 24}`,
    application: `app-${index % 12}`,
    workflow: `workflow-${index % 36}`,
    agent: `agent-${index % 60}`,
    user: `user-${index % TUPLES}`,
    environment: index % 10 === 0 ? "experiment" : "production",
    data_class: "internal",
  };
  const dimensions = JSON.stringify({
    source: "gateway",
    operation: "chat",
    provider,
    model,
    attribution,
    status: "succeeded",
  });
  return { dimensions: dimensions.slice(1, -1), inputTokens: 200 + ((index * 97) % 4000) };
}

const EVENTS_PER_RUN = 5;
/** Runs that go on at the same time. */
const OPEN_RUNS = 40;

/** Gives each event one of the open runs, and opens another where one has had its events. */
function runMaker(pick: () => number) {
  const open = Array.from({ length: OPEN_RUNS }, () => ({ id: randomUUID(), events: 0 }));
  return (): string => {
    const place = pick();
    const run = open[place] ?? { id: randomUUID(), events: 0 };
    run.events += 1;
    if (run.events === EVENTS_PER_RUN) open[place] = { id: randomUUID(), events: 0 };
    return `"run":{"id":"run-${run.id}","step":${run.events},"attempt":1},`;
  };
}

/**
 * Makes request bodies of events without end, in runs or without. Ids are random, so that no two bodies share one.
 */
export function eventMaker(seed: string, tuples = TUPLES, hasRuns = true) {
  const random = seededRandom(seed);
  const templates = Array.from({ length: tuples }, (_, index) => templateOf(index));
  const nextRun = runMaker(() => random.int(0, OPEN_RUNS - 1));
  const eventJson = (timeEpochMs: number): string => {
    const { dimensions, inputTokens } = templates[random.int(0, tuples - 1)] ?? templateOf(0);
    const id = `req-${randomUUID()}`;
    const output = random.around(250);
    const usage = `"input_tokens":${random.around(inputTokens)},"cache_read_tokens":${random.around(900)},"output_tokens":${output},"reasoning_tokens":${output >> 2},"tool_calls":${random.int(0, 2)},"agent_steps":1`;
    return `{"id":"${id}","time":"${new Date(timeEpochMs).toISOString()}",${dimensions},"usage":{${usage}},${hasRuns ? nextRun() : ""}"duration_ms":${random.around(1800)}}`;
  };
  /** The body of one request: `count` events at `timeOf(0) ... timeOf(count - 1)`. */
  const body = (count: number, timeOf: (index: number) => number): string =>
    `[${Array.from({ length: count }, (_, index) => eventJson(timeOf(index))).join()}]`;
  return { body };
}
