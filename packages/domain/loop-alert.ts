import { type LoopAlert, loopAlertId } from "./alert.ts";
import { newLife } from "./alert-life.ts";
import { isLoopFigure, type RunBound } from "./run-limit.ts";
import type { RunFigures, RunStep } from "./run-step.ts";

/** What goes in a circle: a step's name that came so often, or a run whose progress stands still. */
export type Loop = { readonly stepName: string; readonly repeats: number } | { readonly stalledSteps: number };

/** What is known when a step shows a loop. */
export interface LoopSight {
  readonly step: RunStep;
  /** With this step. */
  readonly figures: RunFigures;
  /** Those that the figures are beyond. */
  readonly passed: readonly RunBound[];
  readonly values: ReadonlyMap<string, string>;
  /** The local date of the run's first step. */
  readonly date: string;
  readonly isRefused: boolean;
  readonly nowEpochMs: number;
}

/** The loop that a step shows, by its name first; null: none. */
export function loopOf({ step, figures, passed }: Pick<LoopSight, "step" | "figures" | "passed">): Loop | null {
  const has = new Set(passed.map(({ figure }) => figure));
  if (has.has("repeats") && step.stepName !== null) {
    return { stepName: step.stepName, repeats: Number(figures.repeats) };
  }
  return has.has("stalled_steps") ? { stalledSteps: Number(figures.stalled_steps) } : null;
}

/** The alert for a loop, whose id is the same for every step that shows it. */
export function loopAlert(sight: LoopSight, loop: Loop): LoopAlert {
  const { step, passed, values, date, isRefused, nowEpochMs } = sight;
  const isNamed = "stepName" in loop;
  const bound = strictestOf(passed, isNamed ? "repeats" : "stalled_steps");
  const stepName = isNamed ? loop.stepName : null;
  return {
    id: loopAlertId(step.id, date, stepName),
    kind: "loop",
    run_id: step.id,
    step: step.step,
    step_name: stepName,
    repeats: isNamed ? loop.repeats : null,
    stalled_steps: isNamed ? null : loop.stalledSteps,
    most: Number(bound?.most ?? 0n),
    run_limit_id: bound?.limit?.id ?? null,
    refused: isRefused,
    values: Object.fromEntries(values),
    next_step: nextStep(isRefused, bound),
    // What is held spends no more.
    ...newLife(isRefused ? "warning" : "critical", new Date(nowEpochMs).toISOString()),
  };
}

/** The one that was passed first. */
const strictestOf = (passed: readonly RunBound[], figure: "repeats" | "stalled_steps"): RunBound | undefined =>
  passed
    .filter((bound) => isLoopFigure(bound.figure) && bound.figure === figure)
    .toSorted((a, b) => Number(a.most - b.most))[0];

function nextStep(isRefused: boolean, bound: RunBound | undefined): string {
  const raise = bound?.limit
    ? `raise ${bound.figure}_max of run limit ${bound.limit.id}`
    : "make a run limit that allows more repeats for such runs";
  return isRefused
    ? `The run is held. See why its agent tries this again; if it should go on, ${raise}.`
    : `The run goes on and spends. Stop it, or pause its agent; if all is well, ${raise}.`;
}
