import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createPool, type FunctionPool, type FunctionSpec } from "./functions.ts";
import { newDir } from "./test-assembly.ts";

const pools: FunctionPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map(async (pool) => pool.close(1000)));
});

function poolOf(source: string, overrides: Partial<FunctionSpec> = {}) {
  const dir = newDir();
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "handler.mjs"), source);
  const logFile = join(dir, "logs", "it.log");
  const spec = {
    name: "it",
    dir,
    handler: "handler.handler",
    timeoutMs: 5000,
    environment: {},
    concurrency: 1,
    logFile,
  };
  const pool = createPool({ ...spec, ...overrides });
  pools.push(pool);
  return { pool, logFile };
}

test("a function gets its own environment and nothing else", async () => {
  const { pool } = poolOf("export const handler = async () => process.env", { environment: { TABLE_NAME: "t" } });
  expect(await pool.invoke({})).toEqual({ TABLE_NAME: "t" });
});

test("a function that runs over its time is killed, and the next invocation gets a fresh worker", async () => {
  const source = "let n = 0; export const handler = async (event) => { n += 1; while (event.spin); return n; }";
  const { pool, logFile } = poolOf(source, { timeoutMs: 300 });
  expect(await pool.invoke({ spin: false })).toBe(1);
  await expect(pool.invoke({ spin: true })).rejects.toThrow("it timed out after 0.30 s");
  expect(await pool.invoke({ spin: false })).toBe(1);
  expect(readFileSync(logFile, "utf8")).toContain("timed out");
});

test("what was killed does nothing more", async () => {
  const beat = join(newDir(), "beat");
  const { pool } = poolOf(
    `import { appendFileSync } from "node:fs";
     export const handler = async () => { for (;;) appendFileSync(${JSON.stringify(beat)}, "x"); }`,
    { timeoutMs: 200 },
  );
  await expect(pool.invoke({})).rejects.toThrow("timed out");
  const bytes = statSync(beat).size;
  await sleep(200);
  expect(statSync(beat).size).toBe(bytes);
});

test("a function that throws keeps its worker", async () => {
  const source =
    "let n = 0; export const handler = async () => { n += 1; if (n === 1) throw new Error('no'); return n; }";
  const { pool } = poolOf(source);
  await expect(pool.invoke({})).rejects.toThrow("Error: no");
  expect(await pool.invoke({})).toBe(2);
});

test("a function that ends its process is replaced", async () => {
  const { pool } = poolOf("export const handler = async (event) => { if (event.end) process.exit(1); return 'here'; }");
  await expect(pool.invoke({ end: true })).rejects.toThrow("ended before it answered");
  expect(await pool.invoke({ end: false })).toBe("here");
});

test("a bundle that does not load fails the invocation", async () => {
  const { pool } = poolOf("throw new Error('bad environment'); export const handler = 1;");
  await expect(pool.invoke({})).rejects.toThrow("bad environment");
});

test("as many run at a time as the concurrency says, each in a worker of its own", async () => {
  const source = `import { threadId } from "node:worker_threads"; import { setTimeout as sleep } from "node:timers/promises";
    let open = 0; export const handler = async () => { open += 1; await sleep(50); const most = open; open -= 1; return [threadId, most]; }`;
  const { pool } = poolOf(source, { concurrency: 2 });
  const results = (await Promise.all(Array.from({ length: 6 }, async () => pool.invoke({})))) as [number, number][];
  expect(new Set(results.map(([thread]) => thread)).size).toBe(2);
  expect(results.every(([, open]) => open === 1)).toBe(true);
});

test("the console goes to the function's log file", async () => {
  const { pool, logFile } = poolOf("export const handler = async () => { console.log('a line'); }");
  await pool.invoke({});
  await pool.close(1000);
  expect(readFileSync(logFile, "utf8")).toBe("a line\n");
});

test("closing waits for what runs", async () => {
  const source = "export const handler = async () => new Promise((resolve) => setTimeout(resolve, 200, 'done'))";
  const { pool } = poolOf(source);
  const running = pool.invoke({});
  await pool.close(2000);
  expect(await running).toBe("done");
});
