import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { parseStrictJson } from "@outlay/domain/strict-json";
import { type Members, objectAt, refusal } from "../../json-members.ts";
import type { Attributes } from "../span.ts";
import { type Convention, type SpanKind, textOf } from "./convention.ts";

const TYPE = "langfuse.observation.type";
const MODEL = "langfuse.observation.model.name";
export const LANGFUSE_USAGE = "langfuse.observation.usage_details";
export const LANGFUSE_COST = "langfuse.observation.cost_details";
const PARAMETERS = "langfuse.observation.model.parameters";

const KINDS: ReadonlyMap<string, SpanKind> = new Map([
  ["generation", "chat"],
  ["embedding", "embedding"],
  ["tool", "tool"],
  ["retriever", "retrieval"],
  ["evaluator", "evaluation"],
  ["agent", "agent"],
  ["chain", "chain"],
  ["guardrail", "chain"],
]);

/**
 * Langfuse's own SDKs (JavaScript from 4, Python from 3). Usage, cost and parameters are objects as JSON text; how the parts of usage
 * are counted tells ../../webhooks/langfuse-usage.ts: the stated total decides whether they lie inside or beside.
 *
 * | attribute                                                | field                                        |
 * | -------------------------------------------------------- | -------------------------------------------- |
 * | langfuse.observation.type                                | what the span is; span and event are structure, unless a model and usage are stated |
 * | langfuse.observation.model.name                          | model                                        |
 * | langfuse.observation.metadata.ls_provider, model.parameters: `provider`; without, by the model's name | provider; then the tag provider_basis |
 * | langfuse.observation.model.parameters: `service_tier`    | service_tier                                 |
 * | langfuse.observation.usage_details                       | usage, before that of other conventions      |
 * | langfuse.observation.cost_details: total, else the sum (US dollars) | reported_cost                     |
 * | langfuse.observation.level: ERROR                        | status: failed                               |
 * | langfuse.environment that begins with langfuse-          | operation: evaluation                        |
 * | langfuse.trace.name; langfuse.session.id, session.id     | attribution.workflow; run.task_id            |
 * | a tool's span name; langfuse.observation.input           | the tag tool; how loops are seen             |
 * | langfuse.user.id, .environment, .trace.tags, metadata    | see labels.ts                                |
 */
export const langfuse: Convention = {
  fields: {
    model: [MODEL],
    workflow: ["langfuse.trace.name"],
    toolArguments: ["langfuse.observation.input"],
    conversation: ["langfuse.session.id"],
  },
  kindOf: ({ attributes }) => KINDS.get(textOf(attributes, TYPE) ?? ""),
};

/** Whether a span was made by Langfuse's SDK, or says what it would. */
export const isLangfuse = (attributes: Attributes): boolean => attributes.has(TYPE) || attributes.has(MODEL);

/** Whether a usage or a cost holds a number at all. */
export const statesLangfuseUsage = (attributes: Attributes): boolean =>
  [LANGFUSE_USAGE, LANGFUSE_COST].some((name) => /:\s*[-\d]/.test(textOf(attributes, name) ?? ""));

export const hasLangfuseFailed = (attributes: Attributes): boolean =>
  attributes.get("langfuse.observation.level") === "ERROR";

/** Langfuse's own judges write to environments of this name. */
export const isLangfuseJudge = (attributes: Attributes): boolean =>
  textOf(attributes, "langfuse.environment")?.startsWith("langfuse-") === true;

/** An object that an attribute holds as JSON text; undefined where it is absent. Throws a refusal for what is none. */
export function langfuseObject(attributes: Attributes, name: string): Members | undefined {
  const value = attributes.get(name);
  if (value === undefined || value === "") return undefined;
  if (typeof value !== "string" || value.length > OBJECT_CHARACTERS) throw refusal(name, "This is no object in JSON.");
  try {
    return objectAt(parseStrictJson(new TextEncoder().encode(value), { depthMax: LIMITS.foreignNesting }), name);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw refusal(name, "This is no object in JSON.");
  }
}

/** More than this is no list of counts or parameters. */
const OBJECT_CHARACTERS = 100_000;

/** A text among the parameters of a call. Parameters that cannot be read say nothing. */
export function langfuseParameter(attributes: Attributes, name: "provider" | "service_tier"): string | undefined {
  try {
    const value = langfuseObject(attributes, PARAMETERS)?.of[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return undefined;
  }
}

/** The provider that a framework told Langfuse; Langfuse has none of its own. */
export const langfuseProvider = (attributes: Attributes): string | undefined =>
  (
    textOf(attributes, "langfuse.observation.metadata.ls_provider") ?? langfuseParameter(attributes, "provider")
  )?.toLowerCase();
