import type { Alert } from "@outlay/domain/alert";
import { assert } from "@outlay/domain/assert";
import { addMonths } from "@outlay/domain/local-date";
import { listAlerts as listAlertsOfMonth } from "@outlay/storage/alerts";
import type { Context } from "./context.ts";

export const ALERT_MONTHS_MAX = 120;

export interface AlertList {
  /** The months in which the alerts' periods began, both included: "2026-11". */
  readonly fromMonth: string;
  readonly toMonth: string;
  readonly budgetId: string | undefined;
  /** The last alert of the page before. */
  readonly afterId: string | undefined;
  readonly limit: number;
}

/** Alerts by month, the newest first; within a month by budget, period, basis and threshold. `nextId` is null at the end. */
export async function listAlerts(
  ctx: Pick<Context, "table" | "tenantId">,
  { fromMonth, toMonth, budgetId, afterId, limit }: AlertList,
): Promise<{ readonly alerts: readonly Alert[]; readonly nextId: string | null }> {
  const found: Alert[] = [];
  const startMonth = afterId === undefined ? toMonth : monthOf(afterId);
  for (let month = startMonth; month >= fromMonth && found.length <= limit; month = addMonths(month, -1)) {
    const after = month === startMonth ? afterId : undefined;
    const page = { budgetId, afterId: after, limit: limit + 1 - found.length };
    found.push(...(await listAlertsOfMonth(ctx.table, ctx.tenantId, month, page)));
  }
  const alerts = found.slice(0, limit);
  return { alerts, nextId: found.length > limit ? (alerts.at(-1)?.id ?? null) : null };
}

function monthOf(alertId: string): string {
  const month = /^[^.]+\.(\d{4}-\d{2})-/.exec(alertId)?.[1];
  assert(month !== undefined, "an alert's id names the start of its period");
  return month;
}
