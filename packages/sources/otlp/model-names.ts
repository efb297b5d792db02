import { LIMITS } from "@outlay/domain/limits";
import type { Label } from "../webhooks/labels.ts";
import { nameModel } from "../webhooks/model-vendor.ts";
import { textOf } from "./conventions/convention.ts";
import { isLangfuse, langfuseProvider } from "./conventions/langfuse.ts";
import { namesOf } from "./conventions/conventions.ts";
import type { Attributes, Span } from "./span.ts";

/** Where a span does not name its model or provider: it is counted, and listed as unpriced. */
export const UNKNOWN = "unknown";

export interface ModelNames {
  readonly provider: string;
  /** The model that answered, else the one that was asked for. */
  readonly model: string;
  readonly requested: string | undefined;
  /** The model that was asked for, else the one that answered. */
  readonly asked: string;
  /** Tags that say so where the provider is known by the model's name alone. */
  readonly tags: readonly Label[];
}

export function modelsOf({ name, attributes }: Pick<Span, "name" | "attributes">): ModelNames {
  const requested =
    first(attributes, namesOf("requestedModel")) ??
    invocationModel(attributes) ??
    (isClaude(name) ? textOf(attributes, "model") : undefined);
  const answered = first(attributes, namesOf("model"));
  const model = answered ?? requested ?? UNKNOWN;
  const provider = providerOf(name, attributes);
  if (provider !== UNKNOWN || model === UNKNOWN || !isLangfuse(attributes)) {
    return { provider, model, requested, asked: requested ?? model, tags: [] };
  }
  const named = nameModel(langfuseProvider(attributes), model);
  return {
    provider: named.provider ?? UNKNOWN,
    model: named.model ?? model,
    requested,
    asked: requested ?? model,
    tags: named.tags,
  };
}

const isClaude = (name: string) => name.startsWith("claude_code.");

/** The AI SDK writes the kind of API after the provider's name: openai.responses. */
function providerOf(name: string, attributes: Attributes): string {
  const provider = first(attributes, namesOf("provider"));
  if (provider === undefined) return isClaude(name) ? "anthropic" : UNKNOWN;
  return attributes.has("ai.operationId") ? provider.replace(/\..*/, "") || provider : provider;
}

const first = (attributes: Attributes, names: readonly string[]): string | undefined =>
  names.map((name) => textOf(attributes, name)).find((text) => text !== undefined);

/** OpenInference names the model of a call that failed here alone. */
function invocationModel(attributes: Attributes): string | undefined {
  const text = textOf(attributes, "llm.invocation_parameters") ?? textOf(attributes, "embedding.invocation_parameters");
  if (text === undefined || text.length > INVOCATION_CHARACTERS) return undefined;
  try {
    const given: unknown = JSON.parse(text);
    if (typeof given !== "object" || given === null || !("model" in given) || typeof given.model !== "string")
      return undefined;
    return given.model === "" || given.model.length > LIMITS.valueCharacters ? undefined : given.model;
  } catch {
    return undefined;
  }
}

/** More than this is no list of parameters. */
const INVOCATION_CHARACTERS = 100_000;
