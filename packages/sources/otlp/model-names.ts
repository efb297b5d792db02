import { LIMITS } from "@outlay/domain/limits";
import { textOf } from "./conventions/convention.ts";
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
}

export function modelsOf({ name, attributes }: Pick<Span, "name" | "attributes">): ModelNames {
  const requested =
    first(attributes, namesOf("requestedModel")) ??
    invocationModel(attributes) ??
    (isClaude(name) ? textOf(attributes, "model") : undefined);
  const answered = first(attributes, namesOf("model"));
  const model = answered ?? requested ?? UNKNOWN;
  return { provider: providerOf(name, attributes), model, requested, asked: requested ?? model };
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
