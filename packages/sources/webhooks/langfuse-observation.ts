import { parseTime } from "@outlay/domain/rfc3339";
import type { Operation } from "@outlay/domain/usage-event";
import { type Members, text } from "../json-members.ts";
import type { Split, Usage } from "../token-classes.ts";
import { flaggedAttribution, type SourceEvent, type WireEvent } from "../usage-events.ts";
import { looseObject } from "./embedded-response.ts";
import { attributionOf, freeLabels, isFitText, label, listedLabels } from "./labels.ts";
import { isModelCall, type Observation, type Relations } from "./langfuse-family.ts";
import { readLangfuseCost, readLangfuseUsage } from "./langfuse-usage.ts";
import { nameModel } from "./model-vendor.ts";

export interface LangfuseContext {
  readonly source: string;
  readonly trace: Members | undefined;
  readonly relations: Relations;
}

const CALLS: ReadonlyMap<string, readonly [Operation, Usage]> = new Map([
  ["TOOL", ["tool_call", { tool_calls: 1 }]],
  ["RETRIEVER", ["retrieval", { retrieval_calls: 1 }]],
  ["EVALUATOR", ["evaluation", {}]],
]);

/** The event of one observation, as langfuse.ts tells; none where there is nothing to count, or nothing yet. */
export function observationEvents(observation: Observation, context: LangfuseContext): readonly SourceEvent[] {
  const { kind, body, isCreated } = observation;
  if (!isModelCall(observation)) {
    const [operation, usage] = CALLS.get(kind) ?? [];
    if (operation === undefined || usage === undefined || !isCreated) return [];
    const tags = operation === "tool_call" ? label("tool", text(body, "name")) : [];
    return [event(observation, context, { operation, usage: { usage, flags: [] }, tags })];
  }
  if (context.relations.isWrapper) return [];
  const usage = readLangfuseUsage(body, kind === "EMBEDDING");
  if (usage === undefined && !hasFailed(body)) return [];
  const named = nameModel(statedProvider(body), text(body, "model"));
  const isEvaluation = context.relations.isEvaluation || environmentOf(context, body)?.startsWith("langfuse-") === true;
  const operation = isEvaluation ? "evaluation" : kind === "EMBEDDING" ? "embedding" : "chat";
  const told = usage ?? { usage: {}, flags: [] };
  const counted = isEvaluation ? { ...told, usage: { requests: 1, ...told.usage } } : told;
  const cost = readLangfuseCost(body);
  const called = {
    provider: named.provider,
    model: named.model,
    ...tierOf(body),
    ...(cost !== undefined && { reported_cost: { amount: cost, currency: "USD" } }),
  };
  return [event(observation, context, { operation, usage: counted, tags: named.tags, called })];
}

/** A failure that has not ended may still be told its usage. */
const hasFailed = (body: Members): boolean => text(body, "level") === "ERROR" && text(body, "endTime") !== undefined;

interface Told {
  readonly operation: Operation;
  readonly usage: Split;
  readonly tags: readonly (readonly [string, string])[];
  readonly called?: WireEvent;
}

function event({ id, body }: Observation, context: LangfuseContext, told: Told): SourceEvent {
  const { relations, source } = context;
  const [startedMs, endedMs] = [timeOf(body, "startTime"), timeOf(body, "endTime")];
  const attribution = labelsOf(body, context, told.tags);
  const traceId = text(body, "traceId");
  const from = relations.fallbackFrom;
  const wire: WireEvent = {
    id,
    source,
    time: startedMs === undefined ? undefined : new Date(startedMs).toISOString(),
    operation: told.operation,
    usage: told.usage.usage,
    status: text(body, "level") === "ERROR" ? "failed" : "succeeded",
    duration_ms: startedMs === undefined || endedMs === undefined ? undefined : Math.max(0, endedMs - startedMs),
    attribution: told.usage.flags.length === 0 ? attribution : flaggedAttribution(attribution),
    ...told.called,
    ...(traceId !== undefined && {
      run: {
        id: traceId,
        ...(relations.attempt !== undefined && { attempt: relations.attempt }),
        ...(relations.isLoop && { loop: true }),
      },
    }),
    ...(from !== undefined && { route: { type: "fallback", ...(isFitText(from) && { fallback_from: from }) } }),
  };
  return { body: wire, flags: told.usage.flags, isTimeOfFirst: true };
}

function labelsOf(body: Members, { trace, relations, ...context }: LangfuseContext, tags: Told["tags"]) {
  const environment = environmentOf({ ...context, trace, relations }, body);
  const said = [
    ...listedLabels(trace?.of["tags"]),
    ...freeLabels(looseObject(trace, "metadata")?.of),
    ...freeLabels(looseObject(body, "metadata")?.of),
  ];
  return attributionOf({
    own: [
      ...label("user", looseText(trace, "userId")),
      ...label("environment", environment === "default" ? undefined : environment),
      ...label("workflow", looseText(trace, "name")),
      ...label("agent", relations.agent),
    ],
    said: said.filter(([name]) => !/^(ls_|langgraph_)/.test(name)),
    tags: [...tags, ...label("session", looseText(trace, "sessionId"))],
  });
}

const environmentOf = ({ trace }: LangfuseContext, body: Members): string | undefined =>
  looseText(body, "environment") ?? looseText(trace, "environment");

/** A trace that is wrong in a member costs no generation its usage. */
function looseText(members: Members | undefined, name: string): string | undefined {
  const value = members?.of[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

const PROVIDER_ATTRIBUTES = ["gen_ai.provider.name", "llm.provider", "gen_ai.system", "ai.model.provider"];

/** Langfuse has no provider of its own: integrations leave it in the metadata, each in its own way. */
function statedProvider(body: Members): string | undefined {
  const metadata = looseObject(body, "metadata");
  const attributes = looseObject(metadata, "attributes");
  const names = PROVIDER_ATTRIBUTES.map((name) => looseText(attributes, name));
  const own = [looseText(metadata, "ls_provider"), looseText(looseObject(body, "modelParameters"), "provider")];
  const name = [...names, ...own].find((each) => each !== undefined);
  return name?.toLowerCase().replace(/\.(responses|chat|completion|messages|embedding|generative-ai)$/, "");
}

function tierOf(body: Members): WireEvent {
  const tier = looseText(looseObject(body, "modelParameters"), "service_tier");
  return tier !== undefined && isFitText(tier) ? { service_tier: tier } : {};
}

/** Milliseconds since the epoch. */
function timeOf(body: Members, name: string): number | undefined {
  const value = text(body, name);
  return value === undefined ? undefined : parseTime(value);
}
