import { attribute, type Attribution } from "./attribute.ts";
import { CONSUMER_DIMENSIONS, consumerDimension, dimensionIndex, TUPLE_FIELDS, type Tuple } from "./dimensions.ts";
import { parseFilledBy } from "./filled-by.ts";

const at = {
  provider: dimensionIndex("provider"),
  model: dimensionIndex("model"),
  modelTier: dimensionIndex("model_tier"),
  unpricedReason: dimensionIndex("unpriced_reason"),
  filledBy: dimensionIndex("filled_by"),
};
const consumerIndexes = CONSUMER_DIMENSIONS.map((name) => dimensionIndex(consumerDimension(name)));

/** What fills a stated tuple. */
export interface Completion {
  readonly modelTier: (provider: string, model: string) => string | null;
  readonly attribution: Attribution;
}

/** A tuple as the source stated it, with all that is known beside: the tier of its model, and whose usage it is. */
export function completeTuple(stated: Tuple, { modelTier, attribution }: Completion): Tuple {
  const provider = stated[at.provider];
  const model = stated[at.model];
  const tuple = TUPLE_FIELDS.map((_, index) => stated[index] ?? null);
  tuple[at.modelTier] = provider && model ? modelTier(provider, model) : null;
  attribute(tuple, attribution);
  return tuple;
}

/** The tuple as its source stated it, from what completeTuple and pricing made of it; also of one that is shorter, being older. */
export function unfill(tuple: Tuple): Tuple {
  const stated = TUPLE_FIELDS.map((_, index) => tuple[index] ?? null);
  const { fillers, hasConsumer } = parseFilledBy(stated[at.filledBy] ?? null);
  for (const name of fillers.keys()) stated[dimensionIndex(name)] = null;
  if (!hasConsumer) for (const index of consumerIndexes) stated[index] = null;
  for (const index of [at.modelTier, at.unpricedReason, at.filledBy]) stated[index] = null;
  return stated;
}
