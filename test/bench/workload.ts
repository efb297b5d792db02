import { randomUUID } from "node:crypto";
import { seededRandom } from "@outlay/cli/seeded-random";

/** What is sent: like a mid-sized company's gateway, some 680 bytes and 30 fields an event. */
export const EVENTS_PER_SECOND = 1_000;
export const TUPLES = 300;
export const WORKLOAD_TEXT =
  "one tenant, 1,000 events/s, 300 distinct tuples a bucket, batches of 100, 20 s buckets, 1 shard";

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

/** Makes request bodies of events without end. Ids are random, so that no two runs and no two bodies share one. */
export function eventMaker(seed: string, tuples = TUPLES) {
  const random = seededRandom(seed);
  const templates = Array.from({ length: tuples }, (_, index) => templateOf(index));
  const eventJson = (timeEpochMs: number): string => {
    const { dimensions, inputTokens } = templates[random.int(0, tuples - 1)] ?? templateOf(0);
    const id = `req-${randomUUID()}`;
    const output = random.around(250);
    const usage = `"input_tokens":${random.around(inputTokens)},"cache_read_tokens":${random.around(900)},"output_tokens":${output},"reasoning_tokens":${output >> 2},"tool_calls":${random.int(0, 2)},"agent_steps":1`;
    const runOf = `"run":{"id":"run-${random.int(0, 9999)}","step":${random.int(1, 9)},"attempt":1}`;
    return `{"id":"${id}","time":"${new Date(timeEpochMs).toISOString()}",${dimensions},"usage":{${usage}},${runOf},"duration_ms":${random.around(1800)}}`;
  };
  /** The body of one request: `count` events at `timeOf(0) ... timeOf(count - 1)`. */
  const body = (count: number, timeOf: (index: number) => number): string =>
    `[${Array.from({ length: count }, (_, index) => eventJson(timeOf(index))).join()}]`;
  return { body };
}
