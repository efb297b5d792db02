import { invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { addDays, dayNumber } from "@outlay/domain/local-date";
import { localDateOf } from "@outlay/domain/zone";
import type { Context } from "@outlay/services/context";
import * as z from "zod";

/** The parameters `from` and `to` of what is asked about local dates. */
export const LocalRange = z.object({
  from: z.iso.date().optional().meta({ description: "First local date. Without it, the first of this month." }),
  to: z.iso.date().optional().meta({ description: "The local date after the last. Without it, tomorrow." }),
});

/** Both dates, by default this month up to today. Throws `invalid_request` for none or too many days; `what` ends the message. */
export function localRange(
  ctx: Context,
  stated: z.output<typeof LocalRange>,
  daysMax: number = LIMITS.spendDaysMax,
  what = "",
): { readonly from: string; readonly to: string } {
  const today = localDateOf(ctx.now().getTime(), ctx.configuration.tenant.time_zone);
  const from = stated.from ?? `${today.slice(0, 7)}-01`;
  const to = stated.to ?? addDays(today, 1);
  const days = dayNumber(to) - dayNumber(from);
  if (days < 1) throw invalidRequest({ pointer: "?to", detail: `after from (${from})` });
  if (days > daysMax) throw invalidRequest({ pointer: "?to", detail: `at most ${daysMax} days after from${what}` });
  return { from, to };
}
