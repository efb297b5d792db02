import { ATTRIBUTION_DIMENSIONS, CONSUMER_DIMENSIONS } from "@outlay/domain/dimensions";
import { LIMITS } from "@outlay/domain/limits";
import { textFault } from "@outlay/domain/plain-text";
import { listedLabels } from "../webhooks/labels.ts";
import { namesOf } from "./conventions/conventions.ts";
import type { Attributes, AttributeValue } from "./span.ts";

/**
 * Whose a span is, of its own attributes, those of the spans around it, and its resource's; the nearest that says something wins.
 *
 * | attribute                                                       | field                                    |
 * | --------------------------------------------------------------- | ---------------------------------------- |
 * | outlay.<dimension>                                              | attribution.<dimension>, before all else |
 * | outlay.consumer.<dimension>                                     | attribution.consumer.<dimension>         |
 * | outlay.tag.<name>                                               | the tag <name>                           |
 * | enduser.id, else user.id                                        | attribution.user                         |
 * | deployment.environment.name, else deployment.environment        | attribution.environment                  |
 * | langfuse.user.id; langfuse.environment, save default            | the same two                             |
 * | langfuse.trace.tags: `name:value`, or a name alone              | that dimension, else a tag               |
 * | service.name                                                    | attribution.application                  |
 * | gen_ai.conversation.id, session.id                              | run.task_id                              |
 * | trace.metadata.*, langfuse.trace.metadata.*, langfuse.observation.metadata.*, ai.telemetry.metadata.*, traceloop.association.properties.*: outlay.* as above; user_id, userId; session_id, sessionId; a dimension's name; any other | as above; the user; run.task_id; that dimension; a tag |
 * | a dimension's bare name, beside Cloudflare's gen_ai.model.provider | that dimension                        |
 *
 * Values that are no fit text are left out, and so are tags beyond 19: the usage is worth more than its labels.
 */
export interface Labels {
  readonly dimensions: ReadonlyMap<string, string>;
  readonly consumer: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  readonly task: string | undefined;
}

const LANGFUSE = ["langfuse.trace.metadata.", "langfuse.observation.metadata."];

/** Where SDKs put what their users say of a trace. */
export const CARRIERS = ["trace.metadata.", "ai.telemetry.metadata.", "traceloop.association.properties.", ...LANGFUSE];

const USERS = ["enduser.id", "user.id", "langfuse.user.id"];
const ENVIRONMENTS = ["deployment.environment.name", "deployment.environment"];
const OWN = "outlay.";

const isOf = (names: readonly string[], name: string) => names.includes(name);

/** What one set of attributes says. */
export function labelsOf(attributes: Attributes): Labels {
  const explicit = new Map<string, string>();
  const implied = new Map<string, string>();
  const [consumer, tags] = [new Map<string, string>(), new Map<string, string>()];
  let task = firstFit(attributes, namesOf("conversation"), LIMITS.idCharacters);
  const own = (name: string, value: string) => {
    if (isOf(ATTRIBUTION_DIMENSIONS, name)) explicit.set(name, value);
    else if (name.startsWith("tag.")) tags.set(name.slice("tag.".length), value);
    else if (CONSUMER_DIMENSIONS.some((dimension) => name === `consumer.${dimension}`))
      consumer.set(name.slice("consumer.".length), value);
  };
  const isCloudflare = attributes.has("gen_ai.model.provider");
  for (const [key, raw] of attributes) {
    const value = fitText(raw, LIMITS.valueCharacters);
    if (value === undefined) continue;
    const carrier = CARRIERS.find((each) => key.startsWith(each));
    const name = key.slice(carrier?.length ?? 0);
    if (carrier !== undefined && LANGFUSE.includes(carrier) && isOfFramework(name, value)) continue;
    if (name.startsWith(OWN)) own(name.slice(OWN.length), value);
    else if (carrier === undefined) {
      if (isCloudflare && isOf(ATTRIBUTION_DIMENSIONS, name)) implied.set(name, value);
    } else if (name === "user_id" || name === "userId") implied.set("user", value);
    else if (name === "session_id" || name === "sessionId") task ??= value;
    else if (isOf(ATTRIBUTION_DIMENSIONS, name)) implied.set(name, value);
    else tags.set(name, value);
  }
  for (const [name, value] of listedLabels(tagsOf(attributes))) {
    if (textFault(value, LIMITS.valueCharacters) !== undefined) continue;
    if (isOf(ATTRIBUTION_DIMENSIONS, name)) implied.set(name, value);
    else tags.set(name, value);
  }
  const environment = fitText(attributes.get("langfuse.environment"), LIMITS.valueCharacters);
  if (environment !== undefined && environment !== "default") implied.set("environment", environment);
  for (const [dimension, names] of CONVENTIONAL) {
    const value = firstFit(attributes, names, LIMITS.valueCharacters);
    if (value !== undefined) implied.set(dimension, value);
  }
  return { dimensions: new Map([...implied, ...explicit]), consumer, tags: fitTags(tags), task };
}

/** What LangChain and LangGraph put there by themselves, and objects, which Langfuse writes as JSON. */
const isOfFramework = (name: string, value: string) => /^(ls_|langgraph_)/.test(name) || /^[[{]/.test(value);

/** A list, or its JSON. */
function tagsOf(attributes: Attributes): unknown {
  const tags = attributes.get("langfuse.trace.tags");
  if (typeof tags !== "string" || tags.length > TAGS_CHARACTERS) return tags;
  try {
    return JSON.parse(tags);
  } catch {
    return undefined;
  }
}
const TAGS_CHARACTERS = 10_000;

const CONVENTIONAL: readonly (readonly [string, readonly string[]])[] = [
  ["user", USERS],
  ["environment", ENVIRONMENTS],
];

/** What a resource says: as attributes do, and the application by the service's name. */
export function resourceLabels(resource: Attributes): Labels {
  const labels = labelsOf(resource);
  const service = serviceName(resource);
  if (service === undefined) return labels;
  return { ...labels, dimensions: new Map([["application", service], ...labels.dimensions]) };
}

/** Undefined for the name that an SDK makes up where nobody gives one. */
export function serviceName(resource: Attributes): string | undefined {
  const name = fitText(resource.get("service.name"), LIMITS.valueCharacters);
  return name?.startsWith("unknown_service") === true ? undefined : name;
}

/** One of many, the nearest first. */
export const joinLabels = (labels: readonly Labels[]): Labels => {
  const far = labels.toReversed();
  return {
    dimensions: new Map(far.flatMap(({ dimensions }) => [...dimensions])),
    consumer: new Map(far.flatMap(({ consumer }) => [...consumer])),
    tags: new Map(far.flatMap(({ tags }) => [...tags])),
    task: labels.find(({ task }) => task !== undefined)?.task,
  };
};

/** One place is left for the tag of a source that contradicts itself. */
export const TAGS_MAX = LIMITS.tagsPerEvent - 1;

const fitTags = (tags: ReadonlyMap<string, string>) =>
  new Map([...tags].filter(([name]) => textFault(name, LIMITS.valueCharacters) === undefined));

function firstFit(attributes: Attributes, names: readonly string[], max: number): string | undefined {
  for (const name of names) {
    const text = fitText(attributes.get(name), max);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Numbers and truth values are their JSON. Undefined for what could be no id, or no dimension's value. */
export function fitText(value: AttributeValue | undefined, max: number): string | undefined {
  if (value === undefined || typeof value === "object") return undefined;
  const text = String(value);
  return textFault(text, max) === undefined ? text : undefined;
}
