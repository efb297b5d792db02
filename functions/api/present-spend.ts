import { comparePlaces, type LinePlace, type LineSums, placeOf, type SpendLine } from "@outlay/domain/arrange-spend";
import { formatDecimal } from "@outlay/domain/decimal";
import { type MetricName, metricDecimals, metricOf } from "@outlay/domain/metrics";
import { divideHalfEven, formatAmount } from "@outlay/domain/money";
import type { SpendMeasure } from "@outlay/domain/spend";
import type { SpendAnswer, SpendQuestion } from "@outlay/services/ask-spend";
import * as z from "zod";
import { drillLinks } from "@outlay/domain/drill-links";
import { Amount, Count, presentCount } from "./quantities.ts";
import type { RowColumn } from "./rows-format.ts";

const OrNull = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, z.null()]);

export const MeasuresBody = z.record(z.string(), z.union([Amount, Count])).meta({ id: "Measures" });
export const MetricsBody = z
  .record(z.string(), OrNull(z.union([Amount, Count])))
  .meta({ id: "Metrics", description: "Null where a metric says nothing: docs/metrics.md says when." });
const ComparedBody = z
  .record(
    z.string(),
    z.object({
      earlier: OrNull(z.union([Amount, Count])),
      change: OrNull(z.union([Amount, Count])),
      change_percent: OrNull(z.string()).meta({ description: "Two decimals; null where there was nothing earlier." }),
    }),
  )
  .meta({ id: "Compared", description: "By measure and metric." });

const Link = OrNull(z.string());

export const SpendItemBody = z
  .object({
    period: z.string().meta({
      description: "The local hour (2026-10-25T02:00+02:00), date, Monday, month, or `from`.",
      example: "2026-11",
    }),
    dimensions: z.record(z.string(), OrNull(z.string())).meta({ description: "Null in the rest alone." }),
    is_rest: z.boolean().meta({ description: "All groups of the period that are not among the top." }),
    measures: MeasuresBody,
    metrics: MetricsBody.optional(),
    compared: ComparedBody.optional(),
    events: Link.meta({ description: "Lists the events behind it. Null where the link would be too long." }),
    outcomes: Link.meta({
      description: "Lists the rows that outcomes added to it; with the events they are all of it.",
    }),
  })
  .meta({ id: "SpendItem" });
export type SpendItemBody = z.input<typeof SpendItemBody>;

export const SpendBody = z
  .object({
    items: z.array(SpendItemBody),
    totals: MeasuresBody.meta({ description: "Of all items, not of this page alone." }),
    metrics: MetricsBody.optional().meta({ description: "Of all items." }),
    compared: ComparedBody.optional().meta({ description: "Of all items." }),
    compared_with: z
      .object({ from: z.string(), to: z.string() })
      .optional()
      .meta({ description: "Local dates, half-open." }),
    currency: z.string(),
    as_of: z.iso.datetime(),
    next_cursor: OrNull(z.string()),
  })
  .meta({ id: "Spend" });

type Cell = string | number | null;
type Compared = Record<string, { earlier: Cell; change: Cell; change_percent: string | null }>;

/** A measure or a metric: how it is read of a line's sums, and in how many decimals it is told. */
interface Figure {
  readonly name: string;
  readonly decimals: number;
  readonly valueOf: (sums: LineSums) => bigint | null;
}

/** Inside, an hour is "2026-10-25T02+02:00"; outside it is an RFC 3339 time's beginning, which every date library reads. */
const presentPeriod = (period: string): string => period.replace(/T(\d\d)(?=[+-])/, "T$1:00");

export interface Shown {
  readonly items: readonly SpendItemBody[];
  readonly beside: Pick<z.input<typeof SpendBody>, "totals" | "metrics" | "compared" | "compared_with">;
  readonly columns: readonly RowColumn<SpendItemBody>[];
}

/** Some lines of an answer, and its totals. */
export function presentSpend(
  question: SpendQuestion,
  answer: SpendAnswer,
  lines: readonly SpendLine[],
  { zone, currency }: { readonly zone: string; readonly currency: string },
): Shown {
  const measures = question.measures.map((name) => measureFigure(name, answer.summed));
  const metrics = question.metrics.map((name) => metricFigure(name, answer.summed));
  const linksOf = drillLinks(question, zone, answer.top);
  const beside = (sums: LineSums, earlier: LineSums | undefined) => ({
    ...(metrics.length > 0 && { metrics: presentFigures(metrics, sums) }),
    ...(earlier && { compared: compareFigures([...measures, ...metrics], sums, earlier) }),
  });
  const items = lines.map((line): SpendItemBody => ({
    period: presentPeriod(line.period),
    dimensions: Object.fromEntries(
      question.groupBy.map((name, index) => [name, line.dimensions?.[index] ?? null] as const),
    ),
    is_rest: line.dimensions === null,
    measures: presentSums(measures, line),
    ...beside(line, line.earlier),
    ...linksOf(line),
  }));
  return {
    items,
    beside: {
      totals: presentSums(measures, answer.totals),
      ...beside(answer.totals, answer.earlierTotals),
      ...(answer.comparedWith && { compared_with: answer.comparedWith }),
    },
    columns: columnsOf(question, answer.comparedWith !== undefined, currency),
  };
}

const isAmount = (name: string): boolean => name.startsWith("cost");

const measureFigure = (name: SpendMeasure, summed: readonly SpendMeasure[]): Figure => {
  const index = summed.indexOf(name);
  return { name, decimals: isAmount(name) ? 12 : 0, valueOf: ({ sums }) => sums[index] ?? 0n };
};

function metricFigure(name: MetricName, summed: readonly SpendMeasure[]): Figure {
  const metric = metricOf(name);
  return {
    name,
    decimals: metricDecimals(metric.unit),
    valueOf: ({ sums, users }) =>
      metric.valueOf({ sumOf: (measure) => sums[summed.indexOf(measure)] ?? 0n, users: users?.size ?? 0 }),
  };
}

function presentValue(value: bigint | null, decimals: number): Cell {
  if (value === null) return null;
  if (decimals === 0) return presentCount(value);
  return decimals === 12 ? formatAmount(value) : formatDecimal(value, decimals);
}

const presentSums = (figures: readonly Figure[], sums: LineSums): Record<string, string | number> =>
  Object.fromEntries(figures.map(({ name, decimals, valueOf }) => [name, presentValue(valueOf(sums), decimals) ?? 0]));

const presentFigures = (figures: readonly Figure[], sums: LineSums): Record<string, Cell> =>
  Object.fromEntries(figures.map(({ name, decimals, valueOf }) => [name, presentValue(valueOf(sums), decimals)]));

function compareFigures(figures: readonly Figure[], sums: LineSums, earlier: LineSums): Compared {
  return Object.fromEntries(
    figures.map(({ name, decimals, valueOf }) => {
      const [now, before] = [valueOf(sums), valueOf(earlier)];
      const change = now === null || before === null ? null : now - before;
      return [
        name,
        {
          earlier: presentValue(before, decimals),
          change: presentValue(change, decimals),
          change_percent: percentOf(change, before),
        },
      ];
    }),
  );
}

const PERCENT_DECIMALS = 2;
const HUNDREDTHS = 10_000n;

/** Of what was before; null where nothing was, or one of the two is not known. */
function percentOf(change: bigint | null, before: bigint | null): string | null {
  if (change === null || before === null || before === 0n) return null;
  const [numerator, denominator] = before < 0n ? [-change, -before] : [change, before];
  return formatDecimal(divideHalfEven(numerator * HUNDREDTHS, denominator), PERCENT_DECIMALS);
}

function columnsOf(
  { groupBy, measures, metrics }: SpendQuestion,
  isCompared: boolean,
  currency: string,
): readonly RowColumn<SpendItemBody>[] {
  const figures = [...measures, ...metrics];
  return [
    { name: "period", kind: "text", read: ({ period }) => period },
    ...groupBy.map((name): RowColumn<SpendItemBody> => ({ name, kind: "text", read: (item) => item.dimensions[name] })),
    { name: "is_rest", kind: "text", read: (item) => item.is_rest },
    ...measures.map((name): RowColumn<SpendItemBody> => ({
      name,
      kind: "number",
      read: (item) => item.measures[name],
    })),
    ...metrics.map((name): RowColumn<SpendItemBody> => ({
      name,
      kind: "number",
      read: (item) => item.metrics?.[name],
    })),
    ...(isCompared ? figures.flatMap(comparedColumns) : []),
    { name: "currency", kind: "text", read: () => currency },
  ];
}

const comparedColumns = (name: string): readonly RowColumn<SpendItemBody>[] =>
  (["earlier", "change", "change_percent"] as const).map((part) => ({
    name: `${name}_${part}`,
    kind: "number",
    read: (item) => item.compared?.[name]?.[part],
  }));

/** What a cursor holds of the last line that was shown: its period, its dimensions, and its sum, where that orders. */
export type PlaceTexts = readonly [string, readonly string[] | null, string | null];

export function placeTexts(line: SpendLine, { order }: SpendAnswer): PlaceTexts {
  const { period, dimensions, sum } = placeOf(line, order);
  return [period, dimensions, sum === undefined ? null : sum.toString()];
}

/** The lines behind the one that placeTexts told of. */
export function linesAfter({ lines, order }: SpendAnswer, place: PlaceTexts | undefined): readonly SpendLine[] {
  if (place === undefined) return lines;
  const [period, dimensions, sum] = place;
  const after: LinePlace = { period, dimensions, sum: sum === null ? undefined : BigInt(sum) };
  return lines.filter((line) => comparePlaces(placeOf(line, order), after, order) > 0);
}
