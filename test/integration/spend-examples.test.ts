import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { serve } from "./serve.ts";

const run = promisify(execFile);
const text = await readFile(new URL("../../docs/spend.md", import.meta.url), "utf8");
const blocks = [...text.matchAll(/^```sh\n([\s\S]+?)^```$/gm)].map(([, block = ""]) => block);
// A block may hold several calls; each begins its own line.
const calls = blocks.flatMap((block) => block.split(/^(?=curl )/m));

const pipeline = createPipeline({ at: "2026-11-20T09:00:00.000Z" });
let server: Awaited<ReturnType<typeof serve>>;
let key = "";

beforeAll(async () => {
  const tenant = await pipeline.signUp();
  key = tenant.key;
  await tenant.owner.post("/v1/events", {
    id: "a",
    source: "gateway",
    time: "2026-11-02T09:00:00Z",
    operation: "chat",
    provider: "openai",
    model: "gpt-4o",
    usage: { input_tokens: 1000 },
    attribution: { department: "legal", environment: "production" },
    run: { id: "run_1" },
  });
  await tenant.owner.post("/v1/outcomes", { id: "o", at: "2026-11-03T09:00:00Z", run_id: "run_1", accepted: true });
  await pipeline.settle();
  server = await serve(pipeline.app.fetch);
});

afterAll(async () => server.close());

test("there are examples", () => expect(calls).toHaveLength(8));

test.each(calls)("%s", async (call) => {
  const environment = { ...process.env, OUTLAY_URL: server.url, OUTLAY_API_KEY: key };
  const { stdout } = await run("sh", ["-c", call.replace("curl ", "curl --fail-with-body ")], { env: environment });
  const isNone = call.includes("not:environment=production");
  expect(stdout).toContain(isNone ? '"items":[]' : call.includes("/v1/metrics") ? '"cost_per_run"' : "2026-11-");
});
