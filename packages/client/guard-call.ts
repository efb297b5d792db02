import { type Allowed, type Decision, type DecisionRequest, isAllowed, type Model } from "./decision.ts";
import type { Clock } from "./clock.ts";
import type { NewUsageEvent, Usage } from "./usage-event.ts";

/** One call that may be made. */
export interface Attempt {
  readonly decision: Allowed;
  /** From 1. */
  readonly number: number;
  readonly model: Model;
  readonly limits: Allowed["limits"];
  /** Aborts with the caller's signal, and once the limit of time has passed. */
  readonly signal: AbortSignal;
}

/** What came of a call. */
export interface Called<Value> {
  readonly value: Value;
  readonly usage: Usage;
  /** More of its usage event, e.g. the model that answered, or a status. */
  readonly event?: Partial<NewUsageEvent>;
}

/** Says that this model was not called, e.g. since there is no access to its provider: the next one is tried. */
export const notCalled: unique symbol = Symbol("the model was not called");

export type Guarded<Value> =
  | { readonly isCalled: true; readonly decision: Allowed; readonly model: Model; readonly value: Value }
  | { readonly isCalled: false; readonly decision: Decision };

/** What guarding a call takes. */
export interface Guard {
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly record: (event: NewUsageEvent) => boolean;
  /** Gives back what is reserved. */
  readonly release: (decision: Allowed) => Promise<void>;
}

/**
 * Makes the call that a decision allows: the chosen model, then its fallbacks while calls fail, at most as many as were asked for.
 * Each call that was made is recorded, failed ones too; where none was, what is reserved is released. Throws what the last call threw.
 */
export async function guardCall<Value>(
  guard: Guard,
  request: DecisionRequest,
  decision: Decision,
  call: (attempt: Attempt) => Promise<Called<Value> | typeof notCalled>,
): Promise<Guarded<Value>> {
  if (!isAllowed(decision)) return { isCalled: false, decision };
  const models = decision.model === null ? [] : [decision.model, ...decision.fallbacks];
  const failures: unknown[] = [];
  for (const model of models) {
    if (guard.signal?.aborted) break;
    const number = failures.length + 1;
    const made = await attemptCall(guard, request, { decision, number, model }, call);
    if ("value" in made) return { isCalled: true, decision, model, value: made.value };
    if ("failure" in made) failures.push(made.failure);
  }
  if (failures.length > 0) throw failures.at(-1);
  await guard.release(decision);
  guard.signal?.throwIfAborted();
  return { isCalled: false, decision };
}

type Made<Value> = { readonly value: Value } | { readonly failure: unknown } | { readonly isCalled: false };

async function attemptCall<Value>(
  guard: Guard,
  request: DecisionRequest,
  chosen: Pick<Attempt, "decision" | "number" | "model">,
  call: (attempt: Attempt) => Promise<Called<Value> | typeof notCalled>,
): Promise<Made<Value>> {
  const { clock } = guard;
  const { limits } = chosen.decision;
  const startedMs = clock.nowMs();
  const limit = limitTime(guard, limits.timeout_seconds);
  const tell = (event: Partial<NewUsageEvent>) =>
    guard.record({ ...eventOf(request, chosen, startedMs, clock.nowMs()), ...event });
  try {
    const called = await call({ ...chosen, limits, signal: limit.signal });
    if (called === notCalled) return { isCalled: false };
    tell({ usage: called.usage, ...called.event });
    return { value: called.value };
  } catch (failure) {
    tell({ status: guard.signal?.aborted ? "cancelled" : limit.signal.aborted ? "timed_out" : "failed" });
    return { failure };
  } finally {
    limit.end();
  }
}

/** The usage event of a call, as far as it is known without its answer. */
function eventOf(
  request: DecisionRequest,
  { decision, number, model }: Pick<Attempt, "decision" | "number" | "model">,
  startedMs: number,
  endedMs: number,
): NewUsageEvent {
  return {
    ...(decision.checked && { id: `${decision.id}.${number}` }),
    ...(request.source != null && { source: request.source }),
    time: new Date(startedMs).toISOString(),
    operation: request.operation ?? "chat",
    provider: model.provider,
    model: model.model,
    requested_model: request.requested?.model ?? null,
    attribution: request.attribution ?? null,
    service_tier: request.service_tier ?? null,
    region: request.region ?? null,
    duration_ms: Math.max(0, Math.round(endedMs - startedMs)),
    ...(request.run && { run: runOf(request.run, request) }),
    ...(decision.checked && { route: routeOf(decision, number) }),
  };
}

function runOf(
  { id, started_at, parent_id, step }: NonNullable<DecisionRequest["run"]>,
  { task_class, risk }: Pick<DecisionRequest, "task_class" | "risk">,
): NonNullable<NewUsageEvent["run"]> {
  return {
    id,
    started_at: started_at ?? null,
    parent_id: parent_id ?? null,
    task_class: task_class ?? null,
    risk: risk ?? null,
    ...(step != null && { step }),
  };
}

const routeOf = ({ route, model }: Extract<Allowed, { checked: true }>, number: number) =>
  number === 1 ? route : { ...route, attempt: number, type: "fallback" as const, fallback_from: model?.model ?? null };

/** A signal that aborts with the guard's, and after so many seconds. */
function limitTime({ clock, signal }: Guard, seconds: number | null) {
  const abort = new AbortController();
  const onAbort = () => abort.abort(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  const late = () => abort.abort(new Error(`The call took longer than ${seconds} s.`));
  const cancel = seconds === null ? undefined : clock.after(seconds * 1000, late, true);
  return {
    signal: abort.signal,
    end: () => {
      cancel?.();
      signal?.removeEventListener("abort", onAbort);
    },
  };
}
