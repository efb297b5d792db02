import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatWebhookSecret, isHeliconeWebhook, isStandardWebhook } from "./webhook-signature.ts";

// The vector that the reference libraries of Standard Webhooks test themselves by.
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const TIMESTAMP = "1614265330";
const BODY = Buffer.from('{"test": 2432232314}');
const SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
const NOW = Number(TIMESTAMP) * 1000;

const GOOD = { "webhook-id": ID, "webhook-timestamp": TIMESTAMP, "webhook-signature": SIGNATURE };

const requestOf = (headers: Record<string, string>, bytes: Uint8Array = BODY) => ({
  header: (name: string) => headers[name],
  bytes,
});
const isGood = (overrides: Record<string, string> = {}, bytes: Uint8Array = BODY, now = NOW, secrets = [SECRET]) =>
  isStandardWebhook(requestOf({ ...GOOD, ...overrides }, bytes), secrets, now);

/** Signs whatever it is given, as a sender that breaks the rules would. */
function sign(id: string, timestamp: string, bytes: Uint8Array, secret = SECRET): string {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.`).update(bytes).digest("base64")}`;
}
const signed = (id: string, timestamp: string): Record<string, string> => ({
  "webhook-id": id,
  "webhook-timestamp": timestamp,
  "webhook-signature": sign(id, timestamp, BODY),
});

test("the reference vector holds", () => {
  expect(isGood()).toBe(true);
  expect(sign(ID, TIMESTAMP, BODY)).toBe(SIGNATURE);
});

describe("a signature", () => {
  const digest = SIGNATURE.slice("v1,".length);
  const hex = Buffer.from(digest, "base64").toString("hex");
  test.each([
    ["absent", ""],
    ["only a version", "v1,"],
    ["no version", digest],
    ["another version", `v2,${digest}`],
    ["the asymmetric version", `v1a,${digest}`],
    ["the version in capitals", `V1,${digest}`],
    ["colon for comma", `v1:${digest}`],
    ["space after the comma", `v1, ${digest}`],
    ["two commas", `v1,,${digest}`],
    ["comma between two", `v1,AAAA,${SIGNATURE}`],
    ["comma after", `${SIGNATURE},`],
    ["tab before", `\t${SIGNATURE}`],
    ["hex", `v1,${hex}`],
    ["base64url", `v1,${digest.replaceAll("+", "-").replaceAll("/", "_")}`],
    ["no padding", SIGNATURE.replace("=", "")],
    ["more padding", `${SIGNATURE}=`],
    ["other bits that base64 drops", SIGNATURE.replace("OE=", "OF=")],
    ["lower case", SIGNATURE.toLowerCase()],
    ["extended", `${SIGNATURE}AAAA`],
    ["twice in one", `v1,${digest}${digest}`],
    ["zeros", `v1,${Buffer.alloc(32).toString("base64")}`],
    ["of another secret", sign(ID, TIMESTAMP, BODY, formatWebhookSecret(Buffer.alloc(32, 7)))],
    ["of another id", sign("msg_other", TIMESTAMP, BODY)],
    ["of another time", sign(ID, "1614265331", BODY)],
    ["of another body", sign(ID, TIMESTAMP, Buffer.from('{"test":2432232314}'))],
    ["after ten others", `${"v1,AAAA ".repeat(10)}${SIGNATURE}`],
    ["after a thousand others", `${"v1,AAAA ".repeat(1000)}${SIGNATURE}`],
  ])("that is %s is refused", (_, signature) => {
    expect(isGood({ "webhook-signature": signature })).toBe(false);
  });

  test("that is cut short is refused at every length", () => {
    for (let length = 0; length < SIGNATURE.length; length++) {
      expect(isGood({ "webhook-signature": SIGNATURE.slice(0, length) })).toBe(false);
    }
  });

  test.each([
    ["alone", SIGNATURE],
    ["beside one of a version that we do not know", `v1a,xyz ${SIGNATURE}`],
    ["as the tenth", `${"v1,AAAA ".repeat(9)}${SIGNATURE}`],
    ["before a thousand others", `${SIGNATURE}${" v1,AAAA".repeat(1000)}`],
  ])("that holds is found %s", (_, signature) => {
    expect(isGood({ "webhook-signature": signature })).toBe(true);
  });
});

test.each(["", "a.b", ".", "msg_1.", "msg 1", "msg_1,msg_2", "msg_1, msg_1", "\u00e9", "a".repeat(257), "msg\n1"])(
  "the id %j is refused, however it is signed",
  (id) => expect(isGood(signed(id, TIMESTAMP))).toBe(false),
);

test.each([
  ...["", "1e9", "0x60380000", "-1614265330", "+1614265330", " 1614265330", "1614265330 ", "01614265330", "NaN"],
  ...[
    "1614265330.0",
    "1614265330.",
    "1_614_265_330",
    "Infinity",
    "1614265330000",
    "1614265330,1614265330",
    "१६१४२६५३३०",
  ],
])("the timestamp %j is refused, however it is signed", (timestamp) => {
  expect(isGood(signed(ID, timestamp))).toBe(false);
});

test.each([
  [-301_000, false],
  [-300_001, false],
  [-300_000, true],
  [-299_000, true],
  [0, true],
  [299_000, true],
  [300_000, true],
  [300_001, false],
  [301_000, false],
])("a clock %i ms away: %s", (awayMs, isAccepted) => {
  expect(isGood({}, BODY, NOW + awayMs)).toBe(isAccepted);
});

test("bytes are signed, not what they read as: no other body has the signature, in UTF-8 or not", () => {
  const bytes = Uint8Array.of(0x22, 0xff, 0x22);
  const other = Uint8Array.of(0x22, 0xfe, 0x22);
  const headers = { "webhook-signature": sign(ID, TIMESTAMP, bytes) };
  expect([isGood(headers, bytes), isGood(headers, other)]).toEqual([true, false]);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 200 }), (one, two) => {
      const signature = { "webhook-signature": sign(ID, TIMESTAMP, one) };
      expect(isGood(signature, one)).toBe(true);
      expect(isGood(signature, two)).toBe(Buffer.compare(one, two) === 0);
    }),
    { numRuns: 200 },
  );
});

test("each of two secrets is accepted, and none of no secrets", () => {
  const other = formatWebhookSecret(Buffer.alloc(32, 7));
  expect(isGood({}, BODY, NOW, [other, SECRET])).toBe(true);
  expect(isGood({}, BODY, NOW, [SECRET, other])).toBe(true);
  expect(isGood({}, BODY, NOW, [other])).toBe(false);
  expect(isGood({}, BODY, NOW, [])).toBe(false);
});

describe("Helicone's", () => {
  const key = "helicone-signing-key";
  const digest = createHmac("sha256", key).update(BODY).digest("hex");
  const holds = (signature: string | undefined, bytes: Uint8Array = BODY, secrets = [key]) =>
    isHeliconeWebhook(requestOf(signature === undefined ? {} : { "helicone-signature": signature }, bytes), secrets);

  test("signature holds over the bytes, by each of two secrets", () => {
    expect([holds(digest), holds(digest, BODY, ["x", key])]).toEqual([true, true]);
  });

  test.each([
    [undefined],
    [""],
    [digest.toUpperCase()],
    [`sha256=${digest}`],
    [`${digest}00`],
    [`${digest}, ${digest}`],
    [Buffer.from(digest, "hex").toString("base64")],
    [createHmac("sha256", "other").update(BODY).digest("hex")],
    ["0".repeat(64)],
  ])("signature %j is refused", (signature) => expect(holds(signature)).toBe(false));

  test("signature that is cut short is refused at every length", () => {
    for (let length = 0; length < digest.length; length++) expect(holds(digest.slice(0, length))).toBe(false);
  });

  test("body of the same JSON with other white space has another signature", () => {
    expect(holds(digest, Buffer.from('{"test":2432232314}'))).toBe(false);
    expect(holds(digest, BODY, [])).toBe(false);
  });
});
