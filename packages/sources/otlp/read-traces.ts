import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import type { Operation } from "@outlay/domain/usage-event";
import { readCostDetails } from "../webhooks/langfuse-usage.ts";
import { decimalOf, refusal } from "../json-members.ts";
import type { Split } from "../token-classes.ts";
import { flaggedAttribution, readRecord, type ReadRecord, type SourceEvent } from "../usage-events.ts";
import { isClaudeCodeCall } from "./conventions/claude-code.ts";
import { textOf } from "./conventions/convention.ts";
import {
  isLangfuse,
  isLangfuseJudge,
  LANGFUSE_COST,
  langfuseObject,
  langfuseParameter,
} from "./conventions/langfuse.ts";
import { namesOf } from "./conventions/conventions.ts";
import { fitText, joinLabels, type Labels, labelsOf, resourceLabels, serviceName, TAGS_MAX } from "./labels.ts";
import { modelsOf } from "./model-names.ts";
import { readTokens } from "./read-tokens.ts";
import { routeLabelsOf } from "./route-labels.ts";
import { isFailed, type Place, placesOf } from "./run-structure.ts";
import type { Attributes, DecodedSpan, Span } from "./span.ts";
import { ancestorsOf, isModelCall, nameOfSpan, type Node, spanTree } from "./span-tree.ts";

/** A span that makes an event or is refused. Pointers of its faults are names of attributes, or places in the request. */
export interface ReadSpan {
  readonly at: string;
  /** The span's trace and id, joined by a dash; undefined where it has none. */
  readonly id: string | undefined;
  readonly name: string;
  readonly read: ReadRecord;
}

/**
 * What a request's spans tell of usage; a span that tells of none is not in the answer. Never throws for what spans hold.
 *
 * | span                                               | canonical event                                              |
 * | -------------------------------------------------- | ------------------------------------------------------------ |
 * | trace id and span id                               | id                                                           |
 * | resource service.name                              | source; otlp without it                                      |
 * | start, end                                         | time, duration_ms                                            |
 * | status ERROR, or an error.type                     | status: failed                                               |
 * | a model call with none beneath it that has usage   | its operation, with model and tokens; requests 1             |
 * | … beneath an agent, or one that names its agent    | usage.agent_steps 1                                          |
 * | … beneath an evaluation, or itself one             | operation evaluation                                         |
 * | a tool call, a retrieval                           | tool_call, retrieval, each counted 1                         |
 * | an agent, workflow or chain; a call that repeats those beneath | no event: structure                              |
 * | workflow.run_id, else the trace id                 | run.id; the trace is then run.parent_id                      |
 * | conventions/*.ts, labels.ts, route-labels.ts       | tokens, names, attribution, decision                         |
 */
export function readTraces(decoded: readonly DecodedSpan[]): readonly ReadSpan[] {
  const unreadable = decoded.flatMap((each) => ("faults" in each ? [unread(each.at, { faults: each.faults })] : []));
  const nodes = spanTree(decoded.filter((each) => "span" in each)).filter(isOfInterest);
  const places = placesOf(nodes);
  const labels = new Map<Attributes, Labels>();
  return [
    ...unreadable,
    ...nodes.map((node) => ({
      at: node.at,
      id: nameOfSpan(node.span),
      name: node.span.name,
      read: readRecord(() => [eventOf(node, places.get(node), labels)]),
    })),
  ];
}

const unread = (at: string, read: ReadRecord): ReadSpan => ({ at, id: undefined, name: "", read });

/** Structure makes no event, nor does a call without usage whose caller states it. */
function isOfInterest(node: Node): boolean {
  if (node.kind === "tool" || node.kind === "retrieval") return true;
  if (node.isRepeated) return false;
  if (node.kind === "unknown") return node.statesUsage;
  if (!isModelCall(node)) return false;
  return node.statesUsage || ![...ancestorsOf(node)].some((above) => isModelCall(above) && above.statesUsage);
}

function eventOf(node: Node, place: Place | undefined, memo: Map<Attributes, Labels>): SourceEvent {
  const { span } = node;
  const around = [...ancestorsOf(node)];
  const cost = costOf(span);
  const { usage, flags } = usageOf(node, cost.amount !== undefined);
  const labels = joinLabels([
    ...[node, ...around].map((each) => remembered(memo, each.span.attributes, labelsOf)),
    remembered(memo, span.resource, resourceLabels),
  ]);
  const agent = agentOf([node, ...around]);
  const attribution = attributionOf(node, labels, { agent, workflow: workflowOf([node, ...around]) });
  const isCall = isModelCall(node);
  const durationMs = Number((span.endEpochNano - span.startEpochNano) / 1_000_000n);
  const allFlags = [...flags, ...cost.flags];
  return {
    flags: allFlags,
    body: {
      id: nameOfSpan(span),
      source: serviceName(span.resource) ?? "otlp",
      time: new Date(Number(span.startEpochNano / 1_000_000n)).toISOString(),
      operation: operationOf(node, around),
      ...(isCall && namesOfModel(node)),
      usage: { ...usage, ...(isCall && agent !== undefined && { agent_steps: 1 }) },
      status: isFailed(node) ? "failed" : "succeeded",
      ...(durationMs >= 0 && durationMs <= LIMITS.count && { duration_ms: durationMs }),
      attribution: allFlags.length === 0 ? attribution : flaggedAttribution(attribution),
      run: runOf([node, ...around], place, labels.task),
      ...routeOf([node, ...around], place, isCall),
      ...(cost.amount !== undefined && { reported_cost: { amount: cost.amount, currency: "USD" } }),
    },
  };
}

function namesOfModel({ span }: Node) {
  const { provider, model, requested } = modelsOf(span);
  const stated = firstOf(span.attributes, namesOf("serviceTier")) ?? langfuseParameter(span.attributes, "service_tier");
  const tier = fitText(stated, LIMITS.valueCharacters);
  return {
    provider,
    model,
    ...(requested !== undefined && { requested_model: requested }),
    ...(tier !== undefined && tier !== "auto" && { service_tier: tier }),
  };
}

/** Of a call that succeeded, nothing but a cost stands in for tokens: no usage is not a usage of nothing. */
function usageOf(node: Node, hasCost: boolean): Split {
  const { kind, span } = node;
  if (kind === "tool") return { usage: { tool_calls: 1 }, flags: [] };
  if (kind === "retrieval") return { usage: { retrieval_calls: 1 }, flags: [] };
  if (kind === "unknown") {
    const operation = textOf(span.attributes, "gen_ai.operation.name");
    const what =
      operation === undefined
        ? "A span of no known kind"
        : `The operation ${operation.slice(0, OPERATION_CHARACTERS)} is not known, and`;
    throw refusal("gen_ai.operation.name", `${what} states usage: it may be another span's, so it is not counted.`);
  }
  const tokens = readTokens(span, kind === "embedding" || kind === "rerank");
  const usage = { requests: 1, ...tokens?.usage };
  if (tokens !== undefined) return { usage, flags: tokens.flags };
  if (isFailed(node) || kind === "rerank" || hasCost) return { usage, flags: [] };
  throw refusal("", "This call succeeded and states no usage: what it cost cannot be known.");
}

const OPERATION_CHARACTERS = 60;

/** Of an evaluation without usage there is no event, so `evaluation` here has some. */
function operationOf({ kind, span }: Node, around: readonly Node[]): Operation {
  if (kind === "tool") return "tool_call";
  if (kind === "retrieval") return "retrieval";
  if (around.some((above) => above.kind === "evaluation") || isLangfuseJudge(span.attributes)) return "evaluation";
  return kind === "completion" || kind === "embedding" || kind === "rerank" || kind === "image" || kind === "evaluation"
    ? kind
    : "chat";
}

/** US dollars of a source's own count. One that is no amount is left out, and flagged. */
function costOf({ name: span, attributes }: Span): { readonly amount?: string; readonly flags: SourceEvent["flags"] } {
  const noAmount = "This is no amount of dollars: it is left out.";
  try {
    const amount = readCostDetails(langfuseObject(attributes, LANGFUSE_COST), undefined);
    if (amount !== undefined) return { amount, flags: [] };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { flags: [{ pointer: LANGFUSE_COST, detail: noAmount }] };
  }
  const name = [...namesOf("cost"), ...(isClaudeCodeCall(span) ? ["cost_usd"] : [])].find((each) =>
    attributes.has(each),
  );
  const value = name === undefined ? undefined : attributes.get(name);
  if (name === undefined || value === undefined) return { flags: [] };
  const dollars =
    typeof value === "string" && /^\d{1,12}(\.\d{1,20})?(e-\d{1,2})?$/i.test(value) ? Number(value) : value;
  const isAmount = typeof dollars === "number" && Number.isFinite(dollars) && dollars >= 0 && dollars <= LIMITS.count;
  if (isAmount) return { amount: decimalOf(dollars), flags: [] };
  return { flags: [{ pointer: name, detail: noAmount }] };
}

function attributionOf(
  { kind, span }: Node,
  labels: Labels,
  named: { readonly agent: string | undefined; readonly workflow: string | undefined },
) {
  const about = Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const tags = new Map(labels.tags);
  const own = kind === "tool" ? "tool" : kind === "retrieval" ? "data_source" : undefined;
  const value = own === undefined ? undefined : nameOfOwn(own, span);
  if (own !== undefined && value !== undefined) tags.set(own, value);
  if (own === undefined) for (const [name, basis] of modelsOf(span).tags) tags.set(name, basis);
  return {
    ...Object.fromEntries([...about, ...labels.dimensions]),
    ...(labels.consumer.size > 0 && { consumer: Object.fromEntries(labels.consumer) }),
    ...(tags.size > 0 && { tags: Object.fromEntries([...tags].slice(-TAGS_MAX)) }),
  };
}

/** Langfuse names a tool by its span. */
const nameOfOwn = (own: "tool" | "data_source", { name, attributes }: Span): string | undefined => {
  const names = own === "tool" ? [...namesOf("tool"), "tool_name"] : namesOf("dataSource");
  const ofSpan = own === "tool" && isLangfuse(attributes) ? name : undefined;
  return fitText(firstOf(attributes, names) ?? ofSpan, LIMITS.valueCharacters);
};

/** The nearest agent: by attribute, else by the name of its span. */
function agentOf(nodes: readonly Node[]): string | undefined {
  for (const { kind, span } of nodes) {
    const names = kind === "agent" ? [...namesOf("agent"), "traceloop.entity.name"] : namesOf("agent");
    const agent =
      firstOf(span.attributes, names) ?? (kind === "agent" ? span.name.replace(/^invoke_agent /, "") : undefined);
    const fit = fitText(agent, LIMITS.valueCharacters);
    if (fit !== undefined) return fit;
  }
  return undefined;
}

/** The nearest workflow that is named, else the name of the outermost workflow or chain. */
function workflowOf(nodes: readonly Node[]): string | undefined {
  const named = nodes.map(({ span }) => fitText(firstOf(span.attributes, namesOf("workflow")), LIMITS.valueCharacters));
  const far = nodes.toReversed();
  const outermost = far.find(({ kind }) => kind === "workflow") ?? far.find(({ kind }) => kind === "chain");
  const name = outermost?.span.name.replace(/^invoke_workflow /, "");
  return named.find((each) => each !== undefined) ?? fitText(name, LIMITS.valueCharacters);
}

function runOf(nodes: readonly Node[], place: Place | undefined, task: string | undefined) {
  const trace = nodes[0]?.span.traceId;
  const workflowRun = nodes
    .map(({ span }) => fitText(span.attributes.get("workflow.run_id"), LIMITS.idCharacters))
    .find((each) => each !== undefined);
  return {
    id: workflowRun ?? trace,
    ...(workflowRun !== undefined && { parent_id: trace }),
    ...(task !== undefined && { task_id: task }),
    step: place?.step,
    ...(place?.attempt !== undefined && { attempt: place.attempt }),
    ...(place?.isLoop === true && { loop: true }),
  };
}

function routeOf(nodes: readonly Node[], place: Place | undefined, isCall: boolean) {
  const route = {
    ...(place?.fallbackFrom !== undefined && { type: "fallback", fallback_from: place.fallbackFrom }),
    ...routeLabelsOf(
      nodes.map(({ span }) => span),
      isCall,
    ),
  };
  return Object.keys(route).length > 0 ? { route } : {};
}

const firstOf = (attributes: Attributes, names: readonly string[]) =>
  names.map((name) => attributes.get(name)).find((value) => value !== undefined && value !== "");

function remembered(memo: Map<Attributes, Labels>, key: Attributes, make: (of: Attributes) => Labels): Labels {
  const found = memo.get(key);
  if (found !== undefined) return found;
  const made = make(key);
  memo.set(key, made);
  return made;
}
