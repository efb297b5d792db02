import { reason } from "./reference-routing.ts";
import type { Scope } from "./canned.ts";

/* What docs/controls.md says of run limits and loops, by going through all that ever came of a run. */

export interface RunLimit {
  readonly id: string;
  readonly scope: Scope;
  readonly steps_max: number | null;
  readonly tool_calls_max: number | null;
  readonly seconds_max: number | null;
  /** Picos. */
  readonly amount_max: bigint | null;
  readonly repeats_max: number | null;
  readonly stalled_steps_max: number | null;
  readonly on_loop: "alert" | "deny";
}

export interface Step {
  readonly run: string;
  readonly step: number | null;
  readonly name: string | null;
  readonly tools: number | null;
  readonly progress: string | null;
  readonly startedAt: number | null;
}

/** A step that was let pass, and then given back or not. */
export interface CountedStep extends Step {
  readonly at: number;
  readonly picos: bigint;
  isGivenBack: boolean;
}

interface Known {
  steps: number;
  tools: number;
  began: number;
  picos: bigint;
  names: Map<string, number>;
  progress: string | null;
  stalled: number;
}

/** From the first step on. What is given back takes along its money, and where it has no number the step itself. */
function known(history: readonly CountedStep[]): Known | undefined {
  let state: Known | undefined;
  for (const each of history) {
    const told = Math.min(each.startedAt ?? each.at, each.at);
    state ??= { steps: 0, tools: 0, began: told, picos: 0n, names: new Map(), progress: null, stalled: 0 };
    const isFresh = each.step === null || each.step > state.steps;
    const isUndone = each.isGivenBack && each.step === null;
    state.tools = Math.max(state.tools, each.tools ?? 0);
    state.began = Math.min(state.began, told);
    if (!each.isGivenBack) state.picos += each.picos;
    if (!isFresh) continue;
    if (!isUndone) state.steps = each.step ?? state.steps + 1;
    if (each.name !== null && !isUndone) state.names.set(each.name, (state.names.get(each.name) ?? 0) + 1);
    if (each.progress === null) continue;
    if (each.progress !== state.progress) state.stalled = 0;
    else if (!isUndone) state.stalled += 1;
    state.progress = each.progress;
  }
  return state;
}

type Figure = "steps" | "tool_calls" | "seconds" | "amount" | "repeats" | "stalled_steps";
interface Bound {
  readonly figure: Figure;
  readonly most: bigint;
  readonly limit: string | null;
  readonly refuses: boolean;
}

const REPEATS = 5;

function boundsOf(limits: readonly RunLimit[], route: { tools: number | null; steps: number | null }): Bound[] {
  const bounds: Bound[] = [];
  const add = (figure: Figure, most: number | bigint | null, limit: RunLimit | null, refuses = true) => {
    if (most !== null) bounds.push({ figure, most: BigInt(most), limit: limit?.id ?? null, refuses });
  };
  for (const limit of limits) {
    add("steps", limit.steps_max, limit);
    add("tool_calls", limit.tool_calls_max, limit);
    add("seconds", limit.seconds_max, limit);
    add("amount", limit.amount_max, limit);
    add("repeats", limit.repeats_max, limit, limit.on_loop === "deny");
    add("stalled_steps", limit.stalled_steps_max, limit, limit.on_loop === "deny");
  }
  add("steps", route.steps, null);
  add("tool_calls", route.tools, null);
  if (limits.length === 0) add("repeats", REPEATS, null, false);
  return bounds;
}

export interface Judged {
  readonly isTaken: boolean;
  /** Whether anything is kept of it. */
  readonly isWatched: boolean;
  readonly reasons: readonly string[];
}

/** What the limits that cover a run, and its route's, say of one more step. */
export function judgeStep(
  step: Step,
  history: readonly CountedStep[],
  limits: readonly RunLimit[],
  route: { tools: number | null; steps: number | null },
  picos: bigint,
  now: number,
): Judged {
  const bounds = boundsOf(limits, route);
  // Nothing is asked of such a run, be it that limits without a bound cover it, and nothing kept.
  const isBound = bounds.some(({ limit, figure }) => limit !== null || figure !== "repeats");
  if (!isBound && step.name === null) return { isTaken: true, isWatched: false, reasons: [] };
  const before = known(history);
  const told = Math.min(step.startedAt ?? now, now);
  const isFresh = step.step === null || step.step > (before?.steps ?? 0);
  const one = isFresh ? 1 : 0;
  const figures: Readonly<Record<Figure, bigint>> = {
    steps: BigInt(step.step ?? (before?.steps ?? 0) + 1),
    tool_calls: BigInt(Math.max(before?.tools ?? 0, step.tools ?? 0)),
    seconds: BigInt(Math.ceil((now - Math.min(before?.began ?? told, told)) / 1000)),
    amount: (before?.picos ?? 0n) + picos,
    repeats: BigInt(step.name === null ? 0 : (before?.names.get(step.name) ?? 0) + one),
    stalled_steps: BigInt(step.progress !== null && step.progress === before?.progress ? before.stalled + one : 0),
  };
  const passed = bounds.filter(({ figure, most }) => figures[figure] > most);
  const isLoop = ({ figure }: Bound) => figure === "repeats" || figure === "stalled_steps";
  const refusals = passed.filter(({ refuses }) => refuses);
  const reasons = refusals.map((bound) =>
    reason(
      isLoop(bound) ? "loop_detected" : "run_limit_reached",
      bound.limit === null ? "run" : "run_limit",
      bound.limit ?? step.run,
    ),
  );
  const isTold = passed.some(isLoop) && !refusals.some(isLoop);
  return {
    isTaken: refusals.length === 0,
    isWatched: true,
    reasons: isTold ? [...reasons, reason("loop_detected", "run", step.run)] : reasons,
  };
}
