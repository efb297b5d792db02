import { assert } from "@outlay/domain/assert";
import { DAY_MS, HOUR_MS } from "@outlay/domain/bucket";
import type { PageColumns } from "@outlay/domain/page-columns";
import { periodOf } from "@outlay/domain/period";
import { planHours, planRead } from "@outlay/domain/read-plan";
import { type Spend, type SpendQuery, sumSpend } from "@outlay/domain/spend";
import type { SeriesGranularity } from "@outlay/domain/series";
import { readMarks } from "@outlay/storage/marks";
import { openPage } from "@outlay/storage/page-codec";
import { readPages } from "@outlay/storage/pages";
import { atOnce } from "./at-once.ts";
import type { World } from "./context.ts";

/** Local dates, half-open. */
export interface SpendRange {
  readonly from: string;
  readonly to: string;
  readonly granularity: SeriesGranularity;
}

/** The pages of a range, read once and asked often. */
export interface OpenSpend {
  readonly range: SpendRange;
  /** Of the range, or a part of it; as `querySpend`. `granularity` is the range's or coarser. */
  readonly sum: (query: Omit<SpendQuery, "from" | "to"> & Partial<Pick<SpendQuery, "from" | "to">>) => Spend;
  /** What reading it took. */
  readonly pages: number;
  readonly bytes: number;
}

/** Parts of the plan that are read at once. */
const READS_AT_ONCE = 8;

/**
 * Reads the pages of a range as `querySpend` does, the marks before them, so that nothing that was folded before this call is missing.
 * Undefined where they have more than `bytesMax` bytes together.
 */
export async function openSpend(
  { table }: Pick<World, "table">,
  tenantId: string,
  range: SpendRange,
  bytesMax: number,
): Promise<OpenSpend | undefined> {
  const marks = await readMarks(table, tenantId);
  const days = [];
  for (let day = Date.parse(range.from) - DAY_MS; day < Date.parse(range.to) + DAY_MS; day += DAY_MS) days.push(day);
  const plan = days.flatMap((day) =>
    range.granularity === "day"
      ? planRead(marks, day, day + DAY_MS)
      : planHours(
          marks,
          Array.from({ length: 24 }, (_, hour) => day + hour * HOUR_MS),
        ),
  );
  const pages: PageColumns[][] = plan.map(() => []);
  let bytes = 0;
  await atOnce([...plan.entries()], READS_AT_ONCE, async ([index, part]) => {
    if (bytes > bytesMax) return;
    const read = await readPages(table, tenantId, part);
    bytes += read.reduce((sum, { body }) => sum + body.byteLength, 0);
    pages[index] = read.map(({ body }) => decodedOnce(openPage(body)));
  });
  if (bytes > bytesMax) return undefined;
  // Pages of other days have nothing to say of a part of the range; local days begin and end in those of UTC around them.
  const pagesOf = (from: string, to: string) => {
    const [fromEpochMs, toEpochMs] = [Date.parse(from) - DAY_MS, Date.parse(to) + DAY_MS];
    return plan.flatMap((part, index) =>
      part.fromEpochMs < toEpochMs && part.toEpochMs > fromEpochMs ? (pages[index] ?? []) : [],
    );
  };
  return {
    range,
    sum: (query) => {
      assert(query.granularity !== "hour" || range.granularity === "hour", "days do not say what an hour had");
      const asked = { ...range, ...query };
      return sumSpend(asked, pagesOf(asked.from, asked.to), (date) => periodOf({ type: "week" }, date)?.from ?? date);
    },
    pages: pages.flat().length,
    bytes,
  };
}

/** Each column is decoded when it is first asked for, and kept: the same few are asked for by every rule. */
function decodedOnce(page: PageColumns): PageColumns {
  const texts = new Map<string, ReturnType<PageColumns["text"]>>();
  const measures = new Map<string, ReturnType<PageColumns["measure"]>>();
  return {
    ...page,
    text: (name) => {
      if (!texts.has(name)) texts.set(name, page.text(name));
      return texts.get(name);
    },
    measure: (name) => {
      if (!measures.has(name)) measures.set(name, page.measure(name));
      return measures.get(name);
    },
  };
}
