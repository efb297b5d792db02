import { describe, expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { at, type Answer, itemsOf, valueAt } from "./world.ts";
import { event } from "./chat-event.ts";

const binding = { application: "copilot", user_group: "legal" };
const codeOf = ({ status, body }: Answer) => [status, at(body, "code")];
const pointersOf = ({ status, body }: Answer) => [
  status,
  ...(valueAt(body, "errors") as { pointer: string }[]).map(({ pointer }) => pointer),
];

/** A tenant with a key that is held to its binding. */
async function setUp(scopes: readonly string[] = ["events:write", "imports:write"]) {
  const pipeline = createPipeline({ at: "2026-11-02T13:06:00.000Z" });
  const tenant = await pipeline.signUp();
  const made = await tenant.owner.post("/v1/api-keys", { name: "bound", scopes, binding, binding_mode: "enforced" });
  expect([made.status, valueAt(made.body, "api_key", "binding_mode")]).toEqual([201, "enforced"]);
  const [boundKey, boundId] = [at(made.body, "secret"), at(made.body, "api_key", "id")];
  const spendBy = async (group: string) => {
    await pipeline.settle();
    const answer = await tenant.owner.get(`/v1/spend?from=2026-11-02&to=2026-11-03&group_by=${group}&measures=events`);
    return Object.fromEntries(
      itemsOf(answer.body).map((item) => [at(item, "dimensions", group), valueAt(item, "measures", "events")]),
    );
  };
  return { ...pipeline, ...tenant, boundKey, boundId, bound: pipeline.as(boundKey), spendBy };
}

const other = { attribution: { application: "crm" } };

describe("usage by a key whose binding is enforced", () => {
  test("is its own where it says so or says nothing, and refused event by event where it names another", async () => {
    const { bound, spendBy } = await setUp();
    const answer = await bound.post("/v1/events", [
      event("e1"),
      event("e2", { attribution: { application: "copilot", department: "any" } }),
      event("e3", other),
      event("e4", { attribution: { application: "crm", user_group: "sales" } }),
    ]);
    expect([answer.status, valueAt(answer.body, "accepted")]).toEqual([202, 2]);
    expect(valueAt(answer.body, "refused")).toEqual([
      {
        index: 2,
        id: "e3",
        code: "invalid_request",
        errors: [
          {
            pointer: "/2/attribution/application",
            detail: 'This API key is bound to "copilot" and speaks for no other application.',
          },
        ],
      },
      {
        index: 3,
        id: "e4",
        code: "invalid_request",
        errors: [
          expect.objectContaining({ pointer: "/3/attribution/application" }),
          expect.objectContaining({ pointer: "/3/attribution/user_group" }),
        ],
      },
    ]);
    expect(await spendBy("application")).toEqual({ copilot: 2 });
    expect(await spendBy("user_group")).toEqual({ legal: 2 });
  });

  test("of the past is held to it as well", async () => {
    const { bound } = await setUp();
    expect(pointersOf(await bound.post("/v1/imports", [event("e1", other)]))).toEqual([
      422,
      "/0/attribution/application",
    ]);
  });

  test("that comes as a provider's response is refused at its header", async () => {
    const { bound } = await setUp();
    const usage = { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 };
    const response = { id: "c1", object: "chat.completion", created: 1_793_624_709, model: "gpt-4o", usage };
    const sent = (application: string) =>
      bound.post("/v1/responses/openai", response, { "x-outlay-application": application });
    expect(pointersOf(await sent("crm"))).toEqual([422, "header:x-outlay-application"]);
    expect((await sent("copilot")).status).toBe(202);
  });

  test("that comes as spans is rejected span by span", async () => {
    const { bound, spendBy } = await setUp();
    const span = (spanId: string, application: string) => ({
      traceId: "0af7651916cd43dd8448eb211c80319c",
      spanId,
      name: "chat gpt-4o",
      startTimeUnixNano: "1793624709000000000",
      endTimeUnixNano: "1793624710000000000",
      attributes: [
        { key: "gen_ai.operation.name", value: { stringValue: "chat" } },
        { key: "gen_ai.provider.name", value: { stringValue: "openai" } },
        { key: "gen_ai.request.model", value: { stringValue: "gpt-4o" } },
        { key: "gen_ai.usage.input_tokens", value: { intValue: "1000" } },
        { key: "outlay.application", value: { stringValue: application } },
      ],
    });
    const spans = [span("b7ad6b7169203331", "crm"), span("b7ad6b7169203332", "copilot")];
    const answer = await bound.post("/v1/traces", { resourceSpans: [{ scopeSpans: [{ spans }] }] });
    expect(at(answer.body, "partialSuccess", "errorMessage")).toMatch(
      /^1 rejected\. .*speaks for no other application/,
    );
    expect(await spendBy("application")).toEqual({ copilot: 1 });
  });

  test("that comes through a webhook source's attribution is held to the key", async () => {
    const { owner, bound } = await setUp();
    const source = await owner.post("/v1/webhook-sources", {
      kind: "litellm",
      name: "proxy",
      attribution: { application: "crm" },
    });
    const log = {
      id: "l1",
      call_type: "acompletion",
      status: "success",
      custom_llm_provider: "openai",
      model: "gpt-4o",
      startTime: "2026-11-02T13:05:09.250Z",
      endTime: "2026-11-02T13:05:11.000Z",
      prompt_tokens: 1000,
      completion_tokens: 100,
      total_tokens: 1100,
    };
    const path = at(source.body, "webhook_source", "path");
    expect((await bound.post(path, log)).status).toBe(422);
    expect((await owner.post(path, log)).status).toBe(202);
    expect((await bound.post("/v1/webhooks/litellm", { ...log, id: "l2" })).status).toBe(202);
  });
});

describe("a binding's mode", () => {
  test("is that of filling in where nothing else is said, and changes without a new key", async () => {
    const { owner, as } = await setUp();
    const made = await owner.post("/v1/api-keys", { name: "plain", scopes: ["events:write"], binding });
    expect(valueAt(made.body, "api_key", "binding_mode")).toBe("default");
    const [plain, path] = [as(at(made.body, "secret")), `/v1/api-keys/${at(made.body, "api_key", "id")}`];
    expect((await plain.post("/v1/events", event("e1", other))).status).toBe(202);
    expect((await owner.send("PATCH", path, { binding_mode: "enforced" })).status).toBe(200);
    expect((await plain.post("/v1/events", event("e1", other))).status).toBe(422);
    expect((await owner.send("PUT", `${path}/binding`, { application: "crm" })).status).toBe(200);
    expect((await plain.post("/v1/events", event("e1", other))).status).toBe(202);
    expect((await owner.send("PATCH", path, { binding, binding_mode: "default" })).status).toBe(200);
    expect((await plain.post("/v1/events", event("e1", other))).status).toBe(202);
  });

  test("is enforced of something, never of nothing", async () => {
    const { owner, boundId } = await setUp();
    const made = await owner.post("/v1/api-keys", { name: "x", scopes: ["events:write"], binding_mode: "enforced" });
    expect(pointersOf(made)).toEqual([422, "/binding_mode"]);
    const path = `/v1/api-keys/${boundId}`;
    expect(pointersOf(await owner.send("PUT", `${path}/binding`, {}))).toEqual([422, "/binding_mode"]);
    expect(pointersOf(await owner.send("PATCH", path, { binding: {} }))).toEqual([422, "/binding_mode"]);
    expect((await owner.send("PATCH", path, { binding: {}, binding_mode: "default" })).status).toBe(200);
  });

  test("is not escaped by a key that may write keys: neither itself nor a key of its making", async () => {
    const { bound, boundId, keyId, owner } = await setUp(["events:write", "api-keys:write", "api-keys:read"]);
    const refused = [403, "scope_exceeds_minter"];
    const make = (changes: object) => bound.post("/v1/api-keys", { name: "x", scopes: ["events:write"], ...changes });
    expect(codeOf(await make({}))).toEqual(refused);
    expect(codeOf(await make({ binding }))).toEqual(refused);
    expect(codeOf(await make({ binding: { application: "copilot" }, binding_mode: "enforced" }))).toEqual(refused);
    expect((await make({ binding: { ...binding, agent: "a" }, binding_mode: "enforced" })).status).toBe(201);
    const path = `/v1/api-keys/${boundId}`;
    expect(codeOf(await bound.send("PATCH", path, { binding_mode: "default" }))).toEqual(refused);
    expect(codeOf(await bound.send("PATCH", path, { binding: { application: "crm" } }))).toEqual(refused);
    expect(codeOf(await bound.send("PUT", `${path}/binding`, { application: "crm" }))).toEqual(refused);
    const plain = await owner.post("/v1/api-keys", { name: "plain", scopes: ["events:write"] });
    const plainPath = `/v1/api-keys/${at(plain.body, "api_key", "id")}`;
    expect(codeOf(await bound.post(`${plainPath}/rotate`, { grace_seconds: 0 }))).toEqual(refused);
    expect((await bound.post(`${path}/rotate`, { grace_seconds: 60 })).status).toBe(200);
    expect(codeOf(await bound.post(`/v1/api-keys/${keyId}/rotate`, { grace_seconds: 0 }))).toEqual(refused);
  });
});
