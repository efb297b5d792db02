import type { ModelKey, ModelRef } from "@outlay/domain/model-tier";
import { findModel, findProvider } from "@outlay/prices/find-model";
import { catalogueProviderId } from "@outlay/prices/providers";

const MEMO_SIZE_MAX = 20_000;
const memo = new Map<string, Map<string, string>>();
let memoSize = 0;

/** One text for all names of a model at a provider, such as those with a date: by the catalogue, else by its letters. */
export const modelKey: ModelKey = ({ provider, model }) => {
  const known = memo.get(provider)?.get(model);
  if (known !== undefined) return known;
  const key = `${catalogueProviderId(provider)}/${listedId({ provider, model }) ?? model.trim().toLowerCase()}`;
  // Names come from outside, so what is remembered of them is bounded.
  if (memoSize >= MEMO_SIZE_MAX) {
    memo.clear();
    memoSize = 0;
  }
  memoSize += 1;
  memo.set(provider, (memo.get(provider) ?? new Map<string, string>()).set(model, key));
  return key;
};

/** Whether the catalogue knows a model. */
export const isListedModel = (ref: ModelRef): boolean => listedId(ref) !== undefined;

function listedId({ provider, model }: ModelRef): string | undefined {
  const asked = findProvider(catalogueProviderId(provider));
  return asked && findModel(asked, model)?.model.id;
}
