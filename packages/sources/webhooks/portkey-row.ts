import { LIMITS } from "@outlay/domain/limits";
import { type Members, refusal } from "../json-members.ts";
import { looseObject, parsedText } from "./embedded-response.ts";
import { freeLabels, type Label } from "./labels.ts";

/** A log of Portkey in whichever of its shapes it came, as one. */
export interface PortkeyRow {
  /** The log's own members, and its analytics'. */
  readonly log: Members;
  readonly id: string | undefined;
  readonly traceId: string | undefined;
  readonly request: Members | undefined;
  readonly url: string | undefined;
  readonly metadata: readonly Label[];
  /** Portkey's headers of request and response, in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

export function readPortkeyRow(given: Members): PortkeyRow {
  const log: Members = { at: given.at, of: { ...given.of, ...looseObject(given, "metrics")?.of } };
  const request = looseObject(log, "request");
  const response = looseObject(log, "response");
  const metadata = looseObject(log, "metadata");
  const trace = textOf(log, "trace_id") ?? textOf(metadata, "trace_id", "traceId");
  const span = textOf(log, "span_id") ?? textOf(metadata, "span_id", "spanId");
  const headers = [log, request, response].flatMap((each) => [
    ...freeLabels(looseObject(each, "portkeyHeaders")?.of),
    ...freeLabels(looseObject(each, "headers")?.of),
  ]);
  const named = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
  return {
    log: { at: log.at, of: { ...fromResponse(response), ...log.of } },
    id: textOf(log, "id", "_id") ?? (span === undefined ? undefined : [trace ?? "span", span].join("/")),
    traceId: trace ?? named.get("x-portkey-trace-id"),
    request: looseObject(request, "body") ?? looseObject(log, "request.body") ?? request,
    url: textOf(request, "url"),
    metadata: [...freeLabels(parsedText(named.get("x-portkey-metadata"))), ...metadataOf(log)],
    headers: named,
  };
}

/** Of a log object, its response says what an export's columns say. */
const fromResponse = (response: Members | undefined): Readonly<Record<string, unknown>> => ({
  response_status_code: response?.of["status"],
  response_time: response?.of["response_time"],
});

/** The raw response and its place. */
export function responseOf({ log }: PortkeyRow): { readonly body: unknown; readonly at: string } {
  const response = looseObject(log, "response");
  if (response && Object.hasOwn(response.of, "body")) return { body: response.of["body"], at: "/response/body" };
  if (Object.hasOwn(log.of, "response.body")) return { body: log.of["response.body"], at: "/response.body" };
  return { body: log.of["response"], at: "/response" };
}

/** Names of a log object's metadata that are the trace's and no caller's. */
const OF_TRACE: ReadonlySet<string> = new Set(
  "trace_id,traceId,span_id,spanId,span_name,spanName,parent_span_id,parentSpanId,key,value".split(","),
);

/** An object, a list of keys and values, or parallel arrays under any of the names that the export and the store give them. */
function metadataOf(log: Members): readonly Label[] {
  const metadata = looseObject(log, "metadata");
  const listed = Array.isArray(log.of["metadata"]) ? log.of["metadata"] : [];
  const pairs = listed.flatMap((each: unknown) => {
    const pair = looseObject({ at: "", of: { pair: each } }, "pair")?.of;
    return typeof pair?.["key"] === "string" ? freeLabels({ [pair["key"]]: pair["value"] }) : [];
  });
  return [
    ...freeLabels(metadata?.of).filter(([name]) => !OF_TRACE.has(name)),
    ...pairs,
    ...parallel(metadata?.of["key"], metadata?.of["value"]),
    ...parallel(log.of["metadata.key"], log.of["metadata.value"]),
    ...parallel(log.of["metadata__key"], log.of["metadata__value"]),
  ];
}

function parallel(keys: unknown, values: unknown): readonly Label[] {
  if (!Array.isArray(keys) || !Array.isArray(values)) return [];
  return keys.flatMap((key: unknown, index) => (typeof key === "string" ? freeLabels({ [key]: values[index] }) : []));
}

/** The labels of `names`, or of all others: a name that begins with a low line is Portkey's, and known ones are dimensions. */
export function labelsOf({ log, metadata }: PortkeyRow, names?: readonly string[]): readonly Label[] {
  const own = ["_user", "_environment"].flatMap((name) => freeLabels({ [name]: log.of[name] }));
  if (names) return [...own, ...metadata].filter(([name]) => names.includes(name));
  return metadata.filter(([name]) => name !== "_user" && name !== "_environment");
}

/** The first of these members that is a text, and not empty. */
export function textOf(members: Members | undefined, ...names: readonly string[]): string | undefined {
  const found = names.map((name) => members?.of[name]).find((each) => typeof each === "string" && each !== "");
  return typeof found === "string" ? found : undefined;
}

/** A number from 0, or its decimal text; undefined where it is absent or below 0, as Portkey writes «none». Refuses the rest. */
export function amountOf(members: Members, name: string): number | undefined {
  const given = members.of[name] ?? undefined;
  const value = typeof given === "string" && /^-?\d{1,15}(\.\d{1,20})?$/.test(given) ? Number(given) : given;
  if (value === undefined || value === "" || (typeof value === "number" && value < 0)) return undefined;
  if (typeof value === "number" && value <= LIMITS.count) return value;
  throw refusal(`${members.at}/${name}`, `This is no number from 0 to ${LIMITS.count}.`);
}
