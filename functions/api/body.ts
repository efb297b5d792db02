import { promisify } from "node:util";
import { gunzip, type Gunzip } from "node:zlib";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import type { Context } from "hono";

export type BodyFormat = "json" | "ndjson" | "cloudevents" | "event-stream";

/** What the sender says of the bytes, as its headers have it. */
export interface RawBody {
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
}

/** The body of a request, and what its headers say of it. */
export const sentBody = async (c: Context): Promise<RawBody> => ({
  bytes: new Uint8Array(await c.req.arrayBuffer()),
  contentType: c.req.header("Content-Type"),
  contentEncoding: c.req.header("Content-Encoding"),
});

export interface Body {
  readonly format: BodyFormat;
  readonly bytes: Uint8Array;
}

export interface BodyLimits {
  readonly sentBytesMax: number;
  readonly decodedBytesMax: number;
}

export const USAGE_BODY_LIMITS: BodyLimits = {
  sentBytesMax: LIMITS.bodyBytesSent,
  decodedBytesMax: LIMITS.bodyBytesDecoded,
};

/**
 * The bytes of a body of usage, decompressed. Throws `media_type_not_supported`, `encoding_not_supported`, `body_too_large` by the
 * bytes counted here (no header is believed), `malformed_body` where the gzip is broken or cut short.
 */
export async function decodeBody({ contentType, ...raw }: RawBody, limits: BodyLimits): Promise<Body> {
  const format = formatOf(contentType, FORMATS);
  return { format, bytes: await decodeBytes(raw, limits) };
}

/** The same of bytes alone, whatever their media type. */
export async function decodeBytes(
  { bytes, contentEncoding }: Omit<RawBody, "contentType">,
  limits: BodyLimits,
): Promise<Uint8Array> {
  const isCompressed = isGzip(contentEncoding);
  if (bytes.length > limits.sentBytesMax) throw tooLarge(limits.sentBytesMax, "as sent");
  if (isCompressed) return decompress(bytes, limits.decodedBytesMax);
  if (bytes.length > limits.decodedBytesMax) throw tooLarge(limits.decodedBytesMax, "decoded");
  if (startsAsGzip(bytes)) throw new DomainError("malformed_body", "This is gzip: say so by Content-Encoding: gzip.");
  return bytes;
}

/** RFC 1952, section 2.3.1; no UTF-8 holds 0x8b after 0x1f. */
const startsAsGzip = ([first, second]: Uint8Array) => first === 0x1f && second === 0x8b;

const FORMATS: ReadonlyMap<string, BodyFormat> = new Map([
  ["application/json", "json"],
  ["application/x-ndjson", "ndjson"],
  ["application/ndjson", "ndjson"],
  ["application/jsonl", "ndjson"],
  ["application/cloudevents+json", "cloudevents"],
  ["application/cloudevents-batch+json", "cloudevents"],
  ["text/event-stream", "event-stream"],
]);

/** What a media type is here. Throws `media_type_not_supported` for one that is not among `formats`, or not in UTF-8. */
export function formatOf<Format>(contentType: string | undefined, formats: ReadonlyMap<string, Format>): Format {
  const [type = "", ...parameters] = (contentType ?? "").split(";").map((part) => part.trim().toLowerCase());
  const format = formats.get(type);
  const charset = parameters.find((parameter) => parameter.startsWith("charset="));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (format !== undefined && isUtf8) return format;
  throw new DomainError("media_type_not_supported", `Send ${[...formats.keys()].join(" or ")}, in UTF-8.`);
}

function isGzip(contentEncoding = "identity"): boolean {
  const encoding = contentEncoding.trim().toLowerCase();
  if (encoding === "gzip" || encoding === "x-gzip") return true;
  if (encoding === "identity" || encoding === "") return false;
  throw new DomainError("encoding_not_supported", "Send the body as it is, or with Content-Encoding: gzip.");
}

/** Node types the result of `info` nowhere: the buffer, and the stream that made it. */
interface Decompressed {
  readonly buffer: Buffer;
  readonly engine: Pick<Gunzip, "bytesWritten">;
}

/** Stops as soon as more than `bytesMax` came out, so that a bomb costs no more memory than an honest body. */
async function decompress(bytes: Uint8Array, bytesMax: number): Promise<Uint8Array> {
  const options = { maxOutputLength: bytesMax, info: true };
  let result: Decompressed;
  try {
    // With `info` the callback's value is this pair: https://nodejs.org/api/zlib.html#class-options
    result = (await promisify(gunzip)(bytes, options)) as unknown as Decompressed;
  } catch (cause) {
    if (isTooLarge(cause)) throw tooLarge(bytesMax, "decoded");
    throw new DomainError("malformed_body", "The gzip is broken or cut short.", { cause });
  }
  // Node drops what follows the last member: dropped bytes would be events lost in silence.
  if (result.engine.bytesWritten !== bytes.length) {
    throw new DomainError("malformed_body", "Something that is not gzip follows the gzip.");
  }
  return result.buffer;
}

const isTooLarge = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";

const tooLarge = (bytesMax: number, which: string) =>
  new DomainError("body_too_large", `This body has at most ${bytesMax} bytes ${which}.`);
