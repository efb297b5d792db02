import type { Span } from "../span.ts";
import { claudeCode } from "./claude-code.ts";
import { type Convention, type Field, type SpanKind, TOKEN_FIELDS } from "./convention.ts";
import { gateways } from "./gateways.ts";
import { genAi } from "./gen-ai.ts";
import { isLangfuse, langfuse, statesLangfuseUsage } from "./langfuse.ts";
import { openInference } from "./openinference.ts";
import { openLlmetry } from "./openllmetry.ts";
import { vercelAi } from "./vercel-ai.ts";

/** The one that says most of its own spans first: what Langfuse is told stands before what it was told of, and the AI SDK writes gen_ai names beside its own, without the cache. */
const CONVENTIONS: readonly Convention[] = [
  claudeCode,
  langfuse,
  vercelAi,
  genAi,
  openInference,
  openLlmetry,
  gateways,
];

const names = new Map<Field, readonly string[]>();
/** The attributes that state a field, in any convention. */
export function namesOf(field: Field): readonly string[] {
  let found = names.get(field);
  if (found === undefined) names.set(field, (found = CONVENTIONS.flatMap(({ fields }) => fields[field] ?? [])));
  return found;
}

/** Own words of Claude Code's calls, which are no names elsewhere. */
const CLAUDE_USAGE = ["input_tokens", "output_tokens", "cost_usd"] as const;

/** Whether a span states tokens or a cost. */
export const statesUsage = ({ name, attributes }: Pick<Span, "name" | "attributes">): boolean =>
  statesLangfuseUsage(attributes) ||
  USAGE_FIELDS.some((field) => namesOf(field).some((each) => attributes.has(each))) ||
  (name.startsWith("claude_code.") && CLAUDE_USAGE.some((each) => attributes.has(each)));
const USAGE_FIELDS = [...TOKEN_FIELDS, "cost"] as const;

/**
 * What a span is, by the first convention that knows it. Without any, one with usage and a model is a chat (gateways leave the operation
 * out), and one with usage alone unknown; a span without either is of no interest, save Langfuse's, which is structure.
 */
export function kindOf(span: Pick<Span, "name" | "attributes">): SpanKind | undefined {
  for (const convention of CONVENTIONS) {
    const kind = convention.kindOf(span);
    if (kind !== undefined) return kind;
  }
  if (!statesUsage(span)) return isLangfuse(span.attributes) ? "chain" : undefined;
  const isCall = [...namesOf("requestedModel"), ...namesOf("model")].some((name) => span.attributes.has(name));
  return isCall ? "chat" : "unknown";
}
