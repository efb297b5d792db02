import { dimensionIndex } from "./dimensions.ts";
import { TOKEN_MEASURES, type CostComponent, type UsageMeasure } from "./measures.ts";
import { priceTokens, type FindRate, type Rate } from "./price.ts";
import type { UsageBatch } from "./usage-batch.ts";
import { MODEL_OPERATIONS, OPERATIONS } from "./usage-event.ts";

/** What one row of accepted usage costs. */
export interface PricedRow {
  readonly rateId: string | null;
  readonly unpricedReason: string | null;
  readonly unpricedCalls: number;
  readonly cost: Iterable<readonly [CostComponent, bigint]>;
}

const at = {
  provider: dimensionIndex("provider"),
  model: dimensionIndex("model"),
  operation: dimensionIndex("operation"),
  serviceTier: dimensionIndex("service_tier"),
};

const CALLS = ["tool_calls", "retrieval_calls", "web_searches"] as const satisfies readonly UsageMeasure[];
const NOTHING: readonly never[] = [];

/**
 * Prices one row by what was in force at its own time. An answer from the gateway's own cache was not bought, and
 * costs nothing; an unknown model is unpriced and never zero in silence; calls have no list price.
 */
export function priceRow(batch: UsageBatch, row: number, findRate: FindRate): PricedRow {
  const tuple = batch.tuples[batch.tupleOf[row] ?? -1] ?? [];
  const unpricedCalls = CALLS.reduce((sum, name) => sum + (batch.usage[name]?.[row] ?? 0), 0);
  const base = { rateId: null, unpricedReason: null, unpricedCalls, cost: NOTHING };
  if (batch.numbers["response_cache_hits"]?.[row]) return { ...base, unpricedCalls: 0 };
  const provider = tuple[at.provider] ?? null;
  const model = tuple[at.model] ?? null;
  const operation = OPERATIONS.find((name) => name === tuple[at.operation]);
  if (provider === null || model === null || operation === undefined)
    return { ...base, unpricedReason: "no_price_for_operation" };
  const usage: Partial<Record<UsageMeasure, number>> = {};
  let used = MODEL_OPERATIONS.has(operation);
  for (const name of TOKEN_MEASURES) {
    const count = batch.usage[name]?.[row];
    if (!count) continue;
    usage[name] = count;
    used = true;
  }
  usage.requests = batch.usage["requests"]?.[row] ?? 0;
  if (!used) return { ...base, unpricedReason: "no_price_for_operation" };
  const rate = findRate(provider, model, tuple[at.serviceTier] ?? null, batch.timesEpochMs[row] ?? 0);
  if (rate === undefined) return { ...base, unpricedReason: "unknown_model" };
  return { ...base, ...priceByRate(rate, usage, operation) };
}

function priceByRate(
  rate: Rate,
  usage: Readonly<Partial<Record<UsageMeasure, number>>>,
  operation: (typeof OPERATIONS)[number],
): Pick<PricedRow, "rateId" | "unpricedReason" | "cost"> {
  const { cost, unpriced } = priceTokens(rate, usage, operation);
  const unpricedReason = unpriced.length === 0 ? null : `no_rate_for_${unpriced.join("_and_")}`;
  return { rateId: rate.id, unpricedReason, cost };
}
