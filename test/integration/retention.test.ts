import { EXPIRES_AT } from "@outlay/storage/table";
import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { valueAt } from "./world.ts";

const event = (id: string, time: string) => ({
  id,
  source: "gateway",
  time,
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: 1000 },
});

/** What DynamoDB's time to live takes away by the clock, sooner or later. */
async function expire({ table, world }: ReturnType<typeof createPipeline>): Promise<void> {
  for (const item of table.dump()) {
    const expires = item[EXPIRES_AT];
    if (typeof expires === "bigint" && expires * 1000n < BigInt(world.now().getTime()))
      await table.remove(item, "always");
  }
}

test("usage of years ago outlives every expiry, whatever folds its bucket again", async () => {
  const pipeline = createPipeline();
  const { owner } = await pipeline.signUp();
  const spend = async () =>
    valueAt((await owner.get("/v1/spend?from=2023-11-16&to=2023-11-17")).body, "totals", "cost");

  await owner.post("/v1/imports", [event("a", "2023-11-16T18:15:46.680Z")]);
  await pipeline.settle();
  expect(await spend()).toBe("0.0025");
  await expire(pipeline);
  pipeline.advance(86_400_000);
  await pipeline.runJob("nightly");
  await pipeline.merge();
  expect(await spend()).toBe("0.0025");

  await expire(pipeline);
  await owner.post("/v1/imports", [event("b", "2023-11-16T18:15:50Z")]);
  await pipeline.settle();
  expect(await spend()).toBe("0.005");
});
