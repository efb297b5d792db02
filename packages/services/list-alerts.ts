import { type Alert, type AlertKind, alertMonthOf } from "@outlay/domain/alert";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { addMonths } from "@outlay/domain/local-date";
import { localDateOf } from "@outlay/domain/zone";
import { listAlerts as listAlertsOfMonth } from "@outlay/storage/alerts";
import type { Context } from "./context.ts";

export interface AlertList {
  /** The months in which the alerts' periods or runs began, both included: "2026-11". By default the present one and twelve before. */
  readonly fromMonth: string | undefined;
  readonly toMonth: string | undefined;
  readonly kind: AlertKind | undefined;
  readonly budgetId: string | undefined;
  /** The last alert of the page before. */
  readonly afterId: string | undefined;
  readonly limit: number;
}

/**
 * Alerts by month, the newest first; within a month by budget, period, basis and threshold, then those of loops. `nextId` is null at the end.
 * Throws `invalid_request` for months that are out of order or too many.
 */
export async function listAlerts(
  ctx: Pick<Context, "table" | "tenantId" | "configuration" | "now">,
  { kind, budgetId, afterId, limit, ...months }: AlertList,
): Promise<{ readonly alerts: readonly Alert[]; readonly nextId: string | null }> {
  const { fromMonth, toMonth } = monthsOf(ctx, months);
  const startMonth = afterId === undefined ? toMonth : alertMonthOf(afterId);
  const found: Alert[] = [];
  for (let month = startMonth; month >= fromMonth && found.length <= limit; month = addMonths(month, -1)) {
    const after = month === startMonth ? afterId : undefined;
    const page = { kind, budgetId, afterId: after, limit: limit + 1 - found.length };
    found.push(...(await listAlertsOfMonth(ctx.table, ctx.tenantId, month, page)));
  }
  const alerts = found.slice(0, limit);
  return { alerts, nextId: found.length > limit ? (alerts.at(-1)?.id ?? null) : null };
}

function monthsOf(
  { configuration, now }: Pick<Context, "configuration" | "now">,
  asked: Pick<AlertList, "fromMonth" | "toMonth">,
): { fromMonth: string; toMonth: string } {
  const present = localDateOf(now().getTime(), configuration.tenant.time_zone).slice(0, 7);
  const toMonth = asked.toMonth ?? present;
  const fromMonth = asked.fromMonth ?? addMonths(toMonth, 1 - LIMITS.alertMonthsDefault);
  if (fromMonth <= toMonth && addMonths(fromMonth, LIMITS.alertMonths) > toMonth) return { fromMonth, toMonth };
  const detail = `From here to to_month (${toMonth}) there are 1 to ${LIMITS.alertMonths} months.`;
  throw new DomainError("invalid_request", "These months cannot be listed.", {
    faults: [{ pointer: "?from_month", detail }],
  });
}
