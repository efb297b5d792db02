import { expect, test } from "vitest";
import { at, createWorld, itemsOf, valueAt } from "./world.ts";

test("an invited member is listed, read and given another role", async () => {
  const { signUp } = createWorld();
  const { owner } = await signUp();
  const invited = await owner.post("/v1/members", { email: "Grace@Example.com", role: "finance" });
  expect(invited.status).toBe(201);
  expect(invited.body).toMatchObject({ email: "grace@example.com", role: "finance", status: "invited" });
  const path = `/v1/members/${at(invited.body, "id")}`;
  expect((await owner.send("PATCH", path, { role: "viewer" })).body).toMatchObject({ role: "viewer" });
  expect((await owner.get(path)).body).toMatchObject({ role: "viewer" });
});

test("an e-mail is one member's, whatever its letters' case", async () => {
  const { signUp } = createWorld();
  const { owner } = await signUp();
  const again = await owner.post("/v1/members", { email: "OWNER@example.com", role: "viewer" });
  expect([again.status, at(again.body, "code")]).toEqual([409, "member_already_exists"]);
});

test("the last owner neither goes nor steps down; of two, either may", async () => {
  const { signUp } = createWorld();
  const { owner, ownerId } = await signUp();
  const path = `/v1/members/${ownerId}`;
  for (const answer of [await owner.send("DELETE", path), await owner.send("PATCH", path, { role: "admin" })]) {
    expect([answer.status, at(answer.body, "code")]).toEqual([409, "last_owner"]);
  }
  await owner.post("/v1/members", { email: "second@example.com", role: "owner" });
  expect((await owner.send("DELETE", path)).status).toBe(204);
  expect((await owner.get(path)).status).toBe(404);
});

test("of two owners who remove one another at once, one stays", async () => {
  const { signUp } = createWorld();
  const { owner, ownerId } = await signUp();
  const second = await owner.post("/v1/members", { email: "second@example.com", role: "owner" });
  const answers = await Promise.all(
    [ownerId, at(second.body, "id")].map((id) => owner.send("DELETE", `/v1/members/${id}`)),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 409]));
});

test("nobody gives a role that may do more than they may", async () => {
  const { signUp, withScopes } = createWorld();
  const tenant = await signUp();
  const limited = await withScopes(tenant, "members:write", "spend:read");
  const answer = await limited.post("/v1/members", { email: "x@example.com", role: "owner" });
  expect([answer.status, at(answer.body, "code")]).toEqual([403, "scope_exceeds_minter"]);
  const promoted = await limited.send("PATCH", `/v1/members/${tenant.ownerId}`, { role: "admin" });
  expect(promoted.status).toBe(403);
});

test("a change that names another state is refused, and one that names this state is not", async () => {
  const { signUp } = createWorld();
  const { owner } = await signUp();
  const read = await owner.get("/v1/tenant");
  const etag = read.headers.get("etag") ?? "";
  expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
  const patch = (name: string, ifMatch: string) => owner.send("PATCH", "/v1/tenant", { name }, { "if-match": ifMatch });
  expect((await patch("one", etag)).status).toBe(200);
  const stale = await patch("two", etag);
  expect([stale.status, at(stale.body, "code")]).toEqual([412, "precondition_failed"]);
  expect((await patch("three", `"other", ${etag}`)).status).toBe(412);
  expect((await patch("four", `W/${(await owner.get("/v1/tenant")).headers.get("etag")}`)).status).toBe(412);
  expect((await patch("five", "*")).status).toBe(200);
  const fresh = (await owner.get("/v1/tenant")).headers.get("etag") ?? "";
  expect((await patch("six", `"other", ${fresh}`)).status).toBe(200);
});

test("of many changes that name the same state, one wins", async () => {
  const { signUp } = createWorld();
  const { owner } = await signUp();
  const etag = (await owner.get("/v1/tenant")).headers.get("etag") ?? "";
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      owner.send("PATCH", "/v1/tenant", { name: `name ${n}` }, { "if-match": etag }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
});

test("pages show each once, also while others come and go", async () => {
  const { signUp, advance } = createWorld();
  const { owner, ownerId } = await signUp();
  const ids: string[] = [ownerId];
  for (let n = 0; n < 12; n++) {
    advance(1);
    ids.push(at((await owner.post("/v1/members", { email: `m${n}@example.com`, role: "viewer" })).body, "id"));
  }
  const seen: string[] = [];
  let path: string | undefined = "/v1/members?limit=5";
  let page = 0;
  while (path !== undefined) {
    const { body }: { body: unknown } = await owner.get(path);
    seen.push(...itemsOf(body).map((item) => at(item, "id")));
    const cursor = valueAt(body, "next_cursor");
    path = typeof cursor === "string" ? `/v1/members?limit=5&cursor=${cursor}` : undefined;
    if (page++ === 0) await owner.send("DELETE", `/v1/members/${ids[4]}`); // the last that was shown
  }
  expect(seen).toEqual(ids);
});

test.each(["0", "-1", "101", "1e2", "0x10", " 5", "10abc", "5&limit=6", ""])("limit=%s is refused", async (limit) => {
  const { signUp } = createWorld();
  const { owner } = await signUp();
  const answer = await owner.get(`/v1/members?limit=${limit}`);
  expect([answer.status, valueAt(answer.body, "errors", 0, "pointer")]).toEqual([422, "?limit"]);
});
