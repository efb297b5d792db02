import { LIMITS } from "@outlay/domain/limits";

type Body = Readonly<Record<string, unknown>>;

/** What a request says of a trace or a call that a later request may go on with: `name` tells which, never what was asked or answered. */
export interface LangfuseNote {
  readonly name: string;
  readonly body: Body;
}

/** Notes by their names. */
export type LangfuseNotes = ReadonlyMap<string, Body>;

interface Told {
  readonly kind: "trace" | "generation" | "embedding";
  readonly isCreate: boolean;
  readonly id: string;
  readonly body: Body;
}

/** Notes of calls that a batch only updates: their model and their start stand in a create that came before. */
export function callNotesOf(batch: readonly unknown[]): readonly string[] {
  const calls = batch.flatMap(told).filter(({ kind }) => kind !== "trace");
  const created = new Set(calls.filter(({ isCreate }) => isCreate).map(({ id }) => id));
  return [...new Set(calls.filter(({ id }) => !created.has(id)).map(callName))];
}

/** Notes of the traces that a batch tells of, or that its calls belong to. */
export function traceNotesOf(batch: readonly unknown[], notes: LangfuseNotes): readonly string[] {
  const names = batch.flatMap(told).flatMap((each) => {
    if (each.kind === "trace") return [traceName(each.id)];
    const traceId = each.body["traceId"] ?? notes.get(callName(each))?.["traceId"];
    return isId(traceId) ? [traceName(traceId)] : [];
  });
  return [...new Set(names)];
}

/** Entries that say first, in a batch, what earlier requests said: creates, of which none is told of by itself. */
export function entriesOf(notes: LangfuseNotes): readonly unknown[] {
  return [...notes].map(([name, body]) => {
    const [kind = ""] = name.split(":", 1);
    const stated = body["kind"] === "embedding" ? "embedding" : "generation";
    const type = `${kind === "trace" ? kind : stated}-create`;
    return { id: "", type, body: { ...body, id: name.slice(kind.length + 1) } };
  });
}

/** What is to be kept of a batch: its traces, and calls that state no usage yet. `notes` are what was kept of them before. */
export function notesOf(batch: readonly unknown[], notes: LangfuseNotes): readonly LangfuseNote[] {
  const merged = new Map<string, Body>();
  const done = new Set<string>();
  const creates = batch.flatMap(told).toSorted((a, b) => Number(b.isCreate) - Number(a.isCreate));
  for (const each of creates) {
    const name = each.kind === "trace" ? traceName(each.id) : callName(each);
    const former = merged.get(name) ?? notes.get(name) ?? {};
    merged.set(name, merge(former, each.kind === "trace" ? traceNote(each.body) : callNote(each)));
    if (isObject(each.body["usageDetails"]) || isObject(each.body["usage"])) done.add(name);
  }
  return [...merged].filter(([name]) => !done.has(name)).map(([name, body]) => ({ name, body }));
}

const traceName = (id: string) => `trace:${id}`;
const callName = ({ id }: Told) => `call:${id}`;

/** An entry that is wrong tells nothing here: it is refused where it is read. */
function told(entry: unknown): readonly Told[] {
  const { type, body } = asBody(entry);
  const of = asBody(body);
  const [stated, verb] = typeof type === "string" ? type.split("-") : [];
  const observed = typeof of["type"] === "string" ? of["type"].toLowerCase() : undefined;
  const kind = stated === "observation" ? observed : stated;
  const id = of["id"];
  if (!isId(id) || (kind !== "trace" && kind !== "generation" && kind !== "embedding")) return [];
  return [{ kind, isCreate: verb === "create", id, body: of }];
}

const traceNote = (body: Body): Body => ({
  ...textsOf(body, ["name", "userId", "sessionId", "environment"]),
  ...(Array.isArray(body["tags"]) && { tags: body["tags"].filter(isLabel).slice(0, LABELS_MAX) }),
  metadata: labelsOf(body["metadata"]),
});

const callNote = ({ kind, body }: Told): Body => ({
  kind,
  ...textsOf(body, ["traceId", "parentObservationId", "name", "startTime", "model", "environment"]),
  modelParameters: textsOf(asBody(body["modelParameters"]), ["provider", "service_tier"]),
  metadata: { ...labelsOf(body["metadata"]), attributes: labelsOf(asBody(body["metadata"])["attributes"]) },
});

/** Later texts stand before earlier ones; objects are merged by name, as Langfuse merges them. */
function merge(former: Body, later: Body): Body {
  const members = Object.entries(later).map(([name, value]): [string, unknown] => {
    const before = former[name];
    return [name, isObject(value) && isObject(before) ? merge(asBody(before), asBody(value)) : value];
  });
  return { ...former, ...Object.fromEntries(members) };
}

const LABELS_MAX = 50;

const textsOf = (body: Body, names: readonly string[]): Body =>
  Object.fromEntries(names.flatMap((name) => (isLabel(body[name]) ? [[name, body[name]]] : [])));

/** Short texts alone: what is longer is no label, and may be a prompt. */
const labelsOf = (value: unknown): Body =>
  Object.fromEntries(
    Object.entries(asBody(value))
      .filter((entry) => entry.every(isLabel))
      .slice(0, LABELS_MAX),
  );

const isLabel = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value.length <= LIMITS.valueCharacters;
const isId = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value.length <= LIMITS.idCharacters;
const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

/** An object's members, unknown each; of anything else, none. */
const asBody = (value: unknown): Body => (isObject(value) ? (value as Body) : {});
