import { DAY_MS, HOUR_MS } from "@outlay/domain/bucket";
import { TUPLE_FIELDS, type Tuple } from "@outlay/domain/dimensions";
import { MEASURES } from "@outlay/domain/measures";
import type { Page, PageRow } from "@outlay/domain/page";
import { encodePage } from "@outlay/storage/page-codec";
import { seededUniform } from "@outlay/domain/seeded-random";
import { writePage, type PagePlace } from "@outlay/storage/pages";
import type { Table } from "@outlay/storage/table";
import { SPAN_SECONDS } from "./memory-world.ts";
import { TUPLES } from "./workload.ts";

/** With what a token of input, of cache and of output costs, in picos. */
const MODELS = [
  { name: "claude-sonnet-4-5", rates: [3_000_000n, 300_000n, 15_000_000n] },
  { name: "gpt-5-mini", rates: [250_000n, 25_000n, 2_000_000n] },
  { name: "gpt-4o", rates: [2_500_000n, 1_250_000n, 10_000_000n] },
  { name: "claude-3-5-haiku-latest", rates: [800_000n, 80_000n, 4_000_000n] },
  { name: "gpt-4o-mini", rates: [150_000n, 75_000n, 600_000n] },
  { name: "o3", rates: [2_000_000n, 500_000n, 8_000_000n] },
] as const;

const modelOf = (index: number) => MODELS[Math.floor(index / 12) % MODELS.length] ?? MODELS[0];

/** Values of the dimensions that real tuples differ in; the rest is null, or the same in all. */
const VALUES: Readonly<Record<string, (index: number) => string>> = {
  business_unit: (index) => `unit-${index % 4}`,
  department: (index) => `department-${index % 12}`,
  project: (index) => `project-${index % 60}`,
  application: (index) => `application-${index % 30}`,
  workflow: (index) => `workflow-${index % 90}`,
  user: (index) => `user-${index % 1_000}`,
  environment: (index) => (index % 10 === 0 ? "experiment" : "production"),
  api_key: (index) => `key_${index % 8}`,
  source: () => "gateway",
  provider: (index) => (index % 2 === 0 ? "anthropic" : "openai"),
  model: (index) => modelOf(index).name,
  operation: () => "chat",
  status: () => "succeeded",
};

/** A page of `tuples` rows that hold `events` events between them, unevenly, of calls that are all different. */
function makePage(period: string, tuples: number, events: number): Page {
  const uniform = seededUniform(Date.parse(`${period.slice(0, 10)}T00:00:00Z`) / 1000 + tuples);
  const rows = Array.from({ length: Math.min(tuples, events) }, (_, index): PageRow => {
    const tuple: Tuple = TUPLE_FIELDS.map((name) => VALUES[name]?.(index) ?? null);
    const share = BigInt(Math.max(1, Math.floor((2 * events * (tuples - index)) / (tuples * tuples))));
    const measures = measuresOf(share, modelOf(index).rates, uniform);
    return { period, tuple, sums: MEASURES.map((name) => measures[name] ?? 0n) };
  });
  return { rows, conflictCount: 0, conflicts: [], releases: [] };
}

/** Of so many events: tokens around the usual ones, and what they cost. */
function measuresOf(
  events: bigint,
  [inputRate, cacheRate, outputRate]: readonly [bigint, bigint, bigint],
  uniform: () => number,
): Readonly<Record<string, bigint>> {
  const around = (mean: number) => (BigInt(Math.floor(mean * (0.2 + 1.6 * uniform()))) * events * 7n) / 6n;
  const [input, cached, output] = [around(1_834), around(912), around(253)];
  return {
    events,
    requests: events,
    input_tokens: input,
    cache_read_tokens: cached,
    output_tokens: output,
    reasoning_tokens: output / 4n,
    tool_calls: events,
    cost_input: input * inputRate,
    cost_cache_read: cached * cacheRate,
    cost_output: output * outputRate,
  };
}

/** What an hour of a tenant with many tuples a day holds of them. */
export const HOUR_TUPLES_MAX = 1_000;

const isoHour = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 13);

async function lay(table: Table, tenantId: string, place: PagePlace, page: Page): Promise<void> {
  const write = {
    basis: "laid",
    body: encodePage(page),
    token: `${place.level}-${JSON.stringify(place)}`,
    nowEpochMs: 0,
  };
  await writePage(table, tenantId, place, undefined, write);
}

/** Bucket pages of the hour's buckets before `nowEpochMs`, as traffic of so many events a second would have left them. */
export async function layEarlierBuckets(
  table: Table,
  tenantId: string,
  nowEpochMs: number,
  { eventsPerSecond, spanSeconds }: { readonly eventsPerSecond: number; readonly spanSeconds: number },
): Promise<void> {
  const hour = Math.floor(nowEpochMs / HOUR_MS) * HOUR_MS;
  const spanMs = spanSeconds * 1000;
  const page = makePage(isoHour(hour), TUPLES, Math.max(1, Math.round(spanSeconds * eventsPerSecond)));
  for (let startEpochMs = hour; startEpochMs + spanMs <= nowEpochMs; startEpochMs += spanMs)
    await lay(table, tenantId, { level: "bucket", bucket: { startEpochMs, spanMs, shard: 0 } }, page);
}

export interface Span {
  readonly fromEpochMs: number;
  readonly toEpochMs: number;
}

/** Pages of the days or hours of a span, as merges leave them, each with `tuples` rows that hold `events` events. */
export async function layPages(
  table: Table,
  tenantId: string,
  level: "day" | "hour",
  { fromEpochMs, toEpochMs }: Span,
  { tuples, events }: { readonly tuples: number; readonly events: number },
): Promise<void> {
  const [spanMs, digits] = level === "day" ? [DAY_MS, 10] : [HOUR_MS, 13];
  for (let start = fromEpochMs; start < toEpochMs; start += spanMs) {
    const page = makePage(isoHour(start).slice(0, digits), tuples, events);
    await lay(table, tenantId, { level, startEpochMs: start }, page);
  }
}

/**
 * A month as merges leave it: day pages of the 30 days before, hour pages of today, and bucket pages of the hour that
 * runs, which the caller marks. `tuples` is what a day holds; hours hold at most 1,000, and buckets 300.
 */
export async function layMonth(
  table: Table,
  tenantId: string,
  nowEpochMs: number,
  { tuples, events }: { readonly tuples: number; readonly events: number },
): Promise<void> {
  const today = Math.floor(nowEpochMs / DAY_MS) * DAY_MS;
  const perDay = Math.floor(events / 31);
  const days = { fromEpochMs: today - 30 * DAY_MS, toEpochMs: today };
  await layPages(table, tenantId, "day", days, { tuples, events: perDay });
  const hours = { fromEpochMs: today, toEpochMs: Math.floor(nowEpochMs / HOUR_MS) * HOUR_MS };
  await layPages(table, tenantId, "hour", hours, {
    tuples: Math.min(tuples, HOUR_TUPLES_MAX),
    events: Math.ceil(perDay / 24),
  });
  await layEarlierBuckets(table, tenantId, nowEpochMs, { eventsPerSecond: 1_000, spanSeconds: SPAN_SECONDS });
}
