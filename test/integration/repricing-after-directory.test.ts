import { EXPIRES_AT } from "@outlay/storage/table";
import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { NOVEMBER } from "./priced-tenant.ts";
import { event } from "./chat-event.ts";
import { at, itemsOf, valueAt } from "./world.ts";

const HOUR = 3_600_000;
const CSV = { "content-type": "text/csv" };

/** A tenant whose re-pricing is asked for under a directory that is replaced before it is worked on, and expires. */
async function replacedBefore(attribution: boolean, hours: number) {
  const pipeline = createPipeline({ at: "2026-11-02T09:00:30.000Z" });
  const { owner } = await pipeline.signUp();
  await owner.post("/v1/events", [event("a", { attribution: { user: "ann" } })]);
  await pipeline.settle();
  await owner.send("PUT", "/v1/directory", "user,department\nann,legal\n", CSV);
  const range = { from: "2026-11-01", to: "2026-11-03" };
  const asked = await owner.post("/v1/repricings", { ...range, reason: "A rule was wrong", attribution });
  await owner.send("PUT", "/v1/directory", "user,department\nann,sales\n", CSV);
  pipeline.advance(hours * HOUR);
  const nowS = BigInt(Math.floor(pipeline.world.now().getTime() / 1000));
  for (const item of pipeline.table.dump()) {
    const expires = item[EXPIRES_AT];
    if (typeof expires === "bigint" && expires <= nowS) await pipeline.table.remove(item, "always");
  }
  await pipeline.work();
  const { body } = await owner.get(`/v1/spend?${NOVEMBER}&measures=cost&group_by=consumer_department`);
  const repricing = await owner.get(`/v1/repricings/${at(asked.body, "id")}`);
  return [
    valueAt(repricing.body, "status"),
    ...itemsOf(body).map((item) => valueAt(item, "dimensions", "consumer_department")),
  ];
}

test("a re-pricing attributes by the directory of its time for days after that was replaced", async () => {
  expect(await replacedBefore(true, 7 * 24)).toEqual(["done", "legal"]);
});

test("a re-pricing that leaves attribution alone needs no directory", async () => {
  expect(await replacedBefore(false, 30 * 24)).toEqual(["done", "unattributed"]);
});
