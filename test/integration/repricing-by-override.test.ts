import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { itemsOf, valueAt } from "./world.ts";

const event = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  source: "gateway",
  time: "2026-11-02T08:50:10Z",
  operation: "chat",
  provider: "ours",
  model: "house-7b",
  usage: { input_tokens: 1000, output_tokens: 100 },
  attribution: { department: "support" },
  ...changes,
});

test("when a price arrives its events are priced, and by a changed one once they are asked to be", async () => {
  const pipeline = createPipeline({ at: "2026-11-02T09:00:30.000Z" });
  const { owner } = await pipeline.signUp({ time_zone: "UTC" });
  await owner.post("/v1/events", [event("a"), event("b", { attribution: { department: "sales" } })]);
  await pipeline.settle();
  const cost = async () => valueAt((await owner.get("/v1/spend?from=2026-11-01")).body, "totals", "cost");
  const rates = (input_tokens: string) => ({
    kind: "model_rates",
    name: "House",
    scope: { department: ["support"] },
    provider: "ours",
    model: "house-7b",
    rates: { input_tokens, output_tokens: "10" },
  });
  expect(await cost()).toBe("0");
  const made = await owner.post("/v1/price-overrides", rates("2"));
  expect(made.status).toBe(201);
  await pipeline.work();
  expect(await cost()).toBe("0.003"); // That of support alone: 1000 at $2 and 100 at $10 a million.
  const path = `/v1/price-overrides/${String(valueAt(made.body, "id"))}`;
  expect((await owner.send("PUT", path, rates("4"))).status).toBe(200);
  await pipeline.work();
  expect(await cost()).toBe("0.003"); // What has a price keeps it.
  const range = { from: "2026-11-02", to: "2026-11-03", reason: "The rate was wrong" };
  expect((await owner.post("/v1/repricings", range)).status).toBe(202);
  await pipeline.work();
  expect(await cost()).toBe("0.005");
  const list = itemsOf((await owner.get("/v1/repricings")).body);
  expect(list.map((each) => `${String(valueAt(each, "only"))} ${String(valueAt(each, "status"))}`).toSorted()).toEqual([
    "all done",
    "unpriced done",
  ]);
});
