import { count, pointerTo, requiredCount } from "../json-members.ts";
import { totalFlags } from "../token-classes.ts";
import { aboutCall } from "./openai-chat.ts";
import { type ResponseReader, usageOf } from "./response-reading.ts";

/**
 * Embeddings as OpenAI answers them, and Voyage, Mistral and others with it. The source knows no cache. It has no id: the sender
 * names the event.
 *
 * | field                                          | canonical field |
 * | ---------------------------------------------- | --------------- |
 * | model                                          | model           |
 * | usage.prompt_tokens, else usage.total_tokens   | input_tokens    |
 * | usage.total_tokens                             | must be the sum |
 */
export const readOpenaiEmbeddings: ResponseReader = (body) => {
  const usage = usageOf(body, "usage");
  const prompt = count(usage, "prompt_tokens") ?? requiredCount(usage, "total_tokens");
  return {
    ...aboutCall(body),
    operation: "embedding",
    usage: { input_tokens: prompt },
    flags: totalFlags(count(usage, "total_tokens"), prompt, pointerTo(usage, "total_tokens")),
  };
};
