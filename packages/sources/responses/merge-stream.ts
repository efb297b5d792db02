import { has, type Members, object, looseObjects, refusal, text } from "../json-members.ts";
import type { Flavour } from "./read-provider-response.ts";

/** The one answer that the parts of a stream add up to. */
export interface MergedStream {
  readonly body: Members;
  /** Where the parts show it better than the answer would. */
  readonly flavour?: Flavour;
  /** It stopped before its end: what it states of usage is a part of what was used. */
  readonly isCut: boolean;
  /** A part of it is an error. */
  readonly isFailed: boolean;
}

type Parts = readonly Members[];
type Answer = Readonly<Record<string, unknown>>;
interface Merged {
  readonly answer: Answer;
  readonly isCut: boolean;
  readonly flavour?: Flavour;
}
/** Undefined: no part states usage. */
type Merge = (parts: Parts, isDone: boolean) => Merged | undefined;

/**
 * Adds the parts of one recorded stream up to the answer that it would have been without streaming. Counts of a later part
 * replace those of an earlier one, since every provider states them for all so far. Throws a refusal where no part states usage.
 *
 * | format            | where the usage stands                                            | it is whole once                    |
 * | ----------------- | ----------------------------------------------------------------- | ----------------------------------- |
 * | chat              | the last chunk with `usage` (x_groq.usage)                        | [DONE], a chunk of usage without choices, or a finish_reason of every choice |
 * | responses         | `response` of response.completed, .incomplete, .failed            | one of these is there               |
 * | images, transcriptions | the last event with `usage`                                  | it is there                         |
 * | anthropic         | message_start.message.usage, replaced member by member by message_delta.usage | message_stop, or a stop_reason |
 * | google            | usageMetadata, the later replacing the earlier member by member   | a finishReason, or a blocked prompt |
 * | converse          | metadata                                                          | it is there                         |
 * | cohere            | message-end (v1: the response of stream-end)                      | it is there                         |
 * | invoke            | amazon-bedrock-invocationMetrics, else Llama's counts             | they are there, or a stop_reason    |
 */
export function mergeStream(parts: Parts, flavour: Flavour | undefined, isDone: boolean): MergedStream {
  const isFailed = parts.some(isError);
  const family =
    FAMILIES.find(({ flavours, is }) => (flavour === undefined ? parts.some(is) : flavours.includes(flavour))) ?? CHAT;
  const merged = family.merge(parts, isDone);
  if (merged === undefined) throw refusal("", isFailed ? ERROR_HINT : NO_USAGE_HINT);
  const { answer, ...rest } = merged;
  return { ...rest, body: { at: "", of: answer }, isFailed };
}

const ERROR_HINT = "This stream ended in an error of the provider, and states no usage.";
const NO_USAGE_HINT =
  "This stream states no usage: it was cut before, or the call did not ask for it (stream_options.include_usage).";

/** Bedrock names its errors by their members, e.g. throttlingException. */
const isError = (part: Members): boolean =>
  has(part, "error") || part.of["type"] === "error" || Object.keys(part.of).some((name) => name.endsWith("Exception"));

/** Whether the parts are one stream, and not answers each by itself. */
export function isOneStream(parts: Parts): boolean {
  const [first] = parts;
  if (first === undefined) return false;
  if (STARTS.has(typeOf(first)) || has(first, "messageStart")) return true;
  return parts.length > 1 && (areOf(parts, "responseId") || (areOf(parts, "id") && parts.every(isChatChunk)));
}

const STARTS: ReadonlySet<string> = new Set(["message_start", "message-start", "stream-start", "response.created"]);
const isChatChunk = (part: Members) => part.of["object"] === "chat.completion.chunk";

function areOf(parts: Parts, name: string): boolean {
  const value = parts[0]?.of[name];
  return typeof value === "string" && value !== "" && parts.every((part) => part.of[name] === value);
}

const typeOf = ({ of }: Members): string =>
  [of["type"], of["event_type"]].find((each): each is string => typeof each === "string") ?? "";
const typeStarts =
  (...beginnings: readonly string[]) =>
  (part: Members) =>
    beginnings.some((beginning) => typeOf(part).startsWith(beginning));

/** Each member as the last part that states it has it. */
const lastOf = (parts: readonly (Members | undefined)[], names: readonly string[]): Answer =>
  Object.fromEntries(
    names.flatMap((name) => {
      const last = parts.findLast((part) => part !== undefined && has(part, name) && part.of[name] !== "");
      return last === undefined ? [] : [[name, last.of[name]]];
    }),
  );

/** All members of all of them, the later before the earlier; null replaces nothing. */
const overlaid = (members: readonly (Members | undefined)[]): Answer =>
  Object.fromEntries(members.flatMap((each) => Object.entries(each?.of ?? {}).filter(([, value]) => value !== null)));

const isStated = (usage: Members | undefined): boolean => usage !== undefined && Object.keys(usage.of).length > 0;
const statesUsage = (part: Members): boolean => isStated(object(part, "usage"));

const mergeChat: Merge = (parts, isDone) => {
  const groq = (part: Members) => object(part, "x_groq");
  const stated = parts.findLast((part) => statesUsage(part) || isStated(object(groq(part), "usage")));
  if (stated === undefined) return undefined;
  const about = lastOf(parts, ["id", "object", "model", "created", "service_tier"]);
  const isLast = Array.isArray(stated.of["choices"]) && stated.of["choices"].length === 0;
  return {
    answer: { ...about, ...lastOf([stated], ["usage", "x_groq"]) },
    isCut: !isDone && !isLast && !isFinished(parts),
  };
};

/** Every choice that began has come to its end. */
function isFinished(parts: Parts): boolean {
  const choices = parts.flatMap((part) => looseObjects(part, "choices"));
  const indexes = (of: readonly Members[]) => new Set(of.map((choice) => choice.of["index"] ?? 0));
  const begun = indexes(choices);
  return begun.size > 0 && begun.size === indexes(choices.filter((choice) => has(choice, "finish_reason"))).size;
}

const ENDS_OF_RESPONSES = ["response.completed", "response.incomplete", "response.failed", "response.done"];

const mergeResponses: Merge = (parts) => {
  const last = parts.findLast((part) => isStated(object(object(part, "response"), "usage")));
  if (last === undefined) return undefined;
  return { answer: { response: last.of["response"] }, isCut: !ENDS_OF_RESPONSES.includes(typeOf(last)) };
};

const mergeMedia =
  (flavour: Flavour): Merge =>
  (parts) => {
    const last = parts.findLast(statesUsage);
    if (last === undefined) return undefined;
    const created = lastOf([last], ["created_at"])["created_at"];
    return { answer: { ...lastOf(parts, ["model", "text"]), created, usage: last.of["usage"] }, isCut: false, flavour };
  };

const mergeAnthropic: Merge = (parts) => {
  const started = parts.find((part) => typeOf(part) === "message_start");
  const message = object(started, "message");
  const usage = overlaid([object(message, "usage"), ...parts.map((part) => object(part, "usage"))]);
  if (Object.keys(usage).length === 0) return undefined;
  const isEnded = (part: Members) =>
    typeOf(part) === "message_stop" || has(object(part, "delta") ?? part, "stop_reason");
  return { answer: { ...message?.of, usage }, isCut: !parts.some(isEnded), flavour: "anthropic" };
};

const mergeGoogle: Merge = (parts) => {
  const usage = overlaid(parts.map((part) => object(part, "usageMetadata")));
  if (usage["promptTokenCount"] === undefined && usage["totalTokenCount"] === undefined) return undefined;
  const isEnded = (part: Members) =>
    looseObjects(part, "candidates").some((candidate) => has(candidate, "finishReason")) ||
    text(object(part, "promptFeedback"), "blockReason") !== undefined;
  const about = lastOf(parts, ["responseId", "modelVersion", "createTime", "promptFeedback"]);
  return { answer: { ...about, usageMetadata: usage }, isCut: !parts.some(isEnded) };
};

const mergeConverse: Merge = (parts) => {
  const last = parts.findLast((part) => statesUsage(object(part, "metadata") ?? part));
  return last && { answer: { ...last.of, ...lastOf(parts, ["$metadata"]) }, isCut: false };
};

const mergeCohere: Merge = (parts) => {
  const answered = parts.findLast((part) => has(part, "response"));
  if (answered !== undefined) return { answer: { ...object(answered, "response")?.of }, isCut: false };
  const last = parts.findLast((part) => isStated(object(object(part, "delta"), "usage")));
  return last && { answer: { ...lastOf(parts, ["id", "model"]), delta: last.of["delta"] }, isCut: false };
};

const METRICS = "amazon-bedrock-invocationMetrics";

const mergeInvoke: Merge = (parts) => {
  const answer = lastOf(parts, [METRICS, "prompt_token_count", "generation_token_count"]);
  if (Object.keys(answer).length === 0) return undefined;
  return { answer, isCut: answer[METRICS] === undefined && !parts.some((part) => has(part, "stop_reason")) };
};

interface Family {
  readonly flavours: readonly Flavour[];
  readonly is: (part: Members) => boolean;
  readonly merge: Merge;
}

const CHAT: Family = { flavours: ["chat"], is: () => true, merge: mergeChat };
const CONVERSE_PARTS = ["messageStart", "contentBlockDelta", "messageStop", "metadata"];

/** In order: the first family of which a part is decides. */
const FAMILIES: readonly Family[] = [
  { flavours: ["anthropic"], is: typeStarts("message_", "content_block_"), merge: mergeAnthropic },
  { flavours: ["responses"], is: typeStarts("response."), merge: mergeResponses },
  { flavours: ["images"], is: typeStarts("image_generation.", "image_edit."), merge: mergeMedia("images") },
  { flavours: ["transcriptions"], is: typeStarts("transcript."), merge: mergeMedia("transcriptions") },
  {
    flavours: ["cohere", "cohere_tokens"],
    is: typeStarts("message-", "content-", "stream-start", "stream-end"),
    merge: mergeCohere,
  },
  { flavours: ["google"], is: (part) => has(part, "usageMetadata") || has(part, "candidates"), merge: mergeGoogle },
  { flavours: ["converse"], is: (part) => CONVERSE_PARTS.some((name) => has(part, name)), merge: mergeConverse },
  {
    flavours: ["invoke"],
    is: (part) => has(part, METRICS) || has(part, "generation_token_count"),
    merge: mergeInvoke,
  },
  CHAT,
];
