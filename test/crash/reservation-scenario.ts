import { attemptsSettledBy } from "@outlay/domain/release";
import type { Reservation } from "@outlay/domain/reservation";
import { toUsageBatch } from "@outlay/domain/usage-batch";
import type { UsageEvent } from "@outlay/domain/usage-event";
import type { OutgoingMessage } from "@outlay/messaging/queue";
import { usageMessage } from "@outlay/messaging/usage-messages";
import { type Random, seededRandom } from "./random.ts";
import { START_EPOCH_MS } from "./scenario.ts";
import { toUsageEvent } from "./to-usage-event.ts";

export const TENANT = "ten_a";
export const ATTEMPTS = 3;
const SLOT = "3qk2f";
/** Few minutes, so that events meet in buckets. */
const MINUTES = [0, 1, 61];
const STATUSES = ["succeeded", "failed", "timed_out"] as const;

/** One event of a decision, as a message states it. An event may come with more than one content. */
export interface Copy {
  readonly decision: number;
  readonly id: string;
  readonly minute: number;
  readonly attempt: number;
  readonly status: (typeof STATUSES)[number];
  readonly acceptedAtEpochMs: number;
}

export interface ReservationScenario {
  readonly seed: number;
  readonly decisions: number;
  readonly copies: readonly Copy[];
  readonly messages: readonly OutgoingMessage[];
  /** Requests to release, by the decision's number: some decisions have none, some several. */
  readonly releases: readonly number[];
}

/** A hold of its own for each decision, and amounts that tell from a sum how often each attempt is in it. */
export const reservationOf = (decision: number): Reservation => ({
  decisionId: `dec_${decision}`,
  slot: SLOT,
  amounts: Array.from({ length: ATTEMPTS }, (_, index) => AMOUNT_BASE ** BigInt(index)),
  holds: [`hold${decision}`],
});

const AMOUNT_BASE = 1000n;

/** How often each attempt, from 1, is in a sum. */
export const timesIn = (picos: bigint): readonly number[] =>
  Array.from({ length: ATTEMPTS }, (_, index) => Number((picos / AMOUNT_BASE ** BigInt(index)) % AMOUNT_BASE));

export function makeReservationScenario(seed: number): ReservationScenario {
  const random = seededRandom(seed);
  const decisions = 1 + random.int(3);
  const told = Array.from({ length: decisions * 3 }, (): Omit<Copy, "acceptedAtEpochMs"> => {
    const decision = random.int(decisions);
    return {
      decision,
      // Few ids: the same one twice is a repeat, or a conflict.
      id: `e${decision}-${random.int(4)}`,
      minute: random.pick(MINUTES),
      attempt: 1 + random.int(ATTEMPTS),
      status: random.pick(STATUSES),
    };
  });
  const firstOf = new Map<string, Omit<Copy, "acceptedAtEpochMs">>();
  const copies = told.map((copy, index): Copy => {
    const first = firstOf.get(copy.id) ?? copy;
    firstOf.set(copy.id, first);
    // In one bucket: by another time it would be another event.
    const said = random.chance(0.5) ? first : { ...copy, minute: first.minute };
    return { ...said, acceptedAtEpochMs: START_EPOCH_MS + index };
  });
  return {
    seed,
    decisions,
    copies,
    messages: random.shuffle(copies.flatMap((copy, index) => messageOf(random, copies, copy, index))),
    releases: Array.from({ length: decisions }, (_, decision) => decision).flatMap((decision) =>
      random.chance(0.4) ? Array.from({ length: 1 + random.int(2) }, () => decision) : [],
    ),
  };
}

/** Two copies in a message now and then; each message has its own time of acceptance. */
function messageOf(random: Random, copies: readonly Copy[], copy: Copy, index: number): readonly OutgoingMessage[] {
  const next = copies[index + 1];
  const batch = next && random.chance(0.3) ? [copy, { ...next, acceptedAtEpochMs: copy.acceptedAtEpochMs }] : [copy];
  const messageId = `msg_${String(index).padStart(4, "0")}`;
  return [
    usageMessage({
      tenantId: TENANT,
      messageId,
      acceptedAtEpochMs: copy.acceptedAtEpochMs,
      batch: toUsageBatch(batch.map(eventOf), "key_1"),
    }),
  ];
}

function eventOf({ decision, id, minute, attempt, status }: Copy): UsageEvent {
  const reservation = reservationOf(decision);
  const { decisionId } = reservation;
  return {
    ...toUsageEvent({
      tenantId: TENANT,
      source: "s",
      id,
      timeEpochMs: START_EPOCH_MS - 7_200_000 + minute * 60_000,
      department: null,
      model: "gpt-4o",
      input: 1,
      output: 1,
      run: null,
      task: null,
      said: null,
    }),
    status,
    route: { id: null, type: null, decisionId, reservationId: "rsv_", reservation, attempt, fallbackFrom: null },
  };
}

/** What may be set free of a decision, and what must be, worked out from what was sent alone. */
export interface Expected {
  /** Attempts that an event which counts settles. */
  readonly may: ReadonlySet<number>;
  /** Of those, all that are set free whatever happens; undefined where that depends on who comes first. */
  readonly must: ReadonlySet<number> | undefined;
}

export function expectedOf({ copies, releases }: ReservationScenario, decision: number): Expected {
  const own = Map.groupBy(
    copies.filter((copy) => copy.decision === decision),
    ({ id }) => id,
  );
  const settled = ({ attempt, status }: Copy) => attemptsSettledBy(reservationOf(decision), attempt, status);
  const counting = [...own.values()].flatMap((each) => each.slice(0, 1)); // The first accepted counts.
  const may = new Set(counting.flatMap(settled));
  const isPlain = [...own.values()].every((each) => new Set(each.map((copy) => settled(copy).join())).size === 1);
  return { may, must: isPlain && !releases.includes(decision) ? may : undefined };
}
