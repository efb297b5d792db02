import type { Context } from "hono";
import * as z from "zod";
import type { ApiEnv } from "./router.ts";

export const ROW_FORMATS = ["json", "csv", "ndjson"] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

const MEDIA_TYPES: Readonly<Record<RowFormat, string>> = {
  json: "application/json",
  csv: "text/csv",
  ndjson: "application/x-ndjson",
};

export const RowFormatParameter = z.enum(ROW_FORMATS).optional().meta({
  description: "Without it, what the `Accept` header asks for: application/json, text/csv, application/x-ndjson.",
});

/** A column of what is answered as rows, read out of a row as JSON has it. Numbers and amounts are digits, all else is text. */
export interface RowColumn<Item> {
  readonly name: string;
  readonly kind: "text" | "number";
  readonly read: (item: Item) => string | number | boolean | null | undefined;
}

/** Rows of one answer, and what the answer says beside them as JSON. */
export interface RowsAnswer<Item> {
  readonly items: readonly Item[];
  readonly columns: readonly RowColumn<Item>[];
  readonly nextCursor: string | null;
}

/** The responses of a contract that answers rows: JSON by `schema`, NDJSON an item a line, CSV by RFC 4180. */
export const rowsContent = <Schema extends z.ZodType, Item extends z.ZodType>(
  schema: Schema,
  item: Item,
  description: string,
) => ({
  description,
  headers: z.object({
    "next-cursor": z.string().optional().meta({ description: "`next_cursor`, in every format; absent at the end." }),
  }),
  content: {
    "application/json": { schema },
    "application/x-ndjson": { schema: item },
    "text/csv": { schema: z.string() },
  },
});

/** What is asked for by name, else what `Accept` likes best of what there is, else JSON. */
export function rowFormatOf(c: Context<ApiEnv>, stated: RowFormat | undefined): RowFormat {
  if (stated !== undefined) return stated;
  const accepted = (c.req.header("accept") ?? "").split(",").map((range) => {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    return { type, weight: weight === undefined ? 1 : Number(weight) };
  });
  const liked = accepted.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  for (const { type } of liked) {
    const found = ROW_FORMATS.find((format) => MEDIA_TYPES[format] === type);
    if (found) return found;
  }
  return "json";
}

/** The rows as NDJSON or CSV; the cursor stands in a header of its own, as JSON has it in the body too. */
export function rowsResponse<Item>(
  c: Context<ApiEnv>,
  format: Exclude<RowFormat, "json">,
  answer: RowsAnswer<Item>,
): Response {
  const text = format === "csv" ? toCsv(answer) : answer.items.map((item) => `${JSON.stringify(item)}\n`).join("");
  return c.body(text, 200, { "content-type": `${MEDIA_TYPES[format]}; charset=utf-8` });
}

/** A header line and a line a row, by RFC 4180. */
export function toCsv<Item>({ items, columns }: Pick<RowsAnswer<Item>, "items" | "columns">): string {
  const lines = [columns.map(({ name }) => csvText(name))];
  for (const item of items) {
    lines.push(
      columns.map(({ kind, read }) => {
        const value = read(item);
        if (value === null || value === undefined) return "";
        return kind === "number" ? String(value) : csvText(String(value));
      }),
    );
  }
  return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}

/** What a spreadsheet may take for a formula, also behind quotes and spaces, and in full width. Source: OWASP, "CSV Injection". */
const FORMULA = /^["'\s]*[=+\-@\t\r\n＝＋－＠]/u;

/** Text as a cell: what could run as a formula begins with an apostrophe, and what could end the cell is quoted. */
export function csvText(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
