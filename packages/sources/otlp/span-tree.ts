import { LIMITS } from "@outlay/domain/limits";
import { MODEL_KINDS, type SpanKind } from "./conventions/convention.ts";
import { kindOf, statesUsage } from "./conventions/conventions.ts";
import type { Span } from "./span.ts";

/** A span among those of one request. */
export interface Node {
  readonly at: string;
  readonly span: Span;
  readonly kind: SpanKind | undefined;
  readonly statesUsage: boolean;
  /** The parent, where it came in the same request. */
  parent: Node | undefined;
  /** Usage is stated by a model call beneath it: its own repeats that. */
  isRepeated: boolean;
}

const modelKinds = new Set<SpanKind | undefined>(MODEL_KINDS);

/** Whether a span is a call to a model, to be priced where nothing beneath it is. */
export const isModelCall = ({ kind, statesUsage }: Pick<Node, "kind" | "statesUsage">): boolean =>
  modelKinds.has(kind) || (kind === "evaluation" && statesUsage);

export const nameOfSpan = ({ traceId, spanId }: Span): string => `${traceId}-${spanId}`;

/** The spans of a request with who is whose parent. One that stands twice is taken once. */
export function spanTree(spans: readonly { readonly at: string; readonly span: Span }[]): readonly Node[] {
  const nodes = new Map<string, Node>();
  for (const { at, span } of spans) {
    const node = { at, span, kind: kindOf(span), statesUsage: statesUsage(span), parent: undefined, isRepeated: false };
    nodes.set(nameOfSpan(span), node);
  }
  for (const node of nodes.values()) {
    const { traceId, parentSpanId } = node.span;
    if (parentSpanId !== undefined) node.parent = nodes.get(`${traceId}-${parentSpanId}`);
  }
  cutRings(nodes.values());
  for (const node of nodes.values()) if (isModelCall(node) && node.statesUsage) markAbove(node);
  return [...nodes.values()];
}

/** A span that is above itself would hide its own usage: the link that closes a ring is cut. Linear in the spans. */
function cutRings(nodes: Iterable<Node>): void {
  const seen = new Map<Node, Node>();
  for (const start of nodes) {
    for (let node = start; !seen.has(node); node = node.parent) {
      seen.set(node, start);
      if (node.parent === undefined) break;
      if (seen.get(node.parent) === start) {
        node.parent = undefined;
        break;
      }
    }
  }
}

/** Stops at the first mark: what is above it is marked as well. */
function markAbove({ parent }: Node): void {
  for (let node = parent; node !== undefined && !node.isRepeated; node = node.parent) node.isRepeated = true;
}

/** The spans above one, the nearest first. */
export function* ancestorsOf({ parent }: Node): Generator<Node> {
  let node = parent;
  for (let level = 0; node !== undefined && level < LIMITS.foreignNesting; level += 1) {
    yield node;
    node = node.parent;
  }
}

/** By time of start; spans of the same nanosecond by id, so that order does not depend on the request's. */
export function byStart({ span: a }: Pick<Node, "span">, { span: b }: Pick<Node, "span">): number {
  if (a.startEpochNano !== b.startEpochNano) return a.startEpochNano < b.startEpochNano ? -1 : 1;
  if (a.spanId === b.spanId) return 0;
  return a.spanId < b.spanId ? -1 : 1;
}
