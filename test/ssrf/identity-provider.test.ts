import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { publicFetchJson } from "@outlay/api/fetch-json";
import { keySets } from "@outlay/api/key-sets";
import type { ResolveAll } from "@outlay/platform/resolve-host";
import { describe, expect, test } from "vitest";
import { at, createWorld } from "../integration/world.ts";
import { never, PUBLIC, recordConnections, resolvingTo } from "./connections.ts";
import { NOT_PUBLIC_ADDRESSES, NOT_PUBLIC_URLS } from "./spellings.ts";

const ISSUER = "https://login.example.com";
const { connections } = recordConnections();

const fetchPublic = (resolveAll: ResolveAll) => publicFetchJson({ allowsLoopback: false, resolveAll });
const outcomeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => "read",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
const NOT_ASKED = "The URL is not one of a public https host.";

test("an issuer of every spelling is refused when it is registered, and none is looked up or connected to", async () => {
  const { signUp } = createWorld({ fetchJson: fetchPublic(never) });
  const { owner, tenantId } = await signUp();
  const taken: string[] = [];
  for (const issuer of NOT_PUBLIC_URLS) {
    const audience = `outlay:${tenantId}`;
    const { status, body } = await owner.post("/v1/identity-providers", { issuer, audience, token: "a.b.c" });
    const isRefused = status === 422 && ["invalid_request", "identity_provider_unreachable"].includes(at(body, "code"));
    if (!isRefused) taken.push(`${issuer}: ${status}`);
  }
  expect(taken).toEqual([]);
  expect(connections).toEqual([]);
});

test("no document of any spelling is asked for, and no name of one looked up", async () => {
  const asked: string[] = [];
  for (const url of NOT_PUBLIC_URLS) {
    const outcome = await outcomeOf(fetchPublic(never)(url));
    if (outcome !== NOT_ASKED) asked.push(`${url}: ${outcome}`);
  }
  expect(asked).toEqual([]);
  expect(connections).toEqual([]);
});

test("an honest issuer's document that places its keys at any spelling is not believed, and they are not asked for", async () => {
  const read: string[] = [];
  for (const jwks_uri of NOT_PUBLIC_URLS) {
    const outcomes: string[] = [];
    const sets = keySets(
      async (url) => {
        if (url.startsWith(ISSUER)) return { issuer: ISSUER, jwks_uri };
        const document = fetchPublic(never)(url);
        outcomes.push(await outcomeOf(document));
        return document;
      },
      () => new Date(0),
    );
    const keys = await sets.get(ISSUER);
    if (keys !== undefined || outcomes.join() !== NOT_ASKED) read.push(`${jwks_uri}: ${outcomes.join()}`);
  }
  expect(read).toEqual([]);
  expect(connections).toEqual([]);
});

test("an issuer with a query is none, and is not asked", async () => {
  const sets = keySets(fetchPublic(resolvingTo([PUBLIC]).resolve), () => new Date(0));
  expect(await sets.get(`${ISSUER}/?tenant=1`)).toBeUndefined();
  expect(connections).toEqual([]);
  expect(await sets.get(ISSUER)).toBeUndefined();
  expect(connections).toEqual([PUBLIC]);
});

test("a name that stands for what is not public, alone or among others, or for nothing, is not connected to", async () => {
  for (const address of NOT_PUBLIC_ADDRESSES) {
    for (const addresses of [[address], [PUBLIC, address], [address, PUBLIC], []])
      expect(await outcomeOf(fetchPublic(resolvingTo(addresses).resolve)(ISSUER))).not.toBe("read");
  }
  expect(connections).toEqual([]);
});

test("a name that changes what it stands for is judged at each look-up", async () => {
  const { resolve, asked } = resolvingTo([PUBLIC], ["127.0.0.1"], [PUBLIC], ["169.254.169.254"], ["::1"]);
  for (let times = 0; times < 5; times++) expect(await outcomeOf(fetchPublic(resolve)(ISSUER))).not.toBe("read");
  expect(connections).toEqual([PUBLIC, PUBLIC]);
  expect(asked()).toBe(5);
});

describe("an issuer that misbehaves", () => {
  const read = async (listener: RequestListener) => {
    let requests = 0;
    const server = createServer((request, response) => {
      requests++;
      listener(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const loopback = publicFetchJson({ allowsLoopback: true, resolveAll: never });
    const outcome = await outcomeOf(loopback(`http://127.0.0.1:${port}/keys`));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const open = await new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
    server.closeAllConnections();
    server.close();
    return { outcome, requests, open };
  };

  test("or not is read at this machine where that is allowed", async () => {
    expect(await read((_req, res) => void res.end("{}"))).toEqual({ outcome: "read", requests: 1, open: 0 });
  });

  test.each([301, 302, 303, 307, 308])("that redirects with %i to metadata gets no second request", async (status) => {
    const { outcome, requests } = await read((_req, res) => {
      res.writeHead(status, { location: "http://169.254.169.254/latest/meta-data/" }).end();
    });
    expect(outcome).toBe(`The host answered ${status}.`);
    expect(requests).toBe(1);
    expect(connections).toEqual(["127.0.0.1"]);
  });

  test("that drips its answer is let go after three seconds", async () => {
    const { outcome, open } = await read((_req, res) => {
      const drip = setInterval(() => res.write(" "), 10);
      res.on("close", () => clearInterval(drip));
    });
    expect(outcome).not.toBe("read");
    expect(open).toBe(0);
  });
});
