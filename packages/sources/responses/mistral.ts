import { amount, type Members, object } from "../json-members.ts";
import { chatReader } from "./openai-chat.ts";
import type { ResponseReader } from "./response-reading.ts";

/**
 * Mistral's chat: OpenAI's (see openai-chat.ts), cache reads INSIDE prompt_tokens. What is its own:
 *
 * | field                                      | canonical field          |
 * | ------------------------------------------ | ------------------------ |
 * | usage.prompt_tokens_details.cached_tokens  | cache_read_tokens        |
 * | usage.num_cached_tokens                    | none: it is not billed apart |
 * | usage.prompt_audio_seconds                 | audio_seconds, rounded up |
 */
export const readMistral: ResponseReader = (body) => {
  const reading = readChat(body);
  const seconds = audioSeconds(object(body, "usage"));
  return seconds === 0 ? reading : { ...reading, usage: { ...reading.usage, audio_seconds: seconds } };
};

const readChat = chatReader();

/** An answer to text holds the member too, as {}. */
const audioSeconds = (usage: Members | undefined): number =>
  typeof usage?.of["prompt_audio_seconds"] === "number" ? Math.ceil(amount(usage, "prompt_audio_seconds") ?? 0) : 0;
