import { expect, test } from "vitest";
import { createWorld, itemsOf, valueAt } from "./world.ts";

const PATH = "/v1/ingestion-schedule";
const CHANGE = { effective_from: "2026-11-02T10:00:00Z", span_seconds: 20, shards: 2 };
const KEPT = { ...CHANGE, effective_from: "2026-11-02T10:00:00.000Z" };

/** It is 09:00, and the tenant begins. */
async function signedUp() {
  const testWorld = createWorld();
  const { owner } = await testWorld.signUp();
  return {
    ...testWorld,
    owner,
    put: (body: unknown, headers?: Record<string, string>) => owner.send("PUT", PATH, body, headers),
  };
}

test("begins with minutes, and with hours before the tenant began", async () => {
  const { owner } = await signedUp();
  expect((await owner.get(PATH)).body).toEqual({
    entries: [
      { effective_from: "1970-01-01T00:00:00.000Z", span_seconds: 3600, shards: 1 },
      { effective_from: "2026-11-02T09:00:00.000Z", span_seconds: 60, shards: 1 },
    ],
  });
});

test("takes an entry ahead, shows it, and logs it once however often it is put", async () => {
  const { owner, put } = await signedUp();
  const answers = [await put(CHANGE), await put(CHANGE)];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(valueAt((await owner.get(PATH)).body, "entries", 2)).toEqual(KEPT);
  const log = itemsOf((await owner.get("/v1/audit-log")).body);
  expect(log).toHaveLength(2);
  expect(log[0]).toMatchObject({
    operation: "ingestion_schedule.extended",
    before: { span_seconds: 60 },
    after: KEPT,
  });
});

test.each([
  [{ effective_from: "2026-11-02T10:00:01Z" }, ["/effective_from"]],
  [{ effective_from: "2026-11-02T09:00:00Z" }, ["/effective_from", "/effective_from"]],
  [{ span_seconds: 7 }, ["/span_seconds"]],
  [{ span_seconds: 7200 }, ["/span_seconds"]],
  [{ span_seconds: 11 }, ["/span_seconds"]],
  [{ shards: 0 }, ["/shards"]],
  [{ effective_from: "2026-11-02T09:30:00Z", span_seconds: 11 }, ["/effective_from", "/span_seconds"]],
])("refuses %j, and says where", async (fault, pointers) => {
  const { owner, put } = await signedUp();
  const answer = await put({ ...CHANGE, ...fault });
  expect([answer.status, valueAt(answer.body, "code")]).toEqual([422, "invalid_request"]);
  const errors = valueAt(answer.body, "errors");
  expect(Array.isArray(errors) && errors.map((error) => valueAt(error, "pointer"))).toEqual(pointers);
  expect(itemsOf((await owner.get("/v1/audit-log")).body)).toHaveLength(1);
});

test("refuses what is less than 30 minutes ahead", async () => {
  const { advance, put } = await signedUp();
  advance(30 * 60_000);
  expect((await put(CHANGE)).status).toBe(200);
  advance(30 * 60_000 + 1);
  expect((await put({ ...CHANGE, effective_from: "2026-11-02T11:00:00Z", shards: 1 })).status).toBe(200);
  advance(30 * 60_000);
  expect((await put({ ...CHANGE, effective_from: "2026-11-02T11:00:00Z", shards: 4 })).status).toBe(422);
});

test("If-Match holds a change to the schedule that was read", async () => {
  const { owner, put } = await signedUp();
  const etag = (await owner.get(PATH)).headers.get("etag") ?? "";
  expect((await put(CHANGE, { "if-match": etag })).status).toBe(200);
  const later = { ...CHANGE, effective_from: "2026-11-02T12:00:00Z" };
  expect((await put(later, { "if-match": etag })).status).toBe(412);
});
