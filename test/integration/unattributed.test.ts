import { describe, expect, test } from "vitest";
import { RANGE, setUp } from "./attributed.ts";
import { event } from "./chat-event.ts";
import { at, itemsOf, valueAt } from "./world.ts";

describe("owners", () => {
  test("are one for each kind and value; what spent and has none is listed, and all adds up", async () => {
    const { owner, settle } = await setUp();
    const support = { kind: "budget_owner", dimension: "department", value: "support", owner: "ann@example.com" };
    const made = await owner.post("/v1/owners", support);
    expect(made.status).toBe(201);
    expect((await owner.post("/v1/owners", { ...support, owner: "bob@example.com" })).status).toBe(409);
    expect((await owner.post("/v1/owners", { ...support, dimension: "provider" })).status).toBe(422);
    expect((await owner.post("/v1/owners", { ...support, kind: "reporting_owner", dimension: "report" })).status).toBe(
      201,
    );
    const path = `/v1/owners/${at(made.body, "id")}`;
    expect((await owner.send("PUT", path, { ...support, owner: "bob@example.com" })).status).toBe(200);

    await owner.post("/v1/events", [
      event("e1", { attribution: { department: "support" } }),
      event("e2", { attribution: { department: "sales & more" } }),
      event("e3"),
      event("e4", { attribution: { department: "sales & more" }, usage: { input_tokens: 2000 } }),
    ]);
    await settle();
    const { body } = await owner.get(`/v1/unowned?${RANGE}`);
    expect(valueAt(body, "total")).toEqual({ cost: "0.0155", events: 4 });
    const [department] = itemsOf(body);
    expect(department).toMatchObject({
      kind: "budget_owner",
      dimension: "department",
      owned: { cost: "0.0035", events: 1, share: { cost: "0.225806451613", events: "0.25" } },
      unowned: { cost: "0.0085", events: 2 },
      unattributed: { cost: "0.0035", events: 1 },
      values: [{ value: "sales & more", cost: "0.0085", events: 2 }],
      rest: { count: 0, cost: "0", events: 0 },
    });
    const behind = await owner.get(at(valueAt(department, "values", 0), "drill_down"));
    expect(valueAt(behind.body, "totals", "cost")).toBe("0.0085");
    await owner.send("DELETE", path);
    expect(valueAt((await owner.get(`/v1/unowned?${RANGE}`)).body, "items", 0, "owned", "events")).toBe(0);
  });
});

test("what is unattributed is a share of each dimension, with what is behind it", async () => {
  const { owner, keyId, settle } = await setUp();
  expect(valueAt((await owner.get("/v1/unattributed")).body, "items", 0)).toMatchObject({
    cost: "0",
    events: 0,
    share: { cost: "0", events: "0" },
  });
  const sources = ["s1", "s2", "s3", "s4", "s5", "s6", "s7"];
  await owner.post("/v1/events", [
    event("stated", { attribution: { department: "support", application: "copilot" } }),
    ...sources.map((source, index) => event("e", { source, usage: { input_tokens: 1000 * (index + 1) } })),
  ]);
  await settle();
  const { body } = await owner.get("/v1/unattributed");
  const item = itemsOf(body).find((each) => at(each, "dimension") === "department");
  // 0.07 of 0.0735
  expect(item).toMatchObject({ cost: "0.07", events: 7, share: { cost: "0.952380952381", events: "0.875" } });
  expect(valueAt(item, "top")).toMatchObject([
    {
      by: "source",
      values: [{ value: "s7", cost: "0.0175" }, {}, {}, {}, { value: "s3" }],
      rest: { count: 2, cost: "0.0075" },
    },
    { by: "api_key", values: [{ value: keyId, cost: "0.07", events: 7 }], rest: { count: 0 } },
    { by: "application", values: [{ value: "unattributed", cost: "0.07" }] },
  ]);
  const behind = await owner.get(at(item, "drill_down"));
  expect(valueAt(behind.body, "totals")).toMatchObject({ cost: "0.07", events: 7 });
  expect((await owner.get("/v1/unattributed?from=2026-11-03&to=2026-11-03")).status).toBe(422);
});
