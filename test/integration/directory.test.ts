import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { EXPIRES_AT } from "@outlay/storage/table";
import { describe, expect, test } from "vitest";
import { CSV, itemsAt, setUp, spendBy, uploadCsv } from "./attributed.ts";
import { event } from "./chat-event.ts";
import { at, itemsOf, valueAt } from "./world.ts";

describe("the directory", () => {
  test("is described, listed by page, found by any name, and replaced under If-Match", async () => {
    const { owner } = await setUp();
    expect((await owner.get("/v1/directory")).status).toBe(404);
    expect((await owner.get("/v1/directory/users")).status).toBe(404);
    const made = await uploadCsv(owner, "user,email,department,user_group\nb,B@x.com,d,g\nA,,d,g\nc,,,h");
    expect(made.body).toMatchObject({ format: "csv", users: 3, groups: 2 });
    const tag = made.headers.get("etag") ?? "";
    const names: string[] = [];
    let next = "";
    do {
      const { body } = await owner.get(`/v1/directory/users?limit=2${next}`);
      names.push(...itemsOf(body).map((item) => at(item, "user")));
      const cursor = valueAt(body, "next_cursor");
      next = typeof cursor === "string" ? `&cursor=${encodeURIComponent(cursor)}` : "";
    } while (next !== "");
    expect(names).toEqual(["A", "b", "c"]);
    expect(itemsOf((await owner.get("/v1/directory/users?user=b@X.com")).body)).toEqual([
      { user: "b", aliases: ["B@x.com"], attribution: { department: "d", user_group: "g" } },
    ]);
    expect(itemsOf((await owner.get("/v1/directory/users?user=nobody")).body)).toEqual([]);
    const same = await uploadCsv(owner, "user,email,user_group,department\nc,,h,\nA,,g,d\nb,B@x.com,g,d", {
      "if-match": tag,
    });
    expect([same.body, same.headers.get("etag")]).toEqual([made.body, tag]);
    expect((await uploadCsv(owner, "user\nz", { "if-match": '"other"' })).status).toBe(412);
    expect((await uploadCsv(owner, "user\nz", { "if-match": tag })).status).toBe(200);
    expect(itemsOf((await owner.get("/v1/directory/users")).body)).toHaveLength(1);
  });

  test("is taken as SCIM, and fills by group and department until it is deleted", async () => {
    const { owner, settle } = await setUp();
    const extension = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    const body = {
      Resources: [
        { id: "1", userName: "ann@example.com", [extension]: { department: "Support" } },
        { displayName: "Tier 1", members: [{ value: "1" }] },
      ],
    };
    const scim = { "content-type": "application/scim+json" };
    expect((await owner.send("PUT", "/v1/directory", body, scim)).body).toMatchObject({ format: "scim", users: 1 });
    await owner.post("/v1/events", [event("e1", { attribution: { user: "Ann@example.com" } })]);
    await settle();
    expect((await owner.send("DELETE", "/v1/directory")).status).toBe(204);
    expect((await owner.send("DELETE", "/v1/directory")).status).toBe(404);
    await owner.post("/v1/events", [event("e2", { attribution: { user: "ann@example.com" } })]);
    await settle();
    expect(await spendBy(owner, "department")).toEqual({ Support: "0.0035", unattributed: "0.0035" });
    expect(await spendBy(owner, "user_group")).toEqual({ "Tier 1": "0.0035", unattributed: "0.0035" });
    const log = itemsOf((await owner.get("/v1/audit-log")).body).map((entry) => at(entry, "operation"));
    expect(log).toEqual(expect.arrayContaining(["directory.replaced", "directory.deleted"]));
  });

  test("is not replaced by a body that has no user in it, whatever else it has", async () => {
    const { owner } = await setUp();
    await uploadCsv(owner, "user\na");
    const group = { displayName: "Tier 1", members: [{ value: "1" }] };
    for (const body of [{ Resources: [] }, { Resources: [group] }, { role: "owner" }, {}]) {
      expect((await owner.send("PUT", "/v1/directory", body)).status).toBe(422);
    }
    expect(itemsOf((await owner.get("/v1/directory/users")).body)).toHaveLength(1);
  });

  test("is refused whole, with every fault, where anything is wrong with it; the one before stays", async () => {
    const { owner } = await setUp();
    await uploadCsv(owner, "user,department\nu1,a");
    const refused = await uploadCsv(owner, "user,department\nu1,a\n,b\nu1,c");
    expect(refused.status).toBe(422);
    expect(itemsAt(refused.body, "errors").map((fault) => at(fault, "pointer"))).toEqual(["line:3", "line:4"]);
    expect((await owner.send("PUT", "/v1/directory", "{", {})).status).toBe(400);
    expect((await owner.send("PUT", "/v1/directory", "x", { "content-type": "text/plain" })).status).toBe(415);
    expect(valueAt((await owner.get("/v1/directory")).body, "users")).toBe(1);
  });

  test("of many users is taken compressed, and kept in parts", async () => {
    const { owner, settle, table } = await setUp();
    const address = (n: number) => `${createHash("sha256").update(String(n)).digest("base64url")}@x`;
    const lines = Array.from({ length: 15_000 }, (_, n) => `u${n},${address(n)},d${n % 300},g${n % 40}\n`);
    const bytes = new Uint8Array(gzipSync(`user,email,department,user_group\n${lines.join("")}`));
    const uploaded = await owner.send("PUT", "/v1/directory", bytes, { ...CSV, "content-encoding": "gzip" });
    expect(uploaded.body).toMatchObject({ users: 15_000, groups: 40 });
    expect(table.dump().filter(({ pk }) => pk.endsWith("#U")).length).toBeGreaterThan(1);
    await owner.post("/v1/events", [event("e1", { attribution: { user: address(14_999) } })]);
    await settle();
    expect(await spendBy(owner, "department")).toEqual({ d299: "0.0035" });
  });

  test("of two uploads at once that read the same one, one wins; what is not in force expires", async () => {
    const { owner, table } = await setUp();
    const first = await uploadCsv(owner, "user,department\nu1,first");
    const tag = { "if-match": first.headers.get("etag") ?? "" };
    const answers = await Promise.all(["a", "b"].map((name) => uploadCsv(owner, `user,department\nu1,${name}`, tag)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const [user] = itemsOf((await owner.get("/v1/directory/users")).body);
    expect(at(user, "attribution", "department")).toBe(answers[0]?.status === 200 ? "a" : "b");
    const bodies = table.dump().filter(({ pk }) => pk.endsWith("#U"));
    expect(bodies.filter((item) => EXPIRES_AT in item)).toHaveLength(bodies.length - 1);
    await owner.send("DELETE", "/v1/directory");
    expect(table.dump().filter((item) => item.pk.endsWith("#U") && !(EXPIRES_AT in item))).toEqual([]);
  });
});
