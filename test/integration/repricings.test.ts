import { findRate } from "@outlay/prices/catalogue";
import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { at, itemsOf, valueAt } from "./world.ts";
import { spoilingTable, threefold, unpriced } from "./wrong-prices.ts";

async function setUp(zone = "UTC") {
  const { state, wrap } = spoilingTable();
  const pipeline = createPipeline({ at: "2026-11-02T09:00:30.000Z", wrapTable: wrap });
  const signedUp = await pipeline.signUp({ time_zone: zone });
  const { owner } = signedUp;
  const cost = async (query = "from=2026-10-01&to=2026-12-01") =>
    valueAt((await owner.get(`/v1/spend?${query}&measures=cost`)).body, "totals", "cost");
  const reprice = async (input: Record<string, unknown> = {}) => {
    const answer = await owner.post("/v1/repricings", {
      from: "2026-10-01",
      to: "2026-12-01",
      reason: "A price was wrong",
      ...input,
    });
    expect([answer.status, valueAt(answer.body, "status")]).toEqual([202, "running"]);
    return at(answer.body, "id");
  };
  const result = async (id: string) => (await owner.get(`/v1/repricings/${id}`)).body;
  return { ...pipeline, ...signedUp, state, cost, reprice, result };
}

/** gpt-4o: 1000 input at $2.50 and 100 output at $10 a million are $0.0035. */
const event = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  source: "gateway",
  time: "2026-11-02T08:00:10Z",
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: 1000, output_tokens: 100 },
  attribution: { department: "support" },
  ...changes,
});

test("a re-priced period costs what its events cost at the prices of now, with before and after in the log", async () => {
  const { owner, settle, work, state, cost, reprice, result } = await setUp();
  state.spoil = threefold;
  await owner.post("/v1/events", [event("a"), event("b"), event("c", { model: "gpt-4o-mini" })]);
  await settle();
  state.spoil = undefined;
  await owner.post("/v1/events", [event("late")]);
  await settle();
  expect([findRate("openai", "gpt-4o-mini", null, 0) === undefined, await cost()]).toEqual([false, "0.02513"]);

  const id = await reprice({ model: "gpt-4o" });
  await work();
  expect(await cost()).toBe("0.01113"); // 3 × 0.0035, and thrice 0.00021 as it was.
  const body = await result(id);
  expect(body).toMatchObject({
    status: "done",
    changed_events: 2,
    progress: { days_done: 63, days: 63 },
    totals: {
      before: { events: 3, cost: "0.0245", components: { input: "0.0175", output: "0.007" } },
      after: { events: 3, cost: "0.0105", components: { input: "0.0075", output: "0.003" } },
      difference: { events: 0, cost: "-0.014", components: { input: "-0.01", output: "-0.004" } },
    },
    models: [{ provider: "openai", model: "gpt-4o" }],
    adjustments: [],
  });

  const log = itemsOf((await owner.get("/v1/audit-log?limit=100")).body).filter(
    (entry) => valueAt(entry, "entity") === "repricing",
  );
  expect(log.map((entry) => valueAt(entry, "operation"))).toEqual(["repricing.completed", "repricing.created"]);
  expect(valueAt(log[0], "after", "totals")).toMatchObject({
    before: { cost_input: "17500000000", cost_output: "7000000000", events: "3" },
    after: { cost_input: "7500000000", cost_output: "3000000000", events: "3" },
  });
  expect(valueAt(log[0], "reason")).toBe("A price was wrong");
});

test("pages, budgets and the trial balance agree with a re-priced journal", async () => {
  const { owner, settle, work, state, cost, reprice, runJob, metrics, advance } = await setUp("America/New_York");
  await owner.post("/v1/budgets", { name: "all", scope: {}, period: { type: "month" }, amount: "1" });
  state.spoil = threefold;
  await owner.post("/v1/events", [event("a"), event("b", { time: "2026-11-01T03:59:59Z" })]);
  await settle();
  state.spoil = undefined;
  await reprice({ from: "2026-11-01" });
  await work();
  expect(await cost("from=2026-10-31&to=2026-11-01")).toBe("0.0105"); // A day before the range.
  expect(await cost("from=2026-11-01&to=2026-12-01")).toBe("0.0035");
  const { body } = await owner.get("/v1/budget-statuses");
  expect(valueAt(body, "items", 0, "spent")).toBe("0.0035");
  advance(86_400_000);
  await runJob("nightly");
  await work();
  expect([metrics["trialBalanceDifferences"], metrics["pagesBehind"]]).toEqual([0, undefined]);
});

test("done again, twice at once or cut short and resumed, a re-pricing appends nothing more", async () => {
  const { owner, settle, work, state, reprice, result, jobs, table, runJob, advance } = await setUp();
  state.spoil = threefold;
  await owner.post("/v1/events", [event("a"), event("b", { time: "2026-11-01T08:00:00Z" })]);
  await settle();
  state.spoil = undefined;
  const id = await reprice({ from: "2026-11-01", to: "2026-11-03" });
  jobs.settle(jobs.receive(10), new Set()); // The request is lost.
  await work();
  expect(valueAt(await result(id), "status")).toBe("running");
  advance(3_600_000);
  await runJob("hourly");
  await work();
  const done = await result(id);
  expect([valueAt(done, "status"), valueAt(done, "changed_events")]).toEqual(["done", 2]);
  const blocks = () => table.dump().filter(({ pk }) => pk.split("#")[2] === "J").length;
  expect(blocks()).toBe(4);
  const tenantId = at((await owner.get("/v1/tenant")).body, "id");
  const day = {
    body: JSON.stringify({ job: "reprice-day", tenantId, repricingId: id, date: "2026-11-02" }),
    groupId: "x",
  };
  await jobs.send([day, day]);
  await work();
  expect([blocks(), await result(id)]).toEqual([4, done]);
});

test("a dry run says the same as a run, and appends nothing", async () => {
  const { owner, settle, work, state, cost, reprice, result } = await setUp();
  state.spoil = threefold;
  await owner.post("/v1/events", [event("a"), event("b")]);
  await settle();
  state.spoil = undefined;
  const appended = state.appended;
  const dry = await reprice({ dry_run: true });
  await work();
  expect([state.appended, await cost()]).toEqual([appended, "0.021"]);
  const wet = await reprice();
  await work();
  expect([state.appended, await cost()]).toEqual([appended + 1, "0.007"]);
  const [said, did] = [await result(dry), await result(wet)];
  expect(valueAt(said, "totals")).toEqual(valueAt(did, "totals"));
  expect(valueAt(said, "totals", "difference", "cost")).toBe("-0.014");
});

test("a closed month stays, and what would differ is kept as adjustments", async () => {
  const { owner, settle, work, state, cost, reprice, result } = await setUp();
  state.spoil = threefold;
  await owner.post("/v1/events", [event("a"), event("b", { time: "2026-10-31T08:00:00Z" })]);
  await settle();
  state.spoil = undefined;
  const first = await reprice({ model: "no-such-model" });
  const early = await owner.post("/v1/closed-months", { month: "2026-10" });
  expect([early.status, valueAt(early.body, "code")]).toEqual([409, "repricing_in_progress"]);
  await work();
  expect(valueAt(await result(first), "changed_events")).toBe(0);
  expect((await owner.post("/v1/closed-months", { month: "2026-11" })).status).toBe(422); // It is not over.
  expect((await owner.post("/v1/closed-months", { month: "2026-10" })).status).toBe(201);
  const id = await reprice();
  await work();
  expect(await cost("from=2026-10-01&to=2026-11-01")).toBe("0.0105");
  expect(await cost("from=2026-11-01&to=2026-12-01")).toBe("0.0035");
  expect(await result(id)).toMatchObject({
    changed_events: 1,
    totals: { difference: { cost: "-0.007" } },
    adjustments: [
      {
        month: "2026-10",
        department: "support",
        model: "gpt-4o",
        difference: { cost: "-0.007", events: 0, components: { input: "-0.005", output: "-0.002" } },
      },
    ],
  });
  expect(itemsOf((await owner.get("/v1/closed-months")).body)).toMatchObject([{ month: "2026-10" }]);
});

test("what had no price gets one by itself once there is one, and nothing is started where nothing would change", async () => {
  const { owner, settle, work, state, cost, runJob } = await setUp();
  state.spoil = unpriced;
  await owner.post("/v1/events", [event("a")]);
  await settle();
  state.spoil = undefined;
  await owner.post("/v1/events", [event("b", { model: "a-model-without-price" })]);
  await settle();
  const unpricedEvents = async () => valueAt((await owner.get("/v1/unpriced")).body, "totals", "unpriced_events");
  expect([await cost(), await unpricedEvents()]).toEqual(["0", 2]);
  await runJob("nightly");
  await work();
  expect([await cost(), await unpricedEvents()]).toEqual(["0.0035", 1]);
  const list = async () => itemsOf((await owner.get("/v1/repricings")).body);
  expect(await list()).toMatchObject([
    { only: "unpriced", from: "2026-11-02", to: "2026-11-03", created_by: { kind: "platform" }, status: "done" },
  ]);
  await runJob("nightly");
  await work();
  expect(await list()).toHaveLength(1);
});

test("a request for late usage that was lost is made again at night", async () => {
  const { owner, settle, work, state, cost, reprice, jobs, record, merge, advance, runJob } = await setUp();
  await owner.post("/v1/events", [event("a")]);
  await settle();
  await reprice();
  await work();
  state.spoil = (block) => ({ ...threefold(block), configurationSeq: 1 });
  await owner.post("/v1/events", [event("b")]);
  await record();
  state.spoil = undefined;
  await merge();
  expect(jobs.receive(10)).toHaveLength(1); // It fails until it is a dead letter.
  expect(await cost()).toBe("0.014");
  advance(86_400_000);
  await runJob("nightly");
  await work();
  expect(await cost()).toBe("0.007");
});

test("usage without a price stays so in a closed month", async () => {
  const { owner, settle, work, state, runJob } = await setUp();
  state.spoil = unpriced;
  await owner.post("/v1/events", [event("a", { time: "2026-10-31T08:00:00Z" })]);
  await settle();
  state.spoil = undefined;
  await owner.post("/v1/closed-months", { month: "2026-10" });
  await runJob("nightly");
  await work();
  expect(itemsOf((await owner.get("/v1/repricings")).body)).toEqual([]);
});

test("usage that was on its way under older prices is priced again when it comes", async () => {
  const { owner, settle, work, state, cost, reprice, result, queues, record, merge } = await setUp();
  await owner.post("/v1/events", [event("a")]);
  await settle();
  const id = await reprice();
  await work();
  expect(valueAt(await result(id), "changed_events")).toBe(0);
  // A recorder that read the configuration before the re-pricing appends now, by other prices.
  state.spoil = (block) => ({ ...threefold(block), configurationSeq: 1 });
  await owner.post("/v1/events", [event("b")]);
  expect(queues.usage.waiting).toHaveLength(1);
  await record();
  state.spoil = undefined;
  await merge();
  await work();
  expect(await cost()).toBe("0.007");
  expect(await result(id)).toMatchObject({
    changed_events: 1,
    totals: { before: { cost: "0.014", events: 2 }, after: { cost: "0.007", events: 2 } },
  });
  const operations = itemsOf((await owner.get("/v1/audit-log?limit=100")).body).map((entry) =>
    valueAt(entry, "operation"),
  );
  expect(operations.filter((name) => String(name).startsWith("repricing."))).toEqual([
    "repricing.amended",
    "repricing.completed",
    "repricing.created",
  ]);
});
