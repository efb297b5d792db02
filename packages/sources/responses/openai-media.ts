import type { Operation } from "@outlay/domain/usage-event";
import { amount, object, text } from "../json-members.ts";
import { readResponsesTokens } from "./openai-responses.ts";
import { epochSeconds, type ResponseReader, usageOf } from "./response-reading.ts";

/**
 * OpenAI's images and transcriptions. Neither has an id or a model: the sender names both. The source counts images and
 * audio INSIDE input_tokens and output_tokens, and knows no cache.
 *
 * | field                                    | canonical field                          |
 * | ---------------------------------------- | ---------------------------------------- |
 * | created (s)                              | time                                     |
 * | usage.input_tokens and its details       | input_tokens, input_image_tokens, input_audio_tokens |
 * | usage.output_tokens and its details      | output_tokens, output_image_tokens; of an image without details, all output_image_tokens |
 * | usage.total_tokens                       | must be the sum                          |
 * | usage.seconds (usage.type is duration)   | audio_seconds, rounded up                |
 */
const mediaReader =
  (operation: Operation): ResponseReader =>
  (body) => {
    const usage = usageOf(body, "usage");
    const about = { operation, model: text(body, "model"), timeEpochMs: epochSeconds(body, "created") };
    const seconds = amount(usage, "seconds");
    if (seconds !== undefined) return { ...about, usage: { audio_seconds: Math.ceil(seconds) }, flags: [] };
    const { usage: tokens, flags } = readResponsesTokens(usage);
    if (operation !== "image" || object(usage, "output_tokens_details")) return { ...about, usage: tokens, flags };
    const { output_tokens = 0, ...rest } = tokens;
    return { ...about, usage: { ...rest, output_image_tokens: output_tokens }, flags };
  };

export const readOpenaiImages = mediaReader("image");
export const readOpenaiTranscriptions = mediaReader("audio");
