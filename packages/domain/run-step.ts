import { sha256Hex } from "./digest.ts";
import { LIMITS } from "./limits.ts";
import type { LocalDate } from "./local-date.ts";
import type { RunBound, RunFigure } from "./run-limit.ts";

/** One step of a run, as it is told before its call. Null: not told. */
export interface RunStep {
  /** The run's. */
  readonly id: string;
  /** From 1. One that was told before, or a later one, is counted no more: its answer may have got lost. */
  readonly step: number | null;
  readonly stepName: string | null;
  readonly startedAtEpochMs: number | null;
  /** All of the run so far. */
  readonly toolCalls: number | null;
  /** Whatever changes as the run gets on. */
  readonly progress: string | null;
}

/** What is known of a run by its steps. */
export interface RunState {
  /** The highest number of a step, or how many came without a number. */
  readonly steps: bigint;
  /** The most that was told. */
  readonly toolCalls: bigint;
  /** The earliest that was told, or when its first step came. */
  readonly beganAtEpochMs: bigint;
  /** The upper bounds of its decisions, without those that were given back. */
  readonly picos: bigint;
  /** How often a step of a name came, by `nameHash`. */
  readonly repeats: ReadonlyMap<string, bigint>;
  /** Digest of what was told last; null: nothing was. */
  readonly progress: string | null;
  readonly stalledSteps: bigint;
  /** The mark of what was taken back last; null: nothing was. */
  readonly lastReturn: string | null;
  /** Of its first step: where its alerts are kept. */
  readonly date: LocalDate;
}

export type RunFigures = Readonly<Record<RunFigure, bigint>>;

const digest = (text: string): string => sha256Hex(text).slice(0, 16);
export const nameHash = ({ stepName }: RunStep): string | null => (stepName === null ? null : digest(stepName));
export const progressHash = ({ progress }: RunStep): string | null => (progress === null ? null : digest(progress));

/** Whether a step counts as one more. */
export const isFresh = ({ step }: RunStep, state: RunState | undefined): boolean =>
  step === null || BigInt(step) > (state?.steps ?? 0n);

/** Whether a step's name is counted: only so many names of a run are. */
export function isNameCounted(step: RunStep, state: RunState | undefined): boolean {
  const hash = nameHash(step);
  if (hash === null) return false;
  return state === undefined || state.repeats.has(hash) || state.repeats.size < LIMITS.stepNamesPerRun;
}

/** When the run began, as a step makes it known. */
export function beganWith({ startedAtEpochMs }: RunStep, state: RunState | undefined, nowEpochMs: number): bigint {
  const told = BigInt(Math.min(startedAtEpochMs ?? nowEpochMs, nowEpochMs));
  return state !== undefined && state.beganAtEpochMs < told ? state.beganAtEpochMs : told;
}

/** What the run would come to with this step, if it was let through and holds `picos`. */
export function figuresWith(step: RunStep, state: RunState | undefined, picos: bigint, nowEpochMs: number): RunFigures {
  const one = isFresh(step, state) ? 1n : 0n;
  const hash = nameHash(step);
  const progress = progressHash(step);
  const isStalled = progress !== null && progress === state?.progress;
  const told = BigInt(step.toolCalls ?? 0);
  const elapsedMs = BigInt(nowEpochMs) - beganWith(step, state, nowEpochMs);
  return {
    steps: step.step === null ? (state?.steps ?? 0n) + 1n : BigInt(step.step),
    tool_calls: state !== undefined && state.toolCalls > told ? state.toolCalls : told,
    seconds: (elapsedMs + 999n) / 1000n,
    amount: (state?.picos ?? 0n) + picos,
    repeats: hash !== null && isNameCounted(step, state) ? (state?.repeats.get(hash) ?? 0n) + one : 0n,
    stalled_steps: isStalled ? state.stalledSteps + one : 0n,
  };
}

/** What the run came to with a step that was counted, by the state that it left; what was planned may be less, if others came between. */
export function figuresAfter(step: RunStep, state: RunState | undefined, planned: RunFigures): RunFigures {
  if (!state) return planned;
  const progress = progressHash(step);
  return {
    ...planned,
    steps: step.step === null ? state.steps : planned.steps,
    tool_calls: state.toolCalls,
    amount: state.picos,
    repeats: state.repeats.get(nameHash(step) ?? "") ?? 0n,
    stalled_steps: progress !== null && progress === state.progress ? state.stalledSteps : 0n,
  };
}

/** The bounds that figures are beyond. */
export const boundsPassed = (bounds: readonly RunBound[], figures: RunFigures): readonly RunBound[] =>
  bounds.filter(({ figure, most }) => figures[figure] > most);
