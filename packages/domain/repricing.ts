import * as z from "zod";
import { addMonths, dateOfDay, dayNumber, type LocalDate } from "./local-date.ts";
import type { Block } from "./block.ts";
import { dimensionIndex } from "./dimensions.ts";
import { LIMITS } from "./limits.ts";
import { NearDate } from "./near-date.ts";
import { plainText } from "./plain-text.ts";

/** Sums by measure, as digits; a measure that is absent is 0. Amounts are picos. */
export const StoredSums = z.record(z.string(), z.string());
export type StoredSums = z.infer<typeof StoredSums>;

/** What a re-pricing did, or would do, all days together. */
export const RepricingTotals = z.strictObject({
  before: StoredSums,
  after: StoredSums,
  /** What after and before differ by in months that were closed: it is in no page. */
  adjusted: StoredSums,
  changed_events: z.int(),
});
export type RepricingTotals = z.infer<typeof RepricingTotals>;

/**
 * One re-pricing of a range of local dates, half-open. `seq` is the number of the entry that made it: the generation of its
 * blocks, and the state of the configuration that it prices by.
 */
export const Repricing = z.strictObject({
  id: z.string(),
  seq: z.int(),
  from: z.iso.date(),
  to: z.iso.date(),
  reason: z.string(),
  only: z.enum(["all", "unpriced"]),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  attribution: z.boolean(),
  dry_run: z.boolean(),
  created_at: z.iso.datetime(),
  created_by: z.object({ kind: z.enum(["api_key", "member", "platform"]), id: z.string() }),
  completed_at: z.iso.datetime().nullable(),
  /** Null until it is completed. Written again where usage that was on its way meanwhile was re-priced after that. */
  totals: RepricingTotals.nullable(),
  /** Rises with the results that the totals are made of. */
  results_version: z.int(),
});
export type Repricing = z.infer<typeof Repricing>;

const name = plainText(LIMITS.valueCharacters);

/** What a caller decides of a re-pricing. */
export const RepricingInput = z
  .strictObject({
    from: NearDate,
    to: NearDate,
    reason: plainText(LIMITS.reasonCharacters),
    only: z.enum(["all", "unpriced"]).default("all"),
    provider: name.nullable().default(null),
    model: name.nullable().default(null),
    attribution: z.boolean().default(false),
    dry_run: z.boolean().default(false),
  })
  .refine(({ from, to }) => from < to, {
    path: ["to"],
    error: "after `from`: the range holds `from` and ends before `to`",
  })
  .refine(({ from, to }) => dayNumber(to) - dayNumber(from) <= LIMITS.repricingDays, {
    path: ["to"],
    error: `at most ${LIMITS.repricingDays} days after \`from\``,
  });
export type RepricingInput = z.infer<typeof RepricingInput>;

/** The UTC days that hold an instant of the range's local dates in whatever zone, the newest first, as they are worked on. */
export function utcDaysOf({ from, to }: Pick<Repricing, "from" | "to">): readonly LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = dayNumber(to); day >= dayNumber(from) - 1; day--) days.push(dateOfDay(day));
  return days;
}

/** Whether any local date of a month ("2026-11") lies in the range. */
export const touchesMonth = ({ from, to }: Pick<Repricing, "from" | "to">, month: string): boolean =>
  from < `${addMonths(month, 1)}-01` && to > `${month}-01`;

const at = { provider: dimensionIndex("provider"), model: dimensionIndex("model") };

/** Whether rows of a local date, provider and model are among those that a re-pricing sums. */
export function sums(
  { from, to, provider, model }: Repricing,
  localDate: LocalDate,
  tuple: readonly (string | null)[],
): boolean {
  return (
    localDate >= from &&
    localDate < to &&
    (provider === null || provider === tuple[at.provider]) &&
    (model === null || model === tuple[at.model])
  );
}

/** Which rows of a block a re-pricing prices again. Made once a block, so that it is quick for each row. */
export function touchedRows(repricing: Repricing, block: Block): (row: number) => boolean {
  const groups = block.groups.map(({ localHour, tuple }) => sums(repricing, localHour.slice(0, 10), tuple));
  if (!groups.includes(true)) return () => false;
  const { unpriced_events: events, unpriced_calls: calls } = block.numbers;
  const isAsked = (row: number) => repricing.only === "all" || Boolean(events?.[row]) || Boolean(calls?.[row]);
  return (row) => groups[block.groupOf[row] ?? -1] === true && isAsked(row);
}

/**
 * Whether a re-pricing must look at a block: it holds rows to price again, or rows that an older re-pricing made of what this
 * one sums, and so changes what was before.
 */
export function concerns(repricing: Repricing, block: Block): boolean {
  const isTouched = touchedRows(block.generation > 0 ? { ...repricing, only: "all" } : repricing, block);
  return block.ids.some((_, row) => isTouched(row));
}

/**
 * Whether a re-pricing prices rows of the block again: what was enriched under an older configuration, or by an older
 * re-pricing. What was recorded later has the later prices already, and is neither in its before nor in its after.
 */
export const isOlder = ({ seq }: Pick<Repricing, "seq">, { generation, configurationSeq }: Block): boolean =>
  generation > 0 ? generation < seq : configurationSeq < seq;

/**
 * The blocks of a bucket that a re-pricing must look at and has not: none of its own blocks there says that it covers them.
 * A recorder that read the configuration before the re-pricing was asked for may append such a block at any time.
 */
export function uncovered(repricing: Repricing, blocks: readonly Block[]): readonly Block[] {
  const covered = new Set(
    blocks.filter(({ generation }) => generation === repricing.seq).flatMap(({ covers = [] }) => covers),
  );
  return blocks.filter((block) => isOlder(repricing, block) && !covered.has(block.id) && concerns(repricing, block));
}
