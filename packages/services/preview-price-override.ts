import { dimensionIndex } from "@outlay/domain/dimensions";
import { invalidRequest } from "@outlay/domain/errors";
import { DAY_MS } from "@outlay/domain/bucket";
import { compileOverride } from "@outlay/domain/override-rules";
import { dateOfPeriod, type PageRow } from "@outlay/domain/page";
import { compilePriceBook } from "@outlay/domain/price-book";
import { PriceOverride, type PriceOverrideInput } from "@outlay/domain/price-override";
import { type Preview, previewPrices } from "@outlay/domain/price-preview";
import { planRead } from "@outlay/domain/read-plan";
import { startOfLocalDate } from "@outlay/domain/zone";
import { isRateChanging } from "@outlay/prices/catalogue";
import { readMarks } from "@outlay/storage/marks";
import { decodePage } from "@outlay/storage/page-codec";
import { readPages } from "@outlay/storage/pages";
import type { Context } from "./context.ts";
import { getEntity } from "./entities.ts";
import { priceBookOf, priceSourcesOf } from "./price-book.ts";
import { PRICE_OVERRIDES } from "./price-overrides.ts";

export interface PreviewQuestion {
  readonly override: PriceOverrideInput;
  /** The override that it would replace; null: it would come beside all others. */
  readonly replaces: string | null;
  /** Local dates, half-open. */
  readonly from: string;
  readonly to: string;
}

/**
 * What a range cost, and what it would have under another override. Nothing is kept, and nothing is priced anew. Throws
 * `invalid_request` for what pages do not count: runs, and the hours of people.
 */
export async function previewPriceOverride(ctx: Context, question: PreviewQuestion): Promise<Preview> {
  const { configuration, tenantId } = ctx;
  const replaced =
    question.replaces === null ? undefined : getEntity(configuration, PRICE_OVERRIDES, question.replaces);
  const sources = priceSourcesOf(configuration);
  const draft = toDraft(question.override, ctx.now().toISOString());
  const overrides = [...sources.overrides.filter((override) => override !== replaced), draft];
  const rows = await readRows(ctx, tenantId, question);
  return previewPrices(rows, {
    before: priceBookOf(configuration),
    after: compilePriceBook({ ...sources, overrides }),
    changed: [draft, ...(replaced ? [replaced] : [])].map((override) => compileOverride(override, sources)),
    startOfDate: (date) => startOfLocalDate(date, configuration.tenant.time_zone),
    isListChanging: (tuple, fromEpochMs, toEpochMs) => {
      const [provider, model] = [tuple[at.provider], tuple[at.model]];
      if (!provider || !model) return false;
      return isRateChanging(provider, model, tuple[at.serviceTier] ?? null, fromEpochMs, toEpochMs);
    },
  });
}

const at = {
  provider: dimensionIndex("provider"),
  model: dimensionIndex("model"),
  serviceTier: dimensionIndex("service_tier"),
};

/** As if it were made now. */
function toDraft(input: PriceOverrideInput, now: string): PriceOverride {
  const isUncounted = input.kind === "review_rate" || (input.kind === "orchestration" && input.basis === "per_run");
  if (isUncounted) {
    throw invalidRequest({ pointer: "/override", detail: "Pages count neither runs nor hours: this has no preview." });
  }
  const { confirm: _confirm, ...kept } = input;
  return PriceOverride.parse({ ...kept, id: "preview", created_at: now, updated_at: now });
}

/** Rows of the local dates asked for; UTC days on either side hold the local days' ends. */
async function readRows(
  ctx: Pick<Context, "table">,
  tenantId: string,
  { from, to }: Pick<PreviewQuestion, "from" | "to">,
): Promise<readonly PageRow[]> {
  const marks = await readMarks(ctx.table, tenantId);
  const rows: PageRow[] = [];
  for (const part of planRead(marks, Date.parse(from) - DAY_MS, Date.parse(to) + DAY_MS)) {
    for (const { body } of await readPages(ctx.table, tenantId, part)) {
      rows.push(...decodePage(body).rows.filter(({ period }) => isWithin(dateOfPeriod(period), from, to)));
    }
  }
  return rows;
}

const isWithin = (date: string, from: string, to: string): boolean => date >= from && date < to;
