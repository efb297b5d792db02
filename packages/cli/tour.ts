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

/** Prints what the API answers to five questions, each with the command that asks it. */
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
  { title: "Alerts", path: "/v1/alerts?kind=budget", show: alertLines },
  {
    title: "No known price: kept and listed, never taken for free",
    path: `/v1/unpriced?from=${span.from}&to=${span.to}`,
    show: unpricedLines,
  },
];

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
