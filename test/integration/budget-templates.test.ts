import { expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { at, itemsOf, valueAt } from "./world.ts";

/** Costs 0.0025. */
const event = (id: string, user: string | undefined, more: Readonly<Record<string, unknown>> = {}) => ({
  id,
  source: "gateway",
  time: "2026-11-02T08:30:00Z",
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: 1000 },
  attribution: { ...(user === undefined ? {} : { user }), ...more },
});

const everyUser = { name: "Every user", scope: { user: ["*"] }, amount: "0.005", thresholds: [50, 100] };

async function signedUp() {
  const pipeline = createPipeline({ at: "2026-11-02T09:00:00.000Z" });
  const { owner } = await pipeline.signUp();
  const list = async (path: string, query = ""): Promise<unknown[]> => {
    const items: unknown[] = [];
    for (let cursor: unknown = ""; typeof cursor === "string";) {
      const { status, body } = await owner.get(`${path}?${query}${cursor === "" ? "" : `&cursor=${cursor}`}`);
      expect(status).toBe(200);
      items.push(...itemsOf(body));
      expect(items.length).toBeLessThan(1_000); // A cursor that leads back would never end.
      cursor = valueAt(body, "next_cursor");
    }
    return items;
  };
  return {
    ...pipeline,
    owner,
    make: async (body: object) => {
      const made = await owner.post("/v1/budgets", body);
      expect(made.status).toBe(201);
      return at(made.body, "id");
    },
    send: async (...events: readonly object[]) => {
      expect((await owner.post("/v1/events", events)).status).toBe(202);
      await pipeline.settle();
    },
    statuses: async (query = "") =>
      (await list("/v1/budget-statuses", query)).map((status) =>
        [valueAt(status, "name"), valueAt(status, "value"), valueAt(status, "spent")].join(" "),
      ),
    alerts: async () =>
      (await list("/v1/alerts")).map((alert) =>
        [valueAt(alert, "value"), at(alert, "basis"), valueAt(alert, "threshold"), at(alert, "spent")].join(" "),
      ),
  };
}

type World = Awaited<ReturnType<typeof signedUp>>;
const actual = async ({ alerts }: World) => (await alerts()).filter((alert) => alert.includes("actual")).toSorted();

test("a template is one budget for each value, in force from its first call, and each raises its own alerts once", async () => {
  const world = await signedUp();
  await world.make(everyUser);
  expect(await world.statuses()).toEqual([]);
  await world.send(event("1", "ada"), event("2", "ada"), event("3", "bob"), event("4", undefined));
  expect(await world.statuses()).toEqual(["Every user ada 0.005", "Every user bob 0.0025"]);
  const raised = ["ada actual 100 0.005", "ada actual 50 0.005", "bob actual 50 0.0025"];
  expect(await actual(world)).toEqual(raised);
  await world.send(event("5", "carl"), event("1", "ada"));
  expect(await world.statuses()).toEqual(["Every user ada 0.005", "Every user bob 0.0025", "Every user carl 0.0025"]);
  expect(await actual(world)).toEqual([...raised, "carl actual 50 0.0025"]);
});

test("one that is made in mid-period stands at the period's true spend for each value, and raises what is due", async () => {
  const world = await signedUp();
  await world.send(event("1", "ada"), event("2", "ada"), event("3", "bob"));
  await world.make(everyUser);
  expect(await world.statuses()).toEqual(["Every user ada 0.005", "Every user bob 0.0025"]);
  await world.settle();
  expect(await actual(world)).toEqual(["ada actual 100 0.005", "ada actual 50 0.005", "bob actual 50 0.0025"]);
});

test("the status of a template is that of a value, also of one that never spent", async () => {
  const world = await signedUp();
  const id = await world.make({ ...everyUser, enforcement: "hard" });
  const plain = await world.make({ name: "Company", scope: {}, amount: "1" });
  await world.send(event("1", "ada"));
  const statusOf = async (query: string, budget = id) => world.owner.get(`/v1/budgets/${budget}/status${query}`);
  expect((await statusOf("?value=ada")).body).toMatchObject({
    budget_id: id,
    value: "ada",
    enforcement: "hard",
    amount: "0.005",
    spent: "0.0025",
    available: "0.0025",
    thresholds_reached: { actual: [50] },
  });
  expect((await statusOf("?value=nobody")).body).toMatchObject({ value: "nobody", spent: "0", available: "0.005" });
  for (const [query, budget] of [
    ["", id],
    ["?value=unattributed", id],
    ["?value=", id],
    ["?value=ada", plain],
  ] as const) {
    const { status, body } = await statusOf(query, budget);
    expect([query, status, at(body, "errors", 0, "pointer")]).toEqual([query, 422, "?value"]);
  }
});

test("beside its own dimension a template's scope holds as ever", async () => {
  const world = await signedUp();
  const scope = { department: ["support"], "tag:site": ["*"] };
  await world.make({ ...everyUser, name: "Sites", scope });
  const atSite = (id: string, department: string, site: string) => event(id, "ada", { department, tags: { site } });
  await world.send(
    atSite("1", "support", "paris"),
    atSite("2", "sales", "paris"),
    atSite("3", "support", "a:b#c"),
    event("4", "ada", { department: "support" }),
  );
  expect(await world.statuses()).toEqual(["Sites a:b#c 0.0025", "Sites paris 0.0025"]);
});

test("statuses are listed page by page: budgets by id, a template's values in their order, and templates without spend not at all", async () => {
  const world = await signedUp();
  for (const name of ["A", "B", "C", "D"]) {
    await world.make(name === "B" ? { name, scope: {}, amount: "1" } : { ...everyUser, name });
    world.advance(1000); // In order of time, ids are in order.
  }
  await world.make({ ...everyUser, name: "E", scope: { agent: ["*"] } });
  await world.send(...["bob", "ada", "b", "carl"].map((user, index) => event(String(index), user)));
  const users = (name: string) => ["ada", "b", "bob", "carl"].map((user) => `${name} ${user} 0.0025`);
  const expected = [...users("A"), "B  0.01", ...users("C"), ...users("D")];
  for (const limit of [1, 2, 3, 4, 5, 100]) {
    expect(await world.statuses(`limit=${limit}`)).toEqual(expected);
  }
});

test("a day's template shows the day's values alone, though a month's is read beside it", async () => {
  const world = await signedUp();
  await world.make({ ...everyUser, name: "Day", period: { type: "day" } });
  world.advance(1000);
  await world.make({ ...everyUser, name: "Month" });
  await world.send(event("1", "ada"));
  world.advance(24 * 3_600_000);
  await world.send({ ...event("2", "bob"), time: "2026-11-03T08:30:00Z" });
  expect(await world.statuses()).toEqual(["Day bob 0.0025", "Month ada 0.0025", "Month bob 0.0025"]);
});

test("a budget becomes a template and ceases to be one, and stands right each time", async () => {
  const world = await signedUp();
  const id = await world.make({ ...everyUser, name: "Users", scope: {} });
  await world.send(event("1", "ada"), event("2", "bob"), event("3", undefined));
  expect(await world.statuses()).toEqual(["Users  0.0075"]);
  const replace = (scope: object) =>
    world.owner.send("PUT", `/v1/budgets/${id}`, { ...everyUser, name: "Users", scope });
  expect((await replace({ user: ["*"] })).status).toBe(200);
  expect(await world.statuses()).toEqual(["Users ada 0.0025", "Users bob 0.0025"]);
  await world.settle();
  expect(await world.statuses()).toEqual(["Users ada 0.0025", "Users bob 0.0025"]);
  expect((await actual(world)).filter((alert) => alert.startsWith("ada"))).toEqual(["ada actual 50 0.0025"]);
  expect((await replace({ user: ["bob"] })).status).toBe(200);
  await world.settle();
  expect(await world.statuses()).toEqual(["Users  0.0025"]);
});

test("the hourly sweep raises what time alone has made due", async () => {
  const world = await signedUp();
  await world.make({ ...everyUser, amount: "0.05", thresholds: [50] });
  await world.send(event("1", "ada"), event("2", "bob"), event("3", "bob"));
  expect(await world.alerts()).toEqual([]); // The month has not run for a tenth.
  world.advance(2 * 24 * 3_600_000);
  await world.runJob("hourly");
  await world.merge();
  expect(await world.alerts()).toEqual(["bob forecast 50 0.005"]); // 0.044 of 0.05 in 30 days as in 3.375.
});

test("a scope that matches usage of the last days is not warned of, whatever that usage cost", async () => {
  const world = await signedUp();
  await world.send({ ...event("1", "ada", { tags: { site: "paris" } }), model: "nobody-knows" }, event("2", undefined));
  const warned = async (scope: object) => {
    const made = await world.owner.post("/v1/budgets", { ...everyUser, scope });
    return itemsOf({ items: valueAt(made.body, "warnings") }).length > 0;
  };
  const scopes = [{}, { user: ["*"] }, { user: ["eve", "ada"] }, { "tag:site": ["paris"], user: ["*"] }];
  for (const scope of scopes) expect([scope, await warned(scope)]).toEqual([scope, false]);
  const others = [{ user: ["Ada"] }, { agent: ["*"] }, { "tag:site": ["paris"], user: ["unattributed"] }];
  for (const scope of others) expect([scope, await warned(scope)]).toEqual([scope, true]);
  world.advance(6 * 24 * 3_600_000);
  expect(await warned({ user: ["*"] })).toBe(false);
  world.advance(24 * 3_600_000);
  expect(await warned({ user: ["*"] })).toBe(true);
});
