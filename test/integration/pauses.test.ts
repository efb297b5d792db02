import { LIMITS } from "@outlay/domain/limits";
import { type Pause, pausesOf } from "@outlay/domain/pause";
import { pauseTarget } from "@outlay/services/change-pause";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { describe, expect, test } from "vitest";
import { requestOf, WAYS_IN, WAYS_NOW } from "../controls/ways-in.ts";
import { documentedOperations, pathOf, seedOneOfEach } from "./operations.ts";
import { at, type Answer, type Caller, createWorld, itemsOf, valueAt } from "./world.ts";

const reason = "It calls itself since the release";
const agent = { target: { kind: "agent", id: "triage" }, reason };
const codeOf = ({ status, body }: Answer) => [status, at(body, "code")];
const faultOf = ({ status, body }: Answer) => [
  status,
  at(body, "errors", 0, "pointer"),
  at(body, "errors", 0, "detail"),
];

async function setUp() {
  const world = createWorld({ at: WAYS_NOW });
  const tenant = await world.signUp();
  const made = await tenant.owner.post("/v1/api-keys", {
    name: "gateway",
    scopes: [
      "tenants:read",
      "events:write",
      "imports:write",
      "outcomes:write",
      "pauses:write",
      "pauses:read",
      "decisions:write",
    ],
  });
  const [key, otherId] = [at(made.body, "secret"), at(made.body, "api_key", "id")];
  const pauseKey = async (caller: Caller = tenant.owner): Promise<string> => {
    const answer = await caller.post("/v1/pauses", { target: { kind: "api_key", id: otherId }, reason });
    expect(answer.status).toBe(201);
    return at(answer.body, "id");
  };
  const resume = (id: string) => tenant.owner.post(`/v1/pauses/${id}/resume`, { reason: "fixed" });
  return { ...world, ...tenant, key, otherId, other: world.as(key), pauseKey, resume };
}

describe("a pause", () => {
  test("says what, why, who and when; so does its end, and both stand in the audit log", async () => {
    const { owner, keyId, advance, resume } = await setUp();
    const made = await owner.post("/v1/pauses", agent);
    const by = { kind: "api_key", id: keyId, name: "first key" };
    const whole = {
      id: at(made.body, "id"),
      ...agent,
      status: "active",
      paused_by: by,
      created_at: WAYS_NOW,
      resumed_by: null,
      resumed_at: null,
      resume_reason: null,
    };
    expect([made.status, made.body]).toEqual([201, whole]);
    const path = `/v1/pauses/${whole.id}`;
    expect((await owner.get(path)).body).toEqual(whole);
    advance(60_000);
    const over = {
      ...whole,
      status: "resumed",
      resumed_by: by,
      resumed_at: "2026-11-02T13:07:00.000Z",
      resume_reason: "fixed",
    };
    const resumed = await resume(whole.id);
    expect([resumed.status, resumed.body]).toEqual([200, over]);
    expect((await owner.get(path)).body).toEqual(over);
    const [last, first] = itemsOf((await owner.get("/v1/audit-log?limit=2")).body);
    expect(first).toMatchObject({
      operation: "pause.created",
      actor: { id: keyId },
      reason,
      entity_id: whole.id,
      before: null,
    });
    expect(last).toMatchObject({ operation: "pause.resumed", reason: "fixed", before: whole, after: over });
    expect(at((await owner.get("/v1/audit-log/verification")).body, "head_hash")).toMatch(/^[0-9a-f]{64}$/);
  });

  test("of what is paused is refused and names the pause; once resumed, it can be paused again", async () => {
    const { owner, resume } = await setUp();
    const id = at((await owner.post("/v1/pauses", agent)).body, "id");
    const again = await owner.post("/v1/pauses", agent);
    expect(codeOf(again)).toEqual([409, "pause_already_exists"]);
    expect(at(again.body, "detail")).toContain(id);
    await resume(id);
    const second = await owner.post("/v1/pauses", agent);
    expect(second.status).toBe(201);
    expect(at(second.body, "id")).not.toBe(id);
  });

  test("of two at once, one wins", async () => {
    const { owner } = await setUp();
    const answers = await Promise.all([1, 2, 3].map(() => owner.post("/v1/pauses", agent)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect(itemsOf((await owner.get("/v1/pauses")).body)).toHaveLength(1);
  });

  test("that is resumed twice tells of the first time", async () => {
    const { owner, other, resume } = await setUp();
    const id = at((await owner.post("/v1/pauses", agent)).body, "id");
    const first = await resume(id);
    const second = await other.post(`/v1/pauses/${id}/resume`, { reason: "also fixed" });
    expect([second.status, second.body]).toEqual([200, first.body]);
  });

  test("holds by the next look at the configuration, for its own kind alone", async () => {
    const { owner, world, tenantId, resume } = await setUp();
    const paused = async (values: Record<string, string>, route: string | null = null) =>
      pausesOf(await loadConfiguration(world, tenantId), new Map(Object.entries(values)), route)[0]?.id;
    const id = at((await owner.post("/v1/pauses", agent)).body, "id");
    expect([await paused({ agent: "triage" }), await paused({ workflow: "triage" })]).toEqual([id, undefined]);
    const route = await owner.post("/v1/pauses", { target: { kind: "route", id: "premium-work" }, reason });
    expect(await paused({}, "premium-work")).toBe(at(route.body, "id"));
    await resume(id);
    expect(await paused({ agent: "triage" })).toBeUndefined();
  });

  test.each([
    ["a key that is not there", { kind: "api_key", id: `key_${"0".repeat(26)}` }, /no API key/],
    ["a route that is not in force", { kind: "route", id: "no-such-work" }, /no route no-such-work: see GET/],
  ])("of %s is refused", async (_, target, words) => {
    const { owner } = await setUp();
    const [status, pointer, detail] = faultOf(await owner.post("/v1/pauses", { target, reason }));
    expect([status, pointer]).toEqual([422, "/target/id"]);
    expect(detail).toMatch(words);
  });

  test("of the key that calls is refused: it could not resume itself", async () => {
    const { other, otherId } = await setUp();
    const answer = await other.post("/v1/pauses", { target: { kind: "api_key", id: otherId }, reason });
    expect(faultOf(answer).slice(0, 2)).toEqual([422, "/target/id"]);
    expect((await other.get("/v1/tenant")).status).toBe(200);
  });

  test("is one of 10,000 at most that are active; what is over counts for nothing", async () => {
    const { world, tenantId, keyId } = await setUp();
    const configuration = await loadConfiguration(world, tenantId);
    const paused_by = { kind: "api_key", id: keyId, name: "first key" } as const;
    const none = { resumed_by: null, resumed_at: null, resume_reason: null };
    const many = (status: Pause["status"]) =>
      Array.from({ length: LIMITS.activePausesPerTenant }, (_, n): [string, Pause] => {
        const id = `pau_${n}`;
        const target = { kind: "agent", id: `agent ${n}` } as const;
        return [id, { id, target, status, reason, paused_by, created_at: WAYS_NOW, ...none }];
      });
    const actor = { kind: "api_key", id: keyId, scopes: new Set(["pauses:write"] as const) } as const;
    const pauseBeside = (pauses: readonly [string, Pause][]) =>
      pauseTarget(
        { ...world, tenantId, actor, configuration: { ...configuration, pauses: new Map(pauses) } },
        { target: { kind: "agent", id: "one more" }, reason },
      );
    await expect(pauseBeside(many("active"))).rejects.toMatchObject({ code: "pause_limit_reached" });
    expect((await pauseBeside(many("resumed"))).status).toBe("active");
  });

  test("is found by status, kind and what it is of, page by page", async () => {
    const { owner, resume, advance } = await setUp();
    const targets = [
      { kind: "agent", id: "a" },
      { kind: "agent", id: "b" },
      { kind: "workflow", id: "a" },
    ];
    const ids: string[] = [];
    for (const target of targets) {
      ids.push(at((await owner.post("/v1/pauses", { target, reason })).body, "id"));
      advance(1);
    }
    await resume(ids[1] ?? "");
    const listed = async (query: string) =>
      itemsOf((await owner.get(`/v1/pauses?${query}`)).body).map((item) => ids.indexOf(at(item, "id")));
    expect(await listed("")).toEqual([0, 1, 2]);
    expect(await listed("status=active")).toEqual([0, 2]);
    expect(await listed("status=resumed")).toEqual([1]);
    expect(await listed("kind=agent")).toEqual([0, 1]);
    expect(await listed("kind=workflow&target_id=a")).toEqual([2]);
    const first = await owner.get("/v1/pauses?status=active&limit=1");
    const next = await owner.get(`/v1/pauses?status=active&limit=1&cursor=${at(first.body, "next_cursor")}`);
    expect(itemsOf(next.body).map((item) => at(item, "id"))).toEqual([ids[2]]);
    expect(valueAt(next.body, "next_cursor")).toBeNull();
  });

  test("is made and resumed by engineers' scopes and by no viewer's", async () => {
    const { owner, withScopes, ...tenant } = await setUp();
    const viewer = await withScopes({ owner, ...tenant }, "pauses:read");
    expect((await viewer.get("/v1/pauses")).status).toBe(200);
    expect(codeOf(await viewer.post("/v1/pauses", agent))).toEqual([403, "forbidden"]);
  });
});

describe("a paused key", () => {
  test.each(WAYS_IN.map((way) => [way.name, way] as const))(
    "is refused at the way in of %s, and let in once resumed",
    async (_, way) => {
      const { app, key, pauseKey, resume, queues } = await setUp();
      const ask = async () => {
        const answer = await app.request(way.path, requestOf(way, key));
        return [answer.status, await answer.text()] as const;
      };
      expect((await ask())[0]).toBeLessThan(300);
      const before = queues.usage.waiting.length;
      const id = await pauseKey();
      const [status, text] = await ask();
      expect(status).toBe(403);
      expect(text).toContain("api_key_paused");
      expect(text).toContain(id);
      expect(text).not.toContain(reason);
      expect(queues.usage.waiting.length).toBe(before);
      await resume(id);
      expect((await ask())[0]).toBeLessThan(300);
    },
  );

  test("is refused by every operation that asks for a credential", async () => {
    const { world, owner, other, pauseKey, ...tenant } = await setUp();
    const ids = {
      ...(await seedOneOfEach(world, { owner, ...tenant }, "canary")),
      identity_provider_id: `idp_${"0".repeat(26)}`,
    };
    await pauseKey();
    const closed = (await documentedOperations()).filter(({ access }) => access !== "public");
    expect(closed.length).toBeGreaterThan(100);
    const letIn: string[] = [];
    for (const operation of closed) {
      const answer = await other.send(operation.method, pathOf(operation, ids), operation.body);
      if (answer.status !== 403 || !JSON.stringify(answer.body).includes("api_key_paused")) letIn.push(operation.id);
    }
    expect(letIn).toEqual([]);
  });

  test("is told so only with its secret; any other is no key", async () => {
    const { as, key, pauseKey, owner, otherId } = await setUp();
    const old = at((await owner.post(`/v1/api-keys/${otherId}/rotate`, { grace_seconds: 0 })).body, "secret");
    await pauseKey();
    expect(codeOf(await as(old).get("/v1/tenant"))).toEqual([403, "api_key_paused"]);
    // The secret before it is over.
    expect(codeOf(await as(key).get("/v1/tenant"))).toEqual([401, "unauthenticated"]);
    await owner.post(`/v1/api-keys/${otherId}/revoke`);
    expect(codeOf(await as(old).get("/v1/tenant"))).toEqual([401, "unauthenticated"]);
  });

  test("shows its pause, and other keys go on", async () => {
    const { owner, otherId, keyId, pauseKey, resume } = await setUp();
    const pauseOfKey = async (id: string) => valueAt((await owner.get(`/v1/api-keys/${id}`)).body, "pause_id");
    const id = await pauseKey();
    expect([await pauseOfKey(otherId), await pauseOfKey(keyId)]).toEqual([id, null]);
    await resume(id);
    expect(await pauseOfKey(otherId)).toBeNull();
  });
});
