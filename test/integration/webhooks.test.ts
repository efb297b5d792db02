import { createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { createApp } from "@outlay/api/app";
import { handle } from "hono/aws-lambda";
import { describe, expect, test } from "vitest";
import { createWebhookWorld, makeSource, NOW, signedHeaders, told, usageEvent } from "./webhook-sender.ts";
import { valueAt } from "./world.ts";

const NOW_MS = Date.parse(NOW);

test("a signed webhook is spend, with the source and the attribution of where it came in", async () => {
  const { tenant, send, spend, source } = await createWebhookWorld();
  const attributed = await makeSource(tenant.owner, {
    source: "billing",
    attribution: { department: "it", application: "billing" },
  });
  expect((await send(usageEvent())).status).toBe(202);
  const said = usageEvent({ id: "e2", attribution: { department: "legal", application: null } });
  const answer = await send([usageEvent(), said], "msg_2", NOW_MS, attributed);
  expect(answer.body).toMatchObject({ accepted: 2, refused: [] });
  const { body } = await spend("source,department,application");
  expect(valueAt(body, "items")).toHaveLength(3);
  expect(valueAt(body, "items")).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({
        dimensions: { source: "outlay", department: "unattributed", application: "unattributed" },
      }),
      expect.objectContaining({ dimensions: { source: "billing", department: "it", application: "billing" } }),
      expect.objectContaining({ dimensions: { source: "billing", department: "legal", application: "billing" } }),
    ]),
  );
  expect(source.path).toBe(`/v1/webhooks/outlay/${source.id}`);
});

describe("WHI-1: what is verified are the bytes", () => {
  test("the same JSON written otherwise has no valid signature", async () => {
    const { post, source, queues } = await createWebhookWorld();
    const text = JSON.stringify(usageEvent());
    const headers = signedHeaders(source.secret, text);
    for (const other of [
      JSON.stringify(usageEvent(), null, 1),
      `${text}\n`,
      ` ${text}`,
      text.replace("chat", "\\u0063hat"),
    ]) {
      expect((await post(source.path, other, headers)).status).toBe(401);
    }
    expect(queues.usage.waiting).toEqual([]);
    expect((await post(source.path, text, headers)).status).toBe(202);
  });

  test("of two bodies that read the same where bytes are no UTF-8, only the signed one is let in, and then refused as no JSON", async () => {
    const { app, source } = await createWebhookWorld();
    const [signed, other] = [Uint8Array.of(0x22, 0xff, 0x22), Uint8Array.of(0x22, 0xfe, 0x22)];
    const key = Buffer.from(source.secret.slice("whsec_".length), "base64");
    const timestamp = String(NOW_MS / 1000);
    const signature = createHmac("sha256", key).update(`msg_1.${timestamp}.`).update(signed).digest("base64");
    const headers = { "webhook-id": "msg_1", "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
    const post = async (body: Uint8Array<ArrayBuffer>) =>
      (await app.request(source.path, { method: "POST", body, headers })).status;
    expect([await post(other), await post(signed)]).toEqual([401, 400]);
  });

  test("gzip is signed as it is sent", async () => {
    const { app, source, spend } = await createWebhookWorld();
    const body = new Uint8Array(gzipSync(JSON.stringify(usageEvent())));
    const key = Buffer.from(source.secret.slice("whsec_".length), "base64");
    const timestamp = String(NOW_MS / 1000);
    const sign = (bytes: Uint8Array | string) =>
      `v1,${createHmac("sha256", key).update(`msg_1.${timestamp}.`).update(bytes).digest("base64")}`;
    const send = async (signature: string) => {
      const headers = { "webhook-id": "msg_1", "webhook-timestamp": timestamp, "webhook-signature": signature };
      const request = { method: "POST", body, headers: { ...headers, "content-encoding": "gzip" } };
      return (await app.request(source.path, request)).status;
    };
    expect(await send(sign(JSON.stringify(usageEvent())))).toBe(401);
    expect(await send(sign(body))).toBe(202);
    expect(valueAt((await spend()).body, "totals", "events")).toBe(1);
  });
});

describe("WHI-2: API Gateway passes bodies as text or in base64", () => {
  const eventOf = (path: string, headers: Record<string, string>, body: string, isBase64Encoded: boolean) => ({
    version: "2.0" as const,
    routeKey: "$default",
    rawPath: path,
    rawQueryString: "",
    headers: { host: "api.example.com", ...headers },
    body,
    isBase64Encoded,
    requestContext: {
      accountId: "1",
      apiId: "1",
      authentication: null,
      authorizer: {},
      domainName: "api.example.com",
      domainPrefix: "api",
      http: { method: "POST", path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "" },
      requestId: "1",
      routeKey: "$default",
      stage: "$default",
      time: "",
      timeEpoch: 0,
    },
  });

  test.each([
    ["text, as of JSON", { "content-type": "application/json" }, false],
    ["base64, as of a body without a type", {}, true],
    ["base64, as of a form", { "content-type": "application/x-www-form-urlencoded" }, true],
    ["base64, as of NDJSON", { "content-type": "application/x-ndjson" }, true],
  ])("the signature holds over %s", async (_, headers: Record<string, string>, isBase64Encoded) => {
    const { app, source, queues } = await createWebhookWorld();
    const text = JSON.stringify(usageEvent({ model: "gpt-4o", attribution: { department: "Zürich" } }));
    const encoded = (plain: string) => (isBase64Encoded ? Buffer.from(plain).toString("base64") : plain);
    const lambda = handle(app);
    const all = { ...headers, ...signedHeaders(source.secret, text) };
    expect(await lambda(eventOf(source.path, all, encoded(text), isBase64Encoded))).toMatchObject({ statusCode: 202 });
    expect(queues.usage.waiting).toHaveLength(1);
    const wrong = await lambda(eventOf(source.path, all, encoded(`${text} `), isBase64Encoded));
    expect(wrong).toMatchObject({ statusCode: 401 });
  });
});

test("WHI-3: no other signature than the whole one lets in, and each refusal is the same", async () => {
  const { post, source, table, queues, logged } = await createWebhookWorld();
  const text = JSON.stringify(usageEvent());
  const good = signedHeaders(source.secret, text);
  const signature = good["webhook-signature"];
  const before = table.dump();
  const cut = Array.from({ length: signature.length }, (_, length) => signature.slice(0, length));
  const others = [
    `${signature}A`,
    signature.replace("v1", "v1a"),
    `${"v1,AAAA ".repeat(10)}${signature}`,
    `v1,${"A".repeat(4000)}`,
  ];
  const refusals = new Set<string>();
  for (const each of [...cut, ...others]) {
    const answer = await post(source.path, text, { ...good, "webhook-signature": each });
    refusals.add(JSON.stringify(told(answer)));
  }
  expect(refusals.size).toBe(1);
  expect([...refusals][0]).toContain('"status":401');
  expect([table.dump(), queues.usage.waiting]).toEqual([before, []]);
  const counted = logged.filter(({ event }) => event === "webhook_refused");
  expect(counted).toHaveLength(cut.length + others.length);
  expect((await post(source.path, text, good)).status).toBe(202);
});

test.each([
  [-301, 401],
  [-299, 202],
  [299, 202],
  [301, 401],
])("WHI-4: a webhook of a clock %i s away is answered %i", async (seconds, status) => {
  const { send } = await createWebhookWorld();
  expect((await send(usageEvent(), "msg_1", NOW_MS + seconds * 1000)).status).toBe(status);
});

test("WHI-4: milliseconds are no timestamp, and two headers are none", async () => {
  const { post, source, app } = await createWebhookWorld();
  const text = JSON.stringify(usageEvent());
  const good = signedHeaders(source.secret, text);
  const inMs = { ...good, "webhook-timestamp": String(NOW_MS) };
  expect((await post(source.path, text, inMs)).status).toBe(401);
  for (const name of ["webhook-id", "webhook-timestamp"] as const) {
    const headers = new Headers({ ...good, "content-type": "application/json" });
    headers.append(name, good[name]);
    expect((await app.request(source.path, { method: "POST", headers, body: text })).status).toBe(401);
  }
});

test("refused signatures and ids that come again with another body are counted as metrics", async () => {
  const { world, source } = await createWebhookWorld();
  const counted: Record<string, number> = {};
  const log: typeof world.log = (_event, _fields, metrics = {}) => {
    for (const [name, value] of Object.entries(metrics)) counted[name] = (counted[name] ?? 0) + value;
  };
  const app = createApp({ ...world, log });
  const send = (text: string, headers: Record<string, string>) =>
    app.request(source.path, { method: "POST", body: text, headers });
  const [one, other] = [JSON.stringify(usageEvent()), JSON.stringify(usageEvent({ id: "e2" }))];
  await send(one, signedHeaders(source.secret, one));
  await send(other, signedHeaders(source.secret, other));
  await send(other, signedHeaders(source.secret, one));
  await send(other, {});
  expect(counted).toMatchObject({ webhookIdsReused: 1, webhooksRefused: 2 });
});

test.each([
  ["msg_1.1", String(NOW_MS / 1000)],
  ["msg_1", `${NOW_MS / 1000}.0`],
])("WHI-8: an id or a timestamp with a dot is refused: %j, %j", async (id, timestamp) => {
  const { post, source } = await createWebhookWorld();
  const text = JSON.stringify(usageEvent());
  const key = Buffer.from(source.secret.slice("whsec_".length), "base64");
  const signature = `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${text}`).digest("base64")}`;
  const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
  expect((await post(source.path, text, headers)).status).toBe(401);
});

test("what stands in a signature's headers, in the path or in the body of a refusal is neither echoed nor logged, and writes nothing", async () => {
  const { post, source, table, logged } = await createWebhookWorld();
  const canary = "sk-canary-0123456789abcdef";
  const text = JSON.stringify(usageEvent({ id: canary }));
  const good = signedHeaders(source.secret, JSON.stringify(usageEvent()));
  const before = table.dump();
  const names = [...Object.keys(good), "helicone-signature", "x-portkey-api-key", "x-api-key"];
  for (const path of [source.path, `/v1/webhooks/outlay/${canary}`, `/v1/webhooks/${canary}/${source.id}`]) {
    for (const value of [canary, canary.repeat(400), `v1,${canary}`, `v1,${Buffer.from(canary).toString("base64")}`]) {
      for (const name of names) {
        const answer = await post(path, text, { ...good, [name]: value });
        expect(answer.status).toBe(401);
        expect(JSON.stringify([answer.body, ...answer.headers])).not.toContain("canary");
      }
    }
  }
  expect(JSON.stringify(logged)).not.toContain("canary");
  expect(table.dump()).toEqual(before);
});
