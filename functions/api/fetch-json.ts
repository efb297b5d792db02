import type { ClientRequest } from "node:http";
import { publicRequest, type Reach } from "@outlay/platform/public-request";

const BODY_BYTES_MAX = 1024 * 1024;
const TIMEOUT_MS = 3000;

/** Reads one JSON document of a public host. Throws on anything else: another status, a redirect, a slow or large answer. */
export type FetchJson = (url: string) => Promise<unknown>;

/** Asks hosts of the public internet, and no others but, where it is allowed, this machine's own: see `publicRequest`. */
export function publicFetchJson(reach: Reach): FetchJson {
  return async (url) => {
    const request = publicRequest(reach, url, { method: "GET", headers: { accept: "application/json" } });
    if (request === undefined) throw new Error("The URL is not one of a public https host.");
    return JSON.parse(await textOf(request));
  };
}

function textOf(request: ClientRequest): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const bound = setTimeout(() => request.destroy(new Error("The host took too long.")), TIMEOUT_MS);
    request.on("close", () => clearTimeout(bound));
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
