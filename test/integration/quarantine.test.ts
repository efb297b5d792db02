import { quarantineDeadLetters } from "@outlay/services/quarantine-dead-letters";
import { expect, test } from "vitest";
import { at, createWorld, itemsOf, valueAt } from "./world.ts";

/** A world with two tenants, and three dead letters of the first. */
async function setUp() {
  const created = createWorld();
  const mine = await created.signUp();
  const theirs = await created.signUp({ owner: { email: "other@example.com" } });
  const messages = [1, 2, 3].map((n) => ({
    messageId: `m${n}`,
    body: JSON.stringify({ tenantId: mine.tenantId, secret: "not-to-be-shown" }),
    receiveCount: 6,
    sentAtEpochMs: Date.parse("2026-11-02T09:00:00.000Z") + n,
  }));
  await quarantineDeadLetters(created.world, "usage", messages);
  return { ...created, mine, theirs };
}

test("a tenant lists its own entries page by page, newest first, without bodies", async () => {
  const { mine, theirs } = await setUp();
  const first = await mine.owner.get("/v1/quarantine?limit=2");
  expect(itemsOf(first.body).map((item) => at(item, "first_seen_at").slice(20))).toEqual(["003Z", "002Z"]);
  const rest = await mine.owner.get(`/v1/quarantine?limit=2&cursor=${at(first.body, "next_cursor")}`);
  expect(itemsOf(rest.body)).toMatchObject([
    { kind: "usage", reason: "message_unreadable", status: "quarantined", receive_count: 6, redriven_at: null },
  ]);
  expect(valueAt(rest.body, "next_cursor")).toBeNull();
  expect(JSON.stringify([first.body, rest.body])).not.toContain("not-to-be-shown");
  expect(itemsOf((await theirs.owner.get("/v1/quarantine")).body)).toEqual([]);
});

test("a redrive answers the entry, the second time too; another tenant's entry does not exist", async () => {
  const { mine, theirs } = await setUp();
  const [entry] = itemsOf((await mine.owner.get("/v1/quarantine?limit=1")).body);
  const path = `/v1/quarantine/${at(entry, "id")}/redrive`;
  const stranger = await theirs.owner.post(path);
  expect([stranger.status, at(stranger.body, "code")]).toEqual([404, "quarantine_entry_not_found"]);
  const answer = await mine.owner.post(path);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ status: "redriven", redriven_by: mine.keyId });
  expect((await mine.owner.post(path)).body).toEqual(answer.body);
});
