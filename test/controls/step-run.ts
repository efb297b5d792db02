import { noCollections } from "@outlay/domain/collections";
import type { RunLimit } from "@outlay/domain/run-limit";
import type { RunStep } from "@outlay/domain/run-step";
import { memoryQueue } from "@outlay/messaging/memory-queue";
import { type StepTaken, takeStep } from "@outlay/services/take-step";
import { getRunState } from "@outlay/storage/run-states";
import { systemId } from "@outlay/platform/ids";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Table } from "@outlay/storage/table";
import { seededRandom } from "../crash/random.ts";
import { seededScheduler } from "../crash/simulation.ts";
import { interleavedTable } from "./interleaved-table.ts";
import { noBug, type Plant } from "./plant.ts";

const TENANT = "ten_1";
const newId = systemId;
const NOON = Date.parse("2026-11-02T12:00:00Z");
const NAMES = ["plan", "search", "answer"];

/** Instants are places in the order of all that happened. */
interface Step {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly run: RunStep;
  readonly picos: bigint;
  readonly taken: StepTaken;
  readonly returned: { startedAt: number; endedAt: number } | undefined;
}

export interface StepRun {
  readonly callers: number;
  readonly passed: number;
  readonly refused: number;
  readonly returned: number;
  readonly alerts: number;
}

/**
 * Many agents of the same runs at once, in an order that the seed decides. Throws where a run went beyond a limit, where a step was
 * refused that had room, where a loop raised no alert or two, or where a run's state ends up wrong.
 */
export async function runSteps(seed: number, plant: Plant = noBug): Promise<StepRun> {
  const random = seededRandom(seed);
  const scheduler = seededScheduler(random);
  const table = memoryTable();
  const isNumbered = random.chance(0.3);
  const limit: RunLimit = {
    id: "rul_1",
    name: "Limit",
    scope: {},
    steps_max: random.pick([1, 4, 20, 60]),
    tool_calls_max: null,
    seconds_max: null,
    amount_max: random.pick([null, "0.00000000003", "0.0000000001"]),
    repeats_max: random.pick([1, 3, 10]),
    stalled_steps_max: null,
    on_loop: random.pick(["alert", "deny"]),
    created_at: "2026-11-01T00:00:00Z",
    updated_at: "2026-11-01T00:00:00Z",
  };
  const tenant = { id: TENANT, name: "Acme", time_zone: "UTC", currency: "USD", created_at: "2026-01-01T00:00:00Z" };
  const configuration = { ...noCollections(), tenant, runLimits: new Map([[limit.id, limit]]) };
  const callers = random.pick([2, 3, 5, 10, 20, 50, 200]);
  const mayReturn = random.chance(0.5);
  const order = { last: 0, number: 0 };
  const steps: Step[] = [];
  const worldOf = (seen: Table) => ({
    table: seen,
    notifyQueue: memoryQueue(),
    now: () => new Date(NOON),
    log: () => {},
    newId,
  });
  const work = async (caller: number): Promise<void> => {
    const seen = plant(interleavedTable(table, scheduler, caller));
    for (let i = random.int(3); i >= 0; i--) {
      const run: RunStep = {
        id: random.pick(["run_1", "run_2"]),
        step: isNumbered ? Math.max(1, random.chance(0.7) ? ++order.number : order.number - random.int(3)) : null,
        stepName: random.chance(0.9) ? random.pick(NAMES) : null,
        startedAtEpochMs: null,
        toolCalls: random.int(5),
        progress: random.chance(0.3) ? random.pick(["x", "y"]) : null,
      };
      const picos = BigInt(random.pick([0, 1, 5]));
      const startedAt = ++order.last;
      const request = { run, values: new Map(), routeLimits: { toolCalls: null, agentSteps: null }, picos };
      const taken = await takeStep(worldOf(seen), TENANT, configuration, request, new Date(NOON));
      const endedAt = ++order.last;
      const returned = taken.isTaken && mayReturn && random.chance(0.3) ? { startedAt: 0, endedAt: 0 } : undefined;
      steps.push({ startedAt, endedAt, run, picos, taken, returned });
      if (!returned) continue;
      await scheduler.turn(caller);
      returned.startedAt = ++order.last;
      await taken.giveBack();
      returned.endedAt = ++order.last;
    }
  };
  const failures: unknown[] = [];
  const workers = Array.from({ length: callers }, (_, caller) =>
    work(caller).catch((error: unknown) => void failures.push(error)),
  );
  await scheduler.run(workers);
  if (failures.length > 0) throw failures[0];

  const amountMax = limit.amount_max === null ? null : BigInt(Math.round(Number(limit.amount_max) * 1e12));
  const figures: Figures = {
    steps: isNumbered ? null : BigInt(limit.steps_max ?? 0),
    amount: amountMax,
    repeats: limit.on_loop === "deny" && !isNumbered ? BigInt(limit.repeats_max ?? 0) : null,
  };
  for (const run of ["run_1", "run_2"]) {
    const own = steps.filter((step) => step.run.id === run);
    checkNoneBeyond(own, figures, limit);
    checkNoneRefusedInVain(own, figures);
    await checkRest(await getRunState(table, TENANT, run), own, isNumbered);
  }
  const alerts = table.dump().flatMap(({ alert }) => (typeof alert === "string" ? [alert] : []));
  checkAlerts(steps, alerts);
  const passed = steps.filter(({ taken }) => taken.isTaken).length;
  const returned = steps.filter((step) => step.returned !== undefined).length;
  return { callers, passed, refused: steps.length - passed, returned, alerts: alerts.length };
}

/** What is counted up and given back, with its limit; null: it has none, or is no plain sum. */
type Figures = Readonly<Record<"steps" | "amount" | "repeats", bigint | null>>;

/** Of one sum of a run: by all steps, or by those of one name. */
const SUMS = [
  { figure: "steps", name: undefined, amountOf: () => 1n },
  { figure: "amount", name: undefined, amountOf: ({ picos }: Step) => picos },
  ...NAMES.map((name) => ({ figure: "repeats" as const, name, amountOf: () => 1n })),
] as const;

function checkNoneBeyond(steps: readonly Step[], figures: Figures, limit: RunLimit): void {
  for (const { run, taken } of steps) {
    if (taken.isTaken && (run.step ?? 0) > (limit.steps_max ?? 0)) throw new Error(`beyond: step ${run.step} passed`);
  }
  for (const { figure, name, amountOf } of SUMS) {
    const most = figures[figure];
    if (most === null) continue;
    const moves = steps
      .filter(({ taken, run }) => taken.isTaken && (name === undefined || run.stepName === name))
      .flatMap((step) => [
        { at: step.endedAt, by: amountOf(step) },
        ...(step.returned ? [{ at: step.returned.startedAt, by: -amountOf(step) }] : []),
      ]);
    let held = 0n;
    for (const { by } of moves.toSorted((a, b) => a.at - b.at)) {
      held += by;
      if (held > most) throw new Error(`beyond: ${held} of ${most} ${figure} ${name ?? ""}`);
    }
  }
}

/** A refusal is right where what others may have held meanwhile, at the most, leaves no room. */
function checkNoneRefusedInVain(steps: readonly Step[], figures: Figures): void {
  for (const step of steps.filter(({ taken }) => !taken.isTaken)) {
    if (step.taken.reasons.length === 0) throw new Error("in vain: nothing refused it");
    for (const { figure, name, amountOf } of SUMS) {
      const most = figures[figure];
      const isRefused = step.taken.reasons.some((reason) => reason.figure === figure);
      if (most === null || !isRefused || (name !== undefined && step.run.stepName !== name)) continue;
      const held = steps
        .filter((other) => other !== step && (name === undefined || other.run.stepName === name))
        .filter((other) => mayHold(other, step))
        .reduce((sum, other) => sum + amountOf(other), 0n);
      if (held + amountOf(step) <= most) throw new Error(`in vain: ${held} of ${most} ${figure} ${name ?? ""}`);
    }
  }
}

function mayHold(other: Step, { startedAt, endedAt }: Step): boolean {
  if (!other.taken.isTaken || other.startedAt > endedAt) return false;
  return (other.returned?.endedAt ?? Infinity) > startedAt;
}

async function checkRest(
  state: Awaited<ReturnType<typeof getRunState>>,
  steps: readonly Step[],
  isNumbered: boolean,
): Promise<void> {
  const taken = steps.filter((step) => step.taken.isTaken);
  const kept = taken.filter(({ returned }) => !returned);
  const is = {
    steps: state?.steps ?? 0n,
    picos: state?.picos ?? 0n,
    toolCalls: state?.toolCalls ?? 0n,
    repeats: isNumbered ? 0n : [...(state?.repeats.values() ?? [])].reduce((a, b) => a + b, 0n),
  };
  const shouldBe = {
    steps: BigInt(isNumbered ? Math.max(0, ...taken.map(({ run }) => run.step ?? 0)) : kept.length),
    picos: kept.reduce((sum, { picos }) => sum + picos, 0n),
    toolCalls: BigInt(Math.max(0, ...taken.map(({ run }) => run.toolCalls ?? 0))),
    repeats: BigInt(isNumbered ? 0 : kept.filter(({ run }) => run.stepName !== null).length),
  };
  const text = (figures: object) => JSON.stringify(figures, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)); // prettier-ignore
  if (text(is) !== text(shouldBe)) throw new Error(`rest: ${text(is)} instead of ${text(shouldBe)}`);
}

/** Every loop that a step was told of has one alert, and no alert is of anything else. */
function checkAlerts(steps: readonly Step[], alerts: readonly string[]): void {
  const raised = alerts.map((alert) => {
    const { run_id, step_name } = JSON.parse(alert) as { run_id: string; step_name: string };
    return `${run_id} ${step_name}`;
  });
  const told = new Set(
    steps.flatMap(({ taken, run }) => (taken.loop !== null && "stepName" in taken.loop ? [`${run.id} ${taken.loop.stepName}`] : [])), // prettier-ignore
  );
  if (raised.length !== new Set(raised).size) throw new Error(`alerts: some twice: ${raised.join()}`);
  if (told.symmetricDifference(new Set(raised)).size > 0)
    throw new Error(`alerts: ${raised.join()} of ${[...told].join()}`);
}
