import { formatAmount, PICOS_PER_UNIT } from "./money.ts";
import { modelName, type ModelRef } from "./model-tier.ts";
import type { Pause } from "./pause.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { Reason, RouteReasonCode } from "./route-reason.ts";
import type { RunBound, RunFigure, RunLimit } from "./run-limit.ts";
import type { BudgetOverride } from "./budget-override.ts";
import type { Budget } from "./budget.ts";
import type { Missing } from "./worst-cost.ts";

/** Why a decision is as it is: what the policy says of the call, and what else spoke. */
export interface DecisionReason {
  readonly code: RouteReasonCode | DecisionReasonCode;
  readonly text: string;
  readonly subject: { readonly kind: DecisionSubjectKind; readonly id: string } | null;
}

type DecisionSubjectKind =
  | NonNullable<Reason["subject"]>["kind"]
  | "operation"
  | "pause"
  | "rate_limit"
  | "run_limit"
  | "run"
  | "budget"
  | "budget_override";

/** A hard budget, or of a template the one for a value, as reasons name it. */
export interface NamedCap {
  readonly budget: Pick<Budget, "id" | "name" | "period">;
  readonly value: string | null;
  /** Of the tenant. */
  readonly currency: string;
}

type Described = Omit<DecisionReason, "code">;

const about = (kind: DecisionSubjectKind, id: string) => ({ kind, id }) as const;
const ofBudget = ({ budget }: NamedCap) => about("budget", budget.id);

/** What is said of each, and of what. */
const REASONS = {
  policy_not_asked: ({ operation, model }: { readonly operation: string; readonly model: ModelRef | null }) => ({
    text: `No policy chooses a model for the operation ${operation}${model ? `: ${modelName(model)} it is` : ""}.`,
    subject: about("operation", operation),
  }),
  paused: ({ pause: { id, target, reason } }: { readonly pause: Pick<Pause, "id" | "target" | "reason"> }) => ({
    text: `The ${target.kind.replace("_", " ")} ${target.id} is paused: ${reason}`,
    subject: about("pause", id),
  }),
  rate_limited: ({
    limit,
    value,
    why,
  }: {
    readonly limit: RateLimit;
    readonly value: string;
    readonly why: string;
  }) => ({
    text: `The limit '${limit.name}' (${limit.id}) allows ${limit.per.replace("_", " ")} ${value} ${limit.amount} ${limit.measure === "money" ? "of money" : limit.measure} a ${limit.window}: ${why}.`,
    subject: about("rate_limit", limit.id),
  }),
  run_limit_reached: ({ bound, value, run, currency }: RefusedStep) => ({
    text: `Run ${run} would come to ${figureText(bound.figure, value, currency)}, and ${limitText(bound)} allows ${figureText(bound.figure, bound.most, currency)}.`,
    subject: bound.limit ? about("run_limit", bound.limit.id) : about("run", run),
  }),
  loop_detected: ({
    run,
    what,
    limit,
  }: {
    readonly run: string;
    readonly what: string;
    readonly limit: RunBound["limit"];
  }) => ({
    text: `Run ${run} goes in a circle: ${what}.`,
    subject: limit ? about("run_limit", limit.id) : about("run", run),
  }),
  no_upper_bound: ({ missing, of }: { readonly missing: Missing; readonly of: NamedCap | RunLimit }) => ({
    text: `Nobody can say what this call may cost at most, which ${holderText(of)} needs: ${remedies(missing)}.`,
    subject: "budget" in of ? ofBudget(of) : about("run_limit", of.id),
  }),
  too_many_caps: ({ count }: { readonly count: number }) => ({
    text: `The call counts in ${count} hard budgets, more than one reservation can name: make some of them soft.`,
    subject: null,
  }),
  cap_reached: ({
    room,
    needed,
    model,
    ...cap
  }: { readonly room: bigint; readonly needed: bigint; readonly model: ModelRef | null } & NamedCapAmount) => ({
    text: `${capName(cap)} has ${amountDown(room)} of ${capAmount(cap)} left ${periodText(cap)}, and ${callText(model)} may cost ${amountUp(needed)}.`,
    subject: ofBudget(cap),
  }),
  cap_downgrade: ({ room, needed, model, instead, less, ...cap }: Downgraded & NamedCapAmount) => ({
    text: `${capName(cap)} has ${amountDown(room)} of ${capAmount(cap)} left ${periodText(cap)}, and ${callText(model)} may cost ${amountUp(needed)}: ${modelName(instead)}, which may cost ${amountUp(less)}, fits.`,
    subject: ofBudget(cap),
  }),
  fallbacks_dropped: ({ room, needed, less, ...cap }: Omit<Downgraded, "model" | "instead"> & NamedCapAmount) => ({
    text: `${capName(cap)} has ${amountDown(room)} of ${capAmount(cap)} left ${periodText(cap)}, and with its fallbacks this call may cost ${amountUp(needed)}: without them ${amountUp(less)}, which fits.`,
    subject: ofBudget(cap),
  }),
  cap_held: ({ held, ...cap }: { readonly held: bigint } & NamedCapAmount) => ({
    text: `${capName(cap)} of ${capAmount(cap)} ${periodText(cap)} holds ${amountUp(held)} for this call.`,
    subject: ofBudget(cap),
  }),
  cap_unchecked: (cap: NamedCap) => ({
    text: `Nobody can say what ${capName(cap)} has left right now, and it lets calls pass meanwhile.`,
    subject: ofBudget(cap),
  }),
  no_cost: ({ model }: { readonly model: ModelRef | null }) => ({
    text: `By your prices ${callText(model)} costs nothing, so that no hard budget is asked.`,
    subject: model ? about("model", modelName(model)) : null,
  }),
  budget_override: ({ override, of }: { readonly override: BudgetOverride; readonly of: NamedCap }) => ({
    text: `Override ${override.id} gives ${capName(of).replace(/^B/, "b")} ${override.amount === null ? `${override.percent} %` : `${override.amount} ${of.currency}`} more until ${override.expires_at}: ${override.reason}`,
    subject: about("budget_override", override.id),
  }),
} as const satisfies Record<string, (named: never) => Described>;

interface NamedCapAmount extends NamedCap {
  /** Picos: what the period may use, overrides included. */
  readonly capPicos: bigint;
}

interface RefusedStep {
  readonly bound: RunBound;
  readonly value: bigint;
  readonly run: string;
  /** Of the tenant. */
  readonly currency: string;
}

interface Downgraded {
  readonly room: bigint;
  readonly needed: bigint;
  readonly model: ModelRef | null;
  readonly instead: ModelRef;
  readonly less: bigint;
}

export type DecisionReasonCode = keyof typeof REASONS;
export const DECISION_REASON_CODES: readonly string[] = Object.keys(REASONS);

/** One reason in words. */
export function reasonOf<Code extends DecisionReasonCode>(
  code: Code,
  named: Parameters<(typeof REASONS)[Code]>[0],
): DecisionReason {
  // Which code takes what is checked where it is called; a union of functions takes nothing.
  const describe = REASONS[code] as (named: unknown) => Described;
  return { code, ...describe(named) };
}

const capName = ({ budget, value }: NamedCap): string =>
  `Budget '${budget.name}' (${budget.id}${value === null ? "" : `, ${value}`})`;

const capAmount = ({ capPicos, currency }: NamedCapAmount): string => `${amountDown(capPicos)} ${currency}`;

const callText = (model: ModelRef | null): string => (model ? `this call to ${modelName(model)}` : "this call");

const PERIOD_TEXTS = {
  day: "today",
  week: "this week",
  month: "this month",
  quarter: "this quarter",
  year: "this year",
} as const;

const periodText = ({ budget: { period } }: NamedCap): string =>
  period.type === "range" ? `from ${period.from} to ${period.to}` : PERIOD_TEXTS[period.type];

/** What makes a bound possible. */
function remedies(missing: Missing): string {
  if (missing === "price") return "a model that may be called has no known price; give it one with a price override";
  if (missing === "currency_rate") return "a price of it is in a currency without a rate; add one";
  return `state \`${missing.replace(/^output_tokens$/, "output_tokens_max")}\``;
}

const runLimitName = ({ name, id }: RunLimit): string => `run limit '${name}' (${id})`;
const limitText = ({ limit }: RunBound): string => (limit ? runLimitName(limit) : "its route");
const holderText = (of: NamedCap | RunLimit): string =>
  "budget" in of ? `hard ${capName(of).replace(/^B/, "b")}` : runLimitName(of);

const FIGURE_TEXTS: Readonly<Record<Exclude<RunFigure, "amount">, string>> = {
  steps: "steps",
  tool_calls: "tool calls",
  seconds: "seconds",
  repeats: "steps of one name",
  stalled_steps: "steps without progress",
};

const figureText = (figure: RunFigure, value: bigint, currency: string): string =>
  figure === "amount" ? `${amountUp(value)} ${currency}` : `${value} ${FIGURE_TEXTS[figure]}`;

const CENT = PICOS_PER_UNIT / 100n;
const MICRO = PICOS_PER_UNIT / 1_000_000n;

/** For people: in cents from one unit on, else to six decimals; what is left rounds down, and what may be needed up. */
const amountDown = (picos: bigint): string => shownAmount(picos, "down");
const amountUp = (picos: bigint): string => shownAmount(picos, "up");

function shownAmount(picos: bigint, direction: "up" | "down"): string {
  const size = picos < 0n ? -picos : picos;
  const unit = size >= PICOS_PER_UNIT ? CENT : MICRO;
  const isUp = (direction === "up") === picos >= 0n;
  const rounded = ((size + (isUp ? unit - 1n : 0n)) / unit) * unit;
  const [whole = "", fraction = ""] = formatAmount(rounded).split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  const decimals = fraction === "" ? "" : `.${fraction.padEnd(2, "0")}`;
  return `${picos < 0n && rounded > 0n ? "-" : ""}${grouped}${decimals}`;
}
