import { arrangeSpend, type ArrangedSpend, type LineOrder } from "@outlay/domain/arrange-spend";
import { type MetricName, metricOf } from "@outlay/domain/metrics";
import type { Period } from "@outlay/domain/period";
import { namedAsPresent, previousPeriod } from "@outlay/domain/previous-period";
import type { Granularity, SpendFilters, SpendMeasure } from "@outlay/domain/spend";
import type { World } from "./context.ts";
import { querySpend } from "./query-spend.ts";

/** What is asked of spend. Names are checked, and the range is of local dates. */
export interface SpendQuestion extends Period {
  readonly granularity: Granularity;
  readonly groupBy: readonly string[];
  readonly filters: SpendFilters;
  readonly not: SpendFilters;
  readonly measures: readonly SpendMeasure[];
  readonly metrics: readonly MetricName[];
  readonly top: { readonly count: number; readonly by: SpendMeasure } | undefined;
  /** Undefined: by period. */
  readonly order: { readonly by: SpendMeasure; readonly isDescending: boolean } | undefined;
  readonly isCompared: boolean;
}

export interface SpendAnswer extends ArrangedSpend {
  /** All that was summed, in the order of the lines' sums: what was asked for, and what metrics, top and order need. */
  readonly summed: readonly SpendMeasure[];
  readonly order: LineOrder | undefined;
  readonly comparedWith: Period | undefined;
}

/** Answers one question from the pages of its range, and where it compares, of the one before. Throws `query_too_large`. */
export async function askSpend(
  world: Pick<World, "table">,
  tenantId: string,
  question: SpendQuestion,
): Promise<SpendAnswer> {
  const { from, to, granularity, groupBy, filters, not, metrics, top, order } = question;
  const summed = measuresOf(question);
  const withUsers = metrics.some((name) => metricOf(name).withUsers);
  const query = { from, to, granularity, groupBy, filters, not, measures: summed, withUsers };
  const previous = question.isCompared ? previousPeriod(question, granularity) : undefined;
  const now = await querySpend(world, tenantId, query);
  const earlier = previous && (await querySpend(world, tenantId, { ...query, from: previous.from, to: previous.to }));
  const lineOrder = order && { by: summed.indexOf(order.by), isDescending: order.isDescending };
  const arranged = arrangeSpend(now, earlier && namedAsPresent(earlier, question, granularity, previous.days), {
    top: top && { count: top.count, by: summed.indexOf(top.by) },
    order: lineOrder,
  });
  const comparedWith = previous && { from: previous.from, to: previous.to };
  return { ...arranged, summed, order: lineOrder, comparedWith };
}

function measuresOf({ measures, metrics, top, order }: SpendQuestion): readonly SpendMeasure[] {
  const needed = metrics.flatMap((name) => metricOf(name).measures);
  return [...new Set([...measures, ...needed, ...(top ? [top.by] : []), ...(order ? [order.by] : [])])];
}
