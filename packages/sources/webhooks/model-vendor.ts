import type { Label } from "./labels.ts";
import { label } from "./labels.ts";

/** Families of models by how their names begin, and who sells them under those names. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^(gpt-|chatgpt-|o[134](-|$)|text-embedding-|davinci|dall-e|whisper|tts-)/, "openai"],
  [/^claude-/, "anthropic"],
  [/^(gemini-|gemma-|text-bison|learnlm)/, "google"],
  [/^(mistral-|codestral|ministral|magistral|pixtral|open-mi[sx]tral)/, "mistral"],
  [/^(command|embed-|rerank-)/, "cohere"],
  [/^grok-/, "x-ai"],
  [/^deepseek-/, "deepseek"],
];

/** The tag on events whose provider the source does not name, and how it was found. */
const PROVIDER_BASIS_TAG = "provider_basis";

export interface NamedModel {
  readonly provider: string | undefined;
  readonly model: string | undefined;
  /** Tags that say so where the provider is not the source's own word. */
  readonly tags: readonly Label[];
}

/**
 * The provider of a model that its source names alone: the part before its slash, else the vendor of its family, which its tag
 * says. A model of no known family has the provider `unknown`: it is kept, and listed as unpriced.
 */
export function nameModel(stated: string | undefined, model: string | undefined): NamedModel {
  if (stated !== undefined || model === undefined) return { provider: stated, model, tags: [] };
  const [prefix = "", ...rest] = model.split("/");
  if (prefix !== "" && rest.length > 0) return { provider: prefix, model: rest.join("/"), tags: [] };
  const vendor = FAMILIES.find(([family]) => family.test(model.toLowerCase()))?.[1];
  return { provider: vendor ?? "unknown", model, tags: label(PROVIDER_BASIS_TAG, "model_name") };
}
