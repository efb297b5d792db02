import { LIMITS } from "@outlay/domain/limits";
import type { Period } from "@outlay/domain/period";
import { askSpend, type SpendQuestion } from "@outlay/services/ask-spend";
import type { Context } from "hono";
import { linesAfter, placeTexts, type PlaceTexts, presentSpend, type SpendBody } from "./present-spend.ts";
import type * as z from "zod";
import type { ApiEnv } from "./router.ts";
import { type RowFormat, rowFormatOf, rowsResponse } from "./rows-format.ts";

export interface SpendPage {
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly format: RowFormat | undefined;
}

/**
 * One page of the answer to a question, in the format asked for: the body where that is JSON, else the whole response. `asked` is what
 * a cursor is bound to.
 */
export async function answerSpend(
  c: Context<ApiEnv>,
  stated: SpendQuestion,
  { limit, cursor, format }: SpendPage,
  asked: unknown,
): Promise<{ readonly body: z.input<typeof SpendBody> } | { readonly response: Response }> {
  const { ctx, cursors } = c.var;
  const sealed = cursors.open(cursor, asked);
  const { range, after } =
    sealed === undefined ? { range: { from: stated.from, to: stated.to }, after: undefined } : read(sealed);
  const question = { ...stated, ...range };
  const answer = await askSpend(ctx, ctx.tenantId, question);
  const rest = linesAfter(answer, after);
  const lines = rest.slice(0, Math.min(limit, itemsPerPage(question)));
  const last = lines.at(-1);
  const nextCursor =
    rest.length > lines.length && last
      ? cursors.seal(JSON.stringify({ range, after: placeTexts(last, answer) }), asked)
      : null;
  if (nextCursor !== null) c.header("next-cursor", nextCursor);
  const { time_zone: zone, currency } = ctx.configuration.tenant;
  const { items, beside, columns } = presentSpend(question, answer, lines, { zone, currency });
  const shown = rowFormatOf(c, format);
  if (shown !== "json") return { response: rowsResponse(c, shown, { items, columns, nextCursor }) };
  const body = { items: [...items], ...beside, currency, as_of: ctx.now().toISOString(), next_cursor: nextCursor };
  return { body };
}

/** What answerSpend sealed: the range stays the same from page to page, also where it was not stated. */
const read = (sealed: string) => JSON.parse(sealed) as { readonly range: Period; readonly after: PlaceTexts };

/** Pages of many figures have fewer items, so that an answer stays within what a function may send. */
function itemsPerPage({ measures, metrics, isCompared }: SpendQuestion): number {
  const figures = (measures.length + metrics.length) * (isCompared ? 4 : 1);
  return Math.max(1, Math.floor(LIMITS.spendPageFigures / figures));
}
