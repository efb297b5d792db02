import * as fc from "fast-check";
import { AMOUNTS, BUDGET_SCOPES, MODELS, POLICIES, ROUTES, type Scope, VALUES } from "./canned.ts";

/*
 * What can happen in a history, as plain data. `which` names one of those that are there, modulo their number: so a history stays one
 * when commands before are left out, and fast-check can shrink it.
 */

const which = fc.nat({ max: 30 });
const oneOf = <const T>(...values: readonly T[]) => fc.constantFrom(...values);
const orNull = <T>(of: fc.Arbitrary<T>, freq = 2) => fc.option(of, { nil: null, freq });

const budget = fc.record({
  scope: fc.constantFrom(...BUDGET_SCOPES),
  period: oneOf("day", "month"),
  amount: fc.constantFrom(...AMOUNTS),
  isHard: fc.boolean().map((isSoft) => !isSoft),
});
export type BudgetSpec = typeof budget extends fc.Arbitrary<infer T> ? T : never;

const stated = (name: keyof typeof VALUES) => fc.constantFrom<string>(...VALUES[name]);
/** What a call says of whose it is: some of it. */
const attribution = fc
  .record(
    {
      department: stated("department"),
      application: stated("application"),
      workflow: stated("workflow"),
      agent: stated("agent"),
      user: stated("user"),
      data_class: stated("data_class"),
      "tag:priority": stated("tag:priority"),
    },
    { requiredKeys: [] },
  )
  .map((values): Readonly<Record<string, string>> => ({ ...values }));

const binding = fc.constantFrom<Readonly<Record<string, string>>>(
  { application: "copilot" },
  { department: "sales", agent: "a1" },
  { workflow: "rag" },
  { user: "u1" },
);

const run = fc.record({
  run: oneOf("r1", "r2", "r3"),
  step: orNull(fc.integer({ min: 1, max: 10 })),
  name: orNull(oneOf("search", "write")),
  tools: orNull(fc.nat({ max: 15 })),
  progress: orNull(oneOf("p1", "p2")),
  /** Seconds ago. */
  began: orNull(fc.nat({ max: 900 }), 3),
});

const anyCall = {
  kind: fc.constant("decide"),
  key: fc.nat({ max: 2 }),
  operation: fc.nat({ max: 11 }).map((n): "embedding" | "chat" => (n === 0 ? "embedding" : "chat")),
  attribution,
  taskClass: orNull(oneOf("legal", "drafting", "tagging", "poetry")),
  risk: orNull(oneOf("low", "high"), 3),
  quality: orNull(oneOf("economy", "standard", "premium"), 3),
  requested: orNull(fc.constantFrom(...MODELS)),
  context: orNull(oneOf(0, 500, 1000, 2000, 5000, 7000), 6),
  output: orNull(oneOf(0, 100, 300, 1000), 6),
  attempts: oneOf(1, 1, 2, 3),
  run: orNull(run, 2),
};
const decide = fc.record(anyCall);
/** Steps of one run for one user, which come upon each other's limits. */
const decideAlike = fc.record({
  ...anyCall,
  key: fc.constant(0),
  operation: fc.constant("chat" as const),
  attribution: fc.constant({ department: "sales", agent: "a1", user: "u1" }),
  taskClass: oneOf("drafting", "tagging"),
  risk: fc.constant(null),
  quality: fc.constant(null),
  requested: oneOf(null, "middle"),
  context: oneOf(500, 2000),
  output: oneOf(100, 300),
  run: orNull(
    run.map((each) => ({ ...each, run: "r1" as const })),
    5,
  ),
});

const use = fc.record({
  kind: fc.constant("use"),
  which,
  attempt: fc.nat({ max: 2 }),
  /** Of what it may use at most. */
  size: oneOf("none", "half", "most", "written", "over"),
  isSuccess: fc.nat({ max: 3 }).map((n) => n > 0),
  by: oneOf("event", "settle", "settle without time"),
  isLate: fc.boolean(),
});

const rateLimit = fc.record({
  kind: fc.constant("rate limit"),
  per: oneOf("api_key", "agent", "application", "user", "workflow"),
  value: oneOf("*", "first", "second", "unattributed"),
  measure: oneOf("requests", "tokens", "money"),
  amount: fc.nat({ max: 3 }),
  window: oneOf("minute", "hour"),
});

const runLimit = fc.record({
  kind: fc.constant("run limit"),
  scope: fc.constantFrom<Scope>(
    {},
    { agent: ["a1"] },
    { task_class: ["drafting", "unattributed"], user: ["u1", "u2"] },
  ),
  steps_max: orNull(fc.integer({ min: 1, max: 6 })),
  tool_calls_max: orNull(fc.nat({ max: 10 })),
  seconds_max: orNull(oneOf(60, 600, 7200)),
  amount_max: orNull(fc.constantFrom("0", "0.02", "0.1", "1")),
  repeats_max: orNull(fc.integer({ min: 1, max: 3 })),
  stalled_steps_max: orNull(fc.integer({ min: 1, max: 2 })),
  on_loop: oneOf("alert", "deny"),
});

const override = fc.record({
  kind: fc.constant("override"),
  which,
  value: orNull(oneOf("u1", "a1", "grand", "low", "rag"), 3),
  size: fc.oneof(fc.record({ amount: oneOf("0.02", "0.5") }), fc.record({ percent: oneOf(10, 33, 250) })),
  minutes: oneOf(5, 90, 3000),
});

const exception = fc.record({
  kind: fc.constant("exception"),
  scope: fc.constantFrom<Scope>(
    { department: ["sales"] },
    { agent: ["a1", "unattributed"] },
    { route: ["sales", "legal-work", "everything"] },
    { user: ["u1"], task_class: ["drafting"] },
  ),
  what: fc.oneof(
    fc.record({ tier: oneOf("standard", "premium") }),
    fc.record({ model: fc.constantFrom("grand", "middle", "stranger") }),
  ),
  minutes: oneOf(10, 200, 5000),
});

const PAUSED = {
  workflow: VALUES.workflow,
  agent: VALUES.agent,
  application: VALUES.application,
  route: ROUTES,
  api_key: ["0", "1", "2"],
} as const;
const pause = fc.constantFrom("workflow", "agent", "application", "route", "api_key").chain((target) =>
  fc.record({
    kind: fc.constant("pause"),
    target: fc.constant(target),
    id: fc.constantFrom<string>(...PAUSED[target]),
  }),
);

const named = <Kind extends string>(kind: Kind) => fc.record({ kind: fc.constant(kind), which });
const alone = <Kind extends string>(kind: Kind) => fc.record({ kind: fc.constant(kind) });

const activation = fc.record({ kind: fc.constant("policy"), which: fc.nat({ max: POLICIES.length - 1 }) });

const WEIGHED = [
  { weight: 20, arbitrary: decide },
  { weight: 14, arbitrary: decideAlike },
  { weight: 10, arbitrary: use },
  { weight: 2, arbitrary: named("use again") },
  { weight: 3, arbitrary: named("release") },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("make budget"), spec: budget }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("change budget"), which, spec: budget }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("change amount"),
      which,
      amount: fc.constantFrom(...AMOUNTS),
      isHard: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: named("remove budget") },
  { weight: 2, arbitrary: override },
  { weight: 1, arbitrary: named("end override") },
  { weight: 2, arbitrary: pause },
  { weight: 3, arbitrary: named("resume") },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("bind"), which, binding, isEnforced: fc.boolean() }) },
  { weight: 2, arbitrary: rateLimit },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("change rate limit"), which, amount: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: named("remove rate limit") },
  { weight: 1, arbitrary: runLimit },
  { weight: 1, arbitrary: named("remove run limit") },
  { weight: 2, arbitrary: activation },
  { weight: 2, arbitrary: exception },
  { weight: 2, arbitrary: named("approve") },
  { weight: 1, arbitrary: named("refuse") },
  { weight: 1, arbitrary: named("end exception") },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("wait"), minutes: oneOf(0.02, 0.5, 1, 4, 7, 15, 40, 130) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("wait until"),
      border: oneOf("day", "month"),
      seconds: oneOf(-1, 0, 1, 3600),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("record"), count: oneOf(1, 3, 1000) }) },
  { weight: 5, arbitrary: alone("fold") },
  { weight: 1, arbitrary: alone("merge") },
  { weight: 2, arbitrary: alone("sweep") },
] as const;

export const command = fc.oneof(...WEIGHED);
export type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

/** It begins with any of the policies. */
export const history = (commandsMax: number) =>
  fc
    .tuple(
      activation,
      fc.array(command, { minLength: Math.floor(commandsMax / 2), maxLength: commandsMax, size: "max" }),
    )
    .map(([first, others]): readonly Command[] => [first, ...others]);
