import { randomBytes } from "node:crypto";
import { newId } from "@outlay/platform/ids";
import { memoryTable } from "@outlay/storage/memory-table";
import { expect, test } from "vitest";
import * as z from "zod";
import { createApp } from "./app.ts";
import { publicFetchJson } from "./fetch-json.ts";
import { resolveAll } from "@outlay/platform/resolve-host";

const queue = { send: async () => [] };
const app = createApp({
  table: memoryTable(),
  usageQueue: queue,
  foldQueue: queue,
  jobsQueue: queue,
  notifyQueue: queue,
  now: () => new Date(),
  newId: (prefix) => newId(prefix, new Date().getTime(), randomBytes(10)),
  randomBytes: (count) => randomBytes(count),
  log: () => {},
  platformToken: "platform-token-of-tests",
  cursorSecret: "cursor-secret-of-tests",
  sealingSecret: "sealing-secret-of-tests",
  allowsLoopback: true,
  canMail: false,
  resolveHost: async () => [],
  oidc: { fetchJson: publicFetchJson({ allowsLoopback: true, resolveAll }), signUp: undefined },
});

test.each([
  ["GET", "/v1/nothing", 404, "not_found"],
  ["DELETE", "/v1/api-keys", 405, "method_not_allowed"],
  ["GET", "/v1/api-keys", 401, "unauthenticated"],
  ["POST", "/v1/events", 401, "unauthenticated"],
  ["POST", "/v1/imports", 401, "unauthenticated"],
  ["GET", "/v1//api-keys", 404, "not_found"],
  ["GET", "/v1/api-keys%2fx", 404, "not_found"],
  ["GET", "/v1/api-keys/key%2fx", 404, "not_found"],
  ["GET", "/v1/api-keys/..%5cx", 404, "not_found"],
  ["GET", "/v1/api-keys/x;y", 404, "not_found"],
  ["GET", "/v1/api-keys/%00", 404, "not_found"],
  ["GET", "/v1/API-KEYS", 404, "not_found"],
  ["GET", "/v1/api-keys/", 404, "not_found"],
])("%s %s is %i %s", async (method, path, status, code) => {
  const response = await app.request(path, { method });
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(await response.json()).toMatchObject({ code, status, instance: response.headers.get("x-request-id") });
});

test("the platform token reads no tenant's data", async () => {
  const headers = { authorization: "Bearer platform-token-of-tests" };
  expect((await app.request("/v1/api-keys", { headers })).status).toBe(403);
});

test("the document of the whole API names both ways in for usage", async () => {
  const document = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))) })
    .parse(await (await app.request("/openapi.json")).json());
  expect(document.paths["/v1/events"]?.["post"]?.operationId).toBe("sendEvents");
  expect(document.paths["/v1/imports"]?.["post"]?.operationId).toBe("importEvents");
});
