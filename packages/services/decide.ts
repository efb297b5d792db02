import { DomainError, invalidRequest } from "@outlay/domain/errors";
import type { Decision, DecisionInput } from "@outlay/domain/decision";
import { type DecisionReason, reasonOf } from "@outlay/domain/decision-reason";
import { bindingFaults } from "@outlay/domain/key-binding";
import { formatAmount } from "@outlay/domain/money";
import { pausesOf } from "@outlay/domain/pause";
import { type Reservation, reservationKeys, signReservation } from "@outlay/domain/reservation";
import { parseTime } from "@outlay/domain/rfc3339";
import type { Verdict } from "@outlay/domain/choose-route";
import type { Loop } from "@outlay/domain/loop-alert";
import { isLoopFigure, runBounds } from "@outlay/domain/run-limit";
import { boundValuesOf } from "./bound-values.ts";
import type { Context, Sealing } from "./context.ts";
import { holdCaps } from "./hold-caps.ts";
import { journalDecision } from "./journal-decision.ts";
import { type AskedCall, askedCall, chooseFor, type Plan, picosOf, planCall, tokensOf } from "./plan-call.ts";
import { type RateState, takeRate } from "./take-rate.ts";
import { type StepRefusal, type StepTaken, takeStep } from "./take-step.ts";

/** A decision as it is answered. */
export interface Decided {
  readonly decision: Decision;
  /** What the usage of the call, a settlement or a release names; null where nothing is held. */
  readonly reservationId: string | null;
  /** Every rate limit that the call is held to, as it stands now. */
  readonly rates: readonly RateState[];
  readonly isRateLimited: boolean;
}

/**
 * Answers before a call is made: which model it may use, within which limits, what is held for it, and why. Policy and pauses first,
 * which cost nothing; then what is counted: rate limits, the run's limits, hard budgets. What was taken is given back where a later
 * one denies. Every answer is recorded, or none is given. Throws `invalid_request` where the key may not speak for what is
 * stated; `unavailable`. Source: docs/before-the-call.md.
 */
export async function decide(ctx: Context & Sealing, asked: DecisionInput): Promise<Decided> {
  if (!ctx.actor.scopes.has("decisions:write"))
    throw new DomainError("forbidden", "This needs the scope decisions:write.");
  const faults = bindingFaults(boundValuesOf(ctx), new Map(Object.entries(asked.attribution)));
  if (faults.length > 0) throw invalidRequest(...faults);
  const call = await askedCall(ctx, asked, ctx.now().getTime());
  const id = ctx.newId("dec");
  const taken: Returnable[] = [];
  try {
    const judgement = await judge(ctx, call, id, taken);
    const decision = toDecision(ctx, call, id, judgement);
    const { reservation, rates = [], isRateLimited = false } = judgement;
    const reservationId = reservation && signReservation(reservation, reservationKeys(ctx.sealingSecret, ctx.tenantId));
    await journalDecision(ctx, decision);
    return { decision, reservationId, rates, isRateLimited };
  } catch (error) {
    await giveAllBack(ctx, taken);
    throw error;
  }
}

/** What a decision has taken, the first first. */
interface Returnable {
  readonly giveBack: () => Promise<void>;
}

async function giveAllBack(ctx: Context, taken: Returnable[]): Promise<void> {
  const settled = await Promise.allSettled(taken.splice(0).map(({ giveBack }) => giveBack()));
  const failed = settled.find((each) => each.status === "rejected");
  // What could not be given back ends by itself: with its window, its run or its slot.
  if (failed) ctx.log("decision_not_given_back", { tenantId: ctx.tenantId, reason: String(failed.reason) });
}

/** What became of a call, and of what. */
interface Judgement {
  readonly verdict: Verdict;
  readonly plan: Plan;
  readonly reservation: Reservation | null;
  readonly reasons: readonly DecisionReason[];
  readonly rates?: readonly RateState[];
  readonly isRateLimited?: boolean;
}

async function judge(ctx: Context, call: AskedCall, id: string, taken: Returnable[]): Promise<Judgement> {
  const { configuration } = ctx;
  const { asked, values } = call;
  const choice = chooseFor(ctx, call);
  const plan = planCall(ctx, call, choice, choice.fallbacks.slice(0, asked.attempts - 1));
  const paused = pausesOf(configuration, values, choice.route?.id ?? null);
  const reasons = [...choice.reasons, ...paused.map((pause) => reasonOf("paused", { pause }))];
  const denied = { verdict: "deny", plan, reservation: null } as const;
  if (paused.length > 0 || choice.verdict === "deny") return { ...denied, reasons };
  if (choice.verdict === "needs_approval") return { ...denied, verdict: choice.verdict, reasons };

  const rate = await answered(takeRate(ctx, ctx.tenantId, configuration, needOf(call, plan), ctx.now()));
  taken.push(rate);
  const { states: rates } = rate;
  if (!rate.isTaken) {
    return { ...denied, reasons: [...reasons, ...rateReasons(rates)], rates, isRateLimited: true };
  }
  const deny = async (why: readonly DecisionReason[]): Promise<Judgement> => {
    await giveAllBack(ctx, taken);
    return { ...denied, reasons: [...reasons, ...why], rates: rate.statesWithout };
  };
  const unbounded = unboundedReasons(ctx, call, plan);
  if (unbounded.length > 0) return deny(unbounded);
  const step = await takeRunStep(ctx, call, plan);
  if (step) taken.push(step);
  const ofStep = step ? stepReasons(ctx, asked.run?.id ?? "", step) : [];
  if (step && !step.isTaken) return deny(ofStep);
  const held = await holdCaps(ctx, call, plan, id);
  if (!held.isHeld) return deny([...ofStep, ...held.reasons]);
  taken.push(held);
  return {
    verdict: verdictOf(choice.verdict, asked, plan, held.plan),
    plan: held.plan,
    reservation: held.reservation,
    reasons: [...reasons, ...ofStep, ...held.reasons],
    rates,
  };
}

/** A cheaper model than was asked for is a downgrade; where none was asked for, it is the model of the decision. */
function verdictOf(verdict: Verdict, { requested }: DecisionInput, first: Plan, held: Plan): Verdict {
  const isSame = first.model?.provider === held.model?.provider && first.model?.model === held.model?.model;
  return isSame || requested === null ? verdict : "downgrade";
}

/** Whoever does not answer is told of as not available, and not as a fault of ours. */
async function answered<Answer>(asking: Promise<Answer>): Promise<Answer> {
  try {
    return await asking;
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError("unavailable", "The limits of this call cannot be counted right now. Ask again.", { cause });
  }
}

const needOf = (call: AskedCall, plan: Plan) => ({
  values: call.values,
  tokens: tokensOf(plan, call),
  picos: picosOf(plan),
});

/** In words why the limits that refused did. */
const rateReasons = (states: readonly RateState[]): readonly DecisionReason[] =>
  states.flatMap(({ limit, value, refusedFor, resetSeconds }) =>
    refusedFor === null ? [] : [reasonOf("rate_limited", { limit, value, why: RATE_TEXTS[refusedFor](resetSeconds) })],
  );

const RATE_TEXTS = {
  full: (seconds: number) => `the next window opens in ${seconds} s`,
  larger_than_limit: () => "this call alone may use more",
  no_upper_bound: () => "nobody can say what this call may use at most; state `context_tokens` and `output_tokens_max`",
} as const;

/** What a run's limits say of a step; undefined where the call is of no run. */
async function takeRunStep(ctx: Context, { asked, values }: AskedCall, plan: Plan): Promise<StepTaken | undefined> {
  const { run } = asked;
  if (run === null) return undefined;
  const step = {
    id: run.id,
    step: run.step,
    stepName: run.step_name,
    startedAtEpochMs: run.started_at === null ? null : (parseTime(run.started_at) ?? null),
    toolCalls: run.tool_calls,
    progress: run.progress,
  };
  const request = { run: step, values, routeLimits: plan.choice.limits, picos: picosOf(plan) ?? 0n };
  return answered(takeStep(ctx, ctx.tenantId, ctx.configuration, request, ctx.now()));
}

/** The limits of the run's money, which what has no bound cannot be held to. */
function unboundedReasons(
  { configuration }: Context,
  { asked, values }: AskedCall,
  { worst, choice }: Plan,
): readonly DecisionReason[] {
  if (asked.run === null || !("missing" in worst)) return [];
  return runBounds(configuration.runLimits, values, choice.limits).flatMap(({ figure, limit }) =>
    figure === "amount" && limit ? [reasonOf("no_upper_bound", { of: limit, missing: worst.missing })] : [],
  );
}

function stepReasons({ configuration }: Context, run: string, { reasons, loop }: StepTaken): readonly DecisionReason[] {
  const refused = reasons.map((refusal) =>
    isLoopFigure(refusal.figure)
      ? reasonOf("loop_detected", { run, what: refusedLoopText(refusal, loop), limit: refusal.limit })
      : reasonOf("run_limit_reached", {
          run,
          bound: refusal,
          value: refusal.value,
          currency: configuration.tenant.currency,
        }),
  );
  const isTold = loop === null || refused.some(({ code }) => code === "loop_detected");
  return isTold ? refused : [...refused, reasonOf("loop_detected", { run, what: loopText(loop), limit: null })];
}

const refusedLoopText = ({ figure, value, most }: StepRefusal, loop: Loop | null): string =>
  figure === "repeats"
    ? `${loop && "stepName" in loop ? `the step ${loop.stepName}` : "a step of this name"} came ${value} times, and ${most} are allowed`
    : `its progress stood still for ${value} steps, and ${most} are allowed`;

const loopText = (loop: Loop): string =>
  "stepName" in loop
    ? `the step ${loop.stepName} came ${loop.repeats} times`
    : `its progress stood still for ${loop.stalledSteps} steps`;

function toDecision(
  ctx: Context,
  call: AskedCall,
  id: string,
  { verdict, plan, reservation, reasons }: Judgement,
): Decision {
  const { choice, worst } = plan;
  const isCalled = verdict === "allow" || verdict === "downgrade";
  const picos = reservation?.amounts.reduce((sum, amount) => sum + amount, 0n);
  const takenAsNone = "missing" in worst || !isCalled ? [] : worst.takenAsNone;
  return {
    id,
    atEpochMs: call.atEpochMs,
    askedBy: { kind: ctx.actor.kind, id: ctx.actor.id },
    asked: call.asked,
    values: [...call.values],
    verdict,
    route: choice.route,
    routeType: choice.routeType,
    tier: choice.tier,
    model: isCalled ? plan.model : null,
    fallbacks: isCalled ? plan.fallbacks : [],
    limits: choice.limits,
    reviewRequired: choice.reviewRequired,
    exceptionId: choice.exceptionId,
    held: picos === undefined ? null : { amount: formatAmount(picos), expiresAtEpochMs: plan.expiresAtEpochMs },
    reasons,
    warnings: takenAsNone.map(
      (name) => `\`${name}\` has a price, and \`usage_max\` does not state it: it is taken that the call uses none.`,
    ),
    configurationSeq: ctx.configuration.seq,
  };
}
