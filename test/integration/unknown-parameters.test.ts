import { describe, expect, test } from "vitest";
import { documentedOperations, pathOf, seedOneOfEach } from "./operations.ts";
import { type Answer, at, createWorld, itemsOf, PLATFORM_TOKEN, valueAt } from "./world.ts";
import { quarantineDeadLetters } from "@outlay/services/quarantine-dead-letters";

const reads = (await documentedOperations()).filter(({ method }) => method === "GET");

/** Operations that pass over parameters that they do not know, and why. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ["getReference", "A page for browsers: what leads there may add parameters of its own."],
  ["getReferenceFile", "A file for browsers, whose caches are told versions apart by a parameter."],
  ["getOpenApiDocument", "A file for tools, whose caches are told versions apart by a parameter."],
]);

/** One tenant with one of every kind of thing. */
async function seeded() {
  const { world, signUp } = createWorld();
  const ours = await signUp();
  const body = JSON.stringify({ tenantId: ours.tenantId });
  await quarantineDeadLetters(world, "usage", [{ messageId: "m1", body, receiveCount: 6 }]);
  const ids: Record<string, string> = {
    ...(await seedOneOfEach(world, ours, "canary")),
    identity_provider_id: `idp_${"0".repeat(26)}`,
    quarantine_id: at(itemsOf((await ours.owner.get("/v1/quarantine")).body)[0], "id"),
  };
  return { owner: ours.owner, ids };
}
const { owner, ids } = await seeded();

const unknown = (answer: Answer) => ({
  status: answer.status,
  isNamed: JSON.stringify(answer.body).includes('"?no_such_parameter"'),
});

test("the walk covers the reads of the document, and its exceptions are among them", () => {
  expect(reads.length).toBeGreaterThan(60);
  const names = reads.map(({ id }) => id);
  expect([...EXCEPTIONS.keys()].filter((id) => !names.includes(id))).toEqual([]);
});

describe.each(reads.map((operation) => [operation.id, operation] as const))("%s", (id, operation) => {
  const path = pathOf(operation, ids);

  test.skipIf(EXCEPTIONS.has(id))("refuses a parameter that it does not know, by its name", async () => {
    const answer = await owner.get(`${path}?no_such_parameter=1`);
    expect(unknown(answer)).toEqual({ status: 422, isNamed: true });
  });

  test.skipIf(EXCEPTIONS.has(id)).each(["__proto__", "constructor", "toString", "valueOf"])(
    "refuses a parameter %s, which every object has",
    async (name) => {
      const answer = await owner.get(`${path}?${name}=1`);
      const isNamed = JSON.stringify(answer.body).includes(`"?${name}"`);
      expect({ status: answer.status, isNamed }).toEqual({ status: 422, isNamed: true });
    },
  );

  test.runIf(EXCEPTIONS.has(id))("passes over a parameter that it does not know", async () => {
    expect((await owner.get(`${path}?no_such_parameter=1`)).status).toBe(200);
  });
});

test("who may not read at all is told that, not which parameters there are", async () => {
  const { as } = createWorld();
  expect((await as(undefined).get("/v1/tenant?no_such_parameter=1")).status).toBe(401);
  expect((await as(PLATFORM_TOKEN).get("/v1/tenant?no_such_parameter=1")).status).toBe(403);
});

test("all faults of a list's parameters are told at once", async () => {
  const { body } = await owner.get("/v1/budgets?limt=5&limit=0");
  const pointers = Array.from(valueAt(body, "errors") as Iterable<unknown>, (fault) => at(fault, "pointer"));
  expect(pointers.toSorted()).toEqual(["?limit", "?limt"]);
});
