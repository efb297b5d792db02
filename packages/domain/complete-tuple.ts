import { dimensionIndex, TUPLE_FIELDS, type Tuple } from "./dimensions.ts";

const at = {
  provider: dimensionIndex("provider"),
  model: dimensionIndex("model"),
  modelTier: dimensionIndex("model_tier"),
};

/** What fills a stated tuple. */
export interface Completion {
  readonly modelTier: (provider: string, model: string) => string | null;
}

/** A tuple as the source stated it, with all that is known beside: the tier of its model. */
export function completeTuple(stated: Tuple, { modelTier }: Completion): Tuple {
  const provider = stated[at.provider];
  const model = stated[at.model];
  const tuple = TUPLE_FIELDS.map((_, index) => stated[index] ?? null);
  tuple[at.modelTier] = provider && model ? modelTier(provider, model) : null;
  return tuple;
}
