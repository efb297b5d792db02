import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { valueAt } from "./world.ts";

const model = "gpt-4o"; // 2.5 dollars a million tokens in, 1.25 cached, 10 out; in a batch half, save what is cached
const usage = { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 };
const begun = { id: "chat-1", object: "chat.completion.chunk", created: 1_793_610_000, model };
const serverSent = (parts: readonly unknown[]) => parts.map((part) => `data: ${JSON.stringify(part)}\n\n`).join("");
const lines = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");

/** What is sent, with its headers, and what it costs in dollars: worked out by hand. */
const SENT = [
  {
    name: "a stream: 1,000 x 2.5 + 100 x 10",
    type: "text/event-stream",
    body: serverSent([
      { ...begun, choices: [{ index: 0, finish_reason: "stop" }] },
      { ...begun, choices: [], usage },
    ]),
    cost: "0.0035",
    events: 1,
  },
  {
    name: "a stream that was cut, of usage so far: 1,000 x 2.5 + 40 x 10",
    type: "text/event-stream",
    body: serverSent([
      { ...begun, choices: [{ index: 0, delta: {} }], usage: { prompt_tokens: 1000, completion_tokens: 40 } },
    ]),
    cost: "0.0029",
    events: 1,
  },
  {
    name: "two responses in a list: (1,000 x 2.5 + 100 x 10) x 2",
    type: "application/json",
    body: JSON.stringify(
      [1, 2].map((number) => ({ ...begun, id: `chat-${number}`, object: "chat.completion", usage })),
    ),
    cost: "0.007",
    events: 2,
  },
  {
    name: "lines of a batch, one of them failed: (1,000 x 1.25 + 100 x 5), and 1,000 x 0.01",
    type: "application/x-ndjson",
    headers: { "x-outlay-id": "batch-1" },
    body: lines([
      { custom_id: "1", response: { body: { model, usage } } },
      { custom_id: "2", response: null, error: { code: "expired" } },
      {
        custom_id: "3",
        response: {
          body: { object: "list", model: "text-embedding-3-small", usage: { prompt_tokens: 1000, total_tokens: 1000 } },
        },
      },
    ]),
    cost: "0.00176",
    events: 2,
  },
] as const;

test.each(SENT)("$name, however often it is sent", async ({ type, body, cost, events, ...rest }) => {
  const { signUp, settle, advance } = createPipeline({ at: "2026-11-02T12:00:00Z" });
  const { owner } = await signUp();
  const headers = { "content-type": type, ...("headers" in rest ? rest.headers : {}) };
  for (let times = 0; times < 2; times += 1) {
    const answer = await owner.send("POST", "/v1/responses/openai", body, headers);
    expect([answer.status, valueAt(answer.body, "accepted")]).toEqual([202, events]);
    await settle();
    advance(90_000);
  }
  const spend = await owner.get("/v1/spend?from=2026-11-01&to=2026-12-01");
  expect(valueAt(spend.body, "totals")).toMatchObject({ cost, events, unpriced_events: 0 });
});

test("a CloudEvent is one event in every mode", async () => {
  const { signUp, settle } = createPipeline({ at: "2026-11-02T12:00:00Z" });
  const { owner } = await signUp();
  const data = { operation: "chat", provider: "openai", model, usage: { input_tokens: 1000 } };
  const envelope = { specversion: "1.0", type: "usage", id: "e-1", source: "gateway", time: "2026-11-02T11:59:00Z" };
  const binary = Object.fromEntries(Object.entries(envelope).map(([name, value]) => [`ce-${name}`, value]));
  const modes = [
    [{ ...envelope, data }, { "content-type": "application/cloudevents+json" }],
    [[{ ...envelope, data }], { "content-type": "application/cloudevents-batch+json" }],
    [data, binary],
  ] as const;
  for (const [body, headers] of modes) expect((await owner.post("/v1/events", body, headers)).status).toBe(202);
  await settle();
  const spend = await owner.get("/v1/spend?from=2026-11-01&to=2026-12-01");
  expect(valueAt(spend.body, "totals")).toMatchObject({ cost: "0.0025", events: 1 });
  expect((await owner.get("/v1/conflicts?from=2026-11-02&to=2026-11-03")).body).toMatchObject({ conflict_count: 0 });
});
