import { isUtf8 } from "node:buffer";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { randomUUID } from "node:crypto";
import { InvocationFailed, type FunctionPool } from "./functions.ts";
import { isJson, type Json } from "./json.ts";
import type { TokenBucket } from "./token-bucket.ts";

/** API Gateway's own limit for a request, and Lambda's for what is passed in or out of a function. */
const requestBytesMax = 10 * 1024 * 1024;
const payloadBytesMax = 6 * 1024 * 1024;
const headerBytesMax = 10_240;
const gatewayTimeoutMs = 30_000;

export interface HttpApiOptions {
  readonly pool: FunctionPool;
  readonly throttle: TokenBucket;
}

/** An HTTP API with one `$default` route to one function: events of payload format 2.0, with API Gateway's own errors. */
export function createHttpApi({ pool, throttle }: HttpApiOptions): Server {
  const server = createServer({ maxHeaderSize: headerBytesMax, keepAliveTimeout: 60_000 }, (request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  return server;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!throttle.take()) return refuse(response, 429, "Too Many Requests");
    const body = await readBody(request);
    if (body === undefined) return refuse(response, 413, "Request Entity Too Large");
    const event = toEvent(request, body);
    if ((event.body?.length ?? 0) > payloadBytesMax) return refuse(response, 413, "Request Entity Too Large");
    try {
      respond(response, await withinGatewayTime(pool.invoke(event)));
    } catch (error) {
      const isLate = error instanceof GatewayTimeout || (error instanceof InvocationFailed && error.isTimeout);
      refuse(response, isLate ? 503 : 500, isLate ? "Service Unavailable" : "Internal Server Error");
    }
  }
}

class GatewayTimeout extends Error {}

async function withinGatewayTime(work: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new GatewayTimeout("no answer in 30 s")), gatewayTimeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The whole body; undefined as soon as it passes the limit (the rest is read and dropped, so the answer gets through). */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    bytes += part.length;
    if (bytes <= requestBytesMax) chunks.push(part);
    else chunks.length = 0;
  }
  return bytes > requestBytesMax ? undefined : Buffer.concat(chunks);
}

/** The event of payload format 2.0. Names of headers are lower-case, repeats joined by commas, cookies apart. */
export function toEvent(request: IncomingMessage, body: Buffer) {
  const url = request.url ?? "/";
  const mark = url.indexOf("?");
  const rawPath = mark < 0 ? url : url.slice(0, mark);
  const rawQueryString = mark < 0 ? "" : url.slice(mark + 1);
  const headers = joinHeaders(request.rawHeaders);
  const cookie = headers["cookie"];
  delete headers["cookie"];
  const query = joinQuery(rawQueryString);
  const isText = isTextBody(headers, body);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/[;,] */) }),
    headers,
    ...(query === undefined ? {} : { queryStringParameters: query }),
    requestContext: requestContextOf(request, rawPath, headers),
    ...(body.length === 0 ? {} : { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

function requestContextOf(request: IncomingMessage, path: string, headers: Readonly<Record<string, string>>) {
  const now = new Date();
  const host = headers["host"] ?? "127.0.0.1";
  return {
    accountId: "000000000000",
    apiId: "local",
    domainName: host,
    domainPrefix: "local",
    http: {
      method: request.method ?? "GET",
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
      userAgent: headers["user-agent"] ?? "",
    },
    requestId: randomUUID(),
    routeKey: "$default",
    stage: "$default",
    time: now.toUTCString(),
    timeEpoch: now.getTime(),
  };
}

function joinHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? "").toLowerCase();
    const before = headers[name];
    const separator = name === "cookie" ? "; " : ",";
    headers[name] =
      before === undefined ? (rawHeaders[i + 1] ?? "") : `${before}${separator}${rawHeaders[i + 1] ?? ""}`;
  }
  return { ...headers };
}

function joinQuery(rawQueryString: string): Record<string, string> | undefined {
  if (rawQueryString === "") return undefined;
  const joined = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(joined);
}

/**
 * API Gateway passes text as text and all else in base64: what is encoded (gzip), and every type but text and JSON,
 * JavaScript, XML, so forms and streams too. Bytes that are no UTF-8 go in base64 here whatever the type, so that the
 * function sees what was sent.
 */
function isTextBody(headers: Readonly<Record<string, string>>, body: Buffer): boolean {
  const encoding = headers["content-encoding"] ?? "identity";
  const type = (headers["content-type"] ?? "text/plain").split(";")[0]?.trim().toLowerCase() ?? "";
  const isTextType = type.startsWith("text/") || /^application\/(json|javascript|xml)$/.test(type);
  return isTextType && encoding.toLowerCase() === "identity" && isUtf8(body);
}

/** Turns what the function gave into an answer. Without a `statusCode` it is taken for a JSON body, as on AWS. */
function respond(response: ServerResponse, value: unknown): void {
  if (!isJson(value) || value["statusCode"] === undefined) {
    return send(response, 200, { "content-type": "application/json" }, Buffer.from(JSON.stringify(value ?? null)));
  }
  const text = typeof value["body"] === "string" ? value["body"] : "";
  const body = value["isBase64Encoded"] === true ? Buffer.from(text, "base64") : Buffer.from(text);
  if (text.length > payloadBytesMax) return refuse(response, 500, "Internal Server Error");
  send(response, Number(value["statusCode"]), headersOf(value), body);
}

function headersOf(value: Json): Record<string, string | string[]> {
  const headers = isJson(value["headers"]) ? value["headers"] : {};
  const cookies = Array.isArray(value["cookies"]) ? { "set-cookie": value["cookies"].map(String) } : {};
  const plain = Object.entries(headers).filter(([name]) => name.toLowerCase() !== "content-length");
  return { ...Object.fromEntries(plain.map(([name, text]) => [name, String(text)])), ...cookies };
}

function send(
  response: ServerResponse,
  status: number,
  headers: Record<string, string | string[]>,
  body: Buffer,
): void {
  response.writeHead(status, { ...headers, "content-length": body.length });
  response.end(body);
}

function refuse(response: ServerResponse, status: number, message: string): void {
  send(response, status, { "content-type": "application/json" }, Buffer.from(JSON.stringify({ message })));
}
