import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { createApp } from "@outlay/api/app";

/** The app behind a real socket on the loopback, for clients that speak HTTP themselves. */
export async function serve(app: ReturnType<typeof createApp>): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]);
      const init = { method: request.method ?? "GET", headers, body: Buffer.concat(chunks) };
      void Promise.resolve(app.fetch(new Request(`http://127.0.0.1${request.url}`, init))).then(async (answer) => {
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A server that listens on TCP has such an address. */
const portOf = (server: Server): number => (server.address() as AddressInfo).port;
