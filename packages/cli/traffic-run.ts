import type { Random } from "./seeded-random.ts";
import type { ModelChoice, Workload } from "./workloads.ts";

/** An event without what names it: everything that its run decides. */
export interface Draft {
  readonly operation: string;
  readonly provider?: string;
  readonly model?: string;
  readonly usage: Readonly<Record<string, number>>;
  readonly attribution: Readonly<Record<string, unknown>>;
  readonly run: Readonly<Record<string, string | number>>;
  readonly status: string;
  readonly service_tier?: string;
  readonly response_cache_hit?: boolean;
  readonly outcome?: Readonly<Record<string, boolean>>;
  readonly duration_ms: number;
}

export interface RunCalls {
  readonly name: string;
  readonly calls: readonly { readonly atEpochMs: number; readonly draft: Draft }[];
}

/** A run while its calls are made, one after the other. */
interface RunInProgress {
  readonly workload: Workload;
  readonly random: Random;
  readonly choice: ModelChoice;
  readonly base: { readonly attribution: Draft["attribution"]; readonly run: Draft["run"] };
  atEpochMs: number;
  readonly calls: { atEpochMs: number; draft: Draft }[];
}

const EMBEDDING: ModelChoice = { weight: 1, provider: "openai", model: "text-embedding-3-small" };
const FAILED_SHARE = 0.04;
const LOOP_SHARE = 0.03;
const ATTEMPTS_MAX = 3;
/** People say of some results only what they think of them. */
const JUDGED_SHARE = 0.4;

/** All calls of one run of a workload, in order of time. */
export function callsOfRun(
  workload: Workload,
  { name, startEpochMs }: { readonly name: string; readonly startEpochMs: number },
  random: Random,
): RunCalls {
  const user = `u_${workload.attribution["department"]}_${random.int(1, workload.users)}`;
  const agent = workload.pattern === "agent" ? { agent: `${workload.workflow}-agent` } : {};
  const run: RunInProgress = {
    workload,
    random,
    choice: random.pick(workload.models),
    base: {
      attribution: {
        ...workload.attribution,
        workflow: workload.workflow,
        ...agent,
        ...(workload.pattern === "batch" ? {} : { user }),
        ...(workload.tags === undefined ? {} : { tags: workload.tags }),
      },
      run: { id: `run-${name}`, started_at: new Date(startEpochMs).toISOString(), task_class: workload.taskClass },
    },
    atEpochMs: startEpochMs,
    calls: [],
  };
  PATTERNS[workload.pattern](run);
  return { name, calls: judged(run) };
}

/** What people made of the run's result, on its last call. */
function judged({ workload, random, choice, calls }: RunInProgress): RunCalls["calls"] {
  const last = calls.at(-1);
  const accepted = choice.accepted ?? workload.accepted;
  if (accepted === undefined || last?.draft.status !== "succeeded" || !random.isChosen(JUDGED_SHARE)) return calls;
  const outcome = { accepted: random.isChosen(accepted), completed: true };
  return [...calls.slice(0, -1), { ...last, draft: { ...last.draft, outcome } }];
}

const PATTERNS: Record<Workload["pattern"], (run: RunInProgress) => void> = {
  chat: (run) => {
    if (!answerFromCache(run)) callModel(run, 1, run.workload.input);
  },
  rag: (run) => {
    if (answerFromCache(run)) return;
    const { random } = run;
    const embedding = { operation: "embedding", provider: EMBEDDING.provider, model: EMBEDDING.model };
    add(run, { ...embedding, usage: { input_tokens: random.around(45) }, step: 1, tookMs: random.around(90) });
    add(run, { operation: "retrieval", usage: { retrieval_calls: 1 }, step: 2, tookMs: random.around(140) });
    callModel(run, 3, run.workload.input);
  },
  agent: (run) => {
    const isLoop = run.random.isChosen(LOOP_SHARE);
    const steps = isLoop ? run.random.int(18, 30) : run.random.int(2, 8);
    for (let step = 1; step <= steps; step++) {
      // Each step's prompt holds those before it.
      const succeeded = callModel(run, step, run.workload.input * (1 + (step - 1) * 0.25), isLoop && step === steps);
      if (!succeeded) return;
      if (step < steps)
        add(run, { operation: "tool_call", usage: { tool_calls: 1 }, step, tookMs: run.random.around(700) });
    }
  },
  batch: (run) => {
    callModel(run, 1, run.workload.input);
  },
};

/** The company's own cache knows the answer: nobody is paid. */
function answerFromCache(run: RunInProgress): boolean {
  if (!run.random.isChosen(run.workload.responseCacheShare)) return false;
  const { provider, model } = run.choice;
  const usage = { input_tokens: 0, output_tokens: 0 };
  add(run, {
    operation: "chat",
    provider,
    model,
    usage,
    step: 1,
    tookMs: run.random.around(25),
    response_cache_hit: true,
  });
  return true;
}

/** A call of the run's model, tried again where it fails. Whether it came to an answer. */
function callModel(run: RunInProgress, step: number, inputMedian: number, isGivenUp = false): boolean {
  const { random, choice, workload } = run;
  const inputTokens = random.around(inputMedian);
  const outputTokens = random.around(workload.output);
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const isFailed = random.isChosen(FAILED_SHARE);
    const failure = random.isChosen(0.3) ? "timed_out" : "failed";
    add(run, {
      operation: "chat",
      provider: choice.provider,
      model: choice.model,
      usage: {
        ...promptUsage(run, step, inputTokens),
        ...answerUsage(choice.model, isFailed ? 0 : outputTokens, random),
        ...(workload.pattern === "agent" ? { agent_steps: 1 } : {}),
      },
      step,
      attempt,
      tookMs: failure === "timed_out" && isFailed ? 60_000 : random.around(900 + outputTokens * 14),
      status: isFailed ? failure : isGivenUp ? "abandoned" : "succeeded",
    });
    if (!isFailed) return true;
    run.atEpochMs += 2_000 * attempt;
  }
  return false;
}

const CACHING_PROVIDERS: ReadonlySet<string> = new Set(["openai", "anthropic", "google"]);

/** How the prompt's tokens are billed: in an agent the first step writes the vendor's cache, and the later ones read it. */
function promptUsage(
  { random, choice, workload }: RunInProgress,
  step: number,
  tokens: number,
): Record<string, number> {
  const isCached = random.isChosen(workload.promptCacheShare) && CACHING_PROVIDERS.has(choice.provider);
  if (!isCached) return { input_tokens: tokens };
  const cached = Math.round(tokens * (0.6 + random.next() * 0.3));
  const isWrite = choice.provider === "anthropic" && (step === 1 || random.isChosen(0.1));
  return { input_tokens: tokens - cached, [isWrite ? "cache_write_5m_tokens" : "cache_read_tokens"]: cached };
}

/** Reasoning models think before they answer, and bill it as output. */
function answerUsage(model: string, tokens: number, random: Random): Record<string, number> {
  if (model !== "gpt-5" && model !== "gemini-2.5-pro") return { output_tokens: tokens };
  const reasoning = Math.round(tokens * random.next() * 1.5);
  return { output_tokens: tokens + reasoning, reasoning_tokens: reasoning };
}

interface Call extends Pick<Draft, "operation" | "provider" | "model" | "usage" | "response_cache_hit"> {
  readonly step: number;
  readonly attempt?: number;
  readonly tookMs: number;
  readonly status?: string;
}

function add(run: RunInProgress, { step, attempt = 1, tookMs, status = "succeeded", ...call }: Call): void {
  run.atEpochMs += tookMs + run.random.int(20, 400);
  run.calls.push({
    atEpochMs: run.atEpochMs,
    draft: {
      ...call,
      attribution: run.base.attribution,
      run: { ...run.base.run, step, attempt },
      status,
      ...(run.workload.pattern === "batch" ? { service_tier: "batch" } : {}),
      duration_ms: tookMs,
    },
  });
}
