import { createRoute } from "@hono/zod-openapi";
import { invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { formatAmount } from "@outlay/domain/money";
import {
  comparePlaces,
  orderColumns,
  placeOf,
  type Report,
  type ReportDefinition,
  type ReportPlace,
  type ReportRow,
} from "@outlay/domain/report";
import { REPORT_PARAMETER_TEXTS, REPORT_PARAMETERS, type ReportParameters } from "@outlay/domain/report-parameters";
import { reportNamed, REPORTS } from "@outlay/domain/report-registry";
import { runReport } from "@outlay/services/run-report";
import * as z from "zod";
import { filterSets, filtersOf, withFilters } from "../filter-parameters.ts";
import { latestDays, LatestRange, type LocalDates } from "../local-range.ts";
import {
  presentApart,
  presentDefinition,
  presentRow,
  presentTotals,
  ReportBody,
  reportColumns,
  ReportRowBody,
  ReportListBody,
  takenParameters,
} from "../present-report.ts";
import { presentCount } from "../quantities.ts";
import { RowFormatParameter, rowFormatOf, rowsContent, rowsResponse } from "../rows-format.ts";
import { jsonContent, newRouter, pageQuery, problemResponses, scope } from "../router.ts";

const list = createRoute({
  method: "get",
  path: "/v1/reports",
  operationId: "listReports",
  tags: ["Spend"],
  summary:
    "List the questions that are answered by name, each with its columns, its parameters and how its saving is computed",
  security: scope("spend:read"),
  responses: { 200: jsonContent(ReportListBody, "Every report"), ...problemResponses(401, 403, 422) },
});

type OwnName = keyof typeof REPORT_PARAMETERS;
function textOf(name: OwnName): string {
  const { default: stated, description } = REPORT_PARAMETER_TEXTS[name];
  const takers = REPORTS.filter((definition) => takenParameters(definition).includes(name));
  const of = takers.length === REPORTS.length ? "" : ` Of ${takers.map((taker) => taker.name).join(", ")}.`;
  return `${description}${of}${stated === null ? "" : ` Without it, ${stated}.`}`;
}
const asText = (name: OwnName) => ({ type: "string" as const, description: textOf(name) });
const asChoice = (name: OwnName) => ({ description: textOf(name) });
const own = REPORT_PARAMETERS;
const ownParameters = {
  min_cost: own.min_cost.meta(asText("min_cost")),
  order_by: own.order_by.meta(asText("order_by")),
  outcomes_min: own.outcomes_min.meta(asText("outcomes_min")),
  acceptance_below: own.acceptance_below.meta(asText("acceptance_below")),
  acceptance_margin: own.acceptance_margin.meta(asText("acceptance_margin")),
  retrieval_min: own.retrieval_min.meta(asText("retrieval_min")),
  company_budgets: own.company_budgets.meta(asChoice("company_budgets")),
  cover: own.cover.meta(asChoice("cover")),
  default_tier: own.default_tier.meta(asChoice("default_tier")),
} satisfies Record<OwnName, z.ZodType>;

const Name = z
  .string()
  .max(LIMITS.valueCharacters)
  .meta({ description: `One of ${REPORTS.map(({ name }) => name).join(", ")}.`, example: "abandoned-runs" });

const namedParameters = {
  ...pageQuery(LIMITS.reportPageItems).shape,
  ...LatestRange.shape,
  format: RowFormatParameter,
  ...ownParameters,
};

const get = createRoute({
  method: "get",
  path: "/v1/reports/{report}",
  operationId: "getReport",
  tags: ["Spend"],
  summary: "Answer a question about spend by name, with what could be saved and the events behind each row",
  description: [
    "`GET /v1/reports` lists all names. Filters are those of `GET /v1/spend`. Savings of several reports do not add up: one event may be in each.",
  ].join(" "),
  security: scope("spend:read"),
  request: {
    params: z.object({ report: Name }),
    query: withFilters(namedParameters),
  },
  responses: {
    200: rowsContent(ReportBody, ReportRowBody, "Rows, the greatest first"),
    ...problemResponses(400, 401, 403, 404, 422),
  },
});

/** What other operations answer. */
const ELSEWHERE = [
  {
    question: "What part of spend has no value in a dimension, and where does it come from?",
    path: "/v1/unattributed",
  },
  { question: "What spent and has no owner?", path: "/v1/unowned" },
  { question: "What could not be priced, and why?", path: "/v1/unpriced" },
];

/** What this module sealed: the range stays the same from page to page, also where it was not stated. */
const Position = z.object({
  from: z.string(),
  to: z.string(),
  figure: z.string(),
  money: z.string(),
  keys: z.array(z.string()),
});
type Position = z.infer<typeof Position>;

const placeAfter = ({ figure, money, keys }: Position): ReportPlace => ({
  figure: BigInt(figure),
  money: BigInt(money),
  keys,
});
const positionAfter = ({ from, to }: LocalDates, { figure, money, keys }: ReportPlace): Position => ({
  from,
  to,
  figure: figure.toString(),
  money: money.toString(),
  keys: [...keys],
});

const RANGE_BOUNDS = { pointer: "?to", daysMax: LIMITS.reportDaysMax };

export const reportRoutes = newRouter()
  .openapi(list, (c) => c.json({ items: REPORTS.map(presentDefinition), elsewhere: ELSEWHERE }, 200))
  .openapi(get, async (c) => {
    const { ctx, cursors } = c.var;
    const definition = reportNamed(c.req.valid("param").report);
    const { limit, cursor, format, from, to, ...rest } = c.req.valid("query");
    const { cursor: _cursor, limit: _limit, format: _format, ...stated } = c.req.queries();
    const parameters = checkedParameters(definition, Object.keys(stated), rest);
    const bound = { report: definition.name, ...stated };
    const sealed = cursors.open(cursor, bound);
    const position = sealed === undefined ? undefined : Position.parse(JSON.parse(sealed));
    const range = position
      ? { from: position.from, to: position.to }
      : latestDays(ctx, { from, to }, LIMITS.reportDaysDefault, RANGE_BOUNDS);
    const given = filtersOf(withoutOwn(rest));
    const [filters, not] = [filterSets(given.filters), filterSets(given.not)];
    const { report, spend, unpricedEvents } = await runReport(ctx, definition, { range, filters, not, parameters });
    const order = parameters.order_by ?? definition.order;
    const placeIn = (row: ReportRow) => placeOf(definition, order, row);
    const { rows, next } = pageOfRows(report, placeIn, position && placeAfter(position), limit);
    const nextCursor = next ? cursors.seal(JSON.stringify(positionAfter(range, next)), bound) : null;
    if (nextCursor !== null) c.header("next-cursor", nextCursor);
    const shown = { definition, range, zone: ctx.configuration.tenant.time_zone, filters, not };
    const items = rows.map((row) => presentRow(row, shown));
    const rowFormat = rowFormatOf(c, format);
    if (rowFormat !== "json") {
      return rowsResponse(c, rowFormat, { items, columns: reportColumns(definition), nextCursor });
    }
    return c.json(
      {
        report: definition.name,
        question: definition.question,
        ...range,
        order_by: order,
        items,
        totals: presentTotals(report.totals, shown),
        below: presentTotals(report.below, shown),
        apart: report.apart.map((part) => presentApart(part, shown)),
        notes: [...report.notes],
        spend: formatAmount(spend),
        unpriced_events: presentCount(unpricedEvents),
        currency: ctx.configuration.tenant.currency,
        as_of: ctx.now().toISOString(),
        next_cursor: nextCursor,
      },
      200,
    );
  });

const isOwn = (name: string): boolean => Object.hasOwn(REPORT_PARAMETERS, name);
const withoutOwn = (rest: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(rest).filter(([name]) => !isOwn(name)));

/** Throws `invalid_request` for what the report does not take: it would be left out in silence. */
function checkedParameters(
  definition: ReportDefinition,
  stated: readonly string[],
  { order_by, ...rest }: ReportParameters,
): ReportParameters {
  const taken: readonly string[] = takenParameters(definition);
  const foreign = stated.filter((name) => isOwn(name) && !taken.includes(name));
  const faults = foreign.map((name) => ({ pointer: `?${name}`, detail: `no parameter of ${definition.name}` }));
  const columns = orderColumns(definition);
  if (order_by !== undefined && !columns.includes(order_by))
    faults.push({ pointer: "?order_by", detail: `one of ${columns.join(", ")}` });
  if (faults.length > 0) throw invalidRequest(...faults);
  return { ...rest, order_by };
}

function pageOfRows(
  { rows }: Report,
  placeIn: (row: ReportRow) => ReportPlace,
  after: ReportPlace | undefined,
  limit: number,
) {
  const left = after ? rows.filter((row) => comparePlaces(placeIn(row), after) > 0) : rows;
  const page = left.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: left.length > limit && last ? placeIn(last) : undefined };
}
