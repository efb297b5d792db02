import { chatReader } from "./openai-chat.ts";

/**
 * xAI's chat: OpenAI's (see openai-chat.ts), cache reads INSIDE prompt_tokens. What is its own: reasoning lies OUTSIDE
 * completion_tokens, unless the response's own total says that it is within; older answers state `usage.reasoning_tokens` and
 * `usage.cached_prompt_text_tokens`.
 */
export const readXai = chatReader({ isReasoningOutside: true });
