import { seededRandom } from "./seeded-random.ts";
import { callsOfRun, type RunCalls } from "./traffic-run.ts";
import type { Workload } from "./workloads.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The days since 1970 on which the runaway happens, of every 30: so that each month up to a day holds one. */
const RUNAWAY_EVERY_DAYS = 30;
const RUNAWAY_DAY = 10;
const RUNAWAY_STEPS = 900;

const ENRICHMENT = {
  workflow: "lead-enrichment",
  weekendShare: 1,
  promptCacheShare: 0,
  responseCacheShare: 0,
  users: 1,
  attribution: {
    business_unit: "amer",
    department: "sales",
    workspace: "pipeline",
    application: "crm-assistant",
    environment: "production",
    data_class: "confidential",
    project_code: "P-203",
    agent: "lead-enricher",
  },
  taskClass: "research",
} as const satisfies Partial<Workload>;

/** On one day a month an agent's stop condition fails: one run goes on for hours, with an ever longer prompt. */
export function runawayRun(seed: string, day: number): RunCalls {
  const isTheDay = (day / DAY_MS) % RUNAWAY_EVERY_DAYS === RUNAWAY_DAY;
  const name = `lead-enrichment-${dateOf(day)}-runaway`;
  if (!isTheDay) return { name, calls: [] };
  const random = seededRandom(`${seed}/${name}`);
  const steps = Array.from({ length: RUNAWAY_STEPS }, (_, index) => {
    const workload: Workload = {
      ...ENRICHMENT,
      pattern: "chat",
      runsPerDay: 0,
      models: [{ weight: 1, provider: "openai", model: "gpt-5" }],
      input: 4_000 + index * 70,
      output: 500,
    };
    const { calls } = callsOfRun(workload, { name, startEpochMs: day + 7 * HOUR_MS + index * 16_000 }, random);
    // One run, begun once; every round is a step of it.
    const run = { started_at: new Date(day + 7 * HOUR_MS).toISOString(), step: index + 1 };
    return calls.map(({ atEpochMs, draft }) => ({ atEpochMs, draft: { ...draft, run: { ...draft.run, ...run } } }));
  });
  return { name, calls: steps.flat() };
}

/** Every fourth weekend research evaluates models on its whole collection. */
const BURST_EVERY_WEEKS = 4;
const BURST_WEEK = 1;
const BURST_RUNS_PER_DAY = 750;

const SWEEP: Workload = {
  workflow: "eval-sweep",
  pattern: "chat",
  runsPerDay: 0,
  weekendShare: 1,
  models: [
    { weight: 2, provider: "openai", model: "gpt-5" },
    { weight: 2, provider: "anthropic", model: "claude-sonnet-4-5" },
    { weight: 2, provider: "google", model: "gemini-2.5-pro" },
    { weight: 1, provider: "mistral", model: "mistral-large" },
    { weight: 1, provider: "self-hosted", model: "atlas-7b-internal" },
  ],
  input: 3_500,
  output: 800,
  promptCacheShare: 0.2,
  responseCacheShare: 0,
  users: 2,
  attribution: {
    business_unit: "group",
    department: "research",
    workspace: "lab",
    application: "eval-harness",
    environment: "experiment",
    data_class: "internal",
    project_code: "P-703",
  },
  taskClass: "evaluation",
};

/** The runs of the weekend burst that fall on a day: none on most. */
export function burstRuns(seed: string, day: number): RunCalls[] {
  const dayNumber = day / DAY_MS;
  // Day 2 after the beginning of 1970 was a Saturday.
  const week = Math.floor((dayNumber - 2) / 7);
  const isWeekend = (dayNumber - 2) % 7 < 2;
  if (!isWeekend || week % BURST_EVERY_WEEKS !== BURST_WEEK) return [];
  const random = seededRandom(`${seed}/eval-sweep/${day}`);
  return Array.from({ length: BURST_RUNS_PER_DAY }, (_, index) => {
    const startEpochMs = day + random.int(6 * HOUR_MS, 22 * HOUR_MS);
    return callsOfRun(SWEEP, { name: `eval-sweep-${dateOf(day)}-${index}`, startEpochMs }, random);
  });
}

const dateOf = (day: number): string => new Date(day).toISOString().slice(0, 10);

/** Engineering has all its old pull requests reviewed, and support tries a model that was never used. */
const RUSH: Workload = {
  workflow: "pull-request-review",
  pattern: "chat",
  runsPerDay: 0,
  weekendShare: 1,
  models: [{ weight: 1, provider: "anthropic", model: "claude-sonnet-4-5" }],
  input: 14_000,
  output: 900,
  promptCacheShare: 0,
  responseCacheShare: 0,
  users: 1,
  attribution: {
    business_unit: "product",
    department: "engineering",
    workspace: "platform",
    application: "code-assistant",
    environment: "production",
    data_class: "internal",
    project_code: "P-401",
  },
  taskClass: "code-review",
};

const NEW_MODEL: Workload = {
  workflow: "ticket-answer",
  pattern: "chat",
  runsPerDay: 0,
  weekendShare: 1,
  models: [{ weight: 1, provider: "anthropic", model: "claude-opus-4-5" }],
  input: 2_600,
  output: 320,
  promptCacheShare: 0,
  responseCacheShare: 0,
  users: 3,
  attribution: {
    business_unit: "emea",
    department: "support",
    workspace: "helpdesk",
    application: "copilot",
    environment: "production",
    data_class: "internal",
    project_code: "P-114",
  },
  taskClass: "support-drafting",
};

/** A changed prompt makes every call of a workflow fail. */
const FAILING: Workload = {
  workflow: "proposal-draft",
  pattern: "chat",
  runsPerDay: 0,
  weekendShare: 1,
  models: [{ weight: 1, provider: "openai", model: "gpt-4o" }],
  input: 3_800,
  output: 1_100,
  promptCacheShare: 0,
  responseCacheShare: 0,
  users: 18,
  attribution: {
    business_unit: "emea",
    department: "sales",
    workspace: "pipeline",
    application: "crm-assistant",
    environment: "production",
    data_class: "confidential",
    project_code: "P-202",
  },
  taskClass: "drafting",
};

const UNUSUAL = [
  { runs: 500, workload: RUSH },
  { runs: 60, workload: NEW_MODEL },
  { runs: 90, workload: FAILING },
] as const;

/** What is unusual on one day: a rush that costs several times as much, a model that was never used, and calls that keep failing. */
export function unusualRuns(seed: string, day: number): RunCalls[] {
  const random = seededRandom(`${seed}/unusual/${day}`);
  return UNUSUAL.flatMap(({ runs, workload }) =>
    Array.from({ length: runs }, (_, index) => {
      const startEpochMs = day + random.int(8 * HOUR_MS, 18 * HOUR_MS);
      const { name, calls } = callsOfRun(
        workload,
        { name: `${workload.workflow}-${dateOf(day)}-unusual-${index}`, startEpochMs },
        random,
      );
      return { name, calls: workload === FAILING ? calls.map(failed) : calls };
    }),
  );
}

const failed = ({ atEpochMs, draft }: RunCalls["calls"][number]): RunCalls["calls"][number] => ({
  atEpochMs,
  draft: { ...draft, status: "failed" },
});
