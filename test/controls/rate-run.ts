import {
  amountOf,
  RATE_MEASURES,
  RATE_WINDOWS,
  type RateDimension,
  type RateLimit,
  WINDOW_SECONDS,
} from "@outlay/domain/rate-limit";
import { type RateRequest, type RateState, type RateTaken, takeRate } from "@outlay/services/take-rate";
import { systemId } from "@outlay/platform/ids";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Table } from "@outlay/storage/table";
import { type Random, seededRandom } from "../crash/random.ts";
import { seededScheduler } from "../crash/simulation.ts";
import { interleavedTable } from "./interleaved-table.ts";
import { noBug, type Plant } from "./plant.ts";

const START_EPOCH_MS = Date.parse("2026-11-02T09:59:30Z");
const TENANT = "ten_1";
const newId = systemId;

/** One request of a caller; instants are places in the order of all that happened. */
interface Call {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly nowEpochMs: number;
  readonly request: RateRequest;
  readonly taken: RateTaken;
  /** Undefined while it is kept. */
  readonly returned: { startedAt: number; endedAt: number } | undefined;
}

export interface RateRun {
  readonly callers: number;
  readonly passed: number;
  readonly refused: number;
  readonly returned: number;
}

/**
 * Many callers at once, in an order that the seed decides, under clocks that differ and go on over the borders of windows. Throws where
 * more was let through than a limit says, where a request was refused that had room, or where the counters end up wrong.
 */
export async function runRates(seed: number, plant: Plant = noBug): Promise<RateRun> {
  const random = seededRandom(seed);
  const scheduler = seededScheduler(random);
  const table = memoryTable();
  const limits = makeLimits(random);
  const rateLimits = new Map(limits.map((limit) => [limit.id, limit]));
  const callers = random.pick([2, 3, 5, 10, 20, 50, 200]);
  const clock = { nowEpochMs: START_EPOCH_MS, pace: random.pick([0, 1, 40, 500]) };
  const order = { last: 0 };
  const calls: Call[] = [];
  const work = async (caller: number): Promise<void> => {
    const seen = plant(interleavedTable(table, scheduler, caller));
    const skewMs = random.pick([0, 0, 0, -1500, 1500]);
    for (let i = random.int(3); i >= 0; i--) {
      clock.nowEpochMs += random.int(clock.pace + 1);
      const nowEpochMs = clock.nowEpochMs + skewMs;
      const request = makeRequest(random);
      const startedAt = ++order.last;
      const taken = await takeRate({ table: seen, newId }, TENANT, { rateLimits }, request, new Date(nowEpochMs));
      const endedAt = ++order.last;
      const returned = taken.isTaken && random.chance(0.3) ? { startedAt: 0, endedAt: 0 } : undefined;
      calls.push({ startedAt, endedAt, nowEpochMs, request, taken, returned });
      if (!returned) continue;
      if (random.chance(0.3)) clock.nowEpochMs += 61_000;
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
  checkNoneBeyond(calls);
  checkNoneRefusedInVain(calls);
  await checkRest(table, rateLimits, calls, clock.nowEpochMs + 5_000);
  const passed = calls.filter(({ taken }) => taken.isTaken).length;
  const returned = calls.filter((call) => call.returned !== undefined).length;
  return { callers, passed, refused: calls.length - passed, returned };
}

const VALUES = ["a", "b"];

function makeLimits(random: Random): readonly RateLimit[] {
  const pers: readonly RateDimension[] = ["api_key", "agent"];
  const all = pers.flatMap((per) =>
    [...VALUES, "*"].flatMap((value) =>
      RATE_MEASURES.flatMap((measure) => RATE_WINDOWS.map((window) => ({ per, value, measure, window }))),
    ),
  );
  const at = new Date(START_EPOCH_MS).toISOString();
  const kept = random.shuffle(all).slice(0, 1 + random.int(8));
  return kept.map((each, i) => {
    const most = each.measure === "requests" ? random.pick([1, 5, 20]) : random.pick([0, 10, 60, 200]);
    // Money is counted in picos: a pico here stands for a token there.
    const amount = each.measure === "money" ? `0.${String(most).padStart(12, "0")}` : String(most);
    return { ...each, id: `lim_${i}`, name: `Limit ${i}`, amount, created_at: at, updated_at: at };
  });
}

const makeRequest = (random: Random): RateRequest => ({
  values: new Map([
    ["api_key", random.pick(VALUES)],
    ...(random.chance(0.8) ? [["agent", random.pick(VALUES)] as const] : []),
  ]),
  tokens: random.pick([0, 1, 5, 20]),
  picos: BigInt(random.pick([0, 1, 5, 20])),
});

/** What a call took, or asked for, of a limit's window. */
interface Part {
  readonly call: Call;
  readonly state: RateState;
  readonly amount: bigint;
  /** Of one counter, in one window. */
  readonly place: string;
}

const partsOf = (call: Call): readonly Part[] =>
  call.taken.states.map((state) => ({
    call,
    state,
    amount: amountAsked(state, call.request),
    place: placeOf(state, call),
  }));

function amountAsked({ limit: { measure } }: RateState, { tokens, picos }: RateRequest): bigint {
  return measure === "requests" ? 1n : measure === "tokens" ? BigInt(tokens ?? 0) : (picos ?? 0n);
}

function placeOf({ limit, value, resetSeconds }: RateState, { nowEpochMs }: Call): string {
  const windowMs = WINDOW_SECONDS[limit.window] * 1000;
  const end = Math.floor((nowEpochMs + resetSeconds * 1000) / windowMs);
  return `${limit.per} ${value} ${limit.measure}/${limit.window} ${end - 1}`;
}

/** At every instant: what was answered as taken, without what was begun to be given back, is at most what is in the store. */
function checkNoneBeyond(calls: readonly Call[]): void {
  for (const [place, parts] of byPlace(calls.filter(({ taken }) => taken.isTaken))) {
    const steps = parts.flatMap(({ call, amount }) => [
      { at: call.endedAt, amount },
      ...(call.returned ? [{ at: call.returned.startedAt, amount: -amount }] : []),
    ]);
    const limit = parts[0] ? amountOf(parts[0].state.limit) : 0n;
    let held = 0n;
    for (const { amount } of steps.toSorted((a, b) => a.at - b.at)) {
      held += amount;
      if (held > limit) throw new Error(`beyond: ${held} of ${limit} in ${place}`);
    }
  }
}

/** A refusal is right where what others may have held meanwhile, at the most, leaves no room. */
function checkNoneRefusedInVain(calls: readonly Call[]): void {
  const places = byPlace(calls);
  for (const call of calls.filter(({ taken }) => !taken.isTaken)) {
    if (call.taken.refusedBy === undefined) throw new Error("in vain: nothing refused it");
    for (const part of partsOf(call).filter(({ state }) => state.refusedFor === "full")) {
      const others = (places.get(part.place) ?? []).filter((other) => other.call !== call && mayHold(other.call, call));
      const held = others.reduce((sum, { amount }) => sum + amount, 0n);
      const limit = amountOf(part.state.limit);
      if (held + part.amount <= limit)
        throw new Error(`in vain: ${held} + ${part.amount} of ${limit} in ${part.place}`);
    }
  }
}

function mayHold(other: Call, { startedAt, endedAt }: Call): boolean {
  if (other.startedAt > endedAt) return false;
  const freedAt = other.taken.isTaken ? (other.returned?.endedAt ?? Infinity) : other.endedAt;
  return freedAt > startedAt;
}

const byPlace = (calls: readonly Call[]): ReadonlyMap<string, readonly Part[]> =>
  Map.groupBy(calls.flatMap(partsOf), ({ place }) => place);

/** Once nobody else asks, one request more finds exactly what was kept. */
async function checkRest(
  table: Table,
  rateLimits: ReadonlyMap<string, RateLimit>,
  calls: readonly Call[],
  nowEpochMs: number,
): Promise<void> {
  const kept = byPlace(calls.filter(({ taken, returned }) => taken.isTaken && !returned));
  for (const value of VALUES) {
    const values = new Map(["api_key", "agent"].map((per) => [per, value]));
    const request = { values, tokens: 0, picos: 0n };
    const taken = await takeRate({ table, newId }, TENANT, { rateLimits }, request, new Date(nowEpochMs));
    const last: Call = { startedAt: 0, endedAt: 0, nowEpochMs, request, taken, returned: undefined };
    for (const { state, amount, place } of partsOf(last)) {
      const held = (kept.get(place) ?? []).reduce((sum, part) => sum + part.amount, taken.isTaken ? amount : 0n);
      const left = amountOf(state.limit) - held;
      if (state.remaining !== left) throw new Error(`rest: ${state.remaining} instead of ${left} are left in ${place}`);
    }
  }
}
