import {
  type Alert,
  ALERT_ID_PREFIXES,
  readAlert as readKept,
  type AlertKind,
  type AnomalyAlert,
  type BudgetAlert,
  alertMonthOf,
  budgetAlertIdPrefix,
  incidentIdOf,
} from "@outlay/domain/alert";
import { textOf } from "./attributes.ts";
import { alertKey, alertPartition } from "./alert-keys.ts";
import type { Item, Range, Table } from "./table.ts";

/** Raises an alert, once: false where one of the same id was raised before, which stays as it is. */
export function putAlert(table: Table, tenantId: string, alert: Alert): Promise<boolean> {
  return table.put(itemOf(tenantId, alert), "absent");
}

/** An alert, and the text that it is kept as: what a change of it is held to. */
export interface KeptAlert {
  readonly alert: Alert;
  readonly text: string;
}

/** An alert with the text that it was read as; undefined where there is none. */
export async function getAlert(table: Table, tenantId: string, alertId: string): Promise<KeptAlert | undefined> {
  const item = await table.get(alertKey(tenantId, alertMonthOf(alertId), alertId));
  return item && { alert: readAlert(item), text: textOf(item, "alert") };
}

/** Replaces an alert as it was read: false where it was changed since. Those kept before alerts had versions are no exception. */
export function saveAlert(table: Table, tenantId: string, read: KeptAlert, alert: Alert): Promise<boolean> {
  return table.put(itemOf(tenantId, alert), { attribute: "alert", equals: read.text });
}

/** All anomalies of incidents that began in a month, "2026-11", as they are kept. */
export async function listAnomalies(table: Table, tenantId: string, month: string): Promise<readonly KeptAnomaly[]> {
  const range = { pk: alertPartition(tenantId, month), ...boundsOf(ALERT_ID_PREFIXES.anomaly) };
  const items = await table.query(range);
  return items.flatMap((item) => {
    const alert = readAlert(item);
    return alert.kind === "anomaly" ? [{ alert, text: textOf(item, "alert") }] : [];
  });
}

export interface KeptAnomaly extends KeptAlert {
  readonly alert: AnomalyAlert;
}

const itemOf = (tenantId: string, alert: Alert): Item => ({
  ...alertKey(tenantId, alertMonthOf(alert.id), alert.id),
  alert: JSON.stringify(alert),
});

/** All alerts of an incident of a budget, by its `incidentIdOf`: of one instance and period. */
export async function listBudgetAlerts(
  table: Table,
  tenantId: string,
  incidentId: string,
): Promise<readonly KeptBudgetAlert[]> {
  const prefix = `${incidentId}.`;
  const items = await table.query({ pk: alertPartition(tenantId, alertMonthOf(prefix)), ...boundsOf(prefix) });
  return items.flatMap((item) => {
    const alert = readAlert(item);
    // A budget that was a template in the same period has alerts of its values under the same beginning.
    const isOf = alert.kind === "budget" && incidentIdOf(alert) === incidentId;
    return isOf ? [{ alert, text: textOf(item, "alert") }] : [];
  });
}

export interface KeptBudgetAlert extends KeptAlert {
  readonly alert: BudgetAlert;
}

export interface AlertPage {
  readonly kind: AlertKind | undefined;
  readonly budgetId: string | undefined;
  readonly afterId: string | undefined;
  readonly limit: number;
}

/** Alerts of periods and runs that began in a month ("2026-11"), of one kind, one budget or all, in order of id after `afterId`. */
export async function listAlerts(
  table: Table,
  tenantId: string,
  month: string,
  page: AlertPage,
): Promise<readonly Alert[]> {
  if (page.kind !== undefined && page.kind !== "budget" && page.budgetId !== undefined) return [];
  const ofKind = page.kind && ALERT_ID_PREFIXES[page.kind];
  const prefix = page.budgetId === undefined ? ofKind : budgetAlertIdPrefix(page.budgetId);
  const bounds = prefix === undefined ? {} : boundsOf(prefix);
  const range: Range = { pk: alertPartition(tenantId, month), ...bounds, limit: page.limit };
  if (page.afterId === undefined) return (await table.query(range)).map(readAlert);
  const items = await table.query({ ...range, from: page.afterId, limit: page.limit + 1 });
  return items
    .filter(({ sk }) => sk !== page.afterId)
    .slice(0, page.limit)
    .map(readAlert);
}

/** All ids that begin with a prefix: "~" follows every character of an id. */
const boundsOf = (prefix: string) => ({ from: prefix, to: `${prefix}~` });

const readAlert = (item: Item): Alert => readKept(JSON.parse(textOf(item, "alert")));
