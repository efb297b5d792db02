import { invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { addDays, addMonths, dayNumber } from "@outlay/domain/local-date";
import { localDateOf } from "@outlay/domain/zone";
import type { Context } from "@outlay/services/context";
import * as z from "zod";

/** The parameters `from` and `to` of what is asked about local dates. */
export const LocalRange = z.strictObject({
  from: z.iso.date().optional().meta({ description: "First local date. Without it, the first of this month." }),
  to: z.iso.date().optional().meta({ description: "The local date after the last. Without it, tomorrow." }),
});

type Stated = z.output<typeof LocalRange>;

export interface LocalDates {
  readonly from: string;
  readonly to: string;
}

const today = (ctx: Context): string => localDateOf(ctx.now().getTime(), ctx.configuration.tenant.time_zone);

/** Both dates, by default this month up to today. Throws `invalid_request` for none or too many days; `what` ends the message. */
export function localRange(ctx: Context, stated: Stated, bounds: Partial<Bounds> = {}): LocalDates {
  const range = { from: stated.from ?? `${today(ctx).slice(0, 7)}-01`, to: stated.to ?? addDays(today(ctx), 1) };
  return checkedRange(range, { pointer: "?to", daysMax: LIMITS.spendDaysMax, ...bounds });
}

/** Both dates as a body states them, by default the whole of last month. Throws `invalid_request`. */
export function lastMonth(ctx: Context, stated: Stated, daysMax: number): LocalDates {
  const month = today(ctx).slice(0, 7);
  const range = { from: stated.from ?? `${addMonths(month, -1)}-01`, to: stated.to ?? `${month}-01` };
  return checkedRange(range, { pointer: "/to", daysMax });
}

/** Both dates, by default so many days up to today. Throws `invalid_request`. */
export function latestDays(ctx: Context, stated: Stated, daysDefault: number, bounds: Bounds): LocalDates {
  const to = stated.to ?? addDays(today(ctx), 1);
  return checkedRange({ from: stated.from ?? addDays(to, -daysDefault), to }, bounds);
}

/** The parameters `from` and `to` of what looks at the latest days. */
export const LatestRange = z.strictObject({
  from: z.iso
    .date()
    .optional()
    .meta({ description: `First local date. Without it, ${LIMITS.reportDaysDefault} days before \`to\`.` }),
  to: z.iso.date().optional().meta({ description: "The local date after the last. Without it, tomorrow." }),
});

interface Bounds {
  /** Of `to` in the request: "?to" or "/to". */
  readonly pointer: string;
  readonly daysMax: number;
  readonly what?: string;
}

function checkedRange(range: LocalDates, { pointer, daysMax, what = "" }: Bounds): LocalDates {
  const days = dayNumber(range.to) - dayNumber(range.from);
  if (days < 1) throw invalidRequest({ pointer, detail: `after from (${range.from})` });
  if (days > daysMax) throw invalidRequest({ pointer, detail: `at most ${daysMax} days after from${what}` });
  return range;
}
