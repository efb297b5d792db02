import { DEFAULT_POLICY } from "@outlay/domain/default-routing-policy";
import { modelName } from "@outlay/domain/model-tier";
import { policyFaults } from "@outlay/domain/policy-faults";
import { modelsOf } from "@outlay/domain/routing-policy";
import { modelTier } from "@outlay/prices/model-tiers";
import { expect, test } from "vitest";
import { isListedModel, modelKey } from "./routing-models.ts";

test("the default policy names listed models, each in the tier that its spend counts in, and contradicts itself nowhere", () => {
  const models = modelsOf(DEFAULT_POLICY);
  expect(models.filter((model) => !isListedModel(model)).map(modelName)).toEqual([]);
  expect(models.filter(({ provider, model, tier }) => modelTier(provider, model) !== tier).map(modelName)).toEqual([]);
  expect(policyFaults(DEFAULT_POLICY, modelKey)).toEqual([]);
});

test("names of one model are one, and those of another vendor are not", () => {
  const key = (provider: string, model: string) => modelKey({ provider, model });
  expect(key("anthropic", "claude-opus-4-5-20251101")).toBe(key("anthropic", "claude-opus-4-5"));
  expect(key("vertex_ai", "gemini-2.5-pro")).toBe(key("google", "gemini-2.5-pro"));
  expect(key("azure", "gpt-4o")).not.toBe(key("openai", "gpt-4o"));
  expect(key("acme", "Own-1")).toBe(key("acme", "own-1"));
});
