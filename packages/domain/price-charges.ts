import type { CostComponent, UsageMeasure } from "./measures.ts";
import { chargeOf, inForce, type PriceBook, reviewCharge } from "./price-book.ts";
import { addCharge, type Call, type Ledger } from "./price-ledger.ts";
import { PRICED_UNITS, type PricedUnit } from "./price-override.ts";
import type { CompiledOf } from "./override-rules.ts";
import { COMPONENT_OF_OPERATION } from "./price.ts";
import { isFirstOfRun } from "./run-start.ts";
import { MODEL_OPERATIONS } from "./usage-event.ts";

/** Units that are one component wherever they are used. The others belong to the operation that used them. */
const COMPONENT_OF_UNIT: Readonly<Partial<Record<PricedUnit, CostComponent>>> = {
  tool_calls: "tool_calls",
  retrieval_calls: "retrieval",
  web_searches: "browsing",
  rerank_units: "reranking",
  code_seconds: "code_execution",
  gb_hours: "storage",
};

/** Calls that are counted where nothing prices them. */
const CALLS = ["tool_calls", "retrieval_calls", "web_searches"] as const satisfies readonly UsageMeasure[];
const isCall = (unit: PricedUnit): boolean => CALLS.some((name) => name === unit);

/** Where a unit's cost belongs. Images are what a model of images puts out; what else a call to a model uses goes in. */
function componentOfUnit(unit: PricedUnit, operation: Call["operation"]): CostComponent {
  const own = COMPONENT_OF_UNIT[unit] ?? (operation && COMPONENT_OF_OPERATION.get(operation));
  return own ?? (unit === "images" && operation === "image" ? "output" : "input");
}

/** What a model may be paid by in place of tokens. Calls are counted by themselves, steps are paid by nobody. */
const UNITS_OF_MODELS = PRICED_UNITS.filter((unit) => !isCall(unit) && unit !== "requests" && unit !== "agent_steps");

/** The units that a call to a model used. */
export const unitsOfModel = ({ batch, row }: Pick<Call, "batch" | "row">): readonly PricedUnit[] =>
  UNITS_OF_MODELS.filter((unit) => Boolean(batch.usage[unit]?.[row]));

/** Charges the units that have a price of their own, and counts the calls that have none. */
export function addUnits(ledger: Ledger, call: Call, book: PriceBook): void {
  const { batch, row, prices, atEpochMs, operation } = call;
  if (prices.units.size === 0) {
    for (const unit of CALLS) ledger.unpricedCalls += batch.usage[unit]?.[row] ?? 0;
    return;
  }
  for (const unit of PRICED_UNITS) {
    const count = countOf(call, unit);
    if (count === 0) continue;
    const rules = prices.units.get(unit);
    const rule = rules && inForce(rules, atEpochMs);
    const charge = rule && chargeOf(book, rule, unitPrice(rule, count), atEpochMs);
    if (charge !== undefined) {
      ledger.isPriced = true;
      ledger.isPricedByUnit = true;
      addCharge(ledger, componentOfUnit(unit, operation), charge);
    }
    if (isCall(unit) && typeof charge !== "object") ledger.unpricedCalls += count;
  }
}

const unitPrice = ({ override: { amount, currency, per } }: CompiledOf<"unit_price">, count: number) => ({
  price: amount,
  currency,
  count: BigInt(count),
  per: BigInt(per),
});

/** What calls no model is one request where it does not say how many. */
function countOf({ batch, row, operation }: Call, unit: PricedUnit): number {
  const stated = batch.usage[unit]?.[row] ?? 0;
  if (unit !== "requests" || stated !== 0) return stated;
  return operation === undefined || MODEL_OPERATIONS.has(operation) ? 0 : 1;
}

/** Of a review whose role has no rate. */
export const REVIEW_UNPRICED = "no_rate_for_human_review";

const REVIEWS = ["human_review", "evaluation"] as const;
/** Whether an event is charged for its own review. Of any other it is told by an outcome, and priced where outcomes are. */
export const chargesReview = (operation: string | null): operation is (typeof REVIEWS)[number] =>
  REVIEWS.some((name) => name === operation);

/**
 * Charges the time of people: `outcome.review_seconds` of an event whose operation is human_review or evaluation, by its
 * `reviewer_role`.
 */
export function addReview(ledger: Ledger, { batch, row, operation, atEpochMs }: Call, book: PriceBook): void {
  if (operation === undefined || !chargesReview(operation)) return;
  const { reviewSeconds, reviewerRole } = outcomeOf(batch.texts["outcome"]?.[row] ?? null);
  if (!reviewSeconds) return;
  const charge = reviewCharge(book, reviewerRole ?? null, reviewSeconds, atEpochMs);
  if (charge !== undefined) {
    ledger.isPriced = true;
    addCharge(ledger, operation, charge);
  } else if (ledger.isPriced && !ledger.isPricedByUnit) {
    // What its tokens cost says nothing of people's time. A price for each such event would.
    ledger.unpricedReason ??= REVIEW_UNPRICED;
  }
}

interface ReviewTime {
  readonly reviewSeconds?: number | null;
  readonly reviewerRole?: string | null;
}

/** Of the text that usage-batch.ts made of an event's outcome, which a schema had judged. */
const outcomeOf = (text: string | null): ReviewTime => (text === null ? {} : (JSON.parse(text) as ReviewTime));

/**
 * Charges the orchestration around calls: by run on the event that is the run's step 1, attempt 1; by call on each request to a
 * model. It says what an event costs beside itself, save where orchestration is the event.
 */
export function addOrchestration(ledger: Ledger, call: Call, book: PriceBook): void {
  const { batch, row, prices, operation, atEpochMs } = call;
  if (prices.isPlain) return;
  const calls = operation && MODEL_OPERATIONS.has(operation) ? (batch.usage["requests"]?.[row] ?? 0) : 0;
  for (const [rules, count] of [
    [prices.perRun, isFirstOfRun(batch, row) ? 1 : 0],
    [prices.perCall, calls],
  ] as const) {
    const rule = inForce(rules, atEpochMs);
    if (rule === undefined) continue;
    if (operation === "orchestration") ledger.isPriced = true;
    if (count === 0) continue;
    const { amount, currency } = rule.override;
    addCharge(
      ledger,
      "orchestration",
      chargeOf(book, rule, { price: amount, currency, count: BigInt(count), per: 1n }, atEpochMs),
    );
  }
}
