import { afterAll, beforeAll, expect, test } from "vitest";
import { type OidcIssuer, startOidcIssuer } from "../oidc-issuer.ts";
import { at, createWorld, valueAt } from "./world.ts";

const AT = "2026-11-02T09:00:00.000Z";
const AUDIENCE = "outlay-sign-up";
let issuer: OidcIssuer;
beforeAll(async () => {
  issuer = await startOidcIssuer();
});
afterAll(() => issuer.close());

const claims = { sub: "u1", aud: AUDIENCE, email: "ada@example.com", email_verified: true };
const signed = (changes: Record<string, unknown> = {}) =>
  issuer.sign({ ...claims, ...changes }, { atMs: Date.parse(AT) });
const world = () => createWorld({ at: AT, signUp: { issuer: issuer.issuer, audience: AUDIENCE } });
const body = (email = "ada@example.com") => ({ name: "Example", owner: { email } });

test("someone with a token of the platform's issuer signs up a tenant that they own", async () => {
  const { as } = world();
  const answer = await as(await signed()).post("/v1/tenants", body("Ada@Example.com"));
  expect(answer.status).toBe(201);
  expect(valueAt(answer.body, "member", "role")).toBe("owner");
  const tenant = await as(at(answer.body, "api_key", "secret")).get("/v1/tenant");
  expect(valueAt(tenant.body, "id")).toBe(at(answer.body, "tenant", "id"));
});

test("they cannot make someone else the owner", async () => {
  const { as } = world();
  expect((await as(await signed()).post("/v1/tenants", body("bob@example.com"))).status).toBe(403);
});

test.each([
  ["another audience", { aud: "another" }],
  ["no verified e-mail", { email_verified: false }],
  ["no subject", { sub: undefined }],
  ["no end", { exp: undefined }],
])("a token with %s signs nobody up", async (_, changes) => {
  const { as, table } = world();
  expect((await as(await signed(changes)).post("/v1/tenants", body())).status).toBe(401);
  expect(table.dump()).toEqual([]);
});

test("without an issuer of the platform's, its token signs nobody up", async () => {
  expect(
    (
      await createWorld({ at: AT })
        .as(await signed())
        .post("/v1/tenants", body())
    ).status,
  ).toBe(401);
});

test("the token reads no tenant's data", async () => {
  const { as } = world();
  const token = await signed();
  await as(token).post("/v1/tenants", body());
  expect((await as(token).get("/v1/spend")).status).toBe(401);
});

test("two people who choose the same Idempotency-Key do not see each other's answer", async () => {
  const { as } = world();
  const headers = { "idempotency-key": "first" };
  const ada = await as(await signed()).post("/v1/tenants", body(), headers);
  const other = await signed({ sub: "u2", email: "bob@example.com" });
  const bob = await as(other).post("/v1/tenants", body("bob@example.com"), headers);
  expect([ada.status, bob.status]).toEqual([201, 201]);
  expect(at(bob.body, "tenant", "id")).not.toBe(at(ada.body, "tenant", "id"));
  const again = await as(await signed()).post("/v1/tenants", body(), headers);
  expect(at(again.body, "tenant", "id")).toBe(at(ada.body, "tenant", "id"));
});
