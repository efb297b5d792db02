import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { BudgetOutlines, type ForecastRecord, ForecastRecords } from "@outlay/domain/forecast-record";
import type { LocalDate } from "@outlay/domain/local-date";
import { BODY_PART_BYTES } from "./body-parts.ts";
import { budgetOutlinesKey, forecastRecordsKey } from "./keys.ts";
import type { Item, Table } from "./table.ts";

const BODY_BYTES_MAX = 64 * 1024 * 1024;

/** All forecasts that were made at the start of a local date, or of the first date after it before `to` of which there are any. */
export async function readForecastRecords(
  table: Table,
  tenantId: string,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<{ readonly date: LocalDate; readonly records: readonly ForecastRecord[] } | undefined> {
  const { pk, sk } = forecastRecordsKey(tenantId, from);
  const [item] = await table.query({ pk, from: sk, limit: 1 });
  if (!item || item.sk >= to) return undefined;
  return { date: item.sk, records: ForecastRecords.parse(bodyOf(item)) };
}

export const hasForecastRecords = async (table: Table, tenantId: string, date: LocalDate): Promise<boolean> =>
  (await table.get(forecastRecordsKey(tenantId, date))) !== undefined;

/** Keeps the forecasts of a date, once: those of a second run are dropped. They are cut to what one item holds, the last first. */
export function putForecastRecords(
  table: Table,
  tenantId: string,
  date: LocalDate,
  records: readonly ForecastRecord[],
): Promise<boolean> {
  const body = compressed(records, (count) => records.slice(0, count), records.length);
  return table.put({ ...forecastRecordsKey(tenantId, date), body }, "absent");
}

/** What statuses of budgets are made of: one item; undefined before the first night. */
export async function readBudgetOutlines(table: Table, tenantId: string): Promise<BudgetOutlines | undefined> {
  const item = await table.get(budgetOutlinesKey(tenantId));
  return item && BudgetOutlines.parse(bodyOf(item));
}

/** Replaces them, unless those of a later date stand there already. They are cut to what one item holds, the last first. */
export async function replaceBudgetOutlines(table: Table, tenantId: string, outlines: BudgetOutlines): Promise<void> {
  const all = Object.entries(outlines.outlines);
  const cut = (kept: number) => ({ ...outlines, kept, outlines: Object.fromEntries(all.slice(0, kept)) });
  const body = compressed(outlines, cut, all.length);
  const order = BigInt(outlines.date.replaceAll("-", ""));
  await table.put({ ...budgetOutlinesKey(tenantId), order, body }, { attribute: "order", absentOrBelow: order + 1n });
}

/** As one item's body: a tenth less is kept until it fits in. */
function compressed(whole: unknown, cut: (count: number) => unknown, count: number): Uint8Array {
  let body = zstdCompressSync(JSON.stringify(whole));
  for (let kept = count; body.byteLength > BODY_PART_BYTES; body = zstdCompressSync(JSON.stringify(cut(kept)))) {
    kept = Math.floor(kept * 0.9);
  }
  return body;
}

function bodyOf({ pk, body }: Item): unknown {
  if (!(body instanceof Uint8Array)) throw new Error(`Forecasts at ${pk} have no body.`);
  return JSON.parse(zstdDecompressSync(body, { maxOutputLength: BODY_BYTES_MAX }).toString("utf8"));
}
