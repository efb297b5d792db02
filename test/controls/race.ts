import type { ApiWorld } from "@outlay/api/router";
import { assert } from "@outlay/domain/assert";
import { authenticateApiKey } from "@outlay/services/authenticate-api-key";
import { changeTenant } from "@outlay/services/change-tenant";
import type { Context } from "@outlay/services/context";
import { createApiKey } from "@outlay/services/create-api-key";
import { createTenant } from "@outlay/services/create-tenant";
import { memoryQueue } from "@outlay/messaging/memory-queue";
import { newId } from "@outlay/platform/ids";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Table } from "@outlay/storage/table";
import { type Random, seededRandom } from "../crash/random.ts";
import { inOrder, type Scheduler, seededScheduler } from "../crash/simulation.ts";
import { type Control, CONTROLS, type Subject } from "./controls.ts";
import type { Code, Instance, Way } from "./ways.ts";
import { WAYS_NOW } from "./ways-in.ts";

/** What a search went through. */
export interface Tally {
  races: number;
  readonly schedules: Set<string>;
  refusedAfter: number;
  letInBefore: number;
  letInResumed: number;
  /** Requests that were under way when something was stopped or resumed: either answer is right. */
  either: number;
}

export const newTally = (): Tally => ({
  races: 0,
  schedules: new Set(),
  refusedAfter: 0,
  letInBefore: 0,
  letInResumed: 0,
  either: 0,
});

const INSTANCES = 3;
const RACES_A_TENANT = 20;
const CALLERS = 3;
/** Of the scheduler, which whoever stops or resumes lets pass first, at most. */
const TURNS_BETWEEN = 10;
const LOST_REPLIES = 0.05;

/** Functions of one search. The store and the scheduler below them are another one for each tenant and race. */
export function startInstances(code: Code, appOf: (world: ApiWorld) => Instance["app"]) {
  const below: { table: Table; scheduler: Scheduler; random: Random; schedule: number[] } = {
    table: memoryTable(),
    scheduler: inOrder,
    random: seededRandom(0),
    schedule: [],
  };
  const instances = Array.from({ length: INSTANCES }, (_, index): Instance => {
    const turn = async () => {
      await below.scheduler.turn(index);
      below.schedule.push(index);
    };
    const table: Table = {
      get: async (key) => (await turn(), below.table.get(key)),
      getAll: async (keys) => (await turn(), below.table.getAll(keys)),
      query: async (range) => (await turn(), below.table.query(range)),
      async put(item, condition) {
        await turn();
        const isDone = await below.table.put(item, condition);
        // Its reply got lost, and the SDK sent it again.
        return below.random.chance(LOST_REPLIES) ? below.table.put(item, condition) : isDone;
      },
      putAll: async (items) => (await turn(), below.table.putAll(items)),
      remove: async (key, condition) => (await turn(), below.table.remove(key, condition)),
      addToSets: async (key, sets) => (await turn(), below.table.addToSets(key, sets)),
      update: async (key, change) => (await turn(), below.table.update(key, change)),
    };
    const world = worldOf(code.table(table), below);
    return { world, app: appOf(world) };
  });
  return { code, below, instances };
}
export type Started = ReturnType<typeof startInstances>;

function worldOf(table: Table, below: { readonly random: Random }): ApiWorld {
  const nowMs = Date.parse(WAYS_NOW);
  const randomBytes = (count: number) => Uint8Array.from({ length: count }, () => below.random.int(256));
  return {
    table,
    usageQueue: memoryQueue(),
    foldQueue: memoryQueue(),
    jobsQueue: memoryQueue(),
    notifyQueue: memoryQueue(),
    now: () => new Date(nowMs),
    newId: (prefix) => newId(prefix, nowMs, randomBytes(10)),
    randomBytes,
    log: () => {},
    platformToken: "platform-token-of-tests-only",
    cursorSecret: "cursor-secret-of-tests-only",
    sealingSecret: "sealing-secret-of-tests-only",
    allowsLoopback: true,
    canMail: false,
    resolveHost: async () => [],
    oidc: { fetchJson: () => Promise.reject(new Error("no network")), signUp: undefined },
  };
}

/** Some races of one tenant. Throws at the first request that was answered wrongly, with the seed that replays it. */
export async function searchSeed(started: Started, ways: readonly Way[], seed: number, tally: Tally): Promise<void> {
  const { below, instances, code } = started;
  below.random = seededRandom(seed);
  below.table = memoryTable();
  below.scheduler = inOrder;
  const [first] = instances;
  assert(first, "there are instances");
  const made = await createTenant(first.world, {
    name: "races",
    time_zone: "UTC",
    owner: { email: "owner@example.com" },
  });
  const tenant = { tenantId: made.tenant.id, ownerKey: made.keyText ?? "" };
  const controls = CONTROLS.filter(({ isOfKey }) => isOfKey || ways.some(({ asksBefore }) => asksBefore));
  let subject: Subject | undefined;
  for (let nth = 0; nth < RACES_A_TENANT; nth++) {
    subject ??= await makeSubject(first, tenant);
    const control = below.random.pick(controls);
    const heeding = ways.filter(({ asksBefore }) => control.isOfKey || asksBefore);
    const what = `${code.name}, seed ${seed}, race ${nth}, ${control.name}`;
    const phase = await race(started, { control, ways: heeding, subject }, tally, what);
    if (phase === "stopped") subject = undefined;
  }
}

const SCOPES = ["tenants:read", "events:write", "imports:write", "outcomes:write", "decisions:write"] as const;

async function makeSubject(
  instance: Instance,
  tenant: { readonly tenantId: string; readonly ownerKey: string },
): Promise<Subject> {
  const owner = await ownerContext(instance, tenant.ownerKey);
  const { key, text } = await createApiKey(owner, { name: "raced", scopes: SCOPES });
  assert(text !== null, "a key that was made now is shown");
  const values = { workflow: "refunds", agent: "triage", application: "desk", api_key: key.id };
  return { ...tenant, keyId: key.id, key: text, values: new Map(Object.entries(values)), routeId: "premium-work" };
}

/** When a request began or ended, as whoever stops and resumes knows it. */
type Phase = "open" | "stopping" | "stopped" | "resuming" | "resumed";

interface Race {
  readonly control: Control;
  /** Those that the control stops. */
  readonly ways: readonly Way[];
  readonly subject: Subject;
}

/** One control against requests, and sometimes another change of the configuration. Resolves with what holds in the end. */
async function race(started: Started, { control, ways, subject }: Race, tally: Tally, what: string): Promise<Phase> {
  const { below, instances, code } = started;
  const { random } = below;
  const scheduler = seededScheduler(random);
  // What is held on to by one and read by others: a variable's type would not follow.
  const now: { phase: Phase } = { phase: "open" };
  const turn = () => scheduler.turn(INSTANCES);
  const asOwner = () => ownerContext(random.pick(instances), subject.ownerKey);

  const request = async (instance: Instance, way: Way) => {
    const began = now.phase;
    const isIn = await code.enters(way, instance, subject, code);
    judge({ began, ended: now.phase, isIn }, tally, `${what}, ${way.name}`);
  };
  const caller = async () => {
    for (let left = 1 + random.int(2); left > 0; left--) {
      await turn();
      await request(random.pick(instances), random.pick(ways));
    }
  };
  const controller = async () => {
    for (let turns = random.int(TURNS_BETWEEN); turns >= 0; turns--) await turn();
    now.phase = "stopping";
    const resume = await control.stop(await asOwner(), subject);
    now.phase = "stopped";
    if (!resume) return;
    for (let turns = random.int(TURNS_BETWEEN); turns > 0; turns--) await turn();
    now.phase = "resuming";
    await resume(await asOwner());
    now.phase = "resumed";
  };
  const bystander = async () => {
    if (random.chance(0.6)) return;
    await turn();
    await changeTenant(await asOwner(), { name: `tenant ${random.int(1_000_000)}`, ifMatch: undefined });
  };

  below.scheduler = scheduler;
  below.schedule = [];
  const failures: unknown[] = [];
  const tasks = [controller(), bystander(), ...Array.from({ length: CALLERS }, caller)];
  await scheduler.run(tasks.map((task) => task.catch((error: unknown) => failures.push(error))));
  below.scheduler = inOrder;
  if (failures.length > 0) throw failures[0];
  tally.races++;
  tally.schedules.add(`${control.name} ${below.schedule.join("")}`);
  // At rest, every function knows what holds.
  for (const instance of instances) await request(instance, random.pick(ways));
  return now.phase;
}

function judge(
  { began, ended, isIn }: { readonly began: Phase; readonly ended: Phase; readonly isIn: boolean },
  tally: Tally,
  what: string,
): void {
  const told = `${what}: began ${began}, ended ${ended}`;
  if (began === "stopped" && ended === "stopped") {
    if (isIn) throw new Error(`let in: ${told}`);
    tally.refusedAfter++;
  } else if (ended === "open" || began === "resumed") {
    if (!isIn) throw new Error(`refused: ${told}`);
    if (began === "resumed") tally.letInResumed++;
    else tally.letInBefore++;
  } else tally.either++;
}

/** By the code as it is: only the requests that are raced are under test. */
async function ownerContext({ world }: Instance, ownerKey: string): Promise<Context & Pick<ApiWorld, "randomBytes">> {
  const caller = await authenticateApiKey(world, ownerKey);
  assert(caller, "the owner's key is never stopped");
  return { ...world, ...caller };
}
