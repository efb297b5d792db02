import { chooseModel } from "@outlay/services/choose-model";
import { endException } from "@outlay/services/change-exception";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { expect, test } from "vitest";
import { at, type Caller, createWorld, itemsOf, valueAt } from "./world.ts";

const DAY_MS = 86_400_000;
const asked = {
  scope: { department: ["sales"] },
  tier: "premium",
  reason: "a tender",
  expires_at: "2026-11-05T00:00:00+01:00",
};
const approval = { reason: "until the tender is out" };

async function setUp(members = 2) {
  const world = createWorld();
  const tenant = await world.signUp();
  if (members > 1) await tenant.owner.post("/v1/members", { email: "second@example.com", role: "admin" });
  const engineer = await world.withScopes(tenant, "exceptions:read", "exceptions:write");
  const ask = async (caller: Caller = tenant.owner): Promise<string> => {
    const answer = await caller.post("/v1/exceptions", asked);
    expect(answer.status).toBe(201);
    return at(answer.body, "id");
  };
  const act = (id: string, verb: string, caller: Caller = tenant.owner) =>
    caller.post(`/v1/exceptions/${id}/${verb}`, approval);
  const choose = async () => {
    const configuration = await loadConfiguration(world.world, tenant.tenantId);
    const request = {
      values: new Map([
        ["department", "sales"],
        ["task_class", "tagging"],
      ]),
      quality: null,
      contextTokens: null,
      outputTokensMax: null,
      requested: { provider: "anthropic", model: "claude-opus-4-5-20251101" },
    };
    const choice = chooseModel(configuration, request, world.world.now().getTime());
    return [choice.verdict, choice.routeType, choice.exceptionId];
  };
  return { ...world, ...tenant, engineer, ask, act, choose };
}

const codeOf = ({ status, body }: Awaited<ReturnType<Caller["get"]>>) => [status, at(body, "code")];
const allowOwn = (owner: Caller, value: boolean | null) =>
  owner.send("PATCH", "/v1/tenant", { approve_own_exceptions: value });

test("one's own exception is approved by nobody, not by another key of theirs, where there is a second member", async () => {
  const { owner, engineer, ask, act } = await setUp();
  const [own, ofKey] = [await ask(), await ask(engineer)];
  expect(codeOf(await act(own, "approve"))).toEqual([403, "own_exception"]);
  const refused = await act(ofKey, "approve");
  expect(codeOf(refused)).toEqual([403, "own_exception"]);
  expect(at(refused.body, "detail")).toBe("A key of yours asked for it: someone else has to approve it.");
  expect((await act(own, "refuse")).status).toBe(200);
  expect((await allowOwn(owner, true)).status).toBe(200);
  expect((await act(ofKey, "approve")).status).toBe(200);
});

test("where there is one member, their own approval counts, unless the tenant says otherwise", async () => {
  const { owner, ask, act } = await setUp(1);
  const [first, second] = [await ask(), await ask()];
  expect((await act(first, "approve")).status).toBe(200);
  await allowOwn(owner, false);
  expect(codeOf(await act(second, "approve"))).toEqual([403, "own_exception"]);
});

test("an approved one lets the stronger model pass until it expires, and its steps stand in the audit log", async () => {
  const { owner, ask, act, choose, advance } = await setUp(1);
  expect(await choose()).toEqual(["downgrade", "default", null]);
  const id = await ask();
  expect(await choose()).toEqual(["downgrade", "default", null]);
  const approved = await act(id, "approve");
  expect([at(approved.body, "status"), at(approved.body, "decision_reason")]).toEqual(["approved", approval.reason]);
  expect(at(approved.body, "expires_at")).toBe("2026-11-04T23:00:00.000Z");
  expect(await choose()).toEqual(["allow", "exception", id]);
  advance(Date.parse("2026-11-04T23:00:00Z") - Date.parse("2026-11-02T09:00:00Z") - 1);
  expect(await choose()).toEqual(["allow", "exception", id]);
  advance(1);
  expect(await choose()).toEqual(["downgrade", "default", null]);
  expect(at((await owner.get(`/v1/exceptions/${id}`)).body, "status")).toBe("ended");
  expect(codeOf(await act(id, "end"))).toEqual([409, "exception_not_open"]);
  const log = itemsOf((await owner.get("/v1/audit-log")).body);
  expect(log.slice(0, 2).map((item) => [at(item, "operation"), at(item, "reason")])).toEqual([
    ["exception.approved", approval.reason],
    ["exception.requested", "a tender"],
  ]);
});

test("one is decided once, and no longer after it was ended or has expired", async () => {
  const { ask, act, choose, advance } = await setUp(1);
  const [refused, ended, taken, expired] = [await ask(), await ask(), await ask(), await ask()];
  await act(refused, "refuse");
  expect(codeOf(await act(refused, "approve"))).toEqual([409, "exception_not_open"]);
  await act(ended, "approve");
  expect(codeOf(await act(ended, "refuse"))).toEqual([409, "exception_not_open"]);
  expect(at((await act(ended, "end")).body, "status")).toBe("ended");
  expect(await choose()).toEqual(["downgrade", "default", null]);
  await act(taken, "end");
  expect(codeOf(await act(taken, "approve"))).toEqual([409, "exception_not_open"]);
  advance(3 * DAY_MS);
  expect(codeOf(await act(expired, "approve"))).toEqual([409, "exception_not_open"]);
});

test("of two decisions at once, one wins", async () => {
  const { ask, act } = await setUp(1);
  const id = await ask();
  const answers = await Promise.all([act(id, "approve"), act(id, "refuse"), act(id, "approve")]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
});

test("another member who may only ask ends nobody else's", async () => {
  const { ask, world, tenantId } = await setUp();
  const id = await ask();
  const configuration = await loadConfiguration(world, tenantId);
  const actor = { kind: "member", id: "mem_other", scopes: new Set(["exceptions:write"] as const) } as const;
  const ended = endException({ ...world, tenantId, actor, configuration }, { id, reason: null });
  await expect(ended).rejects.toMatchObject({ code: "forbidden" });
});

test("who may ask may not decide, and ends only their own", async () => {
  const { as, owner, ask, act, engineer } = await setUp();
  const [own, theirs] = [await ask(engineer), await ask()];
  expect(codeOf(await act(own, "approve", engineer))).toEqual([403, "forbidden"]);
  expect((await act(own, "end", engineer)).status).toBe(200);
  const key = await owner.post("/v1/api-keys", { name: "other", scopes: ["exceptions:write"] });
  // Both keys are of one member, and so is what each asked for.
  expect((await act(theirs, "end", as(at(key.body, "secret")))).status).toBe(200);
});

test("one is refused that is past, too far ahead, for everyone, or edited", async () => {
  const { owner, ask } = await setUp();
  const pointerOf = async (changes: object) => {
    const { status, body } = await owner.post("/v1/exceptions", { ...asked, ...changes });
    return [status, valueAt(body, "errors", 0, "pointer")];
  };
  expect(await pointerOf({ expires_at: "2026-11-02T09:00:00Z" })).toEqual([422, "/expires_at"]);
  expect(await pointerOf({ expires_at: "2027-11-04T09:00:00Z" })).toEqual([422, "/expires_at"]);
  expect(await pointerOf({ scope: {} })).toEqual([422, "/scope"]);
  const id = await ask();
  expect((await owner.send("PUT", `/v1/exceptions/${id}`, asked)).status).toBe(405);
  expect((await owner.send("DELETE", `/v1/exceptions/${id}`)).status).toBe(405);
});
