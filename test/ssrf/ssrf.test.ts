import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, Socket } from "node:net";
import { POST_LIMITS, publicPost } from "@outlay/notifier/post";
import type { ResolveAll } from "@outlay/platform/resolve-host";
import { requirePublicEndpoint } from "@outlay/services/check-endpoint";
import { isPublicAddress } from "@outlay/domain/public-address";
import { urlFault } from "@outlay/domain/public-url";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { gzipSync } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import { CERT, KEY } from "./certificate.ts";
import { PUBLIC, never, recordConnections, resolvingTo } from "./connections.ts";
import { NOT_PUBLIC_ADDRESSES, NOT_PUBLIC_URLS } from "./spellings.ts";

const request = (url: string) => ({ url, headers: { "content-type": "application/json" }, body: "{}" });
const { connections, connect } = recordConnections();

test("there are hundreds of spellings", () => {
  expect(NOT_PUBLIC_URLS.length).toBeGreaterThanOrEqual(500);
});

test.each(NOT_PUBLIC_ADDRESSES)("%j is not public", (address) => expect(isPublicAddress(address)).toBe(false));

test.each([
  "1.1.1.1",
  "8.8.8.8",
  PUBLIC,
  "172.15.255.255",
  "172.32.0.0",
  "100.63.0.1",
  "100.128.0.1",
  "198.20.0.1",
  "2606:4700::1111",
  "2a00:1450:4001::1",
])("%s is public", (address) => expect(isPublicAddress(address)).toBe(true));

test.each([
  "https://hooks.example.com/x?y=1",
  "https://example.com:443/",
  "https://8.8.8.8/",
  "https://[2606:4700::1111]/",
  "https://bücher.de/",
])("%s is fit", (url) => expect(urlFault(url, false)).toBeUndefined());

describe("when a URL is saved", () => {
  test("every spelling is refused, and none is looked up", async () => {
    const checking = { allowsLoopback: false, resolveHost: () => Promise.reject(new Error("looked up")) };
    const passed: string[] = [];
    for (const url of NOT_PUBLIC_URLS) {
      const refusal = await requirePublicEndpoint(checking, url).then(
        () => "passed",
        (error: unknown) => (error instanceof Error && "code" in error ? error.code : String(error)),
      );
      if (refusal !== "invalid_request") passed.push(`${url}: ${String(refusal)}`);
    }
    expect(passed).toEqual([]);
  });

  test.each(NOT_PUBLIC_ADDRESSES)(
    "a name that stands for %j is refused, also beside public addresses",
    async (address) => {
      for (const addresses of [[address], [PUBLIC, address], [address, PUBLIC]]) {
        const checking = { allowsLoopback: false, resolveHost: async () => addresses };
        await expect(requirePublicEndpoint(checking, "https://rebind.example.com/")).rejects.toMatchObject({
          code: "invalid_request",
        });
      }
    },
  );

  test("a name that stands for nothing is refused, one of the public internet taken", async () => {
    const checking = (found: string[]) => ({ allowsLoopback: false, resolveHost: async () => found });
    await expect(requirePublicEndpoint(checking([]), "https://a.example.com/")).rejects.toMatchObject({
      code: "invalid_request",
    });
    expect((await requirePublicEndpoint(checking([PUBLIC]), "https://a.example.com/x")).href).toBe(
      "https://a.example.com/x",
    );
  });
});

describe("when something is sent", () => {
  const post = (resolveAll: ResolveAll) => publicPost({ ...POST_LIMITS, allowsLoopback: false, resolveAll });

  test("to every spelling, as if it had been saved before, no socket connects anywhere", async () => {
    const reached: string[] = [];
    for (const url of NOT_PUBLIC_URLS) {
      const { error } = await post(never)(request(url));
      if (error !== "not_public") reached.push(`${url}: ${error}`);
    }
    expect(reached).toEqual([]);
    expect(connections).toEqual([]);
  });

  test("a name that stands for what is not public, alone or among others, is not connected to", async () => {
    for (const address of NOT_PUBLIC_ADDRESSES) {
      for (const addresses of [[address], [PUBLIC, address], [address, PUBLIC]])
        expect(await post(resolvingTo(addresses).resolve)(request("https://rebind.example.com/"))).toMatchObject({
          error: "not_public",
        });
    }
    expect(connections).toEqual([]);
  });

  test("a name that changes what it stands for is judged at each look-up", async () => {
    const { resolve, asked } = resolvingTo([PUBLIC], ["127.0.0.1"], [PUBLIC], ["169.254.169.254"], ["::1"]);
    const errors: unknown[] = [];
    for (let times = 0; times < 5; times++)
      errors.push((await post(resolve)(request("https://rebind.example.com/"))).error);
    expect(errors).toEqual(["connection_failed", "not_public", "connection_failed", "not_public", "not_public"]);
    expect(connections).toEqual([PUBLIC, PUBLIC]); // The very addresses that were judged, and each looked up once.
    expect(asked()).toBe(5);
  });

  test("a public address is connected to as it is", async () => {
    const literal = publicPost({ ...POST_LIMITS, connectMs: 50, allowsLoopback: false, resolveAll: never });
    vi.mocked(Socket.prototype.connect).mockImplementation(function (this: Socket, ...args: unknown[]) {
      connections.push(String((args.flat()[0] as { host?: string }).host));
      return this;
    });
    expect(await literal(request("https://8.8.8.8/"))).toMatchObject({ error: "timeout" });
    expect(connections).toEqual(["8.8.8.8"]);
  });

  test("the certificate is held to the name, though it is trusted", async () => {
    setDefaultCACertificates([...getCACertificates(), CERT]);
    const server = createTlsServer({ key: KEY, cert: CERT }, (_req, res) => void res.end());
    const port = await listening(server);
    vi.mocked(Socket.prototype.connect).mockImplementation(function (this: Socket) {
      // As if the public address were this machine.
      return Reflect.apply(connect, this, [{ port, host: "127.0.0.1" }]);
    });
    const errorOf = async (name: string) =>
      (await post(resolvingTo([PUBLIC]).resolve)(request(`https://${name}/`))).error;
    expect(await errorOf("receiver.example.com")).toBe(null);
    expect(await errorOf("other.example.com")).toBe("tls_failed");
    server.close();
  });
});

describe("a receiver that misbehaves", () => {
  const fast = { connectMs: 300, totalMs: 300, bodyMs: 100, bodyBytesMax: 64 * 1024 };
  const loopback = publicPost({ ...fast, allowsLoopback: true, resolveAll: never });
  const sendTo = async (listener: RequestListener) => {
    const seen: { method: string; url: string; headers: Record<string, unknown> }[] = [];
    const server = createServer((req, res) => {
      seen.push({ method: String(req.method), url: String(req.url), headers: req.headers });
      listener(req, res);
    });
    const port = await listening(server);
    const began = Date.now();
    const reached = await loopback(request(`http://127.0.0.1:${port}/hook`));
    const tookMs = Date.now() - began;
    await new Promise((resolve) => setTimeout(resolve, 200));
    const open = await new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
    server.closeAllConnections();
    server.close();
    return { reached, tookMs, seen, open };
  };

  test.each([301, 302, 303, 307, 308])("that redirects with %i to metadata gets no second request", async (status) => {
    const { reached, seen } = await sendTo((_req, res) => {
      res.writeHead(status, { location: "http://169.254.169.254/latest/meta-data/" }).end();
    });
    expect(reached).toEqual({ statusCode: status, error: "redirected", retryAfter: null });
    expect(seen).toHaveLength(1);
    expect(connections).toEqual(["127.0.0.1"]);
  });

  test("that hangs is given up in time", async () => {
    const { reached, tookMs, open } = await sendTo(() => {});
    expect(reached).toMatchObject({ error: "timeout" });
    expect(tookMs).toBeLessThan(600);
    expect(open).toBe(0);
  });

  test("that drips its answer has said its status, and is let go", async () => {
    const { reached, tookMs, open } = await sendTo((_req, res) => {
      res.writeHead(200);
      const drip = setInterval(() => res.write("x"), 10);
      res.on("close", () => clearInterval(drip));
    });
    expect(reached).toMatchObject({ statusCode: 200, error: null });
    expect(tookMs).toBeLessThan(300);
    expect(open).toBe(0);
  });

  test("that answers without an end, or with a bomb of gzip, is let go after 64 KB", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    for (const chunk of [bomb, Buffer.alloc(10_000_000)]) {
      let sent = 0;
      const { reached, open, seen } = await sendTo((_req, res) => {
        res.writeHead(200, { "content-encoding": "gzip" });
        const more = () => {
          sent += chunk.length;
          if (!res.destroyed && sent < 1e9) res.write(chunk, () => setImmediate(more));
        };
        more();
      });
      expect(reached).toMatchObject({ statusCode: 200, error: null });
      expect(open).toBe(0);
      expect(seen[0]?.headers["accept-encoding"]).toBe("identity");
      expect(sent).toBeLessThan(1e9);
    }
  });

  test("that closes, or speaks no HTTP, failed", async () => {
    const { reached } = await sendTo((req) => void req.socket.destroy());
    expect(reached).toMatchObject({ error: "connection_failed" });
    const other = await sendTo((req) => void req.socket.end("hello\r\n\r\n"));
    expect(other.reached).toMatchObject({ error: "connection_failed" });
  });

  test("is told by its status alone, and may say when to come again", async () => {
    const { reached, seen } = await sendTo((_req, res) => {
      res.writeHead(503, { "retry-after": "120", "x-secret": "s" }).end("a secret of the receiver");
    });
    expect(reached).toEqual({ statusCode: 503, error: "http_status", retryAfter: "120" });
    expect(seen[0]).toMatchObject({ method: "POST", url: "/hook", headers: { "content-length": "2" } });
  });
});

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
