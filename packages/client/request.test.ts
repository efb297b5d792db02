import { expect, test } from "vitest";
import { clientOf } from "./client-of-test.ts";
import { problem } from "./fake-world.ts";

test("path, query, body and ETag stand where the API takes them, and the answer is its own", async () => {
  const { outlay, seen } = clientOf(() => ({ status: 200, body: { id: "bud_1" }, headers: { etag: '"3"' } }));
  const budget = { name: "Legal", scope: { department: ["legal"] }, amount: "5" };
  const params = { budget_id: "a/b" };
  const put = await outlay.request("put", "/v1/budgets/{budget_id}", { params, body: budget, ifMatch: '"2"' });
  expect(put.body.id).toBe("bud_1");
  expect(put.headers.get("etag")).toBe('"3"');
  expect(seen[0]).toMatchObject({ method: "PUT", path: "/v1/budgets/a%2Fb", text: JSON.stringify(budget) });
  expect(seen[0]?.headers.get("if-match")).toBe('"2"');
  expect(seen[0]?.headers.get("content-type")).toBe("application/json");

  await outlay.request("get", "/v1/spend", { query: { department: ["legal", "sales"], group_by: "model" } });
  expect(seen[1]).toMatchObject({
    method: "GET",
    path: "/v1/spend?department=legal&department=sales&group_by=model",
    text: "",
  });
});

test("a POST is repeated under one key, of its own or the caller's", async () => {
  const { outlay, clock, seen } = clientOf((_, count) => (count % 2 === 1 ? "broken" : { status: 201, body: {} }));
  const body = { name: "Legal", scope: { department: ["legal"] }, amount: "5" };
  const first = outlay.request("post", "/v1/budgets", { body });
  await clock.pass(100);
  await first;
  const second = outlay.request("post", "/v1/budgets", { body, idempotencyKey: "mine" });
  await clock.pass(100);
  await second;
  expect(seen.map(({ headers }) => headers.get("idempotency-key"))).toEqual(["id1", "id1", "mine", "mine"]);
});

test.each(["patch", "delete"] as const)(
  "after a lost reply, a %s is not repeated: it may have been done",
  async (method) => {
    const { outlay, seen } = clientOf(() => "broken");
    const sent =
      method === "patch"
        ? outlay.request("patch", "/v1/tenant", { body: { name: "New" } })
        : outlay.request("delete", "/v1/budgets/{budget_id}", { params: { budget_id: "bud_1" } });
    await expect(sent).rejects.toMatchObject({ code: "unreachable", status: null });
    expect(seen).toHaveLength(1);
  },
);

test("a refusal is an OutlayError with the API's code", async () => {
  const { outlay } = clientOf(() => problem(404, "budget_not_found"));
  const got = outlay.request("get", "/v1/budgets/{budget_id}", { params: { budget_id: "bud_1" } });
  await expect(got).rejects.toMatchObject({
    name: "OutlayError",
    status: 404,
    code: "budget_not_found",
    requestId: "req_1",
  });
});
