import type { LocalDates } from "./local-range.ts";
import { LIMITS } from "@outlay/domain/limits";
import { formatAmount } from "@outlay/domain/money";
import {
  isSummed,
  orderColumns,
  type ReportApart,
  type ReportColumn,
  type ReportDefinition,
  type ReportFigure,
  type ReportRow,
  type ReportSaving,
  type ReportTotals,
} from "@outlay/domain/report";
import { REPORT_PARAMETER_TEXTS, type ReportParameters } from "@outlay/domain/report-parameters";
import type { SpendFilters } from "@outlay/domain/spend";
import * as z from "zod";
import { drillLinks } from "@outlay/domain/drill-links";
import { Amount, Count, presentCount } from "./quantities.ts";
import type { RowColumn } from "./rows-format.ts";

const SavingBody = z
  .object({
    amount: Amount,
    is_estimated: z.boolean().meta({
      description: "A price hangs on single requests, so that the figure is near, and not exact to the last digit.",
    }),
  })
  .meta({ id: "ReportSaving" });
const NullableSaving = z.union([SavingBody, z.null()]);

const Figure = z.union([Amount, Count, z.string(), z.null()]);

const Link = z.union([z.string(), z.null()]);
const links = {
  events: Link.meta({ description: "The request that lists the events behind it; null where it would be too long." }),
  outcomes: Link.meta({ description: "The same of what outcomes add." }),
};

export const ReportRowBody = z
  .object({
    dimensions: z.record(z.string(), z.string()),
    figures: z.record(z.string(), Figure).meta({ description: "By column: `GET /v1/reports` says what each is." }),
    saving: NullableSaving,
    advice: z.string(),
    ...links,
  })
  .meta({ id: "ReportRow" });

const TotalsBody = z
  .object({
    count: z.int().meta({ description: "Rows." }),
    figures: z.record(z.string(), z.union([Amount, Count])).meta({ description: "Of the columns that add up." }),
    saving: NullableSaving,
  })
  .meta({ id: "ReportTotals" });

export const ReportBody = z
  .object({
    report: z.string(),
    question: z.string(),
    from: z.string(),
    to: z.string(),
    order_by: z.string(),
    items: z.array(ReportRowBody),
    totals: TotalsBody.meta({ description: "Of all rows, not of this page alone." }),
    below: TotalsBody.meta({ description: "Of rows below `min_cost`, which are not listed." }),
    apart: z
      .array(
        z.object({
          reason: z.string(),
          says: z.string(),
          count: z.int(),
          cost: Amount,
          items: z
            .array(z.object({ dimensions: z.record(z.string(), z.string()), cost: Amount, ...links }))
            .meta({ description: `The ${LIMITS.namedInAnswer} greatest.` }),
        }),
      )
      .meta({
        description: "What cannot be judged as the rows are, and why: what is not known is not said to be low.",
      }),
    notes: z.array(z.string()).meta({ description: "Sentences that hold for all of it." }),
    spend: Amount.meta({ description: "All that `GET /v1/spend` says of the same range and filters." }),
    unpriced_events: Count.meta({
      description:
        "Events of it without a price, which count as nothing everywhere here: `GET /v1/unpriced` lists them.",
    }),
    currency: z.string(),
    as_of: z.iso.datetime(),
    next_cursor: z.union([z.string(), z.null()]),
  })
  .meta({ id: "Report" });

const ColumnBody = z.object({
  name: z.string(),
  kind: z.enum(["amount", "count", "ratio", "text"]),
  description: z.string(),
  adds_up: z.boolean().meta({ description: "Whether totals have it." }),
});

export const ReportListBody = z
  .object({
    items: z.array(
      z.object({
        name: z.string(),
        question: z.string(),
        path: z.string(),
        dimensions: z.array(z.string()).meta({ description: "What a row is of." }),
        columns: z.array(ColumnBody),
        money: z.string().meta({ description: "The column that `min_cost` is held against." }),
        order_by: z.string().meta({ description: "The column by which rows are ordered, unless asked otherwise." }),
        order_columns: z.array(z.string()),
        saving: z
          .union([z.string(), z.null()])
          .meta({ description: "How a saving is computed, and what that assumes." }),
        parameters: z.array(
          z.object({ name: z.string(), default: z.union([z.string(), z.null()]), description: z.string() }),
        ),
      }),
    ),
    elsewhere: z
      .array(z.object({ question: z.string(), path: z.string() }))
      .meta({ description: "Questions that other requests answer." }),
  })
  .meta({ id: "Reports" });

export const presentDefinition = (definition: ReportDefinition): z.input<typeof ReportListBody>["items"][number] => ({
  name: definition.name,
  question: definition.question,
  path: `/v1/reports/${definition.name}`,
  dimensions: [...definition.dimensions],
  columns: definition.columns.map((column) => ({
    name: column.name,
    kind: column.kind,
    description: column.description,
    adds_up: isSummed(column),
  })),
  money: definition.money,
  order_by: definition.order,
  order_columns: [...orderColumns(definition)],
  saving: definition.saving,
  parameters: takenParameters(definition).map((name) => ({ name, ...REPORT_PARAMETER_TEXTS[name] })),
});

/** What a report can be asked beside range and filters. */
export const takenParameters = ({ parameters }: ReportDefinition): readonly (keyof ReportParameters)[] => [
  "min_cost",
  "order_by",
  ...parameters,
];

/** How rows are shown: of which report, range and zone. */
export interface ShownReport {
  readonly definition: ReportDefinition;
  readonly range: LocalDates;
  readonly zone: string;
  /** Of the request: they hold for the events too. */
  readonly filters: SpendFilters;
  readonly not: SpendFilters;
}

const named = ({ dimensions }: ReportDefinition, keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(dimensions.map((name, index) => [name, keys[index] ?? ""]));

export const presentRow = (row: ReportRow, shown: ShownReport): z.input<typeof ReportRowBody> => ({
  dimensions: named(shown.definition, row.keys),
  figures: Object.fromEntries(
    shown.definition.columns.map((column) => [column.name, presentFigure(column, row.figures[column.name] ?? null)]),
  ),
  saving: presentSaving(row.saving),
  advice: row.advice,
  ...linksOf(row.events, shown),
});

function presentFigure({ kind }: ReportColumn, figure: ReportFigure): string | number | null {
  if (typeof figure !== "bigint") return figure;
  return kind === "amount" ? formatAmount(figure) : presentCount(figure);
}

const presentSaving = (saving: ReportSaving | null): z.input<typeof NullableSaving> =>
  saving && { amount: formatAmount(saving.amount), is_estimated: saving.isEstimated };

export const presentTotals = (
  { count, figures, saving }: ReportTotals,
  { definition }: ShownReport,
): z.input<typeof TotalsBody> => ({
  count,
  figures: Object.fromEntries(
    definition.columns.filter(isSummed).map(({ name, kind }) => {
      const sum = figures[name] ?? 0n;
      return [name, kind === "amount" ? formatAmount(sum) : presentCount(sum)];
    }),
  ),
  saving: presentSaving(saving),
});

/** What a report leaves out of its rows and says apart, the greatest first. */
export function presentApart({ reason, says, rows }: ReportApart, shown: ShownReport) {
  const greatest = rows.toSorted((a, b) => (a.cost === b.cost ? 0 : a.cost > b.cost ? -1 : 1));
  return {
    reason,
    says,
    count: rows.length,
    cost: formatAmount(rows.reduce((sum, { cost }) => sum + cost, 0n)),
    items: greatest.slice(0, LIMITS.namedInAnswer).map(({ keys, cost }) => {
      const dimensions = named(shown.definition, keys);
      const filters = Object.fromEntries(Object.entries(dimensions).map(([name, value]) => [name, [value]]));
      return { dimensions, cost: formatAmount(cost), ...linksOf(filters, shown) };
    }),
  };
}

/** Requests for what is behind a row: of its values, and of what was asked for. */
function linksOf(values: ReportRow["events"], { range, zone, filters, not }: Omit<ShownReport, "definition">) {
  const both = new Map(filters);
  for (const [name, each] of Object.entries(values)) {
    const own = new Set(each);
    both.set(name, filters.get(name)?.intersection(own) ?? own);
  }
  const asked = { ...range, granularity: "total", groupBy: [], filters: both, not } as const;
  return drillLinks(asked, zone, undefined)({ period: range.from, dimensions: null });
}

type ShownRow = z.input<typeof ReportRowBody>;

/** Of a row as CSV. */
export function reportColumns({ dimensions, columns }: ReportDefinition): readonly RowColumn<ShownRow>[] {
  return [
    ...dimensions.map((name) => text(name, (row) => row.dimensions[name])),
    ...columns.map(({ name, kind }): RowColumn<ShownRow> => ({
      name,
      kind: kind === "text" ? "text" : "number",
      read: ({ figures }) => figures[name],
    })),
    { name: "saving", kind: "number", read: ({ saving }) => saving?.amount },
    text("saving_is_estimated", ({ saving }) => saving?.is_estimated),
    text("advice", ({ advice }) => advice),
    text("events", ({ events }) => events),
    text("outcomes", ({ outcomes }) => outcomes),
  ];
}

const text = (name: string, read: RowColumn<ShownRow>["read"]): RowColumn<ShownRow> => ({ name, kind: "text", read });
