import { AlertAct } from "@outlay/domain/alert-life";
import { sha256Hex } from "@outlay/domain/digest";
import { numberOf, textOf } from "./attributes.ts";
import { alertActBounds, alertActKey, untoldPartition } from "./alert-keys.ts";
import type { Table } from "./table.ts";

/** That what somebody did, or is about to do, to an alert is to be in the audit log. */
export interface AlertActMark {
  readonly alertId: string;
  readonly act: AlertAct;
  readonly markedAtEpochMs: number;
}

/** Of several who would make the same version of an alert each has a mark: the alert says who did. */
export async function markAlertAct(
  table: Table,
  tenantId: string,
  { alertId, act, markedAtEpochMs }: AlertActMark,
): Promise<void> {
  const item = {
    ...keyOf(tenantId, alertId, act),
    alertId,
    act: JSON.stringify(act),
    markedAtEpochMs: BigInt(markedAtEpochMs),
  };
  await table.put(item, "always");
}

/** All of a tenant's: a few. */
export async function listAlertActMarks(table: Table, tenantId: string): Promise<readonly AlertActMark[]> {
  const items = await table.query({ pk: untoldPartition(tenantId), ...alertActBounds });
  return items.map((item) => ({
    alertId: textOf(item, "alertId"),
    act: AlertAct.parse(JSON.parse(textOf(item, "act"))),
    markedAtEpochMs: Number(numberOf(item, "markedAtEpochMs")),
  }));
}

/** It is in the log, or never came to be. */
export async function clearAlertActMark(
  table: Table,
  tenantId: string,
  { alertId, act }: Pick<AlertActMark, "alertId" | "act">,
): Promise<void> {
  await table.remove(keyOf(tenantId, alertId, act), "always");
}

const keyOf = (tenantId: string, alertId: string, act: AlertAct) =>
  alertActKey(tenantId, alertId, act.after.version, sha256Hex(JSON.stringify(act)));
