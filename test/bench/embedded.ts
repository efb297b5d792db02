import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { buildAssembly } from "@outlay/local/build";
import { startStack } from "@outlay/local/stack";
import { openTable } from "@outlay/storage/dynamo-table";
import { memoryQueue } from "@outlay/messaging/memory-queue";
import { seedTenant, worldAt } from "./memory-world.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The whole stack on the loopback with data of its own, a tenant with 20 s buckets, and a client with its key. */
export async function startEmbedded(port: number) {
  const { dir: templateDir } = await buildAssembly(ROOT);
  const dataDir = mkdtempSync(join(tmpdir(), "outlay-bench-"));
  const stack = await startStack({ templateDir, dataDir, port });
  const client = new DynamoDBClient({
    endpoint: stack.endpoints.dynamodb,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const table = openTable(client, stack.tableNames[0] ?? "");
  const { world } = worldAt(Date.now(), table, { usage: memoryQueue(), fold: memoryQueue() });
  const { key } = await seedTenant(world, Date.now());
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const call = (method: string, path: string, body?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      };
      const sent = request(`${stack.url}${path}`, { method, agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: response.statusCode ?? 0, body: text === "" ? null : JSON.parse(text) });
        });
      });
      sent.on("error", reject);
      sent.end(body);
    });
  const close = async () => {
    agent.destroy();
    client.destroy();
    await stack.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { call, close };
}

/** The local dates, half-open, that hold all that is sent around an instant. */
export function datesAround(epochMs: number): string {
  const date = (days: number) => new Date(epochMs + days * 86_400_000).toISOString().slice(0, 10);
  return `from=${date(-1)}&to=${date(2)}&granularity=total`;
}

/** CPU seconds by the names of this process's threads; empty where the system does not tell (outside Linux). */
export function threadSeconds(): ReadonlyMap<string, number> {
  const used = new Map<string, number>();
  for (const task of listTasks()) {
    const stat = readStat(task);
    if (stat) used.set(stat.name, (used.get(stat.name) ?? 0) + stat.seconds);
  }
  return used;
}

const TASKS = "/proc/self/task";
const TICKS_PER_SECOND = 100;

function listTasks(): readonly string[] {
  return process.platform === "linux" ? readdirSync(TASKS) : [];
}

/** A thread may have ended meanwhile. */
function readStat(task: string): { readonly name: string; readonly seconds: number } | undefined {
  try {
    const text = readFileSync(join(TASKS, task, "stat"), "utf8");
    const [open, close] = [text.indexOf("("), text.lastIndexOf(")")];
    const [, , , , , , , , , , , user, system] = text.slice(close + 2).split(" ");
    return { name: text.slice(open + 1, close), seconds: (Number(user) + Number(system)) / TICKS_PER_SECOND };
  } catch {
    return undefined;
  }
}

/** Who used the CPU between two looks: the busiest threads first, in cores. */
export function busiest(before: ReadonlyMap<string, number>, elapsedMs: number): string {
  const used = [...threadSeconds()].map(([name, after]) => [name, after - (before.get(name) ?? 0)] as const);
  const cores = used
    .map(([name, total]) => [name, total / (elapsedMs / 1000)] as const)
    .toSorted((a, b) => b[1] - a[1]);
  return cores
    .filter(([, share]) => share >= 0.02)
    .slice(0, 8)
    .map(([name, share]) => `${name} ${share.toFixed(2)}`)
    .join(", ");
}
