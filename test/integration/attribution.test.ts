import { SETTABLE_DIMENSIONS } from "@outlay/domain/attribution-rule";
import { describe, expect, test } from "vitest";
import { DAY_1, itemsAt, makeRule, RANGE, setUp, spendBy, uploadCsv } from "./attributed.ts";
import { event } from "./chat-event.ts";
import { at, valueAt } from "./world.ts";

describe("an event's spend", () => {
  test("is found by what its key, rules and the directory say, each in its turn, and by whom it was done for", async () => {
    const { owner, keyId, settle } = await setUp();
    await owner.send("PUT", `/v1/api-keys/${keyId}/binding`, { application: "copilot", environment: "production" });
    const id = await makeRule(owner, {
      match: { application: ["cop*"] },
      set: { environment: "never", workspace: "helpdesk", consumer_project: "triage" },
    });
    await uploadCsv(owner, "user,email,department,workspace\nu1,Ann@Example.com,support,never\nu2,,legal,office");
    await owner.post("/v1/events", [
      event("e1", { attribution: { user: "ANN@example.com" } }),
      event("e2", { attribution: { user: "u1", department: "stated", consumer: { user: "u2" } } }),
    ]);
    await settle();
    expect(await spendBy(owner, "environment")).toEqual({ production: "0.007" });
    expect(await spendBy(owner, "workspace")).toEqual({ helpdesk: "0.007" });
    expect(await spendBy(owner, "department")).toEqual({ stated: "0.0035", support: "0.0035" });
    expect(await spendBy(owner, "consumer_department")).toEqual({ legal: "0.0035", support: "0.0035" });
    expect(await spendBy(owner, "consumer_workspace")).toEqual({ helpdesk: "0.0035", office: "0.0035" });
    expect(await spendBy(owner, "consumer_project")).toEqual({ triage: "0.0035", unattributed: "0.0035" });
    expect(Object.keys(await spendBy(owner, "filled_by")).toSorted()).toEqual(
      [
        `workspace=rule:${id},application=key,environment=key,consumer_department=directory,consumer_workspace=directory,consumer_project=rule:${id},consumer=event`,
        `department=directory,workspace=rule:${id},application=key,environment=key`,
      ].toSorted(),
    );
  });

  test("is found by who filled it, however much was filled, and by a source of any length", async () => {
    const { owner, settle } = await setUp();
    const set = Object.fromEntries(SETTABLE_DIMENSIONS.slice(0, 12).map((name) => [name, "x"]));
    await makeRule(owner, { set });
    await owner.post("/v1/events", [event("e1", { source: "s".repeat(256) })]);
    await settle();
    const [filledBy = ""] = Object.keys(await spendBy(owner, "filled_by"));
    expect(filledBy.length).toBeGreaterThan(400);
    for (const filter of [`filled_by=${encodeURIComponent(filledBy)}`, `source=${"s".repeat(256)}`])
      expect(await spendBy(owner, "department", `${RANGE}&${filter}`)).toEqual({ x: "0.0035" });
  });

  test("stays what it was when rules, bindings and the directory change; what comes after is by the new ones", async () => {
    const { owner, keyId, settle } = await setUp();
    const id = await makeRule(owner, { set: { department: "first" } });
    await owner.post("/v1/events", [event("e1")]);
    await settle();
    const rule = { name: "a rule", set: { department: "second" } };
    await owner.send("PUT", `/v1/attribution-rules/${id}`, rule);
    await owner.send("PUT", `/v1/api-keys/${keyId}/binding`, { project: "bound" });
    await owner.post("/v1/events", [event("e2")]);
    await settle();
    expect(await spendBy(owner, "department")).toEqual({ first: "0.0035", second: "0.0035" });
    expect(await spendBy(owner, "project")).toEqual({ unattributed: "0.0035", bound: "0.0035" });
    await owner.send("DELETE", `/v1/attribution-rules/${id}`);
    await owner.post("/v1/events", [event("e3")]);
    await settle();
    expect(await spendBy(owner, "department")).toEqual({
      first: "0.0035",
      second: "0.0035",
      unattributed: "0.0035",
    });
  });

  test("that is sent again after the rules changed counts once, and is no conflict", async () => {
    const { owner, settle, advance } = await setUp();
    await owner.post("/v1/events", [event("e1")]);
    await settle();
    advance(1000);
    await makeRule(owner, { set: { department: "later", consumer_department: "later" } });
    await owner.post("/v1/events", [event("e1")]);
    await settle();
    expect(await spendBy(owner, "department")).toEqual({ unattributed: "0.0035" });
    expect(valueAt((await owner.get(`/v1/conflicts?${DAY_1}`)).body, "conflict_count")).toBe(0);
  });

  test("is never filled from another tenant's directory, also where it holds the same users", async () => {
    const { signUp, settle, ...ours } = await setUp();
    const theirs = await signUp();
    await uploadCsv(ours.owner, "user,department\nu1,ours");
    for (const { owner } of [ours, theirs])
      await owner.post("/v1/events", [event("e1", { attribution: { user: "u1" } })]);
    await settle();
    expect(await spendBy(ours.owner, "department")).toEqual({ ours: "0.0035" });
    expect(await spendBy(theirs.owner, "department")).toEqual({ unattributed: "0.0035" });
    await uploadCsv(theirs.owner, "user,department\nu1,theirs");
    for (const { owner } of [theirs, ours])
      await owner.post("/v1/events", [event("e2", { attribution: { user: "u1" } })]);
    await settle();
    expect(await spendBy(ours.owner, "department")).toEqual({ ours: "0.007" });
    expect(await spendBy(theirs.owner, "department")).toEqual({ unattributed: "0.0035", theirs: "0.0035" });
  });
});

describe("API keys", () => {
  test("are bound when they are made or later, and each binding holds for its own key", async () => {
    const { owner, as, settle } = await setUp();
    const made = await owner.post("/v1/api-keys", {
      name: "gateway",
      scopes: ["events:write"],
      binding: { department: "bound" },
    });
    expect(valueAt(made.body, "api_key", "binding")).toEqual({ department: "bound" });
    await as(at(made.body, "secret")).post("/v1/events", [
      event("e1"),
      event("e2", { attribution: { department: "stated" } }),
    ]);
    await owner.post("/v1/events", [event("e3")]);
    await settle();
    expect(await spendBy(owner, "department")).toEqual({
      bound: "0.0035",
      stated: "0.0035",
      unattributed: "0.0035",
    });
  });

  test("keep their binding under If-Match, and take only dimensions that an event's attribution has", async () => {
    const { owner, keyId } = await setUp();
    const path = `/v1/api-keys/${keyId}/binding`;
    const read = await owner.get(`/v1/api-keys/${keyId}`);
    const tag = read.headers.get("etag") ?? "";
    expect((await owner.send("PUT", path, { user: "u1" }, { "if-match": tag })).status).toBe(200);
    expect((await owner.send("PUT", path, { user: "u2" }, { "if-match": tag })).status).toBe(412);
    const refused = await owner.send("PUT", path, { model: "m", department: "unattributed", user: "" });
    expect(refused.status).toBe(422);
    expect(
      itemsAt(refused.body, "errors")
        .map((fault) => at(fault, "pointer"))
        .toSorted(),
    ).toEqual(["/department", "/model", "/user"]);
  });
});

describe("rules", () => {
  test.each([
    [{ match: { unpriced_reason: ["x"] } }, "/match/unpriced_reason"],
    [{ match: { department: [] } }, "/match/department"],
    [{ match: { "tag:": ["x"] } }, "/match/tag:"],
    [{ set: {} }, "/set"],
    [{ set: { model: "m" } }, "/set/model"],
    [{ set: { department: "unattributed" } }, "/set/department"],
    [{ set: { consumer_workflow: "w" } }, "/set/consumer_workflow"],
    [{ priority: -1 }, "/priority"],
    [{ name: "" }, "/name"],
    [{ unknown: true }, "/unknown"],
  ])("%j is refused at %s", async (changes, pointer) => {
    const { owner } = await setUp();
    const rule = { name: "a rule", set: { department: "d" }, ...changes };
    const answer = await owner.post("/v1/attribution-rules", rule);
    expect([answer.status, itemsAt(answer.body, "errors").map((fault) => at(fault, "pointer"))]).toEqual([
      422,
      [pointer],
    ]);
    expect((await owner.post("/v1/attribution-previews", { rule })).status).toBe(422);
  });
});
