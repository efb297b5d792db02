import { Socket } from "node:net";
import type { ResolveAll } from "@outlay/platform/resolve-host";
import { afterEach, beforeEach, vi } from "vitest";

/** A host of the public internet, as far as its address says. */
export const PUBLIC = "93.184.215.14";

export const never: ResolveAll = () => Promise.reject(new Error("Nothing is looked up."));

/** A resolver that answers one look-up after the other, the last one ever again, and how often it was asked. */
export function resolvingTo(...answers: readonly (readonly string[])[]): { resolve: ResolveAll; asked: () => number } {
  let asked = 0;
  const resolve: ResolveAll = async () => {
    const addresses = answers[Math.min(asked++, answers.length - 1)] ?? [];
    return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
  return { resolve, asked: () => asked };
}

/**
 * What any socket of this process is told to connect to in a test: addresses, a name's as its look-up says. Connections to anything but
 * this machine's own servers are recorded and never made; `connect` makes one.
 */
export function recordConnections() {
  const connections: string[] = [];
  const { connect } = Socket.prototype as { connect: (...args: unknown[]) => Socket };
  beforeEach(() => {
    connections.length = 0;
    vi.spyOn(Socket.prototype, "connect").mockImplementation(function (this: Socket, ...args: unknown[]) {
      const [options] = args.flat() as [{ host?: string; port?: number; lookup?: unknown }];
      const host = String(options.host);
      if (typeof options.lookup === "function" && !/^[\d.]+$|:/.test(host)) {
        options.lookup(host, { all: true }, (error: Error | null, found: unknown, family?: number) => {
          const resolved = Array.isArray(found) ? found : [{ address: found, family }];
          if (!error) for (const { address } of resolved) connections.push(String(address));
          this.destroy(error ?? Object.assign(new Error("recorded"), { code: "ECONNREFUSED" }));
        });
        return this;
      }
      connections.push(host);
      return Reflect.apply(connect, this, args);
    });
  });
  afterEach(() => vi.restoreAllMocks());
  return { connections, connect };
}
