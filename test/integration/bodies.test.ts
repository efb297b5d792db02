import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { at, createWorld, valueAt } from "./world.ts";

const nested = (depth: number) => `{"name":${"[".repeat(depth)}${"]".repeat(depth)}}`;

test.each([
  ["not JSON", "{", 400, "malformed_body"],
  ["nothing", "", 400, "malformed_body"],
  ["a member twice", '{"name":"a","name":"b"}', 422, "invalid_request"],
  ["__proto__", '{"name":"a","__proto__":{"role":"owner"}}', 422, "invalid_request"],
  ["1e400", '{"name":1e400}', 422, "invalid_request"],
  ["11 levels", nested(10), 422, "invalid_request"],
  ["a million levels", nested(100_000), 422, "invalid_request"],
  ["an unknown member", '{"name":"a","role":"owner"}', 422, "invalid_request"],
  ["a lone surrogate", '{"name":"\\ud800"}', 422, "invalid_request"],
  ["a list", "[]", 422, "invalid_request"],
  ["more than 256 KiB", JSON.stringify({ name: "x".repeat(256 * 1024) }), 413, "body_too_large"],
])("%s is refused", async (_, body, status, code) => {
  const { signUp } = createWorld();
  const { owner } = await signUp();
  const answer = await owner.send("PATCH", "/v1/tenant", body);
  expect([answer.status, at(answer.body, "code")]).toEqual([status, code]);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
});

test("the bytes that came are counted, not those that were announced", async () => {
  const { signUp } = createWorld();
  const { owner } = await signUp();
  const body = JSON.stringify({ name: "x".repeat(300_000) });
  expect((await owner.send("PATCH", "/v1/tenant", body, { "content-length": "10" })).status).toBe(413);
});

test.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])(
  "media type %j is refused",
  async (type) => {
    const { signUp } = createWorld();
    const { owner } = await signUp();
    const answer = await owner.send("PATCH", "/v1/tenant", '{"name":"a"}', { "content-type": type });
    expect([answer.status, at(answer.body, "code")]).toEqual([415, "media_type_not_supported"]);
  },
);

test("a compressed body is refused here", async () => {
  const { signUp, app } = createWorld();
  const { key } = await signUp();
  const response = await app.request("/v1/tenant", {
    method: "PATCH",
    body: gzipSync('{"name":"a"}'),
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "content-encoding": "gzip" },
  });
  expect(response.status).toBe(415);
});

test("an unexpected failure tells the request's id and no more, and the log tells the rest", async () => {
  const { signUp, as, logged } = createWorld({
    wrapTable: (table) => ({
      ...table,
      query: (range) => (range.descending === true ? Promise.reject(new Error("secret cause")) : table.query(range)),
    }),
  });
  const { key } = await signUp();
  const answer = await as(key).get("/v1/audit-log");
  expect([answer.status, at(answer.body, "code")]).toEqual([500, "internal"]);
  expect(JSON.stringify(answer.body)).not.toContain("secret cause");
  const error = logged.find(({ event }) => event === "unexpected_error");
  expect(error?.fields["requestId"]).toBe(at(answer.body, "instance"));
  expect(error?.fields["stack"]).toContain("secret cause");
});

test("the log holds neither tokens, e-mails nor bodies", async () => {
  const { signUp, logged } = createWorld();
  const { owner, key } = await signUp({ owner: { email: "canary-mail@example.com" } });
  await owner.post("/v1/members", { email: "canary-mail@example.com", role: "canary-role" });
  await owner.send("PATCH", "/v1/tenant", { name: "canary-name" });
  const text = JSON.stringify(logged);
  expect(logged.length).toBeGreaterThan(2);
  expect(text).not.toMatch(/canary/);
  expect(text).not.toContain(key.slice(30));
  expect(valueAt(logged.at(-1), "fields", "route")).toBe("changeTenant");
});
