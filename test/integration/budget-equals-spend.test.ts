import * as fc from "fast-check";
import { foldBuckets } from "@outlay/services/fold-buckets";
import { parseAmount } from "@outlay/domain/money";
import { expect, test } from "vitest";
import * as z from "zod";
import { createPipeline } from "./pipeline.ts";
import { at, itemsOf, valueAt } from "./world.ts";

const Scope = z.record(z.string(), z.array(z.string()));
const Thresholds = z.array(z.int());
const picos = (text: string): bigint => parseAmount(text) ?? -1n;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const scopes: readonly Readonly<Record<string, readonly string[]>>[] = [
  {},
  { department: ["support"] },
  { department: ["support", "unattributed"] },
  { "tag:site": ["paris"] },
  { "tag:site": ["unattributed"], model: ["gpt-4o"] },
  { provider: ["openai"], department: ["sales"], "tag:site": ["paris", "rome"] },
  { department: ["*"] },
  { "tag:site": ["*"], department: ["support", "unattributed"] },
];

/** Of the dimensions that templates are of. */
const VALUES = ["support", "sales", "paris", "rome"];

const periods: readonly Readonly<Record<string, string>>[] = [
  { type: "day" },
  { type: "week" },
  { type: "month" },
  { type: "quarter" },
  { type: "year" },
  { type: "range", from: "2026-10-20", to: "2026-11-03" },
];

const event = fc.record({
  /** Repeats are among them. */
  id: fc.nat(40),
  agoMs: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: -4 * MINUTE_MS, max: 180 * MINUTE_MS }) },
    fc.integer({ min: 0, max: 34 * DAY_MS }),
  ),
  department: fc.constantFrom("support", "sales", undefined),
  site: fc.constantFrom("paris", "rome", undefined),
  model: fc.constantFrom("gpt-4o", "gpt-4o-mini", "nobody-knows"),
  tokens: fc.integer({ min: 1, max: 4_999 }),
});
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

const budget = fc.record({
  scope: fc.constantFrom(...scopes),
  period: fc.constantFrom(...periods),
  amount: fc.constantFrom("0.002", "0.01", "0.05", "1"),
  thresholds: fc.constantFrom([50, 100], [1, 50, 75, 90, 100, 200]),
});
type Budget = typeof budget extends fc.Arbitrary<infer T> ? T : never;

const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("send"), events: fc.array(event, { minLength: 1, maxLength: 6 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("record", "fold", "merge", "sweep") }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("quiet") }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("foldSome"), messages: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("make"), budget }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("replace"), which: fc.nat(20), budget }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("replaceMeanwhile"), which: fc.nat(20), budget }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete"), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("wait"), minutes: fc.constantFrom(1, 25, 180, 1_700) }) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

async function setUp() {
  // Clocks in St. John's go back on 1 November.
  const pipeline = createPipeline({ at: "2026-10-30T23:10:00.000Z" });
  const { owner } = await pipeline.signUp({ time_zone: "America/St_Johns" });
  let budgetIds: string[] = [];
  let sent = 0;

  const send = async (events: readonly Event[]) => {
    const nowMs = pipeline.world.now().getTime();
    const body = events.map(({ id, agoMs, department, site, model, tokens }) => ({
      id: `e${id}-${++sent % 3}`,
      source: "gateway",
      time: new Date(nowMs - agoMs).toISOString(),
      operation: "chat",
      provider: "openai",
      model,
      usage: { input_tokens: tokens },
      attribution: { department, tags: site === undefined ? {} : { site } },
    }));
    expect((await owner.post("/v1/events", body)).status).toBe(202);
  };

  const quiet = async () => {
    await pipeline.record();
    await pipeline.fold();
  };

  /** Works off the next few fold requests alone, whether or not their delays are over. */
  const foldSome = async (count: number) => {
    const batch = pipeline.queues.folds.receive(count, true);
    pipeline.queues.folds.settle(batch, await foldBuckets(pipeline.jobsWorld, batch));
  };

  const make = async (body: Budget) => {
    const made = await owner.post("/v1/budgets", { name: "a budget", ...body });
    expect(made.status).toBe(201);
    budgetIds.push(at(made.body, "id"));
  };

  const replace = async (id: string, body: Budget) => {
    expect((await owner.send("PUT", `/v1/budgets/${id}`, { name: "a budget", ...body })).status).toBe(200);
  };

  const remove = async (id: string) => {
    expect((await owner.send("DELETE", `/v1/budgets/${id}`)).status).toBe(204);
    budgetIds = budgetIds.filter((other) => other !== id);
  };

  const run = async (step: Command): Promise<void> => {
    const id = "which" in step ? budgetIds[step.which % budgetIds.length] : undefined;
    switch (step.kind) {
      case "send":
        return send(step.events);
      case "foldSome":
        return foldSome(step.messages);
      case "record":
      case "fold":
      case "merge":
        return pipeline[step.kind]();
      case "sweep":
        return pipeline.runJob("hourly");
      case "quiet":
        return quiet();
      case "wait":
        return pipeline.advance(step.minutes * MINUTE_MS);
      case "make":
        return make(step.budget);
      case "replace":
        return id === undefined ? undefined : replace(id, step.budget);
      case "replaceMeanwhile":
        await Promise.all([
          pipeline.record(),
          foldSome(3),
          foldSome(3),
          id === undefined ? undefined : replace(id, step.budget),
          foldSome(3),
        ]);
        return;
      case "delete":
        return id === undefined ? undefined : remove(id);
    }
  };
  return { ...pipeline, owner, run, quiet };
}

type World = Awaited<ReturnType<typeof setUp>>;

/** The same sum by the other way: spend of the period, filtered by the scope, of a template with its value. */
async function spendOf({ owner }: World, status: unknown, scope: unknown): Promise<string> {
  const filters = Object.entries(Scope.parse(scope)).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value === "*" ? at(status, "value") : value]),
  );
  const range = { from: at(status, "period", "from"), to: at(status, "period", "to") };
  const query = new URLSearchParams([...Object.entries({ ...range, measures: "cost" }), ...filters]);
  return at((await owner.get(`/v1/spend?${query}`)).body, "totals", "cost");
}

async function expectBudgetsEqualSpend(world: World): Promise<readonly unknown[]> {
  const statuses = itemsOf((await world.owner.get("/v1/budget-statuses?limit=100")).body);
  const listed: unknown[] = [];
  for (const budgetOf of itemsOf((await world.owner.get("/v1/budgets?limit=100")).body)) {
    const scope = valueAt(budgetOf, "scope");
    const isTemplate = Object.values(Scope.parse(scope)).some(([first]) => first === "*");
    for (const value of isTemplate ? VALUES : [undefined]) {
      const query = value === undefined ? "" : `?value=${value}`;
      const { body: status } = await world.owner.get(`/v1/budgets/${at(budgetOf, "id")}/status${query}`);
      const spent = at(status, "spent");
      expect(spent).toBe(await spendOf(world, status, scope));
      if (!isTemplate || spent !== "0") listed.push(status);
    }
  }
  const byName = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  expect(statuses.toSorted(byName)).toEqual(listed.toSorted(byName));
  return statuses;
}

const nameOf = (of: unknown, from: string, basis: string, threshold: unknown) =>
  JSON.stringify([at(of, "budget_id"), valueAt(of, "value"), from, basis, threshold]);

/** All alerts by what they are about. */
async function readAlerts({ owner }: World): Promise<ReadonlyMap<string, unknown>> {
  const alerts: unknown[] = [];
  for (let cursor: unknown = ""; typeof cursor === "string";) {
    const more = cursor === "" ? "" : `&cursor=${cursor}`;
    const { body } = await owner.get(`/v1/alerts?kind=budget&from_month=2026-01&to_month=2027-12&limit=7${more}`);
    alerts.push(...itemsOf(body));
    cursor = valueAt(body, "next_cursor");
  }
  const named = alerts.map((alert): [string, unknown] => [
    nameOf(alert, at(alert, "period", "from"), at(alert, "basis"), valueAt(alert, "threshold")),
    alert,
  ]);
  expect(new Set(named.map(([name]) => name)).size).toBe(alerts.length);
  return new Map(named);
}

/** An alert never changes nor goes; it was due when it was raised; and what is due now was raised. */
async function expectAlerts(
  world: World,
  before: ReadonlyMap<string, unknown>,
  statuses: readonly unknown[],
): Promise<ReadonlyMap<string, unknown>> {
  const alerts = await readAlerts(world);
  for (const [name, alert] of before) expect(alerts.get(name)).toEqual(alert);
  for (const alert of alerts.values()) {
    const reached = at(alert, "basis") === "actual" ? at(alert, "spent") : at(alert, "projected");
    const threshold = Number(valueAt(alert, "threshold"));
    expect(picos(reached) * 100n >= BigInt(threshold) * picos(at(alert, "amount"))).toBe(true);
  }
  for (const status of statuses) {
    for (const threshold of Thresholds.parse(valueAt(status, "thresholds_reached", "actual"))) {
      expect([...alerts.keys()]).toContain(nameOf(status, at(status, "period", "from"), "actual", threshold));
    }
  }
  return alerts;
}

test("a budget has spent what spend says of its scope and period, and its alerts are raised once, whatever came in between", async () => {
  const commands = fc.array(command, { minLength: 4, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(commands, async (steps) => {
      const world = await setUp();
      let alerts: ReadonlyMap<string, unknown> = new Map();
      for (const step of [...steps, { kind: "quiet" }, { kind: "merge" }, { kind: "quiet" }] satisfies Command[]) {
        await world.run(step);
        const statuses = await expectBudgetsEqualSpend(world);
        if (step.kind === "quiet") alerts = await expectAlerts(world, alerts, statuses);
      }
      expect(world.queues.folds.deadLetters).toEqual([]);
    }),
    { seed: 20_261_030, numRuns: 150, interruptAfterTimeLimit: 12_000 },
  );
});
