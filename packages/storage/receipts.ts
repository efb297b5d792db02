import { DAY_MS } from "@outlay/domain/bucket";
import { numberOf } from "./attributes.ts";
import { receiptKey } from "./keys.ts";
import { EXPIRES_AT, type Item, type Table } from "./table.ts";

/** Longer than any sender repeats an event. */
const KEPT_MS = 90 * DAY_MS;

/**
 * The time of an event whose records state different times, or none: `timeEpochMs` of whichever came first, which is the receipt
 * itself where none is stated, and the same for every repeat in the 90 days after that time. The event then lies in one bucket,
 * where its repeats are known.
 */
export async function firstReceipt(
  table: Table,
  tenantId: string,
  source: string,
  eventId: string,
  nowEpochMs: number,
  timeEpochMs: number = nowEpochMs,
): Promise<number> {
  const key = receiptKey(tenantId, source, eventId);
  const item: Item = {
    ...key,
    timeEpochMs: BigInt(timeEpochMs),
    [EXPIRES_AT]: BigInt(Math.ceil((nowEpochMs + KEPT_MS) / 1000)),
  };
  if (await table.put(item, "absent")) return timeEpochMs;
  const kept = await table.get(key);
  const keptEpochMs = kept && Number(numberOf(kept, "timeEpochMs"));
  if (keptEpochMs !== undefined && keptEpochMs + KEPT_MS > nowEpochMs) return keptEpochMs;
  // Its time is over, and the table has perhaps not noticed. Whoever replaces it first decides.
  const isFirst = await table.put(
    item,
    keptEpochMs === undefined ? "absent" : { attribute: "timeEpochMs", equals: BigInt(keptEpochMs) },
  );
  return isFirst ? timeEpochMs : firstReceipt(table, tenantId, source, eventId, nowEpochMs, timeEpochMs);
}
