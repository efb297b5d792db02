import { type CostAndEvents, rank, share } from "@outlay/domain/cost-and-events";
import { invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { addDays, addMonths, dayNumber } from "@outlay/domain/local-date";
import { formatAmount } from "@outlay/domain/money";
import { localDateOf } from "@outlay/domain/zone";
import type { Context } from "@outlay/services/context";
import * as z from "zod";

export const CountBody = z.union([z.int(), z.string()]).meta({ description: "A string of digits beyond 2^53 - 1." });
export const AmountBody = z.string().meta({ description: "A decimal in the tenant's currency, exact." });
export const SHARE_RULE = "part / total, to 12 digits after the point, rounded half to even; 0 where the total is 0";

export const SumBody = z.object({ cost: AmountBody, events: CountBody }).meta({ id: "CostAndEvents" });

/** A part of a whole. */
export const PartBody = z
  .object({
    cost: AmountBody,
    events: CountBody,
    share: z
      .object({ cost: z.string(), events: z.string() })
      .meta({ description: SHARE_RULE, example: { cost: "0.25", events: "0.5" } }),
  })
  .meta({ id: "PartOfSpend" });

/** What one list does not name. */
export const RestBody = z
  .object({ count: z.int(), cost: AmountBody, events: CountBody })
  .meta({ id: "RestOfSpend", description: "What is not named beside it: how many, and their sum." });

export const RangeQuery = z.object({
  from: z.iso.date().optional().meta({ description: "First local date. Without it, the first of this month." }),
  to: z.iso.date().optional().meta({ description: "The local date after the last. Without it, tomorrow." }),
});

interface StatedRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface Range {
  readonly from: string;
  readonly to: string;
}

const today = (ctx: Context): string => localDateOf(ctx.now().getTime(), ctx.configuration.tenant.time_zone);

/** This month up to now, where nothing else is asked for. Throws `invalid_request`. */
export const thisMonth = (ctx: Context, { from, to }: StatedRange): Range =>
  checked(
    { from: from ?? `${today(ctx).slice(0, 7)}-01`, to: to ?? addDays(today(ctx), 1) },
    "?to",
    LIMITS.spendDaysMax,
  );

/** The whole of last month, where nothing else is asked for. Throws `invalid_request`. */
export function lastMonth(ctx: Context, { from, to }: StatedRange): Range {
  const month = today(ctx).slice(0, 7);
  const range = { from: from ?? `${addMonths(month, -1)}-01`, to: to ?? `${month}-01` };
  return checked(range, "/to", LIMITS.previewDays);
}

function checked(range: Range, pointer: string, daysMax: number): Range {
  const days = dayNumber(range.to) - dayNumber(range.from);
  if (days < 1) throw invalidRequest({ pointer, detail: `after from (${range.from})` });
  if (days > daysMax) throw invalidRequest({ pointer, detail: `at most ${daysMax} days after from` });
  return range;
}

export const presentCount = (value: bigint): number | string =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();

export const presentSum = ({ cost, events }: CostAndEvents): z.input<typeof SumBody> => ({
  cost: formatAmount(cost),
  events: presentCount(events),
});

export const presentPart = (part: CostAndEvents, whole: CostAndEvents): z.input<typeof PartBody> => ({
  ...presentSum(part),
  share: { cost: share(part.cost, whole.cost), events: share(part.events, whole.events) },
});

/** The greatest by name as `present` shows each, and the rest in one sum. */
export function presentRanked<Body>(
  sums: ReadonlyMap<string, CostAndEvents>,
  max: number,
  present: (name: string, sum: CostAndEvents) => Body,
): { named: Body[]; rest: z.input<typeof RestBody> } {
  const { named, rest } = rank(sums, max);
  return {
    named: named.map(([name, sum]) => present(name, sum)),
    rest: { count: rest.count, ...presentSum(rest) },
  };
}

/** The request that shows what is behind a figure. */
export function spendPath({ from, to }: Range, filters: Readonly<Record<string, string>>, groupBy: readonly string[]) {
  const query = new URLSearchParams({ from, to, ...filters });
  return `/v1/spend?${query.toString()}${groupBy.length === 0 ? "" : `&group_by=${groupBy.join(",")}`}`;
}
