import { SCOPES } from "@outlay/domain/role";
import { quarantineDeadLetters } from "@outlay/services/quarantine-dead-letters";
import { afterAll, describe, expect, test } from "vitest";
import { startOidcIssuer } from "../oidc-issuer.ts";
import { documentedOperations, type DocumentedOperation, pathOf, seedOneOfEach } from "./operations.ts";
import { type Answer, at, type Caller, createWorld, itemsOf, PLATFORM_TOKEN } from "./world.ts";

const operations = await documentedOperations();
const issuer = await startOidcIssuer();
afterAll(() => issuer.close());

const NEVER_MADE = "0".repeat(26);
const CANARY = "canary-of-theirs";

/** Two tenants, theirs with one of every kind of thing. */
async function twoTenants() {
  const testWorld = createWorld();
  const [ours, theirs] = [await testWorld.signUp(), await testWorld.signUp()];
  const audience = `outlay:${theirs.tenantId}`;
  const token = await issuer.sign({ sub: "a", aud: audience }, { atMs: testWorld.world.now().getTime() });
  const provider = await theirs.owner.post("/v1/identity-providers", { issuer: issuer.issuer, audience, token });
  const body = JSON.stringify({ tenantId: theirs.tenantId, text: CANARY });
  await quarantineDeadLetters(testWorld.world, "usage", [{ messageId: "m1", body, receiveCount: 6 }]);
  const ids: Record<string, string> = {
    ...(await seedOneOfEach(testWorld.world, theirs, CANARY)),
    identity_provider_id: at(provider.body, "id"),
    quarantine_id: at(itemsOf((await theirs.owner.get("/v1/quarantine")).body)[0], "id"),
  };
  const dump = () =>
    testWorld.table.dump().filter(({ pk }) => pk.startsWith(`T#${theirs.tenantId}#`) && !/#I#/.test(pk));
  return { ...testWorld, ours, theirs, ids, dump };
}

/** They refuse with a google.rpc.Status: its message begins with the code. */
const OTLP: ReadonlySet<string> = new Set(["sendTraces", "sendLangfuseTraces"]);
const codeOf = ({ id }: DocumentedOperation, { body }: Answer): string =>
  OTLP.has(id) ? at(body, "message").replace(/: .*/, "") : at(body, "code");

const call = (caller: Caller, operation: DocumentedOperation, ids: Readonly<Record<string, string>>) =>
  caller.send(operation.method, pathOf(operation, ids), operation.body);

const closed = operations.filter(({ access }) => access !== "public");
const ofTenants = closed.filter(({ access }) => access !== "platform");
/** Those whose path names a thing that a tenant has. */
const withIds = ofTenants.filter(({ parameters }) => parameters.some((name) => name.endsWith("_id")));

test("the document has operations of every kind, and each body an example", () => {
  expect(operations.length).toBeGreaterThanOrEqual(20);
  expect(withIds.length).toBeGreaterThanOrEqual(8);
  expect(operations.filter(({ hasBody, body }) => hasBody && body === undefined).map(({ id }) => id)).toEqual([]);
});

test("what is public is just the document and its page", () => {
  const open = operations.filter(({ access }) => access === "public").map(({ id }) => id);
  expect(open.toSorted()).toEqual(["getOpenApiDocument", "getReference", "getReferenceFile"]);
});

describe.each(closed.map((operation) => [operation.id, operation] as const))("%s", (_, operation) => {
  test("without a token is 401", async () => {
    const { as, ids } = await twoTenants();
    for (const token of [undefined, "outlay_live_x", "a.b.c"]) {
      const answer = await call(as(token), operation, ids);
      expect([answer.status, codeOf(operation, answer)]).toEqual([401, "unauthenticated"]);
    }
  });

  test("with a token of the wrong kind is 403", async () => {
    const { as, ids, theirs } = await twoTenants();
    const wrong = operation.access === "platform" ? theirs.owner : as(PLATFORM_TOKEN);
    const answer = await call(wrong, operation, ids);
    expect([answer.status, codeOf(operation, answer)]).toEqual([403, "forbidden"]);
  });
});

describe.each(ofTenants.map((operation) => [operation.id, operation] as const))("%s", (_, operation) => {
  test("with every scope but its own is 403, and changes nothing", async () => {
    const { withScopes, theirs, ids, dump } = await twoTenants();
    const caller = await withScopes(theirs, ...SCOPES.filter((scope) => scope !== operation.access));
    const before = dump();
    const answer = await call(caller, operation, ids);
    expect([answer.status, codeOf(operation, answer)]).toEqual([403, "forbidden"]);
    expect(dump()).toEqual(before);
  });

  test("as another tenant shows and changes nothing of theirs", async () => {
    const { ours, theirs, ids, dump } = await twoTenants();
    const before = dump();
    const answer = await call(ours.owner, operation, ids);
    const text = JSON.stringify(answer.body);
    expect(text).not.toContain(CANARY);
    expect(text.replaceAll(ids[parameterOf(operation)] ?? "", "")).not.toContain(theirs.tenantId);
    expect(dump()).toEqual(before);
  });
});

describe.each(withIds.map((operation) => [operation.id, operation] as const))("%s", (_, operation) => {
  test("of another tenant's thing is 404, as if it had never been made", async () => {
    const { ours, ids, advance } = await twoTenants();
    advance(60_000); // Of an id of this very minute nobody can say yet whether it is recorded, be it ours, theirs or none.
    const name = parameterOf(operation);
    const theirId = ids[name] ?? "";
    const neverMade = theirId.replace(/_.*/, `_${NEVER_MADE}`);
    const [foreign, absent] = [
      await call(ours.owner, operation, ids),
      await call(ours.owner, operation, { ...ids, [name]: neverMade }),
    ];
    expect([foreign.status, absent.status]).toEqual([404, 404]);
    const told = (answer: typeof foreign, id: string) =>
      JSON.stringify(answer.body).replaceAll(id, "ID").replace(at(answer.body, "instance"), "");
    expect(told(foreign, theirId)).toBe(told(absent, neverMade));
  });

  test.each(["x", "..", "a%2fb", "%00", "key_", `key_${"0".repeat(27)}`, "*", "1;x", "\u202e"])(
    "of the malformed id %j is no other operation",
    async (id) => {
      const { theirs, ids, dump, logged } = await twoTenants();
      const before = dump();
      const path = pathOf(operation, { ...ids, [parameterOf(operation)]: encodeURI(id).replaceAll("%25", "%") });
      const answer = await theirs.owner.send(operation.method, path, operation.body);
      expect([404, 405, 422]).toContain(answer.status);
      expect(dump()).toEqual(before);
      expect(["none", operation.id]).toContain(logged.at(-1)?.fields["route"]);
    },
  );
});

test("a tenant that is named anywhere but in the credential has no effect", async () => {
  const { ours, theirs } = await twoTenants();
  const headers = {
    "x-tenant-id": theirs.tenantId,
    "tenant-id": theirs.tenantId,
    cookie: `tenant_id=${theirs.tenantId}`,
  };
  expect(at((await ours.owner.get("/v1/tenant", headers)).body, "id")).toBe(ours.tenantId);
  const named = await ours.owner.get(`/v1/tenant?tenant_id=${theirs.tenantId}`, headers);
  expect([named.status, at(named.body, "errors", 0, "pointer")]).toEqual([422, "?tenant_id"]);
});

test("callers of two tenants in turn each see their own", async () => {
  const { ours, theirs } = await twoTenants();
  for (let n = 0; n < 5; n++) {
    expect(at((await ours.owner.get("/v1/tenant")).body, "id")).toBe(ours.tenantId);
    expect(at((await theirs.owner.get("/v1/tenant")).body, "id")).toBe(theirs.tenantId);
  }
});

test("a cursor of theirs opens nothing of ours", async () => {
  const { ours, theirs } = await twoTenants();
  const cursor = at((await theirs.owner.get("/v1/members?limit=1")).body, "next_cursor");
  expect((await theirs.owner.get(`/v1/members?limit=1&cursor=${cursor}`)).status).toBe(200);
  const answer = await ours.owner.get(`/v1/members?limit=1&cursor=${cursor}`);
  expect([answer.status, at(answer.body, "code")]).toEqual([400, "cursor_invalid"]);
  expect((await theirs.owner.get(`/v1/api-keys?limit=1&cursor=${cursor}`)).status).toBe(400);
});

/** The last one: the thing itself, where a path also names what it is in. */
function parameterOf({ parameters }: DocumentedOperation): string {
  return parameters.at(-1) ?? "";
}
