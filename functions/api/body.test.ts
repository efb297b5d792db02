import { gzipSync } from "node:zlib";
import { DomainError } from "@outlay/domain/errors";
import { expect, test } from "vitest";
import { decodeBody, USAGE_BODY_LIMITS } from "./body.ts";

const limits = { sentBytesMax: 1000, decodedBytesMax: 5000 };
const text = (length: number) => Buffer.alloc(length, "x");
const decode = (bytes: Uint8Array, contentEncoding?: string, contentType = "application/json") =>
  decodeBody({ bytes, contentType, contentEncoding }, limits);

async function code(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "none";
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

test.each([
  ["application/json", "json"],
  ["Application/JSON; charset=UTF-8", "json"],
  ['application/json;charset="utf-8"', "json"],
  ["application/x-ndjson", "ndjson"],
  ["application/ndjson; charset=utf8", "ndjson"],
  ["application/jsonl", "ndjson"],
  ["text/event-stream; charset=utf-8", "event-stream"],
])("%s is %s", async (contentType, format) => {
  expect((await decode(text(1), undefined, contentType)).format).toBe(format);
});

test.each([
  "",
  "text/plain",
  "application/json; charset=latin1",
  "application/jsonx",
  "multipart/form-data",
  "application/json, x",
])("the media type %j is refused", async (contentType) => {
  expect(await code(decode(text(1), undefined, contentType))).toBe("media_type_not_supported");
});

test("a body without a media type is refused", async () => {
  const raw = { bytes: text(1), contentType: undefined, contentEncoding: undefined };
  expect(await code(decodeBody(raw, limits))).toBe("media_type_not_supported");
});

test.each(["br", "deflate", "zstd", "gzip, gzip", "identity, gzip"])("the encoding %j is refused", async (encoding) => {
  expect(await code(decode(text(1), encoding))).toBe("encoding_not_supported");
});

test.each(["gzip", "GZIP", "x-gzip"])("%s is decompressed", async (encoding) => {
  expect(Buffer.from((await decode(gzipSync(text(4000)), encoding)).bytes)).toEqual(text(4000));
});

test("gzip whose header does not say so is told apart from bad UTF-8", async () => {
  await expect(decode(gzipSync(text(10)))).rejects.toThrow("Content-Encoding: gzip");
});

test("several gzip members are one body", async () => {
  const { bytes } = await decode(Buffer.concat([gzipSync("ab"), gzipSync("cd")]), "gzip");
  expect(Buffer.from(bytes).toString()).toBe("abcd");
});

test("each limit holds to the byte", async () => {
  expect(await code(decode(text(1000)))).toBe("none");
  expect(await code(decode(text(1001)))).toBe("body_too_large");
  expect(await code(decode(gzipSync(text(5000)), "gzip"))).toBe("none");
  expect(await code(decode(gzipSync(text(5001)), "gzip"))).toBe("body_too_large");
  const roomy = { sentBytesMax: 10_000, decodedBytesMax: 5000 };
  const plain = { bytes: text(5001), contentType: "application/json", contentEncoding: undefined };
  expect(await code(decodeBody(plain, roomy))).toBe("body_too_large");
});

test.each([
  ["cut short", gzipSync("hello".repeat(20)).subarray(0, 20)],
  ["cut by one byte", gzipSync("hello").subarray(0, -1)],
  ["empty", Buffer.alloc(0)],
  ["not gzip", Buffer.from("{}")],
  ["followed by something else", Buffer.concat([gzipSync("{}"), Buffer.from("{}")])],
  ["followed by zeros", Buffer.concat([gzipSync("{}"), Buffer.alloc(8)])],
  ["of a wrong checksum", Uint8Array.from(gzipSync("hello")).fill(1, -8, -4)],
])("gzip that is %s is malformed", async (_, bytes) => {
  expect(await code(decode(bytes, "gzip"))).toBe("malformed_body");
});

test("a gzip bomb is stopped early: neither its gigabytes are made, nor the time for them spent", async () => {
  const megabyte = gzipSync(Buffer.alloc(1024 * 1024), { level: 9 });
  const bomb = Buffer.concat(Array.from({ length: 3500 }, () => megabyte));
  expect(bomb.length).toBeLessThan(USAGE_BODY_LIMITS.sentBytesMax);
  let peakBytes = 0;
  const before = process.memoryUsage().arrayBuffers;
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage().arrayBuffers - before);
  }, 1);
  const started = process.cpuUsage();
  const raw = { bytes: bomb, contentType: "application/json", contentEncoding: "gzip" };
  expect(await code(decodeBody(raw, USAGE_BODY_LIMITS))).toBe("body_too_large");
  clearInterval(watch);
  expect(process.cpuUsage(started).user).toBeLessThan(1_000_000); // Microseconds of CPU: a busy machine fails no test.
  expect(peakBytes).toBeLessThan(64 * 1024 * 1024);
});
