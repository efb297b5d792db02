import { request } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { InvocationFailed, type FunctionPool } from "./functions.ts";
import { createHttpApi } from "./http.ts";
import { tokenBucket } from "./token-bucket.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

interface Sent {
  readonly path?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: Uint8Array | string;
}

/** A server whose function is `invoke`, and a way to send it one request with full control over the headers. */
async function serve(invoke: FunctionPool["invoke"], burst = 100) {
  const pool: FunctionPool = { name: "api", concurrency: 1, invoke, close: async () => {} };
  const server = createHttpApi({ pool, throttle: tokenBucket(0, burst) });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  closers.push(() => server.close());
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return async ({ path = "/", headers = {}, body }: Sent) =>
    new Promise<{ status: number | undefined; headers: object; text: string }>((resolve, reject) => {
      const method = body === undefined ? "GET" : "POST";
      const outgoing = request({ port, host: "127.0.0.1", path, method, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode, headers: response.headers, text });
        });
      });
      outgoing.on("error", reject);
      outgoing.end(body);
    });
}

const echo = async (event: unknown) => ({ statusCode: 200, body: JSON.stringify(event) });
const eventOf = async (sent: Sent): Promise<unknown> => JSON.parse((await (await serve(echo))(sent)).text);

test.each([
  { name: "JSON", type: "application/json", body: '{"a":1}', isBase64: false },
  { name: "JSON with a charset", type: "application/json; charset=utf-8", body: "é", isBase64: false },
  { name: "text", type: "text/csv", body: "a,b", isBase64: false },
  { name: "a form", type: "application/x-www-form-urlencoded", body: "a=1", isBase64: true },
  { name: "a stream", type: "application/octet-stream", body: "abc", isBase64: true },
  { name: "protobuf", type: "application/x-protobuf", body: "abc", isBase64: true },
])("$name is base64: $isBase64", async ({ type, body, isBase64 }) => {
  const event = await eventOf({ headers: { "content-type": type }, body });
  expect(event).toMatchObject({
    isBase64Encoded: isBase64,
    body: isBase64 ? Buffer.from(body).toString("base64") : body,
  });
});

test("gzipped JSON is base64, byte for byte", async () => {
  const body = gzipSync('{"a":1}');
  const headers = { "content-type": "application/json", "content-encoding": "gzip" };
  expect(await eventOf({ headers, body })).toMatchObject({ isBase64Encoded: true, body: body.toString("base64") });
});

test("what is encoded is base64, also where its bytes would pass for text", async () => {
  const headers = { "content-type": "application/json", "content-encoding": "gzip" };
  expect(await eventOf({ headers, body: "not gzip" })).toMatchObject({ isBase64Encoded: true, body: "bm90IGd6aXA=" });
});

test("JSON that is no UTF-8 reaches the function as it was sent", async () => {
  const event = await eventOf({
    headers: { "content-type": "application/json" },
    body: Buffer.from([0x22, 0xff, 0x22]),
  });
  expect(event).toMatchObject({ isBase64Encoded: true, body: "Iv8i" });
});

test("path, query, repeated headers and cookies come as payload format 2.0 has them", async () => {
  const headers = { "X-Two": ["a", "b"], Cookie: ["k=1; l=2", "m=3"] };
  const event = await eventOf({ path: "/v1/a%20b?x=1&x=2&y=%26", headers });
  expect(event).toMatchObject({
    version: "2.0",
    routeKey: "$default",
    rawPath: "/v1/a%20b",
    rawQueryString: "x=1&x=2&y=%26",
    queryStringParameters: { x: "1,2", y: "&" },
    headers: { "x-two": "a,b" },
    cookies: ["k=1", "l=2", "m=3"],
    requestContext: { http: { method: "GET", path: "/v1/a%20b", sourceIp: "127.0.0.1" } },
    isBase64Encoded: false,
  });
  expect(event).not.toHaveProperty("body");
  expect(event).not.toHaveProperty("headers.cookie");
});

test("an answer has its status, headers, cookies, and bytes", async () => {
  const send = await serve(async () => ({
    statusCode: 201,
    headers: { "content-type": "image/png", "content-length": "999" },
    cookies: ["a=1", "b=2"],
    body: "AP8=",
    isBase64Encoded: true,
  }));
  const { status, headers } = await send({});
  expect(status).toBe(201);
  expect(headers).toMatchObject({ "content-type": "image/png", "content-length": "2", "set-cookie": ["a=1", "b=2"] });
});

test("an answer without a status is a JSON body", async () => {
  const { status, text } = await (await serve(async () => ({ ok: true })))({});
  expect([status, text]).toEqual([200, '{"ok":true}']);
});

test.each([
  [new InvocationFailed("timed out", true), 503, "Service Unavailable"],
  [new InvocationFailed("crashed", false), 500, "Internal Server Error"],
])("%s answers %d", async (error, status, message) => {
  const send = await serve(async () => {
    throw error;
  });
  expect(await send({})).toMatchObject({ status, text: JSON.stringify({ message }) });
});

const megabyte = 1024 * 1024;

test.each([
  { mb: 4, type: "application/octet-stream", status: 200 },
  { mb: 5, type: "application/octet-stream", status: 413 }, // base64 makes it more than Lambda's 6 MB
  { mb: 5, type: "text/plain", status: 200 },
  { mb: 7, type: "text/plain", status: 413 },
  { mb: 11, type: "text/plain", status: 413 },
])("$mb MB of $type answer $status", async ({ mb, type, status }) => {
  const send = await serve(async () => ({ statusCode: 200 }));
  const response = await send({ headers: { "content-type": type }, body: Buffer.alloc(mb * megabyte, "a") });
  expect(response.status).toBe(status);
});

test("an answer over 6 MB is an error of the function", async () => {
  const send = await serve(async () => ({ statusCode: 200, body: "a".repeat(6 * megabyte + 1) }));
  expect((await send({})).status).toBe(500);
});

test("more at once than the stage's burst is 429", async () => {
  const send = await serve(async () => ({ statusCode: 200 }), 2);
  const statuses = [await send({}), await send({}), await send({})].map((response) => response.status);
  expect(statuses).toEqual([200, 200, 429]);
});

test("tokens come back at the stage's rate, up to its burst", () => {
  let now = 0;
  const bucket = tokenBucket(2, 3, () => now);
  const takeAll = () => Array.from({ length: 5 }, () => bucket.take()).filter(Boolean).length;
  expect(takeAll()).toBe(3);
  now = 1000;
  expect(takeAll()).toBe(2);
  now = 60_000;
  expect(takeAll()).toBe(3);
});
