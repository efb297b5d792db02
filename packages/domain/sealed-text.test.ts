import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openText, sealText } from "./sealed-text.ts";

const SECRET = "s".repeat(48);
const IV = new Uint8Array(12).map((_, index) => index);
const context = ["webhook secret", "ten_1", "whs_1", "wsec_1"];
const seal = { secret: SECRET, context };

test("what is sealed opens to the same text, and shows nothing of it", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8, maxLength: 200 }), (text) => {
      const sealed = sealText(text, seal, IV);
      expect(openText(sealed, seal)).toBe(Buffer.from(text).toString("utf8"));
      expect(Buffer.from(sealed).includes(Buffer.from(text))).toBe(false);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["another tenant", ["webhook secret", "ten_2", "whs_1", "wsec_1"]],
  ["another source", ["webhook secret", "ten_1", "whs_2", "wsec_1"]],
  ["another secret's place", ["webhook secret", "ten_1", "whs_1", "wsec_2"]],
  ["another purpose", ["x", "ten_1", "whs_1", "wsec_1"]],
  ["the same letters, cut elsewhere", ["webhook secret", "ten_1whs_1", "", "wsec_1"]],
  ["no context", []],
])("sealed text copied to %s does not open", (_, other) => {
  const sealed = sealText("a secret text", seal, IV);
  expect(() => openText(sealed, { ...seal, context: other })).toThrow(/does not open/);
});

test("no byte of it can be changed, and none can be missing", () => {
  const sealed = sealText("a secret text", seal, IV);
  for (let index = 0; index < sealed.length; index++) {
    const changed = Uint8Array.from(sealed, (byte, at) => (at === index ? byte ^ 1 : byte));
    expect(() => openText(changed, seal)).toThrow(/does not open/);
    expect(() => openText(sealed.subarray(0, index), seal)).toThrow(/does not open/);
  }
});

test("after the sealing secret was changed, both open what they sealed while both are there", () => {
  const before = sealText("a", seal, IV);
  const both = { context, secret: `${"n".repeat(48)} ${SECRET}` };
  const after = sealText("b", both, IV);
  expect([openText(before, both), openText(after, both)]).toEqual(["a", "b"]);
  expect(() => openText(after, seal)).toThrow(/does not open/);
  expect(openText(after, { context, secret: "n".repeat(48) })).toBe("b");
  expect(() => openText(before, { context, secret: "n".repeat(48) })).toThrow(/does not open/);
});

test("a refusal to open tells nothing of the text or the secret", () => {
  const sealed = sealText("a secret text", seal, IV);
  const tell = (): string => {
    try {
      return openText(sealed, { ...seal, context: ["elsewhere"] });
    } catch (error) {
      return String(error);
    }
  };
  expect(tell()).toBe("Error: Sealed text does not open: elsewhere");
});
