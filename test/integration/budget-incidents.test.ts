import { sendNotifications } from "@outlay/services/send-notifications";
import { endBudgetPeriods } from "@outlay/services/end-budget-periods";
import type { NotifierWorld, Reached } from "@outlay/services/context";
import { expect, test } from "vitest";
import { event } from "./chat-event.ts";
import { createPipeline } from "./pipeline.ts";
import { at, itemsOf, valueAt } from "./world.ts";

const DAY_MS = 86_400_000;
const taken: Reached = { statusCode: 204, error: null, retryAfter: null };

/** A tenant with a channel that hears everything, and what it hears. */
async function withChannel() {
  const pipeline = createPipeline();
  const { owner, tenantId } = await pipeline.signUp();
  const told: { type: string; data: unknown }[] = [];
  const notifier: NotifierWorld = {
    ...pipeline.jobsWorld,
    random: () => 0.5,
    post: async ({ body }) => {
      const { type, data } = JSON.parse(body) as { type: string; data: unknown };
      told.push({ type, data });
      return taken;
    },
    sendMail: async () => taken,
    sealingSecret: pipeline.world.sealingSecret,
  };
  const events = ["opened", "updated", "acknowledged", "resolved"];
  await owner.post("/v1/notification-channels", {
    kind: "webhook",
    name: "x",
    url: "https://hooks.example.com/",
    events,
  });
  const notify = async () => {
    const { notify: queue } = pipeline.queues;
    for (let batch = queue.receive(10, true); batch.length > 0; batch = queue.receive(10, true)) {
      queue.settle(batch, await sendNotifications(notifier, batch));
    }
  };
  const spend = async (...events: object[]) => {
    await owner.post("/v1/events", events);
    await pipeline.settle();
    await notify();
  };
  const watch = async () => {
    await pipeline.runJob("hourly");
    await notify();
  };
  const alerts = async (query = "") => itemsOf((await owner.get(`/v1/alerts?kind=budget${query}`)).body);
  const heard = () =>
    told.map(({ type, data }) => `${type} ${at(data, "basis")} ${String(valueAt(data, "threshold"))}`);
  return { ...pipeline, owner, tenantId, told, heard, spend, watch, notify, alerts };
}

/** Ten of them cost 0.035, ten per cent of the amount each. */
const budget = { name: "Company", scope: {}, amount: "0.035", thresholds: [50, 80, 100] };
const calls = (from: number, to: number, changes = {}) =>
  Array.from({ length: to - from }, (_, index) => event(`e${from + index}`, changes));

test("one batch that passes three thresholds is one message of the highest, and all are kept", async () => {
  const { owner, spend, told, heard, alerts } = await withChannel();
  await owner.post("/v1/budgets", budget);
  await spend(...calls(0, 11));
  expect(heard()).toEqual(["alert.opened actual 100"]);
  expect(told[0]?.data).toMatchObject({
    severity: "critical",
    also_reached: [
      { basis: "actual", threshold: 50 },
      { basis: "actual", threshold: 80 },
    ],
  });
  const kept = await alerts();
  expect(kept.map((alert) => [valueAt(alert, "threshold"), at(alert, "status")])).toEqual([
    [50, "resolved"],
    [80, "resolved"],
    [100, "open"],
  ]);
  const incidents = new Set([...kept, ...told.map(({ data }) => data)].map((alert) => at(alert, "incident_id")));
  expect(incidents.size).toBe(1);
  expect(await alerts("&status=open")).toHaveLength(1);
});

test("thresholds that are passed one after the other are told each, as one incident of which one alert is open", async () => {
  const { owner, spend, told, heard, alerts } = await withChannel();
  await owner.post("/v1/budgets", { ...budget, thresholds: [50, 80, 100] });
  await spend(...calls(0, 5));
  await spend(...calls(5, 8));
  await spend(...calls(8, 10));
  expect(heard().filter((each) => each.includes("actual"))).toEqual([
    "alert.opened actual 50",
    "alert.opened actual 80",
    "alert.opened actual 100",
  ]);
  expect(new Set(told.map(({ data }) => at(data, "incident_id"))).size).toBe(1);
  expect((await alerts("&status=open")).map((alert) => valueAt(alert, "threshold"))).toEqual([100]);
});

test("once its period is over an alert is resolved by itself and told once, however often it is looked at", async () => {
  const { owner, spend, watch, notify, heard, alerts, advance, jobsWorld, tenantId, world } = await withChannel();
  const made = await owner.post("/v1/budgets", budget);
  await spend(...calls(0, 6));
  await spend(...calls(6, 11));
  const before = heard().length;
  advance(20 * DAY_MS);
  await watch();
  expect(heard()).toHaveLength(before);
  // What became of the budget does not matter.
  await owner.send("DELETE", `/v1/budgets/${at(made.body, "id")}`);
  advance(8.5 * DAY_MS); // 2026-11-30T21:00Z
  await watch();
  expect(await alerts("&status=open")).toHaveLength(1);
  advance(DAY_MS);
  const tenant = { id: tenantId, name: "x", time_zone: "UTC", currency: "USD", created_at: world.now().toISOString() };
  await Promise.allSettled([1, 2, 3].map(() => endBudgetPeriods(jobsWorld, tenantId, { tenant })));
  await watch();
  await watch();
  await notify();
  expect(heard().slice(before)).toEqual(["alert.resolved actual 100"]);
  const kept = await alerts();
  expect(new Set(kept.map((alert) => at(alert, "status")))).toEqual(new Set(["resolved"]));
  const worst = kept.find((alert) => valueAt(alert, "threshold") === 100);
  expect(valueAt(worst, "history")).toMatchObject([{ change: "resolved", by: null, note: "Its period is over." }]);
});

test("what somebody put away before its period was over is not told of again", async () => {
  const { owner, spend, watch, heard, alerts, advance, world } = await withChannel();
  await owner.post("/v1/budgets", budget);
  await spend(...calls(0, 11));
  const [open] = await alerts("&status=open");
  const until = new Date(world.now().getTime() + 60 * DAY_MS).toISOString();
  await owner.post(`/v1/alerts/${at(open, "id")}/snooze`, { until });
  advance(35 * DAY_MS);
  await watch();
  expect(heard()).toEqual(["alert.opened actual 100"]);
  expect(await alerts("&status=resolved")).toHaveLength(3);
});

test("usage that comes late for a period that is over is told, and its alert does not stay open", async () => {
  const { owner, spend, watch, heard, alerts, advance } = await withChannel();
  await owner.post("/v1/budgets", budget);
  await spend(...calls(0, 6));
  advance(29.5 * DAY_MS);
  await watch();
  expect(await alerts("&status=open")).toEqual([]);
  const before = heard().length;
  await spend(...calls(6, 11, { time: "2026-11-20T09:00:00Z" }));
  expect(heard().slice(before)).toEqual(["alert.opened actual 100"]);
  await watch();
  expect(heard().slice(before)).toEqual(["alert.opened actual 100", "alert.resolved actual 100"]);
  expect(await alerts("&status=open")).toEqual([]);
});

test("each value of a template is an incident of its own", async () => {
  const { owner, spend, watch, told, heard, advance } = await withChannel();
  await owner.post("/v1/budgets", { ...budget, scope: { user: ["*"] } });
  const of = (user: string) =>
    calls(0, 11, { attribution: { user } }).map((each) => ({ ...each, id: `${user} ${each.id}` }));
  await spend(...of("ada"), ...of("bob"));
  expect(heard()).toEqual(["alert.opened actual 100", "alert.opened actual 100"]);
  expect(new Set(told.map(({ data }) => at(data, "incident_id"))).size).toBe(2);
  advance(35 * DAY_MS);
  await watch();
  expect(heard().slice(2)).toEqual(["alert.resolved actual 100", "alert.resolved actual 100"]);
});
