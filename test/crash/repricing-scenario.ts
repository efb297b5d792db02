import { toUsageBatch } from "@outlay/domain/usage-batch";
import { readUsageEvent } from "@outlay/domain/read-usage-event";
import type { RepricingInput } from "@outlay/domain/repricing";
import type { OutgoingMessage } from "@outlay/messaging/queue";
import { usageMessage } from "@outlay/messaging/usage-messages";
import { type Random, seededRandom } from "./random.ts";

/** Long after the events, which therefore lie in buckets of an hour: few, so that what happens in one happens at once. */
export const NOW_EPOCH_MS = Date.UTC(2026, 10, 20, 10, 30);
export const TENANT = "ten_a";
/** Local dates that hold every event, whatever the zone. */
export const READ = { from: "2026-11-07", to: "2026-11-11" } as const;

/** One acceptance of an event: what the reference knows of it, without any code under test. */
export interface Copy {
  readonly source: string;
  readonly id: string;
  /** The tenant-local date of its time. */
  readonly date: string;
  readonly timeEpochMs: number;
  readonly department: string;
  readonly model: string;
  readonly input: number;
  readonly output: number;
  readonly acceptedAtEpochMs: number;
  readonly messageId: string;
  readonly position: number;
}

/** How recorders priced what the re-pricings touch, until they knew of one: three times too dear, or not at all. */
export type Fault = "threefold" | "unpriced";

export interface Scenario {
  readonly seed: number;
  readonly zone: string;
  readonly fault: Fault;
  readonly waves: readonly [readonly OutgoingMessage[], readonly OutgoingMessage[]];
  readonly copies: readonly Copy[];
  /** All of one range and filter. The later ones find nothing wrong, save what is still on its way. */
  readonly repricings: readonly RepricingInput[];
}

const ZONES = [
  ["UTC", 0],
  ["Asia/Kolkata", 5.5],
  ["America/New_York", -5],
] as const;
/** $2.50 and $10, $0.15 and $0.60 a million tokens: list prices since October 2024. In picos a token. */
const PRICES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  "gpt-4o": [2_500_000n, 10_000_000n],
  "gpt-4o-mini": [150_000n, 600_000n],
};
const HOUR_MS = 3_600_000;
const DAY = Date.UTC(2026, 10, 8);

export const priceOf = ({ model, input, output }: Copy): bigint => {
  const [perInput = 0n, perOutput = 0n] = PRICES[model] ?? [];
  return perInput * BigInt(input) + perOutput * BigInt(output);
};

export const isTouched = ({ from, to, model }: RepricingInput, copy: Pick<Copy, "date" | "model">): boolean =>
  copy.date >= from && copy.date < to && (model === null || model === copy.model);

export function makeRepricingScenario(seed: number): Scenario {
  const random = seededRandom(seed);
  const [zone, offsetHours] = random.pick(ZONES);
  const copies: Copy[] = [];
  const events = makeEvents(random, offsetHours);
  const early = random.chance(0.6) ? events.slice(0, Math.ceil(events.length / 2)) : [];
  const repeated = events.filter(() => random.chance(0.4));
  const repeats = repeated.map((event) => (random.chance(0.5) ? { ...event, input: event.input + 1 } : event));
  const waves = [early, [...events.slice(early.length), ...repeats]] as const;
  const input: RepricingInput = {
    from: "2026-11-08",
    to: random.chance(0.7) ? "2026-11-09" : "2026-11-10",
    reason: "prove",
    only: random.chance(0.5) ? "all" : "unpriced",
    provider: null,
    model: random.chance(0.3) ? "gpt-4o" : null,
    attribution: random.chance(0.2),
    dry_run: false,
  };
  return {
    seed,
    zone,
    fault: input.only === "unpriced" || random.chance(0.3) ? "unpriced" : "threefold",
    waves: [makeMessages(random, waves[0], copies), makeMessages(random, waves[1], copies)],
    copies,
    repricings: random.chance(0.25) ? [input, input] : [input],
  };
}

type Event = Omit<Copy, "acceptedAtEpochMs" | "messageId" | "position">;

function makeEvents(random: Random, offsetHours: number): Event[] {
  const events = new Map<string, Event>();
  // Hours of 8 and 9 November around the ends of local dates.
  const hours = random.shuffle([3, 4, 18, 19, 27, 28, 43]).slice(0, 1 + random.int(2));
  for (let left = 2 + random.int(5); left > 0; left--) {
    const timeEpochMs = DAY + random.pick(hours) * HOUR_MS + random.int(3) * 1_200_000;
    const event = {
      source: random.pick(["gateway", "agents"]),
      id: `e${random.int(4)}`,
      timeEpochMs,
      date: new Date(timeEpochMs + offsetHours * HOUR_MS).toISOString().slice(0, 10),
      department: random.pick(["support", "sales"]),
      model: random.chance(0.7) ? "gpt-4o" : "gpt-4o-mini",
      input: 1 + random.int(1000),
      output: random.int(1000),
    };
    const key = `${event.source}|${event.id}`;
    if (!events.has(key)) events.set(key, event);
  }
  return [...events.values()];
}

function makeMessages(random: Random, events: readonly Event[], copies: Copy[]): OutgoingMessage[] {
  const messages: OutgoingMessage[] = [];
  for (let rest = random.shuffle(events); rest.length > 0;) {
    const part = rest.slice(0, random.chance(0.5) ? 1 : 1 + random.int(rest.length));
    rest = rest.slice(part.length);
    const messageId = `msg_${copies.length}`;
    const acceptedAtEpochMs = NOW_EPOCH_MS + random.int(3);
    copies.push(...part.map((event, position) => ({ ...event, acceptedAtEpochMs, messageId, position })));
    const batch = toUsageBatch(part.map(toUsageEvent), "key_1");
    messages.push(usageMessage({ tenantId: TENANT, messageId, acceptedAtEpochMs, batch }));
  }
  return random.shuffle(messages);
}

function toUsageEvent({ id, source, timeEpochMs, model, department, input, output }: Event) {
  const body = {
    id,
    source,
    time: new Date(timeEpochMs).toISOString(),
    operation: "chat",
    provider: "openai",
    model,
    usage: { input_tokens: input, output_tokens: output },
    attribution: { department },
  };
  const read = readUsageEvent(body, { kind: "live", bound: new Map(), nowEpochMs: NOW_EPOCH_MS });
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.event;
}
