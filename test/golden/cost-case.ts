import type { SourceEvent, WireEvent } from "@outlay/sources/usage-events";
import { readResponseRecord } from "@outlay/sources/responses/read-response-record";

/** What a source sent, and what it costs: worked out by hand, so that no code of ours says what it should be itself. */
export interface CostCase {
  /** What is shown, and the arithmetic, in dollars a million tokens. */
  readonly name: string;
  readonly events: readonly SourceEvent[];
  /** Dollars; of an unpriced event, what its priced classes cost. */
  readonly cost: string;
  /** Why an event of it has no price, or not all of it. */
  readonly unpriced?: string;
  /** Calls without a list price, beside the cost. */
  readonly unpricedCalls?: number;
}

/** When the cases happen that do not say otherwise. */
export const AT = "2026-11-02T12:00:00Z";

/** A raw response as events. Throws where it is refused: a case is one of a cost. */
export function answer(provider: string, body: unknown, given: WireEvent = {}): readonly SourceEvent[] {
  const read = readResponseRecord(provider, undefined, body, { source: "golden", id: "golden", time: AT, ...given });
  if ("faults" in read) throw new Error(`${provider}: ${JSON.stringify(read.faults)}`);
  return read.events;
}

/** OpenAI's chat usage: cached, audio and image tokens inside prompt_tokens, reasoning inside completion_tokens. */
export const chat = (
  model: string,
  [prompt_tokens, completion_tokens]: readonly [number, number],
  { prompt = {}, completion = {}, ...more }: Readonly<Record<string, unknown>> = {},
) => ({
  model,
  usage: { prompt_tokens, completion_tokens, prompt_tokens_details: prompt, completion_tokens_details: completion },
  ...more,
});

/** Anthropic's usage: cache reads and writes outside input_tokens. */
export const message = (
  model: string,
  [input_tokens, output_tokens]: readonly [number, number],
  usage: Readonly<Record<string, unknown>> = {},
) => ({ model, usage: { input_tokens, output_tokens, ...usage } });

/** Gemini's usage: cached content inside promptTokenCount, thoughts outside candidatesTokenCount. */
export const gemini = (
  modelVersion: string,
  [promptTokenCount, candidatesTokenCount]: readonly [number, number],
  usage: Readonly<Record<string, unknown>> = {},
) => ({ modelVersion, usageMetadata: { promptTokenCount, candidatesTokenCount, ...usage } });
