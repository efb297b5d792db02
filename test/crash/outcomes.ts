import { bucketOf, eventHash, initialSchedule } from "@outlay/domain/bucket";
import { type Subject, subjectName } from "@outlay/domain/subject";
import type { ToldOutcome } from "@outlay/domain/outcome";
import type { OutcomeOf } from "@outlay/domain/read-outcome";
import type { OutgoingMessage } from "@outlay/messaging/queue";
import type { Random } from "./random.ts";
import type { Focus, PlainEvent } from "./scenario.ts";

/** What somebody tells of a run, a task or an event, as plainly as the reference ledger needs it. */
export interface PlainOutcome {
  readonly tenantId: string;
  readonly of:
    | { readonly kind: "run" | "task"; readonly id: string }
    | { readonly kind: "event"; readonly event: PlainEvent };
  readonly id: string;
  readonly at: number;
  readonly accepted: boolean | null;
  readonly reviewSeconds: number | null;
  readonly isAbandoned: boolean;
}

export const TENANTS_BEGAN = new Date("2026-11-01T00:00:00.000Z");
const NOON = Date.UTC(2026, 10, 9, 12);

/** Of few runs, tasks and events, some of which never use anything. */
export function makeOutcomes(
  random: Random,
  tenantIds: readonly string[],
  events: readonly PlainEvent[],
  focus: Focus,
): PlainOutcome[] {
  const count = focus === "outcomes" ? 2 + random.int(4) : random.int(5);
  return Array.from({ length: count }, (_, index): PlainOutcome => {
    const tenantId = random.pick(tenantIds);
    const own = events.filter((event) => event.tenantId === tenantId);
    const event = own.length > 0 && random.chance(0.25) ? random.pick(own) : undefined;
    const kind = random.chance(0.7) ? "run" : "task";
    const of = event ? ({ kind: "event", event } as const) : ({ kind, id: `${kind}_${random.int(2)}` } as const);
    return {
      tenantId,
      of,
      id: `o${index}`,
      at: NOON + random.int(3),
      accepted: random.pick([true, false, null]),
      reviewSeconds: random.chance(0.3) ? random.int(100) : null,
      isAbandoned: random.chance(0.3),
    };
  });
}

/** Requests to tell outcomes, some of them sent twice. Their senders repeat them until they are answered by 202. */
export function tellMessages(random: Random, outcomes: readonly PlainOutcome[]): OutgoingMessage[] {
  const sent = random.shuffle([...outcomes, ...outcomes.filter(() => random.chance(0.3))]);
  return sent.map((outcome) => ({
    body: JSON.stringify({ tenantId: outcome.tenantId, outcomes: [toOutcomeOf(outcome)] }),
    groupId: outcome.tenantId,
  }));
}

function toOutcomeOf({ of, id, at, accepted, reviewSeconds, isAbandoned }: PlainOutcome): OutcomeOf {
  const facts = {
    completed: null,
    rework: null,
    humanReviewed: null,
    reviewerRole: null,
    redacted: null,
    blockedBy: null,
  };
  const outcome: ToldOutcome = {
    ...facts,
    id,
    atEpochMs: at,
    accepted,
    reviewSeconds,
    status: isAbandoned ? "abandoned" : null,
  };
  return { subject: subjectOf(of), outcome };
}

function subjectOf(of: PlainOutcome["of"]): Subject {
  if (of.kind !== "event") return of;
  const { source, id, timeEpochMs } = of.event;
  const bucket = bucketOf(timeEpochMs, eventHash(source, id), initialSchedule(TENANTS_BEGAN));
  return { kind: "event", source, id, bucket };
}

/** What one subject adds to the ledger, and the event that it is entered under. */
export interface ReckonedOutcome {
  readonly first: PlainEvent;
  readonly accepted: bigint;
  readonly rejected: bigint;
  readonly reviewSeconds: bigint;
  readonly abandonedEvents: bigint;
  readonly abandonedPicos: bigint;
}

/** The reference: of each subject with usage and something told, all that was told by time, then id; a later one holds. */
export function reckonOutcomes(
  events: readonly PlainEvent[],
  outcomes: readonly PlainOutcome[],
  costOf: (event: PlainEvent) => bigint,
): ReckonedOutcome[] {
  const rows = new Map<string, PlainEvent[]>();
  const facts = new Map<string, PlainOutcome[]>();
  const put = <Value>(map: Map<string, Value[]>, name: string, value: Value) =>
    map.set(name, [...(map.get(name) ?? []), value]);
  const nameOf = (tenantId: string, of: PlainOutcome["of"]) => `${tenantId} ${subjectName(subjectOf(of))}`;
  for (const event of events) {
    const { tenantId, run, task, said, source, id, timeEpochMs } = event;
    const itself = { kind: "event", event } as const;
    const own: PlainOutcome["of"][] = [itself];
    if (run !== null) own.push({ kind: "run", id: run });
    if (task !== null) own.push({ kind: "task", id: task });
    for (const of of own) put(rows, nameOf(tenantId, of), event);
    const of = run === null ? itself : ({ kind: "run", id: run } as const);
    const told = { tenantId, of, at: timeEpochMs, accepted: said, reviewSeconds: null, isAbandoned: false };
    if (said !== null) put(facts, nameOf(tenantId, of), { ...told, id: JSON.stringify([source, id]) });
  }
  for (const outcome of outcomes) {
    const { accepted, reviewSeconds, isAbandoned } = outcome;
    // One without a fact cannot be told.
    if (accepted !== null || reviewSeconds !== null || isAbandoned)
      put(facts, nameOf(outcome.tenantId, outcome.of), outcome);
  }
  return [...facts].flatMap(([name, told]) => reckonOne(rows.get(name) ?? [], told, costOf));
}

function reckonOne(
  rows: readonly PlainEvent[],
  told: readonly PlainOutcome[],
  costOf: (event: PlainEvent) => bigint,
): ReckonedOutcome[] {
  const by = <Value>(list: readonly Value[], ...keys: ((value: Value) => number | string)[]) =>
    list.toSorted((a, b) => {
      const key = keys.find((each) => each(a) !== each(b));
      return key === undefined ? 0 : key(a) < key(b) ? -1 : 1;
    });
  const [first] = by(
    rows,
    (row) => row.timeEpochMs,
    (row) => row.source,
    (row) => row.id,
  );
  if (!first) return [];
  const inOrder = by(
    told,
    ({ at }) => at,
    ({ id }) => id,
  );
  const accepted = inOrder.findLast((each) => each.accepted !== null)?.accepted ?? null;
  const reviewSeconds = inOrder.findLast((each) => each.reviewSeconds !== null)?.reviewSeconds ?? 0;
  const isAbandoned = told.some((each) => each.isAbandoned);
  return [
    {
      first,
      accepted: accepted === true ? 1n : 0n,
      rejected: accepted === false ? 1n : 0n,
      reviewSeconds: BigInt(reviewSeconds),
      abandonedEvents: isAbandoned ? BigInt(rows.length) : 0n,
      abandonedPicos: isAbandoned ? rows.reduce((sum, row) => sum + costOf(row), 0n) : 0n,
    },
  ];
}
