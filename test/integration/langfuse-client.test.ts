import { createApp } from "@outlay/api/app";
import { Langfuse } from "langfuse";
import { expect, test } from "vitest";
import { serve } from "./serve.ts";
import { createWebhookWorld } from "./webhook-sender.ts";
import { valueAt } from "./world.ts";

const STARTED = new Date("2026-11-02T13:05:09.250Z");
const ENDED = new Date("2026-11-02T13:05:11.000Z");
const USAGE = { input: 1250, input_cached_tokens: 1024, output: 310 };

/** Langfuse's own client, which is told nothing but another host and another key; and what it was answered. */
async function createClient(loseAnswers = 0) {
  const world = await createWebhookWorld();
  const statuses: number[] = [];
  const server = await serve(async (request) => {
    const response = await world.app.fetch(request);
    statuses.push(response.status);
    // The answer is lost on its way, and the work is done.
    return statuses.length > loseAnswers ? response : Response.json({}, { status: 502 });
  });
  const client = new Langfuse({
    baseUrl: `${server.url}/v1/webhooks/langfuse`,
    publicKey: "pk-lf-any",
    secretKey: world.tenant.key,
    flushInterval: 60_000,
    fetchRetryDelay: 1,
  });
  const errors: unknown[] = [];
  client.on("warning", (error) => errors.push(error));
  const stop = async () => {
    await client.shutdownAsync();
    await server.close();
  };
  return { ...world, client, errors, statuses, stop };
}

test("a trace of Langfuse's client is spend, its generation counted once", async () => {
  const { client, errors, statuses, spend, stop } = await createClient();
  const trace = client.trace({ name: "contract-review", userId: "ada", tags: ["legal"] });
  trace.span({ name: "retrieve", startTime: STARTED, endTime: ENDED });
  const common = { name: "answer", model: "gpt-4o", startTime: STARTED, endTime: ENDED };
  trace.generation({ ...common, input: "a question", output: "an answer", usageDetails: USAGE });
  trace.score({ name: "helpful", value: 1 });
  await client.flushAsync();
  expect([errors, statuses]).toEqual([[], [207]]);
  const { body } = await spend("source,user,model&measures=events,output_tokens,cache_read_tokens");
  expect(valueAt(body, "items")).toMatchObject([
    {
      dimensions: { source: "langfuse", user: "ada", model: "gpt-4o" },
      measures: { events: 1, output_tokens: 310, cache_read_tokens: 1024 },
    },
  ]);
  await stop();
});

test("a generation that is updated in another request is counted once, with the model, the start and the trace of the first", async () => {
  const { client, errors, statuses, spend, advance, stop } = await createClient();
  const trace = client.trace({ name: "contract-review", userId: "ada", metadata: { department: "legal" } });
  const common = { name: "answer", model: "gpt-4o", startTime: STARTED, input: "a secret question" };
  const generation = trace.generation({ ...common, modelParameters: { service_tier: "priority" } });
  await client.flushAsync();
  expect(valueAt((await spend()).body, "totals", "events")).toBe(0);
  advance(600_000);
  generation.update({ usageDetails: USAGE, endTime: ENDED });
  await client.flushAsync();
  generation.update({ usageDetails: USAGE, endTime: ENDED, output: "an answer" });
  await client.flushAsync();
  expect([errors, statuses]).toEqual([[], [207, 207, 207]]);
  const { body } = await spend("user,department,workflow,model,service_tier");
  expect(valueAt(body, "items")).toHaveLength(1);
  expect(valueAt(body, "items", 0)).toMatchObject({
    dimensions: {
      user: "ada",
      department: "legal",
      workflow: "contract-review",
      model: "gpt-4o",
      service_tier: "priority",
    },
    measures: { events: 1, output_tokens: 310 },
  });
  await stop();
});

test("of a trace and its calls nothing is kept that was asked or answered", async () => {
  const { client, table, stop } = await createClient();
  const asked = "a secret question, as long as questions are ".repeat(5);
  const trace = client.trace({ name: "t", input: asked, metadata: { prompt: asked, nested: { prompt: asked } } });
  trace.generation({
    model: "gpt-4o",
    startTime: STARTED,
    input: asked,

    metadata: { prompt: asked },
  });
  await client.flushAsync();
  const notes = table.dump().filter(({ pk }) => pk.includes("#L#"));
  expect(notes).toHaveLength(2);
  expect(JSON.stringify(notes.map(({ json }) => json))).not.toContain("secret");
  await stop();
});

test("what one tenant's client said is no part of another's", async () => {
  const { app, tenant, signUp, spend } = await createWebhookWorld();
  const theirs = await signUp();
  const send = (key: string, type: string, body: Record<string, unknown>) =>
    app.request("/v1/webhooks/langfuse/api/public/ingestion", {
      method: "POST",
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify({ batch: [{ id: "e", type, timestamp: ENDED.toISOString(), body: { id: "g", ...body } }] }),
    });
  await send(theirs.key, "generation-create", { model: "gpt-4o", startTime: STARTED.toISOString() });
  const ours = await (await send(tenant.key, "generation-update", { usageDetails: USAGE })).json();
  expect(valueAt(ours, "errors", 0, "message")).toContain("/model");
  expect(valueAt((await spend()).body, "totals", "events")).toBe(0);
  const again = await (await send(theirs.key, "generation-update", { usageDetails: USAGE })).json();
  expect(valueAt(again, "successes")).toEqual([{ id: "e", status: 201 }]);
});

test("a batch that the client sends again, as its answer was lost, counts once", async () => {
  const { client, errors, statuses, spend, stop } = await createClient(2);
  const common = { model: "gpt-4o", startTime: STARTED, endTime: ENDED };
  client.trace({ name: "t" }).generation({ ...common, usageDetails: USAGE });
  await client.flushAsync();
  expect([errors, statuses]).toEqual([[], [207, 207, 207]]);
  expect(valueAt((await spend()).body, "totals", "events")).toBe(1);
  await stop();
});

test("an event that is refused is told to the client, and its neighbours count", async () => {
  const { client, errors, spend, stop } = await createClient();
  const trace = client.trace({ name: "t" });
  trace.generation({ model: "gpt-4o", startTime: STARTED, endTime: ENDED, usageDetails: { input: -1 } });
  trace.generation({ model: "gpt-4o", startTime: STARTED, endTime: ENDED, usageDetails: USAGE });
  await client.flushAsync();
  expect(String(errors[0])).toContain("usageDetails");
  expect(valueAt((await spend()).body, "totals", "events")).toBe(1);
  await stop();
});

test("a wrong key is told to the client as such", async () => {
  const { tenant, app } = await createWebhookWorld();
  const server = await serve((request) => app.fetch(request));
  const client = new Langfuse({
    baseUrl: `${server.url}/v1/webhooks/langfuse/`,
    publicKey: "pk-lf-any",
    secretKey: `${tenant.key}x`,
    fetchRetryCount: 1,
    fetchRetryDelay: 1,
  });
  const errors: unknown[] = [];
  client.on("warning", (error) => errors.push(error));
  client.trace({ name: "t" });
  await client.shutdownAsync();
  expect(String(errors[0])).toContain("401");
  await server.close();
});

test("an update that is refused is told by its own place, whatever earlier requests said", async () => {
  const { client, errors, stop } = await createClient();
  const generation = client.trace({ name: "t" }).generation({ model: "gpt-4o", startTime: STARTED });
  await client.flushAsync();
  generation.update({ usageDetails: { input: -1 } });
  await client.flushAsync();
  expect(String(errors[0])).toContain("/batch/0/body/usageDetails/input");
  await stop();
});

test("a batch of which the queue takes a part is no success", async () => {
  const { tenant, world, queues } = await createWebhookWorld();
  // The first message of each request is lost.
  const usageQueue: typeof world.usageQueue = {
    send: async (messages) => [0, ...(await queues.usage.send(messages.slice(1)))],
  };
  // So many buckets are a message for each of three days.
  const batch = Array.from({ length: 60 }, (_, index) => {
    const startTime = new Date(STARTED.getTime() - index * 3_600_000).toISOString();
    const body = { id: `g${index}`, model: "gpt-4o", startTime, usageDetails: USAGE };
    return { id: `e${index}`, type: "generation-create", timestamp: startTime, body };
  });
  const response = await createApp({ ...world, usageQueue }).request("/v1/webhooks/langfuse/api/public/ingestion", {
    method: "POST",
    headers: { authorization: `Bearer ${tenant.key}` },
    body: JSON.stringify({ batch }),
  });
  expect([response.status, queues.usage.waiting.length]).toEqual([503, 2]);
});

test("what the queue does not take is no success, so that the client sends it again", async () => {
  const { tenant, world } = await createWebhookWorld();
  const app = createApp({ ...world, usageQueue: { send: async (messages) => messages.map((_, index) => index) } });
  const body = {
    id: "generation-1",
    model: "gpt-4o",
    startTime: STARTED.toISOString(),
    usageDetails: USAGE,
  };
  const batch = [{ id: "event-1", type: "generation-create", timestamp: ENDED.toISOString(), body }];
  const response = await app.request("/v1/webhooks/langfuse/api/public/ingestion", {
    method: "POST",
    headers: { authorization: `Bearer ${tenant.key}` },
    body: JSON.stringify({ batch }),
  });
  expect(response.status).toBe(503);
});
