import { slotOf } from "@outlay/domain/cap-slot";
import { type DecisionReason, type NamedCap, reasonOf } from "@outlay/domain/decision-reason";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { fitsReservationId, type Reservation } from "@outlay/domain/reservation";
import type { Context } from "./context.ts";
import { giveBack, type Taken } from "./give-back.ts";
import type { MatchedCap } from "./matching-caps.ts";
import { type AskedCall, chooseFor, type Plan, picosOf, planCall } from "./plan-call.ts";
import { type FullCap, reserveCaps } from "./reserve-caps.ts";

/** What hard budgets say of a call. */
export type HeldCall =
  | {
      readonly isHeld: true;
      /** The one that fits: the first, or a cheaper one. */
      readonly plan: Plan;
      /** Null where nothing is held: no hard budget, no cost, or none that can be asked. */
      readonly reservation: Reservation | null;
      readonly reasons: readonly DecisionReason[];
      readonly giveBack: () => Promise<void>;
    }
  | { readonly isHeld: false; readonly reasons: readonly DecisionReason[] };

/**
 * Holds what a call may cost at most in every hard budget that it counts in, or in none. Where the plan does not fit, cheaper ones are
 * tried: without its fallbacks, then other models that the policy allows. Throws `caps_unavailable` where a budget cannot be asked that lets
 * nothing pass meanwhile.
 */
export async function holdCaps(ctx: Context, call: AskedCall, plan: Plan, decisionId: string): Promise<HeldCall> {
  const first = await holdPlan(ctx, plan, decisionId);
  if (first.kind !== "full") return first.held;
  let tries = 0;
  for (const other of cheaperPlans(ctx, call, plan)) {
    if (tries >= LIMITS.cheaperTries) break;
    if (!mayFit(other, first.full)) continue;
    tries += 1;
    const next = await holdPlan(ctx, other, decisionId);
    if (next.kind === "full" || !next.held.isHeld) continue;
    return { ...next.held, reasons: [...downgradeReasons(ctx, plan, other, first.full), ...next.held.reasons] };
  }
  return { isHeld: false, reasons: fullReasons(ctx, plan, first.full) };
}

type HeldPlan =
  | { readonly kind: "done"; readonly held: HeldCall }
  | { readonly kind: "full"; readonly full: readonly FullCap[] };

const nothingToGiveBack = () => Promise.resolve();

async function holdPlan(ctx: Context, plan: Plan, decisionId: string): Promise<HeldPlan> {
  const { caps, worst, attempts, expiresAtEpochMs } = plan;
  const done = (held: HeldCall): HeldPlan => ({ kind: "done", held });
  const isFree = { isHeld: true, plan, reservation: null, giveBack: nothingToGiveBack } as const;
  if (caps.length === 0) return done({ ...isFree, reasons: [] });
  if ("missing" in worst) {
    const reasons = caps.map((matched) =>
      reasonOf("no_upper_bound", { of: named(ctx, matched), missing: worst.missing }),
    );
    return done({ isHeld: false, reasons });
  }
  if (worst.picos === 0n) return done({ ...isFree, reasons: [reasonOf("no_cost", { model: plan.model })] });
  const amounts = Array.from({ length: attempts }, () => worst.picos);
  const reservation = { decisionId, slot: "", amounts, holds: caps.map(({ cap }) => cap.hold) };
  const slot = slotOf(expiresAtEpochMs, ctx.now().getTime());
  if (!fitsReservationId({ ...reservation, slot: `${slot}0` })) {
    return done({ isHeld: false, reasons: [reasonOf("too_many_caps", { count: caps.length })] });
  }
  const reserved = await reserve(ctx, plan);
  if (reserved === undefined)
    return done({ ...isFree, reasons: caps.map((each) => reasonOf("cap_unchecked", named(ctx, each))) });
  if (reserved.kind === "denied") return { kind: "full", full: reserved.full };
  const taken: Taken = { slot: reserved.slot, holds: reserved.holds, picos: reserved.picos };
  return done({
    isHeld: true,
    plan,
    reservation: { ...reservation, slot: reserved.slot, holds: reserved.holds },
    reasons: [
      ...caps.map((each) =>
        reasonOf("cap_held", { ...named(ctx, each), capPicos: each.cap.capPicos, held: reserved.picos }),
      ),
      ...overrideReasons(ctx, caps),
    ],
    giveBack: () => giveBack(ctx, ctx.tenantId, taken),
  });
}

/** Undefined where the store does not answer and every budget lets calls pass meanwhile. */
async function reserve(ctx: Context, plan: Plan) {
  try {
    return await reserveCaps(ctx, ctx.tenantId, {
      configuration: ctx.configuration,
      caps: plan.caps.map(({ cap }) => cap),
      picos: picosOf(plan) ?? 0n,
      expiresAtEpochMs: plan.expiresAtEpochMs,
    });
  } catch (error) {
    ctx.log("caps_not_asked", { tenantId: ctx.tenantId, levels: plan.caps.length, reason: String(error) });
    if (plan.caps.every(({ budget }) => budget.on_unavailable === "open")) return undefined;
    throw new DomainError(
      "caps_unavailable",
      "Nobody can say right now what the hard budgets of this call have left.",
      {
        cause: error,
      },
    );
  }
}

const named = (ctx: Context, { budget, value }: Pick<MatchedCap, "budget" | "value">): NamedCap => ({
  budget,
  value,
  currency: ctx.configuration.tenant.currency,
});

/** One reason an override, also where it is of several levels. */
const overrideReasons = (ctx: Context, caps: readonly MatchedCap[]): readonly DecisionReason[] => {
  const of = new Map(caps.flatMap((cap) => cap.overrides.map((override) => [override, cap] as const)));
  return [...of].map(([override, cap]) => reasonOf("budget_override", { override, of: named(ctx, cap) }));
};

/** The full budgets as they are configured; one that was deleted meanwhile says nothing. */
function namedFull(ctx: Context, plan: Plan, full: readonly FullCap[]) {
  return full.flatMap(({ cap, roomPicos }) => {
    const matched = plan.caps.find((each) => each.cap.hold === cap.hold);
    return matched
      ? [{ ...named(ctx, matched), capPicos: cap.capPicos, room: roomPicos, needed: picosOf(plan) ?? 0n }]
      : [];
  });
}

const fullReasons = (ctx: Context, plan: Plan, full: readonly FullCap[]): readonly DecisionReason[] => [
  ...namedFull(ctx, plan, full).map((each) => reasonOf("cap_reached", { ...each, model: plan.model })),
  ...overrideReasons(ctx, plan.caps),
];

function downgradeReasons(ctx: Context, plan: Plan, other: Plan, full: readonly FullCap[]): readonly DecisionReason[] {
  const { model } = other;
  if (model === null) return [];
  const less = picosOf(other) ?? 0n;
  const isSame = model.provider === plan.model?.provider && model.model === plan.model.model;
  return namedFull(ctx, plan, full).map((each) =>
    isSame
      ? reasonOf("fallbacks_dropped", { ...each, less })
      : reasonOf("cap_downgrade", { ...each, model: plan.model, instead: model, less }),
  );
}

/** Whether what was seen of the full budgets leaves room for a plan. Others may have freed some since; then the next decision finds it. */
function mayFit(other: Plan, full: readonly FullCap[]): boolean {
  const needed = picosOf(other);
  if (needed === null) return false;
  // What costs nothing passes under a budget that is overspent, too.
  if (needed === 0n) return true;
  return full.every(
    ({ cap, roomPicos }) => needed <= roomPicos || !other.caps.some((each) => each.cap.hold === cap.hold),
  );
}

/** Plans that cost less at the most, in the policy's order: the same model alone, then each that the policy would fall back to. */
function* cheaperPlans(ctx: Context, call: AskedCall, plan: Plan): Generator<Plan> {
  const most = picosOf(plan) ?? 0n;
  const isCheaper = (other: Plan) => (picosOf(other) ?? most) < most;
  if (plan.fallbacks.length > 0) {
    const alone = planCall(ctx, call, plan.choice, []);
    if (isCheaper(alone)) yield alone;
  }
  for (const candidate of plan.choice.fallbacks) {
    const choice = chooseFor(ctx, call, candidate);
    if (choice.model?.provider !== candidate.provider || choice.model.model !== candidate.model) continue;
    const other = planCall(ctx, call, choice, []);
    if (isCheaper(other)) yield other;
  }
}
