import { lookup as dnsLookup } from "node:dns";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "@outlay/domain/public-address";

const BODY_BYTES_MAX = 1024 * 1024;
const TIMEOUT_MS = 3000;

/** Reads one JSON document of a public host. Throws on anything else: another status, a redirect, a slow or large answer. */
export type FetchJson = (url: URL) => Promise<unknown>;

/** Whether a provider may be asked at `url` at all; the address that its name stands for is judged at each connection. */
export function isAllowedUrl(url: URL, allowInsecureLoopback: boolean): boolean {
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") return false;
  if (allowInsecureLoopback && url.protocol === "http:" && url.hostname === "127.0.0.1") return true;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isNamed = isIP(host) === 0 && host.includes(".") && !/\.(?:local|internal|localhost)\.?$/i.test(host);
  return url.protocol === "https:" && (isNamed || isPublicAddress(host));
}

/** Asks hosts of the public internet, and no others but, where it is allowed, this machine's own. */
export function publicFetchJson(allowInsecureLoopback: boolean): FetchJson {
  return async (url) => {
    if (!isAllowedUrl(url, allowInsecureLoopback)) throw new Error("The URL is not one of a public https host.");
    return JSON.parse(await fetchText(url));
  };
}

/** Judges the very address that is connected to, so a name cannot stand for another one a moment later. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  dnsLookup(hostname, options, (error, address, family) => {
    const addresses = typeof address === "string" ? [address] : (address ?? []).map((each) => each.address);
    if (error || addresses.every(isPublicAddress)) return callback(error, address, family);
    return callback(new Error(`${hostname} is not a public host.`), address, family);
  });
};

function fetchText(url: URL): Promise<string> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const options = { signal, headers: { accept: "application/json" } };
    const request =
      url.protocol === "http:" ? httpRequest(url, options) : httpsRequest(url, { ...options, lookup: publicLookup });
    request.on("error", reject);
    request.on("response", (response) => {
      response.on("error", reject);
      if (response.statusCode !== 200) {
        response.destroy();
        return reject(new Error(`The host answered ${response.statusCode ?? "nothing"}.`));
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > BODY_BYTES_MAX) response.destroy(new Error("The answer is larger than 1 MiB."));
        chunks.push(chunk);
      });
      response.on("end", () => resolve(Buffer.concat(chunks).toString()));
    });
    request.end();
  });
}
