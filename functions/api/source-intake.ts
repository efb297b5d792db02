import { LIMITS } from "@outlay/domain/limits";
import type { Fault } from "@outlay/domain/errors";
import { textFault } from "@outlay/domain/plain-text";
import type { Refusal, UsageBody } from "@outlay/domain/read-usage-body";
import { type EventRules, readUsageEvent } from "@outlay/domain/read-usage-event";
import type { UsageEvent } from "@outlay/domain/usage-event";
import { boundValuesOf } from "@outlay/services/bound-values";
import { fixReceiptTimes } from "@outlay/services/fix-receipt-times";
import type { ReadRecord, SourceEvent } from "@outlay/sources/usage-events";
import type { Context } from "hono";
import type { ApiEnv } from "./router.ts";
import { answerUsage, type Flagged } from "./usage-receipt.ts";

/** What an adapter made of one record, by the record's place in the body. */
export interface SourceRecord {
  readonly index: number;
  readonly read: ReadRecord;
}

/** Where in the request a fault lies: of a record as its source writes it, and of a member of the event that it became. */
export interface Places {
  readonly ofRecord: (index: number, pointer: string) => string;
  readonly ofMember: (index: number, pointer: string) => string;
}

/** Of records that stand in a list, or of the one that is the whole body. */
export const placesIn =
  (isList: boolean): Places["ofRecord"] =>
  (index, pointer) =>
    isList ? `/${index}${pointer}` : pointer;

interface Fit extends Flagged {
  readonly id: string;
  readonly event: UsageEvent;
  readonly isTimed: boolean;
}

/** Takes the events that adapters made of a foreign body, and answers as for our own. */
export async function takeSourceRecords(
  c: Context<ApiEnv>,
  records: readonly SourceRecord[],
  places: Places,
): Promise<Response> {
  const { body, flagged } = await judgeSourceRecords(c, records, places);
  return answerUsage(c, body, "live", flagged);
}

/**
 * Judges each event that adapters made like one of ours; those of a source without times, or with several for one event, have the
 * time with which they came first.
 */
export async function judgeSourceRecords(
  c: Context<ApiEnv>,
  records: readonly SourceRecord[],
  { ofRecord, ofMember }: Places,
): Promise<{ readonly body: UsageBody; readonly flagged: readonly Flagged[] }> {
  const nowEpochMs = c.var.ctx.now().getTime();
  const rules = { kind: "live", nowEpochMs, bound: boundValuesOf(c.var.ctx) } as const;
  const refused: Refusal[] = [];
  const fit: Fit[] = [];
  for (const { index, read } of records) {
    const told = (faults: readonly Fault[], place: Places["ofRecord"]) =>
      faults.map(({ pointer, detail }) => ({ pointer: place(index, pointer), detail }));
    if ("faults" in read) {
      refused.push({ index, code: "invalid_request", errors: told(read.faults, ofRecord) });
      continue;
    }
    for (const { body, flags, isTimeOfFirst = false } of read.events) {
      const judged = judge(body, rules);
      if ("faults" in judged) {
        refused.push({ index, ...idOf(body.id), code: "invalid_request", errors: told(judged.faults, ofMember) });
      } else {
        const { event } = judged;
        const isTimed = (body.time ?? null) !== null && !isTimeOfFirst;
        fit.push({ index, id: event.id, errors: told(flags, ofRecord), event, isTimed });
      }
    }
  }
  const events = await withTimes(c, fit);
  const body: UsageBody = {
    events,
    refused,
    pointerOf: (index, pointer) => (pointer === "" ? ofRecord(index, "") : ofMember(index, pointer)),
  };
  const flagged = fit.filter(({ errors }) => errors.length > 0).map(({ index, id, errors }) => ({ index, id, errors }));
  return { body, flagged };
}

/** An event without a time is judged as of now: its first receipt was at some such instant. */
const judge = (body: SourceEvent["body"], rules: EventRules) =>
  readUsageEvent({ ...body, time: body.time ?? new Date(rules.nowEpochMs).toISOString() }, rules);

async function withTimes(c: Context<ApiEnv>, fit: readonly Fit[]): Promise<UsageBody["events"]> {
  const untimed = fit.filter(({ isTimed }) => !isTimed);
  const fixed = await fixReceiptTimes(
    c.var.ctx,
    untimed.map(({ event }) => event),
  );
  const byFit = new Map(untimed.map((each, place) => [each, fixed[place]]));
  return fit.map((each) => ({ index: each.index, event: byFit.get(each) ?? each.event }));
}

/** Only an id that could be one is sent back. */
const idOf = (id: unknown): { id?: string } =>
  typeof id === "string" && textFault(id, LIMITS.idCharacters) === undefined ? { id } : {};
