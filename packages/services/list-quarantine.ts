import { listQuarantined, type QuarantineEntry, sentAtOf } from "@outlay/storage/quarantine";
import type { Context } from "./context.ts";

/** The tenant's own entries, the newest first, those before `beforeId`. At most `limit`; fewer means that there are no more. */
export async function listQuarantine(
  ctx: Pick<Context, "table" | "tenantId" | "configuration" | "now">,
  { beforeId, limit }: { readonly beforeId?: string | undefined; readonly limit: number },
): Promise<QuarantineEntry[]> {
  const startMonth = monthStart(Date.parse(ctx.configuration.tenant.created_at));
  const entries: QuarantineEntry[] = [];
  let month = monthStart((beforeId === undefined ? undefined : sentAtOf(beforeId)) ?? ctx.now().getTime());
  while (month >= startMonth && entries.length < limit) {
    const page = { monthEpochMs: month, beforeId, limit: limit - entries.length };
    entries.push(...(await listQuarantined(ctx.table, ctx.tenantId, page)));
    month = monthStart(month - 1);
  }
  return entries;
}

function monthStart(epochMs: number): number {
  const date = new Date(epochMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}
