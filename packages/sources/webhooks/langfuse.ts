import { LIMITS } from "@outlay/domain/limits";
import { has, looseObjects, type Members, object, objectAt, pointerTo, refusal, text } from "../json-members.ts";
import { readRecord, type ReadRecord, type SourceEvent } from "../usage-events.ts";
import { type Observation, relate } from "./langfuse-family.ts";
import { observationEvents } from "./langfuse-observation.ts";

/** What was made of one entry of a batch, by the entry's own id (not the observation's): its events, or why it is not taken. */
export interface LangfuseEntry {
  readonly id: string;
  readonly read: ReadRecord;
}

/**
 * One body of Langfuse's ingestion API, `{batch: [...]}`: one result an entry. Langfuse writes an observation by create and
 * updates, which come in any order, in one request or several; an event of ours never changes. So a generation is an event from
 * the first request in which it states usage (or failed and ended), with all that this request says of it, and its id is the generation's.
 * Its time is its startTime, or of an update alone the first receipt's; it is marked isTimeOfFirst, so that whichever comes first
 * decides for all, and whatever follows is a repeat. How parts of usage are counted: langfuse-usage.ts. Never throws.
 *
 * | field                                             | canonical field                                    |
 * | ------------------------------------------------- | -------------------------------------------------- |
 * | type: generation-, embedding-create or -update (or observation-… with body.type) | operation: chat, embedding |
 * | … within an EVALUATOR, or environment langfuse-…  | operation: evaluation                              |
 * | type: tool-create, retriever-create, evaluator-create | operation: tool_call, retrieval, evaluation    |
 * | all other known types                             | nothing to count                                   |
 * | body.id, startTime, endTime                       | id, time, duration_ms                              |
 * | body.model                                        | model                                              |
 * | body.metadata: ls_provider, or attributes' gen_ai.provider.name, llm.provider, gen_ai.system, ai.model.provider; modelParameters.provider | provider; without one that of the model's name, with the tag provider_basis |
 * | body.modelParameters.service_tier                 | service_tier                                       |
 * | body.usageDetails, usage                          | usage                                              |
 * | body.costDetails, usage.totalCost (US dollars)    | reported_cost                                      |
 * | body.level ERROR                                  | status: failed                                     |
 * | body.traceId                                      | run.id                                             |
 * | siblings that failed just before, same model      | run.attempt                                        |
 * | … with another model                              | route.type: fallback, route.fallback_from          |
 * | an earlier sibling of the same input and output   | run.loop                                           |
 * | body.environment (save default), trace.userId, trace.name | attribution.environment, user, workflow    |
 * | the name of the nearest AGENT above               | attribution.agent                                  |
 * | trace.tags, trace.metadata, body.metadata: texts named as a dimension, other texts | attribution, tags |
 * | trace.sessionId, a tool's name                    | the tags session, tool                             |
 *
 * Limits: of two requests that both state usage the first counts, and a correction is not taken. A generation that never states
 * usage is not counted: Langfuse counts its words itself, we do not. Traces, siblings and wrappers are known where they come in
 * the same request; a wrapper whose inner call comes in another one is counted beside it.
 */
export function readLangfuseBatch(value: unknown, source: string): readonly LangfuseEntry[] {
  const batch = typeof value === "object" && value !== null && "batch" in value ? value.batch : undefined;
  if (!Array.isArray(batch)) {
    return [
      { id: "", read: { faults: [{ pointer: "/batch", detail: "This is no array: a body is {batch: [...]}." }] } },
    ];
  }
  const entries = batch.map((entry: unknown, index) => readEntry(entry, `/batch/${index}`));
  const events = eventsOf(entries, source);
  return entries.map(({ id, faults }, place) => ({ id, read: faults ?? events.get(place) ?? { events: [] } }));
}

interface Entry {
  readonly id: string;
  readonly faults?: ReadRecord;
  readonly kind?: string;
  readonly isCreate?: boolean;
  /** Of the observation or the trace that the entry writes. */
  readonly bodyId?: string | undefined;
  readonly body?: Members;
}

const KINDS: ReadonlySet<string> = new Set(
  "trace,score,event,span,generation,embedding,tool,retriever,evaluator,agent,chain,guardrail,observation".split(","),
);
const NOTHING_TO_COUNT: ReadonlySet<string> = new Set(["sdk-log", "dataset-run-item-create"]);

function readEntry(value: unknown, at: string): Entry {
  let id = "";
  let entry: Omit<Entry, "id" | "faults"> = {};
  const read = readRecord(() => {
    const members = objectAt(value, at);
    id = text(members, "id") ?? "";
    const type = text(members, "type") ?? "";
    if (NOTHING_TO_COUNT.has(type)) return [];
    const [kind = "", verb] = type.split("-");
    if (!KINDS.has(kind) || (verb !== "create" && verb !== "update")) {
      throw refusal(pointerTo(members, "type"), "There is no such type of entry.");
    }
    const body = object(members, "body");
    if (!body) throw refusal(pointerTo(members, "body"), "This entry has no body.");
    const bodyId = text(body, "id");
    if (bodyId === undefined && !["trace", "score", "event"].includes(kind)) {
      throw refusal(pointerTo(body, "id"), "This observation has no id, so a repeat of it would count twice.");
    }
    const stated = kind === "observation" ? (text(body, "type") ?? "SPAN") : kind;
    entry = { kind: stated.toUpperCase(), isCreate: verb === "create", bodyId, body };
    return [];
  });
  return { id, ...entry, ...("faults" in read && { faults: read }) };
}

/** By the place of the entry that each event is told of: the last that states usage, else the last. */
function eventsOf(entries: readonly Entry[], source: string): ReadonlyMap<number, ReadRecord> {
  const traces = new Map<string, Members>();
  const merged = new Map<string, { observation: Observation; place: number }>();
  const ordered = [...entries.entries()].toSorted(([, a], [, b]) => Number(b.isCreate) - Number(a.isCreate));
  for (const [place, { kind, body, bodyId: id, isCreate = false }] of ordered) {
    if (body === undefined || kind === undefined || id === undefined) continue;
    if (kind === "TRACE") traces.set(id, mergeBodies(traces.get(id), body));
    if (["TRACE", "SCORE", "EVENT"].includes(kind)) continue;
    const former = merged.get(id);
    const isNews = former === undefined || statesUsage(body) || !statesUsage(former.observation.body);
    const observation = {
      id,
      kind: former?.observation.kind ?? kind,
      body: mergeBodies(former?.observation.body, body),
      isCreated: (former?.observation.isCreated ?? false) || isCreate,
    };
    merged.set(id, { observation, place: isNews ? place : former.place });
  }
  const relations = relate([...merged.values()].map(({ observation }) => observation));
  return new Map(
    [...merged.values()].map(({ observation, place }) => {
      const { traceId } = observation.body.of;
      const trace = typeof traceId === "string" ? traces.get(traceId) : undefined;
      return [place, readObservation(observation, trace, relations, source)];
    }),
  );
}

const statesUsage = (body: Members) => has(body, "usageDetails") || has(body, "usage");

/** Later members stand before earlier ones, null is as good as absent, and metadata are merged by name. */
function mergeBodies(former: Members | undefined, later: Members): Members {
  if (former === undefined) return later;
  const stated = Object.entries(later.of).filter(([, value]) => value !== null && value !== undefined);
  const metadata = { ...asObject(former.of["metadata"]), ...asObject(later.of["metadata"]) };
  return { at: later.at, of: { ...former.of, ...Object.fromEntries(stated), metadata } };
}

const asObject = (value: unknown): object => (typeof value === "object" && value !== null ? value : {});

function readObservation(
  observation: Observation,
  trace: Members | undefined,
  relations: ReturnType<typeof relate>,
  source: string,
): ReadRecord {
  const own = relations.get(observation.id) ?? { isWrapper: false, isEvaluation: false, isLoop: false };
  return readRecord(() => observationEvents(observation, { source, trace, relations: own }));
}

/**
 * A trace as Langfuse exports it, `{trace, observations}` (also with the observations within the trace): one result an
 * observation, by its id. Fields as in a batch; projectId is ignored. Never throws.
 */
export function readLangfuseTrace(value: unknown, source: string): readonly LangfuseEntry[] {
  const refused: LangfuseEntry[] = [];
  const found: Observation[] = [];
  let trace: Members | undefined;
  const read = readRecord(() => {
    const whole = objectAt(value, "");
    trace = object(whole, "trace") ?? whole;
    for (const body of looseObjects(Array.isArray(whole.of["observations"]) ? whole : trace, "observations")) {
      const one = readRecord(() => (found.push(exported(body)), []));
      if ("faults" in one) refused.push({ id: "", read: one });
    }
    return [];
  });
  if ("faults" in read) return [{ id: "", read }];
  const relations = relate(found);
  const taken = found.map((each) => ({ id: each.id, read: readObservation(each, trace, relations, source) }));
  return [...taken, ...refused];
}

/** One exported observation by itself. What its siblings and its trace would say is not known. Never throws. */
export function readLangfuseObservation(value: unknown, source: string): ReadRecord {
  return readRecord(() => {
    const observation = exported(objectAt(value, ""));
    const relations = { isWrapper: false, isEvaluation: false, isLoop: false };
    return observationEvents(observation, { source, trace: observation.body, relations });
  });
}

function exported(body: Members): Observation {
  const id = text(body, "id");
  if (id === undefined)
    throw refusal(pointerTo(body, "id"), "This observation has no id, so a repeat would count twice.");
  const kind = text(body, "type");
  if (kind === undefined) throw refusal(pointerTo(body, "type"), "This is no observation: it has no type.");
  return { id, kind: kind.toUpperCase(), body, isCreated: true };
}

/** What a webhook may hand over as one record: a batch, an exported trace, or one observation. All of it, or why it is not taken. */
export function readLangfuseRecord(value: unknown, source: string): ReadRecord {
  const names = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const isTrace = names.includes("observations") || names.includes("trace");
  if (!names.includes("batch") && !isTrace) return readLangfuseObservation(value, source);
  const entries = names.includes("batch") ? readLangfuseBatch(value, source) : readLangfuseTrace(value, source);
  const faults = entries.flatMap(({ read }) => ("faults" in read ? read.faults : []));
  if (faults.length > 0) return { faults: faults.slice(0, LIMITS.faultsPerEvent) };
  const events = entries.flatMap(({ read }): readonly SourceEvent[] => ("events" in read ? read.events : []));
  return { events };
}
