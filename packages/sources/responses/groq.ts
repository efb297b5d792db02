import { chatReader } from "./openai-chat.ts";

/**
 * Groq's chat: OpenAI's (see openai-chat.ts), cache reads INSIDE prompt_tokens, reasoning INSIDE completion_tokens. What is its
 * own: the last chunk of a stream states `x_groq.usage`. Times of queue, prompt and completion are not usage.
 */
export const readGroq = chatReader({ usageWithin: "x_groq" });
