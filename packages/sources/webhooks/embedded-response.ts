import { DomainError, type Fault } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { parseStrictJson } from "@outlay/domain/strict-json";
import { type Members, objectAt, pointerTo } from "../json-members.ts";
import { readProviderResponse } from "../responses/read-provider-response.ts";
import type { ResponseReading } from "../responses/response-reading.ts";
import type { Usage } from "../token-classes.ts";
import type { SourceEvent, WireEvent } from "../usage-events.ts";

/**
 * A provider's raw response that a log carries, as an object or as its text, at `at`: it alone tells token classes apart.
 * Undefined where there is none that states its usage: a sentence in its place, an error, a stream's raw lines.
 */
export function readEmbeddedResponse(value: unknown, provider: string, at: string): ResponseReading | undefined {
  const read = readProviderResponse(provider, undefined, parsedText(value));
  if ("faults" in read) return undefined;
  const flags = read.reading.flags.map(({ pointer, detail }) => ({ pointer: at + pointer, detail }));
  return { ...read.reading, flags };
}

/**
 * Calls of other models that a response tells of beside its own: each an event that shares what is known of the call. The cost and
 * the time that the gateway states are the whole call's, and stay with it.
 */
export const furtherEvents = (call: WireEvent, answer: Further | undefined): readonly SourceEvent[] =>
  (answer?.further ?? []).map(({ name, model, usage }) => ({
    body: {
      ...call,
      id: `${String(call.id)}/${name}`,
      model,
      usage,
      requested_model: undefined,
      reported_cost: undefined,
      duration_ms: undefined,
    },
    flags: [],
  }));

export type Further = Pick<ResponseReading, "further">;

/** A value, or what it says where it is JSON text. Text that is no strict JSON stays as it is. */
export function parsedText(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return parseStrictJson(new TextEncoder().encode(value), { depthMax: LIMITS.foreignNesting });
  } catch (error) {
    if (error instanceof DomainError) return value;
    throw error;
  }
}

/** The object that a member is, or says as JSON text; undefined for anything else. */
export function looseObject(members: Members | undefined, name: string): Members | undefined {
  const value = members && Object.hasOwn(members.of, name) ? parsedText(members.of[name]) : undefined;
  if (members === undefined || typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return objectAt(value, pointerTo(members, name));
}

/** A provider's refusal or failure, as most write it. */
export function isErrorBody(value: unknown): boolean {
  const body = parsedText(value);
  return typeof body === "object" && body !== null && "error" in body && Boolean(body.error);
}

const CACHED = ["cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens"] as const;
const WHOLE = ["input_tokens", "input_audio_tokens", "input_image_tokens", ...CACHED] as const;
const MADE = ["output_tokens", "output_audio_tokens", "output_image_tokens"] as const;

/**
 * A flag where a gateway's own total is not what the raw response adds up to. A gateway that leaves out what a cache held, as
 * Anthropic's own count of input does, does not contradict it.
 */
export function gatewayTotalFlags(stated: number | undefined, usage: Usage, pointer: string): readonly Fault[] {
  const sum = (names: readonly (keyof Usage)[]) => names.reduce((whole, name) => whole + (usage[name] ?? 0), 0);
  const whole = sum(WHOLE) + sum(MADE);
  if (stated === undefined || stated === whole || stated === whole - sum(CACHED)) return [];
  const detail = `The gateway's total is ${stated}, and the response adds up to ${whole}: counted as the response says.`;
  return [{ pointer, detail }];
}
