import { expect, test } from "vitest";
import { NOVEMBER, pricedTenant } from "./priced-tenant.ts";
import { event } from "./chat-event.ts";
import { itemsOf, valueAt } from "./world.ts";

const counted = (body: unknown) => ["cost", "unpriced_events"].map((name) => valueAt(body, "totals", name));

test("what a model is not priced by is unpriced where it is all that was used, until a price of its own comes", async () => {
  const { owner, count, spend, override, work } = await pricedTenant();
  await count(
    event("image", { operation: "image", usage: { images: 3 } }),
    event("both", { operation: "audio", usage: { audio_seconds: 60, images: 1 } }),
    event("tokens", { operation: "image", usage: { input_tokens: 1000, output_tokens: 100, images: 3 } }),
    event("nothing", { usage: { requests: 1 } }),
  );
  expect(counted(await spend("cost,unpriced_events"))).toEqual(["0.0035", 2]);
  const { body } = await owner.get(`/v1/unpriced?${NOVEMBER}`);
  expect(itemsOf(body).map((item) => [valueAt(item, "reason"), valueAt(item, "worst_case")])).toEqual(
    expect.arrayContaining([
      ["no_rate_for_images", null],
      ["no_rate_for_audio_seconds_and_images", null],
    ]),
  );
  await override({ kind: "unit_price", unit: "images", amount: "0.04", per: 1 });
  await work();
  expect(counted(await spend("cost,unpriced_events"))).toEqual(["0.1635", 0]); // An image of "tokens" stays as it was.
});

test("people's time of an evaluation is unpriced where its role has no rate, though its tokens have one", async () => {
  const { count, spend, override } = await pricedTenant();
  const outcome = { review_seconds: 3600, reviewer_role: "lawyer" };
  await count(event("a", { operation: "evaluation", outcome }));
  expect(counted(await spend("cost,unpriced_events"))).toEqual(["0.0035", 1]);
  await override({ kind: "unit_price", unit: "requests", amount: "5", per: 1 });
  await count(event("b", { operation: "evaluation", outcome, usage: { requests: 1, input_tokens: 1000 } }));
  expect(counted(await spend("cost,unpriced_events"))).toEqual(["5.006", 1]);
});

test("a preview leaves people's time without a price as it is", async () => {
  const { owner, count } = await pricedTenant();
  await count(event("a", { operation: "evaluation", outcome: { review_seconds: 3600 } }));
  const override = { kind: "adjustment", name: "test", percent: "-50", applies_to: "list_prices" };
  const range = { from: "2026-11-01", to: "2026-12-01" };
  const { body } = await owner.post("/v1/price-override-previews", { override, replaces: null, ...range });
  expect(valueAt(body, "totals")).toMatchObject({ before: "0.0035", after: "0.00175", unpriced_events_after: 1 });
});

test("nothing is priced again night after night for usage or a review that still has no price", async () => {
  const { owner, count, settle, spend, runJob, work } = await pricedTenant();
  await count(
    event("a", { operation: "image", run: { id: "run_1" } }),
    event("b", { operation: "image", usage: { images: 3 } }),
  );
  const at = "2026-11-02T09:00:20Z";
  await owner.post("/v1/outcomes", [{ id: "o", run_id: "run_1", at, review_seconds: 3600 }]);
  await settle();
  expect(counted(await spend("cost,unpriced_events"))).toEqual(["0.0035", 2]);
  await runJob("nightly");
  await work();
  expect(itemsOf((await owner.get("/v1/repricings")).body)).toEqual([]);
});
