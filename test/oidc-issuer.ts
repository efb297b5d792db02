import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";

/** Any value for any claim, wrong ones too; undefined leaves it out. */
export type Claims = Readonly<Record<string, unknown>>;

/** An OpenID Connect issuer on loopback, whose keys and manners tests decide. */
export interface OidcIssuer {
  readonly issuer: string;
  /** Requests for the keys so far. */
  keyFetches(): number;
  /** A token of ours: RS256, an hour from `atMs`; `claims` and `header` replace what they name, undefined leaves it out. */
  sign(
    claims: Claims,
    options: { readonly atMs: number; readonly header?: Record<string, unknown>; readonly key?: CryptoKey },
  ): Promise<string>;
  /** New keys under a new id; the old ones are no longer served. */
  rotate(): Promise<void>;
  publicJwk(): JWK;
  /** How it answers from now on; undefined is as an issuer should. */
  behave(answer: ((request: IncomingMessage, response: ServerResponse) => void) | undefined): void;
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function startOidcIssuer(): Promise<OidcIssuer> {
  let generation = 0;
  let fetches = 0;
  let behaviour: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  let current = await makeKeys("key-0");

  const server = createServer((request, response) => {
    if (request.url === "/keys") fetches++;
    if (behaviour) return behaviour(request, response);
    const documents: Record<string, unknown> = {
      "/.well-known/openid-configuration": { issuer: issuer(), jwks_uri: `${issuer()}/keys` },
      "/keys": { keys: [current.jwk] },
    };
    const document = documents[request.url ?? ""];
    response.writeHead(document === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(document ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = () => `http://127.0.0.1:${portOf(server.address())}`;

  return {
    issuer: issuer(),
    keyFetches: () => fetches,
    async sign(claims, { atMs, header = {}, key = current.privateKey }) {
      const iat = Math.floor(atMs / 1000);
      const payload = { iss: issuer(), iat, exp: iat + 3600, ...claims };
      const protectedHeader = { alg: "RS256", kid: current.kid, typ: "JWT", ...header };
      return new SignJWT(defined(payload))
        .setProtectedHeader({ ...protectedHeader, alg: protectedHeader.alg })
        .sign(key);
    },
    async rotate() {
      current = await makeKeys(`key-${++generation}`);
    },
    publicJwk: () => current.jwk,
    behave: (answer) => {
      behaviour = answer;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function makeKeys(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" };
  return { privateKey, kid, jwk };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The issuer has no port.");
  return address.port;
}

const defined = (claims: Claims): JWTPayload =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
