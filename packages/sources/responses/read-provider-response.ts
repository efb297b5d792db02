import { DomainError, type Fault } from "@outlay/domain/errors";
import { has, type Members, object, objectAt, refusal } from "../json-members.ts";
import { readAnthropicMessages } from "./anthropic-messages.ts";
import { readBedrockConverse } from "./bedrock-converse.ts";
import { readBedrockInvoke } from "./bedrock-invoke.ts";
import { readCohere, readCohereTokens } from "./cohere.ts";
import { readGoogle } from "./google.ts";
import { readGroq } from "./groq.ts";
import { readMistral } from "./mistral.ts";
import { readOpenaiChat } from "./openai-chat.ts";
import { readOpenaiEmbeddings } from "./openai-embeddings.ts";
import { readOpenaiImages, readOpenaiTranscriptions } from "./openai-media.ts";
import { readOpenaiResponses } from "./openai-responses.ts";
import { readOpenrouterChat, readOpenrouterResponses } from "./openrouter.ts";
import { readPerplexity } from "./perplexity.ts";
import type { ResponseReader, ResponseReading } from "./response-reading.ts";
import { readXai } from "./xai.ts";

/** The formats in which providers answer. */
export const FLAVOURS = [
  "chat",
  "responses",
  "embeddings",
  "images",
  "transcriptions",
  "anthropic",
  "google",
  "converse",
  "invoke",
  "cohere",
  "cohere_tokens",
] as const;
export type Flavour = (typeof FLAVOURS)[number];

export const isFlavour = (text: string): text is Flavour => FLAVOURS.some((flavour) => flavour === text);

const READERS: Readonly<Record<Flavour, ResponseReader>> = {
  chat: readOpenaiChat,
  responses: readOpenaiResponses,
  embeddings: readOpenaiEmbeddings,
  images: readOpenaiImages,
  transcriptions: readOpenaiTranscriptions,
  anthropic: readAnthropicMessages,
  google: readGoogle,
  converse: readBedrockConverse,
  invoke: readBedrockInvoke,
  cohere: readCohere,
  cohere_tokens: readCohereTokens,
};

/** Providers that speak a format with differences of their own, by every name that they go by. */
const DIALECTS: ReadonlyMap<string, Readonly<Partial<Record<Flavour, ResponseReader>>>> = new Map([
  ["mistral", { chat: readMistral }],
  ["mistralai", { chat: readMistral }],
  ["mistral_ai", { chat: readMistral }],
  ["groq", { chat: readGroq }],
  ["x-ai", { chat: readXai }],
  ["x_ai", { chat: readXai }],
  ["xai", { chat: readXai }],
  ["openrouter", { chat: readOpenrouterChat, responses: readOpenrouterResponses }],
  ["perplexity", { chat: readPerplexity }],
]);

export type ReadResponse = { readonly reading: ResponseReading } | { readonly faults: readonly Fault[] };

/** Reads one response of a provider, in the flavour that is named or else seen. `body` is strict JSON. Never throws. */
export function readProviderResponse(provider: string, flavour: Flavour | undefined, body: unknown): ReadResponse {
  try {
    return { reading: readResponse(provider, flavour, objectAt(body, "")) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { faults: error.faults };
  }
}

/** The same of a response that lies within something else. Throws a refusal where it is none. */
export function readResponse(provider: string, flavour: Flavour | undefined, body: Members): ResponseReading {
  const spoken = flavour ?? flavourOf(body);
  const reader = DIALECTS.get(provider.toLowerCase())?.[spoken] ?? READERS[spoken];
  return reader(body);
}

/** The flavour that a body shows by members that no other flavour has. Throws a refusal where it shows none. */
function flavourOf(body: Members): Flavour {
  const flavour = SIGNS.find(([, sign]) => sign(body))?.[0];
  if (flavour) return flavour;
  if (isError(body)) throw refusal(body.at, "This is an error of the provider, and states no usage.");
  throw refusal(body.at, `This is no response of a known format that states its usage (${FLAVOURS.join(", ")}).`);
}

/** Most wrap it; Mistral, Bedrock and Cohere answer with a message alone. */
const isError = (body: Members): boolean =>
  has(body, "error") || body.of["object"] === "error" || typeof (body.of["message"] ?? body.of["Message"]) === "string";

const usageHas = (name: string, within?: string) => (body: Members) => {
  const usage = objectIn(within === undefined ? body : objectIn(body, within), "usage");
  return usage !== undefined && has(usage, name);
};

/** What is no object shows nothing. */
function objectIn(members: Members | undefined, name: string): Members | undefined {
  const value = members?.of[name];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? object(members, name) : undefined;
}

/** In order: the first sign that a body shows decides. */
const SIGNS: readonly (readonly [Flavour, (body: Members) => boolean])[] = [
  ["google", (body) => has(body, "usageMetadata")],
  ["invoke", (body) => has(body, "amazon-bedrock-invocationMetrics")],
  ["invoke", (body) => has(body, "prompt_token_count") || has(body, "inputTextTokenCount")],
  ["cohere", (body) => has(body, "meta") || usageHas("billed_units")(body) || usageHas("billed_units", "delta")(body)],
  ["converse", (body) => usageHas("inputTokens")(body) || usageHas("inputTokens", "metadata")(body)],
  ["chat", usageHas("completion_tokens")],
  ["chat", (body) => has(body, "x_groq")],
  ["embeddings", (body) => usageHas("prompt_tokens")(body) || isEmbeddingList(body)],
  ["transcriptions", (body) => usageHas("seconds")(body) || (has(body, "text") && usageHas("input_tokens")(body))],
  ["responses", (body) => has(body, "response")],
  ["images", (body) => has(body, "data") && usageHas("input_tokens")(body)],
  ["responses", (body) => usageHas("input_tokens_details")(body) || body.of["object"] === "response"],
  ["anthropic", (body) => usageHas("input_tokens")(body) || usageHas("input_tokens", "message")(body)],
];

const isEmbeddingList = (body: Members) => body.of["object"] === "list" && usageHas("total_tokens")(body);
