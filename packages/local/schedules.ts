import { Cron } from "croner";

export interface Schedule {
  readonly name: string;
  /** `cron(...)` as EventBridge Scheduler writes it. */
  readonly expression: string;
  readonly timeZone: string;
}

/**
 * A timer for an EventBridge expression. AWS has no seconds, counts Sunday as 1, and writes `?` for "no matter", which
 * in croner's own tongue would mean "now". Throws on `rate(...)` and `at(...)`, which nothing here uses.
 */
export function startSchedule({ name, expression, timeZone }: Schedule, act: () => void): Cron {
  const [, fields] = /^cron\((.+)\)$/.exec(expression) ?? [];
  if (fields === undefined) throw new Error(`${name}: only cron(...) is known here, not ${expression}`);
  const options = { timezone: timeZone, alternativeWeekdays: true, sloppyRanges: true, unref: true };
  return new Cron(`0 ${fields.replaceAll("?", "*")}`, options, act);
}
