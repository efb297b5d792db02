import * as z from "zod";
import { amountOrZeroInput } from "./amount-input.ts";
import { ATTRIBUTION_DIMENSIONS } from "./dimensions.ts";
import { LIMITS } from "./limits.ts";
import { parseAmount } from "./money.ts";
import { plainText } from "./plain-text.ts";
import type { CallLimits } from "./route-limits.ts";
import { covers, scopeInput, scopeValues } from "./value-scope.ts";

/** What a run limit may be for, beside `tag:<name>`. */
export const RUN_DIMENSIONS = [...ATTRIBUTION_DIMENSIONS, "api_key", "task_class"] as const;

/** So often may a step of one name come in a run. */
export const DEFAULT_REPEATS_MAX = 5;

const count = (least: number) => z.int().min(least).max(LIMITS.count).nullable();
const storedText = z.string().max(LIMITS.valueCharacters);

/** How far one run may go. Null is no limit. */
export const RunLimit = z.strictObject({
  id: z.string(),
  name: storedText,
  /** A list is OR, several dimensions are AND, {} is every run. */
  scope: z.record(z.string(), z.array(storedText)),
  steps_max: count(1),
  tool_calls_max: count(0),
  /** Since the run began. */
  seconds_max: count(1),
  /** Decimal text in the tenant's currency, of all that its decisions held at the most. */
  amount_max: z.string().nullable(),
  /** More steps of one name than these are a loop. */
  repeats_max: count(1),
  /** More steps on end that told the same progress as the one before are a loop. */
  stalled_steps_max: count(1),
  on_loop: z.enum(["alert", "deny"]),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type RunLimit = z.infer<typeof RunLimit>;

const text = plainText(LIMITS.valueCharacters);

/** What a caller decides of a run limit: the body of a request, with every rule it must keep. */
export const RunLimitInput = z.strictObject({
  name: text,
  scope: scopeInput(RUN_DIMENSIONS, scopeValues(text)),
  steps_max: count(1).default(null),
  tool_calls_max: count(0).default(null),
  seconds_max: count(1).default(null),
  amount_max: amountOrZeroInput.nullable().default(null),
  repeats_max: count(1).default(DEFAULT_REPEATS_MAX),
  stalled_steps_max: count(1).default(null),
  on_loop: RunLimit.shape.on_loop.default("alert"),
});
export type RunLimitInput = z.infer<typeof RunLimitInput>;

/** What a run is held to. `amount` is in picos, the others are plain numbers. */
export const RUN_FIGURES = ["steps", "tool_calls", "seconds", "amount", "repeats", "stalled_steps"] as const;
export type RunFigure = (typeof RUN_FIGURES)[number];

/** The most that one limit allows of a figure. */
export interface RunBound {
  readonly figure: RunFigure;
  readonly most: bigint;
  /** The run limit whose bound it is; null: the route's, or nobody's, since loops are looked for without being asked. */
  readonly limit: RunLimit | null;
  /** A loop may be told only. */
  readonly refuses: boolean;
}

/** Everything that a run of these values is held to, by the run limits that cover it and by its route. */
export function runBounds(
  runLimits: ReadonlyMap<string, RunLimit>,
  values: ReadonlyMap<string, string>,
  routeLimits: Pick<CallLimits, "toolCalls" | "agentSteps">,
): readonly RunBound[] {
  const covering = [...runLimits.values()].filter((limit) => covers(limit, values));
  const ofRoute = { steps: routeLimits.agentSteps, tool_calls: routeLimits.toolCalls };
  const unasked = covering.length === 0 ? { repeats: DEFAULT_REPEATS_MAX } : {};
  return [
    ...covering.flatMap((limit) => boundsOf(figuresOf(limit), limit)),
    ...boundsOf(ofRoute, null),
    ...boundsOf(unasked, null),
  ];
}

const figuresOf = (limit: RunLimit): Partial<Record<RunFigure, number | bigint | null>> => ({
  steps: limit.steps_max,
  tool_calls: limit.tool_calls_max,
  seconds: limit.seconds_max,
  amount: limit.amount_max === null ? null : (parseAmount(limit.amount_max) ?? 0n),
  repeats: limit.repeats_max,
  stalled_steps: limit.stalled_steps_max,
});

function boundsOf(most: Partial<Record<RunFigure, number | bigint | null>>, limit: RunLimit | null): RunBound[] {
  return RUN_FIGURES.flatMap((figure) => {
    const bound = most[figure] ?? null;
    const refuses = isLoopFigure(figure) ? limit?.on_loop === "deny" : true;
    return bound === null ? [] : [{ figure, most: BigInt(bound), limit, refuses }];
  });
}

export const isLoopFigure = (figure: RunFigure): figure is "repeats" | "stalled_steps" =>
  figure === "repeats" || figure === "stalled_steps";

/** The strictest of those that refuse; null: none does. */
export function strictest(bounds: readonly RunBound[], figure: RunFigure): bigint | null {
  const all = bounds.filter((bound) => bound.figure === figure && bound.refuses).map(({ most }) => most);
  return all.length === 0 ? null : all.reduce((a, b) => (a < b ? a : b));
}
