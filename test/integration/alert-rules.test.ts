import { ANOMALY_RULE_NAMES } from "@outlay/domain/anomaly-rule";
import { describe, expect, test } from "vitest";
import { at, createWorld, itemsOf, valueAt } from "./world.ts";

const { signUp, withScopes } = createWorld();
const quiet = { rule: "growth", scope: { workflow: ["triage"] }, parameters: { minimum_amount: 50 } };

describe("alert rules", () => {
  test("what is built in is listed, with all parameters and its sensitivity", async () => {
    const { owner } = await signUp();
    const items = itemsOf((await owner.get("/v1/alert-rules")).body);
    expect(items.map((rule) => at(rule, "id")).toSorted()).toEqual([...ANOMALY_RULE_NAMES].toSorted());
    expect((await owner.get("/v1/alert-rules/growth")).body).toMatchObject({
      is_built_in: true,
      enabled: true,
      scope: {},
      parameters: { sensitivity: 1, minimum_amount: 5 },
      watches: [[], ["department"], ["workflow"]],
      sensitivity: { stated: 1, feedback: { useful: 0, not_useful: 0 }, effective: 1, scopes: [] },
    });
  });

  test("are made, changed in the state that was read, and deleted, and the audit log says so", async () => {
    const { owner } = await signUp();
    const made = await owner.post("/v1/alert-rules", quiet);
    expect(made).toMatchObject({
      status: 201,
      body: { is_built_in: false, parameters: { minimum_amount: 50, sensitivity: 1, direction: "up" }, severity: null },
    });
    const path = `/v1/alert-rules/${at(made.body, "id")}`;
    const changed = await owner.send(
      "PUT",
      path,
      { ...quiet, enabled: false },
      { "if-match": made.headers.get("etag") ?? "" },
    );
    expect(changed).toMatchObject({ status: 200, body: { enabled: false } });
    expect((await owner.send("PUT", path, quiet, { "if-match": made.headers.get("etag") ?? "" })).status).toBe(412);
    expect((await owner.get(path)).body).toEqual(changed.body);
    expect(itemsOf((await owner.get("/v1/alert-rules")).body)).toHaveLength(ANOMALY_RULE_NAMES.length + 1);
    expect((await owner.send("DELETE", path)).status).toBe(204);
    expect((await owner.get(path)).status).toBe(404);
    const log = itemsOf((await owner.get("/v1/audit-log")).body).map((entry) => at(entry, "operation"));
    expect(log.filter((operation) => operation.startsWith("alert_rule"))).toEqual(
      expect.arrayContaining(["alert_rule.created", "alert_rule.replaced", "alert_rule.deleted"]),
    );
  });

  test("a limit that a rule may be without is lifted by null", async () => {
    const { owner } = await signUp();
    const lifted = { rule: "failed_runs", parameters: { maximum_share: null } };
    expect(await owner.post("/v1/alert-rules", lifted)).toMatchObject({
      status: 201,
      body: { parameters: { maximum_share: null } },
    });
  });

  test("one for everything stands in for what is built in; of one rule and scope there is one", async () => {
    const { owner } = await signUp();
    expect((await owner.post("/v1/alert-rules", { rule: "growth" })).status).toBe(201);
    expect(await owner.post("/v1/alert-rules", { rule: "growth", enabled: false })).toMatchObject({
      status: 409,
      body: { code: "alert_rule_already_exists" },
    });
    const growth = itemsOf((await owner.get("/v1/alert-rules")).body).filter((rule) => at(rule, "rule") === "growth");
    expect(growth.map((rule) => valueAt(rule, "is_built_in"))).toEqual([false]);
    expect((await owner.get("/v1/alert-rules/growth")).status).toBe(404);
  });

  test.each([
    [{ rule: "surprise" }, "/rule"],
    [{ scope: { model: ["gpt-4o"] } }, "/scope/model"],
    [{ scope: { workflow: ["x"], department: ["y"] }, enabled: false }, "/scope"],
    [{ parameters: { minimum: 1 } }, "/parameters/minimum"],
    [{ parameters: { minimum_amount: null } }, "/parameters/minimum_amount"],
    [{ parameters: { sensitivity: "high" } }, "/parameters/sensitivity"],
    [{ severity: "loud" }, "/severity"],
    [{ name: "x" }, "/name"],
  ])("%j is refused at %s, also in a preview", async (wrong, pointer) => {
    const { owner } = await signUp();
    for (const path of ["/v1/alert-rules", "/v1/alert-rule-previews"]) {
      expect(await owner.post(path, { ...quiet, ...wrong })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer }] },
      });
    }
  });

  test("what is wrong with a parameter is told as elsewhere, and how a rule that is built in is changed", async () => {
    const { owner } = await signUp();
    const details = async (parameters: object) =>
      at((await owner.post("/v1/alert-rules", { rule: "growth", parameters })).body, "errors", 0, "detail");
    expect(await details({ minimum_amount: "5" })).toBe("This is no number.");
    expect(await details({ sensitivity: 11 })).toBe("This must be at most 10.");
    const built = await owner.send("PUT", "/v1/alert-rules/growth", { rule: "growth", enabled: false });
    expect(at(built.body, "errors", 0, "detail")).toContain("POST /v1/alert-rules");
  });

  test("a preview of no usage has no incidents, and keeps nothing", async () => {
    const { owner } = await signUp();
    expect((await owner.post("/v1/alert-rule-previews", { ...quiet, days: 7 })).body).toMatchObject({
      from: "2026-10-26",
      to: "2026-11-02",
      incident_count: 0,
      incidents: [],
      excess_cost: "0",
    });
    expect(itemsOf((await owner.get("/v1/alert-rules")).body)).toHaveLength(ANOMALY_RULE_NAMES.length);
    const refused = await owner.post("/v1/alert-rule-previews", { ...quiet, days: 61 });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/days" }] } });
  });

  test("want the scopes of alerts", async () => {
    const tenant = await signUp();
    const reader = await withScopes(tenant, "alerts:read");
    expect((await reader.get("/v1/alert-rules")).status).toBe(200);
    expect((await reader.post("/v1/alert-rule-previews", quiet)).status).toBe(200);
    expect((await reader.post("/v1/alert-rules", quiet)).status).toBe(403);
  });
});
