import { DAY_MS } from "@outlay/domain/bucket";
import { chooseRoute } from "@outlay/domain/choose-route";
import { dimensionIndex } from "@outlay/domain/dimensions";
import { DomainError } from "@outlay/domain/errors";
import type { Exception } from "@outlay/domain/exception";
import { LIMITS } from "@outlay/domain/limits";
import { MEASURES } from "@outlay/domain/measures";
import { dateOfPeriod } from "@outlay/domain/page";
import { quoteTokens } from "@outlay/domain/quote-tokens";
import { tokenPriceOf } from "@outlay/domain/price-book";
import { planRead } from "@outlay/domain/read-plan";
import type { RoutingPolicyInput } from "@outlay/domain/routing-policy";
import { emptySimulation, type Simulation, type SimulationRules, simulateRow } from "@outlay/domain/simulate-policy";
import { startOfLocalDate } from "@outlay/domain/zone";
import { modelTier } from "@outlay/prices/model-tiers";
import { readMarks } from "@outlay/storage/marks";
import { decodePage } from "@outlay/storage/page-codec";
import { readPages } from "@outlay/storage/pages";
import { compiledPolicyOf, exceptionsInForce } from "./choose-model.ts";
import type { Context } from "./context.ts";
import { priceBookOf } from "./price-book.ts";

/** Local dates, half-open. */
interface Range {
  readonly from: string;
  readonly to: string;
}

/**
 * What the recorded usage of a range would have cost under a policy, and the exceptions of each day. Pages are read one part at a
 * time, so that memory is bounded by the largest. Nothing is written. Throws `query_too_large`.
 */
export async function simulateRouting(ctx: Context, policy: RoutingPolicyInput, range: Range): Promise<Simulation> {
  const rules = simulationRules(ctx, policy);
  const simulation = emptySimulation();
  const marks = await readMarks(ctx.table, ctx.tenantId);
  let count = 0;
  for (const part of planRead(marks, Date.parse(range.from) - DAY_MS, Date.parse(range.to) + DAY_MS)) {
    for (const { body } of await readPages(ctx.table, ctx.tenantId, part)) {
      const rows = decodePage(body).rows.filter(({ period }) => isWithin(dateOfPeriod(period), range));
      count += rows.length;
      if (count > LIMITS.simulationRows) {
        throw new DomainError("query_too_large", `More than ${LIMITS.simulationRows} rows: ask for fewer days.`);
      }
      for (const row of rows) simulateRow(simulation, row, rules);
    }
  }
  return simulation;
}

const isWithin = (date: string, { from, to }: Range): boolean => date >= from && date < to;

const at = {
  provider: dimensionIndex("provider"),
  model: dimensionIndex("model"),
  serviceTier: dimensionIndex("service_tier"),
};
const eventsIndex = MEASURES.indexOf("events");
const hitsIndex = MEASURES.indexOf("response_cache_hits");

/** What usage is held against under a policy, and the exceptions and prices of each day. */
export function simulationRules(
  { configuration }: Pick<Context, "configuration">,
  policy: RoutingPolicyInput,
): SimulationRules {
  const compiled = compiledPolicyOf(policy);
  const book = priceBookOf(configuration);
  const startOf = remember((date) => startOfLocalDate(date, configuration.tenant.time_zone));
  const exceptionsOf = remember((date): readonly Exception[] => exceptionsInForce(configuration, startOf(date)));
  const tierOf = ({ provider, model }: { readonly provider: string; readonly model: string }) =>
    modelTier(provider, model);
  return {
    choose: (request, date) => chooseRoute(compiled, request, { tierOf, exceptions: exceptionsOf(date) }),
    quote: ({ provider, model }, row, tokens) => {
      const atEpochMs = startOf(dateOfPeriod(row.period));
      const prices = book.pricesOf(row.tuple.with(at.provider, provider).with(at.model, model));
      const asked = row.tuple[at.serviceTier] ?? null;
      const own = tokenPriceOf(book, prices, { provider, model, serviceTier: asked }, atEpochMs);
      const isOwn = typeof own === "object";
      const price = isOwn ? own : tokenPriceOf(book, prices, { provider, model, serviceTier: null }, atEpochMs);
      if (typeof price === "string") return undefined;
      const [events, hits] = [Number(row.sums[eventsIndex] ?? 0n), Number(row.sums[hitsIndex] ?? 0n)];
      const bought = events - hits;
      const counts = hits === 0 ? tokens : scaled(tokens, bought / events);
      const quote = quoteTokens(price.rate, counts, bought, price.scale);
      return quote && { ...quote, isEstimated: quote.isEstimated || !isOwn || hits > 0 };
    },
  };
}

/** Answers from a gateway's own cache were not bought: of a row that holds some, the average stands for all. */
const scaled = (tokens: Readonly<Record<string, number>>, part: number) =>
  Object.fromEntries(Object.entries(tokens).map(([name, count]) => [name, Math.round(count * part)]));

function remember<Value>(make: (date: string) => Value): (date: string) => Value {
  const known = new Map<string, Value>();
  return (date) => {
    const value = known.get(date) ?? make(date);
    known.set(date, value);
    return value;
  };
}
