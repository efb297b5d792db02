import { chatReader } from "./openai-chat.ts";
import { responsesReader } from "./openai-responses.ts";

/**
 * OpenRouter's chat and responses: OpenAI's (see openai-chat.ts, openai-responses.ts), cache reads and writes INSIDE prompt_tokens.
 * What is its own: `usage.cost` is what it bills, in US dollars (reported_cost); the model's name begins with its maker's.
 */
export const readOpenrouterChat = chatReader({ hasCostInDollars: true });
export const readOpenrouterResponses = responsesReader({ hasCostInDollars: true });
