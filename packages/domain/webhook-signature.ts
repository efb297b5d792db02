import { createHmac, timingSafeEqual } from "node:crypto";
import { LIMITS } from "./limits.ts";

/** A request as it came: the bytes that were sent, before anything was read, decoded or decompressed. */
export interface SignedRequest {
  /** A header's value by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  readonly bytes: Uint8Array;
}

const SECRET_PREFIX = "whsec_";

/** No dot: the signed text is `id.timestamp.body`, and must split in one way. No comma: that would be two headers in one. */
const WEBHOOK_ID = /^[\x21-\x2b\x2d\x2f-\x7e]{1,256}$/;
/** Whole seconds since the epoch. */
const TIMESTAMP = /^(?:0|[1-9][0-9]{0,11})$/;

/** A secret of ours as its sender is given it. `randomBytes` are 32 bytes from a cryptographic source. */
export const formatWebhookSecret = (randomBytes: Uint8Array): string =>
  SECRET_PREFIX + Buffer.from(randomBytes).toString("base64");

/**
 * Whether one of the secrets (`whsec_…`) signed the request as Standard Webhooks 1.0 does, v1, and its own time lies within 300 s
 * of ours: https://github.com/standard-webhooks/standard-webhooks. Of many signatures the first 10 are looked at.
 */
export function isStandardWebhook(request: SignedRequest, secrets: readonly string[], nowEpochMs: number): boolean {
  const id = request.header("webhook-id") ?? "";
  const timestamp = request.header("webhook-timestamp") ?? "";
  if (!WEBHOOK_ID.test(id) || !TIMESTAMP.test(timestamp)) return false;
  if (Math.abs(Number(timestamp) * 1000 - nowEpochMs) > LIMITS.webhookToleranceMs) return false;
  const presented = (request.header("webhook-signature") ?? "").split(" ", LIMITS.webhookSignatures);
  const expected = secrets.map((secret) => signatureOf(secret, id, timestamp, request.bytes));
  return isAnyOf(presented, expected);
}

/**
 * The headers of a webhook of ours, signed by each of the secrets: while one follows another, a receiver accepts it by either. The id is
 * the same at every attempt, the timestamp the attempt's own.
 */
export function signWebhook(
  { id, body, atEpochMs }: { readonly id: string; readonly body: string; readonly atEpochMs: number },
  secrets: readonly string[],
): Readonly<Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string>> {
  const timestamp = String(Math.floor(atEpochMs / 1000));
  const signatures = secrets.map((secret) => signatureOf(secret, id, timestamp, Buffer.from(body)));
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}

function signatureOf(secret: string, id: string, timestamp: string, bytes: Uint8Array): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.`).update(bytes).digest("base64")}`;
}

/** Whether one of the secrets signed the body as Helicone does: `Helicone-Signature` is the HMAC-SHA256 in lower-case hex. */
export function isHeliconeWebhook(request: SignedRequest, secrets: readonly string[]): boolean {
  const expected = secrets.map((secret) => createHmac("sha256", secret).update(request.bytes).digest("hex"));
  return isAnyOf([request.header("helicone-signature") ?? ""], expected);
}

/** Compares each with each, without an early end: neither how many match nor where they differ shows in the time. */
const isAnyOf = (presented: readonly string[], expected: readonly string[]): boolean =>
  presented.flatMap((text) => expected.map((other) => isSame(text, other))).includes(true);

/** The text as it stands, so that no second spelling of the same bytes passes. */
function isSame(presented: string, expected: string): boolean {
  const [one, other] = [Buffer.from(presented), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
