import { type Clock, systemClock } from "./clock.ts";
import { decide, type DecideOptions } from "./decide.ts";
import type { Allowed, Decision, DecisionRequest, Permission } from "./decision.ts";
import { type Attempt, type Called, guardCall, type Guarded, type notCalled } from "./guard-call.ts";
import { type AnswerOf, type PathOf, type Received, request, type RequestOptions, type Verb } from "./request.ts";
import { release, settle, type Settlement, type SettleOptions } from "./settle-decision.ts";
import type { Transport } from "./transport.ts";
import { createRecorder, type RecorderCounts, type RecorderSettings } from "./usage-recorder.ts";
import type { NewUsageEvent } from "./usage-event.ts";

export type { components, paths } from "./api-types.ts";
export type { Clock } from "./clock.ts";
export type { DecideOptions } from "./decide.ts";
export { isAllowed } from "./decision.ts";
export type {
  Allowed,
  CallLimits,
  Decision,
  DecisionRequest,
  Model,
  Permission,
  Reason,
  Refusal,
  Unchecked,
} from "./decision.ts";
export { notCalled } from "./guard-call.ts";
export type { Attempt, Called, Guarded } from "./guard-call.ts";
export type { RefusedEvent } from "./judge-receipt.ts";
export { OutlayError } from "./outlay-error.ts";
export type { Fault } from "./outlay-error.ts";
export type { AnswerOf, PathOf, Received, RequestOptions, Verb } from "./request.ts";
export type { Settlement, SettleOptions } from "./settle-decision.ts";
export type { NewUsageEvent, Usage, UsageEvent } from "./usage-event.ts";
export type { RecorderCounts } from "./usage-recorder.ts";

export interface OutlayOptions extends Partial<Omit<RecorderSettings, "source">> {
  /** E.g. https://outlay.example.com. */
  readonly url: string;
  readonly apiKey: string;
  /** What events call this application: with an event's id it names the event. */
  readonly source: string;
  readonly fetch?: typeof fetch;
  readonly now?: () => Date;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** Time and timers together; without it the machine's timers and `now`. */
  readonly clock?: Clock;
}

export interface Outlay {
  /** Asks before a call. Throws OutlayError only where the request itself is wrong; a verdict is a result. */
  decide(request: DecisionRequest, options: DecideOptions): Promise<Decision>;
  /** Tells at once what a call used. `record` does it in the background. */
  settle(decision: Permission, settlement: Settlement, options?: SettleOptions): Promise<void>;
  /** Gives back what is reserved for a call that is not made. */
  release(decision: Allowed, options?: SettleOptions): Promise<void>;
  /** Asks, calls the model or its fallbacks, and records what they used; see guard-call.ts. */
  guard<Value>(
    request: DecisionRequest,
    call: (attempt: Attempt) => Promise<Called<Value> | typeof notCalled>,
    options: DecideOptions,
  ): Promise<Guarded<Value>>;
  /** Sends usage in the background. False where it is dropped: too much waits. */
  record(event: NewUsageEvent): boolean;
  /** Sends all that was recorded, for 10 seconds at most unless it says otherwise. Gives how many events wait still. */
  flush(options?: { readonly timeoutMs?: number }): Promise<number>;
  /** Flushes, then takes no more. Gives how many events were dropped. To be called before the process ends. */
  close(options?: { readonly timeoutMs?: number }): Promise<number>;
  /** Of `record`. */
  counts(): RecorderCounts;
  /** Any operation of the API, with its types. */
  request<Method extends Verb, Path extends PathOf<Method>>(
    method: Method,
    path: Path,
    options: RequestOptions<Method, Path>,
  ): Promise<Received<AnswerOf<Method, Path>>>;
}

const FLUSH_MS = 10_000;

/** A client of one Outlay tenant. It holds no connection and no timer that would keep the process alive. */
export function createOutlay(options: OutlayOptions): Outlay {
  const now = options.now ?? (() => new Date());
  const transport: Transport = {
    url: options.url.replace(/\/+$/, ""),
    apiKey: options.apiKey,
    fetch: options.fetch ?? fetch,
    clock: options.clock ?? systemClock(() => now().getTime()),
    random: options.random ?? Math.random,
  };
  const newId = options.newId ?? (() => crypto.randomUUID());
  const recorder = createRecorder(transport, {
    source: options.source,
    newId,
    batchEvents: options.batchEvents ?? 500,
    batchMs: options.batchMs ?? 1_000,
    waitingMax: options.waitingMax ?? 10_000,
    onRefused: options.onRefused ?? (() => {}),
    onFlagged: options.onFlagged ?? (() => {}),
    onDropped: options.onDropped ?? (() => {}),
    onDelayed: options.onDelayed ?? (() => {}),
  });
  return {
    decide: (asked, how) => decide(transport, asked, how, newId()),
    settle: (decision, settlement, how = {}) => settle(transport, decision, settlement, how, newId()),
    release: (decision, how = {}) => release(transport, decision, how, newId()),
    guard: async (asked, call, how) => {
      const decision = await decide(transport, asked, how, newId());
      const guard = {
        clock: transport.clock,
        signal: how.signal,
        record: recorder.record,
        // What cannot be given back ends by itself at the reservation's end.
        release: (given: Allowed) => release(transport, given, {}, newId()).catch(() => {}),
      };
      return guardCall(guard, asked, decision, call);
    },
    record: recorder.record,
    flush: ({ timeoutMs = FLUSH_MS } = {}) => recorder.flush(timeoutMs),
    close: ({ timeoutMs = FLUSH_MS } = {}) => recorder.close(timeoutMs),
    counts: recorder.counts,
    request: (method, path, how) => request(transport, method, path, how, newId()),
  };
}
