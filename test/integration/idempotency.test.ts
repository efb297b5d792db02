import type { Table } from "@outlay/storage/table";
import { describe, expect, test } from "vitest";
import { at, createWorld, itemsOf, PLATFORM_TOKEN, valueAt } from "./world.ts";

const NEW_KEY = { name: "gateway", scopes: ["events:write"] };
const ONCE = { "idempotency-key": "once" };

test("a retry with the same body is answered as before, without the secret", async () => {
  const { signUp } = createWorld();
  const { owner } = await signUp();
  const first = await owner.post("/v1/api-keys", NEW_KEY, ONCE);
  const again = await owner.post("/v1/api-keys", NEW_KEY, ONCE);
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(first.headers.get("idempotency-replayed")).toBeNull();
  expect(at(first.body, "secret")).toMatch(/^outlay_live_/);
  expect(again.body).toEqual({ api_key: valueAt(first.body, "api_key"), secret: null });
  expect(itemsOf((await owner.get("/v1/api-keys")).body)).toHaveLength(2);
});

test("a retried sign-up makes one tenant", async () => {
  const { as, table } = createWorld();
  const body = { name: "Example", owner: { email: "a@example.com" } };
  const answers = [
    await as(PLATFORM_TOKEN).post("/v1/tenants", body, ONCE),
    await as(PLATFORM_TOKEN).post("/v1/tenants", body, ONCE),
  ];
  expect(new Set(answers.map((answer) => at(answer.body, "tenant", "id"))).size).toBe(1);
  expect(table.dump().filter(({ pk }) => pk.endsWith("#C"))).toHaveLength(1);
});

test("the same key with another body is refused", async () => {
  const { signUp } = createWorld();
  const { owner } = await signUp();
  await owner.post("/v1/api-keys", NEW_KEY, ONCE);
  const other = await owner.post("/v1/api-keys", { ...NEW_KEY, name: "other" }, ONCE);
  expect([other.status, at(other.body, "code")]).toEqual([422, "idempotency_key_reused"]);
});

test("the same key on another operation, by another caller or in another tenant is another request", async () => {
  const { signUp, withScopes } = createWorld();
  const tenant = await signUp();
  const [other, minter] = [await signUp(), await withScopes(tenant, "api-keys:write", "events:write")];
  for (const caller of [tenant.owner, other.owner, minter]) {
    const answer = await caller.post("/v1/api-keys", NEW_KEY, ONCE);
    expect([answer.status, answer.headers.get("idempotency-replayed")]).toEqual([201, null]);
  }
  const member = { email: "b@example.com", role: "viewer" };
  expect((await tenant.owner.post("/v1/members", member, ONCE)).headers.get("idempotency-replayed")).toBeNull();
});

test("of 50 at once one runs, and the others are told to wait", async () => {
  const { signUp } = createWorld();
  const { owner } = await signUp();
  const answers = await Promise.all(Array.from({ length: 50 }, () => owner.post("/v1/api-keys", NEW_KEY, ONCE)));
  const waiting = answers.filter(({ status }) => status === 409);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(waiting).toHaveLength(49);
  expect(waiting[0]?.headers.get("retry-after")).toBe("1");
  expect(itemsOf((await owner.get("/v1/api-keys")).body)).toHaveLength(2);
});

test("what was refused is judged anew", async () => {
  const { signUp } = createWorld();
  const { owner } = await signUp();
  const headers = ONCE;
  expect((await owner.post("/v1/members", { email: "x", role: "viewer" }, headers)).status).toBe(422);
  expect((await owner.post("/v1/members", { email: "x@example.com", role: "viewer" }, headers)).status).toBe(201);
});

test("is forgotten after 24 hours, also where the item is still there", async () => {
  const { signUp, advance } = createWorld();
  const { owner } = await signUp();
  const first = await owner.post("/v1/api-keys", NEW_KEY, ONCE);
  advance(24 * 3_600_000 - 1);
  const replayed = await owner.post("/v1/api-keys", NEW_KEY, ONCE);
  expect(at(replayed.body, "api_key", "id")).toBe(at(first.body, "api_key", "id"));
  advance(1);
  const anew = await owner.post("/v1/api-keys", NEW_KEY, ONCE);
  expect(at(anew.body, "api_key", "id")).not.toBe(at(first.body, "api_key", "id"));
});

test.each(["", "a b", "é", "k".repeat(256)])("the key %j is refused", async (key) => {
  const { signUp } = createWorld();
  const { owner } = await signUp();
  const answer = await owner.post("/v1/api-keys", NEW_KEY, {
    "idempotency-key": encodeURI(key).replace("%20", " ") + (key === "é" ? "\t" : ""),
  });
  expect(answer.status).toBe(key === "é" ? 201 : 422);
});

describe("a run that dies", () => {
  /** Fails the n-th write after `arm`, before or after it was applied; then all is well again. */
  function dying(isApplied: boolean) {
    let left = Infinity;
    const wrapTable = (table: Table): Table => ({
      ...table,
      put: async (item, condition) => {
        if (left-- !== 0) return table.put(item, condition);
        if (isApplied) await table.put(item, condition);
        throw new Error("killed");
      },
    });
    return { wrapTable, arm: (n: number) => (left = n) };
  }

  const cases = [false, true].flatMap((isApplied) => [0, 1, 2, 3].map((n) => ({ isApplied, n })));
  test.each(cases)("at write $n, applied $isApplied, has one effect once retried", async ({ isApplied, n }) => {
    const { wrapTable, arm } = dying(isApplied);
    const { signUp, advance } = createWorld({ wrapTable });
    const { owner } = await signUp();
    arm(n);
    expect((await owner.post("/v1/api-keys", NEW_KEY, ONCE)).status).toBe(500);
    arm(Infinity);
    const early = await owner.post("/v1/api-keys", NEW_KEY, ONCE);
    const isUnclaimed = n === 0 && !isApplied;
    const isAnswered = n === 3 && isApplied;
    expect(early.status).toBe(isUnclaimed || isAnswered ? 201 : 409);
    advance(60_000);
    const late = await owner.post("/v1/api-keys", NEW_KEY, ONCE);
    expect(late.status).toBe(201);
    const keys = itemsOf((await owner.get("/v1/api-keys")).body);
    expect(keys).toHaveLength(2);
    expect(keys).toContainEqual(valueAt(late.body, "api_key"));
    expect(itemsOf((await owner.get("/v1/audit-log")).body)).toHaveLength(2);
  });
});
