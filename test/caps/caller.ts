import { assert } from "@outlay/domain/assert";
import { overridesInForce, effectiveAmount } from "@outlay/domain/budget-override";
import type { Budget } from "@outlay/domain/budget";
import { ALIAS_LENGTH, capOf, readHold, type Cap } from "@outlay/domain/cap";
import type { Configuration } from "@outlay/domain/configuration";
import { attemptsOf, amountOfAttempts } from "@outlay/domain/release";
import type { Reservation } from "@outlay/domain/reservation";
import { toUsageBatch } from "@outlay/domain/usage-batch";
import type { UsageEvent } from "@outlay/domain/usage-event";
import { localDateOf } from "@outlay/domain/zone";
import { usageMessage } from "@outlay/messaging/usage-messages";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { sheetKeyOf } from "@outlay/storage/cap-sheet";
import { claimAttempt } from "@outlay/storage/settlement-marks";
import type { Key, Table } from "@outlay/storage/table";
import { startInvocation } from "../crash/simulation.ts";
import { TENANT } from "./configure.ts";
import { type Admitted, committed, levelId, levelOf, spent } from "./ledger.ts";
import { type PlainCall, UNIT_PICOS } from "./scenario.ts";
import type { Stage } from "./stage.ts";

/** One invocation of the api. `onHeld` is told of what is held of a level, or given back, as the store has it. */
export function worldOf(
  stage: Stage,
  worker: number,
  onHeld: (key: Key, alias: string, isTaken: boolean) => void = () => {},
) {
  const inner: Table = {
    ...stage.table,
    async update(key, change) {
      const updated = await stage.table.update(key, change);
      for (const [name, picos] of Object.entries(updated.isDone ? (change.add ?? {}) : {}))
        if (name.startsWith("h")) onHeld(key, name.slice(1, 1 + ALIAS_LENGTH), picos > 0n);
      return updated;
    },
  };
  const invocation = startInvocation(inner, stage.faults, () => stage.scheduler.turn(worker), stage.random);
  const now = () => new Date(stage.clock.now());
  const world = {
    table: stage.code.table(invocation.table),
    usageQueue: stage.code.usageQueue(invocation.queue(stage.usage)),
    newId: stage.newId,
    now,
    log: () => {},
  };
  return { world, invocation };
}

/** The levels that a call counts in, with what they may use by the configuration that a decision read. */
export function capsOf(configuration: Configuration, call: PlainCall, nowEpochMs: number): Cap[] {
  const inForce = overridesInForce(configuration.budgetOverrides.values(), nowEpochMs);
  const today = localDateOf(nowEpochMs, "UTC");
  return [...configuration.budgets.values()].flatMap((budget: Budget) => {
    const level = budget.enforcement === "hard" ? levelOf(budget, call) : undefined;
    if (!level) return [];
    const amount = effectiveAmount(budget, inForce.get(budget.id) ?? [], level.value);
    return capOf(budget, level.value, amount, today) ?? [];
  });
}

const sumOf = (units: readonly number[]): number => units.reduce((sum, each) => sum + each, 0);

/** One caller's calls, one after the other. */
export async function runCaller(stage: Stage, calls: readonly PlainCall[], worker: number): Promise<void> {
  for (const call of calls) {
    await stage.clock.sleep(call.startsAfterMs);
    const asked = call.fate === "asks nobody" ? unasked(stage, call) : await decide(stage, call, worker);
    if (asked) await finish(stage, call, asked, worker);
  }
  stage.callers--;
}

interface Asked {
  readonly admitted: Admitted;
  /** None of a call that asked nobody. */
  readonly reservation: Reservation | null;
}

function unasked(stage: Stage, call: PlainCall): Asked {
  const admitted = { call, levels: new Set<string>(), expiresAtEpochMs: 0, events: [], isReleased: false };
  stage.admitted.push(admitted);
  stage.asks++;
  return { admitted, reservation: null };
}

async function decide(stage: Stage, call: PlainCall, worker: number): Promise<Asked | undefined> {
  const { counts, clock } = stage;
  const isQuiet = stage.asking === 0 && isSettled(stage);
  const asks = ++stage.asks;
  stage.asking++;
  const configuration = await loadConfiguration({ table: stage.table }, TENANT);
  const decidedAt = clock.now();
  const caps = capsOf(configuration, call, decidedAt);
  const expiresAtEpochMs = decidedAt + call.lastsMs;
  const admitted: Admitted = { call, levels: new Set(), expiresAtEpochMs, events: [], isReleased: false };
  stage.admitted.push(admitted);
  let isAdmitted = false;
  try {
    const { world, invocation } = worldOf(stage, worker, (key, alias, isTaken) => {
      for (const cap of caps) {
        const { pk, sk } = sheetKeyOf(TENANT, cap.hold);
        if (pk !== key.pk || sk !== key.sk || readHold(cap.hold).alias !== alias) continue;
        const id = levelId(cap.budgetId, cap.value);
        if (!isTaken) {
          admitted.levels.delete(id);
          continue;
        }
        admitted.levels.add(id);
        checkTaken(stage, cap, configuration, decidedAt);
      }
    });
    const picos = BigInt(sumOf(call.amounts)) * UNIT_PICOS;
    const reserved = await stage.code.reserve(world, TENANT, { configuration, caps, picos, expiresAtEpochMs });
    if (invocation.isKilled()) return undefined;
    if (reserved.kind === "denied") {
      counts.denied++;
      stage.admitted.splice(stage.admitted.indexOf(admitted), 1);
      if (reserved.full.length === 0) stage.wrong ??= `denial: ${call.id} was denied and no level named`;
      if (isQuiet && stage.asking === 1 && asks === stage.asks && isSettled(stage) && !reserved.hasEndedSlots)
        checkDenial(
          stage,
          call,
          reserved.full.map(({ cap }) => cap),
        );
      return undefined;
    }
    isAdmitted = true;
    counts.admitted++;
    const { slot, holds } = reserved;
    const amounts = call.amounts.map((units) => BigInt(units) * UNIT_PICOS);
    return { admitted, reservation: { decisionId: `dec_${call.id}`, slot, holds, amounts } };
  } catch {
    counts.failed++;
    return undefined;
  } finally {
    const place = stage.admitted.indexOf(admitted);
    if (!isAdmitted && place !== -1) stage.admitted.splice(place, 1);
    stage.asking--;
  }
}

/** All that was taken of a level may come to no more than its cap. */
function checkTaken(
  stage: Stage,
  { budgetId, value, capPicos }: Cap,
  { budgets }: Configuration,
  decidedAtEpochMs: number,
): void {
  const budget = budgets.get(budgetId);
  assert(budget, "a cap is a budget's");
  const units = committed(
    stage.admitted,
    { budget, value },
    {
      decidedAtEpochMs,
      nowEpochMs: stage.clock.now(),
      countedUntilEpochMs: stage.countedUntilEpochMs,
    },
  );
  const cap = Number(capPicos / UNIT_PICOS);
  if (units > cap) stage.wrong ??= `cap ${levelId(budgetId, value)}: ${units} of ${cap} units`;
}

/** Longer after a call expired than its slot may last and usage be on its way. */
const OVER_MS = 781_000;

/** Nothing is open, on its way or being asked: what is used is what was spent. */
function isSettled({ admitted, faults, busy, usage, folds, clock }: Stage): boolean {
  const isOpen = ({ call, events, isReleased, expiresAtEpochMs }: Admitted) =>
    !isReleased && events.length < call.actual.length && clock.now() <= expiresAtEpochMs + OVER_MS;
  return faults.fired() === 0 && busy + usage.due() + folds.due() === 0 && !admitted.some(isOpen);
}

function checkDenial(stage: Stage, call: PlainCall, full: readonly Cap[]): void {
  stage.counts.quietDenials++;
  for (const { budgetId, value, capPicos } of full) {
    const budget = stage.scenario.budgets.find(({ id }) => id === budgetId);
    assert(budget, "a cap is a budget's");
    const level = { budget: { ...budget, period: { type: budget.period } }, value };
    const used = spent(stage.admitted, level, stage.clock.now());
    const cap = Number(capPicos / UNIT_PICOS);
    if (used + sumOf(call.amounts) <= cap)
      stage.wrong ??= `denial ${levelId(budgetId, value)}: ${used} of ${cap} units used, ${sumOf(call.amounts)} asked`;
  }
}

async function finish(stage: Stage, call: PlainCall, { admitted, reservation }: Asked, worker: number): Promise<void> {
  const { clock, counts } = stage;
  const isLate = call.fate === "is late" || call.fate === "releases late";
  if (call.fate === "crashes") {
    counts.expired++;
    return;
  }
  await clock.sleep(isLate ? call.lastsMs + 1 + call.durationMs : call.durationMs);
  if (call.fate === "releases" || call.fate === "releases late") return release(stage, admitted, reservation, worker);
  const both = call.fate === "settles and releases" ? [release(stage, admitted, reservation, worker)] : [];
  const events = call.actual.map((units, index) => ({ attempt: index + 1, units, timeEpochMs: clock.now() - 500 }));
  for (let copy = 0; copy < call.copies; copy++) {
    for (const event of stage.random.shuffle(events)) {
      const isSent = await settle(stage, call, reservation, event, worker);
      if (!isSent || admitted.events.some(({ attempt }) => attempt === event.attempt)) continue;
      admitted.events.push({ ...event, acceptedAtEpochMs: clock.now() });
    }
    if (stage.random.chance(0.3)) await clock.sleep(stage.random.int(400_000));
  }
  if (isLate) counts.late++;
  else counts.settled++;
  await Promise.all(both);
}

/** Sends until it is accepted, as clients do: what was accepted unseen counts once all the same. */
async function settle(
  stage: Stage,
  call: PlainCall,
  reservation: Reservation | null,
  event: { readonly attempt: number; readonly units: number; readonly timeEpochMs: number },
  worker: number,
): Promise<boolean> {
  const batch = toUsageBatch([usageEvent(call, reservation, event)], call.key);
  const acceptedAtEpochMs = stage.clock.now();
  const message = usageMessage({ tenantId: TENANT, messageId: stage.newId("msg"), acceptedAtEpochMs, batch });
  await stage.scheduler.turn(worker);
  await stage.usage.send([message]);
  return true;
}

async function release(
  stage: Stage,
  admitted: Admitted,
  reservation: Reservation | null,
  worker: number,
): Promise<void> {
  if (!reservation) return;
  const { world } = worldOf(stage, worker);
  admitted.isReleased = true;
  stage.asking++;
  stage.asks++;
  stage.counts.released++;
  try {
    const claimant = stage.newId("rel");
    const claimed: number[] = [];
    for (const attempt of attemptsOf(reservation)) {
      const mark = { decisionId: reservation.decisionId, attempt };
      if (await claimAttempt(world.table, TENANT, mark, claimant, stage.clock.now())) claimed.push(attempt);
    }
    const picos = amountOfAttempts(reservation, claimed);
    await stage.code.giveBack(world, TENANT, { slot: reservation.slot, holds: reservation.holds, picos });
  } catch {
    stage.counts.failed++; // What it held ends with its slot.
  } finally {
    stage.asking--;
  }
}

function usageEvent(
  call: PlainCall,
  reservation: Reservation | null,
  { attempt, units, timeEpochMs }: { readonly attempt: number; readonly units: number; readonly timeEpochMs: number },
): UsageEvent {
  const attribution = [
    ["department", call.department],
    ["project", call.project],
    ...(call.agent === null ? [] : [["agent", call.agent] as const]),
  ] as const;
  return {
    id: `${call.id}_${attempt}`,
    source: "gateway",
    timeEpochMs,
    operation: "chat",
    provider: "openai",
    model: "gpt-4o",
    requestedModel: null,
    usageBasis: "measured",
    usage: { input_tokens: units, requests: 1 },
    attribution: new Map(attribution),
    tags: new Map(),
    consumer: new Map(),
    run: null,
    route: {
      id: "rt_1",
      type: "default",
      decisionId: reservation?.decisionId ?? null,
      reservationId: null,
      reservation,
      attempt,
      fallbackFrom: null,
    },
    serviceTier: null,
    region: null,
    responseCacheHit: false,
    status: attempt === call.actual.length ? "succeeded" : "failed",
    outcome: null,
    reportedCost: null,
    durationMs: null,
  };
}
