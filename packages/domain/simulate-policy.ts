import type { RouteChoice, RouteRequest, Verdict } from "./choose-route.ts";
import { compareText } from "./compare-text.ts";
import { ATTRIBUTION_DIMENSIONS, dimensionIndex, parseTags, TAG_PREFIX, TAGS_INDEX, type Tuple } from "./dimensions.ts";
import { COST_COMPONENTS, costMeasure, type Measure, MEASURES, TOKEN_MEASURES } from "./measures.ts";
import { modelName, type ModelRef } from "./model-tier.ts";
import { dateOfPeriod, type PageRow } from "./page.ts";
import { inputTokens } from "./price.ts";
import type { TokenCounts, TokenQuote } from "./quote-tokens.ts";
import type { Reason } from "./route-reason.ts";

/** What rows are held against. */
export interface SimulationRules {
  /** The choice for a request of a local date. */
  readonly choose: (request: RouteRequest, date: string) => RouteChoice;
  /** What tokens of a row would cost at another model; undefined where it has no price. */
  readonly quote: (model: ModelRef, row: PageRow, tokens: TokenCounts) => TokenQuote | undefined;
}

export interface Effect {
  readonly events: bigint;
  /** Picos: what it cost, and what it would have. */
  readonly before: bigint;
  readonly after: bigint;
}

export const NO_EFFECT: Effect = { events: 0n, before: 0n, after: 0n };
export const addEffects = (a: Effect, b: Effect): Effect => ({
  events: a.events + b.events,
  before: a.before + b.before,
  after: a.after + b.after,
});

/** `not_routed` is what calls no text model: policies say nothing of it. */
export type Outcome = Verdict | "not_routed";

/** Rows of which the same holds for the same reasons. */
export interface EffectGroup {
  readonly values: Readonly<Record<(typeof GROUP_DIMENSIONS)[number], string | null>>;
  readonly outcome: Outcome;
  readonly from: ModelRef | null;
  readonly to: ModelRef | null;
  readonly route: string | null;
  readonly reasons: readonly Reason[];
  effect: Effect;
  isEstimated: boolean;
}

export interface Simulation {
  total: Effect;
  /** Of rows whose model, old or new, has no price: they keep what they cost. */
  unpricedEvents: bigint;
  readonly outcomes: Map<Outcome, Effect>;
  /** By tier; null is no model, or one of an unknown tier. What is denied is in no tier afterwards. */
  readonly tiersBefore: Map<string | null, Pick<Effect, "events" | "before">>;
  readonly tiersAfter: Map<string | null, Pick<Effect, "events" | "after">>;
  readonly groups: Map<string, EffectGroup>;
}

export const emptySimulation = (): Simulation => ({
  total: NO_EFFECT,
  unpricedEvents: 0n,
  outcomes: new Map(),
  tiersBefore: new Map(),
  tiersAfter: new Map(),
  groups: new Map(),
});

const GROUP_DIMENSIONS = ["task_class", "workflow", "department", "data_class", "environment"] as const;

/** Operations that a policy chooses a model for. */
export const ROUTED_OPERATIONS = ["chat", "completion"] as const;
const ROUTED: ReadonlySet<string> = new Set(ROUTED_OPERATIONS);

const at = {
  provider: dimensionIndex("provider"),
  model: dimensionIndex("model"),
  tier: dimensionIndex("model_tier"),
  operation: dimensionIndex("operation"),
};
const VALUES = [...ATTRIBUTION_DIMENSIONS, "api_key", "task_class"].map(
  (name) => [name, dimensionIndex(name)] as const,
);
const measureIndex = new Map<string, number>(MEASURES.map((name, index) => [name, index]));
const sumOf = ({ sums }: PageRow, name: Measure): bigint => sums[measureIndex.get(name) ?? -1] ?? 0n;
const sumAll = (row: PageRow, names: readonly Measure[]) => names.reduce((sum, name) => sum + sumOf(row, name), 0n);
const COSTS = COST_COMPONENTS.map(costMeasure);
const TOKEN_COSTS = (["input", "cache_read", "cache_write", "output"] as const).map(costMeasure);
/** The measures of a row that a quote of it at another model is made of. */
export const QUOTED_MEASURES: readonly Measure[] = [
  "events",
  "unpriced_events",
  "response_cache_hits",
  ...TOKEN_MEASURES,
  ...COSTS,
];

/** Holds one row of a page against a policy, and adds what comes of it. */
export function simulateRow(simulation: Simulation, row: PageRow, rules: SimulationRules): void {
  const before = costOfPageRow(row);
  const { choice, from, ...changed } = changeOf(row, before, rules);
  const effect = { events: sumOf(row, "events"), before, after: changed.after };
  const outcome = choice?.verdict ?? "not_routed";
  simulation.total = addEffects(simulation.total, effect);
  if (changed.isUnpriced) simulation.unpricedEvents += effect.events;
  simulation.outcomes.set(outcome, addEffects(simulation.outcomes.get(outcome) ?? NO_EFFECT, effect));
  addTiers(simulation, row.tuple[at.tier] ?? null, choice, effect);
  addGroup(simulation, row, { outcome, choice, from, isEstimated: changed.isEstimated, effect });
}

interface Change {
  readonly after: bigint;
  readonly isEstimated: boolean;
  readonly isUnpriced: boolean;
}

function changeOf(row: PageRow, before: bigint, rules: SimulationRules) {
  const same: Change = { after: before, isEstimated: false, isUnpriced: false };
  const from = modelOf(row);
  if (!isRouted(row) || from === null) return { ...same, choice: undefined, from };
  const choice = rules.choose({ ...requestOf(row), requested: from }, dateOfPeriod(row.period));
  if (choice.verdict === "deny") return { ...same, after: 0n, choice, from };
  if (choice.verdict !== "downgrade" || choice.model === null) return { ...same, choice, from };
  const moved = costElsewhere(row, choice.model, rules);
  if (moved === undefined) return { ...same, isUnpriced: true, choice, from };
  return { after: moved.picos, isEstimated: moved.isEstimated, isUnpriced: false, choice, from };
}

/** Whether it is a call that a policy chooses a model for. */
const isRouted = ({ tuple }: PageRow): boolean => ROUTED.has(tuple[at.operation] ?? "");

/** The model that a row was priced as; null where none is known. */
export function modelOf({ tuple }: PageRow): ModelRef | null {
  const [provider, model] = [tuple[at.provider], tuple[at.model]];
  return provider && model ? { provider, model } : null;
}

const tokensOf = (row: PageRow): TokenCounts =>
  Object.fromEntries(TOKEN_MEASURES.map((name) => [name, Number(sumOf(row, name))]));

/** What the calls of a row ask of a policy, each as if it were their average; they name no model. */
export const requestOf = (row: PageRow): RouteRequest => ({
  values: valuesOf(row.tuple),
  quality: null,
  contextTokens: Math.ceil(inputTokens(tokensOf(row)) / Math.max(1, Number(sumOf(row, "events")))),
  outputTokensMax: null,
  requested: null,
});

export const costOfPageRow = (row: PageRow): bigint => sumAll(row, COSTS);

/** What a row would have cost at another model: its tokens at that model's prices, and all else as it was. Undefined: one of the two has no price. */
export function costElsewhere(
  row: PageRow,
  model: ModelRef,
  { quote }: Pick<SimulationRules, "quote">,
): TokenQuote | undefined {
  const quoted = sumOf(row, "unpriced_events") > 0n ? undefined : quote(model, row, tokensOf(row));
  if (quoted === undefined) return undefined;
  // What is not for tokens, tools for one, costs what it did.
  return { ...quoted, picos: costOfPageRow(row) - sumAll(row, TOKEN_COSTS) + quoted.picos };
}

/** What a request says, as far as pages hold it: neither its risk nor the quality that it asks for. */
export function valuesOf(tuple: Tuple): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, index] of VALUES) {
    const value = tuple[index];
    if (value) values.set(name, value);
  }
  for (const [tag, value] of parseTags(tuple[TAGS_INDEX] ?? null)) values.set(TAG_PREFIX + tag, value);
  return values;
}

function addTiers(simulation: Simulation, tier: string | null, choice: RouteChoice | undefined, effect: Effect): void {
  const { tiersBefore, tiersAfter } = simulation;
  const old = tiersBefore.get(tier) ?? NO_EFFECT;
  tiersBefore.set(tier, { events: old.events + effect.events, before: old.before + effect.before });
  if (choice?.verdict === "deny") return;
  const next = choice?.verdict === "downgrade" ? (choice.model?.tier ?? null) : tier;
  const now = tiersAfter.get(next) ?? NO_EFFECT;
  tiersAfter.set(next, { events: now.events + effect.events, after: now.after + effect.after });
}

function addGroup(
  { groups }: Simulation,
  { tuple }: PageRow,
  {
    outcome,
    choice,
    from,
    isEstimated,
    effect,
  }: Pick<EffectGroup, "outcome" | "from" | "isEstimated" | "effect"> & { readonly choice: RouteChoice | undefined },
): void {
  const values = GROUP_DIMENSIONS.map((name) => tuple[dimensionIndex(name)] ?? null);
  const to = choice?.verdict === "downgrade" ? choice.model : null;
  const reasons = choice?.reasons ?? [];
  const codes = reasons.map(({ code, subject }) => [code, subject?.id]);
  const key = JSON.stringify([values, outcome, from && modelName(from), to && modelName(to), choice?.route?.id, codes]);
  const group = groups.get(key);
  if (group) {
    group.effect = addEffects(group.effect, effect);
    group.isEstimated ||= isEstimated;
    return;
  }
  const [task_class = null, workflow = null, department = null, data_class = null, environment = null] = values;
  groups.set(key, {
    values: { task_class, workflow, department, data_class, environment },
    outcome,
    from,
    to,
    route: choice?.route?.id ?? null,
    reasons,
    effect,
    isEstimated,
  });
}

/** The groups of the greatest difference, then of the greatest cost, and what is not named in one sum. */
export function rankGroups({ groups }: Simulation, max: number) {
  const size = ({ before, after }: Effect) => (before > after ? before - after : after - before);
  const compare = (a: bigint, b: bigint) => Number(b > a) - Number(b < a);
  const ordered = [...groups].toSorted(
    ([a, { effect: x }], [b, { effect: y }]) =>
      compare(size(x), size(y)) || compare(x.before, y.before) || compareText(a, b),
  );
  const unnamed = ordered.slice(max).map(([, { effect }]) => effect);
  return {
    named: ordered.slice(0, max).map(([, group]) => group),
    rest: { count: unnamed.length, ...unnamed.reduce(addEffects, NO_EFFECT) },
  };
}
