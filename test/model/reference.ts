import { type Policy, POLICIES, PRICES, PROVIDER, type Scope } from "./canned.ts";
import { isSamePeriod } from "./reference-calendar.ts";
import { choose, type Chosen, type ExceptionInForce, type Question, reason } from "./reference-routing.ts";
import { type CountedStep, judgeStep, type RunLimit, type Step } from "./reference-run.ts";

/*
 * All of configuration and decisions once more: lists of what was ever said and done, and sums over them. Nothing is counted ahead, kept
 * in two places or remembered from one question to the next, so that it is slow and easy to read. Money is in picos.
 */

export interface Budget {
  readonly id: string;
  readonly scope: Scope;
  readonly period: "day" | "month";
  readonly amount: bigint;
  readonly isHard: boolean;
}
export interface Override {
  readonly id: string;
  readonly budget: string;
  readonly value: string | null;
  readonly amount: bigint | null;
  readonly percent: number | null;
  readonly from: number;
  /** When it expires, or was ended. */
  until: number;
}
export interface Pause {
  readonly id: string;
  readonly kind: "workflow" | "agent" | "application" | "api_key" | "route";
  readonly target: string;
  isActive: boolean;
}
export interface ApiKey {
  readonly id: string;
  binding: Readonly<Record<string, string>>;
  isEnforced: boolean;
}
export interface RateLimit {
  readonly id: string;
  readonly name: string;
  readonly per: "api_key" | "agent" | "application" | "user" | "workflow";
  readonly value: string;
  readonly measure: "requests" | "tokens" | "money";
  amount: bigint;
  readonly window: "minute" | "hour";
}
export interface Exception extends ExceptionInForce {
  readonly expires: number;
  status: "requested" | "approved" | "refused" | "ended";
}
/** What a call took of a limit: what was given back is taken out again. */
interface RateTake {
  readonly key: string;
  readonly windowStart: number;
  readonly amount: bigint;
}
/** A budget, or of a template the one for a value. */
export interface Level {
  readonly budget: string;
  readonly value: string | null;
}
export interface Attempt {
  readonly picos: bigint;
  /** Who settled it: "release", or an event. */
  by: string | null;
  isFree: boolean;
}
export interface Hold {
  readonly levels: readonly { readonly level: Level; isOver: boolean }[];
  readonly attempts: readonly Attempt[];
  /** Slots of five minutes. */
  readonly endsInSlot: number;
}
export interface UsageEvent {
  readonly key: string;
  readonly at: number;
  readonly model: string | null;
  /** From when it is recorded on: by what its key is bound to then. */
  values: ReadonlyMap<string, string>;
  readonly cost: bigint;
  readonly decision: Decision;
  readonly attempt: number;
  readonly isSuccess: boolean;
  isRecorded: boolean;
  isFolded: boolean;
}
export interface Asked {
  readonly key: number;
  readonly operation: "chat" | "embedding";
  readonly attribution: Readonly<Record<string, string>>;
  readonly taskClass: string | null;
  readonly risk: string | null;
  readonly quality: Question["quality"];
  readonly requested: string | null;
  readonly context: number | null;
  readonly output: number | null;
  readonly attempts: number;
  readonly run: Step | null;
}
export interface Decision {
  readonly at: number;
  readonly asked: Asked;
  readonly answer: Answer;
  /** What its answer named, once there was one. */
  id: string;
  reservation: string | null;
}
export type Answer =
  | { readonly status: 403 | 422 }
  | {
      readonly status: 429;
      readonly limits: readonly string[];
      readonly retryAfter: number | null;
    }
  | {
      readonly status: 200;
      readonly verdict: Chosen["verdict"];
      readonly model: string | null;
      readonly fallbacks: readonly string[];
      readonly route: string | null;
      readonly type: Chosen["type"];
      readonly limits: Chosen["limits"];
      readonly review: boolean;
      readonly reserved: bigint | null;
      readonly expiresAt: number | null;
      readonly reasons: readonly string[];
    };

export interface Books {
  now: number;
  policy: Policy;
  budgets: Budget[];
  overrides: Override[];
  pauses: Pause[];
  keys: ApiKey[];
  rateLimits: RateLimit[];
  runLimits: RunLimit[];
  exceptions: Exception[];
  takes: RateTake[];
  steps: CountedStep[];
  holds: (Hold & { readonly decision: Decision })[];
  decisions: Decision[];
  events: UsageEvent[];
}

export const newBooks = (now: number): Books => ({
  now,
  policy: POLICIES[0],
  budgets: [],
  overrides: [],
  pauses: [],
  keys: [],
  rateLimits: [],
  runLimits: [],
  exceptions: [],
  takes: [],
  steps: [],
  holds: [],
  decisions: [],
  events: [],
});

const MINUTE = 60_000;
const SLOT = 5 * MINUTE;

/** Whose call it is: what it says, then what its key is bound to. */
function valuesOf(books: Books, { key, attribution, taskClass }: Asked): Map<string, string> {
  const own = books.keys[key];
  const values = new Map(Object.entries({ ...own?.binding, ...attribution }));
  if (own) values.set("api_key", own.id);
  if (taskClass !== null) values.set("task_class", taskClass);
  return values;
}

const covers = (scope: Scope, values: ReadonlyMap<string, string>): boolean =>
  Object.entries(scope).every(([name, listed]) => listed.includes(values.get(name) ?? "unattributed"));

/** The values that budgets see: those of the event that the call will lead to. */
export function eventValues(
  books: Books,
  asked: Asked,
  model: string | null,
  route: string | null,
): ReadonlyMap<string, string> {
  const values = valuesOf(books, asked);
  values.set("provider", PROVIDER);
  if (model !== null) values.set("model", model);
  if (route !== null) values.set("route", route);
  values.set("operation", asked.operation);
  return values;
}

/** The level of a budget that values count in. */
export function levelOf({ id, scope }: Budget, values: ReadonlyMap<string, string>): Level | undefined {
  const own = Object.keys(scope).find((name) => scope[name]?.[0] === "*");
  const { [own ?? ""]: _, ...listed } = scope;
  if (!covers(listed, values)) return undefined;
  if (own === undefined) return { budget: id, value: null };
  const value = values.get(own);
  return value === undefined ? undefined : { budget: id, value };
}

const isSame = (a: Level, b: Level): boolean => a.budget === b.budget && a.value === b.value;

/** By the usage that is folded. */
export function spentOf(books: Books, budget: Budget, level: Level): bigint {
  return books.events
    .filter(({ isFolded, at }) => isFolded && isSamePeriod(budget.period, at, books.now))
    .filter(({ values }) => {
      const own = levelOf(budget, values);
      return own !== undefined && isSame(own, level);
    })
    .reduce((sum, { cost }) => sum + cost, 0n);
}

export function heldOf({ holds }: Books, level: Level): bigint {
  return holds
    .filter(({ levels }) => levels.some((each) => !each.isOver && isSame(each.level, level)))
    .flatMap(({ attempts }) => attempts.filter(({ isFree }) => !isFree))
    .reduce((sum, { picos }) => sum + picos, 0n);
}

export const overridesOf = ({ overrides, now }: Books, level: Level): readonly Override[] =>
  overrides
    .filter(({ budget, value }) => budget === level.budget && (value === null || value === level.value))
    .filter(({ from, until }) => from <= now && now < until);

export const capOf = (books: Books, { amount }: Budget, level: Level): bigint =>
  overridesOf(books, level).reduce(
    (sum, override) => sum + (override.amount ?? (amount * BigInt(override.percent ?? 0)) / 100n),
    amount,
  );

/** What a call costs. Nobody knows it of a model without a price. */
export function costOf(
  model: string | null,
  usage: { readonly input: number; readonly written: number; readonly output: number },
): bigint {
  const price = PRICES[model ?? ""];
  if (!price) return 0n;
  return (
    BigInt(usage.input) * price.input +
    BigInt(usage.written) * (price.written ?? 0n) +
    BigInt(usage.output) * price.output +
    price.perCall
  );
}

/** What it may cost at most; null where nobody can say. */
function worstOf(model: string, context: number | null, output: number | null): bigint | null {
  const price = PRICES[model];
  if (!price) return null;
  const dearest = price.written !== undefined && price.written > price.input ? price.written : price.input;
  if ((context === null && dearest > 0n) || (output === null && price.output > 0n)) return null;
  const input = BigInt(context ?? 0) * dearest;
  // Input is rounded in three parts, each up to a pico.
  return input + BigInt(output ?? 0) * price.output + price.perCall + (input > 0n ? 2n : 0n);
}

/** One way to make the call: the models that may be called, and what is to be held for them. */
interface Plan {
  readonly choice: Chosen;
  readonly fallbacks: readonly string[];
  /** Of one attempt. */
  readonly worst: bigint | null;
  readonly levels: readonly Level[];
}

function planOf(books: Books, asked: Asked, choice: Chosen, fallbacks: readonly string[]): Plan {
  const models = choice.model === null ? [] : [choice.model, ...fallbacks];
  const { context, output } = ceilingsOf(asked, choice);
  const costs = models.map((model) => worstOf(model, context, output));
  const known = costs.filter((cost) => cost !== null);
  const levels = (models.length === 0 ? [null] : models).flatMap((model) =>
    books.budgets
      .filter(({ isHard }) => isHard)
      .flatMap((budget) => levelOf(budget, eventValues(books, asked, model, choice.route)) ?? []),
  );
  return {
    choice,
    fallbacks,
    worst: known.length < costs.length ? null : known.reduce((most, cost) => (cost > most ? cost : most), 0n),
    levels: levels.filter((level, index) => levels.findIndex((each) => isSame(each, level)) === index),
  };
}

function ceilingsOf(asked: Asked, { limits }: Chosen) {
  const output = limits.output ?? (asked.operation === "embedding" ? 0 : null);
  return { context: asked.context ?? limits.context, output };
}

const exceptionsInForce = ({ exceptions, now }: Books): readonly Exception[] =>
  exceptions.filter(({ status, expires }) => status === "approved" && now < expires);

function choiceOf(books: Books, asked: Asked, requested: string | null): Chosen {
  if (asked.operation === "embedding") {
    const limits = { context: null, output: asked.output, seconds: null, tools: null, steps: null };
    const reasons = [reason("policy_not_asked", "operation", asked.operation)];
    const nothing = { route: null, fallbacks: [], review: false, type: "default" } as const;
    return { ...nothing, verdict: "allow", model: requested, limits, reasons };
  }
  const values = valuesOf(books, asked);
  if (asked.risk !== null) values.set("risk", asked.risk);
  const { quality, context, output } = asked;
  return choose(books.policy, { values, quality, context, output, requested }, exceptionsInForce(books));
}

/** What is answered to a question, and what is taken for it. */
export function decide(books: Books, asked: Asked): Decision {
  const decision: Decision = { at: books.now, asked, answer: answerTo(books, asked), id: "", reservation: null };
  return decision;
}

function answerTo(books: Books, asked: Asked): Answer {
  const key = books.keys[asked.key];
  const active = books.pauses.filter(({ isActive }) => isActive);
  if (active.some(({ kind, target }) => kind === "api_key" && target === key?.id)) return { status: 403 };
  const isForeign = Object.entries(key?.binding ?? {}).some(
    ([name, own]) => (asked.attribution[name] ?? own) !== own,
  );
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
    return refused("deny", ofMoney.map(({ id }) => reason("no_upper_bound", "run_limit", id)));
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

const SECONDS = { minute: 60, hour: 3600 } as const;
const rateKey = ({ per, measure, window }: RateLimit, value: string): string => [per, value, measure, window].join(" ");

function judgeRates(books: Books, asked: Asked, { worst, choice }: Plan, values: ReadonlyMap<string, string>) {
  const { context, output } = ceilingsOf(asked, choice);
  const attempts = BigInt(asked.attempts);
  const needs = {
    requests: 1n,
    tokens: context === null || output === null ? null : BigInt(context + output) * attempts,
    money: worst === null ? null : worst * attempts,
  };
  const held = books.rateLimits.filter((limit) => {
    const own = values.get(limit.per) ?? "unattributed";
    if (limit.value !== "*") return limit.value === own;
    const isNamed = (other: RateLimit) =>
      other.value === own && (["per", "measure", "window"] as const).every((name) => other[name] === limit[name]);
    return own !== "unattributed" && !books.rateLimits.some(isNamed);
  });
  const asks = held.map((limit) => {
    const key = rateKey(limit, values.get(limit.per) ?? "unattributed");
    const length = SECONDS[limit.window] * 1000;
    const windowStart = books.now - (books.now % length);
    const counted = books.takes
      .filter((take) => take.key === key && take.windowStart === windowStart)
      .reduce((sum, take) => sum + take.amount, 0n);
    const need = needs[limit.measure];
    const isTooLarge = need !== null && (limit.amount === 0n || need > limit.amount);
    const why =
      need === null
        ? "no bound"
        : isTooLarge
          ? "too large"
          : counted + need > limit.amount
            ? "full"
            : null;
    const seconds = Math.ceil((windowStart + length - books.now) / 1000);
    return { limit, why, seconds, take: { key, windowStart, amount: need ?? 0n } };
  });
  return { refusing: asks.filter(({ why }) => why !== null), takes: asks.map(({ take }) => take) };
}

interface Held {
  /** The one that fits; undefined: none does. */
  readonly plan?: Plan;
  readonly isHeld?: boolean;
  readonly reasons: readonly string[];
}

type Full = { readonly level: Level; readonly room: bigint };

/** The levels that have no room for a plan. */
function fullOf(books: Books, asked: Asked, { worst, levels }: Plan): readonly Full[] {
  const needed = (worst ?? 0n) * BigInt(asked.attempts);
  return levels.flatMap((level) => {
    const budget = books.budgets.find(({ id }) => id === level.budget);
    if (!budget) return [];
    const room = capOf(books, budget, level) - spentOf(books, budget, level) - heldOf(books, level);
    return room < needed ? [{ level, room }] : [];
  });
}

const budgetReason = (code: string, { budget }: Level): string => reason(code, "budget", budget);

function overrideReasons(books: Books, levels: readonly Level[]): readonly string[] {
  const ids = levels.flatMap((level) => overridesOf(books, level).map(({ id }) => id));
  return [...new Set(ids)].map((id) => reason("budget_override", "budget_override", id));
}

function holdOf(books: Books, asked: Asked, plan: Plan): Held {
  const { worst, levels, choice } = plan;
  if (levels.length === 0) return { plan, reasons: [] };
  if (worst === null) return { reasons: levels.map((level) => budgetReason("no_upper_bound", level)) };
  if (worst === 0n) return { plan, reasons: [reason("no_cost", "model", `${PROVIDER}/${choice.model}`)] };
  const full = fullOf(books, asked, plan);
  if (full.length === 0) return heldBy(books, plan);
  for (const other of cheaperOf(books, asked, plan)) {
    if (other.worst === 0n && other.levels.length > 0) {
      const free = holdOf(books, asked, other);
      return { ...free, reasons: [...downgraded(plan, other, full), ...free.reasons] };
    }
    if (fullOf(books, asked, other).length > 0) continue;
    const held = other.levels.length === 0 ? { plan: other, reasons: [] } : heldBy(books, other);
    return { ...held, reasons: [...downgraded(plan, other, full), ...held.reasons] };
  }
  return {
    reasons: [...full.map(({ level }) => budgetReason("cap_reached", level)), ...overrideReasons(books, levels)],
  };
}

const heldBy = (books: Books, plan: Plan): Held => ({
  plan,
  isHeld: true,
  reasons: [...plan.levels.map((level) => budgetReason("cap_held", level)), ...overrideReasons(books, plan.levels)],
});

const downgraded = (plan: Plan, other: Plan, full: readonly Full[]): readonly string[] =>
  full.map(({ level }) =>
    budgetReason(plan.choice.model === other.choice.model ? "fallbacks_dropped" : "cap_downgrade", level),
  );

/** The same model alone, then each that the policy would fall back to, as far as they cost less at the most. */
function cheaperOf(books: Books, asked: Asked, plan: Plan): readonly Plan[] {
  const alone = plan.fallbacks.length > 0 ? [planOf(books, asked, plan.choice, [])] : [];
  const others = plan.choice.fallbacks.flatMap((model) => {
    const choice = choiceOf(books, asked, model);
    return choice.model === model ? [planOf(books, asked, choice, [])] : [];
  });
  return [...alone, ...others].filter(({ worst }) => worst !== null && worst < (plan.worst ?? 0n));
}

/** Once a question is answered: what it holds from now on. */
export function keepDecision(books: Books, decision: Decision): void {
  books.decisions.push(decision);
  const { answer, asked } = decision;
  if (answer.status !== 200 || answer.reserved === null || answer.expiresAt === null) return;
  const models = [answer.model, ...answer.fallbacks];
  const levels = models.flatMap((model) =>
    books.budgets
      .filter(({ isHard }) => isHard)
      .flatMap((budget) => levelOf(budget, eventValues(books, asked, model, answer.route)) ?? []),
  );
  const each = answer.reserved / BigInt(asked.attempts);
  books.holds.push({
    decision,
    levels: levels
      .filter((level, index) => levels.findIndex((other) => isSame(other, level)) === index)
      .map((level) => ({ level, isOver: false })),
    attempts: Array.from({ length: asked.attempts }, () => ({ picos: each, by: null, isFree: false })),
    endsInSlot: Math.floor(answer.expiresAt / SLOT),
  });
}

/** Sets free what is held for attempts of which nobody told; resolves with how much, and of which. */
export function release(books: Books, decision: Decision): { readonly picos: bigint; readonly attempts: number[] } {
  const hold = books.holds.find((each) => each.decision === decision);
  const freed: number[] = [];
  let picos = 0n;
  hold?.attempts.forEach((attempt, index) => {
    if (attempt.by !== null) return;
    attempt.by = "release";
    attempt.isFree = true;
    picos += attempt.picos;
    freed.push(index + 1);
  });
  return { picos, attempts: freed };
}

/** An event is in the journal: the attempts that it settles are its own, if they are nobody's. */
export function recordEvent(books: Books, key: string): void {
  const event = books.events.find((each) => each.key === key);
  if (!event || event.isRecorded) return;
  event.isRecorded = true;
  const { answer, asked } = event.decision;
  event.values = eventValues(books, asked, event.model, answer.status === 200 ? answer.route : null);
  const hold = books.holds.find(({ decision }) => decision === event.decision);
  hold?.attempts.forEach((attempt, index) => {
    const isSettled = index + 1 === event.attempt || (event.isSuccess && index + 1 > event.attempt);
    if (isSettled) attempt.by ??= key;
  });
}

/** What is in the journal counts now, and what it settled is free. */
export function foldAll(books: Books): void {
  for (const event of books.events) if (event.isRecorded) event.isFolded = true;
  const folded = new Set(books.events.filter(({ isFolded }) => isFolded).map(({ key }) => key));
  for (const { attempts } of books.holds)
    for (const attempt of attempts) if (attempt.by !== null && folded.has(attempt.by)) attempt.isFree = true;
}

/** All that was accepted until then is folded: what ended a minute before that holds nothing any more, where budgets are hard. */
export function caughtUp(books: Books, until: number): void {
  const firstLive = Math.floor((until - MINUTE) / SLOT);
  const isTemplate = ({ scope }: Budget) => Object.values(scope).some(([value]) => value === "*");
  const hard = books.budgets.filter(({ isHard }) => isHard);
  for (const { levels, endsInSlot } of books.holds) {
    if (endsInSlot >= firstLive) continue;
    for (const each of levels) {
      const { budget, value } = each.level;
      // Plain budgets are counted together, those that were hard before among them.
      const isSeen =
        value === null
          ? hard.some((other) => !isTemplate(other))
          : hard.some((other) => isTemplate(other) && other.id === budget);
      if (isSeen) each.isOver = true;
    }
  }
}
