import { type AnomalyAlert, anomalyAlertId } from "./alert.ts";
import { type ChangedBy, newLife, next, resolve, statusAt } from "./alert-life.ts";
import type { AlertEvent } from "./announcement.ts";
import type { LocalDate } from "./local-date.ts";
import type { SeriesGranularity } from "./series.ts";

/** What stands for a rule in an alert that says that rules were not judged: those of hours or of days. */
export const NOT_WATCHED_RULES = ["not_watched_hours", "not_watched_days"] as const;

export const notWatchedRule = (granularity: SeriesGranularity): (typeof NOT_WATCHED_RULES)[number] =>
  granularity === "hour" ? "not_watched_hours" : "not_watched_days";

export const isNotWatched = (rule: string): boolean => NOT_WATCHED_RULES.some((each) => each === rule);

/** One look of the watch, as far as it says whether rules were judged. */
export interface WatchLook {
  readonly granularity: SeriesGranularity;
  /** The local date that was to be judged. */
  readonly date: LocalDate;
  /** Rows of pages: what there were at least, and what there may be. Null: all was judged. */
  readonly tooMany: { readonly rows: number; readonly rowsMax: number } | null;
}

/** A tenant whose pages are too large to be judged: said at once, rather than that nothing was found. */
export function notWatchedAlert(
  { granularity, date }: WatchLook,
  tooMany: NonNullable<WatchLook["tooMany"]>,
  at: Date,
) {
  const rule = notWatchedRule(granularity);
  const excess = Math.max(0, tooMany.rows - tooMany.rowsMax);
  const raisedAt = at.toISOString();
  return {
    ...newLife("warning", raisedAt),
    id: anomalyAlertId(rule, {}, date),
    kind: "anomaly",
    rule,
    scope: {},
    granularity,
    since: date,
    until: date,
    is_ongoing: true,
    measure: "what there is to judge",
    unit: "rows",
    expected: null,
    low: null,
    high: tooMany.rowsMax,
    observed: tooMany.rows,
    excess,
    score: 1,
    cost: "0",
    is_cost_exact: true,
    excess_cost: null,
    contributors: [],
    events_path: "/v1/events",
    members: [],
    member_count: 0,
    related: [],
    parameters: {},
    next_step: [
      `No rule of ${granularity}s is judged while it is so: spend has more combinations of values than the watch can hold.`,
      "Find the tag or dimension with the most values, and send what names a single request as the event's id instead.",
    ].join(" "),
    told: { at: raisedAt, excess, severity: "warning" },
  } as const satisfies AnomalyAlert;
}

/** What becomes of the last alert of that rule, and what is told of it: undefined where nothing changes. */
export function followNotWatched(
  last: AnomalyAlert,
  { tooMany, date }: WatchLook,
  at: Date,
): { readonly after: AnomalyAlert; readonly event: AlertEvent | null } | undefined {
  const byItself: ChangedBy = { by: null, at, note: null };
  if (tooMany === null) {
    if (!last.is_ongoing) return undefined;
    const over = { ...last, is_ongoing: false };
    if (last.status === "resolved") return { after: next(over, "updated", byItself, {}), event: null };
    const isHeard = statusAt(last, at) !== "snoozed";
    return { after: resolve(over, byItself), event: isHeard ? "resolved" : null };
  }
  if (last.is_ongoing) return undefined;
  const open = { status: "open", snoozed_until: null } as const;
  return { after: next({ ...last, is_ongoing: true, until: date }, "reopened", byItself, open), event: "opened" };
}
