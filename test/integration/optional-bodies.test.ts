import { describe, expect, test } from "vitest";
import { documentedOperations, pathOf, seedOneOfEach } from "./operations.ts";
import { type Answer, at, createWorld, PLATFORM_TOKEN, valueAt } from "./world.ts";

const { as } = createWorld();
const { body: document } = await as(undefined).get("/openapi.json");
const operations = await documentedOperations();

/** Actions whose body says nothing but why: whoever has nothing to say may send none. */
const OPTIONAL = [
  "acknowledgeAlert",
  "approveException",
  "endBudgetOverride",
  "endException",
  "refuseException",
  "reopenAlert",
  "resolveAlert",
  "reviewBudgetOverride",
];

async function target(id: string, more: Readonly<Record<string, string>> = {}) {
  const operation = operations.find((each) => each.id === id);
  if (!operation) throw new Error(`There is no operation ${id}.`);
  const { world, signUp } = createWorld();
  const ours = await signUp();
  return { owner: ours.owner, path: pathOf(operation, { ...more, ...(await seedOneOfEach(world, ours, "canary")) }) };
}

test("the document says of exactly these that their body is optional", () => {
  const paths = Object.values(valueAt(document, "paths") as Record<string, Record<string, unknown>>);
  const bodies = paths.flatMap((methods) => Object.values(methods)).filter((each) => valueAt(each, "requestBody"));
  const optional = bodies.filter((each) => valueAt(each, "requestBody", "required") !== true);
  expect(optional.map((each) => at(each, "operationId")).toSorted()).toEqual(OPTIONAL);
});

describe.each(OPTIONAL)("%s", (id) => {
  test("is the same without a body, with an empty one and with {}", async () => {
    const sent: [string | undefined, Record<string, string>][] = [
      [undefined, {}],
      [undefined, { "content-type": "application/json" }],
      ["", { "content-type": "application/json" }],
      ["{}", { "content-type": "application/json" }],
    ];
    const answers = [];
    for (const [body, headers] of sent) {
      const { owner, path } = await target(id);
      const answer = await owner.send("POST", path, body, headers);
      answers.push([answer.status, valueAt(answer.body, "code") ?? null]);
    }
    // What is not in the state for it is refused for that, and for no fault of the body.
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect([200, 403, 409, 422]).toContain(answers[0]?.[0]);
    expect(["invalid_request", "malformed_body"]).not.toContain(answers[0]?.[1]);
  });

  test.each([
    ["another media type", "note", "text/plain", 415],
    ["no media type", "note", "", 415],
    ["broken JSON", "{", "application/json", 400],
    ["a blank", " ", "application/json", 400],
    ["an unknown member", '{"nte":"x"}', "application/json", 422],
  ])("refuses %s", async (_, body, type, status) => {
    const { owner, path } = await target(id);
    expect((await owner.send("POST", path, new TextEncoder().encode(body), { "content-type": type })).status).toBe(
      status,
    );
  });
});

describe("an operation that takes no body", () => {
  const documented = valueAt(document, "paths") as Record<string, Record<string, unknown>>;
  const bodiless = operations.filter(
    ({ method, path }) => method !== "GET" && !valueAt(documented[path]?.[method.toLowerCase()], "requestBody"),
  );

  test("is there", () => {
    const ids = bodiless.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(["checkAlertRules", "testNotificationChannel", "redeliver"]));
  });

  test.each(bodiless.map((operation) => [operation.id, operation] as const))(
    "%s refuses one that says something",
    async (id, { method, access }) => {
      const { owner, path } = await target(id, { identity_provider_id: `idp_${"0".repeat(26)}` });
      const caller = access === "platform" ? as(PLATFORM_TOKEN) : owner;
      const told = (answer: Answer) => [answer.status, valueAt(answer.body, "errors", 0)];
      const none = "This takes no body.";
      expect(told(await caller.send(method, path, { rule: "growth" }))).toEqual([
        422,
        { pointer: "/rule", detail: "There is no such member." },
      ]);
      expect(told(await caller.send(method, path, [1]))).toEqual([422, { pointer: "", detail: none }]);
      const text = new TextEncoder().encode("growth");
      const plain = await caller.send(method, path, text, { "content-type": "text/plain" });
      expect(told(plain)).toEqual([422, { pointer: "", detail: none }]);
      const documentedStatuses = Object.keys(
        valueAt(
          documented[operations.find((each) => each.id === id)?.path ?? ""]?.[method.toLowerCase()],
          "responses",
        ) as object,
      );
      expect(documentedStatuses).toContain("422");
    },
  );

  test.each(["checkAlertRules", "testNotificationChannel"])("%s is the same with {}", async (id) => {
    const { owner, path } = await target(id);
    expect((await owner.send("POST", path, "{}", { "content-type": "application/json" })).status).toBe(202);
    expect((await owner.send("POST", path, undefined, { "content-type": "application/json" })).status).toBe(202);
    expect((await owner.send("POST", path)).status).toBe(202);
  });
});

test("where nothing is said, no reason is kept", async () => {
  const { owner, path } = await target("acknowledgeAlert");
  const { body } = await owner.send("POST", path, undefined, { "content-type": "application/json" });
  expect(body).toMatchObject({ status: "acknowledged", history: [{ change: "acknowledged", note: null }] });
});
