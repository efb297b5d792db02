import type { Attributes, Span } from "../span.ts";

/** What a span is. Model calls alone are priced; agents, workflows and chains are structure. */
export type SpanKind =
  | ModelKind
  /** A judgement of an answer: a model call of its own where it states usage, else what lies beneath it. */
  | "evaluation"
  | "tool"
  | "retrieval"
  | "agent"
  | "workflow"
  | "chain"
  /** Of no kind that is known here: usage on it is refused, not counted twice. */
  | "unknown";

export const MODEL_KINDS = ["chat", "completion", "embedding", "rerank", "image"] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

export const TOKEN_FIELDS = [
  "input",
  "output",
  "total",
  "cacheRead",
  "cacheWrite",
  "reasoning",
  "inputAudio",
  "inputImage",
  "outputAudio",
  "outputImage",
  /** Those of inputAudio and inputImage that cacheRead holds too. */
  "cachedAudio",
  "cachedImage",
] as const;
export type TokenField = (typeof TOKEN_FIELDS)[number];

export type TextField =
  | "provider"
  | "requestedModel"
  | "model"
  | "serviceTier"
  | "agent"
  | "workflow"
  | "tool"
  | "toolArguments"
  | "dataSource"
  | "conversation";

export type Field = TokenField | TextField | "cost";

/** The attributes that state a field, the best first. */
export type FieldNames = Readonly<Partial<Record<Field, readonly string[]>>>;

export interface Convention {
  readonly fields: FieldNames;
  /** Undefined for a span that this convention does not know. */
  readonly kindOf: (span: Pick<Span, "name" | "attributes">) => SpanKind | undefined;
}

/** The text of an attribute; undefined where it is absent, empty or something else. */
export function textOf(attributes: Attributes, name: string): string | undefined {
  const value = attributes.get(name);
  return typeof value === "string" && value !== "" ? value : undefined;
}
