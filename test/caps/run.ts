import { assert } from "@outlay/domain/assert";
import type { Json } from "@outlay/domain/audit";
import { readHold } from "@outlay/domain/cap";
import { foldMessage } from "@outlay/messaging/fold-messages";
import { memoryQueue } from "@outlay/messaging/memory-queue";
import { askForProbe } from "@outlay/services/ask-for-probe";
import type { FolderWorld } from "@outlay/services/context";
import { heldOf } from "@outlay/services/held-of";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { readSheet, sheetKeyOf } from "@outlay/storage/cap-sheet";
import type { Random } from "../crash/random.ts";
import {
  countFaults,
  deliver,
  type FaultPlan,
  inOrder,
  type Scheduler,
  type SimulatedQueue,
  startInvocation,
} from "../crash/simulation.ts";
import { capsOf, runCaller, worldOf } from "./caller.ts";
import { budgetEntity, overrideEntity, TENANT } from "./configure.ts";
import { levelId, spent, unreserved } from "./ledger.ts";
import { type CapsScenario, type Edit, UNIT_PICOS } from "./scenario.ts";
import { type CapsCode, type Counts, makeStage, type Stage } from "./stage.ts";

export interface CapsOutcome extends Counts {
  readonly calls: number;
  readonly faults: number;
  /** Units beyond a cap at the end of a run, and those that no reservation stood for: the bound. */
  readonly overshoot: number;
  readonly bound: number;
}

const noFaults: FaultPlan = () => undefined;
const FOLDERS = 2;
/** Steps of whoever records and folds after which a run must have come to rest. */
const STEPS_MAX = 200_000;

/** Runs a scenario; throws where a cap did not hold, or what is used at the end is not what was spent. */
export async function runCaps(
  scenario: CapsScenario,
  code: CapsCode,
  random: Random,
  { plan, scheduler }: { readonly plan: FaultPlan; readonly scheduler: Scheduler },
): Promise<CapsOutcome> {
  const stage = await makeStage(scenario, code, random, { scheduler, faults: countFaults(plan) });
  for (const budget of scenario.budgets)
    await stage.journal.put(
      "budget",
      budget.id,
      budgetEntity(budget, { enforcement: "hard", epochMs: scenario.startEpochMs - 60_000 }),
      scenario.startEpochMs - 60_000,
    );
  const highest = new Map(scenario.budgets.map(({ id, units }) => [id, units]));
  stage.callers = scenario.callers.length;
  const callers = scenario.callers.map((calls, index) => runCaller(stage, calls, 100 + index));
  // It may sleep on when all callers have ended.
  void runEdits(stage, highest).catch((error: unknown) => (stage.wrong ??= `edit: ${String(error)}`));
  const folders = Array.from({ length: FOLDERS }, (_, worker) => runFolder(stage, worker));
  await scheduler.run([...callers, ...folders, runClock(stage)]);
  if (stage.wrong !== undefined) throw new Error(stage.wrong);
  await quiesce(stage);
  const overshoots = await check(stage, highest);
  return {
    ...stage.counts,
    calls: stage.faults.calls(),
    faults: stage.faults.fired(),
    overshoot: Math.max(0, ...overshoots.map(({ over }) => over)),
    bound: Math.max(0, ...overshoots.map(({ bound }) => bound)),
  };
}

/** Whether anybody but sleepers has something to do. */
const isAtWork = ({ busy, asking, usage, folds, probes }: Stage): boolean =>
  busy + asking + usage.due() + folds.due() + probes.due() > 0;

async function runClock(stage: Stage): Promise<void> {
  let hour = Math.floor(stage.clock.now() / 3_600_000);
  let day = Math.floor(stage.clock.now() / 86_400_000);
  while (stage.callers > 0) {
    await stage.scheduler.turn(1000);
    stage.clock.pass(!isAtWork(stage), stage.random);
    if (stage.random.chance(0.02)) stage.folds.endDelays();
    const now = stage.clock.now();
    if (Math.floor(now / 86_400_000) !== day) stage.counts.rollovers++;
    day = Math.floor(now / 86_400_000);
    if (Math.floor(now / 3_600_000) !== hour || stage.probesAsked > 0) await probe(stage, 1000);
    hour = Math.floor(now / 3_600_000);
  }
}

/** As the job does that asks how far usage is recorded. */
async function probe(stage: Stage, worker: number): Promise<void> {
  stage.probesAsked = 0;
  stage.counts.probes++;
  try {
    await askForProbe(worldOf(stage, worker).world, TENANT);
  } catch {
    stage.probesAsked = 1; // The job comes again.
  }
}

type Lane = "usage" | "folds" | "probes";

async function runFolder(stage: Stage, worker: number): Promise<void> {
  let steps = 0;
  while (stage.callers > 0 || isAtWork(stage)) {
    if (steps++ > STEPS_MAX) throw new Error("rest: the queues do not come to rest");
    await stage.scheduler.turn(worker);
    // An instant before now: what is accepted at this very one may be about to be sent.
    if (stage.busy + stage.usage.due() + stage.folds.due() === 0) stage.countedUntilEpochMs = stage.clock.now() - 1;
    const lanes = dueLanes(stage);
    if (lanes.length === 0) continue;
    stage.busy++;
    await work(stage, stage.random.pick(lanes), worker);
    stage.busy--;
  }
}

/** What is over ends once all usage that came before is counted. Probes themselves are usage messages. */
function dueLanes({ usage, folds, probes, busy }: Stage): Lane[] {
  if (usage.due() + folds.due() > 0)
    return (["usage", "folds"] as const).filter((lane) => ({ usage, folds })[lane].due() > 0);
  return busy === 0 && probes.due() > 0 ? ["probes"] : [];
}

async function work(stage: Stage, lane: Lane, worker: number): Promise<void> {
  const source: SimulatedQueue = stage[lane];
  const batch = source.receive();
  const { table, queue, isKilled } = startInvocation(
    stage.table,
    stage.faults,
    () => stage.scheduler.turn(worker),
    stage.random,
  );
  const world: FolderWorld = {
    table: stage.code.table(table),
    foldQueue: queue(stage.foldQueue),
    jobsQueue: stage.jobsQueue,
    notifyQueue: memoryQueue(),
    newId: stage.newId,
    now: () => new Date(stage.clock.now()),
    log: () => {},
  };
  const verb = lane === "usage" ? stage.code.record : stage.code.fold;
  const failed = await deliver((messages) => verb(world, messages), batch, isKilled);
  source.settle(batch, failed);
  // Who fails five times is redriven at once: what waits in the quarantine is not the caps' matter.
  await source.send(source.takeDeadLetters().map(({ body }) => ({ body, groupId: TENANT })));
}

async function runEdits(stage: Stage, highest: Map<string, number>): Promise<void> {
  const { scenario } = stage;
  const budgets = new Map(scenario.budgets.map((budget) => [budget.id, budget]));
  const put = async (budgetId: string, enforcement: "soft" | "hard") => {
    const budget = budgets.get(budgetId);
    assert(budget, "an edit is of a budget");
    stage.asks++;
    stage.counts.edits++;
    highest.set(budgetId, Math.max(highest.get(budgetId) ?? 0, budget.units));
    const epochMs = stage.clock.now();
    await stage.journal.put("budget", budgetId, budgetEntity(budget, { enforcement, epochMs }), epochMs);
    await stage.folds.send([foldMessage({ kind: "budgets", tenantId: TENANT })]);
    await stage.code.afterEdit(stage.table);
  };
  let elapsedMs = 0;
  for (const edit of scenario.edits.toSorted((a, b) => a.afterMs - b.afterMs)) {
    await stage.clock.sleep(edit.afterMs - elapsedMs);
    elapsedMs = edit.afterMs;
    if (stage.callers === 0) return;
    const budget = budgets.get(edit.budgetId);
    assert(budget, "an edit is of a budget");
    await applyEdit(stage, edit, {
      highest,
      put,
      change: (changed) => budgets.set(budget.id, { ...budget, ...changed }),
    });
  }
}

async function applyEdit(
  stage: Stage,
  edit: Edit,
  {
    highest,
    put,
    change,
  }: {
    readonly highest: Map<string, number>;
    readonly put: (budgetId: string, enforcement: "soft" | "hard") => Promise<void>;
    readonly change: (changed: Partial<CapsScenario["budgets"][number]>) => void;
  },
): Promise<void> {
  const { budgetId } = edit;
  const now = stage.clock.now();
  switch (edit.kind) {
    case "amount":
      change({ units: edit.units });
      return put(budgetId, "hard");
    case "scope":
      change({ scope: edit.scope });
      return put(budgetId, "hard");
    case "soft for a while":
      await put(budgetId, "soft");
      await stage.clock.sleep(edit.forMs);
      return put(budgetId, "hard");
    case "override": {
      const id = stage.newId("ovr");
      stage.asks++;
      stage.counts.edits++;
      highest.set(budgetId, Math.floor((highest.get(budgetId) ?? 0) * (1 + edit.percent / 100)) + 1);
      const entity: Json = overrideEntity(id, budgetId, edit.percent, now, now + edit.forMs);
      return stage.journal.put("budget_override", id, entity, now);
    }
  }
}

/** Lets everything end: usage is recorded and folded, slots are over, and what they held goes. */
async function quiesce(stage: Stage): Promise<void> {
  const quiet: Stage = { ...stage, scheduler: inOrder, faults: countFaults(noFaults) };
  const drain = async () => {
    let steps = 0;
    for (let lanes = dueLanes(quiet); lanes.length > 0; lanes = dueLanes(quiet)) {
      if (steps++ > STEPS_MAX) throw new Error("rest: the queues do not come to rest");
      await work(quiet, quiet.random.pick(lanes), 0);
    }
  };
  await drain();
  stage.clock.skip(3_600_000);
  stage.folds.endDelays();
  await drain();
  await askForProbe(worldOf(quiet, 0).world, TENANT);
  await drain();
}

/** What is used is what was spent, nothing is held, and whatever fits is admitted. */
async function check(stage: Stage, highest: ReadonlyMap<string, number>): Promise<{ over: number; bound: number }[]> {
  const now = stage.clock.now();
  const world = { table: stage.table, now: () => new Date(now) };
  const configuration = await loadConfiguration(world, TENANT);
  const calls = stage.scenario.callers.flat();
  const caps = new Map(
    calls.flatMap((call) => capsOf(configuration, call, now).map((cap) => [cap.hold, cap] as const)),
  );
  const held = await heldOf(world, TENANT, [...caps.keys()]);
  const found = [];
  for (const [hold, cap] of caps) {
    const sheet = await readSheet(stage.table, sheetKeyOf(TENANT, hold));
    const counted = sheet?.caps.get(readHold(hold).alias);
    const budget = configuration.budgets.get(cap.budgetId);
    assert(budget, "a cap is a budget's");
    const level = { budget, value: cap.value };
    const name = levelId(cap.budgetId, cap.value);
    if ((held.get(hold) ?? 0n) !== 0n) throw new Error(`held: ${held.get(hold)} of ${name}`);
    const units = spent(stage.admitted, level, now);
    if (counted?.term === cap.term && counted.used !== BigInt(units) * UNIT_PICOS)
      throw new Error(`used ${name}: ${counted.used / UNIT_PICOS} instead of ${units} units`);
    if (counted && counted.held.size > 0) throw new Error(`leak ${name}: slots that are over`);
    const over = units - (highest.get(cap.budgetId) ?? 0);
    const bound = unreserved(stage.admitted, level, now);
    if (over > bound) throw new Error(`cap ${name}: ${over} units over, ${bound} by what was not reserved`);
    found.push({ over: Math.max(0, over), bound });
  }
  for (const call of calls.slice(0, 3)) await checkRoom(stage, call, now);
  return found;
}

/** A call of all the room there is is admitted, and one of a unit more is not. */
async function checkRoom(stage: Stage, call: CapsScenario["callers"][number][number], now: number): Promise<void> {
  const { world } = worldOf({ ...stage, scheduler: inOrder, faults: countFaults(noFaults) }, 0);
  const configuration = await loadConfiguration(world, TENANT);
  const caps = capsOf(configuration, call, now);
  const rooms = caps.map(({ budgetId, value, capPicos }) => {
    const budget = configuration.budgets.get(budgetId);
    assert(budget, "a cap is a budget's");
    return capPicos / UNIT_PICOS - BigInt(spent(stage.admitted, { budget, value }, now));
  });
  const room = rooms.reduce((least, each) => (each < least ? each : least), rooms[0] ?? 0n);
  const ask = (units: bigint) =>
    stage.code.reserve(world, TENANT, {
      configuration,
      caps,
      picos: units * UNIT_PICOS,
      expiresAtEpochMs: now + 60_000,
    });
  if (caps.length === 0) return;
  if ((await ask(room > 0n ? room + 1n : 1n)).kind !== "denied")
    throw new Error(`cap: more than ${room} units admitted`);
  if (room <= 0n) return;
  const reserved = await ask(room);
  if (reserved.kind === "denied") throw new Error(`denial: ${room} units are left and none were admitted`);
  await stage.code.giveBack(world, TENANT, reserved);
  stage.counts.rooms++;
}
