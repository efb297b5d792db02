import { expect, test } from "vitest";
import { pricedTenant } from "./priced-tenant.ts";
import { event } from "./chat-event.ts";
import { valueAt } from "./world.ts";

const told = { id: "o", run_id: "run_1", at: "2026-11-02T09:00:20Z", review_seconds: 3600, status: "abandoned" };
const MEASURES = ["cost", "cost_human_review", "unpriced_events", "cost_cause_abandoned", "abandoned_events"];

async function setUp() {
  const tenant = await pricedTenant();
  const { owner, spend, work } = tenant;
  return {
    ...tenant,
    counted: async () => {
      const body = await spend(MEASURES.join());
      return MEASURES.map((name) => valueAt(body, "totals", name));
    },
    reprice: async (changes: Record<string, unknown> = {}) => {
      const input = { from: "2026-10-01", to: "2026-12-01", reason: "A price was wrong", ...changes };
      expect((await owner.post("/v1/repricings", input)).status).toBe(202);
      await work();
    },
  };
}

test("a review has the price of now once its period is priced again, though its usage costs the same", async () => {
  const { owner, count, settle, counted, override, reprice } = await setUp();
  await count(event("a", { run: { id: "run_1" } }));
  await owner.post("/v1/outcomes", [told]);
  await settle();
  expect(await counted()).toEqual(["0.0035", "0", 1, "0.0035", 1]);
  await override({ kind: "review_rate", role: null, per_hour: "50" });
  await reprice({ dry_run: true });
  expect(await counted()).toEqual(["0.0035", "0", 1, "0.0035", 1]);
  await reprice();
  expect(await counted()).toEqual(["50.0035", "50", 0, "0.0035", 1]);
  await reprice();
  expect(await counted()).toEqual(["50.0035", "50", 0, "0.0035", 1]);
});

test("what a run cost in vain follows the prices of its events, those that say so themselves counted once", async () => {
  const { owner, count, settle, counted, override, reprice } = await setUp();
  await count(event("a", { run: { id: "run_1" } }), event("b", { run: { id: "run_1" }, status: "abandoned" }));
  await owner.post("/v1/outcomes", [{ ...told, review_seconds: null }]);
  await settle();
  await override({ kind: "adjustment", percent: "100", applies_to: "list_prices" });
  await reprice();
  expect(await counted()).toEqual(["0.014", "0", 0, "0.014", 2]);
  await count(event("late", { run: { id: "run_1" } })); // At the new price already.
  expect(await counted()).toEqual(["0.021", "0", 0, "0.021", 3]);
});

test("a review of a closed month stays as it is", async () => {
  const { owner, count, settle, spend, override, reprice } = await setUp();
  await count(event("a", { run: { id: "run_1" }, time: "2026-10-31T12:00:00Z" }));
  await owner.post("/v1/outcomes", [told]);
  await settle();
  expect((await owner.post("/v1/closed-months", { month: "2026-10" })).status).toBe(201);
  await override({ kind: "review_rate", role: null, per_hour: "50" });
  await reprice();
  expect(valueAt(await spend("cost"), "totals", "cost")).toBe("0");
  const october = await owner.get("/v1/spend?from=2026-10-01&to=2026-11-01&measures=cost");
  expect(valueAt(october.body, "totals", "cost")).toBe("0.0035");
});

test.each(["a re-pricing", "late usage"])(
  "%s of a run that began in a closed month leaves its review there",
  async (what) => {
    const { owner, count, settle, override, reprice } = await setUp();
    const part = (id: string, time: string) => event(id, { run: { id: "run_1" }, time });
    await count(part("a", "2026-10-31T23:59:00Z"), part("b", "2026-11-01T00:01:00Z"));
    await owner.post("/v1/outcomes", [told]);
    await settle();
    expect((await owner.post("/v1/closed-months", { month: "2026-10" })).status).toBe(201);
    const october = async () => {
      const { body } = await owner.get("/v1/spend?from=2026-10-01&to=2026-11-01&measures=cost,unpriced_events");
      return [valueAt(body, "totals", "cost"), valueAt(body, "totals", "unpriced_events")];
    };
    expect(await october()).toEqual(["0.0035", 1]);
    await override({ kind: "review_rate", role: null, per_hour: "50" });
    await override({ kind: "adjustment", percent: "100", applies_to: "list_prices" });
    if (what === "a re-pricing") await reprice({ from: "2026-11-01" });
    else await count(part("c", "2026-11-01T00:02:00Z"));
    expect(await october()).toEqual(["0.0035", 1]);
    await owner.post("/v1/outcomes", [{ ...told, id: "longer", at: "2026-11-02T09:00:25Z", review_seconds: 7200 }]);
    await settle();
    expect(await october()).toEqual(["100.0035", 0]); // Told late, it counts as late usage does.
  },
);
