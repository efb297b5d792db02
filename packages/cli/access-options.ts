import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { UsageError } from "./mapping.ts";

const DEFAULT_URL = "http://127.0.0.1:8787";
/** Written by `npm start`: the demo tenant's key. */
const DEMO_FILE = fileURLToPath(new URL("../../.outlay/demo.json", import.meta.url));

export interface AccessOptions {
  readonly url?: string | undefined;
  readonly key?: string | undefined;
}

/** Where to and with which key: as given, else by the environment, else of the local demo tenant. UsageError without a key. */
export function chooseAccess(
  options: AccessOptions,
  demoFile = DEMO_FILE,
): { readonly url: string; readonly key: string } {
  const demo = readDemo(demoFile);
  const url = options.url ?? process.env["OUTLAY_URL"] ?? demo["url"] ?? DEFAULT_URL;
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw new UsageError(`--url ${url}: this is no http(s) address.`);
  // The demo tenant's key is of no use to any other stack, and none of its business.
  const ownKey = isLoopback(url) ? demo["api_key"] : undefined;
  const key = options.key ?? process.env["OUTLAY_API_KEY"] ?? ownKey;
  if (key === undefined) {
    throw new UsageError(
      "There is no API key: give --key or OUTLAY_API_KEY, or run `npm start` in another terminal, which makes a demo key.",
    );
  }
  return { url, key };
}

function readDemo(path: string): Readonly<Record<string, string | undefined>> {
  try {
    const demo: unknown = JSON.parse(readFileSync(path, "utf8"));
    const entries = typeof demo === "object" && demo !== null ? Object.entries(demo) : [];
    return Object.fromEntries(entries.filter(([, value]) => typeof value === "string"));
  } catch {
    return {}; // The stack was never started here.
  }
}

const isLoopback = (url: string): boolean => ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname);
