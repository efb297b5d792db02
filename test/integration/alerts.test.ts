import type { LoopAlert } from "@outlay/domain/alert";
import { loopAlert } from "@outlay/domain/loop-alert";
import { newLife } from "@outlay/domain/alert-life";
import { putAlert } from "@outlay/storage/alerts";
import { wakeAlerts } from "@outlay/services/wake-alerts";
import { describe, expect, test } from "vitest";
import { at, createWorld, itemsOf, valueAt } from "./world.ts";

const { world, table, queues, signUp, withScopes, advance } = createWorld();
const TENANT_SETTINGS = { name: "Example", time_zone: "UTC", currency: "USD", created_at: "2026-11-01T00:00:00Z" };

/** A tenant with an alert of a run in a loop, and the path to it. */
async function withAlert() {
  const tenant = await signUp();
  const alert = loopOf(`run of ${tenant.tenantId}`, "triage");
  await putAlert(world.table, tenant.tenantId, alert);
  return { ...tenant, tenant, path: `/v1/alerts/${alert.id}` };
}

function loopOf(runId: string, workflow: string, isRefused = false): LoopAlert {
  const now = world.now();
  const step = { id: runId, step: 6, stepName: "search", startedAtEpochMs: null, toolCalls: null, progress: null };
  const figures = { steps: 6n, tool_calls: 0n, seconds: 0n, amount: 0n, repeats: 6n, stalled_steps: 0n };
  const date = now.toISOString().slice(0, 10);
  const values = new Map([["workflow", workflow]]);
  const sight = { step, figures, passed: [], values, date, isRefused, nowEpochMs: now.getTime() };
  return loopAlert(sight, { stepName: "search", repeats: 6 });
}

const inHours = (hours: number) => new Date(world.now().getTime() + hours * 3_600_000).toISOString();

describe("an alert", () => {
  test("is acknowledged, snoozed, resolved, reopened and marked, and says by whom, when and why", async () => {
    const { owner, path } = await withAlert();
    const until = inHours(2);
    expect(await owner.post(`${path}/acknowledge`, { note: "On it" })).toMatchObject({
      status: 200,
      body: { status: "acknowledged", version: 2 },
    });
    expect((await owner.post(`${path}/snooze`, { until })).body).toMatchObject({
      status: "snoozed",
      snoozed_until: until,
    });
    expect((await owner.post(`${path}/resolve`, {})).body).toMatchObject({ status: "resolved", snoozed_until: null });
    expect((await owner.send("PUT", `${path}/feedback`, { useful: false, note: "A test" })).body).toMatchObject({
      feedback: { useful: false, note: "A test", by: { kind: "api_key" } },
    });
    expect((await owner.post(`${path}/reopen`, { note: "Again" })).body).toMatchObject({ status: "open", version: 6 });
    const { body } = await owner.get(path);
    const history = valueAt(body, "history") as { change: string; note: string | null; by: unknown }[];
    expect(history.map(({ change, note }) => [change, note])).toEqual([
      ["acknowledged", "On it"],
      ["snoozed", null],
      ["resolved", null],
      ["marked", "A test"],
      ["reopened", "Again"],
    ]);
    expect(history.every(({ by }) => by !== null)).toBe(true);
    expect(itemsOf((await owner.get("/v1/alerts")).body)).toEqual([body]);
  });

  test("changes once, however often it is asked to", async () => {
    const { owner, path } = await withAlert();
    const answers = await Promise.all(Array.from({ length: 4 }, () => owner.post(`${path}/acknowledge`, {})));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(valueAt((await owner.get(path)).body, "version")).toBe(2);
  });

  test("is changed only in the state that was read", async () => {
    const { owner, path } = await withAlert();
    const tag = (await owner.get(path)).headers.get("etag") ?? "";
    expect((await owner.post(`${path}/acknowledge`, {}, { "if-match": tag })).status).toBe(200);
    expect(await owner.post(`${path}/resolve`, {}, { "if-match": tag })).toMatchObject({
      status: 412,
      body: { code: "precondition_failed" },
    });
    expect(valueAt((await owner.get(path)).body, "status")).toBe("acknowledged");
  });

  test("that was raised before alerts had a life gets one", async () => {
    const { owner, tenantId, path } = await withAlert();
    const { severity, ...life } = newLife("info", "");
    const former = Object.fromEntries(
      Object.entries(loopOf("run_2", "triage")).filter(
        ([name]) => name === "raised_at" || !(name in { ...life, severity }),
      ),
    );
    const id = String(former["id"]);
    await world.table.put(
      { pk: `T#${tenantId}#A#${id.slice(5, 12)}`, sk: id, alert: JSON.stringify({ ...former, status: "open" }) },
      "always",
    );
    const found = path.replace(/[^/]+$/, id);
    expect((await owner.get(found)).body).toMatchObject({
      status: "open",
      severity: "warning",
      version: 1,
      history: [],
    });
    const two = await Promise.all([
      owner.post(`${found}/resolve`, {}),
      owner.post(`${found}/snooze`, { until: inHours(1) }),
    ]);
    expect(two.map(({ status }) => status).toSorted()).toContain(200);
    expect(valueAt((await owner.get(found)).body, "history")).toHaveLength(
      (valueAt((await owner.get(found)).body, "version") as number) - 1,
    );
  });

  test.each([
    [{ until: "2020-01-01T00:00:00Z" }, "/until"],
    [{ until: "2126-01-01T00:00:00Z" }, "/until"],
    [{ until: "tomorrow" }, "/until"],
    [{}, "/until"],
    [{ until: inHours(1), note: "" }, "/note"],
    [{ until: inHours(1), forever: true }, "/forever"],
  ])("snoozed with %j is refused at %s", async (body, pointer) => {
    const { owner, path } = await withAlert();
    expect(await owner.post(`${path}/snooze`, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  test.each(["nothing", "loop.2026-13-01.00", `bud_1.2026-11-01.actual.0050`, "loop.2026-11-01.A#B"])(
    "is not named %s",
    async (id) => {
      const { owner } = await withAlert();
      expect((await owner.get(`/v1/alerts/${encodeURIComponent(id)}`)).status).toBe(422);
    },
  );

  test("that is not there, or another tenant's, is not found", async () => {
    const { path } = await withAlert();
    const { owner: stranger } = await signUp();
    expect(await stranger.get(path)).toMatchObject({ status: 404, body: { code: "alert_not_found" } });
    expect((await stranger.post(`${path}/resolve`, {})).status).toBe(404);
  });

  test("is changed by who may write alerts alone", async () => {
    const { tenant, path } = await withAlert();
    const reader = await withScopes(tenant, "alerts:read");
    expect((await reader.get(path)).status).toBe(200);
    expect((await reader.post(`${path}/resolve`, {})).status).toBe(403);
  });
});

describe("what is snoozed", () => {
  const toldOf = (id: string) =>
    queues.notify.waiting.flatMap(({ body }) => {
      const { announcement } = JSON.parse(body) as {
        announcement?: { alertId: string; event: string; sequence: number };
      };
      return announcement?.alertId === id ? [`${announcement.sequence} ${announcement.event}`] : [];
    });

  test("is open again after its time, told once, however often it is looked at", async () => {
    const { owner, tenantId, path } = await withAlert();
    const id = path.slice("/v1/alerts/".length);
    await owner.post(`${path}/snooze`, { until: inHours(2) });
    const look = () => wakeAlerts(world, tenantId, { tenant: { ...TENANT_SETTINGS, id: tenantId } });
    await look();
    expect((await owner.get(path)).body).toMatchObject({ status: "snoozed", version: 2 });
    expect(toldOf(id)).toEqual([]);
    advance(2 * 3_600_000);
    expect((await owner.get(path)).body).toMatchObject({ status: "open", version: 2, snoozed_until: null });
    await Promise.all([look(), look()]).catch(() => {});
    await look();
    expect((await owner.get(path)).body).toMatchObject({ status: "open", version: 3 });
    expect(new Set(toldOf(id))).toEqual(new Set(["3 opened"]));
    expect(table.dump().filter(({ pk, sk }) => pk === `T#${tenantId}#A` && sk.startsWith("snoozed"))).toEqual([]);
  });

  test.each([
    ["sooner", 1],
    ["later", 9],
  ])("wakes at its own time, though a refused request named a %s one", async (_, hours) => {
    const { owner, tenantId, path } = await withAlert();
    const tag = (await owner.get(path)).headers.get("etag") ?? "";
    const look = () => wakeAlerts(world, tenantId, { tenant: { ...TENANT_SETTINGS, id: tenantId } });
    await owner.post(`${path}/snooze`, { until: inHours(5) });
    const refused = await owner.post(`${path}/snooze`, { until: inHours(hours) }, { "if-match": tag });
    expect(refused.status).toBe(412);
    for (let hour = 0; hour < 6; hour++) {
      advance(3_600_000);
      await look();
    }
    expect((await owner.get(path)).body).toMatchObject({
      status: "open",
      version: 3,
      history: [{}, { change: "woken" }],
    });
    advance(10 * 3_600_000);
    await look();
    expect(table.dump().filter(({ pk, sk }) => pk === `T#${tenantId}#A` && sk.startsWith("snoozed"))).toEqual([]);
  });

  test("and resolved or snoozed again meanwhile is left alone", async () => {
    const { owner, tenantId, path } = await withAlert();
    await owner.post(`${path}/snooze`, { until: inHours(1) });
    await owner.post(`${path}/snooze`, { until: inHours(5) });
    advance(2 * 3_600_000);
    await wakeAlerts(world, tenantId, { tenant: { ...TENANT_SETTINGS, id: tenantId } });
    expect((await owner.get(path)).body).toMatchObject({ status: "snoozed", version: 3 });
    await owner.post(`${path}/resolve`, {});
    advance(4 * 3_600_000);
    await wakeAlerts(world, tenantId, { tenant: { ...TENANT_SETTINGS, id: tenantId } });
    expect((await owner.get(path)).body).toMatchObject({ status: "resolved", version: 4 });
  });
});

test("what people do is told: acknowledged, resolved and opened again, each in its version", async () => {
  const { owner, path } = await withAlert();
  for (const verb of ["acknowledge", "resolve", "reopen", "reopen"]) await owner.post(`${path}/${verb}`, {});
  await owner.send("PUT", `${path}/feedback`, { useful: true });
  const id = path.slice("/v1/alerts/".length);
  const told = queues.notify.waiting.flatMap(({ body }) => (body.includes(id) ? [body] : []));
  expect(told.map((body) => valueAt(JSON.parse(body), "announcement"))).toEqual([
    { alertId: id, sequence: 2, event: "acknowledged" },
    { alertId: id, sequence: 3, event: "resolved" },
    { alertId: id, sequence: 4, event: "opened" },
  ]);
});

test("the list shows those of a status, severity, rule and scope, page by page", async () => {
  const { owner, tenantId } = await signUp();
  const ids: string[] = [];
  for (let i = 0; i < 9; i++) {
    const alert = loopOf(`run_${i}`, i % 2 === 0 ? "triage" : "a:b", i % 3 === 0);
    ids.push(alert.id);
    await putAlert(world.table, tenantId, alert);
  }
  const [first = ""] = ids;
  await owner.post(`/v1/alerts/${first}/resolve`, {});
  const count = async (query: string) => {
    let cursor: string | null = "";
    let found = 0;
    while (cursor !== null) {
      const { body }: { body: unknown } = await owner.get(
        `/v1/alerts?limit=2&${query}${cursor && `&cursor=${cursor}`}`,
      );
      found += itemsOf(body).length;
      cursor = valueAt(body, "next_cursor") as string | null;
    }
    return found;
  };
  expect(await count("status=open")).toBe(8);
  expect(await count("status=resolved")).toBe(1);
  expect(await count("severity=warning")).toBe(3);
  expect(await count("severity=critical&status=open")).toBe(6);
  expect(await count("scope=workflow:triage")).toBe(5);
  expect(await count("scope=workflow:a:b")).toBe(4);
  expect(await count("scope=workflow:a")).toBe(0);
  expect(await count("rule=growth")).toBe(0);
  expect(at((await owner.get("/v1/alerts?scope=workflow")).body, "code")).toBe("invalid_request");
  for (const text of [
    "departmant:sales",
    "users",
    "user:",
    "tag:site",
    "tag::paris",
    "toString:a",
    `tag:${"n".repeat(129)}:a`,
  ]) {
    const { status, body } = await owner.get(`/v1/alerts?scope=${text}`);
    expect([text, status, at(body, "errors", 0, "pointer")]).toEqual([text, 422, "?scope"]);
    expect(at(body, "errors", 0, "detail")).toContain("business_unit, department, workspace");
  }
  expect(await count("scope=tag:site:paris")).toBe(0);
  for (const wrong of ["rule=grwth", "staus=open"]) {
    const pointer = `?${wrong.split("=")[0]}`;
    expect(await owner.get(`/v1/alerts?${wrong}`)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  }
});
