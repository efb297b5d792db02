import type { Answer, Asked, Books, Decision } from "./books.ts";
import { covers, valuesOf } from "./reference-budgets.ts";
import { holdOf } from "./reference-caps.ts";
import { choiceOf, planOf } from "./reference-plan.ts";
import { judgeRates } from "./reference-rates.ts";
import { type Chosen, reason } from "./reference-routing.ts";
import { judgeStep } from "./reference-run.ts";

const MINUTE = 60_000;

/** What is answered to a question, and what is taken for it. */
export function decide(books: Books, asked: Asked): Decision {
  const decision: Decision = { at: books.now, asked, answer: answerTo(books, asked), id: "", reservation: null };
  return decision;
}

function answerTo(books: Books, asked: Asked): Answer {
  const key = books.keys[asked.key];
  const active = books.pauses.filter(({ isActive }) => isActive);
  if (active.some(({ kind, target }) => kind === "api_key" && target === key?.id)) return { status: 403 };
  const isForeign = Object.entries(key?.binding ?? {}).some(([name, own]) => (asked.attribution[name] ?? own) !== own);
  if (key?.isEnforced && isForeign) return { status: 422 };

  const values = valuesOf(books, asked);
  const choice = choiceOf(books, asked, asked.requested);
  const plan = planOf(books, asked, choice, choice.fallbacks.slice(0, asked.attempts - 1));
  const paused = active
    .filter(({ kind, target }) => (kind === "route" ? choice.route : values.get(kind)) === target)
    .map(({ id }) => reason("paused", "pause", id));
  const reasons = [...choice.reasons, ...paused];
  const refused = (verdict: Chosen["verdict"], more: readonly string[] = []): Answer => ({
    status: 200,
    verdict,
    model: null,
    fallbacks: [],
    route: choice.route,
    type: choice.type,
    limits: choice.limits,
    review: choice.review,
    reserved: null,
    expiresAt: null,
    reasons: [...reasons, ...more],
  });
  if (paused.length > 0 || choice.verdict === "deny") return refused("deny");
  if (choice.verdict === "needs_approval") return refused("needs_approval");

  const rates = judgeRates(books, asked, plan, values);
  if (rates.refusing.length > 0) {
    const isWorthIt = rates.refusing.every(({ why }) => why === "full");
    const retryAfter = isWorthIt ? Math.max(1, ...rates.refusing.map(({ seconds }) => seconds)) : null;
    return { status: 429, limits: rates.refusing.map(({ limit }) => limit.id), retryAfter };
  }

  const limits = books.runLimits.filter(({ scope }) => covers(scope, values));
  const ofMoney = limits.filter(({ amount_max }) => amount_max !== null);
  if (asked.run && plan.worst === null && ofMoney.length > 0)
    return refused(
      "deny",
      ofMoney.map(({ id }) => reason("no_upper_bound", "run_limit", id)),
    );
  const picos = (plan.worst ?? 0n) * BigInt(asked.attempts);
  const history = books.steps.filter(({ run }) => run === asked.run?.run);
  const step = asked.run && judgeStep(asked.run, history, limits, choice.limits, picos, books.now);
  if (step && !step.isTaken) return refused("deny", step.reasons);
  const counted = asked.run && step?.isWatched ? { ...asked.run, at: books.now, picos, isGivenBack: false } : null;
  if (counted) books.steps.push(counted);

  const held = holdOf(books, asked, plan);
  if (!held.plan) {
    if (counted) counted.isGivenBack = true;
    return refused("deny", [...(step?.reasons ?? []), ...held.reasons]);
  }
  books.takes.push(...rates.takes);
  const { plan: made } = held;
  const seconds = made.choice.limits.seconds ?? 600;
  const expiresAt = books.now + seconds * 1000 * asked.attempts + MINUTE;
  const isOther = made.choice.model !== choice.model && asked.requested !== null;
  return {
    status: 200,
    verdict: isOther ? "downgrade" : choice.verdict,
    model: made.choice.model,
    fallbacks: made.fallbacks,
    route: made.choice.route,
    type: made.choice.type,
    limits: made.choice.limits,
    review: made.choice.review,
    reserved: held.isHeld ? (made.worst ?? 0n) * BigInt(asked.attempts) : null,
    expiresAt: held.isHeld ? expiresAt : null,
    reasons: [...reasons, ...(step?.reasons ?? []), ...held.reasons],
  };
}
