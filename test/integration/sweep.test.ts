import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { books } from "./books.ts";
import { at, itemsOf, valueAt } from "./world.ts";

const event = (id: string, time: string) => ({
  id,
  source: "gateway",
  time,
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: 1000 },
});

async function signedUp() {
  const pipeline = createPipeline({ at: "2026-11-02T07:00:00.000Z" });
  const { owner, tenantId } = await pipeline.signUp();
  pipeline.advance(2 * 3_600_000);
  const { folds } = pipeline.queues;
  return {
    ...pipeline,
    owner,
    tenantId,
    spent: async () => at((await owner.get("/v1/spend?from=2026-11-02&to=2026-11-03")).body, "totals", "cost"),
    alerts: async () => itemsOf((await owner.get("/v1/alerts")).body).map((item) => valueAt(item, "threshold")),
    marks: () =>
      pipeline.table
        .dump()
        .filter(({ pk }) => pk === `T#${tenantId}#Y`)
        .map(({ sk }) => sk),
    loseAllRequests: () => folds.settle(folds.receive(1000, true), new Set()),
  };
}

test("a request to fold that was lost is made again within the hour", async () => {
  const world = await signedUp();
  await world.owner.post("/v1/events", [event("a", "2026-11-02T08:00:01Z")]);
  await world.record();
  world.loseAllRequests();
  await world.runJob("hourly");
  await world.fold();
  expect(await world.spent()).toBe("0.0025");
});

test("a request to merge an hour that was lost is made again", async () => {
  const world = await signedUp();
  await world.owner.post("/v1/events", [event("a", "2026-11-02T08:00:01Z")]);
  await world.record();
  await world.fold();
  world.loseAllRequests();
  expect(world.marks()).toEqual(["H#2026-11-02T08"]);
  await world.runJob("hourly");
  await world.merge();
  expect([world.marks(), await world.spent()]).toEqual([[], "0.0025"]);
});

test("an hour and a day that are marked, of any time, are merged although nobody asked", async () => {
  const world = await signedUp();
  await world.owner.post("/v1/events", [event("a", "2026-11-02T08:00:01Z")]);
  await world.settle();
  world.advance(3 * 86_400_000);
  for (const sk of ["H#2026-11-02T08", "D#2026-11-02"]) {
    await world.table.put({ pk: `T#${world.tenantId}#Y`, sk, token: `mrk_of_${sk.slice(0, 1)}` }, "always");
  }
  await world.runJob("hourly");
  await world.merge();
  expect([world.marks(), await world.spent()]).toEqual([[], "0.0025"]);
});

test("a sweep of what is done changes nothing, three at once as well", async () => {
  const world = await signedUp();
  await world.owner.post("/v1/events", [event("a", "2026-11-02T08:00:01Z")]);
  await world.settle();
  const before = books(world.table.dump()).filter(({ pk }) => !pk.endsWith("#Y"));
  await Promise.all([world.runJob("hourly"), world.runJob("hourly"), world.runJob("hourly")]);
  await world.merge();
  const contents = books(world.table.dump()).filter(({ pk }) => !pk.endsWith("#Y"));
  expect(contents).toEqual(before);
  expect(await world.spent()).toBe("0.0025");
});

test("a budget made when its period has already passed thresholds raises them at once", async () => {
  const world = await signedUp();
  await world.owner.post("/v1/events", [event("a", "2026-11-02T08:00:01Z")]);
  await world.settle();
  await world.owner.post("/v1/budgets", { name: "All", scope: {}, amount: "0.003" });
  await world.fold();
  expect(await world.alerts()).toEqual([50, 75]);
});

test("a budget that is lowered raises what it has passed at once", async () => {
  const world = await signedUp();
  await world.owner.post("/v1/events", [event("a", "2026-11-02T08:00:01Z")]);
  const made = await world.owner.post("/v1/budgets", { name: "All", scope: {}, amount: "1" });
  await world.settle();
  expect(await world.alerts()).toEqual([]);
  const path = `/v1/budgets/${at(made.body, "id")}`;
  await world.owner.send("PUT", path, { name: "All", scope: {}, amount: "0.0025" });
  await world.fold();
  expect(await world.alerts()).toEqual([50, 75, 90, 100]);
});

test("a budget whose request was lost raises its alerts within the hour", async () => {
  const world = await signedUp();
  await world.owner.post("/v1/events", [event("a", "2026-11-02T08:00:01Z")]);
  await world.settle();
  world.advance(86_400_000);
  await world.owner.post("/v1/budgets", { name: "All", scope: {}, amount: "0.003" });
  world.loseAllRequests();
  await world.runJob("hourly");
  await world.fold();
  expect(await world.alerts()).toEqual([50, 75]);
});

test("a budget is made although the queue does not answer", async () => {
  const world = await signedUp();
  const { folds } = world.queues;
  Object.assign(folds, { send: () => Promise.reject(new Error("no answer")) });
  const made = await world.owner.post("/v1/budgets", { name: "All", scope: {}, amount: "1" });
  expect([made.status, itemsOf((await world.owner.get("/v1/budgets")).body).length]).toEqual([201, 1]);
});
