import type { BudgetScope } from "@outlay/domain/budget";
import { type Random, seededRandom } from "../crash/random.ts";

/** What one input token of the model costs: amounts here are whole units of it. $2.50 a million tokens, in picos. */
export const UNIT_PICOS = 2_500_000n;

/** A hard budget as the plan makes it. */
export interface PlainBudget {
  readonly id: string;
  readonly scope: BudgetScope;
  readonly period: "day" | "month";
  readonly units: number;
}

/** A call of one caller, from its decision to whatever becomes of it. Times in ms; amounts in units. */
export interface PlainCall {
  readonly id: string;
  readonly startsAfterMs: number;
  readonly department: string;
  readonly project: string;
  readonly key: string;
  readonly agent: string | null;
  /** At most what each attempt costs. */
  readonly amounts: readonly number[];
  /** What attempts did cost, in order; fewer than amounts where an earlier one succeeded. */
  readonly actual: readonly number[];
  /** Before the slot ends in which it expires: none where the slot ends with it. */
  readonly lastsMs: number;
  readonly durationMs: number;
  readonly fate:
    | "settles"
    | "crashes"
    | "releases"
    | "releases late"
    | "settles and releases"
    | "is late"
    | "asks nobody";
  /** How often its events are sent. */
  readonly copies: number;
}

export type Edit = { readonly afterMs: number } & (
  | { readonly kind: "amount"; readonly budgetId: string; readonly units: number }
  | { readonly kind: "scope"; readonly budgetId: string; readonly scope: BudgetScope }
  | { readonly kind: "soft for a while"; readonly budgetId: string; readonly forMs: number }
  | { readonly kind: "override"; readonly budgetId: string; readonly percent: number; readonly forMs: number }
);

export interface CapsScenario {
  readonly startEpochMs: number;
  readonly budgets: readonly PlainBudget[];
  /** By caller: one after the other. */
  readonly callers: readonly (readonly PlainCall[])[];
  readonly edits: readonly Edit[];
  /** Some calls cost more than they reserved. */
  readonly hasUnderestimates: boolean;
}

const DEPARTMENTS = ["support", "sales"] as const;
const PROJECTS = ["triage", "answers"] as const;
const KEYS = ["key_one", "key_two"] as const;
const AGENTS = ["resolver", "writer", null] as const;
const SLOT_MS = 300_000;
const OTHERS: readonly PlainCall["fate"][] = ["crashes", "releases", "settles and releases", "is late", "asks nobody"];
const SETTLING: readonly PlainCall["fate"][] = ["settles"];
const RELEASING: readonly PlainCall["fate"][] = [
  "settles",
  "settles",
  "settles",
  "releases",
  "releases",
  "releases late",
  ...OTHERS,
];
/** What becomes of a run's calls: mostly they settle, or mostly they do not. */
const FATES: readonly (readonly PlainCall["fate"][])[] = [
  SETTLING,
  [...SETTLING, ...SETTLING, ...SETTLING, ...SETTLING, ...SETTLING, ...OTHERS],
  RELEASING,
];
const DAY = Date.UTC(2026, 10, 10);

/** The five levels: company, department, project, each key, each agent. */
const LEVELS: readonly { readonly id: string; readonly scope: BudgetScope; readonly share: number }[] = [
  { id: "bud_company", scope: {}, share: 1 },
  { id: "bud_depart", scope: { department: ["support"] }, share: 0.5 },
  { id: "bud_projct", scope: { project: ["triage"] }, share: 0.5 },
  { id: "bud_apikey", scope: { api_key: ["*"] }, share: 0.5 },
  { id: "bud_agents", scope: { agent: ["*"] }, share: 0.33 },
];

/** What meets more often: changes of budgets, calls that are released while replies get lost, or many at the same time. */
export type CapsFocus = "all" | "edits" | "releases" | "crowd";
const FOCI: readonly CapsFocus[] = ["all", "edits", "releases", "crowd"];
export const focusOf = (seed: number): CapsFocus => FOCI[seed % FOCI.length] ?? "all";

/** `callers` many of them; where it is undefined, two to a dozen. */
export function makeCapsScenario(seed: number, callers?: number): CapsScenario {
  const random = seededRandom(seed);
  const focus = focusOf(seed);
  const few =
    focus === "crowd" || focus === "releases" ? 5 + random.int(8) : 2 + random.int(random.chance(0.3) ? 11 : 4);
  const count = callers ?? few;
  // Some runs cross midnight, where periods of a day end.
  const isLate = random.chance(0.35);
  const startEpochMs = DAY + (isLate ? 23 * 60 + 40 + random.int(18) : 10 * 60 + random.int(60)) * 60_000;
  const callsEach = count > 40 ? 1 : 1 + random.int(count > 8 ? 2 : 4);
  const hasUnderestimates = random.chance(0.15);
  const kind = {
    spreadMs: focus === "crowd" ? 0 : random.pick([0, 2_000, 60_000, 600_000]),
    fates: focus === "crowd" ? SETTLING : focus === "releases" ? RELEASING : random.pick(FATES),
    hasUnderestimates,
  };
  const budgets = makeBudgets(random, count * callsEach, focus);
  return {
    startEpochMs,
    budgets,
    callers: Array.from({ length: count }, (_, caller) =>
      Array.from({ length: callsEach }, (_, nth) => makeCall(random, `${caller}_${nth}`, kind)),
    ),
    edits:
      focus === "edits" || random.chance(0.25)
        ? makeEdits(random, budgets, kind.spreadMs * callsEach, focus === "edits" ? 6 : 3)
        : [],
    hasUnderestimates,
  };
}

function makeBudgets(random: Random, calls: number, focus: CapsFocus): PlainBudget[] {
  const most = calls * 60;
  const isIn = (id: string) => random.chance(focus === "edits" && id === "bud_depart" ? 1 : 0.75);
  const budgets = LEVELS.filter(({ id }) => isIn(id)).map(({ id, scope, share }) => ({
    id,
    scope,
    period: random.chance(0.6) ? ("day" as const) : ("month" as const),
    units: Math.max(100, Math.floor(most * share * random.pick([0.2, 0.4, 0.7, 1, 2]))),
  }));
  return budgets.length > 0
    ? budgets
    : [{ id: "bud_company", scope: {}, period: "month", units: Math.max(100, most >> 1) }];
}

interface Kind {
  readonly spreadMs: number;
  readonly fates: readonly PlainCall["fate"][];
  readonly hasUnderestimates: boolean;
}

function makeCall(random: Random, id: string, { spreadMs, fates, hasUnderestimates }: Kind): PlainCall {
  const amounts = [1 + random.int(100), ...(random.chance(0.3) ? [1 + random.int(100)] : [])];
  const attempts = random.chance(0.5) ? amounts.length : 1;
  const costOf = (amount: number) =>
    hasUnderestimates && random.chance(0.4)
      ? random.int(2 * amount)
      : random.chance(0.4)
        ? amount
        : random.int(amount + 1);
  const lastsMs = random.pick([60_000, 240_000, 900_000]) + (random.chance(0.5) ? 0 : random.int(SLOT_MS));
  // Many calls end just before they would expire: that is when what they held may go too early.
  const durationMs = random.chance(0.4) ? lastsMs - 1 - random.int(5_000) : random.int(lastsMs - 1_000);
  return {
    id,
    startsAfterMs: random.int(spreadMs + 1),
    department: random.pick(DEPARTMENTS),
    project: random.pick(PROJECTS),
    key: random.pick(KEYS),
    agent: random.pick(AGENTS),
    amounts,
    actual: amounts.slice(0, attempts).map(costOf),
    lastsMs,
    durationMs,
    fate: random.pick(fates),
    copies: random.pick([1, 1, 2, 3]),
  };
}

function makeEdits(random: Random, budgets: readonly PlainBudget[], busyMs: number, most: number): Edit[] {
  return Array.from({ length: 1 + random.int(most) }, (): Edit => {
    const department = random.chance(0.5) ? budgets.find(({ id }) => id === "bud_depart") : undefined;
    const { id: budgetId, units } = department ?? random.pick(budgets);
    const afterMs = random.int(random.pick([1_000, busyMs + 1_000, 1_200_000]));
    const kinds = department
      ? (["scope", "scope", "amount"] as const)
      : (["amount", "soft for a while", "override"] as const);
    const kind = random.pick<Edit["kind"]>([...kinds]);
    if (kind === "amount")
      return { kind, afterMs, budgetId, units: Math.max(1, Math.floor(units * random.pick([0.3, 0.8, 1.5]))) };
    if (kind === "soft for a while") return { kind, afterMs, budgetId, forMs: random.int(400_000) };
    if (kind === "override") return { kind, afterMs, budgetId, percent: 50, forMs: 60_000 + random.int(600_000) };
    return { kind, afterMs, budgetId, scope: { department: [random.pick(DEPARTMENTS)] } };
  });
}
