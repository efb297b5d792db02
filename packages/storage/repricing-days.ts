import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { LocalDate } from "@outlay/domain/local-date";
import { RepricingResult } from "@outlay/domain/repricing-result";
import { numberOf } from "./attributes.ts";
import { repricingDayKey, repricingPartition } from "./keys.ts";
import type { Item, Table } from "./table.ts";

const RESULT_BYTES_MAX = 64 * 1024 * 1024;

/** What a re-pricing did to one UTC day, as it was last worked on. */
export interface RepricingDay {
  readonly date: LocalDate;
  /** Rises whenever the result changes. */
  readonly version: bigint;
  readonly result: RepricingResult;
}

export async function readRepricingDay(
  table: Table,
  tenantId: string,
  repricingId: string,
  date: LocalDate,
): Promise<RepricingDay | undefined> {
  const item = await table.get(repricingDayKey(tenantId, repricingId, date));
  return item && readDay(item);
}

/** The days of a re-pricing that were worked on, in order. */
export async function listRepricingDays(
  table: Table,
  tenantId: string,
  repricingId: string,
): Promise<readonly RepricingDay[]> {
  return (await table.query({ pk: repricingPartition(tenantId, repricingId) })).map(readDay);
}

/**
 * Replaces the result that was read before the day's journal was (undefined: none was there). The same result is left alone.
 * False: another run wrote between, from what may be an older journal; the day is to be worked on again.
 */
export async function replaceRepricingDay(
  table: Table,
  tenantId: string,
  repricingId: string,
  date: LocalDate,
  { read, result }: { readonly read: RepricingDay | undefined; readonly result: RepricingResult },
): Promise<boolean> {
  const json = JSON.stringify(result);
  if (read && JSON.stringify(read.result) === json) return true;
  const item = {
    ...repricingDayKey(tenantId, repricingId, date),
    version: (read?.version ?? 0n) + 1n,
    result: zstdCompressSync(json),
  };
  return table.put(item, read ? { attribute: "version", equals: read.version } : "absent");
}

function readDay(item: Item): RepricingDay {
  const { sk: date, result } = item;
  if (!(result instanceof Uint8Array)) throw new Error(`Day ${date} of ${item.pk} has no result.`);
  const json = zstdDecompressSync(result, { maxOutputLength: RESULT_BYTES_MAX }).toString("utf8");
  return { date, version: numberOf(item, "version"), result: RepricingResult.parse(JSON.parse(json)) };
}
