import type { ServerResponse } from "node:http";
import { createHmac, createPublicKey } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Claims, type OidcIssuer, startOidcIssuer } from "../oidc-issuer.ts";
import { at, createWorld, itemsOf, type SignedUp, valueAt } from "./world.ts";

let provider: OidcIssuer;
beforeAll(async () => {
  provider = await startOidcIssuer();
});
afterAll(() => provider.close());

/** A tenant that takes tokens of `issuer`, and a way to make them. */
async function withProvider(issuer = provider) {
  const testWorld = createWorld();
  const tenant = await testWorld.signUp();
  const audience = `outlay:${tenant.tenantId}`;
  const token = (claims: Claims = {}, header: Record<string, unknown> = {}) =>
    issuer.sign(
      { sub: "ada", aud: audience, email: "owner@example.com", email_verified: true, ...claims },
      { atMs: testWorld.world.now().getTime(), header },
    );
  const registered = await register(tenant, issuer.issuer, audience, await token());
  const statusOf = async (credential: string) => (await testWorld.as(credential).get("/v1/tenant")).status;
  return { ...testWorld, tenant, audience, token, registered, statusOf };
}

const register = ({ owner }: SignedUp, issuer: string, audience: string, token: string) =>
  owner.post("/v1/identity-providers", { issuer, audience, token });

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("registering", () => {
  test("takes an issuer whose valid token is presented, once", async () => {
    const { registered, tenant, audience, token } = await withProvider();
    expect(registered.status).toBe(201);
    expect(registered.body).toMatchObject({ issuer: provider.issuer, audience });
    const again = await register(tenant, provider.issuer, audience, await token());
    expect([again.status, at(again.body, "code")]).toEqual([409, "identity_provider_already_exists"]);
  });

  test("refuses an audience that does not name the tenant", async () => {
    const { tenant } = await withProvider();
    const audience = "outlay:ten_00000000000000000000000000";
    const answer = await register(tenant, provider.issuer, audience, "x.y.z");
    expect([answer.status, valueAt(answer.body, "errors", 0, "pointer")]).toEqual([422, "/audience"]);
  });

  test("refuses a token that is not valid there", async () => {
    const { signUp, world } = createWorld();
    const tenant = await signUp();
    const audience = `outlay:${tenant.tenantId}`;
    const other = await provider.sign({ sub: "a", aud: "outlay:other" }, { atMs: world.now().getTime() });
    const ofAnotherName = await provider.sign(
      { sub: "a", aud: audience, iss: "https://login.example.com" },
      { atMs: world.now().getTime() },
    );
    for (const token of [other, ofAnotherName, "x", "a.b.c"]) {
      const answer = await register(tenant, provider.issuer, audience, token);
      expect([answer.status, valueAt(answer.body, "errors", 0, "pointer")]).toEqual([422, "/token"]);
    }
  });

  test.each([
    "http://login.example.com",
    "https://127.0.0.1",
    "https://10.0.0.8",
    "https://169.254.169.254",
    "https://[::1]",
    "https://[::ffff:10.0.0.1]",
    "https://localhost",
    "https://metadata.internal",
    "https://user:secret@example.com",
    "https://example.com/?x=1",
    "ftp://example.com",
    "http://127.0.0.2:80",
    "http://127.0.0.1:1",
  ])("asks nothing of %s", async (issuer) => {
    const { signUp } = createWorld();
    const tenant = await signUp();
    const answer = await register(tenant, issuer, `outlay:${tenant.tenantId}`, "a.b.c");
    expect([answer.status, at(answer.body, "code")]).toEqual([422, "identity_provider_unreachable"]);
  });

  test("refuses an issuer whose discovery document names another", async () => {
    const liar = await startOidcIssuer();
    const discovery = { issuer: provider.issuer, jwks_uri: `${liar.issuer}/keys` };
    liar.behave(({ url }, response) => {
      response.writeHead(200).end(JSON.stringify(url === "/keys" ? { keys: [liar.publicJwk()] } : discovery));
    });
    const { registered } = await withProvider(liar);
    expect([registered.status, at(registered.body, "code")]).toEqual([422, "identity_provider_unreachable"]);
    await liar.close();
  });
});

describe("a token", () => {
  test("of an invited member's verified e-mail makes them active, by an entry of the audit log", async () => {
    const { tenant, token, as } = await withProvider();
    const owner = as(await token());
    expect((await owner.get("/v1/tenant")).status).toBe(200);
    expect(itemsOf((await tenant.owner.get("/v1/members")).body)).toMatchObject([{ status: "active" }]);
    const [entry] = itemsOf((await tenant.owner.get("/v1/audit-log")).body);
    expect(entry).toMatchObject({ operation: "member.bound", actor: { kind: "member", id: tenant.ownerId } });
    // From now on by issuer and subject, whatever the e-mail says.
    expect((await as(await token({ email: undefined, email_verified: undefined })).get("/v1/tenant")).status).toBe(200);
  });

  test("of somebody else with the bound e-mail is refused", async () => {
    const { token, statusOf } = await withProvider();
    expect(await statusOf(await token())).toBe(200);
    expect(await statusOf(await token({ sub: "mallory" }))).toBe(401);
  });

  test("of two people with one invited e-mail at once lets one in", async () => {
    const { token, statusOf } = await withProvider();
    const statuses = await Promise.all([statusOf(await token({ sub: "one" })), statusOf(await token({ sub: "two" }))]);
    expect(new Set(statuses)).toEqual(new Set([200, 401]));
  });

  test("of an e-mail that is not verified, or not invited, is refused", async () => {
    const { token, statusOf } = await withProvider();
    expect(await statusOf(await token({ email_verified: false }))).toBe(401);
    expect(await statusOf(await token({ email_verified: undefined }))).toBe(401);
    expect(await statusOf(await token({ email_verified: "true" }))).toBe(401);
    expect(await statusOf(await token({ email: "stranger@example.com" }))).toBe(401);
  });

  test("gives just the scopes of the role, and nothing once the member is removed", async () => {
    const { tenant, token, as } = await withProvider();
    const invited = await tenant.owner.post("/v1/members", { email: "Vi@example.com", role: "viewer" });
    const viewer = as(await token({ sub: "vi", email: "vi@example.com" }));
    expect((await viewer.get("/v1/tenant")).status).toBe(200);
    expect((await viewer.get("/v1/members")).status).toBe(403);
    expect((await viewer.send("PATCH", "/v1/tenant", { name: "x" })).status).toBe(403);
    const id = at(invited.body, "id");
    expect((await tenant.owner.send("PATCH", `/v1/members/${id}`, { role: "admin" })).status).toBe(200);
    expect((await viewer.get("/v1/members")).status).toBe(200);
    expect((await tenant.owner.send("DELETE", `/v1/members/${id}`)).status).toBe(204);
    expect((await viewer.get("/v1/tenant")).status).toBe(401);
  });

  test("is refused once its provider is removed, though another stays", async () => {
    const { tenant, token, statusOf, registered, audience } = await withProvider();
    const other = `${audience}:staging`;
    expect((await register(tenant, provider.issuer, other, await token({ aud: other }))).status).toBe(201);
    expect(await statusOf(await token())).toBe(200);
    expect((await tenant.owner.send("DELETE", `/v1/identity-providers/${at(registered.body, "id")}`)).status).toBe(204);
    expect(await statusOf(await token())).toBe(401);
  });

  test("names one tenant only", async () => {
    const { token, statusOf, audience, signUp, world } = await withProvider();
    const other = await signUp();
    const otherAudience = `outlay:${other.tenantId}`;
    const proof = await provider.sign({ sub: "b", aud: otherAudience }, { atMs: world.now().getTime() });
    expect((await register(other, provider.issuer, otherAudience, proof)).status).toBe(201);
    expect(await statusOf(await token({ aud: [audience, "elsewhere"] }))).toBe(200);
    expect(await statusOf(await token({ aud: [audience, otherAudience] }))).toBe(401);
  });

  const wrongClaims: readonly [string, Claims][] = [
    ["no exp", { exp: undefined }],
    ["no iat", { iat: undefined }],
    ["no sub", { sub: undefined }],
    ["an empty sub", { sub: "" }],
    ["no iss", { iss: undefined }],
    ["another iss", { iss: "https://login.example.com" }],
    ["an iss with a slash more", { iss: "" }],
    ["no aud", { aud: undefined }],
    ["a prefix of the aud", { aud: "outlay" }],
    ["a life of more than a day", { exp: Math.floor(Date.parse("2026-11-03T09:00:02Z") / 1000) }],
    ["exp as text", { exp: "9999999999" }],
  ];
  test.each(wrongClaims)("with %s is refused", async (name, claims) => {
    const { token, statusOf } = await withProvider();
    const replaced = name.includes("slash") ? { iss: `${provider.issuer}/` } : claims;
    expect(await statusOf(await token(replaced))).toBe(401);
  });

  test.each([
    ["exp 59 s ago", { exp: -59 }, 200],
    ["exp 61 s ago", { exp: -61 }, 401],
    ["nbf in 59 s", { nbf: 59 }, 200],
    ["nbf in 61 s", { nbf: 61 }, 401],
    ["iat in 59 s", { iat: 59 }, 200],
    ["iat in 61 s", { iat: 61 }, 401],
  ])("with %s is %i", async (_, offsets, status) => {
    const { token, statusOf, world } = await withProvider();
    const nowS = world.now().getTime() / 1000;
    const claims = Object.fromEntries(Object.entries(offsets).map(([name, seconds]) => [name, nowS + (seconds ?? 0)]));
    expect(await statusOf(await token({ ...("exp" in claims ? { iat: nowS - 300 } : {}), ...claims }))).toBe(status);
  });

  test("without a signature, or signed with the public key as a secret, is refused", async () => {
    const { token, statusOf } = await withProvider();
    const [header = "", payload = "", signature = ""] = (await token()).split(".");
    const { kid } = provider.publicJwk();
    const pem = createPublicKey({ key: provider.publicJwk(), format: "jwk" }).export({ type: "spki", format: "pem" });
    const hmac = (data: string) => createHmac("sha256", pem).update(data).digest("base64url");
    const symmetric = `${encode({ alg: "HS256", kid })}.${payload}`;
    const forged = [
      `${encode({ alg: "none" })}.${payload}.`,
      `${encode({ alg: "None", kid })}.${payload}.${signature}`,
      `${symmetric}.${hmac(symmetric)}`,
      `${encode({ alg: "rs256", kid })}.${payload}.${signature}`,
      `${encode({ alg: "PS256", kid })}.${payload}.${signature}`,
      `${encode({ alg: "ES256", kid })}.${payload}.${signature}`,
      `${header}.${encode({ sub: "ada" })}.${signature}`,
      `${header}.${payload}.`,
      `${header}.${payload}.${signature}.${signature}.${signature}`,
    ];
    for (const each of forged) expect(await statusOf(each)).toBe(401);
  });

  test.each(["logout+jwt", "secevent+jwt", "dpop+jwt"])("of type %s is refused", async (typ) => {
    const { token, statusOf } = await withProvider();
    expect(await statusOf(await token({}, { typ: "at+jwt" }))).toBe(200);
    expect(await statusOf(await token({}, { typ }))).toBe(401);
  });

  test("brings no key of its own, and no address of one", async () => {
    const { statusOf, audience, world } = await withProvider();
    const mallory = await generateKeyPair("RS256", { extractable: true });
    const jwk = { ...(await exportJWK(mallory.publicKey)), kid: "mallory" };
    const fetches = provider.keyFetches();
    const headers = [
      { jwk },
      { jku: `${provider.issuer}/other-keys`, kid: "mallory" },
      { x5u: `${provider.issuer}/other-keys` },
      { kid: "../../keys" },
      { kid: "' OR 1=1 --" },
      { kid: "k".repeat(4000) },
    ];
    for (const header of headers) {
      const options = { atMs: world.now().getTime(), header, key: mallory.privateKey };
      expect(await statusOf(await provider.sign({ sub: "ada", aud: audience }, options))).toBe(401);
    }
    expect(provider.keyFetches()).toBe(fetches);
  });

  test("that begins like another is judged by its whole", async () => {
    const { tenant, token, as } = await withProvider();
    await tenant.owner.post("/v1/members", { email: "vi@example.com", role: "viewer" });
    const claims = { pad: "x".repeat(300) };
    const [owner, viewer] = [
      await token({ ...claims, sub: "ada" }),
      await token({ ...claims, sub: "vi", email: "vi@example.com" }),
    ];
    expect(owner.slice(0, 100)).toBe(viewer.slice(0, 100));
    const statuses = [];
    for (const each of [owner, viewer, owner, viewer]) statuses.push((await as(each).get("/v1/members")).status);
    expect(statuses).toEqual([200, 403, 200, 403]);
  });
});

describe("the issuer's keys", () => {
  test("are fetched again for a new key id, once in 30 seconds", async () => {
    const issuer = await startOidcIssuer();
    const { token, statusOf, advance } = await withProvider(issuer);
    expect(await statusOf(await token())).toBe(200);
    await issuer.rotate();
    expect(await statusOf(await token())).toBe(401); // within the cool-down
    advance(30_000);
    const before = issuer.keyFetches();
    expect(await statusOf(await token())).toBe(200);
    for (let n = 0; n < 50; n++) expect(await statusOf(await token({}, { kid: `made-up-${n}` }))).toBe(401);
    expect(issuer.keyFetches()).toBe(before + 1);
    await issuer.close();
  });

  test("are believed for a day while their issuer fails, at most one fetch in 30 seconds", async () => {
    const issuer = await startOidcIssuer();
    const { token, statusOf, advance } = await withProvider(issuer);
    expect(await statusOf(await token())).toBe(200);
    let fetches = 0;
    const failures = [
      (response: ServerResponse) => response.writeHead(500).end(),
      (response: ServerResponse) => response.writeHead(302, { location: "/keys" }).end(),
      (response: ServerResponse) => response.writeHead(200).end("<html>"),
      (response: ServerResponse) => response.writeHead(200).end(JSON.stringify({ keys: [] })),
      (response: ServerResponse) => response.writeHead(200).end("x".repeat(2_000_000)),
      (response: ServerResponse) => response.destroy(),
    ];
    issuer.behave((_, response) => {
      failures[fetches++ % failures.length]?.(response);
    });
    for (let minute = 0; minute < 60; minute++) {
      advance(60_000);
      for (let n = 0; n < 3; n++) expect(await statusOf(await token())).toBe(200);
    }
    expect(fetches).toBeLessThanOrEqual(120);
    expect(fetches).toBeGreaterThan(10);
    advance(23 * 3_600_000);
    expect(await statusOf(await token())).toBe(503); // 24 hours since they were last good
    issuer.behave(undefined);
    advance(30_000);
    expect(await statusOf(await token())).toBe(200);
    await issuer.close();
  });
});
