import { expect, test } from "vitest";
import { createDecisionWorld, heldIn, times, HAIKU, reasonsOf, WORST } from "./decision-world.ts";
import { at, itemsOf, valueAt } from "./world.ts";

test("the usage of a call sets free what was held for it and no more", async () => {
  const world = await createDecisionWorld();
  const id = await world.cap(times(1n));
  const { body } = await world.decide();
  expect((await world.decide()).body).toMatchObject({ verdict: "deny" });
  expect((await world.use(body)).status).toBe(202);
  await world.settle();
  expect(await heldIn(world, id)).toBe(0n);
  // 0.0045 is spent of 0.0075: no room for another such call.
  const denied = await world.decide();
  expect(reasonsOf(denied.body).get("cap_downgrade")?.text).toContain("has 0.003 of");
  const reservation_id = at(denied.body, "reservation", "id");
  await world.gateway.post(`/v1/decisions/${at(denied.body, "id")}/release`, { reservation_id });
  await world.use(body);
  await world.settle();
  expect(await heldIn(world, id)).toBe(0n);
});

test("a settlement does the same, and a second one nothing", async () => {
  const world = await createDecisionWorld();
  const id = await world.cap("1");
  const { body } = await world.decide({ attempts: 2 });
  const path = `/v1/decisions/${at(body, "id")}/settle`;
  const settlement = {
    reservation_id: at(body, "reservation", "id"),
    ...HAIKU,
    usage: { input_tokens: 10, output_tokens: 1 },
  };
  const early = await world.gateway.post(path, settlement);
  expect([early.status, at(early.body, "code"), early.headers.get("retry-after")]).toEqual([503, "unavailable", "5"]);
  await world.record();
  const settled = await world.gateway.post(path, settlement);
  expect([settled.status, at(settled.body, "id")]).toEqual([202, `${at(body, "id")}.1`]);
  await world.settle();
  expect(await heldIn(world, id)).toBe(0n);
  expect((await world.gateway.post(path, settlement)).status).toBe(202);
  await world.settle();
  expect(await heldIn(world, id)).toBe(0n);
  const unknown = await world.gateway.post(path, { ...settlement, reservation: "x" });
  expect([unknown.status, valueAt(unknown.body, "errors", 0, "pointer")]).toEqual([422, "/reservation"]);
});

test("a settlement that states its usage alone counts where its decision was asked, by the route that served it", async () => {
  const world = await createDecisionWorld();
  const scoped = { scope: { user: ["ada"], route: ["premium-work"] } };
  const id = await world.cap("100", scoped);
  const asked = {
    task_class: "legal-review",
    requested: null,
    attribution: { user: "ada", department: "legal", tags: { site: "paris" }, consumer: { user: "bo" } },
    run: { id: "run_9", step: 2 },
  };
  const { body } = await world.decide(asked);
  await world.record();
  const usage = { input_tokens: 1000, output_tokens: 100 };
  const settlement = { reservation_id: at(body, "reservation", "id"), usage };
  expect((await world.gateway.post(`/v1/decisions/${at(body, "id")}/settle`, settlement)).status).toBe(202);
  await world.settle();
  world.advance(1000);
  const [event] = itemsOf((await world.owner.get("/v1/events")).body);
  const status = await world.owner.get(`/v1/budgets/${id}/status`);
  expect([at(status.body, "spent"), at(status.body, "reserved")]).toEqual([at(event, "cost"), "0"]);
  expect(event).toMatchObject({
    model: at(body, "model", "model"),
    route: { id: "premium-work", type: "default", decision_id: at(body, "id") },
    run: { id: "run_9", step: 2, task_class: "legal-review" },
  });
  const query = "group_by=user,department,task_class,tag:site,consumer_user&measures=events";
  expect(itemsOf((await world.owner.get(`/v1/spend?${query}`)).body)).toMatchObject([
    {
      dimensions: {
        user: "ada",
        department: "legal",
        task_class: "legal-review",
        "tag:site": "paris",
        consumer_user: "bo",
      },
    },
  ]);
});

test("a settlement of a decision that never was is refused", async () => {
  const world = await createDecisionWorld();
  const settlement = { ...HAIKU, usage: { input_tokens: 1 } };
  const never = await world.gateway.post(`/v1/decisions/dec_${"0".repeat(26)}/settle`, settlement);
  expect([never.status, at(never.body, "code")]).toEqual([404, "decision_not_found"]);
});

test("what was told of is not released, however soon: neither what was settled nor what was sent as an event", async () => {
  const world = await createDecisionWorld();
  await world.cap("0.01");
  const release = (body: unknown) =>
    world.gateway.post(`/v1/decisions/${at(body, "id")}/release`, { reservation_id: at(body, "reservation", "id") });
  const first = await world.decide();
  expect((await world.use(first.body)).status).toBe(202);
  expect((await release(first.body)).body).toMatchObject({ amount: "0", attempts: [] });
  expect(at((await world.decide({ attempts: 1 })).body, "verdict")).not.toBe("allow");

  const other = await createDecisionWorld();
  await other.cap("0.01");
  const second = await other.decide();
  await other.record();
  const id = at(second.body, "id");
  const reservation_id = at(second.body, "reservation", "id");
  const usage = { input_tokens: 1000, output_tokens: 100 };
  await other.gateway.post(`/v1/decisions/${id}/settle`, { reservation_id, usage });
  const released = await other.gateway.post(`/v1/decisions/${id}/release`, { reservation_id });
  expect(released.body).toMatchObject({ amount: "0", attempts: [] });
  expect(at((await other.decide()).body, "verdict")).not.toBe("allow");
});

test("a release sets free at once what no usage has claimed, once", async () => {
  const world = await createDecisionWorld();
  const id = await world.cap("1");
  const { body } = await world.decide({ attempts: 2 });
  const held = at(body, "reservation", "amount");
  const path = `/v1/decisions/${at(body, "id")}/release`;
  const reservation_id = at(body, "reservation", "id");
  const released = await world.gateway.post(path, { reservation_id });
  expect(released).toMatchObject({ status: 200, body: { amount: held, currency: "USD", attempts: [1, 2] } });
  expect(await heldIn(world, id)).toBe(0n);
  expect((await world.gateway.post(path, { reservation_id })).body).toMatchObject({ amount: "0", attempts: [] });
  const other = await world.decide();
  const wrong = await world.gateway.post(`/v1/decisions/${at(other.body, "id")}/release`, { reservation_id });
  expect([wrong.status, at(wrong.body, "code")]).toEqual([404, "reservation_invalid"]);
});

test("what a caller that died held is free again once its time is over, and not before", async () => {
  const world = await createDecisionWorld();
  const id = await world.cap(times(1n));
  const { body } = await world.decide();
  const expiresMs = Date.parse(at(body, "reservation", "expires_at"));
  world.advance(expiresMs - world.world.now().getTime());
  expect((await world.decide()).body).toMatchObject({ verdict: "deny" });
  expect(await heldIn(world, id)).toBe(WORST);
  world.advance(15 * 60_000);
  // The denial asks how far usage is recorded; that answered, the hold goes.
  await world.decide();
  await world.settle();
  expect(await heldIn(world, id)).toBe(0n);
  expect((await world.decide()).body).toMatchObject({ verdict: "allow" });
});
