import { DAY_MS } from "@outlay/domain/bucket";
import { numberOf } from "./attributes.ts";
import { webhookDeliveryKey } from "./keys.ts";
import { EXPIRES_AT, type Table } from "./table.ts";

/** Longer than any sender tries again. */
const KEPT_MS = 30 * DAY_MS;

/** One delivery to a webhook source: what its sender calls it, and the SHA-256 of the bytes that it sent. */
export interface Delivery {
  readonly sourceId: string;
  readonly webhookId: string;
  readonly bodyHash: string;
}

/** False where another body came under this id in the 30 days before. Of two at once one is first. */
export async function keepDelivery(
  table: Table,
  tenantId: string,
  { sourceId, webhookId, bodyHash }: Delivery,
  nowEpochMs: number,
): Promise<boolean> {
  const key = webhookDeliveryKey(tenantId, sourceId, webhookId);
  const nowS = BigInt(Math.ceil(nowEpochMs / 1000));
  const expiresAt = nowS + BigInt(KEPT_MS / 1000);
  const item = { ...key, bodyHash, [EXPIRES_AT]: expiresAt };
  if (await table.put(item, "absent")) return true;
  const kept = await table.get(key);
  if (kept?.["bodyHash"] === bodyHash) return true;
  const keptUntil = kept && numberOf(kept, EXPIRES_AT);
  if (keptUntil !== undefined && keptUntil > nowS) return false;
  // Its time is over, and the table has perhaps not noticed. Whoever replaces it first decides.
  const condition = keptUntil === undefined ? "absent" : ({ attribute: EXPIRES_AT, equals: keptUntil } as const);
  if (await table.put(item, condition)) return true;
  return keepDelivery(table, tenantId, { sourceId, webhookId, bodyHash }, nowEpochMs);
}
