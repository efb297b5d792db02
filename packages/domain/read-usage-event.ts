import type { $ZodIssue } from "zod/v4/core";
import type { Fault } from "./errors.ts";
import { faultDetail } from "./fault-detail.ts";
import { type Bound, bindingFaults } from "./key-binding.ts";
import { LIMITS } from "./limits.ts";
import { shortStep } from "./locate-faults.ts";
import { parseTime } from "./rfc3339.ts";
import {
  MODEL_OPERATIONS,
  type Operation,
  type Outcome,
  type Route,
  type Run,
  type UsageEvent,
} from "./usage-event.ts";
import { UsageEventBody } from "./usage-event-schema.ts";

/** Live events happened in the last weeks, imports at any time since 2000; neither lies ahead. */
export interface EventRules {
  readonly kind: "live" | "import";
  readonly nowEpochMs: number;
  /** What the sender speaks for alone: an event that names another value is refused. */
  readonly bound: Bound;
}

export type ReadEvent = { readonly event: UsageEvent } | { readonly faults: readonly Fault[] };

/** Judges one value as a usage event. All its faults at once, with pointers that start at the value. */
export function readUsageEvent(value: unknown, rules: EventRules): ReadEvent {
  const parsed = UsageEventBody.safeParse(value);
  const faults = [...(parsed.error?.issues.flatMap(faultsOf) ?? []), ...ruleFaults(value, rules)];
  if (!parsed.success || faults.length > 0) return { faults: faults.slice(0, LIMITS.faultsPerEvent) };
  return { event: toUsageEvent(parsed.data) };
}

function faultsOf(issue: $ZodIssue): Fault[] {
  const place = issue.path.map((part) => shortStep(String(part))).join("");
  if (issue.code === "unrecognized_keys") {
    const names = issue.keys.slice(0, LIMITS.faultsPerEvent);
    return names.map((name) => ({ pointer: place + shortStep(name), detail: "There is no such measure of usage." }));
  }
  return [{ pointer: place, detail: faultDetail(issue) }];
}

/** Judged apart from the schema, on members that may be anything, so that these faults are told beside all others. */
function ruleFaults(value: unknown, rules: EventRules): Fault[] {
  const { time, run, usage, attribution, ...event } = members(value);
  return [
    windowFault("/time", time, rules),
    windowFault("/run/started_at", members(run).started_at, { ...rules, kind: "import" }),
    reasoningFault(members(usage)),
    ...(["provider", "model"] as const).map((name) => modelFault(name, event)),
    ...bindingFaultsOf(attribution, rules.bound),
  ].filter((fault) => fault !== undefined);
}

const bindingFaultsOf = (attribution: unknown, bound: Bound): readonly Fault[] =>
  bound.size === 0 ? [] : bindingFaults(bound, new Map(Object.entries(members(attribution))));

function modelFault(name: "provider" | "model", event: Record<string, unknown>): Fault | undefined {
  const { operation } = event;
  if (!isModelOperation(operation) || (event[name] ?? null) !== null) return undefined;
  return { pointer: `/${name}`, detail: `The operation ${operation} calls a model: say its ${name}.` };
}

const modelOperations = new Set<unknown>(MODEL_OPERATIONS);
const isModelOperation = (operation: unknown): operation is Operation => modelOperations.has(operation);

function reasoningFault({ reasoning_tokens, output_tokens = 0 }: Record<string, unknown>): Fault | undefined {
  if (typeof reasoning_tokens !== "number" || typeof output_tokens !== "number") return undefined;
  if (reasoning_tokens <= output_tokens) return undefined;
  return { pointer: "/usage/reasoning_tokens", detail: "These are more than output_tokens, within which they lie." };
}

function windowFault(pointer: string, time: unknown, { kind, nowEpochMs }: EventRules): Fault | undefined {
  const timeEpochMs = typeof time === "string" ? parseTime(time) : undefined;
  if (timeEpochMs === undefined) return undefined;
  const isEarly = timeEpochMs < (kind === "import" ? LIMITS.importFromEpochMs : nowEpochMs - LIMITS.pastMs);
  if (timeEpochMs > nowEpochMs + LIMITS.futureMs) return { pointer, detail: "This is more than 5 minutes ahead." };
  if (!isEarly) return undefined;
  if (kind === "import") return { pointer, detail: "This is before 2000-01-01." };
  return { pointer, detail: "This is more than 35 days ago; send it to POST /v1/imports, as a usage event." };
}

const members = (value: unknown): Record<string, unknown> =>
  // An object's members are unknown each; the caller looks at their types.
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

function toUsageEvent(body: UsageEventBody): UsageEvent {
  const { consumer, tags, ...attribution } = body.attribution ?? {};
  const calls = MODEL_OPERATIONS.has(body.operation) ? { requests: 1 } : {};
  return {
    id: body.id,
    source: body.source,
    timeEpochMs: epochMs(body.time),
    operation: body.operation,
    provider: body.provider ?? null,
    model: body.model ?? null,
    requestedModel: body.requested_model ?? null,
    usageBasis: body.usage_basis ?? "measured",
    usage: { ...calls, ...body.usage },
    attribution: toMap(attribution),
    tags: toMap(members(tags)),
    consumer: toMap(consumer ?? {}),
    run: body.run ? toRun(body.run) : null,
    route: body.route ? toRoute(body.route) : null,
    serviceTier: body.service_tier ?? null,
    region: body.region ?? null,
    responseCacheHit: body.response_cache_hit ?? false,
    status: body.status ?? "succeeded",
    outcome: body.outcome ? toOutcome(body.outcome) : null,
    reportedCost: body.reported_cost ?? null,
    durationMs: body.duration_ms ?? null,
  };
}

/** The schema has parsed this time before. */
const epochMs = (text: string): number => parseTime(text) ?? Number.NaN;

/** What is stated, by name. A Map, so that no name reaches a prototype. */
function toMap(values: Readonly<Record<string, unknown>>): Map<string, string> {
  const map = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) if (typeof value === "string") map.set(name, value);
  return map;
}

const toRun = (run: NonNullable<UsageEventBody["run"]>): Run => ({
  id: run.id,
  startedAtEpochMs: run.started_at == null ? null : epochMs(run.started_at),
  taskId: run.task_id ?? null,
  taskClass: run.task_class ?? null,
  risk: run.risk ?? null,
  parentId: run.parent_id ?? null,
  step: run.step ?? null,
  attempt: run.attempt ?? null,
  isLoop: run.loop ?? false,
});

const toRoute = (route: NonNullable<UsageEventBody["route"]>): Route => ({
  id: route.id ?? null,
  type: route.type ?? null,
  decisionId: route.decision_id ?? null,
  reservationId: route.reservation_id ?? null,
  reservation: null,
  attempt: route.attempt ?? null,
  fallbackFrom: route.fallback_from ?? null,
});

const toOutcome = (outcome: NonNullable<UsageEventBody["outcome"]>): Outcome => ({
  accepted: outcome.accepted ?? null,
  completed: outcome.completed ?? null,
  rework: outcome.rework ?? null,
  humanReviewed: outcome.human_reviewed ?? null,
  reviewSeconds: outcome.review_seconds ?? null,
  reviewerRole: outcome.reviewer_role ?? null,
  redacted: outcome.redacted ?? null,
  blockedBy: outcome.blocked_by ?? null,
});
