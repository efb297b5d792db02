import type { Alert } from "@outlay/domain/alert";
import {
  acknowledge,
  type AlertAct,
  type AlertLife,
  alertStateOf,
  type AlertTransition,
  mark,
  reopen,
  resolve,
  snooze,
} from "@outlay/domain/alert-life";
import type { AlertEvent } from "@outlay/domain/announcement";
import { assert } from "@outlay/domain/assert";
import { DAY_MS } from "@outlay/domain/bucket";
import { DomainError, invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import type { Person } from "@outlay/domain/person";
import { getAlert as getKeptAlert, type KeptAlert, saveAlert } from "@outlay/storage/alerts";
import { markSnoozed } from "@outlay/storage/watch-marks";
import { announceAlert } from "./announce-alert.ts";
import type { Context } from "./context.ts";
import { requireMatch } from "./entity-match.ts";
import { logAlertAct } from "./log-alert-act.ts";
import { personOf } from "./person-of.ts";
import { untilWritten } from "./until-written.ts";

/** The alert of the caller's tenant. Throws `alert_not_found`. */
export const getAlert = async (ctx: Pick<Context, "table" | "tenantId">, id: string): Promise<Alert> =>
  (await readKept(ctx, id)).alert;

async function readKept({ table, tenantId }: Pick<Context, "table" | "tenantId">, id: string): Promise<KeptAlert> {
  const kept = await getKeptAlert(table, tenantId, id);
  if (!kept) throw new DomainError("alert_not_found", `There is no alert ${id}.`);
  return kept;
}

/** What If-Match names: an alert changes with its version alone. */
export const alertState = ({ id, version }: { readonly id: string } & Pick<AlertLife, "version">) => ({ id, version });

export interface AlertTarget {
  readonly id: string;
  readonly ifMatch: string | undefined;
  readonly note: string | null;
}

/** Throws `alert_not_found`, `alert_resolved`, `precondition_failed`, `changed_meanwhile`; so do the others here. */
export const acknowledgeAlert = (ctx: Context, target: AlertTarget): Promise<Alert> =>
  changeAlert(ctx, target, acknowledge, "acknowledged");

/** Throws `invalid_request` for an end that is past or too far. */
export async function snoozeAlert(ctx: Context, target: AlertTarget & { readonly until: Date }): Promise<Alert> {
  const ahead = target.until.getTime() - ctx.now().getTime();
  if (ahead <= 0) throw invalidRequest({ pointer: "/until", detail: "This is past: it would not be snoozed." });
  if (ahead > LIMITS.alertSnoozeDays * DAY_MS) {
    throw invalidRequest({ pointer: "/until", detail: `at most ${LIMITS.alertSnoozeDays} days from now` });
  }
  requireMatch(target.ifMatch, alertState(await getAlert(ctx, target.id)));
  // First, so that what is snoozed is sure to be woken: a mark of what is not says nothing. One that is there already stays.
  await markSnoozed(ctx.table, ctx.tenantId, target.id, target.until);
  return changeAlert(ctx, target, snooze(target.until), null);
}

/** What is still so does not raise it again, unless it gets much worse. */
export const resolveAlert = (ctx: Context, target: AlertTarget): Promise<Alert> =>
  changeAlert(ctx, target, resolve, "resolved");

export const reopenAlert = (ctx: Context, target: AlertTarget): Promise<Alert> =>
  changeAlert(ctx, target, reopen, "opened");

/** Says whether an alert was useful; said again, the last word counts. */
export const markAlert = (ctx: Context, target: AlertTarget & { readonly useful: boolean }): Promise<Alert> =>
  changeAlert(ctx, target, mark(target.useful, personOf(ctx.configuration, ctx.actor)), null);

function changeAlert(
  ctx: Context,
  { id, ifMatch, note }: AlertTarget,
  transition: AlertTransition,
  event: AlertEvent | null,
): Promise<Alert> {
  const changed = { by: personOf(ctx.configuration, ctx.actor), at: ctx.now(), note };
  const change = async (): Promise<Alert | undefined> => {
    const before = await readKept(ctx, id);
    requireMatch(ifMatch, alertState(before.alert));
    const after = transition(before.alert, changed);
    if (after === before.alert) return after;
    const save = () => saveAlert(ctx.table, ctx.tenantId, before, after);
    const told = event && { alertId: id, sequence: after.version, event };
    const write = () => (told ? announceAlert(ctx, ctx.tenantId, told, save) : save());
    return (await logAlertAct(ctx, id, actOf(before.alert, after, changed.by, note), write)) ? after : undefined;
  };
  return untilWritten(
    change,
    () => new DomainError("changed_meanwhile", "The alert is changed by others right now. Try again."),
  );
}

/** What the last change of an alert was. */
function actOf(before: Alert, after: Alert, by: Person, note: string | null): AlertAct {
  const last = after.history.at(-1);
  assert(last?.version === after.version, "what somebody does is in the alert's history");
  return { change: last.change, at: last.at, by, note, before: alertStateOf(before), after: alertStateOf(after) };
}
