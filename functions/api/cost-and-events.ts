import { type CostAndEvents, rank, share } from "@outlay/domain/cost-and-events";
import { formatAmount } from "@outlay/domain/money";
import * as z from "zod";
import { Amount, Count, presentCount } from "./quantities.ts";

export const SHARE_RULE = "part / total, to 12 digits after the point, rounded half to even; 0 where the total is 0";

export const SumBody = z.object({ cost: Amount, events: Count }).meta({ id: "CostAndEvents" });

/** A part of a whole. */
export const PartBody = z
  .object({
    cost: Amount,
    events: Count,
    share: z
      .object({ cost: z.string(), events: z.string() })
      .meta({ description: SHARE_RULE, example: { cost: "0.25", events: "0.5" } }),
  })
  .meta({ id: "PartOfSpend" });

/** What one list does not name. */
export const RestBody = z
  .object({ count: z.int(), cost: Amount, events: Count })
  .meta({ id: "RestOfSpend", description: "What is not named beside it: how many, and their sum." });

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
