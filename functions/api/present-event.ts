import { CAUSES, COST_COMPONENTS } from "@outlay/domain/measures";
import { formatAmount } from "@outlay/domain/money";
import { dimensionIndex } from "@outlay/domain/dimensions";
import type { RecordedEvent } from "@outlay/domain/recorded-event";
import type { Repricing } from "@outlay/domain/repricing";
import * as z from "zod";
import { Amount } from "./quantities.ts";

const Text = z.union([z.string(), z.null()]);
const Count = z.union([z.int(), z.null()]);
const MaybeAmount = z.union([Amount, z.null()]);

const Dimension = z.object({
  value: Text,
  filled_by: Text.meta({ description: "`event`, `key`, `rule:<id>` or `directory`; null where there is no value." }),
});

export const RecordedEventBody = z
  .object({
    id: z.string(),
    source: z.string(),
    time: z.string(),
    operation: Text,
    provider: Text,
    model: Text,
    requested_model: Text,
    model_tier: Text,
    service_tier: Text,
    region: Text,
    status: Text,
    api_key: Text.meta({ description: "The key that sent it." }),
    usage: z.record(z.string(), z.int()),
    usage_basis: z.enum(["measured", "estimated"]),
    response_cache_hit: z.boolean(),
    duration_ms: Count,
    run: z.union([
      z.object({
        id: z.string(),
        started_at: Text,
        task_id: Text,
        task_class: Text,
        risk: Text,
        parent_id: Text,
        step: Count,
        attempt: Count,
        loop: z.boolean(),
      }),
      z.null(),
    ]),
    route: z.object({
      id: Text,
      type: Text,
      decision_id: Text,
      attempt: Count,
      released: MaybeAmount.meta({
        description:
          "What was reserved for the call, and set free by it. Null where nothing was, or something else did.",
      }),
      fallback_from: Text,
    }),
    dimensions: z.record(z.string(), Dimension).meta({ description: "By name, each with what gave it its value." }),
    tags: z.record(z.string(), z.string()),
    cost: Amount,
    cost_lines: z.array(
      z.object({
        component: z.enum(COST_COMPONENTS),
        amount: Amount,
        mark: z.enum(["measured", "estimated", "allocated"]),
      }),
    ),
    unpriced_reason: Text,
    unpriced_calls: z.int(),
    causes: z.array(z.enum(CAUSES)),
    rate_id: Text.meta({ description: "The prices that it was priced by." }),
    reported_cost: z.union([
      z.object({
        amount: z.string(),
        currency: z.string(),
        converted: MaybeAmount,
        ours: MaybeAmount.meta({ description: "What we say of the call alone." }),
        difference: MaybeAmount.meta({ description: "Ours minus what was reported." }),
      }),
      z.null(),
    ]),
    accepted_at: z.string(),
    generation: z.int().meta({ description: "0 as it was recorded, else of the re-pricing." }),
    repriced_by: Text,
  })
  .meta({ id: "RecordedEvent" });

const instant = (epochMs: number | null): string | null => (epochMs === null ? null : new Date(epochMs).toISOString());

export function presentEvent(event: RecordedEvent, repricings: Iterable<Repricing>): z.input<typeof RecordedEventBody> {
  const { numbers, texts, generation } = event;
  const stated = (name: string) => event.tuple[dimensionIndex(name)] ?? null;
  const repricing = generation === 0 ? undefined : Iterator.from(repricings).find(({ seq }) => seq === generation);
  return {
    id: event.id,
    source: event.source,
    time: new Date(event.timeEpochMs).toISOString(),
    operation: stated("operation"),
    provider: stated("provider"),
    model: stated("model"),
    requested_model: texts("requested_model"),
    model_tier: stated("model_tier"),
    service_tier: stated("service_tier"),
    region: stated("region"),
    status: stated("status"),
    api_key: stated("api_key"),
    usage: { ...event.usage },
    usage_basis: numbers("estimated") ? "estimated" : "measured",
    response_cache_hit: Boolean(numbers("response_cache_hits")),
    duration_ms: numbers("duration_ms"),
    run: presentRun(event, stated("task_class")),
    route: {
      id: stated("route"),
      type: stated("route_type"),
      decision_id: texts("decision_id"),
      attempt: numbers("route_attempt"),
      released: event.releasedPicos === null ? null : formatAmount(event.releasedPicos),
      fallback_from: texts("fallback_from"),
    },
    dimensions: Object.fromEntries(
      Object.entries(event.dimensions).map(([name, { value, filledBy }]) => [name, { value, filled_by: filledBy }]),
    ),
    tags: Object.fromEntries(event.tags),
    cost: formatAmount(event.costLines.reduce((sum, { picos }) => sum + picos, 0n)),
    cost_lines: event.costLines.map(({ component, picos, mark }) => ({ component, amount: formatAmount(picos), mark })),
    unpriced_reason: event.unpricedReason,
    unpriced_calls: event.unpricedCalls,
    causes: [...event.causes],
    rate_id: event.rateId,
    reported_cost: presentReported(event),
    accepted_at: new Date(event.acceptedAtEpochMs).toISOString(),
    generation,
    repriced_by: repricing?.id ?? null,
  };
}

function presentRun({ numbers, texts }: RecordedEvent, taskClass: string | null) {
  const id = texts("run_id");
  if (id === null) return null;
  return {
    id,
    started_at: instant(numbers("run_started_at")),
    task_id: texts("task_id"),
    task_class: taskClass,
    risk: texts("risk"),
    parent_id: texts("parent_id"),
    step: numbers("step"),
    attempt: numbers("attempt"),
    loop: Boolean(numbers("loop")),
  };
}

function presentReported({ reported }: RecordedEvent) {
  if (reported === null) return null;
  const { amount, currency, picos, oursPicos } = reported;
  const isCompared = picos !== null && oursPicos !== null;
  return {
    amount,
    currency,
    converted: isCompared ? formatAmount(picos) : null,
    ours: isCompared ? formatAmount(oursPicos) : null,
    difference: isCompared ? formatAmount(oursPicos - picos) : null,
  };
}
