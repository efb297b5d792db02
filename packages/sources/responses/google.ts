import { parseTime } from "@outlay/domain/rfc3339";
import { count, has, looseObjects, type Members, object, objects, pointerTo, refusal, text } from "../json-members.ts";
import {
  isReasoningOutside,
  joinSplits,
  type Split,
  splitWhole,
  totalFlags,
  type Usage,
  withReasoning,
} from "../token-classes.ts";
import { type ResponseReader, usageOf } from "./response-reading.ts";

/**
 * Gemini's generateContent, of the Gemini API and of Vertex AI: a whole answer, or the last chunk of a stream; embeddings too.
 * The source counts cached content INSIDE promptTokenCount; tool-use prompts OUTSIDE it; thoughts OUTSIDE
 * candidatesTokenCount, unless its own total says that they are within.
 *
 * | field                                                    | canonical field                |
 * | -------------------------------------------------------- | ------------------------------ |
 * | responseId, modelVersion, createTime                     | id, model, time                |
 * | usageMetadata.promptTokenCount + toolUsePromptTokenCount, less the parts below | input_tokens |
 * | usageMetadata.cachedContentTokenCount                    | cache_read_tokens              |
 * | promptTokensDetails, toolUsePromptTokensDetails of AUDIO, less cacheTokensDetails of AUDIO | input_audio_tokens |
 * | the same of IMAGE and DOCUMENT (pages are read as images) | input_image_tokens            |
 * | usageMetadata.candidatesTokenCount (responseTokenCount) + thoughtsTokenCount, less audio and images | output_tokens |
 * | candidatesTokensDetails of AUDIO, of IMAGE and DOCUMENT  | output_audio_tokens, output_image_tokens |
 * | usageMetadata.thoughtsTokenCount                         | reasoning_tokens               |
 * | usageMetadata.totalTokenCount                            | must be the sum                |
 * | usageMetadata.serviceTier, else trafficType              | service_tier                   |
 * | promptFeedback.blockReason                               | status: blocked                |
 *
 * Video has no class of its own, and stays in input_tokens.
 */
export const readGoogle: ResponseReader = (body) => {
  const usage = usageOf(body, "usageMetadata");
  if (!has(usage, "promptTokenCount") && !has(usage, "totalTokenCount")) {
    throw refusal(usage.at, "This states no count of tokens.");
  }
  if (isUnfinished(looseObjects(body, "candidates"))) {
    throw refusal(body.at, "This chunk of a stream is not its last: its counts grow with those that follow.");
  }
  const { usage: tokens, flags } = readTokens(usage);
  const isEmbedding = ["embedding", "embeddings"].some((name) => has(body, name)) || has(usage, "promptTokenDetails");
  const created = text(body, "createTime");
  return {
    operation: isEmbedding ? "embedding" : "chat",
    id: text(body, "responseId"),
    model: text(body, "modelVersion")?.replace(/^models\//, ""),
    timeEpochMs: created === undefined ? undefined : parseTime(created),
    usage: tokens,
    flags,
    serviceTier: (text(usage, "serviceTier") ?? text(usage, "trafficType"))?.toLowerCase(),
    status: text(object(body, "promptFeedback"), "blockReason") === undefined ? undefined : "blocked",
  };
};

const isUnfinished = (candidates: readonly Members[]) =>
  candidates.length > 0 && candidates.every((candidate) => !has(candidate, "finishReason"));

const IMAGES = ["IMAGE", "DOCUMENT"];

function readTokens(usage: Members): Split {
  const input = (count(usage, "promptTokenCount") ?? 0) + (count(usage, "toolUsePromptTokenCount") ?? 0);
  const answered = count(usage, "candidatesTokenCount") ?? count(usage, "responseTokenCount") ?? 0;
  const reasoning = count(usage, "thoughtsTokenCount") ?? 0;
  const total = count(usage, "totalTokenCount");
  const isOutside = isReasoningOutside({ total, input, output: answered, reasoning }, true);
  const output = answered + (isOutside ? reasoning : 0);

  const asked = [...objects(usage, "promptTokensDetails"), ...objects(usage, "toolUsePromptTokensDetails")];
  const cached = objects(usage, "cacheTokensDetails");
  const made = [...objects(usage, "candidatesTokensDetails"), ...objects(usage, "responseTokensDetails")];
  const inputParts: Usage = {
    cache_read_tokens: count(usage, "cachedContentTokenCount") ?? 0,
    input_audio_tokens: Math.max(0, tokensOf(asked, ["AUDIO"]) - tokensOf(cached, ["AUDIO"])),
    input_image_tokens: Math.max(0, tokensOf(asked, IMAGES) - tokensOf(cached, IMAGES)),
  };
  const outputParts: Usage = {
    output_audio_tokens: tokensOf(made, ["AUDIO"]),
    output_image_tokens: tokensOf(made, IMAGES),
  };
  const at = pointerTo(usage, "candidatesTokenCount");
  const split = joinSplits(
    splitWhole(input, inputParts, "input_tokens", pointerTo(usage, "promptTokenCount")),
    withReasoning(splitWhole(output, outputParts, "output_tokens", at), reasoning, at),
  );
  const flags = totalFlags(total, input + output, pointerTo(usage, "totalTokenCount"));
  return { usage: split.usage, flags: [...split.flags, ...flags] };
}

const tokensOf = (details: readonly Members[], modalities: readonly string[]): number =>
  details
    .filter((detail) => modalities.includes(text(detail, "modality") ?? ""))
    .reduce((sum, detail) => sum + (count(detail, "tokenCount") ?? 0), 0);
