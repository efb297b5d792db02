import { noCollections } from "@outlay/domain/collections";
import type { Configuration } from "@outlay/domain/configuration";
import { expect, test } from "vitest";
import { decodeConfiguration, encodeConfiguration } from "./configuration-snapshot.ts";

const AT = "2026-11-02T09:41:07.000Z";
const key = {
  id: "key_1",
  name: "k",
  scopes: [],
  status: "active" as const,
  expires_at: null,
  secrets: [],
  created_at: AT,
  created_by: "mem_1",
  binding: { department: "support" },
  binding_mode: "enforced" as const,
};
const configuration: Configuration = {
  seq: 3,
  headHash: "h",
  tenant: { id: "ten_1", name: "t", time_zone: "UTC", currency: "USD", created_at: AT },
  schedule: [{ fromEpochMs: 0, spanMs: 60_000, shards: 1 }],
  directory: { version: "v", body: "dir_1", format: "csv", users: 1, groups: 1, updated_at: AT },
  budgetsSeq: 2,
  ...noCollections(),
  apiKeys: new Map([[key.id, key]]),
};

test("a configuration comes back from its snapshot as it was", () => {
  expect(decodeConfiguration(encodeConfiguration(configuration))).toEqual(configuration);
});

test("a snapshot of before there were directories and bindings has none", () => {
  const older = encodeConfiguration(configuration)
    .replace(/"directory":\{.*?\},/, "")
    .replace(/,"binding":\{.*?\},"binding_mode":"enforced"/, "");
  expect(older).not.toMatch(/directory|binding/);
  const decoded = decodeConfiguration(older);
  const { binding, binding_mode } = decoded.apiKeys.get("key_1") ?? {};
  expect([decoded.directory, binding, binding_mode]).toEqual([null, {}, "default"]);
});
