import { type Alert, type AlertKind, alertMonthOf } from "@outlay/domain/alert";
import { type AlertStatus, type Severity, statusAt } from "@outlay/domain/alert-life";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { addMonths } from "@outlay/domain/local-date";
import { localDateOf } from "@outlay/domain/zone";
import { listAlerts as listAlertsOfMonth } from "@outlay/storage/alerts";
import type { Context } from "./context.ts";

/** What is undefined matches all. */
export interface AlertFilter {
  readonly status: AlertStatus | undefined;
  readonly severity: Severity | undefined;
  /** Of anomalies alone. */
  readonly rule: string | undefined;
  /** A value that the alert's scope has, or its run: none of a budget's. */
  readonly scope: { readonly dimension: string; readonly value: string } | undefined;
}

export interface AlertList extends AlertFilter {
  /** The months in which the alerts' periods, runs or incidents began, both included: "2026-11". By default the present one and twelve before. */
  readonly fromMonth: string | undefined;
  readonly toMonth: string | undefined;
  readonly kind: AlertKind | undefined;
  readonly budgetId: string | undefined;
  /** The last alert of the page before. */
  readonly afterId: string | undefined;
  readonly limit: number;
}

/** Read at once where a filter passes over most. */
const READ_AT_ONCE = 200;

/**
 * Alerts by month, the newest first; within a month anomalies by date, then budgets by period, basis and threshold, then loops.
 * A page looks at LIMITS.alertsPerPage at the most, so it may list fewer than `limit`; `nextId` is null at the end alone.
 * Throws `invalid_request` for months that are out of order or too many.
 */
export async function listAlerts(
  ctx: Pick<Context, "table" | "tenantId" | "configuration" | "now">,
  { kind, budgetId, afterId, limit, ...asked }: AlertList,
): Promise<{ readonly alerts: readonly Alert[]; readonly nextId: string | null }> {
  const { fromMonth, toMonth } = monthsOf(ctx, asked);
  const now = ctx.now();
  const startMonth = afterId === undefined ? toMonth : alertMonthOf(afterId);
  const found: Alert[] = [];
  let lookedAt = 0;
  for (let month = startMonth; month >= fromMonth; month = addMonths(month, -1)) {
    let after = month === startMonth ? afterId : undefined;
    for (let isMore = true; isMore;) {
      const size = isFiltered(asked) ? READ_AT_ONCE : limit + 1 - found.length;
      const read = await listAlertsOfMonth(ctx.table, ctx.tenantId, month, {
        kind,
        budgetId,
        afterId: after,
        limit: size,
      });
      found.push(...read.filter((alert) => matches(alert, asked, now)));
      if (found.length > limit) return pageOf(found, limit);
      lookedAt += read.length;
      after = read.at(-1)?.id ?? after;
      isMore = read.length === size;
      if (isMore && lookedAt >= LIMITS.alertsPerPage) return { alerts: found, nextId: after ?? null };
    }
  }
  return { alerts: found, nextId: null };
}

function pageOf(found: readonly Alert[], limit: number) {
  const alerts = found.slice(0, limit);
  return { alerts, nextId: alerts.at(-1)?.id ?? null };
}

const isFiltered = ({ status, severity, rule, scope }: AlertFilter): boolean =>
  [status, severity, rule, scope].some((filter) => filter !== undefined);

function matches(alert: Alert, { status, severity, rule, scope }: AlertFilter, now: Date): boolean {
  const values = alert.kind === "anomaly" ? alert.scope : alert.kind === "loop" ? alert.values : {};
  return (
    (status === undefined || statusAt(alert, now) === status) &&
    (severity === undefined || alert.severity === severity) &&
    (rule === undefined || (alert.kind === "anomaly" && alert.rule === rule)) &&
    (scope === undefined || (Object.hasOwn(values, scope.dimension) && values[scope.dimension] === scope.value))
  );
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
