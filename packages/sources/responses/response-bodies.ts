import type { WireEvent } from "../usage-events.ts";
import { readResponseBody, type ResponseFormat } from "./read-response-body.ts";

// For tests: bodies as providers send them, and how they are read.

const bytesOf = (text: string) => new TextEncoder().encode(text);
export const lines = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
/** Server-sent events of these values; text stands as it is. */
export const sse = (...values: readonly unknown[]) =>
  values.map((value) => `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`).join("");

export const read = (format: ResponseFormat, text: string, given: WireEvent = {}, provider = "p") =>
  readResponseBody(provider, undefined, { format, bytes: bytesOf(text) }, { source: "s", ...given });

/** The events of the body, and the first fault of each record that is none. */
export function told(format: ResponseFormat, text: string, given: WireEvent = {}, provider = "p") {
  return read(format, text, given, provider).records.flatMap((record): unknown[] =>
    "faults" in record ? [record.faults[0]] : record.events.map(({ body }) => body),
  );
}

export const chunk = (choices: unknown[], usage: unknown = null) => ({
  id: "c-1",
  object: "chat.completion.chunk",
  created: 1_793_610_000,
  model: "gpt-5-mini",
  choices,
  usage,
});
export const said = { index: 0, delta: { content: "a" }, finish_reason: null };
export const ended = { index: 0, delta: {}, finish_reason: "stop" };
export const chatUsage = { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 };

export const started = (usage: unknown) => ({ type: "message_start", message: { id: "m-1", model: "claude", usage } });
export const startUsage = {
  input_tokens: 3,
  cache_read_input_tokens: 100,
  cache_creation_input_tokens: 20,
  cache_creation: { ephemeral_5m_input_tokens: 5, ephemeral_1h_input_tokens: 15 },
  output_tokens: 1,
  service_tier: "standard",
};
export const delta = (usage: unknown, stop_reason: string | null = "end_turn") => ({
  type: "message_delta",
  delta: { stop_reason },
  usage,
});
export const stopped = { type: "message_stop" };

export const gemini = (usageMetadata: unknown, finishReason?: string) => ({
  responseId: "g-1",
  modelVersion: "gemini-2.5-pro",
  candidates: [{ content: {}, ...(finishReason !== undefined && { finishReason }) }],
  usageMetadata,
});

export const made = (type: string, response: Record<string, unknown>) => ({
  type,
  response: { id: "r-1", object: "response", model: "gpt-5", usage: null, ...response },
});
export const responsesUsage = {
  input_tokens: 10,
  input_tokens_details: { cached_tokens: 4 },
  output_tokens: 2,
  total_tokens: 12,
};
