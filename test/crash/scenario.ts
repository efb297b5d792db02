import { toUsageBatch } from "@outlay/domain/usage-batch";
import { localDateOf } from "@outlay/domain/zone";
import type { OutgoingMessage } from "@outlay/messaging/queue";
import { usageMessage } from "@outlay/messaging/usage-messages";
import { makeOutcomes, type PlainOutcome, reckonOutcomes, tellMessages } from "./outcomes.ts";
import { type Random, seededRandom } from "./random.ts";
import { toUsageEvent } from "./to-usage-event.ts";

export const START_EPOCH_MS = Date.UTC(2026, 10, 10, 10, 30);
/** Local dates that hold every event, whatever the zone. */
export const READ = { from: "2026-11-07", to: "2026-11-10" } as const;
export const THRESHOLDS = [50, 100];

/** What the reference ledger knows of an event: enough to tell its spend without any code under test. */
export interface PlainEvent {
  readonly tenantId: string;
  readonly source: string;
  readonly id: string;
  readonly timeEpochMs: number;
  readonly department: string | null;
  readonly model: string;
  readonly input: number;
  readonly output: number;
  readonly run: string | null;
  readonly task: string | null;
  /** Its own outcome: accepted or not. */
  readonly said: boolean | null;
}

export interface Scenario {
  readonly seed: number;
  readonly tenants: readonly { readonly id: string; readonly zone: string }[];
  /** Events that came, were folded and merged before anything fails; then those that come while it does. */
  readonly waves: readonly [readonly OutgoingMessage[], readonly OutgoingMessage[]];
  /** Requests to tell outcomes, before anything fails and while it does. */
  readonly tells: readonly [readonly OutgoingMessage[], readonly OutgoingMessage[]];
  /** By `tenant|date|department|source|model`: the sums of MEASURED. */
  readonly expected: ReadonlyMap<string, readonly bigint[]>;
  /** By `tenant|budget|date`: picos. */
  readonly budgets: ReadonlyMap<string, bigint>;
  /** `tenant|budget|threshold` of what spend reached. With conflicts, alerts of what stood for a while may be there too. */
  readonly alerts: ReadonlySet<string>;
  readonly hasConflicts: boolean;
  readonly counts: Coverage;
}

export const MEASURED = [
  "events",
  "unpriced_events",
  "input_tokens",
  "output_tokens",
  "cost",
  "outcomes",
  "accepted_outcomes",
  "rejected_outcomes",
  "review_seconds",
  "abandoned_events",
  "cost_cause_abandoned",
] as const;

export interface Coverage {
  duplicates: number;
  conflicts: number;
  lateEvents: number;
  multiBucketBatches: number;
  sharedIds: number;
  /** Told, of subjects that use something. */
  outcomes: number;
}

const KNOWN_MODEL = "gpt-4o";
const ZONES = ["UTC", "Asia/Kolkata", "America/New_York"] as const;
const DEPARTMENTS = ["support", "sales", null] as const;
/** Minutes of 8 and 9 November 2026: few hours and few buckets, so that events meet in them, across a midnight. */
const MINUTES = [23 * 60 + 58, 23 * 60 + 59, 24 * 60, 24 * 60 + 1, 24 * 60 + 61] as const;
const DAY = Date.UTC(2026, 10, 8);

interface Copy extends PlainEvent {
  readonly acceptedAtEpochMs: number;
  readonly messageId: string;
  readonly position: number;
}

/** $2.50 and $10 a million tokens: gpt-4o's list price since October 2024. */
const costOf = ({ model, input, output }: PlainEvent): bigint =>
  model === KNOWN_MODEL ? BigInt(input) * 2_500_000n + BigInt(output) * 10_000_000n : 0n;

/** With `outcomes` most events lie in runs of one tenant, of which much is told: what can go wrong with them meets more often. */
export type Focus = "usage" | "outcomes";

export function makeScenario(seed: number, focus: Focus = "usage"): Scenario {
  const random = seededRandom(seed);
  const tenants = ["ten_a", "ten_b"]
    .slice(0, focus === "outcomes" ? 1 : 1 + random.int(2))
    .map((id) => ({ id, zone: random.pick(ZONES) }));
  const counts: Coverage = {
    duplicates: 0,
    conflicts: 0,
    lateEvents: 0,
    multiBucketBatches: 0,
    sharedIds: 0,
    outcomes: 0,
  };
  const events = makeEvents(
    random,
    tenants.map(({ id }) => id),
    counts,
    focus,
  );
  const outcomes = makeOutcomes(
    random,
    tenants.map(({ id }) => id),
    events,
    focus,
  );
  const told = Map.groupBy(outcomes, () => random.chance(0.3));
  const copies: Copy[] = [];
  const early = random.chance(0.7) ? events.slice(0, Math.ceil(events.length / 2)) : [];
  const waves = [early, events.slice(early.length)].map((wave, index) => {
    const repeated = index === 1 ? events.filter(() => random.chance(0.3)) : [];
    counts.duplicates += repeated.length;
    if (index === 1 && early.length > 0) counts.lateEvents += wave.length;
    const repeats = repeated.map((event) => (random.chance(0.3) ? conflicting(random, event, counts) : event));
    return makeMessages(random, random.shuffle([...wave, ...repeats]), copies, counts);
  });
  return {
    seed,
    tenants,
    waves: [waves[0] ?? [], waves[1] ?? []],
    tells: [tellMessages(random, told.get(true) ?? []), tellMessages(random, told.get(false) ?? [])],
    ...reckon(tenants, copies, outcomes, counts),
    hasConflicts: counts.conflicts > 0,
    counts,
  };
}

function conflicting(random: Random, event: PlainEvent, counts: Coverage): PlainEvent {
  counts.conflicts++;
  const run = random.chance(0.5) ? event.run : null;
  return { ...event, input: event.input + 1, run, task: run === null ? null : event.task };
}

function makeEvents(random: Random, tenantIds: readonly string[], counts: Coverage, focus: Focus): PlainEvent[] {
  const events = new Map<string, PlainEvent>();
  const ids = new Set<string>();
  // Few buckets, so that what happens in one happens at the same time.
  const minutes = random.shuffle(MINUTES).slice(0, random.chance(0.5) ? 1 : 2 + random.int(2));
  for (let left = 3 + random.int(5); left > 0; left--) {
    const id = `e${random.int(4)}`;
    const run = random.chance(focus === "outcomes" ? 0.9 : 0.5) ? `run_${random.int(2)}` : null;
    const event = {
      tenantId: tenantIds[random.int(tenantIds.length)] ?? "",
      source: random.pick(["gateway", "agents"]),
      id,
      timeEpochMs: DAY + random.pick(minutes) * 60_000 + random.int(3) * 1000,
      department: random.pick(DEPARTMENTS),
      model: random.chance(0.85) ? KNOWN_MODEL : "a-model-without-price",
      input: 1 + random.int(1000),
      output: random.int(1000),
      run,
      task: run !== null && random.chance(0.4) ? `task_${random.int(2)}` : null,
      said: random.chance(0.1) ? random.chance(0.5) : null,
    };
    const key = [event.tenantId, event.source, id].join("|");
    if (events.has(key)) continue;
    if (ids.has(id)) counts.sharedIds++;
    ids.add(id);
    events.set(key, event);
  }
  return [...events.values()];
}

/** Cuts each tenant's events into messages, accepted one after the other but sent in any order. */
function makeMessages(
  random: Random,
  events: readonly PlainEvent[],
  copies: Copy[],
  counts: Coverage,
): OutgoingMessage[] {
  const messages: OutgoingMessage[] = [];
  for (const [tenantId, own] of Map.groupBy(events, (event) => event.tenantId)) {
    for (let rest = own; rest.length > 0;) {
      const part = rest.slice(0, random.chance(0.5) ? 1 : 1 + random.int(rest.length));
      rest = rest.slice(part.length);
      const messageId = `msg_${copies.length}`;
      const acceptedAtEpochMs = START_EPOCH_MS + random.int(3);
      part.forEach((event, position) => copies.push({ ...event, acceptedAtEpochMs, messageId, position }));
      if (new Set(part.map(({ timeEpochMs }) => Math.floor(timeEpochMs / 60_000))).size > 1)
        counts.multiBucketBatches++;
      const batch = toUsageBatch(part.map(toUsageEvent), "key_1");
      messages.push(usageMessage({ tenantId, messageId, acceptedAtEpochMs, batch }));
    }
  }
  return random.shuffle(messages);
}

/** The reference ledger: each event once, by the copy that was accepted first. */
function reckon(
  tenants: Scenario["tenants"],
  copies: readonly Copy[],
  outcomes: readonly PlainOutcome[],
  counts: Coverage,
): Pick<Scenario, "expected" | "budgets" | "alerts"> {
  const expected = new Map<string, bigint[]>();
  const budgets = new Map<string, bigint>();
  const winners: PlainEvent[] = [];
  const keyOf = ({ tenantId, timeEpochMs, department, source, model }: PlainEvent) => {
    const date = localDateOf(timeEpochMs, tenants.find(({ id }) => id === tenantId)?.zone ?? "UTC");
    return [tenantId, date, department ?? "unattributed", source, model].join("|");
  };
  const byEvent = Map.groupBy(copies, ({ tenantId, source, id }) => [tenantId, source, id].join("|"));
  for (const same of byEvent.values()) {
    const [event] = same.toSorted(
      (a, b) =>
        a.acceptedAtEpochMs - b.acceptedAtEpochMs ||
        (a.messageId < b.messageId ? -1 : a.messageId > b.messageId ? 1 : a.position - b.position),
    );
    if (!event) continue;
    winners.push(event);
    const { tenantId, department, model } = event;
    const date = keyOf(event).split("|")[1] ?? "";
    const cost = costOf(event);
    const counted = [1n, model === KNOWN_MODEL ? 0n : 1n, BigInt(event.input), BigInt(event.output), cost];
    add(expected, keyOf(event), [...counted, ...MEASURED.slice(counted.length).map(() => 0n)]);
    for (const budget of ["bud_all", ...(department === "support" ? ["bud_support"] : [])]) {
      const key = [tenantId, budget, date].join("|");
      if (cost > 0n) budgets.set(key, (budgets.get(key) ?? 0n) + cost);
    }
  }
  for (const { first, ...outcome } of reckonOutcomes(winners, outcomes, costOf)) {
    counts.outcomes++;
    // No price of reviews: those are unpriced.
    const unpriced = outcome.reviewSeconds > 0n ? 1n : 0n;
    const { accepted, rejected, reviewSeconds, abandonedEvents, abandonedPicos } = outcome;
    const counted = [0n, unpriced, 0n, 0n, 0n, 1n, accepted, rejected, reviewSeconds, abandonedEvents, abandonedPicos];
    add(expected, keyOf(first), counted);
  }
  return { expected, budgets, alerts: alertsOf(budgets) };
}

function add(into: Map<string, bigint[]>, key: string, values: readonly bigint[]): void {
  const sums = into.get(key) ?? values.map(() => 0n);
  into.set(
    key,
    sums.map((sum, index) => sum + (values[index] ?? 0n)),
  );
}

/** In pico-dollars. */
export const AMOUNTS: Readonly<Record<string, readonly [text: string, picos: bigint]>> = {
  bud_all: ["0.01", 10n ** 10n],
  bud_support: ["0.004", 4n * 10n ** 9n],
};

function alertsOf(budgets: ReadonlyMap<string, bigint>): ReadonlySet<string> {
  const totals = new Map<string, bigint>();
  for (const [key, picos] of budgets) {
    const name = key.split("|").slice(0, 2).join("|");
    totals.set(name, (totals.get(name) ?? 0n) + picos);
  }
  const reached = [...totals].flatMap(([name, spent]) => {
    const [, amount] = AMOUNTS[name.split("|")[1] ?? ""] ?? ["", 0n];
    return THRESHOLDS.filter((threshold) => spent * 100n >= amount * BigInt(threshold)).map((t) => `${name}|${t}`);
  });
  return new Set(reached);
}
