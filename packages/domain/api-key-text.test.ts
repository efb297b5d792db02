import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatApiKey, looksLikeApiKey, parseApiKey } from "./api-key-text.ts";

const KEY_ID = "key_01kaz5e1b2c3d4e5f6g7h8j9km";
const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });

test("a key parses to what it was made of, and another secret is another key", () => {
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      const text = formatApiKey(KEY_ID, one);
      const parsed = parseApiKey(text);
      expect(parsed?.keyId).toBe(KEY_ID);
      expect(text).toContain(`_${parsed?.secret}_`);
      expect(looksLikeApiKey(text)).toBe(true);
      expect(text === formatApiKey(KEY_ID, other)).toBe(Buffer.compare(one, other) === 0);
    }),
    { numRuns: 2000 },
  );
});

test("no single character can be changed", () => {
  const characters = fc.constantFrom(..."0123456789ABCXYZabcxyz_-. é\u0000");
  fc.assert(
    fc.property(bytes, fc.nat(), characters, (secret, place, character) => {
      const text = formatApiKey(KEY_ID, secret);
      const at = place % text.length;
      if (text[at] === character) return;
      expect(parseApiKey(text.slice(0, at) + character + text.slice(at + 1))).toBeUndefined();
    }),
    { numRuns: 20_000 },
  );
});

test.each([["all zeros", new Uint8Array(32), `outlay_live_01kaz5e1b2c3d4e5f6g7h8j9km_${"0".repeat(43)}_0m9s0D`]])(
  "%s",
  (_, secret, text) => {
    expect(formatApiKey(KEY_ID, secret)).toBe(text);
  },
);

test.each(["", " ", "\n"])("no %j may follow", (tail) => {
  const text = formatApiKey(KEY_ID, new Uint8Array(32)) + tail;
  expect(parseApiKey(text) !== undefined).toBe(tail === "");
});
