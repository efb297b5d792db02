import type { Fault } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import type { Operation, Status } from "@outlay/domain/usage-event";
import { amount, has, type Members, object, refusal } from "../json-members.ts";
import type { Usage } from "../token-classes.ts";

/** What one provider response says of the call that it answers. Undefined: it does not say. */
export interface ResponseReading {
  readonly operation: Operation;
  readonly id?: string | undefined;
  /** The model that answered. */
  readonly model?: string | undefined;
  readonly timeEpochMs?: number | undefined;
  readonly usage: Usage;
  /** Where the response contradicts itself. It counts as it is read, and its events are marked. */
  readonly flags: readonly Fault[];
  readonly serviceTier?: string | undefined;
  readonly region?: string | undefined;
  readonly status?: Status | undefined;
  /** The model that was asked for, where another one answered. */
  readonly fallbackFrom?: string | undefined;
  readonly durationMs?: number | undefined;
  /** What the provider itself asked for, in US dollars, with at most 12 decimals. */
  readonly reportedCost?: string | undefined;
  /** Calls of other models made within this one, whose tokens are not in `usage`. */
  readonly further?: readonly { readonly name: string; readonly model: string; readonly usage: Usage }[];
}

/** Reads one response body. Throws a refusal for a shape that is not its own. */
export type ResponseReader = (body: Members) => ResponseReading;

/** The usage of a response. Refuses one without: no usage is not a usage of zero. */
export function usageOf(body: Members, name: string): Members {
  const usage = object(body, name);
  if (usage) return usage;
  throw refusal(body.at, `This response states no ${name}. ${hintOf(body)}`);
}

function hintOf(body: Members): string {
  const { status } = body.of;
  if (has(body, "error")) return "It is an error of the provider.";
  if (status === "queued" || status === "in_progress") return "It is not finished.";
  return "Of a stream, send all of it, or the part that states the usage of all of it.";
}

const EPOCH_S_MAX = 4_102_444_800; // 2100-01-01

/** A time in seconds since the epoch; undefined where it is none, e.g. the 0 or the milliseconds of some gateways. */
export function epochSeconds(body: Members, name: string): number | undefined {
  const seconds = amount(body, name);
  if (seconds === undefined || seconds * 1000 < LIMITS.importFromEpochMs || seconds > EPOCH_S_MAX) return undefined;
  return Math.floor(seconds * 1000);
}
