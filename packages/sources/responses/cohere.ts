import { count, type Members, object, refusal, requiredCount, text } from "../json-members.ts";
import { splitWhole, type Usage } from "../token-classes.ts";
import type { ResponseReader, ResponseReading } from "./response-reading.ts";

/**
 * Cohere's chat, embed and rerank, by what Cohere bills: usage.billed_units of v2's chat, meta.billed_units of all others.
 * The source states no cache in billed units, no model, no total and no time. A stream ends with `delta.usage`.
 *
 * | field                           | canonical field                         |
 * | ------------------------------- | --------------------------------------- |
 * | id (v1: generation_id)          | id                                      |
 * | billed_units.input_tokens       | input_tokens                            |
 * | billed_units.image_tokens       | input_image_tokens                      |
 * | billed_units.output_tokens      | output_tokens                           |
 * | billed_units.search_units       | rerank_units, and the operation is rerank |
 * | no output_tokens, no search_units | the operation is embedding            |
 */
export const readCohere: ResponseReader = (body) => {
  const meta = metaOf(body);
  const billed = object(meta, "billed_units");
  if (!billed) throw refusal(meta.at, "This states no billed_units.");
  const searches = count(billed, "search_units") ?? 0;
  const images = count(billed, "image_tokens") ?? 0;
  const output = count(billed, "output_tokens");
  if (output === undefined && searches > 0) return reading(body, "rerank", { rerank_units: searches });
  const usage: Usage = {
    input_tokens: images > 0 ? (count(billed, "input_tokens") ?? 0) : requiredCount(billed, "input_tokens"),
    ...(images > 0 && { input_image_tokens: images }),
  };
  if (output === undefined) return reading(body, "embedding", usage);
  return reading(body, "chat", { ...usage, output_tokens: output });
};

/**
 * The same answers by the tokens that the model saw, which are more than Cohere bills. The source counts cached_tokens INSIDE
 * tokens.input_tokens.
 *
 * | field                                        | canonical field   |
 * | -------------------------------------------- | ----------------- |
 * | tokens.input_tokens, less cached_tokens      | input_tokens      |
 * | cached_tokens                                | cache_read_tokens |
 * | tokens.output_tokens                         | output_tokens     |
 */
export const readCohereTokens: ResponseReader = (body) => {
  const meta = metaOf(body);
  const tokens = object(meta, "tokens");
  if (!tokens) throw refusal(meta.at, "This states no tokens.");
  const cached = count(meta, "cached_tokens") ?? 0;
  const input = requiredCount(tokens, "input_tokens");
  const split = splitWhole(input, { cache_read_tokens: cached }, "input_tokens", tokens.at);
  const output = requiredCount(tokens, "output_tokens");
  return { ...reading(body, "chat", { ...split.usage, output_tokens: output }), flags: split.flags };
};

function metaOf(body: Members): Members {
  const meta = object(body, "usage") ?? object(object(body, "delta"), "usage") ?? object(body, "meta");
  if (!meta) throw refusal(body.at, "This response states neither usage nor meta.");
  return meta;
}

const reading = (body: Members, operation: ResponseReading["operation"], usage: Usage): ResponseReading => ({
  operation,
  id: text(body, "id") ?? text(body, "generation_id"),
  model: text(body, "model"),
  usage,
  flags: [],
});
