import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { demoTenant } from "./demo-tenant.ts";
import { newDir } from "./test-assembly.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function api(status: number, body: string) {
  const requests: unknown[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const sent: unknown = JSON.parse(Buffer.concat(chunks).toString());
      requests.push([request.method, request.url, request.headers.authorization, sent]);
      response.writeHead(status).end(body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  closers.push(() => server.close());
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`, requests };
}

const created = JSON.stringify({ tenant: { id: "ten_1" }, api_key: { id: "key_1", secret: "outlay_live_x" } });

test("the demo tenant is signed up once, and its key kept where only its owner can read it", async () => {
  const file = join(newDir(), "demo.json");
  const { url, requests } = await api(201, created);
  const tenant = { tenantId: "ten_1", apiKey: "outlay_live_x" };
  expect(await demoTenant(file, url, "token")).toEqual(tenant);
  expect(await demoTenant(file, url, "token")).toEqual(tenant);
  const body = { name: "Demo", time_zone: "UTC", owner: { email: "owner@demo.example" } };
  expect(requests).toEqual([["POST", "/v1/tenants", "Bearer token", body]]);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ tenant_id: "ten_1", api_key: "outlay_live_x", url });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a refusal is told in the API's own words", async () => {
  const { url } = await api(401, '{"title":"No valid credential"}');
  await expect(demoTenant(join(newDir(), "demo.json"), url, "token")).rejects.toThrow(
    'refused: 401 {"title":"No valid credential"}',
  );
});
