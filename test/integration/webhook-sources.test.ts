import { createHmac } from "node:crypto";
import { SCOPES } from "@outlay/domain/role";
import { createWebhookSource } from "@outlay/services/create-webhook-source";
import { quarantineDeadLetters } from "@outlay/services/quarantine-dead-letters";
import { readConfiguration } from "@outlay/services/read-configuration";
import { describe, expect, test } from "vitest";
import { createWebhookWorld, litellmLog, makeSource, NOW, signedHeaders, usageEvent } from "./webhook-sender.ts";
import { at, itemsOf, PLATFORM_TOKEN, valueAt } from "./world.ts";

const KEY = "helicone-signing-key-of-theirs";
const SOURCES = "/v1/webhook-sources";

/** Bytes as hex, so that a text is found in them. */
const asText = (value: unknown) =>
  JSON.stringify(value, (_, each: unknown) => {
    if (each instanceof Uint8Array) return Buffer.from(each).toString("hex");
    return typeof each === "bigint" ? String(each) : each;
  });

/** The ways in which a text can stand in another. */
function encodingsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const reversed = [...text].toReversed().join("");
  const escaped = JSON.stringify(text).slice(1, -1);
  const base64 = bytes.toString("base64").replaceAll("=", "");
  return [text, base64, bytes.toString("hex"), encodeURIComponent(text), reversed, escaped];
}

describe("a webhook source", () => {
  test("is made, listed, read, replaced and deleted, and each change is in the audit log", async () => {
    const { tenant } = await createWebhookWorld();
    const { owner } = tenant;
    const body = { kind: "litellm", name: "proxy", source: "proxy-eu", attribution: { department: "it" } };
    const made = await owner.post(SOURCES, body);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      webhook_source: { kind: "litellm", name: "proxy", enabled: true, source: "proxy-eu", secrets: [] },
      secret: null,
    });
    const id = at(made.body, "webhook_source", "id");
    expect(at(made.body, "webhook_source", "path")).toBe(`/v1/webhooks/litellm/${id}`);
    expect((await owner.get(`${SOURCES}/${id}`)).body).toEqual(valueAt(made.body, "webhook_source"));
    expect(itemsOf((await owner.get(SOURCES)).body)).toHaveLength(2);

    const etag = made.headers.get("etag") ?? "";
    const change = { name: "renamed", enabled: false, attribution: {} };
    const replaced = await owner.send("PUT", `${SOURCES}/${id}`, change, { "if-match": etag });
    expect(replaced.body).toMatchObject({ ...change, kind: "litellm", source: "proxy-eu" });
    expect((await owner.send("PUT", `${SOURCES}/${id}`, change, { "if-match": etag })).status).toBe(412);
    // It is switched on again by whoever says so, and not by whoever renames it.
    expect((await owner.send("PUT", `${SOURCES}/${id}`, { name: "again" })).body).toMatchObject({ enabled: false });
    expect((await owner.send("DELETE", `${SOURCES}/${id}`, undefined, { "if-match": etag })).status).toBe(412);
    expect((await owner.send("DELETE", `${SOURCES}/${id}`)).status).toBe(204);
    expect((await owner.get(`${SOURCES}/${id}`)).status).toBe(404);
    const log = await owner.get("/v1/audit-log");
    const operations = itemsOf(log.body).map((entry) => at(entry, "operation"));
    expect(operations).toEqual(
      expect.arrayContaining(["webhook_source.created", "webhook_source.replaced", "webhook_source.deleted"]),
    );
  });

  test.each([
    [{ kind: "helicone", name: "h" }, "/secret"],
    [{ kind: "helicone", name: "h", secret: "short" }, "/secret"],
    [{ kind: "helicone", name: "h", secret: `${"k".repeat(20)} ` }, "/secret"],
    [{ kind: "outlay", name: "h", secret: KEY }, "/secret"],
    [{ kind: "kong", name: "h", secret: KEY }, "/secret"],
    [{ kind: "nobody", name: "h" }, "/kind"],
    [{ kind: "outlay" }, "/name"],
    [{ kind: "outlay", name: "te\u200bam" }, "/name"],
    [{ kind: "outlay", name: "h", source: "" }, "/source"],
    [{ kind: "outlay", name: "h", attribution: { departement: "x" } }, "/attribution/departement"],
    [{ kind: "outlay", name: "h", attribution: { department: "" } }, "/attribution/department"],
    [{ kind: "outlay", name: "h", attribution: { tags: { a: "b" } } }, "/attribution/tags"],
    [{ kind: "outlay", name: "h", enabled: false }, "/enabled"],
  ])("of %j is refused at %s, and nothing is kept", async (body, pointer) => {
    const { tenant, table } = await createWebhookWorld();
    const before = table.dump();
    const answer = await tenant.owner.post(SOURCES, body);
    expect(answer.status).toBe(422);
    expect(valueAt(answer.body, "errors", 0, "pointer")).toBe(pointer);
    expect(table.dump()).toEqual(before);
  });

  test("is made, and its secret rotated, by nobody who may not send usage", async () => {
    const { tenant, withScopes, source } = await createWebhookWorld();
    const minter = await withScopes(tenant, "webhook-sources:write");
    const rotation = { grace_seconds: 0 };
    const [made, rotated] = [
      await minter.post(SOURCES, { kind: "outlay", name: "x" }),
      await minter.post(`${SOURCES}/${source.id}/rotate`, rotation),
    ];
    expect([at(made.body, "code"), at(rotated.body, "code")]).toEqual(["scope_exceeds_minter", "scope_exceeds_minter"]);
    const both = await withScopes(tenant, "webhook-sources:write", "events:write");
    expect((await both.post(`${SOURCES}/${source.id}/rotate`, rotation)).status).toBe(200);
  });

  test.each([
    [{ kind: "litellm", name: "x" }, { grace_seconds: 1 }],
    [{ kind: "helicone", name: "x", secret: KEY }, { grace_seconds: 1 }],
    [
      { kind: "outlay", name: "x" },
      { grace_seconds: 1, secret: KEY },
    ],
    [{ kind: "outlay", name: "x" }, { grace_seconds: 7 * 24 * 3600 + 1 }],
  ])("of %j does not take the rotation %j", async (body, rotation) => {
    const { tenant } = await createWebhookWorld();
    const made = await tenant.owner.post(SOURCES, body);
    const path = `${SOURCES}/${at(made.body, "webhook_source", "id")}`;
    const before = (await tenant.owner.get(path)).body;
    expect((await tenant.owner.post(`${path}/rotate`, rotation)).status).toBe(422);
    expect((await tenant.owner.get(path)).body).toEqual(before);
  });

  test("that is made again with the same Idempotency-Key is the same, and shows its secret no second time", async () => {
    const { tenant } = await createWebhookWorld();
    const body = { kind: "outlay", name: "once" };
    const [first, again] = [
      await tenant.owner.post(SOURCES, body, { "idempotency-key": "once" }),
      await tenant.owner.post(SOURCES, body, { "idempotency-key": "once" }),
    ];
    expect(at(first.body, "secret")).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(again.body).toEqual({ webhook_source: valueAt(first.body, "webhook_source"), secret: null });
  });
});

test("a second run of one making finds the source made, and shows no secret that is not its", async () => {
  const { tenant, world } = await createWebhookWorld();
  const configuration = await readConfiguration(world, tenant.tenantId);
  if (!configuration) throw new Error("no tenant");
  const actor = { kind: "api_key" as const, id: tenant.keyId, scopes: new Set(SCOPES) };
  const ctx = { ...world, configuration, tenantId: tenant.tenantId, actor, newId: () => `whs_${"1".repeat(26)}` };
  const input = { kind: "outlay", name: "once", attribution: {} };
  const [first, second] = [await createWebhookSource(ctx, input), await createWebhookSource(ctx, input)];
  expect([first.text?.slice(0, 6), second.text]).toEqual(["whsec_", null]);
  expect(second.source).toEqual(first.source);
});

describe("Helicone's signing key", () => {
  const sign = (key: string, text: string) => ({
    "helicone-signature": createHmac("sha256", key).update(text).digest("hex"),
  });
  const BODY = JSON.stringify({ request_id: "r1" });

  test("lets in what it signed, and after its rotation so does the next one, until the grace ends", async () => {
    const { tenant, post, advance } = await createWebhookWorld();
    const source = await makeSource(tenant.owner, { kind: "helicone", name: "h", secret: KEY });
    const next = "helicone-signing-key-number-two";
    // 422: it was let in, and says no usage.
    const statusOf = async (key: string) => (await post(source.path, BODY, sign(key, BODY))).status;
    expect([await statusOf(KEY), await statusOf(next), (await post(source.path, BODY)).status]).toEqual([
      422, 401, 401,
    ]);
    const rotation = { grace_seconds: 60, secret: next };
    const rotated = await tenant.owner.post(`${SOURCES}/${source.id}/rotate`, rotation);
    expect([rotated.status, valueAt(rotated.body, "secret")]).toEqual([200, null]);
    expect([await statusOf(KEY), await statusOf(next)]).toEqual([422, 422]);
    advance(60_000);
    expect([await statusOf(KEY), await statusOf(next)]).toEqual([401, 422]);
  });

  test("is asked for beside an API key as well", async () => {
    const { tenant, post } = await createWebhookWorld();
    const source = await makeSource(tenant.owner, { kind: "helicone", name: "h", secret: KEY });
    const authorization = `Bearer ${tenant.key}`;
    expect((await post(source.path, BODY, { authorization })).status).toBe(401);
    expect((await post(source.path, BODY, { authorization, ...sign(KEY, BODY) })).status).toBe(422);
    for (const other of ["Bearer x", "Basic eDp5", "x"]) {
      expect((await post(source.path, BODY, { authorization: other, ...sign(KEY, BODY) })).status).toBe(401);
    }
  });
});

test("a source of a kind that does not sign is let in by a key of its own tenant alone", async () => {
  const { tenant, signUp, post, withScopes, source } = await createWebhookWorld();
  const proxy = await makeSource(tenant.owner, { kind: "litellm", name: "p" });
  const text = JSON.stringify(litellmLog());
  expect((await post(proxy.path, text)).status).toBe(401);
  expect((await post(proxy.path, text, signedHeaders(source.secret, text))).status).toBe(401);
  expect((await tenant.owner.post(proxy.path, litellmLog())).status).toBe(202);
  expect((await (await signUp()).owner.post(proxy.path, litellmLog())).status).toBe(404);
  expect((await tenant.owner.post(proxy.path.replace("litellm", "kong"), {})).status).toBe(404);
  expect((await (await withScopes(tenant, "spend:read")).post(proxy.path, litellmLog())).status).toBe(403);
  await tenant.owner.send("PUT", `${SOURCES}/${proxy.id}`, { name: "p", enabled: false });
  expect((await tenant.owner.post(proxy.path, litellmLog())).status).toBe(403);
});

describe("secrets of webhook sources", () => {
  test("are in no answer but the one that shows them, in no log, no message and nowhere in the table", async () => {
    const { tenant, table, logged, queues, send, post, world, source } = await createWebhookWorld();
    const { owner } = tenant;
    const helicone = await makeSource(owner, { kind: "helicone", name: "h", secret: KEY });
    const rotated = await owner.post(`${SOURCES}/${source.id}/rotate`, { grace_seconds: 3600 });
    const secrets = [KEY, source.secret, at(rotated.body, "secret")];
    const text = JSON.stringify(usageEvent());
    const shown: unknown[] = [
      await send(usageEvent()),
      await post(source.path, `${text} `, signedHeaders(source.secret, text)),
      await post(helicone.path, text, { "helicone-signature": KEY }),
      await post(helicone.path, KEY, { "helicone-signature": createHmac("sha256", KEY).update(KEY).digest("hex") }),
      await owner.post(SOURCES, { kind: "helicone", name: "again", secret: `${KEY}\u00e9` }),
      await owner.post(SOURCES, { kind: "outlay", name: "again", secret: KEY }),
      await owner.post(SOURCES, { kind: "helicone", name: KEY.repeat(9), secret: KEY, more: KEY }),
    ];
    const letter = { messageId: "m1", body: JSON.stringify({ tenantId: tenant.tenantId }), receiveCount: 6 };
    await quarantineDeadLetters(world, "usage", [letter]);
    const { body: document } = await owner.get("/openapi.json");
    for (const path of Object.keys(Object(valueAt(document, "paths")))) {
      const filled = path.replace("{webhook_source_id}", source.id);
      if (!filled.includes("{") && filled !== "/openapi.json") shown.push(await owner.get(filled));
    }
    const dump = asText([shown, logged, queues.usage.waiting, table.dump()]);
    expect(dump).toContain(source.id);
    for (const secret of secrets.flatMap((each) => [each, each.replace("whsec_", "")])) {
      for (const encoded of encodingsOf(secret)) expect(dump).not.toContain(encoded);
    }
  });

  test("are of no use in another source's place, of the same tenant or another", async () => {
    const { tenant, signUp, table, send, source } = await createWebhookWorld();
    const theirTenant = await signUp();
    const [second, theirs] = [await makeSource(tenant.owner), await makeSource(theirTenant.owner)];
    const kept = (id: string) => table.dump().find(({ pk, sealed }) => pk.endsWith(`#W#${id}`) && sealed !== undefined);
    for (const other of [second, theirs]) {
      const [ours, place] = [kept(source.id), kept(other.id)];
      if (!ours || !place) throw new Error("a secret is kept");
      expect((await send(usageEvent(), "msg_1", Date.parse(NOW), other)).status).toBe(202);
      await table.put({ ...place, sealed: ours["sealed"] ?? "" }, "always");
      const copied = await send(usageEvent(), "msg_2", Date.parse(NOW), { ...other, secret: source.secret });
      expect(copied.status).toBe(500);
    }
  });

  test("are destroyed when they are rotated out, and when their source is deleted", async () => {
    const { tenant, table, source } = await createWebhookWorld();
    const kept = () => table.dump().filter(({ pk }) => pk.includes(`#W#${source.id}`)).length;
    const rotate = () => tenant.owner.post(`${SOURCES}/${source.id}/rotate`, { grace_seconds: 3600 });
    expect(kept()).toBe(1);
    await rotate();
    expect(kept()).toBe(2);
    await rotate();
    expect(kept()).toBe(2);
    await tenant.owner.send("DELETE", `${SOURCES}/${source.id}`);
    expect(kept()).toBe(0);
  });

  test("of two rotations at once both are answered, and the two newest are accepted", async () => {
    const { tenant, send, source } = await createWebhookWorld();
    const rotate = () => tenant.owner.post(`${SOURCES}/${source.id}/rotate`, { grace_seconds: 3600 });
    const answers = await Promise.all([rotate(), rotate()]);
    const statuses = await Promise.all(
      answers.map(({ body }, index) =>
        send(usageEvent(), `msg_${index}`, Date.parse(NOW), { ...source, secret: at(body, "secret") }),
      ),
    );
    expect(statuses.map(({ status }) => status)).toEqual([202, 202]);
    expect((await send(usageEvent(), "msg_9")).status).toBe(401);
  });
});

test("the platform's token sends to no webhook source", async () => {
  const { as, source } = await createWebhookWorld();
  expect((await as(PLATFORM_TOKEN).post(source.path, usageEvent())).status).toBe(403);
});
