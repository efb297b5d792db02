import { expect, test } from "vitest";
import { setUp } from "./attributed.ts";
import { event } from "./chat-event.ts";
import { itemsOf } from "./world.ts";

test("usage that was recorded, and in no page yet when its price was made, is priced by a job that waits", async () => {
  const { owner, record, work, jobs } = await setUp();
  expect((await owner.post("/v1/events", [event("e1", { model: "nobody-knows" })])).status).toBe(202);
  await record();
  const rates = { input_tokens: "1", output_tokens: "1" };
  const made = { kind: "model_rates", name: "Own", provider: "openai", model: "nobody-knows", rates };
  expect((await owner.post("/v1/price-overrides", made)).status).toBe(201);
  expect(jobs.waiting.map(({ delaySeconds }) => delaySeconds)).toEqual([0, 60, 900]);
  await work();
  expect(itemsOf((await owner.get("/v1/unpriced?from=2026-11-02&to=2026-11-05")).body)).toEqual([]);
});
