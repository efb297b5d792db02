import { type ChildProcess, execFile, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { once } from "node:events";
import { afterAll, expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { serve } from "./serve.ts";
import { valueAt } from "./world.ts";

const run = promisify(execFile);
const example = (name: string) => fileURLToPath(new URL(`../../docs/examples/http/${name}`, import.meta.url));

/** The real app over HTTP, by this machine's clock, since the examples stamp times by it. */
async function setUp() {
  const pipeline = createPipeline({ at: new Date().toISOString() });
  const tenant = await pipeline.signUp();
  const server = await serve(pipeline.app.fetch);
  const environment = { ...process.env, OUTLAY_URL: server.url, OUTLAY_API_KEY: tenant.key };
  const spend = async () => {
    await pipeline.settle();
    const measures = "events,input_tokens,cache_read_tokens,output_tokens";
    const query = `group_by=source,department,model,status&measures=${measures}&granularity=total`;
    return valueAt((await tenant.owner.get(`/v1/spend?${query}`)).body, "items");
  };
  return { ...pipeline, ...tenant, environment, spend, close: server.close };
}

test("the shell example asks, and what it tells is spend", async () => {
  const { environment, spend, close } = await setUp();
  const { stdout } = await run("sh", [example("ask-and-tell.sh")], { env: environment });
  expect(stdout).toContain("verdict: allow");
  expect(stdout).toContain('"accepted":1');
  expect(await spend()).toMatchObject([
    {
      dimensions: { source: "ask-and-tell", department: "support", model: "gpt-4o" },
      measures: { events: 1, input_tokens: 1184, output_tokens: 212 },
    },
  ]);
  await close();
});

/** OpenAI, as far as the gateway needs it: answers with the model that it was asked for. */
async function startOpenAi() {
  const asked: unknown[] = [];
  const server = await serve(async (request) => {
    const body: unknown = await request.json();
    asked.push(body);
    const usage = { prompt_tokens: 2000, completion_tokens: 100, prompt_tokens_details: { cached_tokens: 500 } };
    const isFailing = JSON.stringify(body).includes("fail");
    if (isFailing) return Response.json({ error: { message: "overloaded" } }, { status: 503 });
    return Response.json({ id: "chatcmpl-1", model: valueAt(body, "model"), choices: [], usage });
  });
  return { ...server, asked };
}

const children: ChildProcess[] = [];
afterAll(() => children.forEach((child) => child.kill("SIGKILL")));

async function startGateway(environment: NodeJS.ProcessEnv, openAiUrl: string) {
  const env = { ...environment, OPENAI_URL: openAiUrl, OPENAI_API_KEY: "sk-test", PORT: "0" };
  const child = spawn(process.execPath, [example("gateway.mjs")], { env, stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const [line]: unknown[] = await once(child.stdout, "data");
  const url = String(line).trim();
  const chat = async (body: object) => {
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-department": "legal" },
      body: JSON.stringify({ messages: [{ role: "user", content: "Hello" }], ...body }),
    });
    const answer: unknown = await response.json();
    return { status: response.status, body: answer };
  };
  return { chat };
}

test("the gateway example calls what was decided, within its limits, and tells what it used", async () => {
  const { environment, owner, spend, close } = await setUp();
  const openAi = await startOpenAi();
  const gateway = await startGateway(environment, openAi.url);

  const answer = await gateway.chat({ model: "gpt-4o", max_completion_tokens: 300 });
  expect(answer).toMatchObject({ status: 200, body: { model: "gpt-4o" } });
  expect(openAi.asked).toMatchObject([{ model: "gpt-4o", max_completion_tokens: 300 }]);
  expect(await gateway.chat({ model: "gpt-4o", user: "fail" })).toMatchObject({ status: 503 });

  // A stronger model becomes one of another vendor, which this gateway cannot call; a pause lets nothing through.
  expect(await gateway.chat({ model: "gpt-5.6-sol" })).toMatchObject({ status: 403 });
  const pause = { target: { kind: "route", id: "other-work" }, reason: "An incident." };
  expect(await owner.post("/v1/pauses", pause)).toMatchObject({ status: 201 });
  const paused = await gateway.chat({ model: "gpt-4o" });
  expect(paused.status).toBe(403);
  expect(JSON.stringify(paused.body)).toContain("paused");
  expect(openAi.asked).toHaveLength(2);

  expect(await spend()).toMatchObject([
    { dimensions: { department: "legal", status: "failed" }, measures: { events: 1, input_tokens: 0 } },
    {
      dimensions: { source: "gateway", department: "legal", model: "gpt-4o", status: "succeeded" },
      measures: { events: 1, input_tokens: 1500, cache_read_tokens: 500, output_tokens: 100 },
    },
  ]);
  await openAi.close();
  await close();
});

test("where Outlay cannot be reached, the gateway example calls nothing", async () => {
  const { environment, close } = await setUp();
  const openAi = await startOpenAi();
  const gateway = await startGateway(environment, openAi.url);
  await close();
  expect(await gateway.chat({ model: "gpt-4o" })).toMatchObject({ status: 502 });
  expect(openAi.asked).toEqual([]);
  await openAi.close();
});
