import { namesOf } from "./conventions/conventions.ts";
import { textOf } from "./conventions/convention.ts";
import { hasLangfuseFailed, isLangfuse } from "./conventions/langfuse.ts";
import { isClaudeCodeCall } from "./conventions/claude-code.ts";
import type { AttributeValue } from "./span.ts";
import { byStart, isModelCall, type Node } from "./span-tree.ts";
import { modelsOf } from "./model-names.ts";

/** What the other spans of a request tell of one that makes an event. */
export interface Place {
  /** From 1, by start, among the events of its trace in the request. */
  readonly step: number;
  /** From 2: the same model was called before by the same parent, and failed. */
  readonly attempt: number | undefined;
  /** The model that failed just before under the same parent. */
  readonly fallbackFrom: string | undefined;
  readonly isLoop: boolean;
}

/** How often a tool is called alike in a row before its repeats are a loop. */
const LOOP_CALLS = 3;

/** The places of the nodes that make events. Retries are seen among siblings, loops along a trace. */
export function placesOf(nodes: readonly Node[]): ReadonlyMap<Node, Place> {
  const places = new Map<Node, Place>();
  for (const trace of Map.groupBy(nodes, ({ span }) => span.traceId).values()) {
    const ordered = trace.toSorted(byStart);
    const loops = loopsOf(ordered.filter(({ kind }) => kind === "tool"));
    const repeats = repeatsOf(ordered.filter(isModelCall));
    for (const [index, node] of ordered.entries()) {
      const repeat = repeats.get(node);
      const attempt = ownAttempt(node) ?? repeat?.attempt;
      places.set(node, { step: index + 1, attempt, fallbackFrom: repeat?.fallbackFrom, isLoop: loops.has(node) });
    }
  }
  return places;
}

/** Claude Code counts its attempts itself. */
function ownAttempt({ span }: Node): number | undefined {
  const attempt = isClaudeCodeCall(span.name) ? span.attributes.get("attempt") : undefined;
  return typeof attempt === "number" && Number.isSafeInteger(attempt) && attempt > 1 ? attempt : undefined;
}

type Repeat = Pick<Place, "attempt" | "fallbackFrom">;

/** A model call that begins after its sibling before it failed: the same model again is a retry, another one a fallback. */
function repeatsOf(calls: readonly Node[]): ReadonlyMap<Node, Repeat> {
  const repeats = new Map<Node, Repeat>();
  const siblings = Map.groupBy(calls, ({ span }) => span.parentSpanId);
  siblings.delete(undefined);
  for (const family of siblings.values()) {
    for (const [index, node] of family.entries()) {
      const before = family[index - 1];
      if (before === undefined || !hasFailedBefore(before, node)) continue;
      const failed = modelsOf(before.span);
      if (failed.asked === modelsOf(node.span).asked) {
        repeats.set(node, { attempt: (repeats.get(before)?.attempt ?? 1) + 1, fallbackFrom: undefined });
      } else repeats.set(node, { attempt: undefined, fallbackFrom: failed.asked });
    }
  }
  return repeats;
}

const hasFailedBefore = (before: Node, after: Node): boolean =>
  isFailed(before) && before.kind === after.kind && before.span.endEpochNano <= after.span.startEpochNano;

export const isFailed = ({ span }: Node): boolean =>
  span.isFailed ||
  span.attributes.has("error.type") ||
  hasLangfuseFailed(span.attributes) ||
  (isClaudeCodeCall(span.name) && span.attributes.get("success") === false);

/** The repeats within each row of calls alike that is long enough. */
function loopsOf(tools: readonly Node[]): ReadonlySet<Node> {
  const loops = new Set<Node>();
  let row: Node[] = [];
  let alike: string | undefined;
  for (const node of tools) {
    const call = callOf(node);
    if (call === undefined || call !== alike) row = [];
    alike = call;
    row.push(node);
    if (row.length === LOOP_CALLS) for (const repeat of row.slice(1)) loops.add(repeat);
    else if (row.length > LOOP_CALLS) loops.add(node);
  }
  return loops;
}

/** The tool and its arguments; undefined where either is not told. */
function callOf({ span: { name: ofSpan, attributes } }: Node): string | undefined {
  const tool =
    namesOf("tool")
      .map((name) => textOf(attributes, name))
      .find((each) => each !== undefined) ?? (isLangfuse(attributes) ? ofSpan : undefined);
  const given = namesOf("toolArguments")
    .map((name) => attributes.get(name))
    .find((each) => each !== undefined);
  return tool === undefined || given === undefined ? undefined : JSON.stringify([tool, plain(given)]);
}

/** Maps as arrays of pairs, which JSON can hold whatever the names are. */
const plain = (value: AttributeValue): unknown => {
  if (typeof value !== "object") return value;
  if (value instanceof Map) return Array.from(value, ([name, each]) => [name, plain(each)]);
  return Array.isArray(value) ? value.map(plain) : [];
};
