import { HOUR_MS, MINUTE_MS } from "@outlay/domain/bucket";
import type { Verdict } from "@outlay/domain/choose-route";
import type { Decision } from "@outlay/domain/decision";
import { UNATTRIBUTED } from "@outlay/domain/dimensions";
import { LIMITS } from "@outlay/domain/limits";
import { idTimeEpochMs } from "@outlay/platform/ids";
import { type DecisionMinute, readDecisions } from "@outlay/storage/decisions";
import type { Context } from "./context.ts";

/** Hours that are read at once. */
const READS_AT_ONCE = 16;
/** Blocks of one read: an hour of a quiet tenant, some minutes of a busy one. */
const BLOCKS_PER_READ = 60;
/** More of one page, one after the other, in hours that are longer: the rest is for the next page. */
const FURTHER_READS = 40;

/** Where a list goes on: from a minute on, there after a decision. */
export interface DecisionPosition {
  readonly fromEpochMs: number;
  readonly after: string | null;
}

export interface DecisionQuery {
  /** Half-open. */
  readonly fromEpochMs: number;
  readonly toEpochMs: number;
  readonly verdict: Verdict | undefined;
  /** Some reason has this code, and some has this subject. */
  readonly reason: string | undefined;
  readonly subject: string | undefined;
  readonly runId: string | undefined;
  /** For each dimension the values that pass. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly limit: number;
  readonly position: DecisionPosition | undefined;
}

/** In order of time. `next` is undefined at the end; a page can be empty before it. */
export interface DecisionPage {
  readonly decisions: readonly Decision[];
  readonly next: DecisionPosition | undefined;
}

/** The decisions of a range of time, from their journal. One call looks into a week of hours at most, and less where they are busy. */
export async function listDecisions(
  ctx: Pick<Context, "table" | "tenantId">,
  query: DecisionQuery,
): Promise<DecisionPage> {
  const { limit, toEpochMs, position } = query;
  const passes = compileQuery(query);
  const decisions: Decision[] = [];
  let further = 0;
  let fromEpochMs = position?.fromEpochMs ?? floor(query.fromEpochMs, MINUTE_MS);
  for (let looked = 0; looked < LIMITS.decisionHoursPerPage; looked += READS_AT_ONCE) {
    const starts = startsFrom(fromEpochMs, toEpochMs);
    if (starts.length === 0) return { decisions, next: undefined };
    const reads = await Promise.all(
      starts.map((start) => readDecisions(ctx.table, ctx.tenantId, start, BLOCKS_PER_READ)),
    );
    for (const first of reads) {
      let read = first;
      for (;;) {
        for (const minute of read.minutes) {
          const found = minute.decisions.filter(passes);
          const room = limit - decisions.length;
          decisions.push(...found.slice(0, room));
          if (found.length > room) return { decisions, next: after(minute, decisions) };
        }
        if (read.nextEpochMs === undefined || read.nextEpochMs >= toEpochMs) break;
        if (further++ >= FURTHER_READS) return { decisions, next: { fromEpochMs: read.nextEpochMs, after: null } };
        read = await readDecisions(ctx.table, ctx.tenantId, read.nextEpochMs, BLOCKS_PER_READ);
      }
    }
    fromEpochMs = floor(starts.at(-1) ?? fromEpochMs, HOUR_MS) + HOUR_MS;
  }
  return { decisions, next: fromEpochMs < toEpochMs ? { fromEpochMs, after: null } : undefined };
}

const floor = (epochMs: number, unitMs: number) => epochMs - (epochMs % unitMs);

/** The first minute, then the starts of the hours that follow. */
function startsFrom(fromEpochMs: number, toEpochMs: number): readonly number[] {
  const hours = Array.from(
    { length: READS_AT_ONCE - 1 },
    (_, index) => floor(fromEpochMs, HOUR_MS) + (index + 1) * HOUR_MS,
  );
  return [fromEpochMs, ...hours].filter((start) => start < toEpochMs);
}

const after = ({ startEpochMs }: DecisionMinute, decisions: readonly Decision[]): DecisionPosition => {
  const last = decisions.at(-1)?.id ?? null;
  // The last that was shown may lie in an earlier minute: then this one is shown from its beginning.
  return { fromEpochMs: startEpochMs, after: last };
};

function compileQuery(query: DecisionQuery): (decision: Decision) => boolean {
  const { fromEpochMs, toEpochMs, verdict, reason, subject, runId, position } = query;
  const filters = Object.entries(query.filters).map(([name, values]) => [name, new Set(values)] as const);
  const shown = position?.after ?? null;
  return (decision) => {
    const epochMs = idTimeEpochMs(decision.id) ?? 0;
    if (epochMs < fromEpochMs || epochMs >= toEpochMs || (shown !== null && decision.id <= shown)) return false;
    if (verdict !== undefined && decision.verdict !== verdict) return false;
    if (reason !== undefined && !decision.reasons.some(({ code }) => code === reason)) return false;
    if (subject !== undefined && !decision.reasons.some((each) => each.subject?.id === subject)) return false;
    if (runId !== undefined && decision.asked.run?.id !== runId) return false;
    if (filters.length === 0) return true;
    const values = new Map(decision.values);
    return filters.every(([name, allowed]) => allowed.has(values.get(name) ?? UNATTRIBUTED));
  };
}
