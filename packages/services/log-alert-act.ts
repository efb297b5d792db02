import { type AlertAct, alertStateOf } from "@outlay/domain/alert-life";
import { DAY_MS, MINUTE_MS } from "@outlay/domain/bucket";
import { LIMITS } from "@outlay/domain/limits";
import { canonicalJson } from "@outlay/domain/digest";
import { type AlertActMark, clearAlertActMark, listAlertActMarks, markAlertAct } from "@outlay/storage/alert-acts";
import { getAlert } from "@outlay/storage/alerts";
import { listEntries } from "@outlay/storage/configuration";
import { appendEntry } from "./append-entry.ts";
import type { Context, JobsWorld } from "./context.ts";
import { loadConfiguration } from "./read-configuration.ts";

type Writer = Pick<Context, "table" | "now" | "newId" | "tenantId" | "actor" | "configuration" | "log">;

/**
 * Writes what somebody does to an alert by `write`, and has it in the audit log. The mark comes first: stopped anywhere after it, the
 * hourly sweep writes the entry. Resolves with what `write` says; where that is false, another came first, and there is no entry.
 */
export async function logAlertAct(
  ctx: Writer,
  alertId: string,
  act: AlertAct,
  write: () => Promise<boolean>,
): Promise<boolean> {
  const mark = { alertId, act, markedAtEpochMs: ctx.now().getTime() };
  await markAlertAct(ctx.table, ctx.tenantId, mark);
  if (!(await write())) {
    // Where the reply of the write was lost it is done all the same, and the sweep has it logged.
    if (!(await isDone(ctx, ctx.tenantId, mark))) await clearAlertActMark(ctx.table, ctx.tenantId, mark);
    return false;
  }
  try {
    await appendAct(ctx, mark);
    await clearAlertActMark(ctx.table, ctx.tenantId, mark);
  } catch (error) {
    // It is done: that its entry is late is no failure of whoever did it.
    ctx.log("alert_act_late", { tenantId: ctx.tenantId, alertId, reason: String(error) });
  }
  return true;
}

async function appendAct(ctx: Omit<Writer, "log">, { alertId, act }: AlertActMark): Promise<void> {
  const { change, note, before, after } = act;
  const decide = () => ({ after });
  await appendEntry(ctx, { entity: "alert", id: alertId, operation: `alert.${change}`, reason: note, before, decide });
}

/** Entries that are read at once, the newest first. */
const ENTRIES_AT_ONCE = 200;
/** How far the clocks of two functions may lie apart. */
const SKEW_MS = 5 * MINUTE_MS;

/**
 * Writes the entries of what was done to alerts and is not in the audit log yet. An alert's history says whether it was done: what was not
 * within a day is forgotten. Done again, it writes nothing new.
 */
export async function sweepAlertActs(world: JobsWorld, tenantId: string): Promise<void> {
  const nowEpochMs = world.now().getTime();
  for (const mark of await listAlertActMarks(world.table, tenantId)) {
    const ageMs = nowEpochMs - mark.markedAtEpochMs;
    if (ageMs <= LIMITS.onItsWayMs) continue;
    if (await isDone(world, tenantId, mark)) {
      const { by } = mark.act;
      const configuration = await loadConfiguration(world, tenantId);
      const actor = { kind: by.kind, id: by.id, scopes: new Set<never>() };
      if (!(await isLogged(world, tenantId, mark))) {
        await appendAct({ ...world, tenantId, actor, configuration }, mark);
      }
    } else if (ageMs <= DAY_MS) continue;
    await clearAlertActMark(world.table, tenantId, mark);
  }
}

/** Several may have wanted to make the same version: the alert says whose it is, and, while it is the last, what it made of the alert. */
async function isDone(
  { table }: Pick<JobsWorld, "table">,
  tenantId: string,
  { alertId, act }: AlertActMark,
): Promise<boolean> {
  const alert = (await getAlert(table, tenantId, alertId))?.alert;
  if (!alert) return false;
  if (alert.version === act.after.version && canonicalJson(alertStateOf(alert)) !== canonicalJson(act.after))
    return false;
  return alert.history.some(
    ({ version, change, at, by }) =>
      version === act.after.version && change === act.change && at === act.at && by?.id === act.by.id,
  );
}

/** Whether the entry is there already: looked for among all that came since the act, however many others did. */
async function isLogged(
  { table }: Pick<JobsWorld, "table">,
  tenantId: string,
  { alertId, act, markedAtEpochMs }: AlertActMark,
): Promise<boolean> {
  const text = JSON.stringify(act.after);
  let to: number | undefined;
  for (;;) {
    const page = { limit: ENTRIES_AT_ONCE, descending: true, ...(to !== undefined && { to }) };
    const { entries } = await listEntries(table, tenantId, page);
    const isThere = entries.some(
      ({ entity, entity_id: id, actor, after }) =>
        entity === "alert" && id === alertId && actor.id === act.by.id && JSON.stringify(after) === text,
    );
    if (isThere) return true;
    const last = entries.at(-1);
    if (!last || last.seq <= 1 || Date.parse(last.at) < markedAtEpochMs - SKEW_MS) return false;
    to = last.seq - 1;
  }
}
