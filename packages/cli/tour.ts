import { addDays } from "@outlay/domain/local-date";
import { type ApiAccess, callApi, problemText } from "./api-client.ts";
import { type BarRow, barTable } from "./bar-table.ts";
import { dollars, itemsOf, type JsonObject, objectOf, textOf } from "./json-body.ts";
import { grouped } from "./progress.ts";

/** One question of the tour, and how its answer is shown. */
interface Stop {
  readonly title: string;
  readonly path: string;
  readonly show: (body: JsonObject) => string[];
}

export interface TourSpan {
  /** Local dates, half-open. */
  readonly from: string;
  readonly to: string;
}

const ROWS_MAX = 12;

/** Prints what the API answers to a dozen questions, each with the command that asks it. */
export async function printTour(access: ApiAccess, span: TourSpan, print: (line: string) => void): Promise<void> {
  for (const { title, path, show } of stops(span)) {
    const answer = await callApi(access, path);
    print("");
    print(title);
    const lines = answer.status === 200 ? show(answer.body) : [`  No answer: ${problemText(answer)}`];
    for (const line of lines.length > 0 ? lines : ["  none"]) print(line);
    print(`  $ curl -sH "Authorization: Bearer $OUTLAY_API_KEY" '${access.url}${path}'`);
  }
}

const stops = (span: TourSpan): readonly Stop[] => [
  { title: "Spend by department", path: spendPath(span, "department"), show: spendLines("department") },
  { title: "Production and experiments", path: spendPath(span, "environment"), show: spendLines("environment") },
  { title: "The dearest workflows", path: spendPath(span, "workflow"), show: spendLines("workflow") },
  { title: "Budgets", path: "/v1/budget-statuses", show: budgetLines },
  { title: "Budgets' alerts", path: "/v1/alerts?kind=budget", show: alertLines },
  {
    title: "No known price: kept and listed, never taken for free",
    path: `/v1/unpriced?from=${span.from}&to=${span.to}`,
    show: unpricedLines,
  },
  { title: "What was unusual", path: ANOMALIES_PATH, show: anomalyLines },
  { title: "This month's end", path: "/v1/forecasts?group_by=department&groups=7", show: forecastLines },
  answer("premium-for-routine", span),
  answer("abandoned-runs", span),
  answer("fastest-growing-workflows", { ...span, from: addDays(span.to, -7) }),
  answer("power-users", span),
  answer("without-budget", span, "&company_budgets=ignore"),
];

const answer = (name: string, { from, to }: TourSpan, asked = ""): Stop => ({
  title: `Ready answer: ${name}`,
  path: `/v1/reports/${name}?from=${from}&to=${to}&limit=3${asked}`,
  show: reportLines,
});

/** Those that are neither resolved nor put away. */
export const ANOMALIES_PATH = "/v1/alerts?kind=anomaly&status=open";

export const spendPath = ({ from, to }: TourSpan, dimension: string): string =>
  `/v1/spend?from=${from}&to=${to}&group_by=${dimension}&granularity=total&measures=cost,events`;

const spendLines =
  (dimension: string) =>
  (body: JsonObject): string[] => {
    const rows = itemsOf(body).map((item): BarRow => {
      const measures = objectOf(item["measures"]);
      const cost = textOf(measures["cost"]);
      const label = textOf(objectOf(item["dimensions"])[dimension]);
      return { label, size: Number(cost), cells: [dollars(cost), `${grouped(Number(measures["events"]))} events`] };
    });
    const sorted = rows.toSorted((a, b) => b.size - a.size);
    const totals = objectOf(body["totals"]);
    const total = `  total ${dollars(textOf(totals["cost"]))} (exactly ${textOf(totals["cost"])} ${textOf(body["currency"])})`;
    const more = sorted.length > ROWS_MAX ? [`  … and ${sorted.length - ROWS_MAX} more`] : [];
    return [...barTable(sorted.slice(0, ROWS_MAX)), ...more, total];
  };

function budgetLines(body: JsonObject): string[] {
  const rows = itemsOf(body).map((item): BarRow => {
    const percent = textOf(item["percent_used"]);
    const projected = textOf(item["projected_end"]);
    return {
      label: `${textOf(item["name"])} (${textOf(objectOf(item["period"])["key"])})`,
      size: Number(percent) / 100,
      cells: [
        `${percent}%`,
        `${dollars(textOf(item["spent"]))} of ${dollars(textOf(item["amount"]))}`,
        projected === ""
          ? ""
          : `${dollars(projected)} ${item["projection"] === "forecast" ? "expected" : "at this rate"}`,
      ],
    };
  });
  return barTable(rows, { isShare: true });
}

function alertLines(body: JsonObject): string[] {
  const lines = itemsOf(body).map((item) => {
    const period = objectOf(item["period"]);
    const isForecast = item["basis"] === "forecast";
    const reached = dollars(textOf(isForecast ? item["projected"] : item["spent"]));
    return `  ${textOf(item["budget_name"])}, from ${textOf(period["from"])}: ${textOf(item["threshold"])}% ${
      isForecast ? "projected" : "reached"
    } (${reached} of ${dollars(textOf(item["amount"]))})`;
  });
  const more = lines.length > ROWS_MAX ? [`  … and ${lines.length - ROWS_MAX} more`] : [];
  return [...lines.slice(0, ROWS_MAX), ...more];
}

function unpricedLines(body: JsonObject): string[] {
  const rows = itemsOf(body).map((item): BarRow => {
    const model = [item["provider"], item["model"]].map(textOf).filter((text) => text !== "");
    return {
      label: model.length > 0 ? model.join("/") : textOf(item["operation"]),
      size: Number(item["events"]),
      cells: [`${grouped(Number(item["events"]))} events`, textOf(item["reason"])],
    };
  });
  return barTable(rows.toSorted((a, b) => b.size - a.size).slice(0, ROWS_MAX));
}

/** The dearest, each with what to do next. */
function anomalyLines(body: JsonObject): string[] {
  const dearest = itemsOf(body).toSorted((a, b) => Number(b["excess_cost"] ?? 0) - Number(a["excess_cost"] ?? 0));
  return dearest.slice(0, ANOMALIES_SHOWN).flatMap((item) => {
    const scope = Object.entries(objectOf(item["scope"])).map(([name, value]) => `${name} ${textOf(value)}`);
    const expected = item["expected"] === null ? "" : `, ${figure(item["expected"])} expected`;
    const came = `${figure(item["observed"])}${expected} (${textOf(item["measure"])}, ${textOf(item["unit"])})`;
    const excess = item["excess_cost"] === null ? "" : `, some ${dollars(textOf(item["excess_cost"]))} too much`;
    const head = `${textOf(item["severity"])} ${textOf(item["rule"])}: ${scope.join(", ") || "whole company"}`;
    return [`  ${head}, since ${textOf(item["since"])}`, `    ${came}${excess}`, `    ${textOf(item["next_step"])}`];
  });
}

const ANOMALIES_SHOWN = 5;
const figure = (value: unknown): string => String(Number(Number(value).toPrecision(3)));

function forecastLines(body: JsonObject): string[] {
  const rows = [{ value: "whole company", ...objectOf(body["total"]) }, ...groupsOf(body)].map((scope): BarRow => {
    const forecast = objectOf(objectOf(scope)["forecast"]);
    const of = (name: string) => dollars(textOf(forecast[name]));
    return {
      label: textOf(objectOf(scope)["value"]),
      size: Number(forecast["mean"] ?? 0),
      cells: [
        `${dollars(textOf(objectOf(scope)["spent"]))} so far`,
        of("mean"),
        `80%: ${of("low_80")} to ${of("high_80")}`,
        `95%: ${of("low_95")} to ${of("high_95")}`,
      ],
    };
  });
  return barTable(rows);
}

const groupsOf = (body: JsonObject): readonly unknown[] => (Array.isArray(body["groups"]) ? body["groups"] : []);

function reportLines(body: JsonObject): string[] {
  const rows = itemsOf(body).map((item) => `  - ${textOf(item["advice"])}`);
  const saving = objectOf(objectOf(body["totals"])["saving"]);
  const saved = saving["amount"] === undefined ? [] : [`  in all ${dollars(textOf(saving["amount"]))} could be saved`];
  return [`  ${textOf(body["question"])}`, ...(rows.length > 0 ? rows : ["  - none"]), ...saved];
}
