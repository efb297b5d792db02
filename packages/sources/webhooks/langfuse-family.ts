import { parseTime } from "@outlay/domain/rfc3339";
import type { Members } from "../json-members.ts";

/** One observation of Langfuse, its create and its updates merged. */
export interface Observation {
  readonly id: string;
  /** GENERATION, EMBEDDING, TOOL, RETRIEVER, EVALUATOR, AGENT, CHAIN, SPAN, GUARDRAIL or EVENT. */
  readonly kind: string;
  readonly body: Members;
  /** Whether its create is among what was merged, or only updates. */
  readonly isCreated: boolean;
}

/** What the other observations of the same request say of one. What lies in other requests is not seen. */
export interface Relations {
  /** A generation that spans another one with usage repeats its usage: only the innermost call is counted. */
  readonly isWrapper: boolean;
  readonly isEvaluation: boolean;
  readonly agent?: string;
  /** From 2: the siblings directly before it failed, with the same model. */
  readonly attempt?: number;
  /** The model of the sibling directly before it, which failed, where it is another one. */
  readonly fallbackFrom?: string;
  /** An earlier sibling of the same name and model had the same input, and gave the same output. */
  readonly isLoop: boolean;
}

const MODEL_CALLS: ReadonlySet<string> = new Set(["GENERATION", "EMBEDDING"]);
/** What a call may be wrapped in. A tool or an agent within a generation makes calls of its own. */
const PLAIN: ReadonlySet<string> = new Set(["SPAN", "CHAIN", "GENERATION"]);
const DEPTH_MAX = 64;

export const isModelCall = ({ kind }: Observation): boolean => MODEL_CALLS.has(kind);

/** The relations of observations that came together, by their ids. */
export function relate(observations: readonly Observation[]): ReadonlyMap<string, Relations> {
  const byId = new Map(observations.map((each) => [each.id, each]));
  const wrappers = wrappersOf(observations, byId);
  const calls = observations.filter((each) => isModelCall(each) && !wrappers.has(each.id));
  const siblings = [
    ...Map.groupBy(calls, ({ body }) => JSON.stringify([body.of["traceId"], body.of["parentObservationId"]])).values(),
  ];
  const among = new Map(siblings.flatMap((family) => amongSiblings(family)));
  return new Map(
    observations.map((each) => {
      const above = ancestors(each, byId);
      const agent = [...above].find(({ kind }) => kind === "AGENT")?.body.of["name"];
      const relations: Relations = {
        isWrapper: wrappers.has(each.id),
        isEvaluation: above.some(({ kind }) => kind === "EVALUATOR"),
        ...(typeof agent === "string" && { agent }),
        ...(among.get(each.id) ?? { isLoop: false }),
      };
      return [each.id, relations];
    }),
  );
}

function ancestors(of: Observation, byId: ReadonlyMap<string, Observation>): readonly Observation[] {
  const above: Observation[] = [];
  let next = parentOf(of, byId);
  while (next !== undefined && !above.includes(next) && above.length < DEPTH_MAX) {
    above.push(next);
    next = parentOf(next, byId);
  }
  return above;
}

function parentOf({ body }: Observation, byId: ReadonlyMap<string, Observation>): Observation | undefined {
  const id = body.of["parentObservationId"];
  return typeof id === "string" ? byId.get(id) : undefined;
}

function wrappersOf(observations: readonly Observation[], byId: ReadonlyMap<string, Observation>): ReadonlySet<string> {
  const wrappers = new Set<string>();
  for (const call of observations) {
    const above = ancestors(call, byId);
    // Of calls in a circle none is the innermost, and none is left out.
    if (!isModelCall(call) || !statesUsage(call) || above.includes(call)) continue;
    for (const outer of above) {
      if (!PLAIN.has(outer.kind)) break;
      if (isModelCall(outer)) wrappers.add(outer.id);
    }
  }
  return wrappers;
}

function statesUsage({ body }: Observation): boolean {
  return ["usageDetails", "usage"].some((name) => {
    const usage = body.of[name];
    return typeof usage === "object" && usage !== null && Object.keys(usage).length > 0;
  });
}

type Among = Pick<Relations, "attempt" | "fallbackFrom" | "isLoop">;

/** What the siblings' order says. Those that cannot be ordered, for want of a start, say nothing. */
function amongSiblings(family: readonly Observation[]): (readonly [string, Among])[] {
  const ordered = family
    .filter(({ body }) => !Number.isNaN(startOf(body)))
    .toSorted((a, b) => startOf(a.body) - startOf(b.body));
  const seen = new Set<string>();
  return ordered.map((each, index) => {
    const failed = failedBefore(ordered, index);
    const last = failed[0]?.body.of["model"];
    const model = each.body.of["model"];
    const did = whatItDid(each);
    const isLoop = did !== undefined && seen.has(did);
    if (did !== undefined) seen.add(did);
    const isFallback = typeof last === "string" && last !== model;
    const retry = failed.length > 0 && !isFallback ? { attempt: failed.length + 1 } : {};
    return [each.id, { isLoop, ...(isFallback ? { fallbackFrom: last } : retry) }];
  });
}

/** The run of failed calls that ends just before this one began, the last one first. */
function failedBefore(ordered: readonly Observation[], index: number): readonly Observation[] {
  const before = ordered.slice(0, index).toReversed();
  const stop = before.findIndex(({ body }) => body.of["level"] !== "ERROR");
  const failed = stop === -1 ? before : before.slice(0, stop);
  const began = startOf(ordered[index]?.body);
  return failed.every(({ body }) => !(timeOf(body, "endTime") > began)) ? failed : [];
}

/** Undefined where the input or the output is not told. */
function whatItDid({ body }: Observation): string | undefined {
  const { name, model, input, output, level } = body.of;
  if (level === "ERROR" || (input ?? "") === "" || (output ?? "") === "") return undefined;
  return JSON.stringify([name, model, input, output]);
}

const startOf = (body: Members | undefined): number => timeOf(body, "startTime");

function timeOf(body: Members | undefined, name: string): number {
  const value = body?.of[name];
  return (typeof value === "string" ? parseTime(value) : undefined) ?? Number.NaN;
}
