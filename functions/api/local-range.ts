import { invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { addDays, addMonths, dayNumber } from "@outlay/domain/local-date";
import { NearDate } from "@outlay/domain/near-date";
import { localDateOf } from "@outlay/domain/zone";
import type { Context } from "@outlay/services/context";
import * as z from "zod";

/** The parameters `from` and `to` of what is asked about local dates. */
export const LocalRange = z.strictObject({
  from: NearDate.optional().meta({ description: "First local date. Without it, the first of this month." }),
  to: NearDate.optional().meta({ description: "The local date after the last. Without it, tomorrow." }),
});

type Stated = z.output<typeof LocalRange>;

export interface LocalDates {
  readonly from: string;
  readonly to: string;
}

const today = (ctx: Context): string => localDateOf(ctx.now().getTime(), ctx.configuration.tenant.time_zone);

/** Both dates, by default this month up to today. Throws `invalid_request` for none or too many days; `what` ends the message. */
export function localRange(ctx: Context, stated: Stated, bounds: Partial<Bounds> = {}): LocalDates {
  const ends = { from: [`${today(ctx).slice(0, 7)}-01`, "the first of this month"], to: tomorrow(ctx) } as const;
  return checkedRange(stated, ends, { pointer: "?to", daysMax: LIMITS.spendDaysMax, ...bounds });
}

/** Both dates as a body states them, by default the whole of last month. Throws `invalid_request`. */
export function lastMonth(ctx: Context, stated: Stated, daysMax: number): LocalDates {
  const month = today(ctx).slice(0, 7);
  const ends = {
    from: [`${addMonths(month, -1)}-01`, "the first of last month"],
    to: [`${month}-01`, "the first of this month"],
  } as const;
  return checkedRange(stated, ends, { pointer: "/to", daysMax });
}

/** Both dates, by default so many days up to today. Throws `invalid_request`. */
export function latestDays(ctx: Context, stated: Stated, daysDefault: number, bounds: Bounds): LocalDates {
  const to = tomorrow(ctx);
  const from = [addDays(stated.to ?? to[0], -daysDefault), `${daysDefault} days before to`] as const;
  return checkedRange(stated, { from, to }, bounds);
}

/** The parameters `from` and `to` of what looks at the latest days. */
export const LatestRange = z.strictObject({
  from: NearDate.optional().meta({
    description: `First local date. Without it, ${LIMITS.reportDaysDefault} days before \`to\`.`,
  }),
  to: NearDate.optional().meta({ description: "The local date after the last. Without it, tomorrow." }),
});

interface Bounds {
  /** Of `to` in the request: "?to" or "/to". */
  readonly pointer: string;
  readonly daysMax: number;
  readonly what?: string;
}

/** What stands in for an end that is not stated, and what that is. */
type DefaultEnd = readonly [date: string, what: string];
const tomorrow = (ctx: Context): DefaultEnd => [addDays(today(ctx), 1), "tomorrow"];

type DefaultEnds = { readonly [End in keyof LocalDates]: DefaultEnd };

function checkedRange(stated: Stated, ends: DefaultEnds, { pointer, daysMax, what = "" }: Bounds): LocalDates {
  const range = { from: stated.from ?? ends.from[0], to: stated.to ?? ends.to[0] };
  const days = dayNumber(range.to) - dayNumber(range.from);
  const absent = (["from", "to"] as const).filter((end) => stated[end] === undefined);
  const notes = absent.map((end) => `; without \`${end}\` it is ${ends[end][1]}, ${ends[end][0]}`).join("");
  if (days < 1) throw invalidRequest({ pointer, detail: `after from (${range.from})${notes}` });
  if (days > daysMax) throw invalidRequest({ pointer, detail: `at most ${daysMax} days after from${what}${notes}` });
  return range;
}
