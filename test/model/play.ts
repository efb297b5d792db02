import assert from "node:assert/strict";
import { at, valueAt } from "../integration/world.ts";
import { askDecision, askRelease, sendAgain, sendUsage } from "./play-calls.ts";
import type { Command } from "./commands.ts";
import { LAST, nextDay, nextMonth } from "./reference-calendar.ts";
import type { RateLimit } from "./books.ts";
import { activate, type Stage } from "./stage.ts";
import { checkStatuses } from "./statuses.ts";
import { picosOf } from "./amounts.ts";

/** Does what a command says to the product and to the reference, and throws where they differ. */
export async function play(stage: Stage, command: Command): Promise<void> {
  stage.tally.commands += 1;
  await PLAYS[command.kind](stage, command as never);
}

type Plays = {
  readonly [Kind in Command["kind"]]: (stage: Stage, command: Extract<Command, { kind: Kind }>) => Promise<void>;
};

const pick = <T>(of: readonly T[], which: number): T | undefined => of[which % Math.max(1, of.length)];

async function expectStatus(
  stage: Stage,
  expected: number,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const answer = await stage.tenant.owner.send(method, path, body);
  assert.equal(answer.status, expected, `${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

type Spec = Extract<Command, { kind: "make budget" }>["spec"];

const budgetBody = (stage: Stage, { scope, period, amount, isHard }: Spec) => ({
  name: stage.newName(),
  scope,
  period: { type: period },
  amount,
  enforcement: isHard ? "hard" : "soft",
});

const AMOUNTS = {
  requests: ["0", "1", "3", "20"],
  tokens: ["0", "1500", "4000", "30000"],
  money: ["0", "0.01", "0.05", "2"],
} as const;
const amountOf = ({ measure }: Pick<RateLimit, "measure">, which: number): string => AMOUNTS[measure][which] ?? "0";
const countOf = (measure: RateLimit["measure"], text: string): bigint =>
  measure === "money" ? picosOf(text) : BigInt(text);

const NAMES = {
  agent: ["a1", "a2"],
  application: ["copilot", "portal"],
  user: ["u1", "u2"],
  workflow: ["rag", "triage"],
} as const;

const PLAYS: Plays = {
  decide: askDecision,
  use: sendUsage,
  "use again": sendAgain,
  release: askRelease,

  "make budget": async (stage, { spec }) => {
    const { books } = stage;
    if (books.budgets.length >= 8) return;
    const body = await expectStatus(stage, 201, "POST", "/v1/budgets", budgetBody(stage, spec));
    books.budgets.push({ ...spec, id: at(body, "id"), amount: picosOf(spec.amount) });
  },
  "change budget": async (stage, { which, spec }) => {
    const { books } = stage;
    const budget = pick(books.budgets, which);
    if (!budget) return;
    await expectStatus(stage, 200, "PUT", `/v1/budgets/${budget.id}`, budgetBody(stage, spec));
    books.budgets[books.budgets.indexOf(budget)] = { ...spec, id: budget.id, amount: picosOf(spec.amount) };
  },
  "change amount": async (stage, { which, amount, isHard }) => {
    const { books } = stage;
    const budget = pick(books.budgets, which);
    if (!budget) return;
    const spec = { ...budget, isHard, amount };
    await expectStatus(stage, 200, "PUT", `/v1/budgets/${budget.id}`, budgetBody(stage, spec));
    books.budgets[books.budgets.indexOf(budget)] = { ...budget, isHard, amount: picosOf(amount) };
  },
  "remove budget": async (stage, { which }) => {
    const { books } = stage;
    const budget = pick(books.budgets, which);
    if (!budget) return;
    await expectStatus(stage, 204, "DELETE", `/v1/budgets/${budget.id}`);
    books.budgets.splice(books.budgets.indexOf(budget), 1);
  },

  override: async (stage, { which, value, size, minutes }) => {
    const { books } = stage;
    const budget = pick(books.budgets, which);
    if (!budget) return;
    const until = books.now + minutes * 60_000;
    const isTemplate = Object.values(budget.scope).some(([first]) => first === "*");
    const isRight = budget.isHard && (value === null || isTemplate);
    const path = "/v1/budget-overrides";
    const asked = { budget_id: budget.id, value, ...size, reason: "more", expires_at: new Date(until).toISOString() };
    const answer = await stage.tenant.owner.post(path, asked);
    assert.equal(answer.status === 201, isRight, JSON.stringify(answer.body));
    if (!isRight) return;
    books.overrides.push({
      id: at(answer.body, "id"),
      budget: budget.id,
      value,
      amount: "amount" in size ? picosOf(size.amount) : null,
      percent: "percent" in size ? size.percent : null,
      from: books.now,
      until,
    });
  },
  "end override": async (stage, { which }) => {
    const override = pick(stage.books.overrides, which);
    if (!override) return;
    const isInForce = stage.books.now < override.until;
    await expectStatus(stage, isInForce ? 200 : 409, "POST", `/v1/budget-overrides/${override.id}/end`, {});
    if (isInForce) override.until = stage.books.now;
  },

  pause: async (stage, { target: kind, id }) => {
    const { books } = stage;
    const target = kind === "api_key" ? (books.keys[Number(id)]?.id ?? "") : id;
    const isKnown = kind !== "route" || (books.policy.routes ?? []).some((route) => route.id === target);
    const isPaused = books.pauses.some((pause) => pause.isActive && pause.kind === kind && pause.target === target);
    const body = { target: { kind, id: target }, reason: "too much" };
    const made = await expectStatus(stage, isKnown ? (isPaused ? 409 : 201) : 422, "POST", "/v1/pauses", body);
    if (isKnown && !isPaused) books.pauses.push({ id: at(made, "id"), kind, target, isActive: true });
  },
  resume: async (stage, { which }) => {
    const pause = pick(stage.books.pauses, which);
    if (!pause) return;
    await expectStatus(stage, 200, "POST", `/v1/pauses/${pause.id}/resume`, { reason: "all is well" });
    pause.isActive = false;
  },

  bind: async (stage, { which, binding, isEnforced }) => {
    const key = pick(stage.books.keys, which);
    if (!key) return;
    const body = { binding, binding_mode: isEnforced ? "enforced" : "default" };
    await expectStatus(stage, 200, "PATCH", `/v1/api-keys/${key.id}`, body);
    key.binding = binding;
    key.isEnforced = isEnforced;
  },

  "rate limit": async (stage, { per, value, measure, amount, window }) => {
    const { books } = stage;
    if (books.rateLimits.length >= 6) return;
    const names = per === "api_key" ? books.keys.map(({ id }) => id) : NAMES[per];
    const named = value === "first" ? names[0] : value === "second" ? names[1] : value;
    const limit = { per, value: named ?? "*", measure, window };
    const isTaken = books.rateLimits.some(
      (other) =>
        other.per === per && other.value === limit.value && other.measure === measure && other.window === window,
    );
    const name = stage.newName();
    const text = amountOf(limit, amount);
    const body = await expectStatus(stage, isTaken ? 409 : 201, "POST", "/v1/rate-limits", {
      name,
      ...limit,
      amount: text,
    });
    if (!isTaken) books.rateLimits.push({ id: at(body, "id"), name, ...limit, amount: countOf(measure, text) });
  },
  "change rate limit": async (stage, { which, amount }) => {
    const limit = pick(stage.books.rateLimits, which);
    if (!limit) return;
    const { id, amount: _, ...rest } = limit;
    const text = amountOf(limit, amount);
    await expectStatus(stage, 200, "PUT", `/v1/rate-limits/${id}`, { ...rest, amount: text });
    limit.amount = countOf(limit.measure, text);
  },
  "remove rate limit": async (stage, { which }) => {
    const limit = pick(stage.books.rateLimits, which);
    if (!limit) return;
    await expectStatus(stage, 204, "DELETE", `/v1/rate-limits/${limit.id}`);
    stage.books.rateLimits = stage.books.rateLimits.filter((other) => other !== limit);
  },

  "run limit": async (stage, command) => {
    const { kind: _, ...limit } = command;
    if (stage.books.runLimits.length >= 4) return;
    const body = await expectStatus(stage, 201, "POST", "/v1/run-limits", { name: stage.newName(), ...limit });
    const amount_max = limit.amount_max === null ? null : picosOf(limit.amount_max);
    stage.books.runLimits.push({ ...limit, id: at(body, "id"), amount_max });
  },
  "remove run limit": async (stage, { which }) => {
    const limit = pick(stage.books.runLimits, which);
    if (!limit) return;
    await expectStatus(stage, 204, "DELETE", `/v1/run-limits/${limit.id}`);
    stage.books.runLimits = stage.books.runLimits.filter((other) => other !== limit);
  },

  policy: (stage, { which }) => activate(stage, which),

  exception: async (stage, { scope, what, minutes }) => {
    const { books } = stage;
    const expires = books.now + minutes * 60_000;
    const tier = "tier" in what ? what.tier : null;
    const model = "model" in what ? what.model : null;
    const body = await expectStatus(stage, 201, "POST", "/v1/exceptions", {
      scope,
      tier,
      model: model === null ? null : { provider: "acme", model },
      reason: "a tender",
      expires_at: new Date(expires).toISOString(),
    });
    books.exceptions.push({ id: at(body, "id"), scope, tier, model, expires, status: "requested" });
  },
  approve: (stage, { which }) => decideException(stage, which, "approve"),
  refuse: (stage, { which }) => decideException(stage, which, "refuse"),
  "end exception": (stage, { which }) => decideException(stage, which, "end"),

  wait: async (stage, { minutes }) => advance(stage, stage.books.now + minutes * 60_000),
  "wait until": async (stage, { border, seconds }) => {
    const { now } = stage.books;
    advance(stage, (border === "day" ? nextDay(now) : nextMonth(now)) + seconds * 1000);
  },

  record: (stage, { count }) => stage.record(count),
  fold: async (stage) => {
    await stage.fold(false);
    await checkStatuses(stage);
  },
  merge: async (stage) => {
    await stage.fold(true);
    await checkStatuses(stage);
  },
  sweep: async (stage) => {
    await stage.pipeline.runJob("hourly");
    await stage.record(Infinity);
    await stage.fold(true);
    await checkStatuses(stage);
  },
};

const VERBS = {
  approve: { from: ["requested"], to: "approved" },
  refuse: { from: ["requested"], to: "refused" },
  end: { from: ["requested", "approved"], to: "ended" },
} as const;

async function decideException(stage: Stage, which: number, verb: keyof typeof VERBS): Promise<void> {
  const exception = pick(stage.books.exceptions, which);
  if (!exception) return;
  const { from, to } = VERBS[verb];
  const isOpen = from.some((status) => status === exception.status) && stage.books.now < exception.expires;
  const body = await expectStatus(stage, isOpen ? 200 : 409, "POST", `/v1/exceptions/${exception.id}/${verb}`, {
    reason: "so be it",
  });
  if (!isOpen) return;
  exception.status = to;
  assert.equal(valueAt(body, "status"), to);
}

function advance({ books, pipeline }: Stage, until: number): void {
  if (until <= books.now || until > LAST) return;
  pipeline.advance(until - books.now);
  books.now = until;
}
