import { createRoute } from "@hono/zod-openapi";
import { LIMITS } from "@outlay/domain/limits";
import { formatAmount } from "@outlay/domain/money";
import { RECORD_DIMENSION_NAMES, RECORD_MEASURE_NAMES } from "@outlay/domain/spend-record";
import { listSpendRecords, type RecordPosition, type SpendRecord } from "@outlay/services/list-spend-records";
import * as z from "zod";
import { filterSets, filtersOf, withFilters } from "../filter-parameters.ts";
import { type LocalDates, LocalRange, localRange } from "../local-range.ts";
import { Amount, Count, presentCount } from "../quantities.ts";
import { newRouter, pageQuery, problemResponses, scope } from "../router.ts";
import { NextCursor, openPlace, sealPlace } from "../walked-list.ts";
import { type RowColumn, RowFormatParameter, rowFormatOf, rowsContent, rowsResponse } from "../rows-format.ts";

const Text = z.union([z.string(), z.null()]);
/** A member for each name, all of one schema. */
const each = <Name extends string, Schema extends z.ZodType>(names: readonly Name[], schema: Schema) =>
  // fromEntries forgets the keys' type; the keys are exactly `names`.
  Object.fromEntries(names.map((name) => [name, schema])) as Record<Name, Schema>;

const SpendRecordBody = z
  .object({
    date: z.string().meta({ description: "The local date.", example: "2026-11-02" }),
    ...each(RECORD_DIMENSION_NAMES, z.string().meta({ description: "`unattributed` is no value." })),
    budget_owner: Text.meta({
      description:
        "Of the workflow, else of the workspace, the department or the tier of models; null where none has one.",
    }),
    ...each(RECORD_MEASURE_NAMES, Count),
    cost: Amount,
    currency: z.string(),
  })
  .meta({ id: "SpendRecord" });
type SpendRecordBody = z.input<typeof SpendRecordBody>;

const SpendRecordsBody = z
  .object({
    items: z.array(SpendRecordBody),
    currency: z.string(),
    as_of: z.iso.datetime(),
    next_cursor: NextCursor,
  })
  .meta({ id: "SpendRecords" });

const list = createRoute({
  method: "get",
  path: "/v1/spend/records",
  operationId: "listSpendRecords",
  tags: ["Spend"],
  summary: "Export spend as records: a day's usage and outcomes for each distinct combination of whom and what",
  description:
    "In order of date. As JSON, NDJSON or CSV; follow `next_cursor` to the end, and the records add up to spend, to the last digit.",
  security: scope("spend:read"),
  request: {
    query: withFilters({
      ...pageQuery(LIMITS.spendPageItems).shape,
      ...LocalRange.shape,
      format: RowFormatParameter,
    }),
  },
  responses: {
    200: rowsContent(SpendRecordsBody, SpendRecordBody, "A page of records"),
    ...problemResponses(400, 401, 403, 422),
  },
});

export const spendRecordRoutes = newRouter().openapi(list, async (c) => {
  const { ctx, cursors } = c.var;
  const { limit, cursor, from, to, format, ...rest } = c.req.valid("query");
  const asked = { from, to, ...rest };
  const { range, position } = openPlace<LocalDates, RecordPosition>(cursors, cursor, asked, () =>
    localRange(ctx, { from, to }),
  );
  const { filters, not } = filtersOf(rest);
  const { records, next } = await listSpendRecords(ctx, {
    ...range,
    filters: filterSets(filters),
    not: filterSets(not),
    limit,
    position,
  });
  const { currency } = ctx.configuration.tenant;
  const nextCursor = sealPlace(cursors, { range, position: next }, asked);
  if (nextCursor !== null) c.header("next-cursor", nextCursor);
  const items = records.map((record) => present(record, currency));
  const shown = rowFormatOf(c, format);
  if (shown !== "json") return rowsResponse(c, shown, { items, columns: COLUMNS, nextCursor });
  return c.json({ items, currency, as_of: ctx.now().toISOString(), next_cursor: nextCursor }, 200);
});

function present({ period, dimensions, sums, budgetOwner }: SpendRecord, currency: string): SpendRecordBody {
  const measures = RECORD_MEASURE_NAMES.map((name, index) => {
    const sum = sums[index] ?? 0n;
    return [name, name === "cost" ? formatAmount(sum) : presentCount(sum)] as const;
  });
  // fromEntries forgets the names; the members are exactly those of the body.
  return {
    date: period,
    ...Object.fromEntries(RECORD_DIMENSION_NAMES.map((name, index) => [name, dimensions[index] ?? ""] as const)),
    budget_owner: budgetOwner,
    ...Object.fromEntries(measures),
    currency,
  } as SpendRecordBody;
}

const text = (name: keyof SpendRecordBody): RowColumn<SpendRecordBody> => ({
  name,
  kind: "text",
  read: (item) => item[name],
});
const number = (name: keyof SpendRecordBody): RowColumn<SpendRecordBody> => ({
  name,
  kind: "number",
  read: (item) => item[name],
});
const COLUMNS: readonly RowColumn<SpendRecordBody>[] = [
  text("date"),
  ...RECORD_DIMENSION_NAMES.map(text),
  text("budget_owner"),
  ...RECORD_MEASURE_NAMES.map(number),
  text("currency"),
];
