/* oxlint-disable unicorn/require-post-message-target-origin -- worker threads have no origin */
import { mkdirSync } from "node:fs";
import { Server } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import dynalite from "dynalite";
import { startFauxqs } from "fauxqs";
import type { EngineStart } from "./engines.ts";

/** Runs one engine in a thread of its own, so that its work does not hold up the HTTP server and the pollers. */
const { kind, dir } = startOf(workerData);

// fauxqs listens on every interface and cannot be told otherwise; queues without credentials stay on this machine.
// oxlint-disable-next-line typescript/unbound-method -- called below with the server that it belongs to
const listen = Server.prototype.listen;
Server.prototype.listen = function listenOnLoopback(this: Server, ...args: unknown[]) {
  const [first, ...rest] = args;
  const options = typeof first === "object" && first !== null ? { ...first, host: "127.0.0.1" } : first;
  return Reflect.apply(listen, this, [options, ...rest]);
} as typeof listen;

// fauxqs commits each message by itself and waits for the disk each time. With a write-ahead log the commit is as safe
// without the wait against a killed process; only a power cut can take the last moments.
// oxlint-disable-next-line typescript/unbound-method -- called below with the database that it belongs to
const exec = DatabaseSync.prototype.exec;
DatabaseSync.prototype.exec = function execWithoutWait(this: DatabaseSync, sql: string) {
  Reflect.apply(exec, this, [sql === "PRAGMA journal_mode = WAL" ? `${sql}; PRAGMA synchronous = NORMAL` : sql]);
};

mkdirSync(dir, { recursive: true });
const engine = kind === "dynamodb" ? await startDynamoDb() : await startSqs();
parentPort?.on("message", () => {
  void engine.stop().then(() => parentPort?.postMessage({ kind: "stopped" }));
});
parentPort?.postMessage({ kind: "ready", port: engine.port });

async function startDynamoDb() {
  const server = dynalite({ path: dir, createTableMs: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1" }, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

async function startSqs() {
  const server = await startFauxqs({ port: 0, dataDir: dir, logger: false, defaultRegion: "us-east-1" });
  return { port: server.port, stop: async () => server.stop() };
}

/** The parent is ours and passes exactly this. */
function startOf(data: unknown): EngineStart {
  return data as EngineStart;
}
