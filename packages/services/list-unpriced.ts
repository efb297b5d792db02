import { statedValue } from "@outlay/domain/dimensions";
import { LIST_CURRENCY } from "@outlay/domain/currency";
import { RATED_TOKENS, type Rate, femtosToPicos, rateOfClass } from "@outlay/domain/price";
import type { SpendItem } from "@outlay/domain/spend";
import type { Configuration } from "@outlay/domain/configuration";
import { startOfLocalDate } from "@outlay/domain/zone";
import { worstCaseRate } from "@outlay/prices/worst-case";
import type { Context } from "./context.ts";
import { priceBookOf } from "./price-book.ts";
import { querySpend } from "./query-spend.ts";

/** Usage of one model and reason that is in no amount, or in amounts by a part alone. */
export interface UnpricedItem {
  readonly provider: string | null;
  readonly model: string | null;
  readonly operation: string;
  readonly reason: string;
  readonly events: bigint;
  readonly inputTokens: bigint;
  readonly outputTokens: bigint;
  /** Picos that its unpriced tokens cost at most; null where it has none, or nothing converts the list's dollars. */
  readonly worstCase: bigint | null;
}

export interface Unpriced {
  readonly items: readonly UnpricedItem[];
  readonly unpricedEvents: bigint;
  readonly unpricedCalls: bigint;
  readonly worstCase: bigint;
}

const GROUPS = ["provider", "model", "operation", "unpriced_reason"];
const COUNTS = ["unpriced_events", "unpriced_calls", "requests"] as const;
const MEASURES = [...COUNTS, ...RATED_TOKENS] as const;

/** What has no price in local dates `[from, to)`, with what it costs at worst by the list of the last of these dates (or of now). */
export async function listUnpriced(
  ctx: Context,
  range: { readonly from: string; readonly to: string },
): Promise<Unpriced> {
  const query = { ...range, granularity: "total", groupBy: GROUPS, filters: new Map(), measures: MEASURES } as const;
  const { items, totals } = await querySpend(ctx, ctx.tenantId, query);
  const end = startOfLocalDate(range.to, ctx.configuration.tenant.time_zone) - 1;
  const worstCaseOf = worstCases(ctx.configuration, Math.min(end, ctx.now().getTime()));
  const listed = items.filter(({ sums }) => sums[0] !== 0n).map((item) => toUnpriced(item, worstCaseOf));
  return {
    items: listed,
    unpricedEvents: totals[0] ?? 0n,
    unpricedCalls: totals[1] ?? 0n,
    worstCase: listed.reduce((sum, { worstCase }) => sum + (worstCase ?? 0n), 0n),
  };
}

type WorstCase = (provider: string | null, femtosAt: (rate: Rate) => bigint) => bigint | null;

/** Each provider's worst case is looked up once. */
function worstCases(configuration: Configuration, atEpochMs: number): WorstCase {
  const conversion = priceBookOf(configuration).conversion(LIST_CURRENCY, atEpochMs);
  const rates = new Map<string | null, Rate>();
  return (provider, femtosAt) => {
    if (conversion === undefined) return null;
    const rate = rates.get(provider) ?? worstCaseRate(provider, atEpochMs);
    rates.set(provider, rate);
    return femtosToPicos(femtosAt(rate), conversion.scale);
  };
}

function toUnpriced({ dimensions, sums }: SpendItem, worstCaseOf: WorstCase): UnpricedItem {
  const [provider, model, operation = "", reason = ""] = dimensions.map((value) => value);
  const countOf = (name: (typeof MEASURES)[number]): bigint => sums[MEASURES.indexOf(name)] ?? 0n;
  const classes = RATED_TOKENS.filter((name) => countOf(name) > 0n && isUnpriced(name, reason));
  const worstCase =
    classes.length === 0
      ? null
      : worstCaseOf(statedValue(provider), (rate) =>
          classes.reduce(
            (sum, name) => sum + (rateOfClass(rate.tokens, name)?.base ?? 0n) * countOf(name),
            reason === "unknown_model" ? rate.perRequest * countOf("requests") : 0n,
          ),
        );
  return {
    provider: statedValue(provider),
    model: statedValue(model),
    operation,
    reason,
    events: sums[0] ?? 0n,
    inputTokens: countOf("input_tokens"),
    outputTokens: countOf("output_tokens"),
    worstCase,
  };
}

const PREFIX = "no_rate_for_";

/** The reason names the classes that lack a rate; any other reason leaves none with one. */
const isUnpriced = (name: string, reason: string): boolean =>
  !reason.startsWith(PREFIX) || reason.slice(PREFIX.length).split("_and_").includes(name);
