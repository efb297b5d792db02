import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";
import type { ApiAccess } from "./api-client.ts";

export interface FakeRequest {
  readonly path: string;
  readonly authorization: string;
  readonly bytes: number;
  readonly lines: readonly Record<string, unknown>[];
}

export interface FakeAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FakeApi extends AsyncDisposable {
  readonly access: ApiAccess;
  readonly requests: readonly FakeRequest[];
  /** How long the client meant to wait, in ms. Nobody waits. */
  readonly waits: readonly number[];
}

/** A server on loopback that takes NDJSON in gzip and answers as a test says; undefined breaks the connection. */
export async function startFakeApi(
  answer: (request: FakeRequest, count: number) => FakeAnswer | undefined,
): Promise<FakeApi> {
  const requests: FakeRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const sent = Buffer.concat(chunks);
      const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(sent).toString() : sent.toString();
      const lines = body.split("\n").filter((line) => line !== "");
      const seen: FakeRequest = {
        path: request.url ?? "",
        authorization: request.headers.authorization ?? "",
        bytes: body.length,
        lines: lines.map((line): Record<string, unknown> => JSON.parse(line)),
      };
      requests.push(seen);
      const answered = answer(seen, requests.length);
      if (answered === undefined) return void request.socket.destroy();
      response.writeHead(answered.status, { "content-type": "application/json", ...answered.headers });
      response.end(JSON.stringify(answered.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const waits: number[] = [];
  const sleep = async (ms: number) => void waits.push(ms);
  return {
    access: { url: `http://127.0.0.1:${port}`, key: "secret", fetch, sleep, random: () => 1, onWait: () => {} },
    requests,
    waits,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The API's answer where each line that `refuses` gives a reason for is refused. */
export function receipt(
  { lines }: FakeRequest,
  refuses: (line: Record<string, unknown>) => string | undefined = () => undefined,
): FakeAnswer {
  const refused = lines.flatMap((line, index) => {
    const detail = refuses(line);
    return detail === undefined
      ? []
      : [{ index, code: "invalid_request", errors: [{ pointer: `/${index}/time`, detail }] }];
  });
  const isNone = refused.length === lines.length;
  return { status: isNone ? 422 : 202, body: { accepted: lines.length - refused.length, refused } };
}
