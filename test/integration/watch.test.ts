import { beforeAll, expect, test } from "vitest";
import { add, change, createWatch, dateOf, eventsOf, isOf, type Plant } from "./watched-usage.ts";
import { ANOMALY_RULE_NAMES } from "@outlay/domain/anomaly-rule";
import { watchDay, watchTenant } from "@outlay/services/watch-tenant";
import { allOf } from "./reported.ts";
import { at, itemsOf, type SignedUp, valueAt } from "./world.ts";

const WAIT_MS = 600_000;
const big = { usage: { input_tokens: 700_000, output_tokens: 140_000 } };

/** Each rule's incident, in a workload of its own. */
const PLANTS: readonly Plant[] = [
  change("triage", [45, 46], big),
  change("draft", [42], { usage: { input_tokens: 100_000, output_tokens: 60_000 } }),
  change("search", [44], { status: "failed" }, 16),
  change("answer", [47], { model: "o1", usage: { input_tokens: 12_000, output_tokens: 4_500 } }, 5),
  add("draft", 49, ["02:10", "02:20", "02:30", "03:10", "03:20", "03:30"], {}),
  change("answer", [51], { outcome: { accepted: false } }),
  change("code", [52], { run: { id: "run-of-loops", loop: true } }, 8),
  add("code", 53, ["10:00"], { model: "gpt-4.1" }),
  add("code", 57, ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00", "17:00"], {
    attribution: { workflow: "stray" },
  }),
  (events, day) =>
    day === 58 ? events.filter((event) => !isOf(event, "search") || event.time.slice(11, 13) < "06") : events,
];
const planted: Plant = (events, day) => PLANTS.reduce((found, plant) => plant(found, day), events);

const world = createWatch();
const DAYS = 60;
/** Nothing is planted before, and what is judged is the whole past. */
const FIRST_LOOK = 40;

/** The events of a day and the next that happened before an hour. */
const sentBy = (hour: string, day: number, plant: Plant) =>
  [day, day + 1].flatMap((each) => plant(eventsOf(each), each)).filter(({ time }) => time < hour);

let noisy: SignedUp;
let clean: SignedUp;
/** What was listed at the end of each day. */
const openOn = new Map<string, readonly unknown[]>();

async function alertsOf({ owner }: Pick<SignedUp, "owner">): Promise<unknown[]> {
  const items: unknown[] = [];
  for (let cursor: unknown = ""; cursor !== null;) {
    const { body } = await owner.get(`/v1/alerts?kind=anomaly&limit=100${cursor === "" ? "" : `&cursor=${cursor}`}`);
    items.push(...itemsOf(body));
    cursor = valueAt(body, "next_cursor");
  }
  return items;
}

beforeAll(async () => {
  noisy = await world.signUp();
  clean = await world.signUp();
  const dearer = { kind: "adjustment", name: "mini", provider: "openai", model: "gpt-4o-mini", percent: "80" };
  const dated = { from: `${dateOf(55)}T00:00:00Z`, to: `${dateOf(57)}T00:00:00Z` };
  const made = await noisy.owner.post("/v1/price-overrides", { ...dearer, ...dated });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  for (let day = 0; day < DAYS + 4; day++) {
    if (day === 58) {
      world.until(`${dateOf(day)}T16:00:00Z`);
      await world.send(noisy, sentBy(`${dateOf(day)}T16`, day, planted));
      await world.look([noisy]);
      openOn.set("in the silence", await alertsOf(noisy));
    }
    world.until(`${dateOf(day + 1)}T02:05:00Z`);
    await world.send(noisy, sentBy(`${dateOf(day + 1)}T02`, day, planted));
    await world.send(
      clean,
      sentBy(`${dateOf(day + 1)}T02`, day, (events) => events),
    );
    await world.settle();
    if (day < FIRST_LOOK) continue;
    await world.look(day % 4 === 0 ? [noisy, clean] : [noisy]);
    openOn.set(dateOf(day), await alertsOf(noisy));
  }
}, WAIT_MS);

const scopeOf = (alert: unknown): string => Object.values(valueAt(alert, "scope") as object).join();
const outline = (alert: unknown): string => `${at(alert, "rule")} ${scopeOf(alert)} ${at(alert, "since")}`;
const ofRule = (alerts: readonly unknown[], rule: string): unknown =>
  alerts.find((alert) => at(alert, "rule") === rule);

test("sixty days with one incident of each rule raise just these alerts, each once, and all are over", async () => {
  const found = await alertsOf(noisy);
  expect(found.map(outline).toSorted()).toEqual(
    [
      `output_ratio draft ${dateOf(42)}`,
      `failed_runs search ${dateOf(44)}`,
      `growth triage ${dateOf(45)}`,
      `first_use o1 ${dateOf(47)}`,
      `premium_drift sales ${dateOf(47)}`,
      `off_hours ${noisy.keyId} ${dateOf(49)}T02+00:00`,
      `no_accepted_outputs answer ${dateOf(51)}`,
      `agent_loops coder ${dateOf(52)}`,
      `first_use gpt-4.1 ${dateOf(53)}`,
      `price_drift gpt-4o-mini ${dateOf(55)}`,
      `unattributed  ${dateOf(57)}`,
      `missing_data batch ${dateOf(58)}T07+00:00`,
    ].toSorted(),
  );
  for (const alert of found) {
    expect(alert).toMatchObject({ status: "resolved", is_ongoing: false, version: expect.any(Number) });
    expect(at(alert, "next_step")).not.toBe("");
  }
});

test("sixty days without any raise none, judged day by day or at once", async () => {
  expect(await alertsOf(clean)).toEqual([]);
  for (const rule of ANOMALY_RULE_NAMES) {
    const { body } = await clean.owner.post("/v1/alert-rule-previews", { rule });
    expect([rule, valueAt(body, "incident_count")]).toEqual([rule, 0]);
  }
});

test("what grew is told by the workflow alone, with what it is made of, and its figures are those of spend", async () => {
  const alert = ofRule(await alertsOf(noisy), "growth");
  const span = `from=${dateOf(45)}&to=${dateOf(47)}`;
  const spend = await noisy.owner.get(`/v1/spend?${span}&workflow=triage`);
  expect(alert).toMatchObject({
    scope: { workflow: "triage" },
    until: dateOf(46),
    severity: "critical",
    cost: at(spend.body, "totals", "cost"),
    contributors: expect.arrayContaining([
      { dimension: "department", value: "support", cost: at(spend.body, "totals", "cost") },
    ]),
  });
  const members = valueAt(alert, "members") as { scope: unknown }[];
  expect(members.map(({ scope }) => scope)).toEqual(expect.arrayContaining([{}, { department: "support" }]));
  const events = await allOf(noisy.owner, at(alert, "events_path"));
  expect(events.map((event) => at(event, "dimensions", "workflow", "value"))).toEqual(
    Array.from({ length: 24 }, () => "triage"),
  );
});

test("it was open while it went on, was seen to grow, and was told when it began and when it was over", async () => {
  const first = ofRule(openOn.get(dateOf(45)) ?? [], "growth");
  const second = ofRule(openOn.get(dateOf(46)) ?? [], "growth");
  expect(first).toMatchObject({ status: "open", until: dateOf(45) });
  expect(second).toMatchObject({ status: "open", until: dateOf(46), id: at(first, "id") });
  expect(Number(valueAt(second, "observed"))).toBeGreaterThan(Number(valueAt(first, "observed")));
  const news = new Set(
    world.queues.notify.waiting.flatMap(({ body }) => {
      const { announcement } = JSON.parse(body) as { announcement?: { alertId: string; event: string } };
      return announcement ? [`${announcement.alertId} ${announcement.event}`] : [];
    }),
  );
  for (const alert of await alertsOf(noisy)) {
    const id = at(alert, "id");
    expect([id, news.has(`${id} opened`), news.has(`${id} resolved`)]).toEqual([id, true, true]);
  }
});

test("a silent source is told while it is silent", () => {
  expect(ofRule(openOn.get("in the silence") ?? [], "missing_data")).toMatchObject({
    scope: { source: "batch" },
    status: "open",
    excess_cost: null,
  });
});

test("alerts of one workload by several rules name each other", async () => {
  const found = await alertsOf(noisy);
  const drift = ofRule(found, "premium_drift");
  expect(valueAt(drift, "related")).toEqual([]); // The model's first use is of no scope that the department has.
});

test(
  "jobs that come twice, late, or because somebody asks change nothing",
  async () => {
    const before = await alertsOf(noisy);
    const told = world.queues.notify.waiting.length;
    const { tenantId } = noisy;
    for (const day of [44, 45, 50, DAYS + 3]) await watchDay(world.jobsWorld, tenantId, dateOf(day));
    const hourEpochMs = world.nowMs();
    for (const late of [0, 0, 5, 400])
      await watchTenant(world.jobsWorld, tenantId, {
        hourEpochMs: hourEpochMs - late * 3_600_000,
        isNightly: late === 5,
        isAsked: false,
      });
    await world.work();
    expect((await noisy.owner.post("/v1/alert-rule-checks", undefined)).status).toBe(202);
    await world.work();
    expect(await alertsOf(noisy)).toEqual(before);
    expect(world.queues.notify.waiting).toHaveLength(told);
  },
  WAIT_MS,
);

test(
  "a preview says what then happened, rule by rule",
  async () => {
    const alerts = await alertsOf(noisy);
    for (const rule of ANOMALY_RULE_NAMES) {
      const { body } = await noisy.owner.post("/v1/alert-rule-previews", { rule });
      const said = (valueAt(body, "incidents") as unknown[]).map(
        (incident) => `${scopeOf(incident)} ${at(incident, "since")}`,
      );
      const raised = alerts.filter((alert) => at(alert, "rule") === rule);
      expect([rule, said.toSorted()]).toEqual([
        rule,
        raised.map((alert) => `${scopeOf(alert)} ${at(alert, "since")}`).toSorted(),
      ]);
    }
  },
  WAIT_MS,
);

test(
  "marks move the sensitivity of the scope, as is shown, and what it says",
  async () => {
    const alert = ofRule(await alertsOf(noisy), "failed_runs");
    // Just sensitive enough.
    const parameters = { sensitivity: Math.round(1.05e3 / Number(valueAt(alert, "score"))) / 1e3 };
    const count = async () => {
      const { body } = await noisy.owner.post("/v1/alert-rule-previews", { rule: "failed_runs", parameters });
      return valueAt(body, "incident_count");
    };
    expect(await count()).toBe(1);
    const marked = await noisy.owner.send("PUT", `/v1/alerts/${at(alert, "id")}/feedback`, { useful: false });
    expect(marked.status).toBe(200);
    const { body } = await noisy.owner.get("/v1/alert-rules/failed_runs");
    expect(valueAt(body, "sensitivity")).toEqual({
      stated: 1,
      feedback: { useful: 0, not_useful: 1 },
      effective: 0.983,
      scopes: [{ scope: { workflow: "search" }, feedback: { useful: 0, not_useful: 1 }, effective: 0.871 }],
    });
    expect(await count()).toBe(0);
  },
  WAIT_MS,
);
