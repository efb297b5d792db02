import { readUsageMessage } from "@outlay/messaging/usage-messages";
import { readLangfuseBatch } from "@outlay/sources/webhooks/langfuse";
import { expect, test } from "vitest";
import { takeSourceRecords } from "./source-intake.ts";
import { setUp } from "./usage-intake-world.ts";

const NOW = "2026-11-03T00:00:00.000Z";
const STARTED = "2026-11-02T09:00:00.000Z";
const USAGE = { usageDetails: { input: 40, output: 20, total: 60 } };
const create = { id: "g-1", traceId: "t-1", startTime: STARTED, model: "gpt-5" };
const update = { id: "g-1", traceId: "t-1", model: "gpt-5", ...USAGE };

const created = (body: object = {}) => ({ id: "1", type: "generation-create", body: { ...create, ...body } });
const updated = () => ({ id: "2", type: "generation-update", body: update });

/** Takes batches of Langfuse, one request each; what was sent on, as `id at time`. */
async function take(...batches: readonly (readonly unknown[])[]) {
  const { app, post, sent } = setUp();
  app.post("/batches", async (c) => {
    const records = readLangfuseBatch(await c.req.json(), "langfuse").map(({ read }, index) => ({ index, read }));
    const place = (_: number, pointer: string) => pointer;
    return takeSourceRecords(c, records, { ofRecord: place, ofMember: place });
  });
  for (const batch of batches) await post(JSON.stringify({ batch }), {}, "/batches");
  return sent
    .map((message) => readUsageMessage(message.body).batch)
    .flatMap(({ ids, timesEpochMs }) =>
      [...ids].map((id, row) => `${id} at ${new Date(timesEpochMs[row] ?? Number.NaN).toISOString()}`),
    );
}

test.each([
  { name: "together, and the update again by itself", batches: [[created(), updated()], [updated()]], time: STARTED },
  { name: "the create with usage, then the update", batches: [[created(USAGE)], [updated()]], time: STARTED },
  { name: "the update, then the create with usage", batches: [[updated()], [created(USAGE)]], time: NOW },
  {
    name: "the same again",
    batches: [
      [created(), updated()],
      [created(), updated()],
    ],
    time: STARTED,
  },
])("a generation has one time, and so counts once: $name", async ({ batches, time }) => {
  const lines = await take(...batches);
  expect(lines).toEqual([`g-1 at ${time}`, `g-1 at ${time}`]);
});

test("an update by itself has the time of its first receipt", async () => {
  expect(await take([created()], [updated()])).toEqual([`g-1 at ${NOW}`]);
});
