import { createHash } from "node:crypto";
import type { Table } from "@outlay/storage/table";
import { describe, expect, test } from "vitest";
import { at, createWorld, itemsOf, PLATFORM_TOKEN, valueAt } from "./world.ts";

describe("signing up", () => {
  test("gives a tenant, an invited owner and a key that works", async () => {
    const { signUp } = createWorld();
    const { owner, tenantId } = await signUp({ time_zone: "Europe/Paris" });
    const answer = await owner.get("/v1/tenant");
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: tenantId, time_zone: "Europe/Paris", currency: "USD" });
    expect(itemsOf((await owner.get("/v1/members")).body)).toMatchObject([{ role: "owner", status: "invited" }]);
  });

  test.each([
    [{ time_zone: "+01:00" }, "/time_zone"],
    [{ time_zone: "Mars/Olympus" }, "/time_zone"],
    [{ name: "te​am" }, "/name"],
    [{ owner: { email: "nobody" } }, "/owner/email"],
    [{ tenant_id: "ten_x" }, "/tenant_id"],
    [{ name: undefined }, "/name"],
  ])("refuses %j at %s", async (overrides, pointer) => {
    const { as } = createWorld();
    const body = { name: "Example", owner: { email: "owner@example.com" }, ...overrides };
    const answer = await as(PLATFORM_TOKEN).post("/v1/tenants", body);
    expect(answer.status).toBe(422);
    expect(valueAt(answer.body, "errors", 0, "pointer")).toBe(pointer);
  });

  test("lists all faults at once", async () => {
    const { as } = createWorld();
    const answer = await as(PLATFORM_TOKEN).post("/v1/tenants", { name: "", time_zone: 3, owner: {} });
    expect(valueAt(answer.body, "errors")).toHaveLength(3);
  });

  test("says plainly what is missing, and points at each member that it does not know", async () => {
    const { as } = createWorld();
    const answer = await as(PLATFORM_TOKEN).post("/v1/tenants", { owner: { email: "a@example.com" }, a: 1, b: 2 });
    expect(valueAt(answer.body, "errors")).toEqual([
      { pointer: "/name", detail: "This is required." },
      { pointer: "/a", detail: "There is no such member." },
      { pointer: "/b", detail: "There is no such member." },
    ]);
  });

  test.each([0, 1, 2])("a crash at write %i leaves nothing that is let in", async (n) => {
    let writes = 0;
    const wrapTable = (table: Table): Table => ({
      ...table,
      put: (item, condition) => (writes++ === n ? Promise.reject(new Error("killed")) : table.put(item, condition)),
    });
    const { as, table } = createWorld({ wrapTable });
    const answer = await as(PLATFORM_TOKEN).post("/v1/tenants", { name: "A", owner: { email: "a@example.com" } });
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain("killed");
    expect(table.dump().filter(({ pk }) => pk.endsWith("#C"))).toEqual([]);
  });
});

describe("API keys", () => {
  test("no part of the table holds a secret", async () => {
    const { signUp, table } = createWorld();
    const { key, owner } = await signUp();
    const made = await owner.post("/v1/api-keys", { name: "k", scopes: ["spend:read"] }, { "idempotency-key": "once" });
    const dump = JSON.stringify(table.dump(), (_, value: unknown) =>
      typeof value === "bigint" ? Number(value) : value,
    );
    for (const text of [key, at(made.body, "secret")]) {
      const secret = text.split("_")[3] ?? "";
      expect(secret).toHaveLength(43);
      const bytes = Buffer.from(secret);
      const encodings = [secret, bytes.toString("base64"), bytes.toString("hex"), [...secret].toReversed().join("")];
      for (const encoded of encodings) expect(dump).not.toContain(encoded);
      expect(dump).toContain(createHash("sha256").update(secret).digest("hex"));
    }
  });

  test("lists and the audit log show neither secret nor hash", async () => {
    const { signUp } = createWorld();
    const { key, owner } = await signUp();
    const shown = await Promise.all(["/v1/api-keys", "/v1/audit-log"].map((path) => owner.get(path)));
    for (const { status, body } of shown) {
      expect(status).toBe(200);
      const text = JSON.stringify(body);
      expect(text).toContain(key.slice(-4));
      expect(text).not.toContain(key.slice(40, 60));
      expect(text).not.toContain("sha256");
    }
  });

  test("every other single character is refused without a call to the store", async () => {
    let calls = 0;
    const counted = (table: Table): Table => ({
      ...table,
      get: (key) => (calls++, table.get(key)),
      query: (range) => (calls++, table.query(range)),
    });
    const { signUp, as } = createWorld({ wrapTable: counted });
    const { key } = await signUp();
    calls = 0;
    for (let index = "outlay_live_".length; index < key.length; index++) {
      const changed = key.slice(0, index) + (key[index] === "7" ? "8" : "7") + key.slice(index + 1);
      expect((await as(changed).get("/v1/tenant")).status).toBe(401);
    }
    expect(calls).toBe(0);
    await as(key).get("/v1/tenant");
    calls = 0;
    expect((await as(key).get("/v1/tenant")).status).toBe(200);
    expect(calls).toBe(2); // warm: the look-up and the configuration's tail
  });

  test.each(["", "x", "Basic abc", "bearer", "a b", "{}", "'; drop", "é", "outlay_live_", ".".repeat(9000), "a.b.c"])(
    "the credential %j is refused",
    async (token) => {
      const { app } = createWorld();
      const response = await app.request("/v1/tenant", { headers: { authorization: encodeURI(`Bearer ${token}`) } });
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toContain("Bearer");
    },
  );

  test("a revoked key is refused by the next request", async () => {
    const { signUp, as, withScopes } = createWorld();
    const tenant = await signUp();
    const other = await withScopes(tenant, "tenants:read");
    expect((await other.get("/v1/tenant")).status).toBe(200);
    const keys = itemsOf((await tenant.owner.get("/v1/api-keys")).body);
    const id = at(
      keys.find((key) => at(key, "id") !== tenant.keyId),
      "id",
    );
    expect((await tenant.owner.post(`/v1/api-keys/${id}/revoke`)).status).toBe(200);
    expect((await other.get("/v1/tenant")).status).toBe(401);
    expect((await as(tenant.key).get("/v1/tenant")).status).toBe(200);
  });

  test("rotation accepts the older secret until the grace ends, and no third", async () => {
    const { signUp, as, advance } = createWorld();
    const { owner, key, keyId } = await signUp();
    const rotate = async () =>
      at((await owner.post(`/v1/api-keys/${keyId}/rotate`, { grace_seconds: 60 })).body, "secret");
    const second = await rotate();
    const statusOf = async (text: string) => (await as(text).get("/v1/tenant")).status;
    expect([await statusOf(key), await statusOf(second)]).toEqual([200, 200]);
    advance(59_999);
    expect(await statusOf(key)).toBe(200);
    advance(1);
    expect([await statusOf(key), await statusOf(second)]).toEqual([401, 200]);
  });

  test("a third rotation within the grace ends the oldest", async () => {
    const { signUp, as } = createWorld();
    const { owner, key, keyId, tenantId } = await signUp();
    const second = at((await owner.post(`/v1/api-keys/${keyId}/rotate`, { grace_seconds: 600 })).body, "secret");
    const third = at((await as(second).post(`/v1/api-keys/${keyId}/rotate`, { grace_seconds: 600 })).body, "secret");
    const statuses = await Promise.all(
      [key, second, third].map(async (text) => (await as(text).get("/v1/tenant")).status),
    );
    expect(statuses).toEqual([401, 200, 200]);
    expect(tenantId).toMatch(/^ten_/);
  });

  test("an expired key is refused from the very instant", async () => {
    const { signUp, as, advance } = createWorld({ at: "2026-11-02T09:00:00.000Z" });
    const { owner } = await signUp();
    const body = { name: "short", scopes: ["tenants:read"], expires_at: "2026-11-02T09:00:01.000Z" };
    const key = at((await owner.post("/v1/api-keys", body)).body, "secret");
    advance(999);
    expect((await as(key).get("/v1/tenant")).status).toBe(200);
    advance(1);
    expect((await as(key).get("/v1/tenant")).status).toBe(401);
  });

  test("a key that would never be let in is not made", async () => {
    const { signUp } = createWorld({ at: "2026-11-02T09:00:00.000Z" });
    const { owner } = await signUp();
    const body = { name: "late", scopes: ["tenants:read"], expires_at: "2026-11-02T09:00:00.000Z" };
    const answer = await owner.post("/v1/api-keys", body);
    expect([answer.status, valueAt(answer.body, "errors", 0, "pointer")]).toEqual([422, "/expires_at"]);
  });

  test("a key's scopes lie within its minter's, and so do those of a key that is rotated", async () => {
    const { signUp, withScopes } = createWorld();
    const tenant = await signUp();
    const minter = await withScopes(tenant, "api-keys:write", "spend:read");
    expect((await minter.post("/v1/api-keys", { name: "a", scopes: ["spend:read"] })).status).toBe(201);
    const beyond = await minter.post("/v1/api-keys", { name: "b", scopes: ["spend:read", "budgets:write"] });
    expect([beyond.status, at(beyond.body, "code")]).toEqual([403, "scope_exceeds_minter"]);
    const rotated = await minter.post(`/v1/api-keys/${tenant.keyId}/rotate`, { grace_seconds: 0 });
    expect([rotated.status, at(rotated.body, "code")]).toEqual([403, "scope_exceeds_minter"]);
  });

  test("a key is changed without another secret: its name, its scopes, its end", async () => {
    const { signUp, as, advance } = createWorld({ at: "2026-11-02T09:00:00.000Z" });
    const { owner } = await signUp();
    const made = await owner.post("/v1/api-keys", { name: "a", scopes: ["tenants:read"] });
    const [key, path] = [as(at(made.body, "secret")), `/v1/api-keys/${at(made.body, "api_key", "id")}`];
    const tag = (await owner.get(path)).headers.get("etag") ?? "";
    const renamed = await owner.send("PATCH", path, { name: "b" }, { "if-match": tag });
    expect([renamed.status, at(renamed.body, "name"), valueAt(renamed.body, "scopes")]).toEqual([
      200,
      "b",
      ["tenants:read"],
    ]);
    expect(renamed.headers.get("etag")).not.toBe(tag);
    expect((await owner.send("PATCH", path, { name: "c" }, { "if-match": tag })).status).toBe(412);
    expect((await key.get("/v1/tenant")).status).toBe(200);
    await owner.send("PATCH", path, { scopes: ["spend:read", "spend:read"] });
    expect(valueAt((await owner.get(path)).body, "scopes")).toEqual(["spend:read"]);
    expect((await key.get("/v1/tenant")).status).toBe(403);
    await owner.send("PATCH", path, { scopes: ["tenants:read"], expires_at: "2026-11-02T09:00:01.000Z" });
    expect((await key.get("/v1/tenant")).status).toBe(200);
    advance(1000);
    expect((await key.get("/v1/tenant")).status).toBe(401);
    expect((await owner.send("PATCH", path, { name: "still over" })).status).toBe(200);
    expect((await owner.send("PATCH", path, { expires_at: null })).status).toBe(200);
    expect((await key.get("/v1/tenant")).status).toBe(200);
  });

  test("nobody gives a key more than they hold by changing it", async () => {
    const { signUp, withScopes } = createWorld();
    const tenant = await signUp();
    const weaker = await withScopes(tenant, "api-keys:write", "spend:read");
    const strong = await tenant.owner.post("/v1/api-keys", { name: "s", scopes: ["budgets:write"] });
    const path = `/v1/api-keys/${at(strong.body, "api_key", "id")}`;
    for (const change of [{ scopes: ["spend:read", "budgets:write"] }, { expires_at: null }]) {
      const answer = await weaker.send("PATCH", path, change);
      expect([answer.status, at(answer.body, "code")]).toEqual([403, "scope_exceeds_minter"]);
    }
    expect((await weaker.send("PATCH", path, { name: "t" })).status).toBe(200);
    expect((await weaker.send("PATCH", path, { scopes: ["spend:read"] })).status).toBe(200);
  });

  test.each([
    [{}, ""],
    [{ expires_at: "2026-11-02T09:00:00.000Z" }, "/expires_at"],
    [{ scopes: [] }, "/scopes"],
    [{ status: "active" }, "/status"],
  ])("a change to %j is refused at %j", async (change, pointer) => {
    const { signUp } = createWorld({ at: "2026-11-02T09:00:00.000Z" });
    const { owner, keyId } = await signUp();
    const answer = await owner.send("PATCH", `/v1/api-keys/${keyId}`, change);
    expect([answer.status, valueAt(answer.body, "errors", 0, "pointer")]).toEqual([422, pointer]);
  });

  test("a revoked key is changed no more", async () => {
    const { signUp } = createWorld();
    const { owner } = await signUp();
    const made = await owner.post("/v1/api-keys", { name: "a", scopes: ["tenants:read"] });
    const path = `/v1/api-keys/${at(made.body, "api_key", "id")}`;
    await owner.post(`${path}/revoke`);
    const answer = await owner.send("PATCH", path, { name: "b" });
    expect([answer.status, at(answer.body, "code")]).toEqual([409, "changed_meanwhile"]);
  });
});
