import { expect, test } from "vitest";
import { isPublicAddress } from "@outlay/domain/public-address";
import { isAllowedUrl, publicFetchJson } from "./fetch-json.ts";

test.each(["8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.0", "100.63.0.1", "2606:4700::1111", "2a00:1450::1"])(
  "%s is public",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each([
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "127.0.0.1",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:10.0.0.1",
  "::ffff:8.8.8.8",
  "64:ff9b::7f00:1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "ff02::1",
  "2002:7f00:1::",
  "2001:db8::1",
  "not an address",
])("%s is not public", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  "http://2130706433/",
  "https://0x7f.1/",
  "https://127.1/",
  "https://[::ffff:7f00:1]/",
  "https://a.localhost/",
])("%s is not asked", async (text) => {
  expect(isAllowedUrl(new URL(text), false)).toBe(false);
  await expect(publicFetchJson(false)(new URL(text))).rejects.toThrow("public https host");
});

test("plain http is for loopback, and only where it is allowed", () => {
  expect(isAllowedUrl(new URL("http://127.0.0.1:9/x"), true)).toBe(true);
  expect(isAllowedUrl(new URL("http://127.0.0.1:9/x"), false)).toBe(false);
  expect(isAllowedUrl(new URL("http://login.example.com/x"), true)).toBe(false);
  expect(isAllowedUrl(new URL("https://login.example.com/x"), false)).toBe(true);
});
