import * as z from "zod";
import type { ChosenModel, Verdict } from "./choose-route.ts";
import type { DecisionReason } from "./decision-reason.ts";
import { ATTRIBUTION_DIMENSIONS, CONSUMER_DIMENSIONS } from "./dimensions.ts";
import { LIMITS } from "./limits.ts";
import { type ModelRef, type Tier, TIERS } from "./model-tier.ts";
import { parseTime } from "./rfc3339.ts";
import { modelRef } from "./route.ts";
import type { CallLimits } from "./route-limits.ts";
import { type Operation, OPERATIONS, MODEL_OPERATIONS, type RouteType, type UsageEvent } from "./usage-event.ts";
import { Count, each, Id, Tags, Time, Value } from "./usage-event-schema.ts";
import { CEILING_NAMES } from "./worst-cost.ts";

const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null);

/** The run that a call is a step of, as far as it has got. */
const RunInput = z.strictObject({
  id: Id,
  started_at: orNull(Time),
  parent_id: orNull(Id),
  /** From 1. */
  step: orNull(Count),
  /** What the step does, e.g. the tool and its arguments: one name for steps that are alike. */
  step_name: orNull(Value),
  /** Calls of tools in the run so far. */
  tool_calls: orNull(Count),
  /** Anything that changes as the run gets on. */
  progress: orNull(Value),
});

/**
 * What a caller asks before a call. Unlike an event it takes no member that it does not know: a mistyped one would weaken a cap in
 * silence. Values mean what they mean in a usage event.
 */
export const DecisionInput = z
  .strictObject({
    operation: z.enum(OPERATIONS).default("chat"),
    requested: orNull(modelRef(Value)),
    task_class: orNull(Value),
    risk: orNull(Value),
    quality: orNull(z.enum(TIERS)),
    attribution: z
      .strictObject({
        ...each(ATTRIBUTION_DIMENSIONS, Value.nullish()),
        consumer: z.strictObject(each(CONSUMER_DIMENSIONS, Value.nullish())).nullish(),
        tags: Tags.nullish(),
      })
      .default({}),
    source: orNull(Id),
    service_tier: orNull(Value),
    region: orNull(Value),
    /** All input, cached or not, counted before the call. */
    context_tokens: orNull(Count),
    /** Reasoning included. */
    output_tokens_max: orNull(Count),
    usage_max: z.strictObject(each(CEILING_NAMES, Count.exactOptional())).meta({ required: [] }).default({}),
    attempts: z.int().min(1).max(LIMITS.decisionAttempts).default(1),
    run: orNull(RunInput),
  })
  .superRefine(({ operation, requested }, context) => {
    if (requested !== null || !MODEL_OPERATIONS.has(operation) || ROUTED.has(operation)) return;
    const message = `The operation ${operation} calls a model, and no policy chooses one for it: say which.`;
    context.addIssue({ code: "custom", path: ["requested"], message });
  });
export type DecisionInput = z.infer<typeof DecisionInput>;

/** Operations that a routing policy chooses a model for. */
export const ROUTED: ReadonlySet<string> = new Set<Operation>(["chat", "completion"]);

/** What is held for a call until its usage is told of. */
export interface Held {
  /** Decimal, in the tenant's currency, for all attempts together. */
  readonly amount: string;
  readonly expiresAtEpochMs: number;
}

/** What was answered, as it is kept: nothing but JSON. */
export interface Decision {
  readonly id: string;
  readonly atEpochMs: number;
  /** The key or member that asked. */
  readonly askedBy: { readonly kind: string; readonly id: string };
  readonly asked: DecisionInput;
  /** Whose call it is, completed as recording completes its usage: by dimension and `tag:<name>`. */
  readonly values: readonly (readonly [name: string, value: string])[];
  readonly verdict: Verdict;
  readonly route: { readonly id: string; readonly name: string } | null;
  readonly routeType: RouteType;
  /** What the call may use without an exception; null where no policy was asked. */
  readonly tier: Tier | null;
  readonly model: ChosenModel | null;
  /** One for each further attempt at most. */
  readonly fallbacks: readonly ChosenModel[];
  readonly limits: CallLimits;
  readonly reviewRequired: boolean;
  readonly exceptionId: string | null;
  readonly held: Held | null;
  readonly reasons: readonly DecisionReason[];
  readonly warnings: readonly string[];
  /** Of the configuration that it was made under. */
  readonly configurationSeq: number;
}

/** The usage event that a call of this request is told of by, as far as it is known before the call. */
export function eventOf(
  asked: DecisionInput,
  chosen: { readonly model: ModelRef | null; readonly route: { readonly id: string | null; readonly type: RouteType } },
  atEpochMs: number,
): UsageEvent {
  const { consumer, tags, ...attribution } = asked.attribution;
  const { model, route } = chosen;
  return {
    id: "",
    source: asked.source ?? "",
    timeEpochMs: atEpochMs,
    operation: asked.operation,
    provider: model?.provider ?? null,
    model: model?.model ?? null,
    requestedModel: asked.requested?.model ?? null,
    usageBasis: "measured",
    usage: {},
    attribution: textsOf(attribution),
    tags: textsOf(tags ?? {}),
    consumer: textsOf(consumer ?? {}),
    run: {
      id: asked.run?.id ?? null,
      startedAtEpochMs: asked.run?.started_at == null ? null : (parseTime(asked.run.started_at) ?? null),
      taskId: null,
      taskClass: asked.task_class,
      risk: asked.risk,
      parentId: asked.run?.parent_id ?? null,
      step: asked.run?.step ?? null,
      attempt: null,
      isLoop: false,
    },
    route: {
      id: route.id,
      type: route.type,
      decisionId: null,
      fallbackFrom: null,
      reservationId: null,
      reservation: null,
      attempt: null,
    },
    serviceTier: asked.service_tier,
    region: asked.region,
    responseCacheHit: false,
    status: "succeeded",
    outcome: null,
    reportedCost: null,
    durationMs: null,
  };
}

/** What is stated, by name. A Map, so that no name reaches a prototype. */
function textsOf(values: object): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) if (typeof value === "string") texts.set(name, value);
  return texts;
}
