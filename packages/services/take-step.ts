import type { LoopAlert } from "@outlay/domain/alert";
import type { Configuration } from "@outlay/domain/configuration";
import { DomainError } from "@outlay/domain/errors";
import { type Loop, loopAlert, loopOf } from "@outlay/domain/loop-alert";
import type { CallLimits } from "@outlay/domain/route-limits";
import { isLoopFigure, type RunBound, runBounds, type RunFigure, strictest } from "@outlay/domain/run-limit";
import {
  boundsPassed,
  figuresAfter,
  figuresWith,
  type RunFigures,
  type RunState,
  type RunStep,
} from "@outlay/domain/run-step";
import { localDateOf } from "@outlay/domain/zone";
import { getAlert } from "@outlay/storage/alerts";
import { type CountedStep, countStep, getRunState, type Uncounted, uncountStep } from "@outlay/storage/run-states";
import type { Announcing } from "./announce-alert.ts";
import type { World } from "./context.ts";
import { once } from "./once.ts";
import { raiseAlert } from "./raise-alert.ts";

/** A bound that a step would pass. */
export interface StepRefusal extends RunBound {
  /** What the figure would come to. */
  readonly value: bigint;
}

/** How much of each figure is left after a step; null: there is no limit, or none that refuses. */
export type StepsLeft = Readonly<Record<RunFigure, bigint | null>>;

export interface StepTaken {
  readonly isTaken: boolean;
  /** Why not; empty where it is taken. */
  readonly reasons: readonly StepRefusal[];
  /** Told also where it refuses nothing. Its alert is raised already. */
  readonly loop: Loop | null;
  readonly left: StepsLeft;
  /** Takes back the money, and a step without a number; the second time nothing. */
  readonly giveBack: () => Promise<void>;
}

export interface StepRequest {
  readonly run: RunStep;
  /** By dimension and `tag:<name>`. */
  readonly values: ReadonlyMap<string, string>;
  /** Of the route that serves it. Its timeout is the call's alone. */
  readonly routeLimits: Pick<CallLimits, "toolCalls" | "agentSteps">;
  /** What the decision may cost at the most. */
  readonly picos: bigint;
}

/** Each try fails only because another step of the run came between. */
const TRIES_MAX = 20;
/** What is not given back by then stays held: that refuses too much, never too little. */
const RETURN_TRIES_MAX = 1_000;

/**
 * Counts a step of a run, if the run is within every limit with it: one read, then one conditional update. Raises the alert of a loop
 * that it shows, once a run and step's name. Nothing is kept of a run that nothing is asked of: no limit, no name, no progress.
 * Throws `unavailable` where the run is fought over too long; what the store throws passes.
 * Source: docs/controls.md, "Run limits" and "Loops".
 */
export async function takeStep(
  world: Announcing & Pick<World, "newId">,
  tenantId: string,
  { runLimits, tenant }: Pick<Configuration, "runLimits" | "tenant">,
  { run, values, routeLimits, picos }: StepRequest,
  now: Date,
): Promise<StepTaken> {
  const bounds = runBounds(runLimits, values, routeLimits);
  if (bounds.every(({ limit, refuses }) => limit === null && !refuses) && run.stepName === null) return UNWATCHED;
  const nowEpochMs = now.getTime();
  const date = localDateOf(nowEpochMs, tenant.time_zone);
  const counted: CountedStep = { step: run, picos, bounds, nowEpochMs, date };
  const { reasons, figures, before, after } = await countUntilDone(world, tenantId, counted);
  const isTaken = reasons.length === 0;
  const passed = boundsPassed(bounds, figures).filter(({ figure }) => isLoopFigure(figure));
  const isRefused = reasons.some(({ figure }) => isLoopFigure(figure));
  const sight = { step: run, figures, passed, values, date: after?.date ?? date, isRefused, nowEpochMs };
  const loop = loopOf(sight);
  if (loop) await raiseOnce(world, tenantId, loopAlert(sight, loop));
  const giveBack = once(async () => {
    if (isTaken) await uncountUntilDone(world, tenantId, { counted, before, mark: world.newId("ret") }, after);
  });
  return { isTaken, reasons, loop, left: leftOf(bounds, figures), giveBack };
}

/** Each further step of a loop finds its alert raised. The first to be written is the one that stays. */
async function raiseOnce(world: Announcing, tenantId: string, alert: LoopAlert): Promise<void> {
  if (!(await getAlert(world.table, tenantId, alert.id))) await raiseAlert(world, tenantId, alert);
}

const UNWATCHED: StepTaken = {
  isTaken: true,
  reasons: [],
  loop: null,
  left: { steps: null, tool_calls: null, seconds: null, amount: null, repeats: null, stalled_steps: null },
  giveBack: () => Promise.resolve(),
};

interface StepCount {
  readonly reasons: readonly StepRefusal[];
  /** With the step, whether it was taken or not. */
  readonly figures: RunFigures;
  readonly before: RunState | undefined;
  readonly after: RunState | undefined;
}

async function countUntilDone(
  { table }: Pick<World, "table">,
  tenantId: string,
  counted: CountedStep,
): Promise<StepCount> {
  const { step, picos, bounds, nowEpochMs } = counted;
  let before = await getRunState(table, tenantId, step.id);
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const planned = figuresWith(step, before, picos, nowEpochMs);
    const reasons = boundsPassed(bounds, planned)
      .filter(({ refuses }) => refuses)
      .map((bound) => ({ ...bound, value: planned[bound.figure] }));
    if (reasons.length > 0) return { reasons, figures: planned, before, after: before };
    const { isDone, state } = await countStep(table, tenantId, counted, before);
    // Others may have come between: what the step came to is what the store says.
    if (isDone) return { reasons: [], figures: figuresAfter(step, state, planned), before, after: state };
    before = state;
  }
  throw new DomainError("unavailable", `Run ${step.id} is fought over.`);
}

/** Goes on until it is done, or the run is forgotten: each try fails only because another step came or went before. */
async function uncountUntilDone(
  { table }: Pick<World, "table">,
  tenantId: string,
  uncounted: Uncounted,
  after: RunState | undefined,
): Promise<void> {
  let state = after;
  for (let tries = 0; state && tries < RETURN_TRIES_MAX; tries++) {
    const returned = await uncountStep(table, tenantId, uncounted, state);
    if (returned.isDone || returned.state?.lastReturn === uncounted.mark) return;
    ({ state } = returned);
  }
}

function leftOf(bounds: readonly RunBound[], figures: RunFigures): StepsLeft {
  const left = (figure: RunFigure): bigint | null => {
    const most = strictest(bounds, figure);
    if (most === null) return null;
    return most > figures[figure] ? most - figures[figure] : 0n;
  };
  return {
    steps: left("steps"),
    tool_calls: left("tool_calls"),
    seconds: left("seconds"),
    amount: left("amount"),
    repeats: left("repeats"),
    stalled_steps: left("stalled_steps"),
  };
}
