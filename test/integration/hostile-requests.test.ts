import { SCOPES } from "@outlay/domain/role";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { documentedOperations, type DocumentedOperation, pathOf, seedOneOfEach } from "./operations.ts";
import { type Answer, at, type Caller, createWorld, itemsOf, PLATFORM_TOKEN, valueAt } from "./world.ts";

const operations = await documentedOperations();
const closed = operations.filter(({ access }) => access !== "public");
const withBody = operations.filter(({ hasBody }) => hasBody);
/**
 * What others write may have members that are not known, and they are ignored: what an operation answers that takes it all the same,
 * and what to a `__proto__`, which OTLP wants to be 400.
 */
const LENIENT: ReadonlyMap<string, readonly [accepted: number, refused: number]> = new Map([
  ["sendEvents", [202, 422]],
  ["importEvents", [202, 422]],
  ["sendProviderResponse", [202, 422]],
  ["sendWebhook", [202, 422]],
  ["sendToWebhookSource", [202, 422]],
  ["sendPortkeyLogs", [202, 422]],
  ["sendLangfuseBatch", [207, 422]],
  ["sendTraces", [200, 400]],
  ["sendLangfuseTraces", [200, 400]],
  ["replaceDirectory", [200, 422]],
  // As lenient within its members as an event is; the example's reservation is nobody's.
  ["settleDecision", [404, 422]],
  // LiteLLM's body, which grows with its versions.
  ["checkLitellmCall", [200, 422]],
]);

/** A secret in a wrong place, as a sloppy client would send it. */
const CANARY = "sk-canary-0123456789abcdef";

/** Two tenants, ours with one of every kind of thing. */
async function setUp() {
  // The documented event is of a minute ago.
  const testWorld = createWorld({ at: "2026-11-02T13:06:00.000Z" });
  const [ours, theirs] = [await testWorld.signUp(), await testWorld.signUp()];
  const ids = {
    identity_provider_id: `idp_${"0".repeat(26)}`,
    ...(await seedOneOfEach(testWorld.world, ours, "seed")),
  };
  const callerOf = ({ access }: DocumentedOperation): Caller =>
    access === "platform" ? testWorld.as(PLATFORM_TOKEN) : ours.owner;
  const logText = () => JSON.stringify(testWorld.logged);
  return { ...testWorld, ours, theirs, ids, callerOf, logText };
}

/** A header as it arrives: bytes, each a character. */
const asBytes = (text: string): string => Buffer.from(text, "utf8").toString("latin1");
/** No client and no server passes on a NUL or a line break. */
const passable = (text: string): string => asBytes(text).replaceAll(/[\0\r\n]/g, "\u0001");

describe("a hostile Authorization", () => {
  const long = (bytes: number) => "A".repeat(bytes);
  const token = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.string({ unit: "grapheme-composite", maxLength: 100 }),
    fc.constantFrom(
      ...'\' OR 1=1 --|{"$ne":null}|#pk = :pk|attribute_exists(pk)|[object Object]|..|%00|${7*7}|outlay_live_'.split(
        "|",
      ),
    ),
    fc.integer({ min: 0, max: 64 * 1024 }).map(long),
    fc.array(fc.base64String({ maxLength: 60 }), { minLength: 3, maxLength: 5 }).map((parts) => parts.join(".")),
  );
  const scheme = fc.constantFrom(
    "Bearer ",
    "bearer ",
    "BEARER ",
    "Bearer  ",
    "Bearer\t",
    "Bearer",
    "Basic ",
    "Digest ",
    "",
  );

  test("is only ever 401, writes nothing, and is neither echoed nor logged", async () => {
    const { app, table, logged } = await setUp();
    const before = table.dump();
    await fc.assert(
      fc.asyncProperty(scheme, token, fc.constantFrom(...closed), async (kind, text, { method, path }) => {
        const authorization = passable(kind + text + CANARY);
        const response = await app.request(path.replaceAll(/\{.+?\}/g, "x"), { method, headers: { authorization } });
        expect(response.status).toBe(401);
        expect(await response.text()).not.toContain("canary");
      }),
      { seed: 9, numRuns: 300 },
    );
    expect(table.dump()).toEqual(before);
    expect(JSON.stringify(logged)).not.toContain("canary");
  });

  test("with a valid key in it is none: twice, of another scheme, with more around it", async () => {
    const { app, ours, theirs } = await setUp();
    const { key } = ours;
    const values = [`Basic ${key}`, key, `Bearer ${key} x`, `Bearer  ${key}`, `Bearer ${key},`, `Bearer "${key}"`];
    const twice = [`Bearer ${key}, Bearer ${key}`, `Bearer ${key}, Bearer ${theirs.key}`, `Bearer x, Bearer ${key}`];
    for (const authorization of [...values, ...twice, `Bearer ${key.toUpperCase()}`, `Bearer ${key}\u0001`]) {
      expect((await app.request("/v1/tenant", { headers: { authorization } })).status).toBe(401);
    }
    const headers = new Headers([
      ["authorization", `Bearer ${key}`],
      ["authorization", `Bearer ${theirs.key}`],
    ]);
    expect((await app.request("/v1/tenant", { headers })).status).toBe(401);
    const elsewhere = {
      "x-api-key": key,
      cookie: `authorization=Bearer ${key}`,
      "proxy-authorization": `Bearer ${key}`,
    };
    expect((await app.request(`/v1/tenant?authorization=${key}`, { headers: elsewhere })).status).toBe(401);
    expect((await app.request("/v1/tenant", { headers: { authorization: `bEARER ${key}` } })).status).toBe(200);
  });
});

/** Members of other schemas, and of none. */
const EXTRA: Readonly<Record<string, unknown>> = {
  tenant_id: "ten_x",
  tenantId: "ten_x",
  role: "owner",
  roles: ["owner"],
  scopes: SCOPES,
  status: "active",
  spent: "0",
  id: "x",
  created_at: "2020-01-01T00:00:00.000Z",
  created_by: "x",
  version: 1,
  plan: "enterprise",
  secrets: [],
  identity: { issuer: "x", subject: "x" },
  ["__proto__"]: { role: "owner" },
};

type Members = Readonly<Record<string, unknown>>;
const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The body with a member more: in itself, and in each object in it. */
function bodiesWith(body: unknown, name: string, value: unknown): readonly Members[] {
  if (!isMembers(body)) return [];
  const inner = Object.entries(body).flatMap(([member, inside]) =>
    bodiesWith(inside, name, value).map((changed) => ({ ...body, [member]: changed })),
  );
  return Object.hasOwn(body, name) ? inner : [{ ...body, [name]: value }, ...inner];
}

describe.each(withBody.map((operation) => [operation.id, operation] as const))("the body of %s", (id, operation) => {
  test("takes no member of another schema, at any depth", async () => {
    const { callerOf, ids, table, ours, theirs, queues } = await setUp();
    const state = () => table.dump();
    const people = async () => [await ours.owner.get("/v1/members"), await ours.owner.get("/v1/api-keys")];
    const [before, peopleBefore] = [state(), await people()];
    const bodies = Object.entries(EXTRA).flatMap(([name, value]) =>
      bodiesWith(operation.body, name, value === "ten_x" ? theirs.tenantId : value),
    );
    const statuses = new Set<number>();
    expect(bodies.length).toBeGreaterThan(10);
    for (const body of bodies) {
      const answer = await callerOf(operation).send(operation.method, pathOf(operation, ids), body);
      statuses.add(answer.status);
    }
    const lenient = LENIENT.get(id);
    expect([Math.min(...statuses), Math.max(...statuses)]).toEqual(lenient ?? [422, 422]);
    const ofTheirs = ({ pk }: { readonly pk: string }) => pk.includes(theirs.tenantId);
    expect(state().filter(ofTheirs)).toEqual(before.filter(ofTheirs));
    expect(lenient === undefined ? state() : before).toEqual(before);
    expect((await people()).map(({ body }) => body)).toEqual(peopleBefore.map(({ body }) => body));
    expect(queues.usage.waiting.filter(({ groupId }) => groupId !== ours.tenantId)).toEqual([]);
  });
});

describe("a method that is not documented", () => {
  const byPath = Map.groupBy(operations, ({ path }) => path);

  test.each([...byPath])("of %s changes nothing, and HEAD is as guarded as GET", async (_, documented) => {
    const { app, ours, ids, table } = await setUp();
    const before = table.dump();
    const [first] = documented;
    const url = first ? pathOf(first, ids) : "";
    const methods = documented.map(({ method }) => method);
    const headers = { authorization: `Bearer ${ours.key}` };
    const override = { ...headers, "x-http-method-override": methods[0] ?? "", "x-http-method": "DELETE" };
    const others = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "PURGE", "get-all"];
    for (const method of others.filter((other) => !methods.includes(other))) {
      const response = await app.request(url, { method, headers: override });
      expect([method, response.status, response.headers.get("allow")]).toEqual([method, 405, methods.join(", ")]);
    }
    for (const known of [{}, headers]) {
      const head = await app.request(url, { method: "HEAD", headers: known });
      const get = await app.request(url, { headers: known });
      expect([head.status, await head.text()]).toEqual([get.status, ""]);
    }
    expect(table.dump()).toEqual(before);
  });
});

test("oversized headers fail nothing, and are neither echoed nor logged", async () => {
  const { callerOf, ids, logText } = await setUp();
  const names = ["idempotency-key", "if-match", "cookie", "user-agent", "x-request-id", "x-forwarded-for", "accept"];
  for (const operation of closed) {
    const signing = ["webhook-id", "webhook-timestamp", "webhook-signature", "helicone-signature"];
    for (const name of [...names, ...signing, "content-encoding", "x-outlay-id", "x-outlay-tag-a", "traceparent"]) {
      const headers = { [name]: CANARY.repeat(4_000) };
      const url = pathOf(operation, ids);
      const { status, body, headers: answered } = await callerOf(operation).send("PUT", url, {}, headers);
      const sent = await callerOf(operation).send(operation.method, url, operation.hasBody ? {} : undefined, headers);
      expect(Math.max(status, sent.status)).toBeLessThan(500);
      expect(JSON.stringify([body, sent.body, ...answered, ...sent.headers])).not.toContain("canary");
    }
  }
  expect(logText()).not.toContain("canary");
});

describe("secrets in wrong places", () => {
  /** The body with the canary in the place of each of its values in turn, save what names an event in its receipt. */
  function bodiesTelling(body: unknown): readonly unknown[] {
    if (!isMembers(body)) return [CANARY, [CANARY], { a: CANARY }];
    return Object.entries(body)
      .filter(([name]) => name !== "id" && name !== "source")
      .flatMap(([name, inside]) => bodiesTelling(inside).map((changed) => ({ ...body, [name]: changed })));
  }

  const isTelling = ({ status, body }: Answer) =>
    status >= 500 || (status >= 400 && JSON.stringify(body).includes("canary"));

  test.each(withBody.map((operation) => [operation.id, operation] as const))(
    "of a body of %s are in no refusal and in no log",
    async (_, operation) => {
      const { callerOf, ids, logText } = await setUp();
      const texts = [`{"a":"${CANARY}`, `"${CANARY}"`, CANARY, `{"a":"${CANARY}","a":1}`];
      const bodies = [...texts, ...bodiesTelling(operation.body)];
      const send = (body: unknown) => callerOf(operation).send(operation.method, pathOf(operation, ids), body);
      const answers = await Promise.all(bodies.map(send));
      expect(answers.filter(isTelling)).toEqual([]);
      expect(logText()).not.toContain("canary");
    },
  );

  test("of a path, a query or a header are in no refusal and in no log", async () => {
    const { callerOf, ids, logText, ours } = await setUp();
    const wrongIds = Object.fromEntries(Object.keys(ids).map((name) => [name, CANARY]));
    const names = ["limit", "cursor", "from", "to", "granularity", "group_by", "measures", "from_month", "budget_id"];
    const signing = { "webhook-id": CANARY, "webhook-signature": CANARY, "helicone-signature": CANARY };
    const named = { cookie: ours.key, "x-api-key": CANARY, "x-portkey-api-key": CANARY };
    const headers = { ...named, ...signing, "idempotency-key": CANARY, "if-match": CANARY };
    for (const operation of closed) {
      const queries = names.map((name) => `${pathOf(operation, ids)}?${name}=${CANARY}`);
      const send = (url: string) =>
        callerOf(operation).send(operation.method, url, operation.hasBody ? {} : undefined, headers);
      const answers = await Promise.all([pathOf(operation, wrongIds), ...queries].map(send));
      expect(answers.filter(isTelling)).toEqual([]);
    }
    expect(logText()).not.toContain("canary");
    expect(logText()).not.toContain(ours.key.slice(40, 60));
  });
});

describe("the last owner", () => {
  const ways = [
    ["DELETE", undefined],
    ["PATCH", { role: "viewer" }],
  ] as const;

  test.each(ways.flatMap((one) => ways.map((other) => [one, other] as const)))(
    "stays one, of two who go at once by %j and %j",
    async (...[[method, body], [otherMethod, otherBody]]) => {
      const { ours } = await setUp();
      const second = await ours.owner.post("/v1/members", { email: "second@example.com", role: "owner" });
      const answers = await Promise.all([
        ours.owner.send(method, `/v1/members/${ours.ownerId}`, body),
        ours.owner.send(otherMethod, `/v1/members/${at(second.body, "id")}`, otherBody),
      ]);
      expect(answers.map(({ status }) => status).filter((status) => status === 409)).toHaveLength(1);
      const members = itemsOf((await ours.owner.get("/v1/members")).body);
      expect(members.filter((member) => at(member, "role") === "owner")).toHaveLength(1);
    },
  );
});

test("no key is minted, nor rotated, by one that lacks any of its scopes", async () => {
  const tenant = await setUp();
  const scopes = fc.uniqueArray(fc.constantFrom(...SCOPES), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(scopes, scopes, async (held, asked) => {
      const minter = await tenant.withScopes(tenant.ours, "api-keys:write", ...held);
      const isWithin = asked.every((scope) => scope === "api-keys:write" || held.includes(scope));
      const minted = await minter.post("/v1/api-keys", { name: "k", scopes: asked });
      expect(minted.status).toBe(isWithin ? 201 : 403);
      const made = await tenant.ours.owner.post("/v1/api-keys", { name: "k", scopes: asked });
      const path = `/v1/api-keys/${at(made.body, "api_key", "id")}`;
      const before = (await tenant.ours.owner.get(path)).body;
      const rotated = await minter.post(`${path}/rotate`, { grace_seconds: 60 });
      expect(rotated.status).toBe(isWithin ? 200 : 403);
      expect(valueAt((await tenant.ours.owner.get(path)).body, "scopes")).toEqual(valueAt(before, "scopes"));
    }),
    { seed: 7, numRuns: 60 },
  );
});
