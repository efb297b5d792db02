import type { LocalDate } from "@outlay/domain/local-date";
import { type RunBound, strictest } from "@outlay/domain/run-limit";
import {
  beganWith,
  isFresh,
  isNameCounted,
  nameHash,
  progressHash,
  type RunState,
  type RunStep,
} from "@outlay/domain/run-step";
import { numberOf, textOf } from "./attributes.ts";
import { runStateKey } from "./keys.ts";
import { type Bound, type Change, EXPIRES_AT, type Item, type Table, type Updated } from "./table.ts";

/** A step that is to be counted, and all that its run is held to. */
export interface CountedStep {
  readonly step: RunStep;
  readonly picos: bigint;
  readonly bounds: readonly RunBound[];
  readonly nowEpochMs: number;
  /** The same, as the tenant's calendar has it. */
  readonly date: LocalDate;
}

export interface StepCounted {
  readonly isDone: boolean;
  /** As the store holds it then; undefined: nothing is known of the run. */
  readonly state: RunState | undefined;
}

/** A week and a day from its last step on, a run is known. */
const KEPT_S = 8 * 86_400;

export async function getRunState(table: Table, tenantId: string, runId: string): Promise<RunState | undefined> {
  return readState(await table.get(runStateKey(tenantId, runId)));
}

/**
 * Counts a step in one conditional update: all of it, or nothing where a bound would be passed or `state` is no longer what it was in
 * something that matters. Steps that come at once hinder each other only there.
 */
export async function countStep(
  table: Table,
  tenantId: string,
  counted: CountedStep,
  state: RunState | undefined,
): Promise<StepCounted> {
  const change = state ? changeOf(counted, state) : firstChange(counted);
  return stateOf(await table.update(runStateKey(tenantId, counted.step.id), change));
}

/** A step that was counted, and how it is to be taken back. */
export interface Uncounted {
  readonly counted: CountedStep;
  /** In which state it was counted. */
  readonly before: RunState | undefined;
  /** Of this return alone. */
  readonly mark: string;
}

/**
 * Takes back what a step that was counted held, and where steps have no numbers the step too: one with a number that comes again is
 * not counted again anyway. Nothing where another return came since `state`: so one that is sent again after a lost reply, as the SDK
 * does, takes nothing off twice, but finds its own mark.
 */
export async function uncountStep(
  table: Table,
  tenantId: string,
  { counted: { step, picos }, before, mark }: Uncounted,
  state: RunState,
): Promise<StepCounted> {
  const hash = nameHash(step);
  const progress = progressHash(step);
  const isGone = step.step === null;
  // The run may have got on since: then its standing still is over, and no part of this step.
  const isStalled = isGone && progress !== null && progress === before?.progress && progress === state.progress;
  const taken: readonly [string, bigint][] = [
    ["m", picos],
    ...(isGone ? [["s", 1n] satisfies [string, bigint]] : []),
    ...(isGone && hash !== null && isNameCounted(step, before) ? [[nameOf(hash), 1n] satisfies [string, bigint]] : []),
    ...(isStalled && state.stalledSteps > 0n ? [["q", 1n] satisfies [string, bigint]] : []),
  ];
  const updated = await table.update(runStateKey(tenantId, step.id), {
    if: [
      isAs("g", state.lastReturn),
      ...(isStalled ? [isAs("p", progress)] : []),
      ...taken.map(([attribute, atLeast]) => ({ attribute, atLeast })),
    ],
    add: Object.fromEntries(taken.map(([attribute, amount]) => [attribute, -amount])),
    set: { g: mark },
  });
  return stateOf(updated);
}

/** What an attribute was read as; null: it was absent. */
const isAs = (attribute: string, value: string | null): Bound =>
  value === null ? { attribute, absent: true } : { attribute, equals: value };

function firstChange({ step, picos, nowEpochMs, date }: CountedStep): Change {
  const hash = nameHash(step);
  const progress = progressHash(step);
  return {
    if: [{ attribute: "s", absent: true }],
    set: {
      s: BigInt(step.step ?? 1),
      t: BigInt(step.toolCalls ?? 0),
      b: beganWith(step, undefined, nowEpochMs),
      m: picos,
      q: 0n,
      d: date,
      ...(hash !== null && { [nameOf(hash)]: 1n }),
      ...(progress !== null && { p: progress }),
      [EXPIRES_AT]: expiryOf(nowEpochMs),
    },
  };
}

/** Part of a change. */
interface Part {
  readonly if?: readonly Bound[];
  readonly add?: Readonly<Record<string, bigint>>;
  readonly set?: Readonly<Record<string, string | bigint>>;
}

function changeOf(counted: CountedStep, state: RunState): Change {
  const parts = [
    stepsPart(counted, state),
    toolCallsPart(counted, state),
    beganPart(counted, state),
    moneyPart(counted),
    ...(isFresh(counted.step, state) ? [repeatsPart(counted, state), progressPart(counted, state)] : []),
  ];
  return {
    if: parts.flatMap((part) => part.if ?? []),
    add: Object.assign({}, ...parts.map(({ add }) => add)),
    set: Object.assign({ [EXPIRES_AT]: expiryOf(counted.nowEpochMs) }, ...parts.map(({ set }) => set)),
  };
}

function stepsPart({ step: { step }, bounds }: CountedStep, state: RunState): Part {
  if (step === null) return { if: roomFor("s", 1n, strictest(bounds, "steps")), add: { s: 1n } };
  if (BigInt(step) <= state.steps) return {};
  return { if: [{ attribute: "s", atMost: BigInt(step) - 1n }], set: { s: BigInt(step) } };
}

function toolCallsPart({ step: { toolCalls }, bounds }: CountedStep, state: RunState): Part {
  const told = BigInt(toolCalls ?? 0);
  if (told > state.toolCalls) return { if: [{ attribute: "t", atMost: told }], set: { t: told } };
  return { if: roomFor("t", 0n, strictest(bounds, "tool_calls")) };
}

function beganPart({ step, bounds, nowEpochMs }: CountedStep, state: RunState): Part {
  const began = beganWith(step, state, nowEpochMs);
  if (began < state.beganAtEpochMs) return { if: [{ attribute: "b", atLeast: began }], set: { b: began } };
  const seconds = strictest(bounds, "seconds");
  return seconds === null ? {} : { if: [{ attribute: "b", atLeast: BigInt(nowEpochMs) - seconds * 1000n }] };
}

function moneyPart({ picos, bounds }: CountedStep): Part {
  return { if: roomFor("m", picos, strictest(bounds, "amount")), add: { m: picos } };
}

function repeatsPart({ step, bounds }: CountedStep, state: RunState): Part {
  const hash = nameHash(step);
  if (hash === null || !isNameCounted(step, state)) return {};
  const name = nameOf(hash);
  if (!state.repeats.has(hash)) return { if: [{ attribute: name, absent: true }], set: { [name]: 1n } };
  return { if: roomFor(name, 1n, strictest(bounds, "repeats")), add: { [name]: 1n } };
}

function progressPart({ step, bounds }: CountedStep, state: RunState): Part {
  const progress = progressHash(step);
  if (progress === null) return {};
  const isAsBefore = isAs("p", state.progress);
  if (progress !== state.progress) return { if: [isAsBefore], set: { p: progress, q: 0n } };
  return { if: [isAsBefore, ...roomFor("q", 1n, strictest(bounds, "stalled_steps"))], add: { q: 1n } };
}

const roomFor = (attribute: string, amount: bigint, most: bigint | null): Bound[] =>
  most === null ? [] : [{ attribute, atMost: most - amount }];

const NAME_PREFIX = "c";
const nameOf = (hash: string): string => `${NAME_PREFIX}${hash}`;
const expiryOf = (nowEpochMs: number): bigint => BigInt(Math.floor(nowEpochMs / 1000) + KEPT_S);

const stateOf = ({ isDone, item }: Updated): StepCounted => ({ isDone, state: readState(item) });

function readState(item: Item | undefined): RunState | undefined {
  if (!item) return undefined;
  return {
    steps: numberOf(item, "s"),
    toolCalls: numberOf(item, "t"),
    beganAtEpochMs: numberOf(item, "b"),
    picos: numberOf(item, "m"),
    stalledSteps: numberOf(item, "q"),
    progress: textOrNull(item["p"]),
    lastReturn: textOrNull(item["g"]),
    date: textOf(item, "d"),
    repeats: new Map(
      Object.entries(item).flatMap(([name, value]): [string, bigint][] =>
        name.startsWith(NAME_PREFIX) && typeof value === "bigint" ? [[name.slice(1), value]] : [],
      ),
    ),
  };
}

const textOrNull = (value: Item[string] | undefined): string | null => (typeof value === "string" ? value : null);
